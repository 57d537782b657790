//! Ranks of many draws, counted.

use crate::scoring::by::AuthorityIndex;

/// How many stretches the scores of a draw are parted into before they are sorted.
const STRETCHES: usize = 256;

/// As many scores in one stretch as are sorted faster one by one than all anew.
const FEW: u32 = 24;

/// Sorts and gives ranks; kept between draws so that nothing is allocated.
#[derive(Debug, Default)]
pub(in crate::scoring) struct Ranker {
    scores: Vec<f64>,
    /// The stretch that each score lies in.
    stretches: Vec<u8>,
    /// Scores with their positions, best first.
    order: Vec<(f64, u32)>,
}

impl Ranker {
    /// Calls `each` with the position of every score and its rank: 1 is best, ties share the
    /// smaller.
    pub(in crate::scoring) fn rank(
        &mut self,
        scores: impl ExactSizeIterator<Item = f64>,
        mut each: impl FnMut(usize, usize),
    ) {
        self.scores.clear();
        self.scores.extend(scores);
        self.sort();
        let mut shared = (0, f64::NAN);
        for (place, (score, position)) in (1..).zip(&self.order) {
            // Not by !=, which is true of what is not a number.
            if !(shared.1 == *score) {
                shared = (place, *score);
            }
            each(*position as usize, shared.0);
        }
    }

    /// Puts the scores in order: first by the stretch between the best and the worst that they lie in,
    /// which leaves hardly any out of place, then one by one.
    fn sort(&mut self) {
        let ends = |(low, high): (f64, f64), score: &f64| (low.min(*score), high.max(*score));
        let (low, high) = self
            .scores
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), ends);
        let per_point = (STRETCHES - 1) as f64 / (high - low);
        let mut counts = [0_u32; STRETCHES];
        self.stretches.clear();
        for score in &self.scores {
            let stretch = ((high - score) * per_point) as u8;
            counts[usize::from(stretch)] += 1;
            self.stretches.push(stretch);
        }
        let fullest = counts.iter().copied().max().unwrap_or(0);
        let mut next = 0;
        for count in &mut counts {
            next += std::mem::replace(count, next);
        }
        self.order.clear();
        self.order.resize(self.scores.len(), (0.0, 0));
        for (position, (score, stretch)) in (0..).zip(self.scores.iter().zip(&self.stretches)) {
            let place = &mut counts[usize::from(*stretch)];
            self.order[*place as usize] = (*score, position);
            *place += 1;
        }
        if fullest > FEW {
            self.order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
        } else {
            self.settle();
        }
    }

    /// Moves each score before the worse ones that stand before it.
    fn settle(&mut self) {
        for at in 1..self.order.len() {
            let moved = self.order[at];
            let mut to = at;
            while to > 0 && self.order[to - 1].0 < moved.0 {
                self.order[to] = self.order[to - 1];
                to -= 1;
            }
            self.order[to] = moved;
        }
    }
}

/// How often each member of a ranking had each rank.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Places {
    members: Vec<AuthorityIndex>,
    /// Member by member, how often it had rank 1, 2, …
    counts: Vec<u32>,
}

impl Places {
    pub(super) fn new(members: Vec<AuthorityIndex>) -> Self {
        let counts = vec![0; members.len() * members.len()];
        Self { members, counts }
    }

    /// Ranks one draw and counts it.
    pub(super) fn count(&mut self, ranker: &mut Ranker, score: impl Fn(AuthorityIndex) -> f64) {
        let size = self.members.len();
        let counts = &mut self.counts;
        let scores = self.members.iter().map(|member| score(*member));
        ranker.rank(scores, |position, rank| {
            counts[position * size + rank - 1] += 1;
        });
    }

    pub(super) fn add(&mut self, other: &Self) {
        debug_assert_eq!(self.members, other.members);
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count += more;
        }
    }

    /// How often a member had rank 1, 2, …; none of those that are not ranked.
    pub(super) fn of(&self, member: AuthorityIndex) -> Option<&[u32]> {
        let size = self.members.len();
        let position = self.members.iter().position(|other| *other == member)?;
        Some(&self.counts[position * size..(position + 1) * size])
    }
}

