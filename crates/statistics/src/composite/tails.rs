//! What is kept of a score over many draws: as much of both ends as its interval is read from, and on
//! which side of another it lay. To keep every draw would be most of the memory that is used.

use std::cmp::Ordering;

use crate::Range;

/// Draws whose scores are looked at for the intervals of scores. Ranks are counted in all draws.
const LOOKED_AT: u64 = 20_000;

/// Draws by which it is guessed how far from the ends those scores lie that are kept of the others.
const PILOT: u64 = 800;

/// Where an interval's ends lie among the sorted draws.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ends {
    /// How many draws there are.
    draws: usize,
    low: End,
    high: End,
}

/// A quantile by linear interpolation (type 7): the place of the last draw at or before it, from 0 on,
/// and how far on to the next one it lies, from 0 to 1.
#[derive(Debug, Clone, Copy)]
struct End {
    place: usize,
    beyond: f64,
}

impl End {
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at most twenty thousand draws"
    )]
    fn of(draws: usize, p: f64) -> Self {
        let last = draws.saturating_sub(1);
        let at = p.clamp(0.0, 1.0) * last as f64;
        Self {
            place: (at.floor() as usize).min(last),
            beyond: at - at.floor(),
        }
    }

    fn between(self, low: f32, high: Option<f32>) -> f64 {
        let low = f64::from(low);
        low + self.beyond * (high.map_or(low, f64::from) - low)
    }
}

impl Ends {
    /// Of so many draws, with a share `tail` of them beyond each end.
    pub(super) fn new(draws: u64, tail: f64) -> Self {
        #[allow(clippy::cast_possible_truncation, reason = "at most what is looked at")]
        let draws = draws.min(LOOKED_AT) as usize;
        Self {
            draws,
            low: End::of(draws, tail),
            high: End::of(draws, 1.0 - tail),
        }
    }

    /// Whether the scores of a draw are looked at.
    pub(super) fn looks_at(&self, draw: u64) -> bool {
        draw < self.draws as u64
    }

    /// The draws that are made first.
    pub(super) fn pilot(&self) -> u64 {
        PILOT.min(self.draws as u64)
    }

    /// How many of the lowest scores the lower end is read from.
    fn lowest(&self) -> usize {
        (self.low.place + 2).min(self.draws)
    }

    /// How many of the highest scores the upper end is read from.
    fn highest(&self) -> usize {
        self.draws - self.high.place.min(self.draws)
    }
}

/// The scores of many units and rankings over many draws, a row for each.
#[derive(Debug, Clone)]
pub(super) struct Tails {
    ends: Ends,
    /// What is at most so much is kept of each row.
    low_bounds: Vec<f32>,
    /// What is at least so much is.
    high_bounds: Vec<f32>,
    low: Vec<Vec<f32>>,
    high: Vec<Vec<f32>>,
    against: Against,
}

/// Where scores lay against another in the same draws, row by row. Each in a row of its own, so that a processor
/// takes several at once.
#[derive(Debug, Clone)]
struct Against {
    above: Vec<u32>,
    below: Vec<u32>,
    /// How far below the other a score was where it was nearest from below.
    nearest_below: Vec<f32>,
    /// How far above where it was nearest from above.
    nearest_above: Vec<f32>,
}

impl Against {
    fn nothing(rows: usize) -> Self {
        Self {
            above: vec![0; rows],
            below: vec![0; rows],
            nearest_below: vec![f32::NEG_INFINITY; rows],
            nearest_above: vec![f32::INFINITY; rows],
        }
    }

    #[inline]
    fn push(&mut self, first: usize, scores: &[f32], other: f32) {
        let rows = first..first + scores.len();
        for (above, score) in self.above[rows.clone()].iter_mut().zip(scores) {
            *above += u32::from(score - other > 0.0);
        }
        for (below, score) in self.below[rows.clone()].iter_mut().zip(scores) {
            *below += u32::from(score - other < 0.0);
        }
        for (nearest, score) in self.nearest_below[rows.clone()].iter_mut().zip(scores) {
            let ahead = score - other;
            let is_nearer = ahead < 0.0 && ahead > *nearest;
            *nearest = if is_nearer { ahead } else { *nearest };
        }
        for (nearest, score) in self.nearest_above[rows].iter_mut().zip(scores) {
            let ahead = score - other;
            let is_nearer = ahead > 0.0 && ahead < *nearest;
            *nearest = if is_nearer { ahead } else { *nearest };
        }
    }

