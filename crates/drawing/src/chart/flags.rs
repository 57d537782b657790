//! Labels above a plotting area, each beside a pole that stands on what it names.

use super::drawing::{Anchor, Shape, Stroke};
use super::measure_text::{CAP_HEIGHT, LINE, fit, width};
use super::plot::LABEL_SIZE;

/// Height of a row of flags.
pub(super) const ROW: f64 = LABEL_SIZE * LINE + 2.5;
/// Room between a pole and its text.
const BESIDE: f64 = 3.5;
/// Room between two texts of a row, and between the texts and the edges of the canvas.
const APART: f64 = 5.0;
/// So many flags are arranged in the best of all ways; more of them lean towards the middle.
const MOST_TRIED: usize = 8;

/// A label and where its pole stands.
#[derive(Debug, Clone)]
pub(super) struct Flag {
    /// Place of the pole across the canvas.
    pub(super) x: f64,
    /// What to say.
    pub(super) text: String,
    pub(super) bold: bool,
    /// How the pole is drawn; the text has its paint.
    pub(super) stroke: Stroke,
}

/// Where a flag flies: its row, counted upwards, and which side of its pole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) row: usize,
    leftwards: bool,
}

/// Arranges flags so that no text covers another or is crossed by a pole, in as few rows as can
/// be and with as little cut off as can be.
pub(super) fn arrange(flags: &[Flag], canvas: f64) -> Vec<Place> {
    let inwards: Vec<bool> = flags.iter().map(|flag| flag.x > canvas / 2.0).collect();
    let tried: Vec<Vec<bool>> = if flags.len() <= MOST_TRIED {
        (0..1_usize << flags.len())
            .map(|bits| sides(&inwards, bits))
            .collect()
    } else {
        vec![inwards.clone()]
    };
    let arranged = tried.into_iter().filter_map(|sides| {
        let spans: Vec<(f64, f64)> = flags
            .iter()
            .zip(&sides)
            .map(|(flag, left)| flag.span(*left, canvas))
            .collect();
        let rows = rows(flags, &spans)?;
        let cut = flags
            .iter()
            .zip(&sides)
            .filter(|(flag, left)| flag.is_cut(**left, canvas));
        let most = rows.iter().max().copied().unwrap_or(0);
        Some(((cut.count(), most), sides, rows))
    });
    let (sides, rows) = match arranged.min_by_key(|(cost, ..)| *cost) {
        Some((_, sides, rows)) => (sides, rows),
        None => (inwards, (0..flags.len()).collect()),
    };
    let places = rows.into_iter().zip(sides);
    places
        .map(|(row, leftwards)| Place { row, leftwards })
        .collect()
}

/// The sides of which some are turned round: one for every bit that is set.
fn sides(inwards: &[bool], bits: usize) -> Vec<bool> {
    inwards
        .iter()
        .enumerate()
        .map(|(place, left)| left ^ (bits >> place & 1 == 1))
        .collect()
}

/// The lowest rows in which texts with these left and right ends are clear of each other and of
/// the poles; nothing if there are none.
fn rows(flags: &[Flag], spans: &[(f64, f64)]) -> Option<Vec<usize>> {
    let count = flags.len();
    let mut rows = vec![0; count];
    for _ in 0..=count * count {
        let Some(raised) = clash(flags, spans, &rows) else {
            return Some(rows);
        };
        rows[raised] += 1;
        if rows[raised] > count {
            return None;
        }
    }
    None
}

/// A flag that must be raised because a pole crosses it or its text covers another.
fn clash(flags: &[Flag], spans: &[(f64, f64)], rows: &[usize]) -> Option<usize> {
    let pairs = (0..flags.len()).flat_map(|a| (0..flags.len()).map(move |b| (a, b)));
    pairs.filter(|(a, b)| a != b).find_map(|(a, b)| {
        let (left, right) = spans[a];
        let crossed = flags[b].x > left - 1.5 && flags[b].x < right + 1.5;
        let covered = left < spans[b].1 + APART && spans[b].0 < right + APART;
        let raised = (crossed && rows[a] <= rows[b]) || (covered && a > b && rows[a] == rows[b]);
        raised.then_some(a)
    })
}

