//! The draws: some on each thread, counted and put together; in which order changes nothing.

use std::ops::Range;

use rayon::prelude::*;

use crate::scoring::by::By;
use crate::statistics::Stream;

use super::combine::{Combining, Weights};
use super::index::{CommonIndex, UnitIndex};
use super::level::{ByLevel, Level};
use super::places::{Places, Ranker};
use super::plan::Plan;
use super::tails::{Ends, Tails};
use super::uncertainty::Chances;

/// Pieces of work for each thread: those that are done sooner take of the others' share.
const PIECES: u64 = 4;

/// Draws that are counted together.
const TOGETHER: u64 = 16;

/// The scores of a draw, by level.
type Scores = ByLevel<By<UnitIndex, f64>>;

/// What the draws came to.
pub(super) struct Drawn {
    pub(super) places: ByLevel<Places>,
    /// Level by level, of everything that is scored in it.
    pub(super) tails: Tails,
}

/// Runs all draws.
pub(super) fn run(plan: &Plan<'_>, levels: &ByLevel<Level>, chances: &Chances) -> Drawn {
    let rows = levels.iter().map(Level::rows).sum();
    let all = Run {
        plan,
        levels,
        chances,
        ends: Ends::of(chances),
    };
    let nothing = Tails::new(all.ends, rows);
    let pilot = all.draws(0..all.ends.pilot(), &nothing);
    let rest = all.draws(all.ends.pilot()..chances.draws, &pilot.tails.narrowed());
    let drawn = rest.and(pilot);
    if drawn.tails.is_enough() {
        return drawn;
    }
    all.draws(0..chances.draws, &nothing)
}

/// Draws that are made together.
struct Run<'r> {
    plan: &'r Plan<'r>,
    levels: &'r ByLevel<Level>,
    chances: &'r Chances,
    ends: Ends,
}

impl Run<'_> {
    /// Some draws on all threads; `kept` has no draw yet, and says what is kept of them.
    fn draws(&self, draws: Range<u64>, kept: &Tails) -> Drawn {
        let pieces = PIECES * rayon::current_num_threads() as u64;
        let size = (draws.end - draws.start).div_ceil(pieces).max(1);
        let piece = |piece: u64| {
            let from = draws.start + piece * size;
            self.piece(from..(from + size).min(draws.end), kept)
        };
        let made = (0..pieces).into_par_iter().map(piece);
        made.reduce_with(Drawn::and)
            .unwrap_or_else(|| self.nothing(kept))
    }

    fn nothing(&self, kept: &Tails) -> Drawn {
        Drawn {
            places: self.levels.map(|level| Places::new(level.ranked.clone())),
            tails: kept.clone(),
        }
    }

    fn piece(&self, draws: Range<u64>, kept: &Tails) -> Drawn {
        let mut drawn = self.nothing(kept);
        let mut desk = Desk::new(self.plan, self.levels);
        let mut scores: Vec<Scores> = Vec::new();
        let mut from = draws.start;
        while from < draws.end {
            let together = from..(from + TOGETHER).min(draws.end);
            scores.clear();
            scores.extend(together.clone().map(|draw| {
                desk.draw(self.plan, self.chances, draw);
                desk.by_level.clone()
            }));
            let looked_at = together.clone().filter(|draw| self.ends.looks_at(*draw));
            drawn.count(self.levels, &mut desk.ranker, &scores, looked_at.count());
            from = together.end;
        }
        drawn
    }
}

impl Drawn {
    /// Counts some draws, one level after another, so that what is counted of a level is at hand. The
    /// scores of the first `looked_at` of them are looked at.
    fn count(
        &mut self,
        levels: &ByLevel<Level>,
        ranker: &mut Ranker,
        draws: &[Scores],
        looked_at: usize,
    ) {
        let mut first = 0;
        let mut of_draws: Vec<_> = draws.iter().map(ByLevel::iter).collect();
        for (places, level) in self.places.zip_mut(levels) {
            for (draw, scores) in of_draws.iter_mut().filter_map(Iterator::next).enumerate() {
                places.count(ranker, |at| scores[UnitIndex::of(at)]);
                if draw < looked_at {
                    let nation = level.nation.map(|nation| scores[nation]);
                    let of_level = level.scored.iter().map(|at| scores[UnitIndex::of(*at)]);
                    self.tails.push(first, of_level, nation);
                }
            }
            first += level.rows();
        }
    }

    fn and(mut self, other: Self) -> Self {
        for (places, more) in self.places.zip_mut(&other.places) {
            places.add(more);
        }
        self.tails.add(&other.tails);
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
    by_level: Scores,
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
