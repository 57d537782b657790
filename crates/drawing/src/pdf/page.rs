//! Pages ready to be painted: marks at their places, each with the content it belongs to.
//!
//! Lengths are in points, the origin is the top left corner and y grows downwards.

use std::rc::Rc;

use super::font::Shaped;
use super::style::Colour;
use super::tag::{ContentId, NodeId, Tree};

/// A painted document.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pages {
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) pages: Vec<Page>,
    pub(crate) tree: Tree,
    /// Every heading in the order of the document.
    pub(crate) headings: Vec<Heading>,
}

impl Pages {
    /// The same pages with everything on them `factor` times as large.
    pub(crate) fn scaled(mut self, factor: f64) -> Self {
        self.width *= factor;
        self.height *= factor;
        for page in &mut self.pages {
            page.items
                .iter_mut()
                .for_each(|item| item.mark.scale(factor));
            for area in &mut page.areas {
                for length in [&mut area.x, &mut area.y, &mut area.width, &mut area.height] {
                    *length *= factor;
                }
            }
        }
        for heading in &mut self.headings {
            heading.top *= factor;
        }
        self
    }
}

/// A heading and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Heading {
    pub(crate) level: u8,
    pub(crate) text: String,
    /// Page, counted from 0.
    pub(crate) page: usize,
    /// From the top of the page.
    pub(crate) top: f64,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Page {
    /// Painted in order: the reading order, but for lines of table rows ([`super::layout`]); what is read out
    /// goes by the structure.
    pub(crate) items: Vec<Item>,
    /// Where links and figures stand.
    pub(crate) areas: Vec<Area>,
}

/// The place of an element on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    pub(crate) node: NodeId,
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

/// A mark and the content it belongs to; without one it is decoration or page furniture.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Item {
    pub(crate) content: Option<ContentId>,
    pub(crate) mark: Mark,
}

impl Item {
    /// The same mark further right and down.
    pub(crate) fn shifted(mut self, dx: f64, dy: f64) -> Self {
        match &mut self.mark {
            Mark::Text(text) => {
                text.x += dx;
                text.y += dy;
            }
            Mark::Path(path) => path.outline.shift(dx, dy),
        }
        self
    }

    /// The same mark as decoration.
    pub(crate) fn untagged(mut self) -> Self {
        self.content = None;
        self
    }

    /// A straight horizontal rule whose upper edge is at `y`, as decoration.
    pub(crate) fn rule(x: f64, y: f64, width: f64, thickness: f64, colour: Colour) -> Self {
        Self {
            content: None,
            mark: Mark::rectangle(x, y, width, thickness, colour),
        }
    }
}

/// Something painted.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Mark {
    Text(Text),
    Path(Path),
}

impl Mark {
    fn scale(&mut self, factor: f64) {
        match self {
            Self::Text(text) => {
                text.x *= factor;
                text.y *= factor;
                text.size *= factor;
            }
            Self::Path(path) => {
                path.outline.scale(factor);
                if let Some(pen) = &mut path.stroke {
                    pen.width *= factor;
                }
            }
        }
    }

    /// A filled rectangle.
    pub(crate) fn rectangle(x: f64, y: f64, width: f64, height: f64, colour: Colour) -> Self {
        Self::Path(Path {
            outline: Outline::Rectangle {
                x,
                y,
                width,
                height,
            },
            fill: Some(colour),
            stroke: None,
        })
    }
}

/// A run of text in one style.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Text {
    /// Left end.
    pub(crate) x: f64,
    /// Baseline.
    pub(crate) y: f64,
    pub(crate) size: f64,
    pub(crate) colour: Colour,
    /// Words and spaces, one after the other.
    pub(crate) words: Vec<Rc<Shaped>>,
}

/// A painted shape.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Path {
    pub(crate) outline: Outline,
    pub(crate) fill: Option<Colour>,
    pub(crate) stroke: Option<Pen>,
}

/// How an outline is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Pen {
    pub(crate) colour: Colour,
    pub(crate) width: f64,
    pub(crate) dashed: bool,
}

/// The course of a shape.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Outline {
    Lines {
        points: Vec<(f64, f64)>,
        closed: bool,
    },
    Rectangle {
        x: f64,
        y: f64,
        width: f64,
        height: f64,
    },
    Circle {
        x: f64,
        y: f64,
        radius: f64,
    },
}

impl Outline {
    fn scale(&mut self, factor: f64) {
        match self {
            Self::Lines { points, .. } => {
                for (x, y) in points {
                    *x *= factor;
                    *y *= factor;
                }
            }
            Self::Rectangle {
                x,
                y,
                width,
                height,
            } => {
                for length in [x, y, width, height] {
                    *length *= factor;
                }
            }
            Self::Circle { x, y, radius } => {
                for length in [x, y, radius] {
                    *length *= factor;
                }
            }
        }
    }

    fn shift(&mut self, dx: f64, dy: f64) {
        match self {
            Self::Lines { points, .. } => {
                for (x, y) in points {
                    *x += dx;
                    *y += dy;
                }
            }
            Self::Rectangle { x, y, .. } | Self::Circle { x, y, .. } => {
                *x += dx;
                *y += dy;
            }
        }
    }
}
