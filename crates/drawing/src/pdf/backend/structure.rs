//! The structure tree: elements, links, and the way back from painted content to its element.

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use crate::pdf::error::PdfError;
use crate::pdf::page::{Area, Pages};
use crate::pdf::tag::{Child, Node, NodeId, Role, Target, Tree};

use super::content::Painted;
use super::file::{File, dictionary_mut, rounded, text_string};
use super::outline::destination;
use super::role::role_name;

/// Writes the structure of painted pages and returns its root.
///
/// # Errors
/// [`PdfError::Encoding`] when a page is not where it should be.
pub(crate) fn write(
    file: &mut File,
    pages: &Pages,
    painted: &Painted,
) -> Result<ObjectId, PdfError> {
    let root = file.inner.new_object_id();
    let places = painted.by_content(pages.tree.contents());
    let ids = reserve(file, &pages.tree, &places);
    let mut writer = Writer {
        pages,
        root,
        ids,
        places,
        links: vec![Vec::new(); pages.tree.nodes().count()],
    };
    let mut parents = writer.page_parents(painted);
    writer.annotate(file, &mut parents)?;
    for (id, node) in pages.tree.nodes() {
        if let Some(object) = writer.ids[id.0] {
            let element = writer.element(file, id, node);
            file.inner.objects.insert(object, element.into());
        }
    }
    let next = (parents.len() / 2) as i64;
    let parent_tree = file.inner.add_object(dictionary! { "Nums" => parents });
    let document = writer.ids[Tree::ROOT.0].map(Object::Reference);
    let root_element = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => document.unwrap_or(Object::Null),
        "ParentTree" => parent_tree,
        "ParentTreeNextKey" => next,
    };
    file.inner.objects.insert(root, root_element.into());
    Ok(root)
}

/// A number for every element that holds something, or that a table would be ragged without.
fn reserve(file: &mut File, tree: &Tree, places: &[Vec<(usize, i64)>]) -> Vec<Option<ObjectId>> {
    let nodes: Vec<&Node> = tree.nodes().map(|(_, node)| node).collect();
    let mut kept = vec![false; nodes.len()];
    for (index, node) in nodes.iter().enumerate().rev() {
        let holds = node.children.iter().any(|child| match child {
            Child::Node(id) => kept[id.0],
            Child::Content(id) => !places[id.0].is_empty(),
        });
        let cell = matches!(
            node.role,
            Role::ColumnHeading | Role::RowHeading | Role::DataCell
        );
        kept[index] = holds || cell || index == Tree::ROOT.0;
    }
    kept.into_iter()
        .map(|kept| kept.then(|| file.inner.new_object_id()))
        .collect()
}

struct Writer<'a> {
    pages: &'a Pages,
    root: ObjectId,
    /// By element, its object.
    ids: Vec<Option<ObjectId>>,
    /// By content, where it is painted.
    places: Vec<Vec<(usize, i64)>>,
    /// By element, the annotations of a link, each with its page.
    links: Vec<Vec<(usize, ObjectId)>>,
}

