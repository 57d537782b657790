//! Lines over years.

use serde::{Deserialize, Serialize};

use super::data::{Axis, Reading};
use super::drawing::{Drawing, Paint, Stroke};
use super::labels::{SideLabel, beside, room_beside};
use super::measure_text::width;
use super::plot::{Frame, Grid, NARROWEST, Plot, TICK_SIZE, title_above};
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
        let inner = frame.inner();
        shapes.extend(beside(
            &self.end_labels(&frame),
            inner.right,
            inner.top,
            inner.bottom,
        ));
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
            x: self.year_scale(Vec::new()),
            y,
            grid: Grid::Horizontal,
        };
        frame.right = room_beside(&self.end_labels(&frame)).max(14.0);
        frame.x = self.year_scale(self.year_ticks(frame.width - frame.left - frame.right));
        frame
    }

    /// The years with half a year of room at either end.
    fn year_scale(&self, ticks: Vec<(f64, String)>) -> Scale {
        Scale::fixed(-0.5, self.years.len() as f64 - 0.5, ticks)
    }

    /// As many years as have room, the last always among them.
    fn year_ticks(&self, room: f64) -> Vec<(f64, String)> {
        let widths = self.years.iter().map(|year| width(year, TICK_SIZE, false));
        let widest = widths.fold(1.0, f64::max) + 8.0;
        let pitch = room / self.years.len().max(1) as f64;
        let every = (widest / pitch).ceil().max(1.0) as usize;
        let years = self.years.iter().enumerate().rev().step_by(every);
        let mut ticks: Vec<_> = years.map(|(at, year)| (at as f64, year.clone())).collect();
        ticks.reverse();
        ticks
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
        plot.dots(at.iter().copied(), if first { 2.75 } else { 2.0 }, paint);
    }

    fn end_labels(&self, frame: &Frame) -> Vec<SideLabel> {
        let ends = self
            .lines()
            .enumerate()
            .filter_map(|(place, (series, paint))| {
                let (_, last) = self.points(series).pop()?;
                let y = frame.at(0.0, last.value).1;
                let label = SideLabel::new(y, &series.label, &last.display, place == 0);
                let paint = if matches!(paint, Paint::First | Paint::Third) {
                    paint
                } else {
                    Paint::Ink
                };
                Some(SideLabel { paint, ..label })
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
                    "{}: {} in {}, {} in {}.",
                    series.label, first.display, self.years[*from], last.display, self.years[*to]
                )
            })
        });
        lines.collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::checks::{assert_sound, name};
    use super::super::drawing::Shape;
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
        assert_eq!(drawing.description, "Authority 2: 1% in 2020, 4% in 2024.");
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
