//! A number over the years with the range it could lie in, joined only where years can be compared.

use serde::{Deserialize, Serialize};

use super::data::{Axis, Reading};
use super::drawing::{Anchor, Drawing, Paint, Shape, Stroke};
use super::legend::{Key, keys};
use super::measure_text::width;
use super::plot::{Frame, Grid, NARROWEST, Plot, TICK_SIZE, title_above, year_scale};
use super::scale::Scale;

/// A mark a year with its range; years of one run are joined, and a dashed line parts one run from the
/// next.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RangeSeries {
    /// The finding, in a sentence.
    pub title: String,
    /// Text alternative; without one it gives every value by run.
    pub description: Option<String>,
    /// Width in points, at least 240.
    pub width: f64,
    /// What is measured.
    pub axis: Axis,
    /// What the axis holds beside the values: the ends of a scale.
    pub ends: Option<(f64, f64)>,
    /// What the marks of the first run are, with their ranges: "Norton".
    pub subject: String,
    /// What the marks of other runs are: "scored otherwise".
    pub apart: String,
    /// What the short lines are: "England".
    pub benchmark: String,
    /// Every step along the axis, oldest first.
    pub years: Vec<RangeYear>,
}

/// A year of a [`RangeSeries`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RangeYear {
    /// Its label: "2024".
    pub label: String,
    /// What it is; none leaves a gap.
    pub point: Option<RangePoint>,
}

/// The number of a year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RangePoint {
    /// The number.
    pub reading: Reading,
    /// The range it could lie in, lower end first.
    pub range: Option<(f64, f64)>,
    /// The same number of those it is compared with.
    pub benchmark: Option<Reading>,
    /// Years of the same run can be compared; 0 is the run the chart is about.
    pub run: usize,
}

/// Height of the plotting area.
const PLOT: f64 = 132.0;
/// Room above it for its title.
const TITLE: f64 = 20.0;
/// Room above it, for its title and the numbers.
const TOP: f64 = 34.0;
/// Room below it, for the years.
const TICKS: f64 = 18.0;
const DOT: f64 = 3.0;
/// Half of the width of the ends of a range.
const CAP: f64 = 3.0;
/// Half of the width of a benchmark's line.
const BENCHMARK: f64 = 6.5;
const RANGE: f64 = 1.25;
/// Least room between two numbers.
const BETWEEN: f64 = 5.0;

/// A point with the place of its year.
type At<'a> = (usize, &'a RangePoint);

impl RangeSeries {
    /// Draws the marks; without any, a drawing that says "No data".
    pub fn draw(&self) -> Drawing {
        let points = self.points();
        if points.is_empty() {
            return Drawing::no_data(&self.title, self.width);
        }
        let mut frame = self.frame(&points);
        let (_, below) = self.legend(&points, frame.width, 0.0);
        let top_of_keys = TOP + PLOT + TICKS + 4.0;
        let (legend, _) = self.legend(&points, frame.width, top_of_keys);
        (frame.bottom, frame.height) = (TICKS + 4.0 + below, top_of_keys + below);
        let mut shapes = Vec::new();
        frame.plot(&mut shapes, |plot| marks_between(plot, &points, &frame));
        for (year, point) in &points {
            mark(&frame, *year, point, &mut shapes);
        }
        shapes.extend(numbers(&frame, &points));
        let above_numbers = Frame {
            top: TITLE,
            ..frame
        };
        shapes.push(title_above(&self.axis, &above_numbers));
        shapes.extend(legend);
        Drawing {
            width: frame.width,
            height: frame.height,
            title: self.title.clone(),
            description: self.description.clone().unwrap_or_else(|| self.summary()),
            shapes,
        }
    }

