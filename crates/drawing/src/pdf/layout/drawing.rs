//! A chart's display list as marks on the page.

use crate::chart::drawing::{Drawing, Shape, Stroke};
use crate::pdf::error::PdfError;
use crate::pdf::page::{Item, Mark, Outline, Path, Pen, Text};
use crate::pdf::style::colour;
use crate::pdf::tag::ContentId;
use crate::pdf::text::Shaper;
use crate::typeface::Face;

/// Where on the page a drawing is painted, and how large.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Spot {
    /// Left edge.
    pub(crate) x: f64,
    /// Top edge.
    pub(crate) y: f64,
    /// Points on the page for one of the drawing.
    pub(crate) scale: f64,
}

/// The words that stand for a drawing: its title, then its description.
///
/// # Errors
/// [`PdfError::MissingAlternative`] when it has neither.
pub(crate) fn alternative(drawing: &Drawing, caption: &str) -> Result<String, PdfError> {
    let (title, description) = (drawing.title.trim(), drawing.description.trim());
    match (title.is_empty(), description.is_empty()) {
        (true, true) => Err(PdfError::MissingAlternative {
            caption: caption.into(),
        }),
        (true, false) => Ok(description.into()),
        (false, true) => Ok(title.into()),
        (false, false) => Ok(format!("{}. {description}", title.trim_end_matches('.'))),
    }
}

/// The factor that makes a drawing fit into `width` and `height`: never above one.
pub(crate) fn scale_to_fit(drawing: &Drawing, width: f64, height: f64) -> f64 {
    let across = if drawing.width > 0.0 {
        width / drawing.width
    } else {
        1.0
    };
    let down = if drawing.height > 0.0 {
        height / drawing.height
    } else {
        1.0
    };
    across.min(down).min(1.0)
}

/// Paints a drawing.
///
/// # Errors
/// [`PdfError::MissingGlyph`] when the typeface lacks a character.
pub(crate) fn paint(
    shaper: &mut Shaper,
    drawing: &Drawing,
    spot: Spot,
    content: Option<ContentId>,
) -> Result<Vec<Item>, PdfError> {
    let mut items = Vec::with_capacity(drawing.shapes.len());
    for shape in &drawing.shapes {
        if let Some(mark) = mark(shaper, shape, spot)? {
            items.push(Item { content, mark });
        }
    }
    Ok(items)
}

impl Spot {
    fn at(self, x: f64, y: f64) -> (f64, f64) {
        (self.x + x * self.scale, self.y + y * self.scale)
    }

    fn pen(self, stroke: &Stroke) -> Pen {
        Pen {
            colour: colour(stroke.paint),
            width: stroke.width * self.scale,
            dashed: stroke.dashed,
        }
    }

    fn outline(self, shape: &Shape) -> Option<Outline> {
        let place = |points: &[(f64, f64)]| points.iter().map(|&(x, y)| self.at(x, y)).collect();
        match shape {
            Shape::Line { points, .. } => Some(Outline::Lines {
                points: place(points),
                closed: false,
            }),
            Shape::Polygon { points, .. } => Some(Outline::Lines {
                points: place(points),
                closed: true,
            }),
            Shape::Rectangle {
                x,
                y,
                width,
                height,
                ..
            } => {
                let (x, y) = self.at(*x, *y);
                Some(Outline::Rectangle {
                    x,
                    y,
                    width: width * self.scale,
                    height: height * self.scale,
                })
            }
            Shape::Circle { x, y, radius, .. } => {
                let (x, y) = self.at(*x, *y);
                Some(Outline::Circle {
                    x,
                    y,
                    radius: radius * self.scale,
                })
            }
            Shape::Text { .. } => None,
        }
    }
}

fn mark(shaper: &mut Shaper, shape: &Shape, spot: Spot) -> Result<Option<Mark>, PdfError> {
    let (fill, stroke) = match shape {
        Shape::Text { .. } => return text(shaper, shape, spot),
        Shape::Line { stroke, .. } => (None, Some(*stroke)),
        Shape::Polygon { fill, stroke, .. }
        | Shape::Rectangle { fill, stroke, .. }
        | Shape::Circle { fill, stroke, .. } => (*fill, *stroke),
    };
    let (fill, stroke) = (fill.map(colour), stroke.map(|stroke| spot.pen(&stroke)));
    let painted = fill.is_some() || stroke.is_some();
    Ok(spot.outline(shape).filter(|_| painted).map(|outline| {
        Mark::Path(Path {
            outline,
            fill,
            stroke,
        })
    }))
}

fn text(shaper: &mut Shaper, shape: &Shape, spot: Spot) -> Result<Option<Mark>, PdfError> {
    let Shape::Text {
        x,
        y,
        size,
        anchor,
        bold,
        paint,
        content,
    } = shape
    else {
        return Ok(None);
    };
    let face = Face::of(*bold, false);
    let size = size * spot.scale;
    let (words, width) = shaper.line(face, content)?;
    let (x, y) = spot.at(*x, *y);
    let x = anchor.start(x, width * size);
    let text = Text {
        x,
        y,
        size,
        colour: colour(*paint),
        words,
    };
    Ok(Some(text)
        .filter(|text| !text.words.is_empty())
        .map(Mark::Text))
}
