//! What a paragraph is made of: spans, the words in them, and lines of words.

use std::rc::Rc;

use crate::pdf::font::Shaped;
use crate::pdf::style::Colour;
use crate::pdf::tag::{ContentId, NodeId};
use crate::typeface::Face;

/// Text in one style; a line feed in it ends the line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Span {
    pub(crate) text: String,
    pub(crate) face: Face,
    pub(crate) colour: Colour,
    /// What its marks belong to.
    pub(crate) content: Option<ContentId>,
    /// The link it is part of.
    pub(crate) link: Option<NodeId>,
}

/// Part of a word in one style.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) span: usize,
    pub(super) shaped: Rc<Shaped>,
}

/// What stands between two places where a line may end.
#[derive(Debug, Clone, Default)]
pub(super) struct Word {
    pub(super) pieces: Vec<Piece>,
    /// In ems.
    pub(super) width: f64,
    /// The space that follows it.
    pub(super) space: Option<Piece>,
    /// The line ends after it.
    pub(super) last: bool,
}

/// A line of text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    pub(super) pieces: Vec<Piece>,
    /// In ems, without the space at its end.
    pub(crate) width: f64,
}