impl Writer<'_> {
    /// The elements of each page's marked sequences, as entries of the number tree.
    fn page_parents(&self, painted: &Painted) -> Vec<Object> {
        let mut entries = Vec::new();
        for (page, sequences) in painted.sequences.iter().enumerate() {
            let owners = sequences.iter().map(|&content| {
                let owner = self.pages.tree.owner(content);
                self.ids[owner.0].map_or(Object::Null, Object::Reference)
            });
            let owners = Object::Array(owners.collect());
            entries.extend([(page as i64).into(), owners]);
        }
        entries
    }

    /// Adds an annotation for every place of a link, with its entry of the number tree.
    fn annotate(&mut self, file: &mut File, parents: &mut Vec<Object>) -> Result<(), PdfError> {
        for (page, content) in self.pages.pages.iter().enumerate() {
            let mut annotations = Vec::new();
            for area in &content.areas {
                let node = self.pages.tree.node(area.node);
                let (Some(target), Some(element)) = (&node.target, self.ids[area.node.0]) else {
                    continue;
                };
                let number = (parents.len() / 2) as i64;
                let annotation = self.annotation(file, area, node, target, number);
                let id = file.inner.add_object(annotation);
                self.links[area.node.0].push((page, id));
                annotations.push(Object::Reference(id));
                parents.extend([number.into(), element.into()]);
            }
            if !annotations.is_empty() {
                let id = file.pages[page];
                dictionary_mut(&mut file.inner, id)?.set("Annots", annotations);
            }
        }
        Ok(())
    }

    fn annotation(
        &self,
        file: &File,
        area: &Area,
        node: &Node,
        target: &Target,
        number: i64,
    ) -> Dictionary {
        let mut annotation = dictionary! {
            "Type" => "Annot",
            "Subtype" => "Link",
            "Rect" => rectangle(file, area),
            "Border" => vec![0.into(), 0.into(), 0.into()],
            "F" => 4,
            "Contents" => text_string(node.alternative.as_deref().unwrap_or_default()),
            "StructParent" => number,
        };
        match target {
            Target::Address(address) => {
                let uri = Object::string_literal(address.as_str());
                annotation.set("A", dictionary! { "S" => "URI", "URI" => uri });
            }
            Target::Heading(heading) => {
                if let Some(heading) = self.pages.headings.get(*heading) {
                    annotation.set("Dest", destination(file, heading));
                }
            }
        }
        annotation
    }

    fn element(&self, file: &File, id: NodeId, node: &Node) -> Dictionary {
        let parent = node
            .parent
            .and_then(|parent| self.ids[parent.0])
            .unwrap_or(self.root);
        let mut element = dictionary! { "S" => role_name(node.role), "P" => parent };
        let page = self.first_page(id, node);
        if let Some(page) = page.and_then(|page| file.pages.get(page)) {
            element.set("Pg", *page);
        }
        let mut kids = self.kids(file, id, node, page);
        match kids.len() {
            0 => {}
            1 => element.set("K", kids.swap_remove(0)),
            _ => element.set("K", kids),
        }
        if node.role == Role::Figure {
            element.set(
                "Alt",
                text_string(node.alternative.as_deref().unwrap_or_default()),
            );
        }
        if let Some(attributes) = self.attributes(file, id, node.role) {
            element.set("A", attributes);
        }
        element
    }

    fn first_page(&self, id: NodeId, node: &Node) -> Option<usize> {
        let own = node.children.iter().find_map(|child| match child {
            Child::Content(content) => self.places[content.0].first().map(|&(page, _)| page),
            Child::Node(_) => None,
        });
        own.or_else(|| self.links[id.0].first().map(|&(page, _)| page))
    }

    fn kids(&self, file: &File, id: NodeId, node: &Node, page: Option<usize>) -> Vec<Object> {
        let mut kids = Vec::new();
        for child in &node.children {
            match child {
                Child::Node(child) => kids.extend(self.ids[child.0].map(Object::Reference)),
                Child::Content(content) => {
                    kids.extend(self.places[content.0].iter().map(|&(on, number)| {
                        if Some(on) == page {
                            return number.into();
                        }
                        dictionary! { "Type" => "MCR", "Pg" => file.pages[on], "MCID" => number }
                            .into()
                    }))
                }
            }
        }
        kids.extend(self.links[id.0].iter().map(|&(on, annotation)| {
            Object::from(
                dictionary! { "Type" => "OBJR", "Pg" => file.pages[on], "Obj" => annotation },
            )
        }));
        kids
    }

    fn attributes(&self, file: &File, id: NodeId, role: Role) -> Option<Dictionary> {
        let scope = |scope: &str| Some(dictionary! { "O" => "Table", "Scope" => scope });
        match role {
            Role::ColumnHeading => scope("Column"),
            Role::RowHeading => scope("Row"),
            Role::List { ordered } => {
                let numbering = if ordered { "Decimal" } else { "Disc" };
                Some(dictionary! { "O" => "List", "ListNumbering" => numbering })
            }
            Role::Figure => {
                let area = self
                    .pages
                    .pages
                    .iter()
                    .flat_map(|page| &page.areas)
                    .find(|area| area.node == id)?;
                Some(
                    dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => rectangle(file, area) },
                )
            }
            _ => None,
        }
    }
}

/// A place as left, bottom, right and top edge.
fn rectangle(file: &File, area: &Area) -> Object {
    let edges = [
        area.x,
        file.height - area.y - area.height,
        area.x + area.width,
        file.height - area.y,
    ];
    Object::Array(edges.map(|edge| rounded(edge).into()).to_vec())
}
