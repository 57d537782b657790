//! By how many places a ranking differs from another.

use serde::Serialize;

use crate::scoring::Scorecard;
use crate::statistics::competition_ranks;

/// By how many places authorities moved on average between two scorecards of the same panel:
/// those that are ranked in both, ranked among themselves. None where nobody is.
pub fn mean_rank_change(before: &Scorecard, after: &Scorecard) -> Option<f64> {
    let (before, after) = ranked_in_both(before, after);
    let changes: Vec<f64> = before
        .iter()
        .zip(&after)
        .filter_map(|(before, after)| before.zip(*after))
        .map(|(before, after)| distance(before, after))
        .collect();
    #[allow(clippy::cast_precision_loss, reason = "a few hundred authorities")]
    let count = changes.len() as f64;
    (!changes.is_empty()).then(|| changes.iter().sum::<f64>() / count)
}

#[allow(clippy::cast_precision_loss, reason = "a few hundred ranks")]
pub(super) fn distance(before: usize, after: usize) -> f64 {
    before.abs_diff(after) as f64
}

type Ranks = Vec<Option<usize>>;

/// The ranks among those that are ranked in both.
fn ranked_in_both(before: &Scorecard, after: &Scorecard) -> (Ranks, Ranks) {
    let both: Vec<bool> = before
        .overall
        .iter()
        .zip(&after.overall)
        .map(|(before, after)| before.rank.is_some() && after.rank.is_some())
        .collect();
    let ranks = |scorecard: &Scorecard| {
        let scores = scorecard.overall.iter().zip(&both);
        let scores: Vec<Option<f64>> = scores
            .map(|(score, both)| score.score.filter(|_| *both))
            .collect();
        competition_ranks(&scores)
    };
    (ranks(before), ranks(after))
}

/// An authority whose rank differs between two scorecards.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Moved {
    /// Its place in the panel.
    pub at: usize,
    /// Its rank before; none where it had none.
    pub before: Option<usize>,
    /// Its rank after.
    pub after: Option<usize>,
}

/// Everyone whose rank differs between two scorecards of the same panel: those who gained or lost
/// a rank, then by places, most first.
pub fn moved(before: &Scorecard, after: &Scorecard) -> Vec<Moved> {
    let both = before.overall.iter().zip(&after.overall).enumerate();
    let mut moved: Vec<Moved> = both
        .filter(|(_, (before, after))| before.rank != after.rank)
        .map(|(at, (before, after))| Moved {
            at,
            before: before.rank,
            after: after.rank,
        })
        .collect();
    moved.sort_by_key(|moved| {
        let places = moved.before.zip(moved.after).map(|(b, a)| b.abs_diff(a));
        (std::cmp::Reverse(places.unwrap_or(usize::MAX)), moved.at)
    });
    moved
}
