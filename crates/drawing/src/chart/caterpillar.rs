//! Every unit's value with its interval, side by side from the lowest to the highest.

use serde::{Deserialize, Serialize};

use super::data::{Axis, Datum, Mark};
use super::drawing::{Drawing, Paint, Shape, Stroke};
use super::labels::{Placer, SideLabel, Wish, beside, room_beside};
use super::plot::{Frame, Grid, NARROWEST, Plot, TICK_SIZE, title_above};
use super::scale::Scale;
use super::words;

/// Up to about 160 units on the horizontal axis, their values on the vertical.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Caterpillar {
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
    /// In any order: drawn from the lowest to the highest, equal ones as given.
    pub points: Vec<CaterpillarPoint>,
    /// A horizontal line across all units.
    pub reference: Option<Mark>,
    /// Whether the values are ranks: 1 then stands at the top, and no axis begins at zero.
    pub ranks: bool,
}

/// One unit of a [`Caterpillar`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CaterpillarPoint {
    /// The unit and its value.
    pub datum: Datum,
    /// Lower and upper end of its interval, in the unit of the axis.
    pub interval: Option<(f64, f64)>,
}

const HEIGHT: f64 = 230.0;
/// Radius of a highlighted point.
const HIGHLIGHT: f64 = 3.0;

impl Caterpillar {
    /// Draws the points and whiskers; without points, a drawing that says "No data".
    pub fn draw(&self) -> Drawing {
        let points = self.sorted();
        if points.is_empty() {
            return Drawing::no_data(&self.title, self.width);
        }
        let frame = self.frame(&points);
        let mut shapes = Vec::new();
        frame.plot(&mut shapes, |plot| {
            self.series(plot, &points, false);
            if let Some(mark) = &self.reference {
                let ends = [0.0, points.len() as f64].map(|x| (x, mark.reading.value));
                plot.line(&ends, Stroke::dashed(Paint::Ink, 1.0));
            }
            self.series(plot, &points, true);
        });
        let inner = frame.inner();
        let side = self.side_label(&frame);
        shapes.extend(beside(&side, inner.right, inner.top, inner.bottom));
        shapes.extend(labels(&frame, &points));
        shapes.push(title_above(&self.axis, &frame));
        let order = if self.ranks {
            "first to last"
        } else {
            "lowest to highest"
        };
        let order = format!("{} {}, {order}", points.len(), self.units);
        let at = (inner.left, frame.height - 4.0);
        shapes.push(Shape::text(at, TICK_SIZE, order).painted(Paint::Muted));
        let all: Vec<&Datum> = points.iter().map(|point| &point.datum).collect();
        let description = self.description.clone();
        Drawing {
            width: frame.width,
            height: frame.height,
            title: self.title.clone(),
            description: description.unwrap_or_else(|| words::many(&all, &self.units)),
            shapes,
        }
    }

    fn sorted(&self) -> Vec<&CaterpillarPoint> {
        let finite = self
            .points
            .iter()
            .filter(|point| point.datum.reading.value.is_finite());
        let mut points: Vec<_> = finite.collect();
        points.sort_by(|a, b| a.datum.reading.value.total_cmp(&b.datum.reading.value));
        points
    }

    fn frame(&self, points: &[&CaterpillarPoint]) -> Frame {
        let ends = points.iter().flat_map(|point| {
            let (low, high) = point.ends();
            [low, point.datum.reading.value, high]
        });
        let reference = self.reference.iter().map(|mark| mark.reading.value);
        let y = if self.ranks {
            Scale::ranks(ends, 6)
        } else {
            Scale::from_zero(ends.chain(reference), &self.axis, 5)
        };
        let mut frame = Frame {
            width: self.width.max(NARROWEST),
            height: HEIGHT,
            left: Frame::room_for_ticks(&y),
            right: 0.0,
            top: 24.0,
            bottom: 16.0,
            x: Scale::fixed(0.0, points.len() as f64, Vec::new()),
            y,
            grid: Grid::Horizontal,
        };
        frame.right = room_beside(&self.side_label(&frame));
        frame
    }

    fn side_label(&self, frame: &Frame) -> Vec<SideLabel> {
        let mark = self.reference.iter();
        mark.map(|mark| {
            let y = frame.at(0.0, mark.reading.value).1;
            SideLabel::new(y, &mark.label, &mark.reading.display, false)
        })
        .collect()
    }

    /// The ordinary or the highlighted units.
    fn series(&self, plot: &mut Plot<'_>, points: &[&CaterpillarPoint], highlighted: bool) {
        let room = (self.width - 60.0) / points.len() as f64;
        let (whisker, dot, paint, radius) = if highlighted {
            (1.75, HIGHLIGHT, Paint::First, HIGHLIGHT)
        } else {
            (
                (room * 0.4).clamp(0.7, 1.5),
                (room * 0.45).clamp(1.1, 2.25),
                Paint::Muted,
                0.0,
            )
        };
        let chosen = points.iter().enumerate();
        let chosen = chosen.filter(|(_, point)| point.datum.highlighted == highlighted);
        let chosen: Vec<_> = chosen
            .map(|(place, point)| (place as f64 + 0.5, *point))
            .collect();
        let whiskers = chosen.iter().filter(|(_, point)| point.interval.is_some());
        let ends = whiskers.map(|(x, point)| {
            let (low, high) = point.ends();
            [(*x, low), (*x, high)]
        });
        let whisker_paint = if highlighted { paint } else { Paint::Context };
        plot.segments(ends, Stroke::solid(whisker_paint, whisker));
        let at = chosen
            .iter()
            .map(|(x, point)| (*x, point.datum.reading.value));
        if radius > 0.0 {
            plot.dots(at.clone(), radius + 0.75, Paint::Surface);
        }
        plot.dots(at, dot, paint);
    }
}

