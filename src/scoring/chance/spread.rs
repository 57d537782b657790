//! Draws to intervals, quantiles and bands.

use crate::scoring::by::{By, ByAuthority, Key, Place};
use crate::scoring::scorecard::Scorecard;
use crate::statistics::{Ranked, Side, median, rank_quantile, whole_rank};

use super::level::{Level, Levels};
use super::plan::Plan;
use super::uncertainty::{Band, Chances, RankSpread, Spread, Uncertainty};

pub(super) fn summarise(
    plan: &Plan,
    levels: &Levels,
    chances: &Chances,
    scorecard: &Scorecard,
) -> Uncertainty {
    let mut found = Vec::with_capacity(levels.levels.len());
    let draws = chances.draws();
    plan.composite.draw(&levels.rankings, &draws, |ranked| {
        let level = &levels.levels[found.len()];
        found.push(spreads(level, &ranked, chances, scorecard));
    });
    let mut found = found.into_iter();
    let overall = found
        .next()
        .unwrap_or_else(|| scorecard.overall.map(|_, _| Spread::default()));
    let of_domains = found.by_ref().take(levels.rankings.groups.len());
    // What stands still in the draws would look sure. Where only weights vary, that is what is asked.
    let domains = plan.domains.pairs().zip(of_domains);
    let domains = domains
        .filter(|((at, _), _)| !chances.sampling || plan.composite.draws_most_of(at.number()))
        .map(|((_, planned), spreads)| (planned.at, spreads));
    let domains = placed(&scorecard.domains, domains);
    let indicators = plan.indicators.pairs().zip(found);
    let indicators = indicators
        .filter(|((at, _), _)| plan.composite.draws(at.number()))
        .map(|((_, planned), spreads)| (planned.at, spreads));
    let widths: Vec<f64> = overall
        .iter()
        .filter_map(|spread| spread.rank.map(|rank| f64::from(rank.high - rank.low)))
        .collect();
    Uncertainty {
        chances: chances.clone(),
        domains,
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

fn spreads(
    level: &Level,
    ranked: &Ranked<'_>,
    chances: &Chances,
    scorecard: &Scorecard,
) -> ByAuthority<Spread> {
    let mut spreads = scorecard.overall.map(|_, _| Spread::default());
    for (scored, (at, place)) in level.scored.iter().enumerate() {
        let ranks = place.map(|place| ranked.ranks.of(place));
        let is_compared = ranks.is_some() && level.has_nation;
        spreads[*at] = Spread {
            rank: ranks.and_then(|ranks| rank_spread(ranks, chances)),
            band: is_compared.then(|| Band::of(ranked.side(scored))),
            score: ranked.range(scored),
        };
    }
    spreads
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
