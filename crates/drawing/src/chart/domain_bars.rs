//! The scores of one unit's domains, from 0 to 100.

use serde::{Deserialize, Serialize};

use super::data::{Mark, Reading};
use super::drawing::{Anchor, Drawing, Paint, Shape, Stroke};
use super::measure_text::{CAP_HEIGHT, LINE, fit, width, wrap};
use super::plot::{LABEL_SIZE, NARROWEST, TICK_SIZE};

/// One bar a domain, with a tick where the benchmark stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DomainBars {
    /// The finding, in a sentence.
    pub title: String,
    /// Text alternative; without one it lists the scores.
    pub description: Option<String>,
    /// Width in points, at least 240; the height follows from the number of bars.
    pub width: f64,
    /// Head of the column of scores: "Score".
    pub heading: String,
    /// From the top.
    pub bars: Vec<DomainBar>,
}

/// One bar of [`DomainBars`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DomainBar {
    /// The domain's name.
    pub label: String,
    /// The score, from 0 to 100, if there is one.
    pub score: Option<Reading>,
    /// Printed instead of a score: "not scored".
    pub absent: String,
    /// What the score is compared with: a tick if there is a score. Its label heads the column,
    /// the first one's for all.
    pub benchmark: Option<Mark>,
}

/// Widest head of a column of numbers, as a share of the canvas.
const HEAD_ROOM: f64 = 0.2;
const FULL: f64 = 100.0;
const BAR_HEIGHT: f64 = 12.0;
const GAP: f64 = 8.0;
const HEAD: f64 = 16.0;
const FOOT: f64 = 16.0;

/// Where the columns stand, in points.
struct Columns {
    canvas: f64,
    /// Left and right end of the scale.
    low: f64,
    high: f64,
    /// Right ends of the two columns of numbers.
    score: f64,
    benchmark: f64,
    pitch: f64,
    names: Vec<Vec<String>>,
}

impl DomainBars {
    /// Draws the bars; without any, a drawing that says "No data".
    pub fn draw(&self) -> Drawing {
        if self.bars.is_empty() {
            return Drawing::no_data(&self.title, self.width);
        }
        let columns = self.columns();
        let height = HEAD + columns.pitch * self.bars.len() as f64 + FOOT;
        let mut shapes = grid(&columns, HEAD, height - FOOT);
        self.heads(&columns, &mut shapes);
        for (place, bar) in self.bars.iter().enumerate() {
            let middle = HEAD + columns.pitch * (place as f64 + 0.5);
            let names = columns
                .names
                .get(place)
                .map(Vec::as_slice)
                .unwrap_or_default();
            bar.shapes(&columns, middle, names, &mut shapes);
        }
        Drawing {
            width: columns.canvas,
            height,
            title: self.title.clone(),
            description: self.description.clone().unwrap_or_else(|| self.summary()),
            shapes,
        }
    }

    /// The head of the column of scores, cut to the room there is.
    fn heading(&self, canvas: f64) -> String {
        fit(&self.heading, TICK_SIZE, false, canvas * HEAD_ROOM)
    }

    /// The head of the column of benchmarks, if there is one, cut to the room there is.
    fn benchmark_label(&self, canvas: f64) -> Option<String> {
        let mark = self.bars.iter().find_map(|bar| bar.benchmark.as_ref())?;
        Some(fit(&mark.label, TICK_SIZE, false, canvas * HEAD_ROOM))
    }

