//! What every drawing must be, and made-up data to try charts with.

use super::bounds::Bounds;
use super::data::Datum;
use super::drawing::{Drawing, Shape};

/// Smallest text that can be read in print, in points.
const SMALLEST: f64 = 7.0;

/// Panics unless all is on the canvas, every text can be read and no two texts overlap.
pub(super) fn assert_sound(drawing: &Drawing) {
    assert!(!drawing.description.is_empty(), "no description");
    let texts: Vec<(&str, Bounds)> = drawing.shapes.iter().filter_map(text).collect();
    let canvas = Bounds {
        left: 0.0,
        top: 0.0,
        right: drawing.width,
        bottom: drawing.height,
    };
    for (content, bounds) in &texts {
        assert!(
            bounds.within(&canvas),
            "{content:?} leaves the canvas: {bounds:?} in {canvas:?}"
        );
    }
    for (place, (content, bounds)) in texts.iter().enumerate() {
        for (other, taken) in &texts[..place] {
            let tight = shrunk(bounds);
            assert!(
                !tight.overlaps(&shrunk(taken)),
                "{content:?} covers {other:?}: {bounds:?} and {taken:?}"
            );
        }
    }
    for shape in &drawing.shapes {
        for (x, y) in corners(shape) {
            let on_canvas = (-0.2..=drawing.width + 0.2).contains(&x)
                && (-0.2..=drawing.height + 0.2).contains(&y);
            assert!(on_canvas, "{shape:?} leaves the canvas {canvas:?}");
        }
    }
}

/// The box of the letters without room for accents and tails, which lines of one label share.
fn shrunk(bounds: &Bounds) -> Bounds {
    let high = bounds.bottom - bounds.top;
    Bounds {
        top: bounds.top + high * 0.12,
        bottom: bounds.bottom - high * 0.1,
        ..*bounds
    }
}

fn text(shape: &Shape) -> Option<(&str, Bounds)> {
    let Shape::Text { content, size, .. } = shape else {
        return None;
    };
    assert!(*size >= SMALLEST, "{content:?} is set in {size} points");
    assert!(!content.is_empty(), "an empty text");
    Some((content, Bounds::of(shape)?))
}

fn corners(shape: &Shape) -> Vec<(f64, f64)> {
    match shape {
        Shape::Line { points, .. } | Shape::Polygon { points, .. } => points.clone(),
        Shape::Rectangle {
            x,
            y,
            width,
            height,
            ..
        } => {
            assert!(*width >= 0.0 && *height >= 0.0, "{shape:?}");
            vec![(*x, *y), (x + width, y + height)]
        }
        Shape::Circle { x, y, radius, .. } => {
            vec![(x - radius, y - radius), (x + radius, y + radius)]
        }
        Shape::Text { x, y, .. } => vec![(*x, *y)],
    }
}

/// A name of 60 characters.
pub(super) const LONG: &str = "Westmorland, Furness and the Isles of the Far Western Shores";

/// Made-up names, every tenth of them long.
pub(super) fn name(place: usize) -> String {
    if place % 10 == 3 {
        LONG.to_owned()
    } else {
        format!("Authority {place}")
    }
}

/// Units with these values, some of them highlighted.
pub(super) fn units(values: &[f64], highlighted: &[usize]) -> Vec<Datum> {
    let unit = |(place, value): (usize, &f64)| {
        let datum = Datum::new(name(place), *value, format!("{value:.0}%"));
        if highlighted.contains(&place) {
            datum.highlighted()
        } else {
            datum
        }
    };
    values.iter().enumerate().map(unit).collect()
}

/// Sets of values every chart must cope with: one unit, two, 153, extremes, all equal.
pub(super) fn hard_values() -> Vec<Vec<f64>> {
    let spread = |count: usize| {
        (0..count)
            .map(|place| 4.0 + ((place * 37) % count) as f64 * 19.0 / count as f64)
            .collect()
    };
    vec![
        vec![0.0],
        vec![100.0],
        vec![0.0, 100.0],
        vec![50.0, 50.0],
        vec![0.0; 153],
        vec![100.0; 40],
        vec![11.5; 153],
        spread(12),
        spread(153),
    ]
}