    fn add(&mut self, other: &Self) {
        let sum = |own: &mut [u32], more: &[u32]| {
            own.iter_mut()
                .zip(more)
                .for_each(|(own, more)| *own += more);
        };
        sum(&mut self.above, &other.above);
        sum(&mut self.below, &other.below);
        for (own, more) in self.nearest_below.iter_mut().zip(&other.nearest_below) {
            *own = own.max(*more);
        }
        for (own, more) in self.nearest_above.iter_mut().zip(&other.nearest_above) {
            *own = own.min(*more);
        }
    }
}

impl Tails {
    /// So many rows, of which everything is kept.
    pub(super) fn new(ends: Ends, rows: usize) -> Self {
        Self::bounded(
            ends,
            vec![f32::INFINITY; rows],
            vec![f32::NEG_INFINITY; rows],
        )
    }

    fn bounded(ends: Ends, low_bounds: Vec<f32>, high_bounds: Vec<f32>) -> Self {
        let rows = low_bounds.len();
        Self {
            ends,
            low_bounds,
            high_bounds,
            low: vec![Vec::new(); rows],
            high: vec![Vec::new(); rows],
            against: Against::nothing(rows),
        }
    }

    /// As many rows without a draw, of which only so much will be kept as the ends are likely read from,
    /// going by the draws made until now.
    pub(super) fn narrowed(&self) -> Self {
        let tail =
            self.ends.lowest().max(self.ends.highest()) as f64 / self.ends.draws.max(1) as f64;
        // Some six standard deviations of what so many draws say of such a share.
        let share = (1.5 * tail + 0.04).min(1.0);
        let bound = |row: &Vec<f32>| {
            let End { place, .. } = End::of(row.len(), share);
            let from_top = row.len().saturating_sub(place + 1);
            let (low, _) = two_at(row, place).unwrap_or((f32::INFINITY, None));
            let (high, _) = two_at(row, from_top).unwrap_or((f32::NEG_INFINITY, None));
            (low, high)
        };
        let (low, high) = self.low.iter().map(bound).unzip();
        Self::bounded(self.ends, low, high)
    }

    /// Whether enough is kept of every row.
    pub(super) fn is_enough(&self) -> bool {
        let (lowest, highest) = (self.ends.lowest(), self.ends.highest());
        self.low.iter().all(|row| row.len() >= lowest)
            && self.high.iter().all(|row| row.len() >= highest)
    }

    /// Takes one draw of some rows, from `first` on, and the score that they are compared with in it.
    #[inline]
    pub(super) fn push(&mut self, first: usize, scores: &[f32], against: Option<f32>) {
        let rows = first..first + scores.len();
        let low = self.low_bounds[rows.clone()].iter().zip(scores);
        for ((bound, score), low) in low.zip(&mut self.low[rows.clone()]) {
            if score <= bound {
                low.push(*score);
            }
        }
        let high = self.high_bounds[rows.clone()].iter().zip(scores);
        for ((bound, score), high) in high.zip(&mut self.high[rows]) {
            if score >= bound {
                high.push(*score);
            }
        }
        if let Some(other) = against {
            self.against.push(first, scores, other);
        }
    }

    /// Takes the draws of another.
    pub(super) fn add(&mut self, other: &Self) {
        self.against.add(&other.against);
        let (low, high) = (self.low.iter_mut(), self.high.iter_mut());
        for (own, more) in low.zip(&other.low).chain(high.zip(&other.high)) {
            own.extend_from_slice(more);
        }
    }

    /// The interval of the score of a row; none without draws.
    pub(super) fn range(&self, row: usize) -> Option<Range> {
        let Ends { low, high, .. } = self.ends;
        let (of_low, of_high) = (self.low.get(row)?, self.high.get(row)?);
        let top = of_high.len().checked_sub(self.ends.highest())?;
        let (below, above) = (two_at(of_low, low.place)?, two_at(of_high, top)?);
        Some(Range {
            low: low.between(below.0, below.1),
            high: high.between(above.0, above.1),
        })
    }

    /// On which side of the score that it is compared with the whole interval of the difference lies. How many draws
    /// lie on each side says it, unless an end falls between two draws on different sides.
    pub(super) fn side(&self, row: usize) -> Ordering {
        let (draws, low, high) = (self.ends.draws, self.ends.low, self.ends.high);
        let of = |counts: &[u32]| counts.get(row).map_or(0, |count| *count as usize);
        let (above, below) = (of(&self.against.above), of(&self.against.below));
        let nearest = |rows: &[f32]| rows.get(row).copied().unwrap_or(0.0);
        let nearest_below = nearest(&self.against.nearest_below);
        let nearest_above = nearest(&self.against.nearest_above);
        let not_above = draws.saturating_sub(above);
        let is_level = not_above > below;
        let is_above = match not_above.checked_sub(low.place + 1) {
            None => true,
            Some(0) => {
                let last = if is_level { 0.0 } else { nearest_below };
                let next = (not_above < draws).then_some(nearest_above);
                low.between(last, next) > 0.0
            }
            Some(_) => false,
        };
        let is_below = match below.checked_sub(high.place + 1) {
            None => false,
            Some(0) => {
                let next = if is_level { 0.0 } else { nearest_above };
                let next = (below < draws).then_some(next);
                high.between(nearest_below, next) < 0.0
            }
            Some(_) => true,
        };
        match (is_above, is_below) {
            (true, _) => Ordering::Greater,
            (_, true) => Ordering::Less,
            _ => Ordering::Equal,
        }
    }
}