    fn points(&self) -> Vec<At<'_>> {
        let years = self.years.iter().enumerate();
        years
            .filter_map(|(year, each)| Some((year, each.point.as_ref()?)))
            .filter(|(_, point)| point.reading.value.is_finite())
            .collect()
    }

    fn frame(&self, points: &[At<'_>]) -> Frame {
        let values = points.iter().flat_map(|(_, point)| {
            let (low, high) = point.range.unzip();
            let benchmark = point.benchmark.as_ref().map(|b| b.value);
            [Some(point.reading.value), low, high, benchmark]
        });
        let (low, high) = self.ends.unzip();
        let y = Scale::round(values.chain([low, high]).flatten(), &self.axis, 5);
        let labels: Vec<String> = self.years.iter().map(|year| year.label.clone()).collect();
        let (left, right) = (Frame::room_for_ticks(&y), 10.0);
        let width = self.width.max(NARROWEST);
        Frame {
            width,
            height: TOP + PLOT + TICKS,
            left,
            right,
            top: TOP,
            bottom: TICKS,
            x: year_scale(&labels, width - left - right),
            y,
            grid: Grid::Horizontal,
        }
    }

    /// The signs that are drawn, and how high they stand together.
    fn legend(&self, points: &[At<'_>], right: f64, top: f64) -> (Vec<Shape>, f64) {
        let has = |holds: fn(&RangePoint) -> bool| points.iter().any(|(_, point)| holds(point));
        let mut signs = Vec::new();
        let mut sign = |shown: bool, label: &str, draw: fn((f64, f64)) -> Vec<Shape>| {
            if shown {
                signs.push(Key {
                    sign: Box::new(draw),
                    label: label.to_owned(),
                });
            }
        };
        let own = |at| vec![upright(at, 6.0), dot(at, 0)];
        let other = |at| vec![upright(at, 6.0), dot(at, 1)];
        sign(has(|point| point.run == 0), &self.subject, own);
        sign(has(|point| point.run > 0), &self.apart, other);
        sign(
            has(|point| point.benchmark.is_some()),
            &self.benchmark,
            |at| vec![level(at)],
        );
        keys(&signs, 2.0, right - 2.0, top)
    }

    fn summary(&self) -> String {
        let points = self.points();
        let mut runs: Vec<usize> = points.iter().map(|(_, point)| point.run).collect();
        runs.sort_unstable();
        runs.dedup();
        let said = runs.into_iter().map(|run| {
            let of_run = points.iter().filter(|(_, point)| point.run == run);
            let years: Vec<String> = of_run.map(|at| self.said(at)).collect();
            let who = if run == 0 { &self.subject } else { &self.apart };
            format!("{who}: {}.", years.join("; "))
        });
        said.collect::<Vec<String>>().join(" ")
    }

    fn said(&self, (year, point): &At<'_>) -> String {
        let benchmark = point.benchmark.as_ref();
        let benchmark = benchmark.map_or_else(String::new, |b| {
            format!(", {} {}", self.benchmark, b.display)
        });
        let label = self.years.get(*year).map_or("", |year| &year.label);
        format!("{} in {label}{benchmark}", point.reading.display)
    }
}

/// Lines that join the years of a run, and those that part runs.
fn marks_between(plot: &mut Plot<'_>, points: &[At<'_>], frame: &Frame) {
    for pair in points.windows(2) {
        let [(one, before), (other, after)] = pair else {
            continue;
        };
        let (from, to) = (*one as f64, *other as f64);
        if before.run != after.run {
            let x = f64::midpoint(from, to);
            let ends = [frame.y.low(), frame.y.high()].map(|y| (x, y));
            plot.line(&ends, Stroke::dashed(Paint::Muted, 0.75));
        } else if other - one == 1 {
            let ends = [(from, before.reading.value), (to, after.reading.value)];
            plot.line(&ends, Stroke::solid(Paint::First, 1.5));
        }
    }
}

fn mark(frame: &Frame, year: usize, point: &RangePoint, shapes: &mut Vec<Shape>) {
    let place = |value: f64| frame.at(year as f64, value);
    if let Some((low, high)) = point.range {
        let (low, high) = (place(low), place(high));
        let stroke = Stroke::solid(Paint::First, RANGE);
        shapes.push(Shape::line(low, high, stroke));
        for (x, y) in [low, high] {
            shapes.push(Shape::line((x - CAP, y), (x + CAP, y), stroke));
        }
    }
    shapes.extend(point.benchmark.as_ref().map(|b| level(place(b.value))));
    shapes.push(dot(place(point.reading.value), point.run));
}

