//! One bar made of parts: what each domain adds to a score.

use serde::{Deserialize, Serialize};

use super::data::{Datum, Reading};
use super::drawing::{Anchor, Drawing, Paint, Shape, Stroke};
use super::labels::spread_in_order;
use super::legend::{Key, keys};
use super::measure_text::{CAP_HEIGHT, width};
use super::plot::{LABEL_SIZE, NARROWEST, TICK_SIZE};
use super::words;

/// Up to four parts laid end to end, each named.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StackedBar {
    /// The finding, in a sentence.
    pub title: String,
    /// Text alternative; without one it lists the parts.
    pub description: Option<String>,
    /// Width in points, at least 240.
    pub width: f64,
    /// The length of the whole scale: 100 for a score.
    pub full: f64,
    /// What the parts add up to, printed at the end of the bar.
    pub total: Reading,
    /// Up to four, in the order of the colours; further ones are not drawn, nor negative ones.
    pub parts: Vec<Datum>,
}

const TOP: f64 = 4.0;
const BAR_HEIGHT: f64 = 24.0;
/// The paint between two parts.
const SEAM: f64 = 1.0;
const BETWEEN: f64 = 12.0;

/// A part with its stretch of the bar.
struct Part<'a> {
    datum: &'a Datum,
    paint: Paint,
    left: f64,
    right: f64,
}

impl Part<'_> {
    fn holds_number(&self) -> bool {
        let number = width(&self.datum.reading.display, LABEL_SIZE, true);
        number + 6.0 < self.right - self.left
    }

    /// The name, with the number if it does not stand in the bar.
    fn caption(&self) -> String {
        if self.holds_number() {
            self.datum.label.clone()
        } else {
            self.datum.caption()
        }
    }
}

impl StackedBar {
    /// Draws the bar; without parts, a drawing that says "No data".
    ///
    /// Names stand below their parts if there is room for all of them on one line, otherwise as
    /// keys in the same order.
    pub fn draw(&self) -> Drawing {
        let parts = self.laid_out();
        if parts.is_empty() {
            return Drawing::no_data(&self.title, self.width);
        }
        let canvas = self.width.max(NARROWEST);
        let mut shapes = self.bar(&parts);
        let below = TOP + BAR_HEIGHT;
        let (labels, height) = labels_below(&parts, canvas, below)
            .unwrap_or_else(|| keys_below(&parts, canvas, below));
        shapes.extend(labels);
        Drawing {
            width: canvas,
            height: below + height,
            title: self.title.clone(),
            description: self.description.clone().unwrap_or_else(|| self.summary()),
            shapes,
        }
    }

    /// Right end of the scale, left of the total.
    fn end(&self) -> f64 {
        self.width.max(NARROWEST) - width(&self.total.display, LABEL_SIZE + 2.0, true) - 10.0
    }

    fn laid_out(&self) -> Vec<Part<'_>> {
        let drawn = |datum: &&Datum| datum.reading.value.is_finite() && datum.reading.value >= 0.0;
        let parts: Vec<&Datum> = self.parts.iter().filter(drawn).take(4).collect();
        let sum: f64 = parts.iter().map(|datum| datum.reading.value).sum();
        let scale = (self.end() - 2.0) / self.full.max(sum).max(f64::MIN_POSITIVE);
        let mut left = 2.0;
        let laid = parts
            .into_iter()
            .zip(Paint::CATEGORIES)
            .map(|(datum, paint)| {
                let right = left + datum.reading.value * scale;
                let part = Part {
                    datum,
                    paint,
                    left,
                    right,
                };
                left = right;
                part
            });
        laid.collect()
    }

    fn bar(&self, parts: &[Part<'_>]) -> Vec<Shape> {
        let middle = TOP + BAR_HEIGHT / 2.0;
        let track = Shape::Rectangle {
            x: 2.0,
            y: TOP,
            width: self.end() - 2.0,
            height: BAR_HEIGHT,
            fill: None,
            stroke: Some(Stroke::solid(Paint::Muted, 0.75)),
        };
        let mut shapes = vec![track];
        for part in parts {
            let wide = (part.right - part.left - SEAM).max(0.0);
            shapes.push(Shape::bar((part.left, TOP), wide, BAR_HEIGHT, part.paint));
        }
        for part in parts.iter().filter(|part| part.holds_number()) {
            let at = (
                (part.left + part.right) / 2.0,
                middle + CAP_HEIGHT * LABEL_SIZE / 2.0,
            );
            let number = Shape::text(at, LABEL_SIZE, &part.datum.reading.display).bold();
            shapes.push(number.anchored(Anchor::Middle).painted(part.paint.on_top()));
        }
        let size = LABEL_SIZE + 2.0;
        let at = (self.end() + 6.0, middle + CAP_HEIGHT * size / 2.0);
        shapes.push(Shape::text(at, size, &self.total.display).bold());
        shapes
    }

    fn summary(&self) -> String {
        let parts = self.laid_out();
        let named: Vec<String> = parts.iter().map(|part| words::named(part.datum)).collect();
        format!("{}; together {}.", named.join("; "), self.total.display)
    }
}

