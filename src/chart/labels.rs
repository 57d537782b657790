//! Finding room for labels so that none covers another.

use super::drawing::{Anchor, Paint, Shape};
use super::measure_text::{Bounds, CAP_HEIGHT, LINE, fit, width, wrap};
use super::plot::LABEL_SIZE;

/// Moves intervals as little as possible so that none overlaps another and all lie between `low`
/// and `high`.
///
/// Each is given by its wanted centre and its length; they come back as centres, in the order
/// given. If they are together longer than the room, the last reach beyond `high`.
pub(super) fn spread(wanted: &[(f64, f64)], low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].0.total_cmp(&wanted[*b].0));
    let mut starts = Vec::with_capacity(order.len());
    let mut before = 0.0;
    for place in &order {
        let (centre, length) = wanted[*place];
        starts.push(centre - length / 2.0 - before);
        before += length;
    }
    let pooled = pool(&starts);
    let mut centres = vec![0.0; wanted.len()];
    let mut taken = 0.0;
    for (place, start) in order.into_iter().zip(pooled) {
        let length = wanted[place].1;
        let start = start.min(high - before).max(low);
        centres[place] = start + taken + length / 2.0;
        taken += length;
    }
    centres
}

/// The nondecreasing sequence nearest to this one: pools neighbours that are out of order.
fn pool(values: &[f64]) -> Vec<f64> {
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for value in values {
        let mut joined = (*value, 1);
        while let Some((mean, count)) = pools.last().copied() {
            if mean <= joined.0 {
                break;
            }
            let total = mean * count as f64 + joined.0 * joined.1 as f64;
            joined = (total / (count + joined.1) as f64, count + joined.1);
            pools.pop();
        }
        pools.push(joined);
    }
    pools
        .into_iter()
        .flat_map(|(mean, count)| std::iter::repeat_n(mean, count))
        .collect()
}

/// A label to the right of the plotting area, level with what it names.
#[derive(Debug, Clone)]
pub(super) struct SideLabel {
    /// The height it wants to stand at.
    pub(super) y: f64,
    /// What to say, line by line.
    pub(super) lines: Vec<String>,
    pub(super) bold: bool,
    pub(super) paint: Paint,
}

/// Widest a label beside the plotting area becomes before it is broken into two lines.
const SIDE_ROOM: f64 = 104.0;
/// Room between the plotting area and the labels beside it.
pub(super) const SIDE_GAP: f64 = 6.0;

impl SideLabel {
    /// A name with its number, on one to three lines.
    pub(super) fn new(y: f64, name: &str, number: &str, bold: bool) -> Self {
        let whole = format!("{name} {number}");
        let lines = if width(&whole, LABEL_SIZE, bold) <= SIDE_ROOM {
            vec![whole.trim().to_owned()]
        } else {
            let mut lines = wrap(name, LABEL_SIZE, bold, SIDE_ROOM, 2);
            lines.extend((!number.is_empty()).then(|| number.to_owned()));
            lines
        };
        Self {
            y,
            lines,
            bold,
            paint: Paint::Ink,
        }
    }

    fn height(&self) -> f64 {
        self.lines.len() as f64 * LABEL_SIZE * LINE
    }

    fn width(&self) -> f64 {
        self.lines
            .iter()
            .map(|line| width(line, LABEL_SIZE, self.bold))
            .fold(0.0, f64::max)
    }
}

/// Room the labels need between the plotting area and the right edge of the canvas.
pub(super) fn room_beside(labels: &[SideLabel]) -> f64 {
    let widest = labels.iter().map(SideLabel::width).fold(0.0, f64::max);
    if labels.is_empty() {
        8.0
    } else {
        SIDE_GAP + widest + 2.0
    }
}

/// Sets the labels one below another beside the plotting area, each as near its height as can be.
pub(super) fn beside(labels: &[SideLabel], x: f64, top: f64, bottom: f64) -> Vec<Shape> {
    let wanted: Vec<_> = labels
        .iter()
        .map(|label| (label.y, label.height()))
        .collect();
    let centres = spread(&wanted, top, bottom);
    let mut shapes = Vec::new();
    for (label, centre) in labels.iter().zip(centres) {
        let step = LABEL_SIZE * LINE;
        let above = step * (label.lines.len() as f64 - 1.0) / 2.0;
        let first = centre - above + CAP_HEIGHT * LABEL_SIZE / 2.0;
        for (count, line) in label.lines.iter().enumerate() {
            let at = (x + SIDE_GAP, first + step * count as f64);
            let text = Shape::text(at, LABEL_SIZE, line).painted(label.paint);
            shapes.push(if label.bold { text.bold() } else { text });
        }
    }
    shapes
}

