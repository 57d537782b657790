//! The text as horizontal strips one above the other.

use crate::pdf::page::{Area, Item};

/// How firmly a strip holds on to the one below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Keep {
    /// A page may end between them.
    #[default]
    Free,
    /// On one page if one page can hold all that is kept together.
    Wanted,
    /// On one page, as a heading and its first line.
    Needed,
}

/// A slice of the text that no page break divides. Lengths are in points; y starts at its top.
#[derive(Debug, Clone, Default)]
pub(crate) struct Strip {
    pub(crate) height: f64,
    /// Space above it, unless it stands at the top of a page.
    pub(crate) before: f64,
    /// Space below it; of two spaces that meet the larger counts.
    pub(crate) after: f64,
    pub(crate) keep: Keep,
    /// It runs down two columns, of which the second is so far to the right of the first.
    pub(crate) second_column: Option<f64>,
    /// It starts a page.
    pub(crate) starts_page: bool,
    pub(crate) items: Vec<Item>,
    pub(crate) areas: Vec<Area>,
    /// What is repeated above it when it starts a page, by number.
    pub(crate) repeat: Option<usize>,
    /// The heading that stands in it, by number.
    pub(crate) heading: Option<usize>,
}

impl Strip {
    /// Adds marks and the places of their elements.
    pub(crate) fn add(&mut self, (items, areas): (Vec<Item>, Vec<Area>)) {
        self.items.extend(items);
        self.areas.extend(areas);
    }
}

/// Column headings painted again at the top of a page, as furniture.
#[derive(Debug, Clone)]
pub(crate) struct Repeat {
    pub(crate) height: f64,
    pub(crate) items: Vec<Item>,
}

/// Keeps strips on one page, except the last from what follows.
pub(super) fn hold(strips: &mut [Strip], keep: Keep) {
    if let Some((_, held)) = strips.split_last_mut() {
        held.iter_mut()
            .for_each(|strip| strip.keep = strip.keep.max(keep));
    }
}