/// The names on one line, each beginning below its part, with a short line leading to it.
fn labels_below(parts: &[Part<'_>], canvas: f64, top: f64) -> Option<(Vec<Shape>, f64)> {
    let captions: Vec<String> = parts.iter().map(Part::caption).collect();
    let wide = |text: &String| width(text, TICK_SIZE, false) + BETWEEN;
    let wanted: Vec<(f64, f64)> = parts
        .iter()
        .zip(&captions)
        .map(|(part, text)| (part.left + wide(text) / 2.0, wide(text)))
        .collect();
    if wanted.iter().map(|(_, length)| length).sum::<f64>() > canvas {
        return None;
    }
    let centres = spread_in_order(&wanted, 2.0, canvas - 2.0 + BETWEEN);
    let mut shapes = Vec::new();
    for ((part, text), centre) in parts.iter().zip(&captions).zip(centres) {
        let left = centre - wide(text) / 2.0;
        let foot = (part.left + part.right) / 2.0;
        let foot = foot.min(part.left + 4.0);
        let line = Stroke::solid(part.paint, 1.5);
        shapes.push(Shape::line(
            (foot, top + 1.0),
            (left + 4.0, top + 8.0),
            line,
        ));
        shapes.push(Shape::text((left, top + 17.5), TICK_SIZE, text));
    }
    Some((shapes, 22.0))
}

/// The names as keys, one after another.
fn keys_below(parts: &[Part<'_>], canvas: f64, top: f64) -> (Vec<Shape>, f64) {
    let list: Vec<Key> = parts
        .iter()
        .map(|part| {
            let paint = part.paint;
            let sign =
                move |(x, y): (f64, f64)| vec![Shape::bar((x - 5.0, y - 4.0), 10.0, 8.0, paint)];
            Key {
                sign: Box::new(sign),
                label: part.caption(),
            }
        })
        .collect();
    let (shapes, height) = keys(&list, 2.0, canvas - 2.0, top + 4.0);
    (shapes, height + 6.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::checks::{LONG, assert_sound};
    use super::super::svg::{Role, svg};
    use super::*;

    fn chart(values: &[f64], width: f64) -> StackedBar {
        let names = [
            "Missing",
            "Return interviews",
            "Placements",
            "Stability and oversight",
        ];
        let parts = values.iter().zip(names.iter().cycle());
        StackedBar {
            title: "Half of the score comes from two domains".to_owned(),
            description: None,
            width,
            full: 100.0,
            total: Reading::new(
                values.iter().sum(),
                format!("{:.1}", values.iter().sum::<f64>()),
            ),
            parts: parts
                .map(|(v, name)| Datum::new(*name, *v, format!("{v:.1}")))
                .collect(),
        }
    }

    #[test]
    fn hard_values_stay_readable() {
        for values in [
            vec![0.0],
            vec![100.0],
            vec![0.0; 4],
            vec![25.0; 4],
            vec![1.0, 1.0, 97.0, 1.0],
        ] {
            for width in [240.0, 480.0] {
                assert_sound(&chart(&values, width).draw());
            }
        }
        let mut chart = chart(&[20.0, 30.0], 240.0);
        for part in &mut chart.parts {
            part.label = LONG.to_owned();
        }
        assert_sound(&chart.draw());
    }

    #[test]
    fn parts_are_as_long_as_their_values() {
        let chart = chart(&[10.0, 40.0], 480.0);
        let lengths: Vec<f64> = chart
            .laid_out()
            .iter()
            .map(|part| part.right - part.left)
            .collect();
        assert!((lengths[1] - 4.0 * lengths[0]).abs() < 1e-9);
        assert_eq!(
            chart.draw().description,
            "Missing, 10.0; Return interviews, 40.0; together 50.0."
        );
    }

    #[test]
    fn no_parts_say_so() {
        assert_eq!(chart(&[], 480.0).draw().description, "No data.");
    }

    #[test]
    fn as_svg_it_is_as_it_was() {
        let drawing = chart(&[12.9, 23.7, 4.2, 16.5], 480.0).draw();
        insta::assert_snapshot!(svg(&drawing, Role::Image("parts")).replace("><", ">\n<"));
    }

    proptest! {
        #[test]
        fn any_values_stay_readable(values in prop::collection::vec(0.0..30.0_f64, 1..6)) {
            assert_sound(&chart(&values, 480.0).draw());
        }
    }
}
