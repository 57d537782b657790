//! Draws to intervals, quantiles and bands.

use rayon::prelude::*;

use crate::scoring::by::{AuthorityIndex, By, Key};
use crate::scoring::scorecard::Scorecard;
use crate::statistics::{Range, median};

use super::draws::{Drawn, Kept};
use super::level::{ByLevel, Level};
use super::places::{Places, Side, rank_quantile, whole_rank};
use super::plan::Plan;
use super::uncertainty::{Band, Chances, RankSpread, Spread, Uncertainty};

pub(super) fn summarise(
    plan: &Plan<'_>,
    levels: &ByLevel<Level>,
    drawn: &Drawn,
    chances: &Chances,
    scorecard: &Scorecard,
) -> Uncertainty {
    let mut first = 0;
    let found = levels.with(&drawn.places, |level, places| {
        let rows = Rows {
            blocks: &drawn.kept,
            first,
        };
        first += level.rows();
        let mut spreads = scorecard.overall.map(|_, _| Spread::default());
        for (at, spread) in level_spreads(level, places, &rows, chances) {
            spreads[at] = spread;
        }
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

/// The kept scores of a level.
struct Rows<'d> {
    blocks: &'d [Kept],
    /// Rows of the levels before.
    first: usize,
}

impl Rows<'_> {
    /// The kept scores of a scored unit of the level over all blocks.
    fn of(&self, unit: usize) -> Vec<f32> {
        let rows = self.blocks.iter().map(|kept| kept.row(self.first + unit));
        rows.collect::<Vec<_>>().concat()
    }
}

fn level_spreads(
    level: &Level,
    places: &Places,
    rows: &Rows<'_>,
    chances: &Chances,
) -> Vec<(AuthorityIndex, Spread)> {
    // The nation's row comes after those of the authorities.
    let nation = level.nation.map(|_| rows.of(level.scored.len()));
    level
        .scored
        .par_iter()
        .enumerate()
        .map(|(row, at)| {
            let scores = rows.of(row);
            let ranks = places.of(*at);
            let band = ranks
                .and(nation.as_deref())
                .map(|nation| band(&scores, nation, chances));
            let spread = Spread {
                rank: ranks.and_then(|ranks| rank_spread(ranks, chances)),
                band,
                score: range(scores, chances),
            };
            (*at, spread)
        })
        .collect()
}

/// The share of draws beyond each end of the interval.
fn tail(chances: &Chances) -> f64 {
    (1.0 - chances.interval) / 2.0
}

fn range(mut scores: Vec<f32>, chances: &Chances) -> Option<Range> {
    Some(Range {
        low: quantile(&mut scores, tail(chances))?,
        high: quantile(&mut scores, 1.0 - tail(chances))?,
    })
}

fn band(scores: &[f32], nation: &[f32], chances: &Chances) -> Band {
    debug_assert_eq!(scores.len(), nation.len(), "the same draws");
    let differences = scores
        .iter()
        .zip(nation)
        .map(|(score, nation)| score - nation);
    match range(differences.collect(), chances) {
        Some(range) if range.low > 0.0 => Band::Above,
        Some(range) if range.high < 0.0 => Band::Below,
        _ => Band::Around,
    }
}

/// The quantile by linear interpolation (type 7), without sorting all of it.
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "at most twenty thousand scores"
)]
fn quantile(scores: &mut [f32], p: f64) -> Option<f64> {
    let last = scores.len().checked_sub(1)?;
    let at = p.clamp(0.0, 1.0) * last as f64;
    let below = (at.floor() as usize).min(last);
    let (_, low, above) = scores.select_nth_unstable_by(below, f32::total_cmp);
    let low = f64::from(*low);
    let high = above
        .iter()
        .copied()
        .min_by(f32::total_cmp)
        .map_or(low, f64::from);
    Some(low + (at - at.floor()) * (high - low))
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
        low: whole_rank(counts, tail(chances), Side::Low)?,
        high: whole_rank(counts, 1.0 - tail(chances), Side::High)?,
        top_quarter: quarter(&|rank| rank * 4 <= ranked),
        bottom_quarter: quarter(&|rank| rank * 4 > ranked * 3),
    })
}
