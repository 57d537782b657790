//! What shapes look like, as attributes.

use super::super::drawing::{Anchor, Paint, Shape, Stroke};
use super::value::number;

/// What shapes must share to stand in one group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Style {
    Line(Stroke),
    Area(Option<Paint>, Option<Stroke>),
    Text {
        size: f64,
        anchor: Anchor,
        bold: bool,
        paint: Paint,
    },
}

impl Style {
    pub(super) fn of(shape: &Shape) -> Self {
        match shape {
            Shape::Line { stroke, .. } => Self::Line(*stroke),
            Shape::Polygon { fill, stroke, .. }
            | Shape::Rectangle { fill, stroke, .. }
            | Shape::Circle { fill, stroke, .. } => Self::Area(*fill, *stroke),
            Shape::Text {
                size,
                anchor,
                bold,
                paint,
                ..
            } => Self::Text {
                size: *size,
                anchor: *anchor,
                bold: *bold,
                paint: *paint,
            },
        }
    }

    /// The attributes that say so.
    pub(super) fn attributes(self) -> String {
        match self {
            Self::Line(stroke) => format!(
                " class=\"s-{}\" fill=\"none\"{}",
                name(stroke.paint),
                stroke_attributes(stroke)
            ),
            Self::Area(fill, stroke) => area_attributes(fill, stroke),
            Self::Text {
                size,
                anchor,
                bold,
                paint,
            } => {
                let anchor = match anchor {
                    Anchor::Start => "",
                    Anchor::Middle => " text-anchor=\"middle\"",
                    Anchor::End => " text-anchor=\"end\"",
                };
                let weight = if bold { " font-weight=\"700\"" } else { "" };
                let size = number(size);
                format!(
                    " class=\"f-{}\" font-size=\"{size}\"{anchor}{weight}",
                    name(paint)
                )
            }
        }
    }
}

fn area_attributes(fill: Option<Paint>, stroke: Option<Stroke>) -> String {
    let fill_class = fill.map(|paint| format!("f-{}", name(paint)));
    let stroke_class = stroke.map(|stroke| format!("s-{}", name(stroke.paint)));
    let classes: Vec<String> = fill_class.into_iter().chain(stroke_class).collect();
    let mut attributes = String::new();
    if !classes.is_empty() {
        attributes = format!(" class=\"{}\"", classes.join(" "));
    }
    if fill.is_none() {
        attributes.push_str(" fill=\"none\"");
    }
    attributes + &stroke.map(stroke_attributes).unwrap_or_default()
}

fn stroke_attributes(stroke: Stroke) -> String {
    let dashes = if stroke.dashed {
        " stroke-dasharray=\"4 3\""
    } else {
        ""
    };
    let width = number(stroke.width);
    let width = if width == "1" {
        String::new()
    } else {
        format!(" stroke-width=\"{width}\"")
    };
    width + dashes
}

/// A paint's name in class names.
pub(super) fn name(paint: Paint) -> &'static str {
    match paint {
        Paint::Ink => "ink",
        Paint::Muted => "muted",
        Paint::Grid => "grid",
        Paint::Surface => "surface",
        Paint::Context => "context",
        Paint::First => "first",
        Paint::Second => "second",
        Paint::Third => "third",
        Paint::Fourth => "fourth",
        Paint::Better => "better",
        Paint::Worse => "worse",
    }
}
