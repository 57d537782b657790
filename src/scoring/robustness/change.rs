//! By how many places a ranking differs from another.

use serde::Serialize;

use crate::scoring::by::{AuthorityIndex, ByAuthority};
use crate::scoring::scorecard::{Score, Scorecard};
use crate::statistics::competition_ranks;

/// By how many places authorities moved on average between two scorecards of the same panel:
/// those that are ranked in both, ranked among themselves. None where nobody is.
///
/// # Panics
/// Where the scorecards have not as many authorities.
pub fn mean_rank_change(before: &Scorecard, after: &Scorecard) -> Option<f64> {
    let both = before.overall.zip(&after.overall);
    let both = ByAuthority::collected(both.map(|(b, a)| b.rank.is_some() && a.rank.is_some()));
    let (before, after) = (
        ranks_among(&before.overall, &both),
        ranks_among(&after.overall, &both),
    );
    let changes: Vec<f64> = before
        .zip(&after)
        .filter_map(|(before, after)| before.zip(*after))
        .map(|(before, after)| distance(before, after))
        .collect();
    #[allow(clippy::cast_precision_loss, reason = "a few hundred authorities")]
    let count = changes.len() as f64;
    (!changes.is_empty()).then(|| changes.iter().sum::<f64>() / count)
}

/// What lies behind a change of ranks: what can no longer be scored, and who is ranked no more.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Consequence {
    /// The codes of the domains that are scored before and not after.
    pub domains_lost: Vec<String>,
    /// The codes of the indicators that are scored before and not after, in domains that are.
    pub indicators_lost: Vec<String>,
    /// Authorities ranked before and not after.
    pub no_longer_ranked: usize,
    /// Authorities ranked after and not before.
    pub newly_ranked: usize,
}

impl Consequence {
    pub(super) fn of(before: &Scorecard, after: &Scorecard) -> Self {
        let domains = before.domains.zip(&after.domains);
        let domains_lost = domains
            .filter(|(before, after)| before.comparable && !after.comparable)
            .map(|(before, _)| before.code.clone());
        let indicators = before.indicators.zip(&after.indicators);
        let indicators_lost = indicators
            .filter(|(before, after)| before.scale.is_some() && after.scale.is_none())
            .filter(|(before, _)| after.domains[before.domain].comparable)
            .map(|(before, _)| before.code.clone());
        let ranked = |one: &Scorecard, other: &Scorecard| {
            let both = one.overall.zip(&other.overall);
            both.filter(|(one, other)| one.rank.is_some() && other.rank.is_none())
                .count()
        };
        Self {
            domains_lost: domains_lost.collect(),
            indicators_lost: indicators_lost.collect(),
            no_longer_ranked: ranked(before, after),
            newly_ranked: ranked(after, before),
        }
    }
}

/// The ranks of some among themselves.
fn ranks_among(
    scores: &ByAuthority<Score>,
    some: &ByAuthority<bool>,
) -> ByAuthority<Option<usize>> {
    let scores = scores.map(|at, score| score.score.filter(|_| some[at]));
    ByAuthority::new(competition_ranks(scores.as_slice()))
}

#[allow(clippy::cast_precision_loss, reason = "a few hundred ranks")]
pub(super) fn distance(before: usize, after: usize) -> f64 {
    before.abs_diff(after) as f64
}

/// An authority whose rank differs between two scorecards.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Moved {
    /// Its place in the panel.
    pub at: AuthorityIndex,
    /// Its rank before; none where it had none.
    pub before: Option<usize>,
    /// Its rank after.
    pub after: Option<usize>,
}

/// Everyone whose rank differs between two scorecards of the same panel: those who gained or lost
/// a rank, then by places, most first.
///
/// # Panics
/// Where the scorecards have not as many authorities.
pub fn moved(before: &Scorecard, after: &Scorecard) -> Vec<Moved> {
    assert_eq!(before.overall.len(), after.overall.len(), "two panels");
    let all = before.overall.pairs().map(|(at, before)| Moved {
        at,
        before: before.rank,
        after: after.overall[at].rank,
    });
    let mut moved: Vec<Moved> = all.filter(|moved| moved.before != moved.after).collect();
    moved.sort_by_key(|moved| {
        let places = moved.before.zip(moved.after).map(|(b, a)| b.abs_diff(a));
        (std::cmp::Reverse(places.unwrap_or(usize::MAX)), moved.at)
    });
    moved
}
