//! The logical structure of a document: what a reader who cannot see the page is told.

/// An element of the structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NodeId(pub(crate) usize);

/// A stretch of painted content inside an element; it may be painted in parts, on several pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ContentId(pub(crate) usize);

/// What an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Document,
    Section,
    Division,
    Heading(u8),
    Paragraph,
    List { ordered: bool },
    ListItem,
    Label,
    ListBody,
    Table,
    Caption,
    TableHead,
    TableBody,
    TableRow,
    ColumnHeading,
    RowHeading,
    DataCell,
    Figure,
    Link,
    Contents,
    ContentsItem,
    Reference,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// An address.
    Address(String),
    /// The heading of that number, in the order of the document.
    Heading(usize),
}

/// What an element holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Child {
    Node(NodeId),
    Content(ContentId),
}

/// An element: what it is and what it holds, in reading order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub(crate) role: Role,
    pub(crate) parent: Option<NodeId>,
    pub(crate) children: Vec<Child>,
    /// Words that stand for a figure or name the target of a link.
    pub(crate) alternative: Option<String>,
    /// Where a link leads.
    pub(crate) target: Option<Target>,
}

/// The whole structure; its root is the document.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
    owners: Vec<NodeId>,
}

impl Tree {
    /// The root element.
    pub(crate) const ROOT: NodeId = NodeId(0);

    /// A structure with nothing but its root.
    pub(crate) fn new() -> Self {
        Self {
            nodes: vec![node(Role::Document, None)],
            owners: Vec::new(),
        }
    }

    /// Adds an element at the end of another.
    pub(crate) fn add(&mut self, parent: NodeId, role: Role) -> NodeId {
        let id = NodeId(self.nodes.len());
        self.nodes.push(node(role, Some(parent)));
        self.nodes[parent.0].children.push(Child::Node(id));
        id
    }

    /// Adds a stretch of content at the end of an element.
    pub(crate) fn content(&mut self, owner: NodeId) -> ContentId {
        let id = ContentId(self.owners.len());
        self.owners.push(owner);
        self.nodes[owner.0].children.push(Child::Content(id));
        id
    }

    /// Adds an element with one stretch of content, and returns the content.
    pub(crate) fn leaf(&mut self, parent: NodeId, role: Role) -> ContentId {
        let id = self.add(parent, role);
        self.content(id)
    }

    /// Adds a figure with the words that stand for it.
    pub(crate) fn figure(&mut self, parent: NodeId, alternative: String) -> (NodeId, ContentId) {
        let id = self.add(parent, Role::Figure);
        self.nodes[id.0].alternative = Some(alternative);
        (id, self.content(id))
    }

    /// Adds a link with its name and target.
    pub(crate) fn link(
        &mut self,
        parent: NodeId,
        name: String,
        target: Target,
    ) -> (NodeId, ContentId) {
        let id = self.add(parent, Role::Link);
        self.nodes[id.0].alternative = Some(name);
        self.nodes[id.0].target = Some(target);
        (id, self.content(id))
    }

    /// The element that content belongs to.
    pub(crate) fn owner(&self, content: ContentId) -> NodeId {
        self.owners[content.0]
    }

    /// How many stretches of content there are.
    pub(crate) fn contents(&self) -> usize {
        self.owners.len()
    }

    /// An element.
    pub(crate) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0]
    }

    /// All elements in the order they were added, the root first.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        self.nodes
            .iter()
            .enumerate()
            .map(|(index, node)| (NodeId(index), node))
    }
}

fn node(role: Role, parent: Option<NodeId>) -> Node {
    Node {
        role,
        parent,
        children: Vec::new(),
        alternative: None,
        target: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_keep_the_order_they_were_added_in() {
        let mut tree = Tree::new();
        let paragraph = tree.add(Tree::ROOT, Role::Paragraph);
        let before = tree.content(paragraph);
        let (link, inside) = tree.link(
            paragraph,
            "there".into(),
            Target::Address("https://example.org".into()),
        );
        let after = tree.content(paragraph);
        assert_eq!(
            tree.node(paragraph).children,
            [
                Child::Content(before),
                Child::Node(link),
                Child::Content(after)
            ]
        );
        assert_eq!(tree.owner(inside), link);
        assert_eq!(tree.node(link).parent, Some(paragraph));
    }
}
