//! Every unit's value as a dot on one axis.

use serde::{Deserialize, Serialize};

use super::data::{Axis, Datum, Mark};
use super::drawing::{Drawing, Paint, Shape, Stroke};
use super::flags::{Flag, ROW, arrange};
use super::plot::{Frame, Grid, NARROWEST, title_below};
use super::scale::Scale;
use super::words;

/// A strip of dots, stacked where they would overlap, with the highlighted ones named.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Distribution {
    /// The finding, in a sentence.
    pub title: String,
    /// Text alternative; without one the lowest, median, highest and highlighted are named.
    pub description: Option<String>,
    /// Width in points, at least 240.
    pub width: f64,
    /// What is measured.
    pub axis: Axis,
    /// What the units are, in the plural: "authorities".
    pub units: String,
    /// One dot each, in any order.
    pub dots: Vec<Datum>,
    /// The middle of the dots, as a line with its label.
    pub median: Option<Mark>,
    /// What the dots are compared with, as a dashed line with its label.
    pub benchmark: Option<Mark>,
}

/// Radii tried, the largest first, until the stack is no higher than it should be.
const RADII: [f64; 5] = [3.5, 3.0, 2.5, 2.0, 1.5];
const HIGHEST_STACK: f64 = 90.0;
const LOWEST_STACK: f64 = 30.0;
const EDGE: f64 = 14.0;

/// A flag and the height above the axis its pole stands on.
type Footed = (Flag, f64);

/// A dot's centre: its place on the canvas across, its height above the axis.
type Stacked<'a> = (&'a Datum, f64, f64);

impl Distribution {
    /// Draws the dots; without any, a drawing that says "No data".
    pub fn draw(&self) -> Drawing {
        let dots = self.ordered();
        if dots.is_empty() {
            return Drawing::no_data(&self.title, self.width);
        }
        let mut frame = self.frame(&dots);
        let (radius, stacked, height) = stack(&dots, &frame);
        frame.y = Scale::fixed(0.0, height, Vec::new());
        let footed = self.flags(&frame, &stacked, radius);
        let flags: Vec<Flag> = footed.iter().map(|(flag, _)| flag.clone()).collect();
        let places = arrange(&flags, frame.width);
        let rows = places.iter().map(|place| place.row + 1).max().unwrap_or(0);
        frame.top = 4.0 + ROW * rows as f64;
        frame.height = frame.top + height + frame.bottom;
        let mut shapes = self.dots(&frame, &stacked, radius);
        for ((flag, foot), place) in footed.iter().zip(places) {
            let foot = frame.height - frame.bottom - foot;
            shapes.extend(flag.shapes(place, foot, frame.top, frame.width));
        }
        shapes.extend(named_dots(&frame, &stacked, radius));
        shapes.push(title_below(&self.axis, &frame, 0.0));
        Drawing {
            width: frame.width,
            height: frame.height,
            title: self.title.clone(),
            description: self
                .description
                .clone()
                .unwrap_or_else(|| words::many(&dots, &self.units)),
            shapes,
        }
    }

    /// From the lowest; the highlighted last, so that they lie on top of their stacks.
    fn ordered(&self) -> Vec<&Datum> {
        let mut dots: Vec<&Datum> = self
            .dots
            .iter()
            .filter(|dot| dot.reading.value.is_finite())
            .collect();
        dots.sort_by(|a, b| {
            let value = a.reading.value.total_cmp(&b.reading.value);
            a.highlighted.cmp(&b.highlighted).then(value)
        });
        dots
    }

    /// The frame before the height of the stack is known.
    fn frame(&self, dots: &[&Datum]) -> Frame {
        let marks = self
            .median
            .iter()
            .chain(&self.benchmark)
            .map(|mark| mark.reading.value);
        let values = dots.iter().map(|dot| dot.reading.value).chain(marks);
        Frame {
            width: self.width.max(NARROWEST),
            height: 0.0,
            left: EDGE,
            right: EDGE,
            top: 0.0,
            bottom: 30.0,
            x: Scale::round(values, &self.axis, 6),
            y: Scale::fixed(0.0, 1.0, Vec::new()),
            grid: Grid::Vertical,
        }
    }

