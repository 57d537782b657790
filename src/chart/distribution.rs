//! Every unit's value as a dot on one axis.

use serde::{Deserialize, Serialize};

use super::data::{Axis, Datum, Mark};
use super::drawing::{Anchor, Drawing, Paint, Shape, Stroke};
use super::measure_text::{Bounds, LINE, fit, width};
use super::plot::{Frame, Grid, LABEL_SIZE, NARROWEST, title_below};
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
const ROW: f64 = LABEL_SIZE * LINE + 1.5;

/// A label above the dots with the point its line leads to.
struct Flag {
    x: f64,
    foot: f64,
    text: String,
    bold: bool,
    stroke: Stroke,
}

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
        let flags = self.flags(&frame, &stacked, radius);
        let rows = rows_of(&flags, frame.width);
        frame.top = 4.0 + ROW * rows.iter().max().map_or(0, |row| row + 1) as f64;
        frame.height = frame.top + height + frame.bottom;
        let mut shapes = self.dots(&frame, &stacked, radius, &flags);
        for (flag, row) in flags.iter().zip(rows) {
            flag.label(&frame, row, &mut shapes);
        }
        shapes.push(title_below(&self.axis, &frame));
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
    fn flags(&self, frame: &Frame, stacked: &[Stacked<'_>], radius: f64) -> Vec<Flag> {
        let line = |mark: &Mark, stroke| Flag {
            x: frame.at(mark.reading.value, 0.0).0,
            foot: 0.0,
            text: mark.caption(),
            bold: false,
            stroke,
        };
        let median = self
            .median
            .iter()
            .map(|mark| line(mark, Stroke::solid(Paint::Ink, 1.0)));
        let dashed = Stroke::dashed(Paint::Ink, 1.0);
        let benchmark = self.benchmark.iter().map(|mark| line(mark, dashed));
        let named = stacked.iter().filter(|(dot, ..)| dot.highlighted);
        let named = named.map(|(dot, x, y)| Flag {
            x: *x,
            foot: y + radius,
            text: dot.caption(),
            bold: true,
            stroke: Stroke::solid(Paint::First, 1.0),
        });
        let mut flags: Vec<Flag> = median.chain(benchmark).chain(named).collect();
        flags.sort_by(|a, b| a.x.total_cmp(&b.x));
        flags
    }

    fn dots(
        &self,
        frame: &Frame,
        stacked: &[Stacked<'_>],
        radius: f64,
        flags: &[Flag],
    ) -> Vec<Shape> {
        let mut shapes = Vec::new();
        frame.plot(&mut shapes, |plot| {
            let (x, low, high) = (&frame.x, frame.x.low(), frame.x.high());
            plot.line(&[(low, 0.0), (high, 0.0)], Stroke::solid(Paint::Ink, 0.75));
            let at = |dot: &Datum, y: f64| (dot.reading.value, y);
            let ordinary = stacked.iter().filter(|(dot, ..)| !dot.highlighted);
            plot.dots(
                ordinary.map(|(dot, _, y)| at(dot, *y)),
                radius - 0.2,
                Paint::Context,
            );
            for flag in flags {
                let value = x.low() + (flag.x - frame.left) / across(frame) * (high - low);
                plot.line(&[(value, flag.foot), (value, frame.y.high())], flag.stroke);
            }
            let named: Vec<_> = stacked
                .iter()
                .filter(|(dot, ..)| dot.highlighted)
                .map(|(dot, _, y)| at(dot, *y))
                .collect();
            plot.dots(named.iter().copied(), radius + 1.0, Paint::Surface);
            plot.dots(named, radius + 0.25, Paint::First);
        });
        shapes
    }
}

/// Width of the plotting area.
fn across(frame: &Frame) -> f64 {
    frame.width - frame.left - frame.right
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

/// The row of each flag, counted from the dots upwards: the lowest in which its text covers
/// neither a text nor the line of a flag above it.
fn rows_of(flags: &[Flag], canvas: f64) -> Vec<usize> {
    let mut rows: Vec<usize> = vec![0; flags.len()];
    let mut order: Vec<usize> = (0..flags.len()).collect();
    // The outermost first, so that lines of inner flags pass beside their texts.
    let outer = |flag: &Flag| (flag.x - canvas / 2.0).abs();
    order.sort_by(|a, b| outer(&flags[*b]).total_cmp(&outer(&flags[*a])));
    let mut set: Vec<usize> = Vec::new();
    for place in order {
        let text = flags[place].span(canvas);
        let crossed = |row: usize| {
            set.iter().any(|other| {
                let (left, right) = flags[*other].span(canvas);
                let over = left < text.1 + 4.0 && text.0 < right + 4.0;
                let pierced = (text.0..=text.1).contains(&flags[*other].x) && rows[*other] >= row;
                let piercing = (left..=right).contains(&flags[place].x) && rows[*other] <= row;
                (rows[*other] == row && over) || pierced || piercing
            })
        };
        let free = (0..=flags.len()).find(|row| !crossed(*row));
        let next = set.iter().map(|other| rows[*other] + 1).max().unwrap_or(0);
        rows[place] = free.unwrap_or(next);
        set.push(place);
    }
    rows
}

impl Flag {
    fn fitted(&self, canvas: f64) -> String {
        fit(&self.text, LABEL_SIZE, self.bold, canvas - 8.0)
    }

    /// Left and right end of the text: it leans towards the middle of the canvas.
    fn span(&self, canvas: f64) -> (f64, f64) {
        let wide = width(&self.fitted(canvas), LABEL_SIZE, self.bold);
        let left = if self.x < canvas / 2.0 {
            self.x - 2.0
        } else {
            self.x + 2.0 - wide
        };
        let left = left.min(canvas - 4.0 - wide).max(4.0);
        (left, left + wide)
    }

    fn label(&self, frame: &Frame, row: usize, shapes: &mut Vec<Shape>) {
        let baseline = frame.top - 4.0 - ROW * row as f64;
        let (left, _) = self.span(frame.width);
        let text = Shape::text((left, baseline), LABEL_SIZE, self.fitted(frame.width))
            .anchored(Anchor::Start)
            .painted(self.stroke.paint);
        if row > 0 {
            let line = Shape::line((self.x, frame.top), (self.x, baseline + 2.5), self.stroke);
            shapes.push(line);
        }
        shapes.extend(
            text.text_bounds()
                .filter(|_| row > 0)
                .map(|bounds| cleared(&bounds)),
        );
        shapes.push(if self.bold { text.bold() } else { text });
    }
}

/// A patch of the page's colour behind a text.
fn cleared(bounds: &Bounds) -> Shape {
    let (width, height) = (bounds.right - bounds.left, LABEL_SIZE);
    Shape::bar(
        (bounds.left, bounds.top + 2.0),
        width,
        height,
        Paint::Surface,
    )
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
