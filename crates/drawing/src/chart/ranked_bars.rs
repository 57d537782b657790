//! Horizontal bars from zero, longest first.

use serde::{Deserialize, Serialize};

use super::bounds::Bounds;
use super::data::{Axis, Datum, Mark};
use super::drawing::{Anchor, Drawing, Paint, Shape, Stroke};
use super::measure_text::{CAP_HEIGHT, LINE, fit, width, wrap};
use super::plot::{Frame, Grid, LABEL_SIZE, NARROWEST, TICK_SIZE, title_below};
use super::scale::Scale;
use super::words;

/// Units compared by length: each bar has its name on the left and its number at its end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RankedBars {
    /// The finding, in a sentence.
    pub title: String,
    /// Text alternative; without one the lowest, median, highest and highlighted are named.
    pub description: Option<String>,
    /// Width in points, at least 240; the height follows from the number of bars.
    pub width: f64,
    /// What is measured.
    pub axis: Axis,
    /// What the units are, in the plural: "authorities".
    pub units: String,
    /// In any order: drawn from the highest to the lowest, equal ones as given.
    pub bars: Vec<Datum>,
    /// A line across all bars.
    pub reference: Option<Mark>,
}

const GAP: f64 = 5.0;
const BAR_HEIGHT: f64 = 9.0;

/// A bar with its name broken into lines.
struct Row<'a> {
    bar: &'a Datum,
    lines: Vec<String>,
}

impl RankedBars {
    /// Draws the bars; without any, a drawing that says "No data".
    pub fn draw(&self) -> Drawing {
        let rows = self.rows();
        if rows.is_empty() {
            return Drawing::no_data(&self.title, self.width);
        }
        let frame = self.frame(&rows);
        let mut shapes = Vec::new();
        frame.plot(&mut shapes, |plot| {
            for (paint, wanted) in [(Paint::Context, false), (Paint::First, true)] {
                let bars = rows
                    .iter()
                    .enumerate()
                    .filter(|(_, row)| row.bar.highlighted == wanted);
                let half = BAR_HEIGHT / self.pitch(&rows) / 2.0;
                let bar = |(place, row): (usize, &Row<'_>)| {
                    let middle = middle_of(place, rows.len());
                    [(0.0, middle + half), (row.bar.reading.value, middle - half)]
                };
                plot.bars(bars.map(bar), paint);
            }
            let foot = [(0.0, 0.0), (0.0, rows.len() as f64)];
            plot.line(&foot, Stroke::solid(Paint::Ink, 0.75));
        });
        self.reference_line(&frame, &mut shapes);
        for (place, row) in rows.iter().enumerate() {
            let middle = middle_of(place, rows.len());
            row.label(&frame, middle, self.reference.as_ref(), &mut shapes);
        }
        shapes.push(title_below(&self.axis, &frame, 0.0));
        let all: Vec<&Datum> = rows.iter().map(|row| row.bar).collect();
        let description = self.description.clone();
        Drawing {
            width: frame.width,
            height: frame.height,
            title: self.title.clone(),
            description: description.unwrap_or_else(|| words::many(&all, &self.units)),
            shapes,
        }
    }

    fn width(&self) -> f64 {
        self.width.max(NARROWEST)
    }

