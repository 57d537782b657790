//! Lines over years.

use serde::{Deserialize, Serialize};

use super::data::{Axis, Reading};
use super::drawing::{Drawing, Paint, Shape, Stroke};
use super::labels::{SIDE_GAP, SideLabel, beside, heights, room_beside};
use super::plot::{Frame, Grid, NARROWEST, Plot, title_above, year_scale};
use super::scale::Scale;

/// Up to four lines, each named at its end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trend {
    /// The finding, in a sentence.
    pub title: String,
    /// Text alternative; without one it gives each line's first and last value.
    pub description: Option<String>,
    /// Width in points, at least 240.
    pub width: f64,
    /// What is measured.
    pub axis: Axis,
    /// Labels of the years, oldest first: "2024", "2023 to 2024".
    pub years: Vec<String>,
    /// Up to four, the one the chart is about first; further ones are not drawn.
    pub series: Vec<TrendSeries>,
    /// Whether the axis begins at zero; otherwise it begins near the lowest value.
    pub from_zero: bool,
}

/// One line of a [`Trend`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrendSeries {
    /// Its name: "Norton", "England".
    pub label: String,
    /// One for each year; a missing one leaves a gap.
    pub values: Vec<Option<Reading>>,
}

const HEIGHT: f64 = 210.0;

/// A value of a series with the place of its year.
type Point<'a> = (usize, &'a Reading);

impl Trend {
    /// Draws the lines; without a value on any, a drawing that says "No data".
    pub fn draw(&self) -> Drawing {
        if self
            .lines()
            .all(|(series, _)| self.points(series).is_empty())
        {
            return Drawing::no_data(&self.title, self.width);
        }
        let frame = self.frame();
        let mut shapes = Vec::new();
        frame.plot(&mut shapes, |plot| {
            if self.from_zero {
                let ends = [frame.x.low(), frame.x.high()].map(|x| (x, 0.0));
                plot.line(&ends, Stroke::solid(Paint::Ink, 0.75));
            }
            for (place, (series, paint)) in self
                .lines()
                .enumerate()
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
            {
                self.line(plot, series, paint, place == 0);
            }
        });
        self.markers(&frame, &mut shapes);
        self.write_ends(&frame, &mut shapes);
        shapes.push(title_above(&self.axis, &frame));
        Drawing {
            width: frame.width,
            height: frame.height,
            title: self.title.clone(),
            description: self.description.clone().unwrap_or_else(|| self.summary()),
            shapes,
        }
    }

    fn lines(&self) -> impl Iterator<Item = (&TrendSeries, Paint)> {
        self.series.iter().zip(Paint::CATEGORIES)
    }

    fn points<'a>(&self, series: &'a TrendSeries) -> Vec<Point<'a>> {
        let years = series.values.iter().take(self.years.len()).enumerate();
        years
            .filter_map(|(year, reading)| Some((year, reading.as_ref()?)))
            .filter(|(_, reading)| reading.value.is_finite())
            .collect()
    }

    fn frame(&self) -> Frame {
        let values: Vec<f64> = self
            .lines()
            .flat_map(|(series, _)| self.points(series))
            .map(|(_, reading)| reading.value)
            .collect();
        let y = if self.from_zero {
            Scale::from_zero(values, &self.axis, 5)
        } else {
            Scale::round(values, &self.axis, 5)
        };
        let mut frame = Frame {
            width: self.width.max(NARROWEST),
            height: HEIGHT,
            left: Frame::room_for_ticks(&y),
            right: 0.0,
            top: 24.0,
            bottom: 18.0,
            x: year_scale(&self.years, self.width),
            y,
            grid: Grid::Horizontal,
        };
        frame.right = room_beside(&self.end_labels(&frame)).max(14.0);
        frame.x = year_scale(&self.years, frame.width - frame.left - frame.right);
        frame
    }

    fn line(&self, plot: &mut Plot<'_>, series: &TrendSeries, paint: Paint, first: bool) {
        let at: Vec<(f64, f64)> = self
            .points(series)
            .into_iter()
            .map(|(year, reading)| (year as f64, reading.value))
            .collect();
        let stroke = Stroke::solid(paint, if first { 2.25 } else { 1.5 });
        for run in at.chunk_by(|a, b| b.0 - a.0 < 1.5) {
            if run.len() > 1 {
                plot.line(run, stroke);
            }
        }
    }

    /// A mark at every value, of another shape for each line.
    fn markers(&self, frame: &Frame, shapes: &mut Vec<Shape>) {
        let lines: Vec<_> = self.lines().enumerate().collect();
        for (place, (series, paint)) in lines.into_iter().rev() {
            let points = self.points(series).into_iter();
            shapes.extend(
                points.map(|(year, reading)| {
                    marker(frame.at(year as f64, reading.value), place, paint)
                }),
            );
        }
    }

    /// The lines' names at the right edge of the plotting area, each with its mark.
    fn write_ends(&self, frame: &Frame, shapes: &mut Vec<Shape>) {
        let (inner, labels) = (frame.inner(), self.end_labels(frame));
        let centres = heights(&labels, inner.top, inner.bottom);
        let named = self
            .lines()
            .enumerate()
            .filter(|(_, (line, _))| !self.points(line).is_empty());
        for ((place, (_, paint)), y) in named.zip(centres) {
            shapes.push(marker((inner.right + SIDE_GAP + 3.0, y), place, paint));
        }
        shapes.extend(beside(&labels, inner.right, inner.top, inner.bottom));
    }

    fn end_labels(&self, frame: &Frame) -> Vec<SideLabel> {
        let ends = self.lines().enumerate().filter_map(|(place, (series, _))| {
            let (_, last) = self.points(series).pop()?;
            let y = frame.at(0.0, last.value).1;
            let label = SideLabel::new(y, &series.label, &last.display, place == 0);
            Some(SideLabel {
                indent: 10.0,
                ..label
            })
        });
        ends.collect()
    }

    fn summary(&self) -> String {
        let lines = self.lines().filter_map(|(series, _)| {
            let points = self.points(series);
            let ((from, first), (to, last)) = (points.first()?, points.last()?);
            Some(if from == to {
                format!(
                    "{}: {} in {}.",
                    series.label, first.display, self.years[*from]
                )
            } else {
                format!(
                    "{} {} {} in {} to {} in {}.",
                    series.label,
                    course(first.value, last.value),
                    first.display,
                    self.years[*from],
                    last.display,
                    self.years[*to]
                )
            })
        });
        lines.collect::<Vec<_>>().join(" ")
    }
}