impl CaterpillarPoint {
    /// The ends of the interval, or the value twice.
    fn ends(&self) -> (f64, f64) {
        let value = self.datum.reading.value;
        match self.interval {
            Some((low, high)) if low.is_finite() && high.is_finite() => (low, high),
            _ => (value, value),
        }
    }
}

/// The highlighted units' names: above their whiskers in the lower half, where there is room
/// above, and below them in the upper half.
fn labels(frame: &Frame, points: &[&CaterpillarPoint]) -> Vec<Shape> {
    let mut taken = Vec::new();
    for (place, point) in points.iter().enumerate() {
        let (low, high) = point.ends();
        let (x, end) = frame.at(place as f64 + 0.5, high);
        let other = frame.at(0.0, low).1;
        let (top, bottom) = (end.min(other), end.max(other));
        let steps = ((bottom - top) / 4.0).ceil().max(1.0) as usize;
        taken
            .extend((0..=steps).map(|step| (x, top + (bottom - top) * step as f64 / steps as f64)));
    }
    let mut placer = Placer::new(frame.inner(), taken);
    let highlighted = points
        .iter()
        .enumerate()
        .filter(|(_, point)| point.datum.highlighted);
    let placed = highlighted.filter_map(|(place, point)| {
        let (low, high) = point.ends();
        let end = if (2 * place < points.len()) == frame.y.rises() {
            high
        } else {
            low
        };
        let text = point.datum.caption();
        let at = frame.at(place as f64 + 0.5, end);
        let wish = Wish {
            at,
            radius: HIGHLIGHT,
            text: &text,
            bold: true,
        };
        let (label, leader) = placer.place(&wish)?;
        Some(leader.into_iter().chain([label.painted(Paint::First)]))
    });
    placed.flatten().collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::checks::{assert_sound, hard_values, units};
    use super::*;

    fn chart(values: &[f64], highlighted: &[usize], width: f64, wide: f64) -> Caterpillar {
        let point = |datum: Datum| {
            let value = datum.reading.value;
            let interval = (wide > 0.0).then_some(((value - wide).max(0.0), value + wide));
            CaterpillarPoint { datum, interval }
        };
        Caterpillar {
            title: "Most are near England".to_owned(),
            description: None,
            width,
            axis: Axis::new("Children with a missing incident", "%"),
            units: "authorities".to_owned(),
            points: units(values, highlighted).into_iter().map(point).collect(),
            reference: Some(Mark::new("England", 11.0, "11%")),
            ranks: false,
        }
    }

    #[test]
    fn hard_values_stay_readable() {
        for values in hard_values() {
            for (width, wide) in [(240.0, 0.0), (480.0, 3.0)] {
                assert_sound(&chart(&values, &[0, 1, 13, 33], width, wide).draw());
            }
        }
    }

    #[test]
    fn highlighted_units_are_named() {
        let values: Vec<f64> = (0..153).map(|place| 4.0 + f64::from(place) / 8.0).collect();
        let drawing = chart(&values, &[2, 75, 150], 480.0, 2.0).draw();
        for place in [2, 75, 150] {
            let wanted = format!("Authority {place} ");
            let named = |shape: &Shape| matches!(shape, Shape::Text { content, .. } if content.starts_with(&wanted));
            assert!(drawing.shapes.iter().any(named), "{wanted}");
        }
    }

    #[test]
    fn the_first_rank_stands_at_the_top() {
        for count in [1, 2, 12, 153] {
            let ranks: Vec<f64> = (1..=count).map(f64::from).collect();
            for width in [240.0, 480.0] {
                let mut chart = chart(&ranks, &[0], width, 5.0);
                chart.ranks = true;
                chart.reference = None;
                for point in &mut chart.points {
                    point.interval = point.interval.map(|(low, high)| (low.max(1.0), high));
                }
                let drawing = chart.draw();
                assert_sound(&drawing);
                let zero =
                    |shape: &Shape| matches!(shape, Shape::Text { content, .. } if content == "0");
                assert!(!drawing.shapes.iter().any(zero));
            }
        }
    }

    #[test]
    fn no_points_say_so() {
        assert_eq!(chart(&[], &[], 480.0, 1.0).draw().description, "No data.");
    }

    proptest! {
        #[test]
        fn any_values_stay_readable(
            values in prop::collection::vec(0.0..100.0_f64, 1..160),
            wide in 0.0..30.0_f64,
        ) {
            assert_sound(&chart(&values, &[0, 3, 7], 480.0, wide).draw());
        }
    }
}
