//! A funnel plot: values against the numbers they rest on, between limits of chance.

use super::drawing::{Drawing, Paint, Shape, Stroke};
use super::labels::{Placer, SideLabel, Wish, beside, room_beside};
use super::legend::KEY_ROW;
use super::plot::{Frame, Grid, NARROWEST, Plot, title_above, title_below};
use super::scale::Scale;
use super::words;
use curves::{clipped, limit_strokes, lower, upper};
use points::{RADIUS, diamonds, signs};

pub use data::{Funnel, FunnelLimits, FunnelPoint, LimitsAt};

mod curves;
mod data;
mod points;

const HEIGHT: f64 = 295.0;
/// Most names written beside points.
const MOST_LABELS: usize = 8;
const HIGHLIGHT: f64 = 3.5;

impl Funnel {
    /// Draws points and limits; without points, a drawing that says "No data".
    ///
    /// Limits that leave the range of the points by far are cut at the edge of the plotting area.
    /// Outliers are diamonds, highlighted points large circles, the others small ones. Beside the
    /// highlighted points the names of the outliers furthest from the benchmark are written, eight
    /// at most, each where it has room.
    pub fn draw(&self) -> Drawing {
        let points = self.finite();
        if points.is_empty() {
            return Drawing::no_data(&self.title, self.width);
        }
        let frame = self.frame(&points);
        let mut shapes = Vec::new();
        frame.plot(&mut shapes, |plot| self.series(plot, &frame, &points));
        diamonds(&frame, &points, &mut shapes);
        let inner = frame.inner();
        shapes.extend(beside(
            &self.side_labels(&frame),
            inner.right,
            inner.top,
            inner.bottom,
        ));
        shapes.extend(self.labels(&frame, &points));
        shapes.push(title_above(&self.y, &frame));
        shapes.push(title_below(&self.x, &frame, KEY_ROW));
        shapes.extend(signs(&frame, &points));
        Drawing {
            width: frame.width,
            height: frame.height,
            title: self.title.clone(),
            description: self
                .description
                .clone()
                .unwrap_or_else(|| self.summary(&points)),
            shapes,
        }
    }

    fn finite(&self) -> Vec<&FunnelPoint> {
        let finite = |point: &&FunnelPoint| {
            point.datum.reading.value.is_finite() && point.denominator.is_finite()
        };
        self.points.iter().filter(finite).collect()
    }

    fn frame(&self, points: &[&FunnelPoint]) -> Frame {
        let curves = self.limits.iter().take(2).flat_map(|limits| &limits.curve);
        let denominators = points.iter().map(|point| point.denominator);
        let denominators = denominators.chain(curves.map(|at| at.denominator));
        let x = Scale::from_zero(denominators, &self.x, 5).trimmed();
        let values = points.iter().map(|point| point.datum.reading.value);
        let y = Scale::from_zero(values.chain([self.benchmark.reading.value]), &self.y, 5);
        let mut frame = Frame {
            width: self.width.max(NARROWEST),
            height: HEIGHT,
            left: Frame::room_for_ticks(&y),
            right: 0.0,
            top: 24.0,
            bottom: 30.0 + KEY_ROW,
            x,
            y,
            grid: Grid::Horizontal,
        };
        frame.right = room_beside(&self.side_labels(&frame));
        frame
    }

    fn series(&self, plot: &mut Plot<'_>, frame: &Frame, points: &[&FunnelPoint]) {
        for (limits, stroke) in self.limits.iter().zip(limit_strokes()) {
            for side in [upper, lower] {
                let curve = clipped(limits, side, frame);
                if curve.len() > 1 {
                    plot.line(&curve, stroke);
                }
            }
        }
        let benchmark = [frame.x.low(), frame.x.high()].map(|x| (x, self.benchmark.reading.value));
        plot.line(&benchmark, Stroke::solid(Paint::Ink, 1.0));
        let ordinary = points
            .iter()
            .filter(|point| !point.datum.highlighted && !point.outlier);
        let at = |point: &&FunnelPoint| (point.denominator, point.datum.reading.value);
        plot.dots(ordinary.map(at), RADIUS, Paint::Muted);
        let highlighted = points
            .iter()
            .filter(|point| point.datum.highlighted && !point.outlier);
        let highlighted: Vec<_> = highlighted.map(at).collect();
        plot.dots(
            highlighted.iter().copied(),
            HIGHLIGHT + 0.75,
            Paint::Surface,
        );
        plot.dots(highlighted, HIGHLIGHT, Paint::First);
    }

    fn side_labels(&self, frame: &Frame) -> Vec<SideLabel> {
        let reading = &self.benchmark.reading;
        let y = frame.at(0.0, reading.value).1;
        let mut labels = vec![SideLabel::new(
            y,
            &self.benchmark.label,
            &reading.display,
            false,
        )];
        for (limits, _) in self.limits.iter().zip(limit_strokes()) {
            let end = clipped(limits, upper, frame).pop();
            labels.extend(end.map(|(_, value)| {
                let label = SideLabel::new(frame.at(0.0, value).1, &limits.label, "", false);
                SideLabel {
                    paint: Paint::Muted,
                    ..label
                }
            }));
        }
        labels
    }