impl Flag {
    /// Room for the text on a side of the pole.
    fn room(&self, leftwards: bool, canvas: f64) -> f64 {
        (if leftwards { self.x } else { canvas - self.x }) - BESIDE - 2.0
    }

    fn is_cut(&self, leftwards: bool, canvas: f64) -> bool {
        width(&self.text, LABEL_SIZE, self.bold) > self.room(leftwards, canvas)
    }

    /// The text, cut to the room there is.
    fn fitted(&self, leftwards: bool, canvas: f64) -> String {
        fit(
            &self.text,
            LABEL_SIZE,
            self.bold,
            self.room(leftwards, canvas),
        )
    }

    /// Left and right end of the text.
    fn span(&self, leftwards: bool, canvas: f64) -> (f64, f64) {
        let wide = width(&self.fitted(leftwards, canvas), LABEL_SIZE, self.bold);
        if leftwards {
            (self.x - BESIDE - wide, self.x - BESIDE)
        } else {
            (self.x + BESIDE, self.x + BESIDE + wide)
        }
    }

    /// Pole and text; the pole reaches from the top of the text down to `foot`, and the lowest
    /// row lies above `bottom`.
    pub(super) fn shapes(&self, place: Place, foot: f64, bottom: f64, canvas: f64) -> [Shape; 2] {
        let baseline = bottom - 4.0 - ROW * place.row as f64;
        let head = baseline - CAP_HEIGHT * LABEL_SIZE;
        let pole = Shape::line((self.x, foot), (self.x, head), self.stroke);
        let (side, anchor) = if place.leftwards {
            (-BESIDE, Anchor::End)
        } else {
            (BESIDE, Anchor::Start)
        };
        let text = self.fitted(place.leftwards, canvas);
        let text = Shape::text((self.x + side, baseline), LABEL_SIZE, text).anchored(anchor);
        let text = text.painted(self.stroke.paint);
        [pole, if self.bold { text.bold() } else { text }]
    }
}

#[cfg(test)]
mod tests {
    use super::super::drawing::Paint;
    use super::*;

    fn flag(x: f64, text: &str) -> Flag {
        let stroke = Stroke::solid(Paint::Ink, 1.0);
        Flag {
            x,
            text: text.to_owned(),
            bold: false,
            stroke,
        }
    }

    #[test]
    fn two_flags_on_one_pole_fly_to_either_side() {
        let places = arrange(
            &[flag(100.0, "Median 11%"), flag(100.0, "England 11%")],
            200.0,
        );
        assert_eq!((places[0].row, places[1].row), (0, 0));
        assert_ne!(places[0].leftwards, places[1].leftwards);
    }

    #[test]
    fn a_pole_never_crosses_a_text() {
        let flags = [
            flag(90.0, "Norton 7%"),
            flag(100.0, "England 11%"),
            flag(110.0, "Wyre 12%"),
        ];
        let places = arrange(&flags, 200.0);
        for (a, place) in places.iter().enumerate() {
            let (left, right) = flags[a].span(place.leftwards, 200.0);
            for (b, other) in places.iter().enumerate() {
                let crossed = a != b && flags[b].x > left && flags[b].x < right;
                assert!(!crossed || place.row > other.row, "{places:?}");
            }
        }
    }

    #[test]
    fn many_flags_lean_towards_the_middle() {
        let flags: Vec<Flag> = (0..12)
            .map(|x| flag(f64::from(x) * 16.0 + 8.0, "Norton"))
            .collect();
        let places = arrange(&flags, 200.0);
        assert!(!places[0].leftwards && places[11].leftwards);
    }
}