/// A label that wants to stand near a point.
#[derive(Debug, Clone)]
pub(super) struct Wish<'a> {
    /// The point, and how far around it is its mark.
    pub(super) at: (f64, f64),
    pub(super) radius: f64,
    /// What to say.
    pub(super) text: &'a str,
    pub(super) bold: bool,
}

/// Places labels one after another, each where it covers no other and as few points as can be.
#[derive(Debug)]
pub(super) struct Placer {
    room: Bounds,
    taken: Vec<Bounds>,
    points: Vec<(f64, f64)>,
}

impl Placer {
    /// Labels stay within `room` and keep off `points` where they can.
    pub(super) fn new(room: Bounds, points: Vec<(f64, f64)>) -> Self {
        Self {
            room,
            taken: Vec::new(),
            points,
        }
    }

    /// The label where there is most room for it, or nothing if there is none.
    pub(super) fn place(&mut self, wish: &Wish<'_>) -> Option<Shape> {
        let text = fit(
            wish.text,
            LABEL_SIZE,
            wish.bold,
            (self.room.right - self.room.left) * 0.5,
        );
        let wide = width(&text, LABEL_SIZE, wish.bold);
        let free = positions(wish).filter_map(|(at, anchor, cost)| {
            let bounds = Bounds::of_text(at, wide, LABEL_SIZE, anchor);
            let covered = self.cost(&bounds)?;
            Some((covered + cost, at, anchor, bounds))
        });
        let (_, at, anchor, bounds) = free.min_by(|a, b| a.0.total_cmp(&b.0))?;
        self.taken.push(bounds);
        let shape = Shape::text(at, LABEL_SIZE, text).anchored(anchor);
        Some(if wish.bold { shape.bold() } else { shape })
    }

    /// How many points a box covers; nothing if it covers a label or leaves the room.
    fn cost(&self, bounds: &Bounds) -> Option<f64> {
        if !bounds.within(&self.room) || self.taken.iter().any(|taken| taken.overlaps(bounds)) {
            return None;
        }
        Some(
            self.points
                .iter()
                .filter(|point| bounds.holds(**point, 1.5))
                .count() as f64,
        )
    }
}

/// Baseline points around a mark, the best first, each with what it costs to stand there.
fn positions(wish: &Wish<'_>) -> impl Iterator<Item = ((f64, f64), Anchor, f64)> {
    let ((x, y), radius) = (wish.at, wish.radius);
    let middle = y + CAP_HEIGHT * LABEL_SIZE / 2.0;
    [3.0, 8.0, 14.0, 22.0].into_iter().flat_map(move |gap| {
        let side = radius + gap;
        let slope = side * 0.8;
        let above = y - side;
        let below = y + side + CAP_HEIGHT * LABEL_SIZE;
        [
            ((x + side, middle), Anchor::Start, 0.0),
            ((x - side, middle), Anchor::End, 0.1),
            ((x + slope, y - slope), Anchor::Start, 0.2),
            ((x - slope, y - slope), Anchor::End, 0.25),
            ((x, above), Anchor::Middle, 0.2),
            ((x, below), Anchor::Middle, 0.25),
            ((x + slope, below), Anchor::Start, 0.3),
            ((x - slope, below), Anchor::End, 0.3),
        ]
        .map(|(at, anchor, cost)| (at, anchor, cost + gap / 6.0))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_with_room_stay_where_they_are() {
        assert_eq!(
            spread(&[(10.0, 4.0), (30.0, 4.0)], 0.0, 100.0),
            [10.0, 30.0]
        );
    }

    #[test]
    fn crowded_intervals_move_apart_around_their_middle() {
        assert_eq!(
            spread(&[(20.0, 10.0), (20.0, 10.0)], 0.0, 100.0),
            [15.0, 25.0]
        );
        assert_eq!(spread(&[(1.0, 10.0), (1.0, 10.0)], 0.0, 100.0), [5.0, 15.0]);
        assert_eq!(
            spread(&[(99.0, 10.0), (98.0, 10.0)], 0.0, 100.0),
            [95.0, 85.0]
        );
    }

    #[test]
    fn a_label_stands_right_of_its_point_if_it_can() {
        let room = Bounds {
            left: 0.0,
            top: 0.0,
            right: 200.0,
            bottom: 100.0,
        };
        let mut placer = Placer::new(room, vec![(50.0, 50.0)]);
        let wish = Wish {
            at: (50.0, 50.0),
            radius: 2.0,
            text: "Norton",
            bold: false,
        };
        let first = placer.place(&wish).unwrap();
        assert!(
            matches!(
                first,
                Shape::Text {
                    anchor: Anchor::Start,
                    ..
                }
            ),
            "{first:?}"
        );
        let second = placer.place(&wish).unwrap();
        assert!(
            !first
                .text_bounds()
                .unwrap()
                .overlaps(&second.text_bounds().unwrap())
        );
    }
}