/// The numbers above the plotting area, from the last on those that have room.
fn numbers(frame: &Frame, points: &[At<'_>]) -> Vec<Shape> {
    let mut taken = f64::INFINITY;
    let mut shapes = Vec::new();
    for (year, point) in points.iter().rev() {
        let bold = point.run == 0;
        let half = width(&point.reading.display, TICK_SIZE, bold) / 2.0;
        let (x, _) = frame.at(*year as f64, 0.0);
        let x = x.min(frame.width - half - 1.0).max(half + 1.0);
        if x + half + BETWEEN > taken {
            continue;
        }
        taken = x - half;
        let text = Shape::text((x, frame.top - 5.0), TICK_SIZE, &point.reading.display);
        let text = text.anchored(Anchor::Middle);
        shapes.push(if bold { text.bold() } else { text });
    }
    shapes
}

/// The mark of a value: filled in the run the chart is about, open in others.
fn dot(at: (f64, f64), run: usize) -> Shape {
    if run == 0 {
        Shape::dot(at, DOT, Paint::First)
    } else {
        Shape::ring(at, DOT, Paint::Surface, Stroke::solid(Paint::First, RANGE))
    }
}

fn upright((x, y): (f64, f64), half: f64) -> Shape {
    Shape::line(
        (x, y - half),
        (x, y + half),
        Stroke::solid(Paint::First, RANGE),
    )
}

fn level((x, y): (f64, f64)) -> Shape {
    let ends = ((x - BENCHMARK, y), (x + BENCHMARK, y));
    Shape::line(ends.0, ends.1, Stroke::solid(Paint::Ink, 2.0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::checks::{LONG, assert_sound};
    use super::*;

    /// A chart of years from 2015 on: value and run of each.
    fn chart(values: &[Option<(f64, usize)>], wide: f64) -> RangeSeries {
        let years = (2015..).zip(values).map(|(year, point)| RangeYear {
            label: year.to_string(),
            point: point.map(|(value, run)| RangePoint {
                reading: Reading::new(value, format!("{value:.1}")),
                range: Some(((value - 6.0).max(0.0), (value + 6.0).min(100.0))),
                benchmark: Some(Reading::new(60.0, "60.0")),
                run,
            }),
        });
        RangeSeries {
            title: "Norton has risen".to_owned(),
            description: None,
            width: wide,
            axis: Axis::new("Overall score, from 0 to 100", ""),
            ends: Some((0.0, 100.0)),
            subject: "Norton".to_owned(),
            apart: "Scored otherwise".to_owned(),
            benchmark: "England".to_owned(),
            years: years.collect(),
        }
    }

    fn dashed(drawing: &Drawing) -> usize {
        let is_dashed =
            |shape: &&Shape| matches!(shape, Shape::Line { stroke, .. } if stroke.dashed);
        drawing.shapes.iter().filter(is_dashed).count()
    }

    /// Lines that join two years.
    fn joined(drawing: &Drawing) -> usize {
        let joins = |shape: &&Shape| matches!(shape, Shape::Line { stroke, .. } if stroke.paint == Paint::First && stroke.width > 1.4);
        drawing.shapes.iter().filter(joins).count()
    }

    #[test]
    fn only_years_of_one_run_are_joined_and_a_line_parts_others() {
        let drawing = chart(
            &[
                Some((40.0, 2)),
                None,
                Some((50.0, 1)),
                Some((55.0, 1)),
                Some((60.0, 0)),
                Some((62.0, 0)),
            ],
            540.0,
        )
        .draw();
        assert_sound(&drawing);
        assert_eq!((joined(&drawing), dashed(&drawing)), (2, 2));
        assert_eq!(
            drawing.description,
            "Norton: 60.0 in 2019, England 60.0; 62.0 in 2020, England 60.0. Scored otherwise: 50.0 in 2017, England \
             60.0; 55.0 in 2018, England 60.0. Scored otherwise: 40.0 in 2015, England 60.0."
        );
    }

    #[test]
    fn a_year_without_a_value_is_not_bridged() {
        let drawing = chart(&[Some((40.0, 0)), None, Some((50.0, 0))], 540.0).draw();
        assert_eq!((joined(&drawing), dashed(&drawing)), (0, 0));
    }

    #[test]
    fn hard_values_stay_readable() {
        for wide in [240.0, 294.0, 540.0] {
            for count in [1, 2, 9, 25] {
                assert_sound(&chart(&vec![Some((100.0, 0)); count], wide).draw());
                let turns: Vec<_> = (0..count).map(|at| Some((0.0, at % 3))).collect();
                assert_sound(&chart(&turns, wide).draw());
            }
            let mut long = chart(&[Some((3.0, 0)), Some((4.0, 1))], wide);
            LONG.clone_into(&mut long.subject);
            LONG.clone_into(&mut long.apart);
            assert_sound(&long.draw());
        }
        assert_eq!(chart(&[None, None], 240.0).draw().description, "No data.");
        assert_eq!(chart(&[], 240.0).draw().description, "No data.");
    }

    proptest! {
        #[test]
        fn any_values_stay_readable(
            values in prop::collection::vec(
                prop::option::of((0.0..100.0_f64, 0..4_usize)), 1..16),
            wide in 240.0..540.0_f64,
        ) {
            assert_sound(&chart(&values, wide).draw());
        }
    }
}