    fn columns(&self) -> Columns {
        let canvas = self.width.max(NARROWEST);
        let label = |bar: &DomainBar| wrap(&bar.label, LABEL_SIZE, false, canvas * 0.32, 2);
        let names: Vec<Vec<String>> = self.bars.iter().map(label).collect();
        let lines = names.iter().map(Vec::len).max().unwrap_or(1);
        let name = widest(names.iter().flatten(), LABEL_SIZE, false);
        let marks = self.bars.iter().filter_map(|bar| bar.benchmark.as_ref());
        let number = widest(marks.map(|mark| &mark.reading.display), LABEL_SIZE, false);
        let head = self.benchmark_label(canvas);
        let head = head.map_or(0.0, |label| width(&label, TICK_SIZE, false) + 16.0);
        let scores = self.bars.iter().filter_map(|bar| bar.score.as_ref());
        let score = widest(scores.map(|score| &score.display), LABEL_SIZE, true);
        let score = score.max(width(&self.heading(canvas), TICK_SIZE, false));
        let benchmark = canvas - 2.0;
        let score_end = benchmark - number.max(head);
        Columns {
            canvas,
            low: name + 2.0 + GAP,
            high: score_end - score - 2.0 * GAP,
            score: score_end,
            benchmark,
            pitch: GAP + (lines as f64 * LABEL_SIZE * LINE).max(BAR_HEIGHT),
            names,
        }
    }

    fn heads(&self, columns: &Columns, shapes: &mut Vec<Shape>) {
        let head = |x: f64, text: &str| {
            let at = (x, 9.0);
            Shape::text(at, TICK_SIZE, text)
                .anchored(Anchor::End)
                .painted(Paint::Muted)
        };
        shapes.push(head(columns.score, &self.heading(columns.canvas)));
        if let Some(label) = self.benchmark_label(columns.canvas) {
            shapes.push(head(columns.benchmark, &label));
            let x = columns.benchmark - width(&label, TICK_SIZE, false) - 5.0;
            shapes.push(Shape::line(
                (x, 1.0),
                (x, 11.0),
                Stroke::solid(Paint::Ink, 2.0),
            ));
        }
    }

    fn summary(&self) -> String {
        let bars = self.bars.iter().map(|bar| {
            let score = bar
                .score
                .as_ref()
                .map_or(bar.absent.as_str(), |score| &score.display);
            match &bar.benchmark {
                Some(mark) => format!("{}: {score} ({})", bar.label, mark.caption()),
                None => format!("{}: {score}", bar.label),
            }
        });
        bars.collect::<Vec<_>>().join("; ") + "."
    }
}

/// Width of the widest of these texts.
fn widest<'a>(texts: impl Iterator<Item = &'a String>, size: f64, bold: bool) -> f64 {
    texts
        .map(|text| width(text, size, bold))
        .fold(0.0, f64::max)
}

impl Columns {
    fn bar(&self, score: f64, middle: f64) -> Shape {
        let corner = (self.low, middle - BAR_HEIGHT / 2.0);
        Shape::bar(corner, self.at(score) - self.low, BAR_HEIGHT, Paint::First)
    }

    /// The benchmark's tick, with a rim that keeps it apart from the bar.
    fn tick(&self, score: f64, middle: f64) -> [Shape; 2] {
        let (x, half) = (self.at(score), BAR_HEIGHT / 2.0 + 2.5);
        [
            Stroke::solid(Paint::Surface, 4.0),
            Stroke::solid(Paint::Ink, 2.0),
        ]
        .map(|stroke| Shape::line((x, middle - half), (x, middle + half), stroke))
    }

    fn at(&self, score: f64) -> f64 {
        self.low + (self.high - self.low) * (score / FULL).clamp(0.0, 1.0)
    }
}

fn grid(columns: &Columns, top: f64, bottom: f64) -> Vec<Shape> {
    let mut shapes = Vec::new();
    let ticks = [0.0, 50.0, 100.0];
    for tick in ticks {
        let (x, stroke) = (columns.at(tick), Stroke::solid(Paint::Grid, 0.5));
        shapes.push(Shape::line((x, top), (x, bottom), stroke));
    }
    for tick in ticks {
        let at = (columns.at(tick), bottom + 11.0);
        let text = Shape::text(at, TICK_SIZE, format!("{tick}"));
        shapes.push(text.anchored(Anchor::Middle).painted(Paint::Muted));
    }
    shapes
}