    /// The marks and the highlighted dots, from left to right.
    fn flags(&self, frame: &Frame, stacked: &[Stacked<'_>], radius: f64) -> Vec<Footed> {
        let line = |mark: &Mark, stroke| {
            let x = frame.at(mark.reading.value, 0.0).0;
            (
                Flag {
                    x,
                    text: mark.caption(),
                    bold: false,
                    stroke,
                },
                0.0,
            )
        };
        let solid = Stroke::solid(Paint::Ink, 1.0);
        let dashed = Stroke::dashed(Paint::Ink, 1.0);
        let median = self.median.iter().map(|mark| line(mark, solid));
        let benchmark = self.benchmark.iter().map(|mark| line(mark, dashed));
        let named = stacked.iter().filter(|(dot, ..)| dot.highlighted);
        let named = named.map(|(dot, x, y)| {
            let stroke = Stroke::solid(Paint::First, 1.0);
            (
                Flag {
                    x: *x,
                    text: dot.caption(),
                    bold: true,
                    stroke,
                },
                y + radius,
            )
        });
        let mut flags: Vec<Footed> = median.chain(benchmark).chain(named).collect();
        flags.sort_by(|(a, _), (b, _)| a.x.total_cmp(&b.x));
        flags
    }

    /// The ordinary dots on their axis.
    fn dots(&self, frame: &Frame, stacked: &[Stacked<'_>], radius: f64) -> Vec<Shape> {
        let mut shapes = Vec::new();
        frame.plot(&mut shapes, |plot| {
            let ends = [frame.x.low(), frame.x.high()].map(|x| (x, 0.0));
            plot.line(&ends, Stroke::solid(Paint::Ink, 0.75));
            let ordinary = stacked.iter().filter(|(dot, ..)| !dot.highlighted);
            let at = ordinary.map(|(dot, _, y)| (dot.reading.value, *y));
            plot.dots(at, radius - 0.2, Paint::Context);
        });
        shapes
    }
}

/// The highlighted dots, with a rim that keeps them apart from what is behind.
fn named_dots(frame: &Frame, stacked: &[Stacked<'_>], radius: f64) -> Vec<Shape> {
    let rim = Stroke::solid(Paint::Surface, 0.75);
    let named = stacked.iter().filter(|(dot, ..)| dot.highlighted);
    let bottom = frame.height - frame.bottom;
    let ring =
        |(_, x, y): &Stacked<'_>| Shape::ring((*x, bottom - y), radius + 0.5, Paint::First, rim);
    named.map(ring).collect()
}

/// The largest radius that keeps the stack low, the dots' centres, and the stack's height.
fn stack<'a>(dots: &[&'a Datum], frame: &Frame) -> (f64, Vec<Stacked<'a>>, f64) {
    let mut tried = (RADII[0], Vec::new(), 0.0);
    for radius in RADII {
        let mut placed: Vec<Stacked<'a>> = Vec::new();
        for dot in dots {
            let x = frame.at(dot.reading.value, 0.0).0;
            placed.push((dot, x, lowest_free(&placed, x, radius)));
        }
        let top = placed
            .iter()
            .map(|(.., y)| y + radius + 2.0)
            .fold(LOWEST_STACK, f64::max);
        tried = (radius, placed, top);
        if top <= HIGHEST_STACK {
            break;
        }
    }
    tried
}

/// The lowest height at which a dot touches no other.
fn lowest_free(placed: &[Stacked<'_>], x: f64, radius: f64) -> f64 {
    let apart = 2.0 * radius;
    let near: Vec<(f64, f64)> = placed
        .iter()
        .map(|(_, other, y)| (other - x, *y))
        .filter(|(dx, _)| dx.abs() < apart)
        .collect();
    let rest = radius + 1.0;
    let above = |(dx, y): &(f64, f64)| y + (apart * apart - dx * dx).sqrt();
    let mut heights: Vec<f64> = near.iter().map(above).chain([rest]).collect();
    heights.sort_by(f64::total_cmp);
    let free = |height: &f64| {
        near.iter().all(|(dx, y)| {
            let dy = height - y;
            dx * dx + dy * dy >= apart * apart - 1e-6
        })
    };
    heights.iter().copied().find(free).unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::checks::{assert_sound, hard_values, units};
    use super::*;

    fn chart(values: &[f64], highlighted: &[usize], width: f64) -> Distribution {
        Distribution {
            title: "Norton is in the upper half".to_owned(),
            description: None,
            width,
            axis: Axis::new("Children with a missing incident", "%"),
            units: "authorities".to_owned(),
            dots: units(values, highlighted),
            median: Some(Mark::new("Median", 10.5, "10.5%")),
            benchmark: Some(Mark::new("England", 11.0, "11%")),
        }
    }

    #[test]
    fn hard_values_stay_readable() {
        for values in hard_values() {
            for width in [240.0, 480.0] {
                assert_sound(&chart(&values, &[0, 13], width).draw());
            }
        }
    }

    #[test]
    fn no_dot_touches_another() {
        for values in hard_values() {
            let chart = chart(&values, &[], 480.0);
            let dots = chart.ordered();
            let (radius, stacked, _) = stack(&dots, &chart.frame(&dots));
            for (place, (_, x, y)) in stacked.iter().enumerate() {
                for (_, other, height) in &stacked[..place] {
                    let apart = ((x - other).powi(2) + (y - height).powi(2)).sqrt();
                    assert!(apart >= 2.0 * radius - 1e-3, "{apart} with {radius}");
                }
            }
        }
    }

    #[test]
    fn no_dots_say_so() {
        assert_eq!(chart(&[], &[], 480.0).draw().description, "No data.");
    }

    proptest! {
        #[test]
        fn any_values_stay_readable(values in prop::collection::vec(0.0..100.0_f64, 1..160)) {
            assert_sound(&chart(&values, &[0, 3, 7], 480.0).draw());
        }
    }
}