/// The number at a place among sorted ones, and the next, without sorting all of them.
fn two_at(numbers: &[f32], place: usize) -> Option<(f32, Option<f32>)> {
    let mut numbers = numbers.to_vec();
    if place >= numbers.len() {
        return None;
    }
    let (_, at, above) = numbers.select_nth_unstable_by(place, f32::total_cmp);
    let next = above.iter().copied().min_by(f32::total_cmp);
    Some((*at, next))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantile;
    use proptest::prelude::*;

    /// A first row that no nation is beside, and a second that one is.
    fn take(tails: &mut Tails, scores: &[(f64, f64)]) {
        for (score, nation) in scores {
            tails.push(0, &[-*score as f32], None);
            tails.push(1, &[*score as f32], Some(*nation as f32));
        }
    }

    fn ends(draws: usize, interval: f64) -> Ends {
        Ends::new(draws as u64, (1.0 - interval) / 2.0)
    }

    #[test]
    fn what_is_kept_by_a_pilot_is_enough_and_little() {
        let ends = ends(10_000, 0.95);
        let scores: Vec<(f64, f64)> = (0..10_000)
            .map(|draw| (f64::from(draw * 7_919 % 10_007), 5_000.0))
            .collect();
        let (first, others) = scores.split_at(PILOT as usize);
        let mut pilot = Tails::new(ends, 2);
        take(&mut pilot, first);
        let mut rest = pilot.narrowed();
        take(&mut rest, others);
        assert!(rest.low[1].len() < 1_500 && rest.high[1].len() < 1_500);
        rest.add(&pilot);
        assert!(rest.is_enough());
        let mut all = Tails::new(ends, 2);
        take(&mut all, &scores);
        assert_eq!(rest.range(1), all.range(1));
        assert_eq!(rest.range(0), all.range(0));
        // Of all but one value the same, so that a bound is a value of most draws.
        let mut pilot = Tails::new(ends, 2);
        take(&mut pilot, &vec![(100.0, 0.0); PILOT as usize]);
        let mut rest = pilot.narrowed();
        take(&mut rest, &vec![(100.0, 0.0); 10_000 - PILOT as usize]);
        rest.add(&pilot);
        assert!(rest.is_enough());
        // Nothing of what comes later is as low as the bound.
        let mut rest = pilot.narrowed();
        take(&mut rest, &vec![(101.0, 0.0); 10_000 - PILOT as usize]);
        assert!(!rest.is_enough());
    }

    proptest! {
        #[test]
        fn an_interval_and_a_band_are_those_of_all_draws(
            scores in proptest::collection::vec((-9..10_i8, -1..2_i8), 1..80),
            interval in 0.0..1.0_f64,
            parted in 0..80_usize,
        ) {
            let ends = ends(scores.len(), interval);
            let of = |(a, b): &(i8, i8)| (f64::from(*a), f64::from(*b));
            let scores: Vec<(f64, f64)> = scores.iter().map(of).collect();
            // Drawn by two threads.
            let (first, second) = scores.split_at(parted.min(scores.len()));
            let mut found = Tails::new(ends, 2);
            take(&mut found, first);
            let mut others = Tails::new(ends, 2);
            take(&mut others, second);
            found.add(&others);

            let all = |of: fn(&(f64, f64)) -> f64| {
                let all: Vec<f64> = scores.iter().map(of).collect();
                let tail = (1.0 - interval) / 2.0;
                (quantile(&all, tail).unwrap(), quantile(&all, 1.0 - tail).unwrap())
            };
            let range = found.range(1).unwrap();
            let (low, high) = all(|(score, _)| *score);
            prop_assert!((range.low - low).abs() < 1e-9 && (range.high - high).abs() < 1e-9);
            let (low, high) = all(|(score, nation)| score - nation);
            let expected = if low > 0.0 {
                Ordering::Greater
            } else if high < 0.0 {
                Ordering::Less
            } else {
                Ordering::Equal
            };
            prop_assert_eq!(found.side(1), expected);
        }
    }
}
