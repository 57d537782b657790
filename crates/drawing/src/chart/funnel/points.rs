//! The shapes of a funnel plot's points.

use super::super::drawing::{Paint, Shape, Stroke};
use super::super::legend::{KEY_ROW, Key, keys};
use super::super::plot::Frame;
use super::data::FunnelPoint;

/// Radius of an ordinary point.
pub(super) const RADIUS: f64 = 2.0;
/// Half the width of an outlier.
const OUTLIER: f64 = 3.5;

/// The outliers.
pub(super) fn diamonds(frame: &Frame, points: &[&FunnelPoint], shapes: &mut Vec<Shape>) {
    for point in points.iter().filter(|point| point.outlier) {
        let at = frame.at(point.denominator, point.datum.reading.value);
        shapes.push(if point.datum.highlighted {
            diamond(at, OUTLIER * 1.4, Paint::First)
        } else {
            diamond(at, OUTLIER, Paint::Third)
        });
    }
}

/// A diamond with a rim that keeps it apart from what is behind.
fn diamond((x, y): (f64, f64), radius: f64, paint: Paint) -> Shape {
    let corners = [(0.0, -radius), (radius, 0.0), (0.0, radius), (-radius, 0.0)];
    Shape::Polygon {
        points: corners.map(|(dx, dy)| (x + dx, y + dy)).to_vec(),
        fill: Some(paint),
        stroke: Some(Stroke::solid(Paint::Surface, 0.75)),
    }
}

/// What the two shapes of point mean, in the last row of the canvas.
pub(super) fn signs(frame: &Frame, points: &[&FunnelPoint]) -> Vec<Shape> {
    let within = Key {
        sign: Box::new(|at| vec![Shape::dot(at, RADIUS, Paint::Muted)]),
        label: "Within the limits".to_owned(),
    };
    let outside = Key {
        sign: Box::new(|at| vec![diamond(at, OUTLIER, Paint::Third)]),
        label: "Outside the limits".to_owned(),
    };
    let outlier = points.iter().any(|point| point.outlier);
    let list: Vec<Key> = [within]
        .into_iter()
        .chain(outlier.then_some(outside))
        .collect();
    keys(&list, frame.left - 4.0, frame.width, frame.height - KEY_ROW).0
}
