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

impl Anchor {
    /// Where a text so wide begins that stands so against a point.
    pub(crate) fn start(self, point: f64, width: f64) -> f64 {
        match self {
            Self::Start => point,
            Self::Middle => point - width / 2.0,
            Self::End => point - width,
        }
    }
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
        let text = Shape::text((4.0, 16.0), 9.0, "No data").painted(Paint::Muted);
        Self {
            width: width.max(60.0),
            height: 24.0,
            title: title.to_owned(),
            description: "No data.".to_owned(),
            shapes: vec![text],
        }
    }
}

impl Paint {
    /// What text reads well on a surface of this paint.
    pub(crate) fn on_top(self) -> Self {
        match self {
            Self::First | Self::Third | Self::Ink | Self::Muted | Self::Better | Self::Worse => {
                Self::Surface
            }
            _ => Self::Ink,
        }
    }

    /// The paints of up to four categories, in the only order that keeps neighbours apart.
    pub(crate) const CATEGORIES: [Self; 4] = [Self::First, Self::Second, Self::Third, Self::Fourth];
}

impl Stroke {
    /// A solid line of this width in points.
    pub(crate) fn solid(paint: Paint, width: f64) -> Self {
        Self {
            paint,
            width,
            dashed: false,
        }
    }

    /// A dashed line of this width in points.
    pub(crate) fn dashed(paint: Paint, width: f64) -> Self {
        Self {
            paint,
            width,
            dashed: true,
        }
    }
}

impl Shape {
    /// A straight line between two points.
    pub(crate) fn line(from: (f64, f64), to: (f64, f64), stroke: Stroke) -> Self {
        Self::Line {
            points: vec![from, to],
            stroke,
        }
    }

    /// A filled circle around a point.
    pub(crate) fn dot((x, y): (f64, f64), radius: f64, paint: Paint) -> Self {
        Self::Circle {
            x,
            y,
            radius,
            fill: Some(paint),
            stroke: None,
        }
    }

    /// A filled circle with an outline.
    pub(crate) fn ring((x, y): (f64, f64), radius: f64, fill: Paint, stroke: Stroke) -> Self {
        Self::Circle {
            x,
            y,
            radius,
            fill: Some(fill),
            stroke: Some(stroke),
        }
    }

    /// A filled polygon.
    pub(crate) fn filled(points: Vec<(f64, f64)>, paint: Paint) -> Self {
        Self::Polygon {
            points,
            fill: Some(paint),
            stroke: None,
        }
    }

    /// A filled rectangle from its top left corner.
    pub(crate) fn bar((x, y): (f64, f64), width: f64, height: f64, paint: Paint) -> Self {
        Self::Rectangle {
            x,
            y,
            width,
            height,
            fill: Some(paint),
            stroke: None,
        }
    }

    /// A text in ink that begins at a point of its baseline.
    pub(crate) fn text((x, y): (f64, f64), size: f64, content: impl Into<String>) -> Self {
        Self::Text {
            x,
            y,
            size,
            anchor: Anchor::Start,
            bold: false,
            paint: Paint::Ink,
            content: content.into(),
        }
    }

    /// The same text, aligned otherwise.
    pub(crate) fn anchored(mut self, wanted: Anchor) -> Self {
        if let Self::Text { anchor, .. } = &mut self {
            *anchor = wanted;
        }
        self
    }

    /// The same text in another paint.
    pub(crate) fn painted(mut self, wanted: Paint) -> Self {
        if let Self::Text { paint, .. } = &mut self {
            *paint = wanted;
        }
        self
    }

    /// The same text in bold.
    pub(crate) fn bold(mut self) -> Self {
        if let Self::Text { bold, .. } = &mut self {
            *bold = true;
        }
        self
    }
}
