//! Draws to intervals, quantiles and bands.

use crate::scoring::by::{AuthorityIndex, By, Key};
use crate::scoring::scorecard::Scorecard;
use crate::statistics::median;

use super::draws::Drawn;
use super::level::{ByLevel, Level};
use super::places::{Places, Side, rank_quantile, whole_rank};
use super::plan::Plan;
use super::tails::Tails;
use super::uncertainty::{Chances, RankSpread, Spread, Uncertainty};

pub(super) fn summarise(
    plan: &Plan<'_>,
    levels: &ByLevel<Level>,
    drawn: &Drawn,
    chances: &Chances,
    scorecard: &Scorecard,
) -> Uncertainty {
    let mut first = 0;
    let found = levels.with(&drawn.places, |level, places| {
        let mut spreads = scorecard.overall.map(|_, _| Spread::default());
        for (at, spread) in level_spreads(level, places, (&drawn.tails, first), chances) {
            spreads[at] = spread;
        }
        first += level.rows();
        spreads
    });
    // What stands still in the draws would look sure. Where only weights vary, that is what is asked.
    let domains = plan
        .domains
        .pairs()
        .zip(found.domains.into_iter().flatten());
    let domains = domains
        .filter(|((at, _), _)| !chances.sampling || plan.draws_most_of(*at))
        .map(|((_, planned), spreads)| (planned.at, spreads));
    let indicators = plan.indicators.pairs();
    let indicators = indicators.zip(found.indicators.into_iter().flatten());
    let indicators = indicators
        .filter(|((at, _), _)| plan.draws(*at))
        .map(|((_, planned), spreads)| (planned.at, spreads));
    let overall = found.overall;
    let widths: Vec<f64> = overall
        .iter()
        .filter_map(|spread| spread.rank.map(|rank| f64::from(rank.high - rank.low)))
        .collect();
    Uncertainty {
        chances: chances.clone(),
        domains: placed(&scorecard.domains, domains),
        indicators: placed(&scorecard.indicators, indicators),
        ranked: widths.len(),
        median_width: median(&widths),
        overall,
    }
}

/// What was drawn at its place among all of its kind; none of the rest.
fn placed<K: Key, S, T>(all: &By<K, S>, drawn: impl Iterator<Item = (K, T)>) -> By<K, Option<T>> {
    let mut placed = all.map(|_, _| None);
    for (at, spreads) in drawn {
        placed[at] = Some(spreads);
    }
    placed
}

fn level_spreads<'l>(
    level: &'l Level,
    places: &'l Places,
    (tails, first): (&'l Tails, usize),
    chances: &'l Chances,
) -> impl Iterator<Item = (AuthorityIndex, Spread)> + 'l {
    let rows = (first..).zip(&level.scored);
    rows.map(move |(row, at)| {
        let ranks = places.of(*at);
        let spread = Spread {
            rank: ranks.and_then(|ranks| rank_spread(ranks, chances)),
            band: ranks.and(level.nation).map(|_| tails.band(row)),
            score: tails.range(row),
        };
        (*at, spread)
    })
}

fn rank_spread(counts: &[u32], chances: &Chances) -> Option<RankSpread> {
    let quarter = |is: &dyn Fn(usize) -> bool| {
        let ranks = (1..).zip(counts).filter(|(rank, _)| is(*rank));
        let draws: u64 = ranks.map(|(_, count)| u64::from(*count)).sum();
        #[allow(clippy::cast_precision_loss, reason = "at most ten million draws")]
        let share = draws as f64 / chances.draws as f64;
        share
    };
    let ranked = counts.len();
    Some(RankSpread {
        median: rank_quantile(counts, 0.5)?,
        low: whole_rank(counts, chances.tail(), Side::Low)?,
        high: whole_rank(counts, 1.0 - chances.tail(), Side::High)?,
        top_quarter: quarter(&|rank| rank * 4 <= ranked),
        bottom_quarter: quarter(&|rank| rank * 4 > ranked * 3),
    })
}
