//! The marks of a spine chart.

use super::super::drawing::{Paint, Shape, Stroke};
use super::data::Standing;

/// Radius of a mark.
pub(super) const MARKER: f64 = 4.0;
/// Height of the ranges behind the marks.
pub(super) const BAND: f64 = 10.0;

/// The marks of the groups beside the unit, in their order.
pub(super) const GROUP_MARKS: [fn((f64, f64)) -> Shape; 2] = [diamond, square];

fn diamond((x, y): (f64, f64)) -> Shape {
    let half = MARKER * 0.9;
    hollow(vec![
        (x, y - half),
        (x + half, y),
        (x, y + half),
        (x - half, y),
    ])
}

fn square((x, y): (f64, f64)) -> Shape {
    let half = MARKER * 0.65;
    hollow(vec![
        (x - half, y - half),
        (x + half, y - half),
        (x + half, y + half),
        (x - half, y + half),
    ])
}

fn hollow(points: Vec<(f64, f64)>) -> Shape {
    let stroke = Some(Stroke::solid(Paint::Ink, 1.0));
    Shape::Polygon {
        points,
        fill: Some(Paint::Surface),
        stroke,
    }
}

/// The unit's mark: its shape says how it compares.
pub(super) fn marker((x, y): (f64, f64), standing: Standing) -> Vec<Shape> {
    let rim = Stroke::solid(Paint::Surface, 0.75);
    let triangle = |up: f64, paint| {
        let (wide, high) = (MARKER * 1.15, MARKER * up);
        let points = vec![
            (x, y - high),
            (x + wide, y + high * 0.8),
            (x - wide, y + high * 0.8),
        ];
        vec![Shape::Polygon {
            points,
            fill: Some(paint),
            stroke: Some(rim),
        }]
    };
    match standing {
        Standing::Better => triangle(1.1, Paint::Better),
        Standing::Worse => triangle(-1.1, Paint::Worse),
        Standing::Similar => vec![Shape::ring((x, y), MARKER, Paint::First, rim)],
        Standing::NotCompared => {
            let outline = Stroke::solid(Paint::First, 1.5);
            vec![Shape::ring((x, y), MARKER - 0.5, Paint::Surface, outline)]
        }
    }
}
