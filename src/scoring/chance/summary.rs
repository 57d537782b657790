//! Draws to intervals, quantiles and bands.

use rayon::prelude::*;

use crate::scoring::Scorecard;
use crate::statistics::{Range, median};

use super::draws::{Drawn, Level, Levels};
use super::places::{Places, rank_quantile};
use super::plan::Plan;
use super::{Band, Chances, RankSpread, Spread, Uncertainty};

pub(super) fn summarise(
    plan: &Plan<'_>,
    levels: &Levels,
    drawn: Drawn,
    chances: &Chances,
    scorecard: &Scorecard,
) -> Uncertainty {
    let units = scorecard.overall.len();
    let total = levels.levels.iter().map(|level| level.scored.len()).sum();
    let mut first = 0;
    let mut spreads: Vec<Vec<Spread>> = Vec::new();
    for (level, places) in levels.levels.iter().zip(&drawn.places) {
        let nation = level.scored.iter().position(|unit| *unit == units);
        let nation = nation.map(|row| first + row);
        let rows = Rows {
            blocks: &drawn.kept,
            total,
            first,
            nation,
        };
        spreads.push(level_spreads(level, places, &rows, chances, units));
        first += level.scored.len();
    }
    let mut spreads = spreads.into_iter();
    let overall = spreads.next().unwrap_or_default();
    let mut domains = vec![Vec::new(); scorecard.domains.len()];
    for ((at, _), spread) in plan.domains.iter().zip(spreads.by_ref()) {
        place(&mut domains, *at, spread);
    }
    let mut indicators = vec![Vec::new(); scorecard.indicators.len()];
    for (planned, spread) in plan.indicators.iter().zip(spreads) {
        place(&mut indicators, planned.at, spread);
    }
    let widths: Vec<f64> = overall
        .iter()
        .filter_map(|spread| spread.rank.map(|rank| rank.high - rank.low))
        .collect();
    Uncertainty {
        chances: chances.clone(),
        domains,
        indicators,
        ranked: widths.len(),
        median_width: median(&widths),
        overall,
    }
}

fn place(rows: &mut [Vec<Spread>], at: usize, spread: Vec<Spread>) {
    if let Some(row) = rows.get_mut(at) {
        *row = spread;
    }
}

/// The kept scores of a level.
struct Rows<'d> {
    blocks: &'d [(u64, Vec<f32>)],
    /// Rows of a block.
    total: usize,
    first: usize,
    nation: Option<usize>,
}

impl Rows<'_> {
    /// The kept scores of a row over all blocks.
    fn row(&self, row: usize) -> Vec<f32> {
        let mut scores = Vec::new();
        for (_, block) in self.blocks {
            let width = block.len() / self.total.max(1);
            scores.extend_from_slice(
                block
                    .get(row * width..(row + 1) * width)
                    .unwrap_or_default(),
            );
        }
        scores
    }
}

fn level_spreads(
    level: &Level,
    places: &Places,
    rows: &Rows<'_>,
    chances: &Chances,
    units: usize,
) -> Vec<Spread> {
    let nation = rows.nation.map(|row| rows.row(row));
    let mut spreads = vec![Spread::default(); units];
    let found: Vec<(usize, Spread)> = level
        .scored
        .par_iter()
        .enumerate()
        .filter(|(_, unit)| **unit < units)
        .map(|(row, unit)| {
            let scores = rows.row(rows.first + row);
            let position = level.ranked.iter().position(|ranked| ranked == unit);
            let band = position
                .and(nation.as_deref())
                .map(|nation| band(&scores, nation, chances));
            let rank = position.and_then(|at| rank_spread(places.of(at), chances));
            (
                *unit,
                Spread {
                    score: range(scores, chances),
                    rank,
                    band,
                },
            )
        })
        .collect();
    for (unit, spread) in found {
        if let Some(slot) = spreads.get_mut(unit) {
            *slot = spread;
        }
    }
    spreads
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
        low: rank_quantile(counts, tail(chances))?,
        high: rank_quantile(counts, 1.0 - tail(chances))?,
        top_quarter: quarter(&|rank| rank * 4 <= ranked),
        bottom_quarter: quarter(&|rank| rank * 4 > ranked * 3),
    })
}
