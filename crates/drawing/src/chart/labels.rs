//! Finding room for labels so that none covers another.

use super::bounds::Bounds;
use super::drawing::{Anchor, Paint, Shape, Stroke};
use super::measure_text::{CAP_HEIGHT, LINE, fit, width, wrap};
use super::plot::LABEL_SIZE;

/// Moves intervals as little as possible so that none overlaps another and all lie between `low`
/// and `high`.
///
/// Each is given by its wanted centre and its length; they come back as centres, in the order
/// given. If they are together longer than the room, the last reach beyond `high`.
pub(super) fn spread(wanted: &[(f64, f64)], low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].0.total_cmp(&wanted[*b].0));
    let sorted: Vec<(f64, f64)> = order.iter().map(|place| wanted[*place]).collect();
    let mut centres = vec![0.0; wanted.len()];
    for (place, centre) in order.into_iter().zip(spread_in_order(&sorted, low, high)) {
        centres[place] = centre;
    }
    centres
}

/// The same for intervals that must keep their order, whatever their wanted centres.
pub(super) fn spread_in_order(wanted: &[(f64, f64)], low: f64, high: f64) -> Vec<f64> {
    let mut taken = 0.0;
    let starts = wanted.iter().map(|(centre, length)| {
        let start = centre - length / 2.0 - taken;
        taken += length;
        start
    });
    let pooled = pool(&starts.collect::<Vec<_>>());
    let total = taken;
    let mut before = 0.0;
    let centres = wanted.iter().zip(pooled).map(|((_, length), start)| {
        let centre = start.min(high - total).max(low) + before + length / 2.0;
        before += length;
        centre
    });
    centres.collect()
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
    /// Room kept free on its left for a sign.
    pub(super) indent: f64,
}

/// Widest a label beside the plotting area becomes before it is broken into two lines.
const SIDE_ROOM: f64 = 104.0;
/// Room between the plotting area and the labels beside it.
pub(super) const SIDE_GAP: f64 = 6.0;

impl SideLabel {
    /// A name with its number, on one to four lines.
    pub(super) fn new(y: f64, name: &str, number: &str, bold: bool) -> Self {
        let whole = format!("{name} {number}");
        let lines = if width(&whole, LABEL_SIZE, bold) <= SIDE_ROOM {
            vec![whole.trim().to_owned()]
        } else {
            broken(name, number, bold)
        };
        Self {
            y,
            lines,
            bold,
            paint: Paint::Ink,
            indent: 0.0,
        }
    }

    fn height(&self) -> f64 {
        self.lines.len() as f64 * LABEL_SIZE * LINE
    }

    fn width(&self) -> f64 {
        let lines = self
            .lines
            .iter()
            .map(|line| width(line, LABEL_SIZE, self.bold));
        self.indent + lines.fold(0.0, f64::max)
    }

    fn shapes(&self, x: f64, centre: f64) -> impl Iterator<Item = Shape> {
        let step = LABEL_SIZE * LINE;
        let above = step * (self.lines.len() as f64 - 1.0) / 2.0;
        let first = centre - above + CAP_HEIGHT * LABEL_SIZE / 2.0;
        self.lines.iter().enumerate().map(move |(count, line)| {
            let at = (x + SIDE_GAP + self.indent, first + step * count as f64);
            let text = Shape::text(at, LABEL_SIZE, line).painted(self.paint);
            if self.bold { text.bold() } else { text }
        })
    }
}

