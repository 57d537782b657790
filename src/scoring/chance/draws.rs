//! The draws: blocks of them on all threads, counted and put together in an order of their own.

use rayon::prelude::*;

use crate::scoring::{Score, Scorecard};
use crate::statistics::Stream;

use super::Chances;
use super::combine::Weights;
use super::places::{Places, Ranker};
use super::plan::Plan;

/// Draws in one piece of work.
const BLOCK: u64 = 100;
/// Draws whose scores are kept for the intervals of scores. Ranks are counted in all draws.
pub(super) const KEPT: u64 = 20_000;

/// One ranking: overall, a domain or an indicator.
pub(super) struct Level {
    /// Units with a score, the nation among them where it has one.
    pub(super) scored: Vec<usize>,
    /// Authorities with a rank.
    pub(super) ranked: Vec<usize>,
}

/// The rankings: overall, then the domains, then the indicators of the plan.
pub(super) struct Levels {
    pub(super) levels: Vec<Level>,
}

impl Levels {
    pub(super) fn of(plan: &Plan<'_>, scorecard: &Scorecard) -> Self {
        let domains = plan
            .domains
            .iter()
            .filter_map(|(at, _)| scorecard.domains.get(*at));
        let indicators = plan
            .indicators
            .iter()
            .filter_map(|i| scorecard.indicators.get(i.at));
        let scores = std::iter::once((&scorecard.overall, scorecard.national))
            .chain(domains.map(|domain| (&domain.scores, domain.national)))
            .chain(indicators.map(|indicator| (&indicator.scores, indicator.national)));
        Self {
            levels: scores
                .map(|(scores, national)| Level::of(scores, national))
                .collect(),
        }
    }
}

impl Levels {
    /// The overall ranking alone.
    pub(super) fn overall(scorecard: &Scorecard) -> Self {
        Self {
            levels: vec![Level::of(&scorecard.overall, scorecard.national)],
        }
    }
}

impl Level {
    fn of(scores: &[Score], national: Option<f64>) -> Self {
        let which = |is: fn(&Score) -> bool| {
            let places = scores
                .iter()
                .enumerate()
                .filter(move |(_, score)| is(score));
            places.map(|(at, _)| at).collect::<Vec<_>>()
        };
        let mut scored = which(|score| score.score.is_some());
        if national.is_some() {
            scored.push(scores.len());
        }
        Self {
            scored,
            ranked: which(|score| score.rank.is_some()),
        }
    }
}

/// What the draws came to.
pub(super) struct Drawn {
    /// By level.
    pub(super) places: Vec<Places>,
    /// Blocks of kept scores by number: level by level, scored unit by unit, draw by draw.
    pub(super) kept: Vec<(u64, Vec<f32>)>,
}