/// How a line runs from its first to its last value.
fn course(first: f64, last: f64) -> &'static str {
    match last.total_cmp(&first) {
        std::cmp::Ordering::Less => "falls from",
        std::cmp::Ordering::Equal => "is the same at both ends, from",
        std::cmp::Ordering::Greater => "rises from",
    }
}

/// The mark of a line: circle, square, triangle or diamond, the first a little larger.
fn marker((x, y): (f64, f64), place: usize, paint: Paint) -> Shape {
    let around = |corners: &[(f64, f64)]| {
        let points = corners.iter().map(|(dx, dy)| (x + dx, y + dy)).collect();
        Shape::filled(points, paint)
    };
    match place {
        0 => Shape::dot((x, y), 3.0, paint),
        1 => Shape::bar((x - 2.25, y - 2.25), 4.5, 4.5, paint),
        2 => around(&[(0.0, -3.0), (3.0, 2.25), (-3.0, 2.25)]),
        _ => around(&[(0.0, -3.25), (3.25, 0.0), (0.0, 3.25), (-3.25, 0.0)]),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::checks::{assert_sound, name};
    use super::super::svg::{Role, svg};
    use super::*;

    fn chart(series: &[Vec<Option<f64>>], width: f64) -> Trend {
        let years = series.iter().map(Vec::len).max().unwrap_or(0);
        let line = |(place, values): (usize, &Vec<Option<f64>>)| TrendSeries {
            label: name(place + 2),
            values: values
                .iter()
                .map(|value| value.map(|value| Reading::new(value, format!("{value:.0}%"))))
                .collect(),
        };
        Trend {
            title: "Norton has fallen below England".to_owned(),
            description: None,
            width,
            axis: Axis::new("Children with a missing incident", "%"),
            years: (0..years).map(|year| format!("{}", 2020 + year)).collect(),
            series: series.iter().enumerate().map(line).collect(),
            from_zero: true,
        }
    }

    #[test]
    fn hard_values_stay_readable() {
        let equal = vec![Some(11.0); 5];
        for width in [240.0, 480.0] {
            assert_sound(
                &chart(
                    &[equal.clone(), equal.clone(), equal.clone(), equal.clone()],
                    width,
                )
                .draw(),
            );
            assert_sound(&chart(&[vec![Some(0.0)]], width).draw());
            assert_sound(
                &chart(
                    &[vec![Some(0.0), Some(100.0)], vec![None, Some(100.0)]],
                    width,
                )
                .draw(),
            );
            assert_sound(&chart(&[vec![Some(3.0); 25]], width).draw());
        }
    }

    #[test]
    fn a_missing_year_leaves_a_gap() {
        let mut chart = chart(
            &[vec![Some(1.0), Some(2.0), None, Some(3.0), Some(4.0)]],
            480.0,
        );
        chart.from_zero = false;
        let drawing = chart.draw();
        let thick = |shape: &&Shape| matches!(shape, Shape::Line { stroke, .. } if stroke.paint == Paint::First);
        assert_eq!(drawing.shapes.iter().filter(thick).count(), 2);
        assert_eq!(
            drawing.description,
            "Authority 2 rises from 1% in 2020 to 4% in 2024."
        );
    }

    #[test]
    fn at_most_four_lines() {
        let drawing = chart(&vec![vec![Some(1.0), Some(2.0)]; 6], 480.0).draw();
        assert!(
            !drawing.description.contains("Authority 6"),
            "{}",
            drawing.description
        );
    }

    #[test]
    fn no_values_say_so() {
        assert_eq!(
            chart(&[vec![None, None]], 480.0).draw().description,
            "No data."
        );
        assert_eq!(chart(&[], 480.0).draw().description, "No data.");
    }

    #[test]
    fn as_svg_it_is_as_it_was() {
        let series = [
            vec![Some(9.0), None, Some(16.0)],
            vec![Some(11.0), Some(10.5), Some(11.0)],
        ];
        let drawing = chart(&series, 480.0).draw();
        insta::assert_snapshot!(svg(&drawing, Role::Image("trend")).replace("><", ">\n<"));
    }

    proptest! {
        #[test]
        fn any_values_stay_readable(
            series in prop::collection::vec(
                prop::collection::vec(prop::option::of(0.0..100.0_f64), 1..12), 1..5),
            width in 240.0..480.0_f64,
        ) {
            assert_sound(&chart(&series, width).draw());
        }
    }
}