    fn rows(&self) -> Vec<Row<'_>> {
        let mut bars: Vec<&Datum> = self
            .bars
            .iter()
            .filter(|bar| bar.reading.value.is_finite())
            .collect();
        bars.sort_by(|a, b| b.reading.value.total_cmp(&a.reading.value));
        let room = self.width() * 0.4;
        bars.into_iter()
            .map(|bar| Row {
                bar,
                lines: wrap(&bar.label, LABEL_SIZE, bar.highlighted, room, 2),
            })
            .collect()
    }

    /// Height of a row: room for two lines if any name needs them.
    fn pitch(&self, rows: &[Row<'_>]) -> f64 {
        let lines = rows.iter().map(|row| row.lines.len()).max().unwrap_or(1);
        GAP + (lines as f64 * LABEL_SIZE * LINE).max(BAR_HEIGHT)
    }

    fn frame(&self, rows: &[Row<'_>]) -> Frame {
        let bold_width = |text: &str| width(text, LABEL_SIZE, true);
        let names = rows
            .iter()
            .flat_map(|row| &row.lines)
            .map(|line| bold_width(line));
        let numbers = rows.iter().map(|row| bold_width(&row.bar.reading.display));
        let reference = self.reference.iter().map(|mark| mark.reading.value);
        let values = rows
            .iter()
            .map(|row| row.bar.reading.value)
            .chain(reference);
        let top = if self.reference.is_some() { 18.0 } else { 4.0 };
        let bottom = 30.0;
        Frame {
            width: self.width(),
            height: top + bottom + rows.len() as f64 * self.pitch(rows),
            left: names.fold(0.0, f64::max) + 2.0 * GAP,
            right: numbers.fold(0.0, f64::max).max(12.0) + 2.0 * GAP,
            top,
            bottom,
            x: Scale::from_zero(values, &self.axis, 4),
            y: Scale::fixed(0.0, rows.len() as f64, Vec::new()),
            grid: Grid::Vertical,
        }
    }

    fn reference_line(&self, frame: &Frame, shapes: &mut Vec<Shape>) {
        let Some(mark) = &self.reference else { return };
        let (x, foot) = frame.at(mark.reading.value, 0.0);
        let head = (x, frame.top - 2.0);
        shapes.push(Shape::line(
            (x, foot),
            head,
            Stroke::dashed(Paint::Ink, 1.0),
        ));
        shapes.push(label_above(
            &mark.caption(),
            (x, frame.top - 6.0),
            frame.width,
        ));
    }
}

/// A label centred on a point, moved as far as the canvas's edges ask.
pub(super) fn label_above(text: &str, at: (f64, f64), canvas: f64) -> Shape {
    let text = fit(text, TICK_SIZE, false, canvas - 8.0);
    let half = width(&text, TICK_SIZE, false) / 2.0 + 2.0;
    let x = at.0.min(canvas - half).max(half);
    Shape::text((x, at.1), TICK_SIZE, text).anchored(Anchor::Middle)
}

/// A patch of the page's colour behind a number that a reference line crosses.
fn cleared(bounds: &Bounds, frame: &Frame) -> Shape {
    let middle = (bounds.top + bounds.bottom) / 2.0;
    let right = (bounds.right + 1.0).min(frame.width);
    let at = (bounds.left - 1.0, middle - LABEL_SIZE / 2.0);
    Shape::bar(at, right - at.0, LABEL_SIZE, Paint::Surface)
}

fn middle_of(place: usize, rows: usize) -> f64 {
    rows as f64 - place as f64 - 0.5
}

impl Row<'_> {
    /// The name on the left of the bar and the number at its end.
    fn label(&self, frame: &Frame, middle: f64, reference: Option<&Mark>, shapes: &mut Vec<Shape>) {
        let weight = |shape: Shape| {
            if self.bar.highlighted {
                shape.bold()
            } else {
                shape
            }
        };
        let value = self.bar.reading.value;
        let (end, centre) = frame.at(value.max(0.0), middle);
        let step = LABEL_SIZE * LINE;
        let first =
            centre + CAP_HEIGHT * LABEL_SIZE / 2.0 - step * (self.lines.len() as f64 - 1.0) / 2.0;
        for (count, line) in self.lines.iter().enumerate() {
            let at = (frame.left - GAP, first + step * count as f64);
            shapes.push(weight(
                Shape::text(at, LABEL_SIZE, line).anchored(Anchor::End),
            ));
        }
        let at = (end + GAP * 0.8, centre + CAP_HEIGHT * LABEL_SIZE / 2.0);
        let number = weight(Shape::text(at, LABEL_SIZE, &self.bar.reading.display));
        let line = reference.map(|mark| frame.at(mark.reading.value, 0.0).0);
        let crossed = Bounds::of(&number)
            .filter(|bounds| line.is_some_and(|x| x > bounds.left - 1.0 && x < bounds.right + 1.0));
        shapes.extend(crossed.map(|bounds| cleared(&bounds, frame)));
        shapes.push(number);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::checks::{LONG, assert_sound, hard_values, units};
    use super::*;

    fn chart(values: &[f64], width: f64) -> RankedBars {
        RankedBars {
            title: "Norton is above England".to_owned(),
            description: None,
            width,
            axis: Axis::new("Children with a missing incident", "%"),
            units: "authorities".to_owned(),
            bars: units(values, &[0]),
            reference: Some(Mark::new("England", 11.0, "11%")),
        }
    }

    #[test]
    fn hard_values_stay_readable() {
        for values in hard_values() {
            for width in [240.0, 480.0] {
                assert_sound(&chart(&values, width).draw());
            }
        }
    }

    #[test]
    fn the_longest_bar_comes_first_and_all_begin_at_zero() {
        let drawing = chart(&[4.0, 20.0, 11.0], 480.0).draw();
        let bars: Vec<(f64, f64)> = drawing
            .shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Rectangle { x, width, .. } => Some((*x, *width)),
                _ => None,
            })
            .collect();
        assert!(bars.iter().all(|(x, _)| *x == bars[0].0), "{bars:?}");
        // The grey ones first, then the highlighted.
        assert!(bars[0].1 > bars[1].1 && bars[1].1 > bars[2].1, "{bars:?}");
        assert!(
            drawing.description.contains("Lowest: Authority 0, 4%"),
            "{}",
            drawing.description
        );
    }

    #[test]
    fn no_bars_say_so() {
        assert_eq!(chart(&[], 480.0).draw().description, "No data.");
        assert_sound(&chart(&[f64::NAN], 480.0).draw());
    }

    #[test]
    fn a_long_name_and_a_far_reference_fit() {
        let mut chart = chart(&[1.0], 240.0);
        chart.reference = Some(Mark::new(LONG, 99.0, "99%"));
        assert_sound(&chart.draw());
    }

    proptest! {
        #[test]
        fn any_values_stay_readable(values in prop::collection::vec(-20.0..150.0_f64, 1..40)) {
            assert_sound(&chart(&values, 360.0).draw());
        }
    }
}
