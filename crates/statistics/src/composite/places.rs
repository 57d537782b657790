//! Ranks of many draws, counted.

use super::ranker::Ranker;

/// Draws after which counts are put together at the latest: a count of more would not fit.
pub(super) const AT_MOST: u64 = 60_000;

/// How often each member of a ranking had each rank, over some draws.
#[derive(Debug, Clone)]
pub(super) struct Places {
    size: usize,
    /// Member by member, how often it had rank 1, 2, …; small, so that they stay at hand.
    counts: Vec<u16>,
}

impl Places {
    pub(super) fn new(size: usize) -> Self {
        let counts = vec![0; size * size];
        Self { size, counts }
    }

    /// Ranks one draw and counts it.
    #[inline]
    pub(super) fn count(
        &mut self,
        ranker: &mut Ranker,
        scores: impl ExactSizeIterator<Item = f64>,
    ) {
        let (size, counts) = (self.size, &mut self.counts);
        ranker.rank(scores, |position, rank| {
            counts[position * size + rank - 1] += 1;
        });
    }
}

/// How often each member of a ranking had each rank, over all draws.
#[derive(Debug, Clone, PartialEq)]
pub struct RankCounts {
    size: usize,
    counts: Vec<u32>,
}

impl RankCounts {
    pub(super) fn new(size: usize) -> Self {
        let counts = vec![0; size * size];
        Self { size, counts }
    }

    pub(super) fn add(&mut self, places: &Places) {
        debug_assert_eq!(self.size, places.size);
        for (count, more) in self.counts.iter_mut().zip(&places.counts) {
            *count += u32::from(*more);
        }
    }

    pub(super) fn add_counts(&mut self, more: &Self) {
        debug_assert_eq!(self.size, more.size);
        for (count, more) in self.counts.iter_mut().zip(&more.counts) {
            *count += more;
        }
    }

    /// How often a member had rank 1, 2, …, by its place among the ranked.
    pub fn of(&self, member: usize) -> &[u32] {
        &self.counts[member * self.size..(member + 1) * self.size]
    }
}

/// The quantile of a share p of counted ranks, by the rule of [`crate::quantile`].
pub fn rank_quantile(counts: &[u32], p: f64) -> Option<f64> {
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
pub enum Side {
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
pub fn whole_rank(counts: &[u32], p: f64, side: Side) -> Option<u32> {
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
    use crate::quantile;
    use proptest::prelude::*;

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
