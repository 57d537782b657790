//! The draws: blocks of them on all threads, counted and put together in an order of their own.

use rayon::prelude::*;

use crate::scoring::by::By;
use crate::statistics::Stream;

use super::combine::{Combining, Weights};
use super::index::{CommonIndex, UnitIndex};
use super::level::{ByLevel, Level};
use super::places::{Places, Ranker};
use super::plan::Plan;
use super::uncertainty::Chances;

/// Draws in one piece of work.
const BLOCK: u64 = 100;
/// Draws whose scores are kept for the intervals of scores. Ranks are counted in all draws.
pub(super) const KEPT: u64 = 20_000;

/// What the draws came to.
pub(super) struct Drawn {
    pub(super) places: ByLevel<Places>,
    /// In order of their numbers.
    pub(super) kept: Vec<Kept>,
}

/// The kept scores of a block: level by level, scored unit by unit, draw by draw.
pub(super) struct Kept {
    number: u64,
    /// Draws in the block.
    width: usize,
    scores: Vec<f32>,
}

impl Kept {
    /// The scores of a unit, by how many come before it over all levels.
    pub(super) fn row(&self, row: usize) -> &[f32] {
        &self.scores[row * self.width..(row + 1) * self.width]
    }

    #[allow(
        clippy::cast_possible_truncation,
        reason = "seven digits of a score are enough"
    )]
    fn keep(
        &mut self,
        column: usize,
        levels: &ByLevel<Level>,
        scores: &ByLevel<By<UnitIndex, f64>>,
    ) {
        let levels = levels.zip(scores);
        let drawn = levels.flat_map(|(level, scores)| level.units().map(|unit| scores[unit]));
        for (row, score) in self.scores.chunks_exact_mut(self.width).zip(drawn) {
            row[column] = score as f32;
        }
    }
}

/// Runs all draws.
pub(super) fn run(plan: &Plan<'_>, levels: &ByLevel<Level>, chances: &Chances) -> Drawn {
    let empty = || Drawn {
        places: levels.map(|level| Places::new(level.ranked.clone())),
        kept: Vec::new(),
    };
    let blocks = chances.draws.div_ceil(BLOCK);
    let mut drawn = (0..blocks)
        .into_par_iter()
        .fold(
            || (empty(), Desk::new(plan, levels)),
            |(mut drawn, mut desk), block| {
                desk.block(plan, levels, chances, block, &mut drawn);
                (drawn, desk)
            },
        )
        .map(|(drawn, _)| drawn)
        .reduce(empty, Drawn::and);
    drawn.kept.sort_by_key(|kept| kept.number);
    drawn
}

impl Drawn {
    fn and(mut self, other: Self) -> Self {
        for (places, more) in self.places.zip_mut(&other.places) {
            places.add(more);
        }
        self.kept.extend(other.kept);
        self
    }
}

/// The first draws once more: of each, in turn, the factor by which each domain's weight varied,
/// and unit by unit the domain scores, not a number where there is none.
pub(in crate::scoring) fn domain_draws(
    plan: &Plan<'_>,
    chances: &Chances,
    mut each: impl FnMut(&[f64], &mut dyn Iterator<Item = f64>),
) {
    let mut desk = Desk::new(plan, &ByLevel::of_domain_scores(plan));
    desk.nominal = desk.nominal.with_even_domains();
    desk.weights = desk.nominal.clone();
    for draw in 0..chances.draws {
        desk.draw(plan, chances, draw);
        let domains = desk.by_level.domains.iter().flatten();
        let score = |unit| domains.clone().map(move |scores| scores[unit]);
        let mut scores = plan.units.keys().flat_map(score);
        each(desk.weights.domains.as_slice(), &mut scores);
    }
}

/// Room for one draw at a time.
struct Desk {
    ranker: Ranker,
    nominal: Weights,
    weights: Weights,
    /// Of one unit at a time.
    scores: By<CommonIndex, f64>,
    combining: Combining,
    by_level: ByLevel<By<UnitIndex, f64>>,
}

impl Desk {
    fn new(plan: &Plan<'_>, levels: &ByLevel<Level>) -> Self {
        let nominal = Weights::of(plan);
        Self {
            ranker: Ranker::default(),
            weights: nominal.clone(),
            nominal,
            scores: plan.indicators.map(|_, _| f64::NAN),
            combining: Combining::new(plan),
            by_level: levels.map(|_| plan.units.map(|_, _| f64::NAN)),
        }
    }

    fn block(
        &mut self,
        plan: &Plan<'_>,
        levels: &ByLevel<Level>,
        chances: &Chances,
        block: u64,
        drawn: &mut Drawn,
    ) {
        let draws = block * BLOCK..((block + 1) * BLOCK).min(chances.draws);
        let mut kept = (draws.start < KEPT).then(|| {
            #[allow(clippy::cast_possible_truncation, reason = "at most a block")]
            let width = (draws.end - draws.start) as usize;
            let rows: usize = levels.iter().map(Level::rows).sum();
            Kept {
                number: block,
                width,
                scores: vec![0.0; rows * width],
            }
        });
        for (column, draw) in draws.enumerate() {
            self.draw(plan, chances, draw);
            for (places, scores) in drawn.places.zip_mut(&self.by_level) {
                places.count(&mut self.ranker, |at| scores[UnitIndex::of(at)]);
            }
            if let Some(kept) = &mut kept {
                kept.keep(column, levels, &self.by_level);
            }
        }
        drawn.kept.extend(kept);
    }

    /// Scores everything once.
    fn draw(&mut self, plan: &Plan<'_>, chances: &Chances, draw: u64) {
        if let Some(noise) = chances.weights {
            self.vary(plan, noise, &mut Stream::new(chances.seed, 2 * draw + 1));
        }
        let (weights, room, by_level) = (&self.weights, &mut self.combining, &mut self.by_level);
        let mut stream = Stream::new(chances.seed, 2 * draw);
        plan.draw(&mut stream, &mut self.scores, |at, unit, scores| {
            by_level.overall[at] = room.overall(plan, unit, weights, scores);
            if let Some(levels) = &mut by_level.domains {
                for (level, score) in levels.zip_mut(&room.domains) {
                    level[at] = *score;
                }
            }
            if let Some(levels) = &mut by_level.indicators {
                for (level, score) in levels.zip_mut(scores) {
                    level[at] = *score;
                }
            }
        });
    }

    /// Each weight times 1 + f(2U − 1).
    fn vary(&mut self, plan: &Plan<'_>, noise: f64, stream: &mut Stream) {
        let mut factor = || 1.0 + noise * (2.0 * stream.uniform() - 1.0);
        for at in &plan.domain_order {
            self.weights.domains[*at] = self.nominal.domains[*at] * factor();
        }
        for at in &plan.indicator_order {
            self.weights.indicators[*at] = self.nominal.indicators[*at] * factor();
        }
    }
}