/// The quantile of a share p of counted ranks, by the rule of [`crate::statistics::quantile`].
pub(super) fn rank_quantile(counts: &[u32], p: f64) -> Option<f64> {
    let draws: u64 = counts.iter().map(|count| u64::from(*count)).sum();
    let last = draws.checked_sub(1)?;
    #[allow(clippy::cast_precision_loss, reason = "at most ten million draws")]
    let at = p.clamp(0.0, 1.0) * last as f64;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "not negative"
    )]
    let below = at.floor() as u64;
    let (low, high) = (
        rank_at(counts, below),
        rank_at(counts, (below + 1).min(last)),
    );
    Some(low + (at - at.floor()) * (high - low))
}

/// Which end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// That of the smaller ranks.
    Low,
    /// That of the larger ones.
    High,
}

/// How near to a whole rank a quantile is one: what arithmetic leaves, and far less than the weight of a
/// draw among ten million.
const NEARNESS: f64 = 1e-8;

/// The end of an interval of ranks: its quantile as the next whole rank outward, since there is no
/// rank between two.
pub(super) fn whole_rank(counts: &[u32], p: f64, side: Side) -> Option<u32> {
    let quantile = rank_quantile(counts, p)?;
    let whole = match side {
        Side::Low => (quantile + NEARNESS).floor(),
        Side::High => (quantile - NEARNESS).ceil(),
    };
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole rank, from 1 on"
    )]
    Some(whole as u32)
}

/// The rank at a place of the sorted draws.
#[allow(clippy::cast_precision_loss, reason = "a few hundred ranks")]
fn rank_at(counts: &[u32], place: u64) -> f64 {
    let mut seen = 0;
    for (rank, count) in (1_u32..).zip(counts) {
        seen += u64::from(*count);
        if seen > place {
            return f64::from(rank);
        }
    }
    counts.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::{competition_ranks, quantile};
    use proptest::prelude::*;

    #[test]
    fn scores_that_differ_in_their_last_digit_only_are_told_apart() {
        let score = 50.0_f64;
        let scores = [score, score.next_up(), score, score.next_down()];
        let mut found = [0; 4];
        Ranker::default().rank(scores.into_iter(), |at, rank| found[at] = rank);
        assert_eq!(found, [2, 1, 2, 4]);
    }

    #[test]
    fn ends_of_an_interval_are_whole_ranks_outward() {
        // Twenty draws: of 2, 4, 7 and 9.
        let counts = [0, 1, 0, 9, 0, 0, 9, 0, 1];
        let ends = |p| {
            let end = |side| whole_rank(&counts, p, side).unwrap();
            (end(Side::Low), end(Side::High))
        };
        // Between the first draw and the second 2 and 4, in the middle 4 and 7: 5.5.
        assert_eq!(rank_quantile(&counts, 0.025), Some(2.95));
        assert_eq!(ends(0.025), (2, 3));
        assert_eq!(ends(0.5), (5, 6));
        assert_eq!(rank_quantile(&counts, 0.975).map(|q| q > 8.0), Some(true));
        assert_eq!(ends(0.975), (8, 9));
        // What is a rank stays one, also where arithmetic leaves a trace.
        assert_eq!(ends(0.2), (4, 4));
        assert_eq!(ends(1.0), (9, 9));
        assert_eq!(whole_rank(&[3], 0.025, Side::High), Some(1));
        assert_eq!(whole_rank(&[0], 0.5, Side::Low), None);
    }

    proptest! {
        #[test]
        fn ranks_are_those_of_the_scorecard(scores in proptest::collection::vec(-2..3_i8, 1..30)) {
            let scores: Vec<f64> = scores.into_iter().map(f64::from).collect();
            let mut found = vec![None; scores.len()];
            Ranker::default().rank(scores.iter().copied(), |at, rank| found[at] = Some(rank));
            let expected: Vec<Option<f64>> = scores.iter().copied().map(Some).collect();
            prop_assert_eq!(found, competition_ranks(&expected));
        }

        #[test]
        fn quantiles_of_counts_are_those_of_the_ranks(ranks in proptest::collection::vec(1..9_u8, 1..60), p in 0.0..1.0_f64) {
            let mut counts = [0; 9];
            for rank in &ranks {
                counts[usize::from(*rank) - 1] += 1;
            }
            let ranks: Vec<f64> = ranks.into_iter().map(f64::from).collect();
            let (found, expected) = (rank_quantile(&counts, p).unwrap(), quantile(&ranks, p).unwrap());
            prop_assert!((found - expected).abs() < 1e-12);
        }
    }
}
