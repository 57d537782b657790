//! A trend small enough to stand in a table beside its number.

use serde::{Deserialize, Serialize};

use super::drawing::{Drawing, Paint, Shape, Stroke};

/// A line over equally spaced years with a dot at its last value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sparkline {
    /// What it shows; not drawn, and not needed where the SVG is decorative.
    pub title: String,
    /// Text alternative; without one it says how many of the years have a value.
    pub description: Option<String>,
    /// Width in points: about 60.
    pub width: f64,
    /// Height in points: about 14.
    pub height: f64,
    /// One for each year, oldest first; a missing one leaves a gap.
    pub values: Vec<Option<f64>>,
    /// A shaded range behind the line, as lower and upper value: the middle half of all units.
    pub band: Option<(f64, f64)>,
}

const END_DOT: f64 = 2.0;
const LONE_DOT: f64 = 1.2;
/// Room for the end dot at every edge.
const MARGIN: f64 = END_DOT + 0.5;

impl Sparkline {
    /// Draws the line; without values, an empty drawing of the same size.
    ///
    /// The vertical scale runs from the lowest to the highest of values and band; if all are equal
    /// the line is level in the middle.
    pub fn draw(&self) -> Drawing {
        let runs = self.runs();
        let mut shapes: Vec<Shape> = self.band_shape().into_iter().collect();
        let stroke = Stroke::solid(Paint::First, 1.25);
        for run in &runs {
            shapes.push(match run.as_slice() {
                [only] => Shape::dot(*only, LONE_DOT, Paint::First),
                _ => Shape::Line {
                    points: run.clone(),
                    stroke,
                },
            });
        }
        let last = runs.last().and_then(|run| run.last());
        shapes.extend(last.map(|at| Shape::dot(*at, END_DOT, Paint::First)));
        Drawing {
            width: self.width,
            height: self.height,
            title: self.title.clone(),
            description: self.description.clone().unwrap_or_else(|| self.summary()),
            shapes,
        }
    }

    fn summary(&self) -> String {
        let present = self.values.iter().flatten().count();
        format!("{present} of {} years have a value.", self.values.len())
    }

    /// The stretches of years without a gap, as points on the canvas.
    fn runs(&self) -> Vec<Vec<(f64, f64)>> {
        let steps = self.values.len().saturating_sub(1).max(1) as f64;
        let room = self.width - 2.0 * MARGIN;
        let mut runs = vec![Vec::new()];
        for (year, value) in self.values.iter().enumerate() {
            match (value.filter(|value| value.is_finite()), runs.last_mut()) {
                (Some(value), Some(run)) => {
                    let share = if self.values.len() > 1 {
                        year as f64 / steps
                    } else {
                        1.0
                    };
                    run.push((MARGIN + room * share, self.height_of(value)));
                }
                _ => runs.push(Vec::new()),
            }
        }
        runs.retain(|run| !run.is_empty());
        runs
    }

    fn height_of(&self, value: f64) -> f64 {
        let band = self.band.into_iter().flat_map(|(low, high)| [low, high]);
        let all = self
            .values
            .iter()
            .flatten()
            .copied()
            .chain(band)
            .filter(|v| v.is_finite());
        let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| {
            (low.min(v), high.max(v))
        });
        let share = if high > low {
            (value - low) / (high - low)
        } else {
            0.5
        };
        self.height - MARGIN - share * (self.height - 2.0 * MARGIN)
    }

    fn band_shape(&self) -> Option<Shape> {
        let (low, high) = self
            .band
            .filter(|(low, high)| low.is_finite() && high.is_finite())?;
        let (top, bottom) = (self.height_of(high), self.height_of(low));
        Some(Shape::bar(
            (0.0, top),
            self.width,
            (bottom - top).max(0.5),
            Paint::Grid,
        ))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::checks::assert_sound;
    use super::super::svg::{Role, svg};
    use super::*;

    fn chart(values: &[Option<f64>], band: Option<(f64, f64)>) -> Sparkline {
        let title = "Fewer each year".to_owned();
        let values = values.to_vec();
        Sparkline {
            title,
            description: None,
            width: 60.0,
            height: 14.0,
            values,
            band,
        }
    }

    fn lines(drawing: &Drawing) -> usize {
        drawing
            .shapes
            .iter()
            .filter(|shape| matches!(shape, Shape::Line { .. }))
            .count()
    }

    #[test]
    fn a_missing_year_leaves_a_gap() {
        let values = [Some(1.0), Some(2.0), None, Some(3.0), Some(2.0)];
        let drawing = chart(&values, None).draw();
        assert_eq!(lines(&drawing), 2);
        assert_eq!(drawing.description, "4 of 5 years have a value.");
        assert_eq!(lines(&chart(&[Some(1.0), None, Some(2.0)], None).draw()), 0);
    }

    #[test]
    fn nothing_is_drawn_without_values() {
        assert!(chart(&[None, None], None).draw().shapes.is_empty());
        assert!(chart(&[], None).draw().shapes.is_empty());
    }

    #[test]
    fn hard_values_stay_on_the_canvas() {
        for values in [
            vec![Some(0.0)],
            vec![Some(100.0); 5],
            vec![Some(0.0), Some(100.0)],
        ] {
            assert_sound(&chart(&values, Some((40.0, 40.0))).draw());
            assert_sound(&chart(&values, Some((-10.0, 200.0))).draw());
        }
    }

    #[test]
    fn as_svg_it_is_tiny() {
        let values = [Some(14.0), Some(12.0), None, Some(11.0), Some(9.0)];
        let written = svg(&chart(&values, Some((8.0, 13.0))).draw(), Role::Decorative);
        assert!(written.len() < 500, "{}", written.len());
        insta::assert_snapshot!(written);
    }

    proptest! {
        #[test]
        fn any_values_stay_on_the_canvas(
            values in prop::collection::vec(prop::option::of(-1e6..1e6_f64), 0..12),
            band in prop::option::of((-1e6..0.0_f64, 0.0..1e6_f64)),
        ) {
            assert_sound(&chart(&values, band).draw());
        }
    }
}