/// Runs all draws.
pub(super) fn run(plan: &Plan<'_>, levels: &Levels, chances: &Chances) -> Drawn {
    let empty = || Drawn {
        places: levels
            .levels
            .iter()
            .map(|level| Places::new(level.ranked.clone()))
            .collect(),
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
    drawn.kept.sort_by_key(|(block, _)| *block);
    drawn
}

impl Drawn {
    fn and(mut self, other: Self) -> Self {
        for (places, more) in self.places.iter_mut().zip(&other.places) {
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
    let levels = Levels {
        levels: (0..=plan.domains.len())
            .map(|_| Level {
                scored: Vec::new(),
                ranked: Vec::new(),
            })
            .collect(),
    };
    let mut desk = Desk::new(plan, &levels);
    desk.nominal.domains.fill(1.0);
    desk.weights.domains.fill(1.0);
    for draw in 0..chances.draws {
        desk.draw(plan, chances, draw);
        let domains = desk.by_level.get(1..).unwrap_or_default();
        let score = |unit: usize| domains.iter().filter_map(move |level| level.get(unit));
        let mut scores = (0..plan.units.len()).flat_map(score).copied();
        each(&desk.weights.domains, &mut scores);
    }
}

/// Room for one draw at a time.
struct Desk {
    ranker: Ranker,
    nominal: Weights,
    weights: Weights,
    /// Unit by unit, the scores on the indicators.
    scores: Vec<f64>,
    /// Level by level, the scores of the units.
    by_level: Vec<Vec<f64>>,
    domains: Vec<f64>,
}

impl Desk {
    fn new(plan: &Plan<'_>, levels: &Levels) -> Self {
        let nominal = Weights::of(plan);
        Self {
            ranker: Ranker::default(),
            weights: nominal.clone(),
            nominal,
            scores: vec![f64::NAN; plan.units.len() * plan.indicators.len()],
            by_level: vec![vec![f64::NAN; plan.units.len()]; levels.levels.len()],
            domains: vec![f64::NAN; plan.domains.len()],
        }
    }

    fn block(
        &mut self,
        plan: &Plan<'_>,
        levels: &Levels,
        chances: &Chances,
        block: u64,
        drawn: &mut Drawn,
    ) {
        let draws = block * BLOCK..((block + 1) * BLOCK).min(chances.draws);
        let width = usize::try_from(draws.end - draws.start).unwrap_or_default();
        let rows: usize = levels.levels.iter().map(|level| level.scored.len()).sum();
        let mut kept = if draws.start < KEPT {
            vec![0.0_f32; rows * width]
        } else {
            Vec::new()
        };
        for (column, draw) in draws.enumerate() {
            self.draw(plan, chances, draw);
            for (places, scores) in drawn.places.iter_mut().zip(&self.by_level) {
                places.count(&mut self.ranker, |unit| {
                    scores.get(unit).copied().unwrap_or(f64::NAN)
                });
            }
            if !kept.is_empty() {
                self.keep(levels, &mut kept, column, width);
            }
        }
        if !kept.is_empty() {
            drawn.kept.push((block, kept));
        }
    }

    #[allow(
        clippy::cast_possible_truncation,
        reason = "seven digits of a score are enough"
    )]
    fn keep(&self, levels: &Levels, kept: &mut [f32], column: usize, width: usize) {
        let rows = levels
            .levels
            .iter()
            .zip(&self.by_level)
            .flat_map(|(level, scores)| {
                level
                    .scored
                    .iter()
                    .map(|unit| scores.get(*unit).copied().unwrap_or(f64::NAN))
            });
        for (row, score) in kept.chunks_mut(width).zip(rows) {
            if let Some(cell) = row.get_mut(column) {
                *cell = score as f32;
            }
        }
    }

    /// Scores everything once.
    fn draw(&mut self, plan: &Plan<'_>, chances: &Chances, draw: u64) {
        plan.draw(&mut Stream::new(chances.seed, 2 * draw), &mut self.scores);
        if let Some(noise) = chances.weights {
            self.vary(plan, noise, &mut Stream::new(chances.seed, 2 * draw + 1));
        }
        let width = plan.indicators.len();
        for (at, unit) in plan.units.iter().enumerate() {
            let scores = self
                .scores
                .get(at * width..(at + 1) * width)
                .unwrap_or_default();
            let overall = plan.combine(unit, &self.weights, scores, &mut self.domains);
            let all = std::iter::once(&overall).chain(&self.domains).chain(scores);
            for (level, score) in self.by_level.iter_mut().zip(all) {
                if let Some(cell) = level.get_mut(at) {
                    *cell = *score;
                }
            }
        }
    }

    /// Each weight times 1 + f(2U − 1).
    fn vary(&mut self, plan: &Plan<'_>, noise: f64, stream: &mut Stream) {
        let mut vary = |weight: &mut f64, nominal: f64| {
            *weight = nominal * (1.0 + noise * (2.0 * stream.uniform() - 1.0));
        };
        for at in &plan.domain_order {
            if let (Some(weight), Some(nominal)) = (
                self.weights.domains.get_mut(*at),
                self.nominal.domains.get(*at),
            ) {
                vary(weight, *nominal);
            }
        }
        for at in &plan.indicator_order {
            if let (Some(weight), Some(nominal)) = (
                self.weights.indicators.get_mut(*at),
                self.nominal.indicators.get(*at),
            ) {
                vary(weight, *nominal);
            }
        }
    }
}
