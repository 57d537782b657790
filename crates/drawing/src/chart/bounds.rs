//! Where a text stands on the canvas, and what it would cover. Lengths are in points.

use super::drawing::{Anchor, Shape};
use super::measure_text::width;

/// How far accents on capitals rise above the baseline, as a share of the font size.
const ASCENT: f64 = 0.93;
/// How far letters reach below the baseline, as a share of the font size.
const DESCENT: f64 = 0.24;

/// An upright box: left, top, right and bottom edge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bounds {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Bounds {
    /// The box of a text, accents and tails included; nothing for other shapes.
    pub(super) fn of(shape: &Shape) -> Option<Self> {
        match shape {
            Shape::Text {
                x,
                y,
                size,
                anchor,
                bold,
                content,
                ..
            } => Some(Self::of_text(
                (*x, *y),
                width(content, *size, *bold),
                *size,
                *anchor,
            )),
            _ => None,
        }
    }

    /// The box of a line of text set at a point of its baseline.
    pub(super) fn of_text(at: (f64, f64), width: f64, size: f64, anchor: Anchor) -> Self {
        let left = anchor.start(at.0, width);
        Self {
            left,
            top: at.1 - ASCENT * size,
            right: left + width,
            bottom: at.1 + DESCENT * size,
        }
    }

    /// Whether the two have a point in common.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Whether the box lies within another.
    pub(super) fn within(&self, outer: &Self) -> bool {
        self.left >= outer.left
            && self.right <= outer.right
            && self.top >= outer.top
            && self.bottom <= outer.bottom
    }

    /// Whether a point lies within the box or less than `margin` from it.
    pub(super) fn holds(&self, point: (f64, f64), margin: f64) -> bool {
        point.0 > self.left - margin
            && point.0 < self.right + margin
            && point.1 > self.top - margin
            && point.1 < self.bottom + margin
    }
}