impl DomainBar {
    fn shapes(&self, columns: &Columns, middle: f64, names: &[String], shapes: &mut Vec<Shape>) {
        let step = LABEL_SIZE * LINE;
        let centred = middle + CAP_HEIGHT * LABEL_SIZE / 2.0;
        let first = centred - step * (names.len() as f64 - 1.0) / 2.0;
        for (count, line) in names.iter().enumerate() {
            shapes.push(Shape::text(
                (2.0, first + step * count as f64),
                LABEL_SIZE,
                line,
            ));
        }
        let finite = |reading: &&Reading| reading.value.is_finite();
        let benchmark = self
            .benchmark
            .as_ref()
            .map(|mark| &mark.reading)
            .filter(finite);
        if let Some(benchmark) = benchmark {
            let at = (columns.benchmark, centred);
            shapes.push(Shape::text(at, LABEL_SIZE, &benchmark.display).anchored(Anchor::End));
        }
        let Some(score) = self.score.as_ref().filter(finite) else {
            let at = (columns.low + 4.0, centred);
            let text = fit(&self.absent, LABEL_SIZE, false, columns.score - at.0);
            shapes.push(Shape::text(at, LABEL_SIZE, text).painted(Paint::Muted));
            return;
        };
        shapes.push(columns.bar(score.value, middle));
        let at = (columns.score, centred);
        shapes.push(
            Shape::text(at, LABEL_SIZE, &score.display)
                .anchored(Anchor::End)
                .bold(),
        );
        shapes.extend(
            benchmark
                .into_iter()
                .flat_map(|mark| columns.tick(mark.value, middle)),
        );
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::checks::{LONG, assert_sound, name};
    use super::super::svg::{Role, svg};
    use super::*;

    fn chart(scores: &[Option<f64>], width: f64) -> DomainBars {
        let bar = |(place, score): (usize, &Option<f64>)| DomainBar {
            label: name(place),
            score: score.map(|score| Reading::new(score, format!("{score:.1}"))),
            absent: "Not scored: too little data".to_owned(),
            benchmark: Some(Mark::new("England", 52.1, "52.1")),
        };
        DomainBars {
            title: "Norton is above England in two of four".to_owned(),
            description: None,
            width,
            heading: "Score".to_owned(),
            bars: scores.iter().enumerate().map(bar).collect(),
        }
    }

    #[test]
    fn hard_scores_stay_readable() {
        let scores = [Some(0.0), Some(100.0), None, Some(52.1)];
        for width in [240.0, 480.0] {
            assert_sound(&chart(&scores, width).draw());
            assert_sound(&chart(&scores[..1], width).draw());
        }
    }

    #[test]
    fn a_bar_is_as_long_as_its_score() {
        let drawing = chart(&[Some(25.0), Some(100.0)], 480.0).draw();
        let lengths: Vec<f64> = drawing
            .shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Rectangle { width, .. } => Some(*width),
                _ => None,
            })
            .collect();
        assert!((lengths[1] - 4.0 * lengths[0]).abs() < 1e-9, "{lengths:?}");
        assert_eq!(
            drawing.description,
            "Authority 0: 25.0 (England 52.1); Authority 1: 100.0 (England 52.1)."
        );
    }

    #[test]
    fn a_benchmark_with_a_long_name_fits() {
        let mut chart = chart(&[Some(10.0)], 480.0);
        chart.bars[0].benchmark = Some(Mark::new(LONG, 50.0, "50.0"));
        chart.heading = LONG.to_owned();
        assert_sound(&chart.draw());
        chart.width = 240.0;
        assert_sound(&chart.draw());
    }

    #[test]
    fn no_bars_say_so() {
        assert_eq!(chart(&[], 480.0).draw().description, "No data.");
    }

    #[test]
    fn as_svg_they_are_as_they_were() {
        let drawing = chart(&[Some(78.9), None], 480.0).draw();
        insta::assert_snapshot!(svg(&drawing, Role::Image("domains")).replace("><", ">\n<"));
    }

    proptest! {
        #[test]
        fn any_scores_stay_readable(scores in prop::collection::vec(prop::option::of(0.0..=100.0_f64), 1..8)) {
            assert_sound(&chart(&scores, 300.0).draw());
        }
    }
}