    fn labels(&self, frame: &Frame, points: &[&FunnelPoint]) -> Vec<Shape> {
        let at = |point: &FunnelPoint| frame.at(point.denominator, point.datum.reading.value);
        let taken = points.iter().map(|point| at(point)).collect();
        let mut placer = Placer::new(frame.inner(), taken);
        let mut labels = Vec::new();
        for point in self.named(points) {
            let bold = point.datum.highlighted;
            let text = if bold {
                point.datum.caption()
            } else {
                point.datum.label.clone()
            };
            let wish = Wish {
                at: at(point),
                radius: HIGHLIGHT,
                text: &text,
                bold,
            };
            let paint = if bold { Paint::First } else { Paint::Ink };
            if let Some((label, leader)) = placer.place(&wish) {
                labels.extend(leader);
                labels.push(label.painted(paint));
            }
        }
        labels
    }

    /// The points to name: the highlighted, then the outliers furthest from the benchmark.
    fn named<'a>(&self, points: &[&'a FunnelPoint]) -> Vec<&'a FunnelPoint> {
        let distance =
            |point: &FunnelPoint| (point.datum.reading.value - self.benchmark.reading.value).abs();
        let shown = points
            .iter()
            .filter(|point| point.datum.highlighted || point.outlier);
        let mut named: Vec<&FunnelPoint> = shown.copied().collect();
        named.sort_by(|a, b| {
            let highlighted = b.datum.highlighted.cmp(&a.datum.highlighted);
            highlighted.then(distance(b).total_cmp(&distance(a)))
        });
        named.truncate(MOST_LABELS);
        named
    }

    fn summary(&self, points: &[&FunnelPoint]) -> String {
        let outside = points.iter().filter(|point| point.outlier).count();
        let named: Vec<String> = self
            .named(points)
            .iter()
            .map(|point| words::named(&point.datum))
            .collect();
        let benchmark = self.benchmark.caption();
        let counted = format!(
            "{outside} of {} {} lie outside the limits around {benchmark}.",
            points.len(),
            self.units
        );
        if named.is_empty() {
            counted
        } else {
            format!("{counted} Named: {}.", named.join("; "))
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::checks::{assert_sound, hard_values, units};
    use super::super::data::{Axis, Datum, Mark};
    use super::*;

    fn limits(label: &str, wide: f64) -> FunnelLimits {
        let at = |step: u32| {
            let denominator = f64::from(step * step * 4);
            let half = wide * 100.0 * (0.11 * 0.89 / denominator).sqrt();
            LimitsAt {
                denominator,
                lower: (11.0 - half).max(0.0),
                upper: 11.0 + half,
            }
        };
        FunnelLimits {
            label: label.to_owned(),
            curve: (1..25).map(at).collect(),
        }
    }

    fn chart(values: &[f64], highlighted: &[usize], width: f64) -> Funnel {
        let point = |(place, datum): (usize, Datum)| FunnelPoint {
            outlier: (datum.reading.value - 11.0).abs() > 8.0,
            datum,
            denominator: 20.0 + ((place * 61) % 153) as f64 * 14.0,
        };
        Funnel {
            title: "Four lie outside the limits".to_owned(),
            description: None,
            width,
            x: Axis::new("Children looked after during the year", ""),
            y: Axis::new("Children with a missing incident", "%"),
            units: "authorities".to_owned(),
            points: units(values, highlighted)
                .into_iter()
                .enumerate()
                .map(point)
                .collect(),
            benchmark: Mark::new("England", 11.0, "11%"),
            limits: vec![limits("95% limits", 1.96), limits("99.8% limits", 3.09)],
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
    fn at_most_eight_names_the_highlighted_first() {
        let chart = chart(&[60.0; 40], &[39], 480.0);
        let points = chart.finite();
        let named = chart.named(&points);
        assert_eq!(named.len(), MOST_LABELS);
        assert!(named[0].datum.highlighted);
        assert!(
            chart
                .draw()
                .description
                .starts_with("40 of 40 authorities lie outside")
        );
    }

    #[test]
    fn a_curve_is_cut_where_it_enters() {
        let chart = chart(&[4.0, 20.0], &[], 480.0);
        let frame = chart.frame(&chart.finite());
        let curve = clipped(&limits("", 3.09), upper, &frame);
        assert_eq!(curve[0].1, frame.y.high());
        assert!(
            curve.windows(2).all(|pair| pair[0].1 > pair[1].1),
            "{curve:?}"
        );
    }

    #[test]
    fn no_points_say_so() {
        assert_eq!(chart(&[], &[], 480.0).draw().description, "No data.");
    }

    proptest! {
        #[test]
        fn any_values_stay_readable(values in prop::collection::vec(0.0..100.0_f64, 1..160)) {
            assert_sound(&chart(&values, &[0, 3, 7], 480.0).draw());
        }
    }
}
