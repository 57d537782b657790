//! The display list every chart is drawn into and every renderer reads.

use serde::Serialize;

/// A finished chart: shapes on a canvas, with the words that stand for it.
///
/// Lengths are in points (1/72 inch), the origin is the top left corner and y grows downwards.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Drawing {
    /// Width of the canvas in points.
    pub width: f64,
    /// Height of the canvas in points.
    pub height: f64,
    /// Short name: states the finding, not the method.
    pub title: String,
    /// Text alternative: what a reader who cannot see the chart needs to know.
    pub description: String,
    /// Painted in order, later over earlier.
    pub shapes: Vec<Shape>,
}

/// What a colour means; each renderer maps it to a colour of its own (print, screen, dark mode).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paint {
    /// Text and axes.
    Ink,
    /// Secondary text and fine lines.
    Muted,
    /// Grid lines and outlines.
    Grid,
    /// The page behind.
    Surface,
    /// Everyone else: only with labels.
    Context,
    /// First category.
    First,
    /// Second category.
    Second,
    /// Third category.
    Third,
    /// Fourth category.
    Fourth,
    /// Better than a benchmark: always beside the word.
    Better,
    /// Worse than a benchmark: always beside the word.
    Worse,
}

/// An outline.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Stroke {
    /// Colour role.
    pub paint: Paint,
    /// Width in points.
    pub width: f64,
    /// Dashed rather than solid.
    pub dashed: bool,
}

/// Where a text stands against its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Anchor {
    /// The text begins at the point.
    Start,
    /// The text is centred on the point.
    Middle,
    /// The text ends at the point.
    End,
}

/// One painted thing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Shape {
    /// Connected straight lines.
    Line {
        /// The points, at least two.
        points: Vec<(f64, f64)>,
        /// How it is drawn.
        stroke: Stroke,
    },
    /// A closed area.
    Polygon {
        /// The corners, at least three.
        points: Vec<(f64, f64)>,
        /// Fill colour role, if filled.
        fill: Option<Paint>,
        /// Outline, if any.
        stroke: Option<Stroke>,
    },
    /// An upright rectangle.
    Rectangle {
        /// Left edge.
        x: f64,
        /// Top edge.
        y: f64,
        /// Width.
        width: f64,
        /// Height.
        height: f64,
        /// Fill colour role, if filled.
        fill: Option<Paint>,
        /// Outline, if any.
        stroke: Option<Stroke>,
    },
    /// A circle.
    Circle {
        /// Centre.
        x: f64,
        /// Centre.
        y: f64,
        /// Radius.
        radius: f64,
        /// Fill colour role, if filled.
        fill: Option<Paint>,
        /// Outline, if any.
        stroke: Option<Stroke>,
    },
    /// A line of text, set on its baseline.
    Text {
        /// Anchor point.
        x: f64,
        /// Baseline.
        y: f64,
        /// Font size in points.
        size: f64,
        /// Horizontal alignment.
        anchor: Anchor,
        /// Bold rather than regular.
        bold: bool,
        /// Colour role.
        paint: Paint,
        /// What it says.
        content: String,
    },
}

impl Drawing {
    /// A strip that says there is nothing to draw, `width` points wide.
    pub(crate) fn no_data(title: &str, width: f64) -> Self {
        let text = Shape::Text {
            x: 4.0,
            y: 16.0,
            size: 9.0,
            anchor: Anchor::Start,
            bold: false,
            paint: Paint::Muted,
            content: "No data".to_owned(),
        };
        Self {
            width: width.max(60.0),
            height: 24.0,
            title: title.to_owned(),
            description: "No data.".to_owned(),
            shapes: vec![text],
        }
    }
}