/// A name broken into lines, the number after it on the last.
fn broken(name: &str, number: &str, bold: bool) -> Vec<String> {
    let mut lines = wrap(name, LABEL_SIZE, bold, SIDE_ROOM, 3);
    let last = lines.pop().unwrap_or_default();
    let joined = format!("{last} {number}");
    if width(joined.trim(), LABEL_SIZE, bold) <= SIDE_ROOM {
        lines.push(joined.trim().to_owned());
    } else {
        lines.extend([last, number.to_owned()]);
    }
    lines.retain(|line| !line.is_empty());
    lines
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

/// The heights at which the labels stand, one below another, each as near its own as can be.
pub(super) fn heights(labels: &[SideLabel], top: f64, bottom: f64) -> Vec<f64> {
    let wanted: Vec<_> = labels
        .iter()
        .map(|label| (label.y, label.height()))
        .collect();
    spread(&wanted, top, bottom)
}

/// Sets the labels beside the plotting area.
pub(super) fn beside(labels: &[SideLabel], x: f64, top: f64, bottom: f64) -> Vec<Shape> {
    let centres = heights(labels, top, bottom);
    let set = labels.iter().zip(centres);
    set.flat_map(|(label, centre)| label.shapes(x, centre))
        .collect()
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

    /// The label where there is most room for it, with a line leading to it if it is far from its
    /// point; nothing if there is no room.
    pub(super) fn place(&mut self, wish: &Wish<'_>) -> Option<(Shape, Option<Shape>)> {
        let room = (self.room.right - self.room.left) * 0.75;
        let text = fit(wish.text, LABEL_SIZE, wish.bold, room);
        let wide = width(&text, LABEL_SIZE, wish.bold);
        let free = positions(wish).filter_map(|spot| {
            let bounds = Bounds::of_text(spot.at, wide, LABEL_SIZE, spot.anchor);
            let leader = spot.leader(wish, &bounds);
            Some((
                self.cost(&bounds, leader)? + spot.cost,
                spot,
                bounds,
                leader,
            ))
        });
        let (_, spot, bounds, leader) = free.min_by(|a, b| a.0.total_cmp(&b.0))?;
        self.taken.push(bounds);
        self.points.extend(along(leader));
        let shape = Shape::text(spot.at, LABEL_SIZE, text).anchored(spot.anchor);
        let shape = if wish.bold { shape.bold() } else { shape };
        let line = leader.map(|[from, to]| Shape::line(from, to, Stroke::solid(Paint::Ink, 0.75)));
        Some((shape, line))
    }

    /// How many points a label covers; nothing if it or its line covers a label, or if it leaves
    /// the room.
    fn cost(&self, bounds: &Bounds, leader: Option<Leader>) -> Option<f64> {
        let pierced = |taken: &Bounds| along(leader).any(|point| taken.holds(point, 1.0));
        let blocked = |taken: &Bounds| taken.overlaps(bounds) || pierced(taken);
        if self.taken.iter().any(blocked) || !bounds.within(&self.room) {
            return None;
        }
        let covered = self
            .points
            .iter()
            .filter(|point| bounds.holds(**point, 2.5));
        Some(covered.count() as f64)
    }
}

/// A line from a mark to its label.
type Leader = [(f64, f64); 2];

/// Points a few points apart on a line, if there is one.
fn along(line: Option<Leader>) -> impl Iterator<Item = (f64, f64)> {
    const STEPS: u32 = 12;
    line.into_iter().flat_map(|[from, to]| {
        (0..=STEPS).map(move |step| {
            let share = f64::from(step) / f64::from(STEPS);
            (
                from.0 + (to.0 - from.0) * share,
                from.1 + (to.1 - from.1) * share,
            )
        })
    })
}

/// A place for a label: its point on the baseline and what it costs to stand there.
struct Spot {
    at: (f64, f64),
    anchor: Anchor,
    gap: f64,
    cost: f64,
}

/// Farthest a label stands from its mark without a line leading to it.
const NEAR: f64 = 9.0;

impl Spot {
    /// The line from the mark to the label, if it is far.
    fn leader(&self, wish: &Wish<'_>, bounds: &Bounds) -> Option<Leader> {
        if self.gap <= NEAR {
            return None;
        }
        let (x, y) = wish.at;
        let to = (
            x.clamp(bounds.left, bounds.right),
            y.clamp(bounds.top, bounds.bottom),
        );
        let (dx, dy) = (to.0 - x, to.1 - y);
        let length = (dx * dx + dy * dy).sqrt();
        let start = wish.radius / length.max(wish.radius);
        Some([(x + dx * start, y + dy * start), to])
    }
}

/// Distances from a mark at which its label is tried.
const GAPS: [f64; 8] = [3.0, 8.0, 14.0, 22.0, 32.0, 46.0, 64.0, 90.0];

/// Places around a mark, from the nearest.
fn positions(wish: &Wish<'_>) -> impl Iterator<Item = Spot> {
    let ((x, y), radius) = (wish.at, wish.radius);
    let cap = CAP_HEIGHT * LABEL_SIZE;
    GAPS.into_iter().flat_map(move |gap| {
        let side = radius + gap;
        let slope = side * 0.8;
        // A slanting line is harder to follow.
        let slant = if gap > NEAR { gap / 20.0 } else { 0.0 };
        [
            ((x + side, y + cap / 2.0), Anchor::Start, 0.0),
            ((x - side, y + cap / 2.0), Anchor::End, 0.1),
            ((x + slope, y - slope), Anchor::Start, 0.2 + slant),
            ((x - slope, y - slope), Anchor::End, 0.25 + slant),
            ((x, y - side), Anchor::Middle, 0.2),
            ((x, y + side + cap), Anchor::Middle, 0.25),
            ((x - 4.0, y - side), Anchor::Start, 0.3),
            ((x + 4.0, y - side), Anchor::End, 0.35),
            ((x - 4.0, y + side + cap), Anchor::Start, 0.35),
            ((x + 4.0, y + side + cap), Anchor::End, 0.35),
            ((x + slope, y + slope + cap), Anchor::Start, 0.3 + slant),
            ((x - slope, y + slope + cap), Anchor::End, 0.3 + slant),
        ]
        .map(|(at, anchor, cost)| Spot {
            at,
            anchor,
            gap,
            cost: cost + gap / 12.0,
        })
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
        let (first, _) = placer.place(&wish).unwrap();
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
        let (second, _) = placer.place(&wish).unwrap();
        let [first, second] = [first, second].map(|shape| Bounds::of(&shape).unwrap());
        assert!(!first.overlaps(&second));
    }
}
