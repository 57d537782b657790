//! Bookmarks, nested as the headings are.

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use crate::pdf::page::Heading;

use super::file::{File, rounded, text_string};

/// Headings below this level get no bookmark.
const DEEPEST: u8 = 3;
/// A heading's place is shown with this much of the page above it, in points.
const ABOVE: f64 = 8.0;

/// The place of a heading.
pub(crate) fn destination(file: &File, heading: &Heading) -> Object {
    let page = file
        .pages
        .get(heading.page)
        .map_or(Object::Null, |page| Object::Reference(*page));
    let top = rounded(file.height - heading.top + ABOVE);
    Object::Array(vec![
        page,
        "XYZ".into(),
        Object::Null,
        top.into(),
        Object::Null,
    ])
}

struct Bookmark<'a> {
    id: ObjectId,
    heading: &'a Heading,
    children: Vec<Bookmark<'a>>,
}

/// Writes the bookmarks and returns their root, if there are headings.
pub(crate) fn write(file: &mut File, headings: &[Heading]) -> Option<ObjectId> {
    let mut listed: &[&Heading] = &headings
        .iter()
        .filter(|heading| heading.level <= DEEPEST)
        .collect::<Vec<_>>();
    if listed.is_empty() {
        return None;
    }
    let root = file.inner.new_object_id();
    let bookmarks = nest(file, &mut listed, 0);
    let mut dictionary = dictionary! { "Type" => "Outlines" };
    join(&mut dictionary, &bookmarks);
    let visible: usize = bookmarks
        .iter()
        .map(|bookmark| 1 + bookmark.children.len())
        .sum();
    dictionary.set("Count", visible as i64);
    file.inner.objects.insert(root, dictionary.into());
    put(file, &bookmarks, root, true);
    Some(root)
}

/// Takes the headings below `level` off the front of the list.
fn nest<'a>(file: &mut File, headings: &mut &[&'a Heading], level: u8) -> Vec<Bookmark<'a>> {
    let mut bookmarks = Vec::new();
    while let Some((&heading, rest)) = headings
        .split_first()
        .filter(|(heading, _)| heading.level > level)
    {
        *headings = rest;
        let id = file.inner.new_object_id();
        let children = nest(file, headings, heading.level);
        bookmarks.push(Bookmark {
            id,
            heading,
            children,
        });
    }
    bookmarks
}

fn join(dictionary: &mut Dictionary, bookmarks: &[Bookmark<'_>]) {
    if let (Some(first), Some(last)) = (bookmarks.first(), bookmarks.last()) {
        dictionary.set("First", first.id);
        dictionary.set("Last", last.id);
    }
}

/// Writes bookmarks below `parent`; those of the first level are open.
fn put(file: &mut File, bookmarks: &[Bookmark<'_>], parent: ObjectId, open: bool) {
    for (index, bookmark) in bookmarks.iter().enumerate() {
        let mut dictionary = dictionary! {
            "Title" => text_string(&bookmark.heading.text),
            "Parent" => parent,
            "Dest" => destination(file, bookmark.heading),
        };
        if let Some(previous) = index.checked_sub(1).and_then(|at| bookmarks.get(at)) {
            dictionary.set("Prev", previous.id);
        }
        if let Some(next) = bookmarks.get(index + 1) {
            dictionary.set("Next", next.id);
        }
        if !bookmark.children.is_empty() {
            let count = bookmark.children.len() as i64;
            dictionary.set("Count", if open { count } else { -count });
            join(&mut dictionary, &bookmark.children);
        }
        file.inner.objects.insert(bookmark.id, dictionary.into());
        put(file, &bookmark.children, bookmark.id, false);
    }
}
