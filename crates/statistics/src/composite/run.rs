//! The draws: some on each thread, counted and put together; in which order changes nothing.

use std::cmp::Ordering;
use std::ops::Range as Numbers;

use rayon::prelude::*;

use super::places::{AT_MOST, Places, RankCounts};
use super::ranker::Ranker;
use super::tails::{Ends, Tails};
use super::{Combining, Composite, Weights};
use crate::{Range, Stream};

/// Pieces of work for each thread: those that are done sooner take of the others' share.
const PIECES: u64 = 4;

/// Draws that are counted together.
const TOGETHER: usize = 16;

/// What is drawn, and how often.
#[derive(Debug, Clone, PartialEq)]
pub struct Draws {
    /// How often.
    pub number: u64,
    /// Where the random numbers start.
    pub seed: u64,
    /// How far weights vary, as a share of themselves; none where they do not.
    pub weights: Option<f64>,
    /// The share of draws beyond each end of an interval.
    pub tail: f64,
}

/// What is ranked by one score.
#[derive(Debug, Clone, Default)]
pub struct Ranking {
    /// Units with a score.
    pub scored: Vec<usize>,
    /// The unit that others are compared with, where it has a score.
    pub against: Option<usize>,
    /// Units with a rank.
    pub ranked: Vec<usize>,
}

/// Everything that is ranked.
#[derive(Debug, Clone, Default)]
pub struct Rankings {
    /// By the overall score.
    pub overall: Ranking,
    /// By the score of each group; none where groups are not asked for.
    pub groups: Vec<Ranking>,
    /// By the score of each part; none where parts are not asked for.
    pub parts: Vec<Ranking>,
}

impl Rankings {
    fn iter(&self) -> impl Iterator<Item = &Ranking> {
        let overall = std::iter::once(&self.overall);
        overall.chain(&self.groups).chain(&self.parts)
    }

    fn len(&self) -> usize {
        1 + self.groups.len() + self.parts.len()
    }
}

/// What the draws came to in one ranking.
#[derive(Debug)]
pub struct Ranked<'d> {
    /// Of those that are ranked, in their order.
    pub ranks: RankCounts,
    tails: &'d Tails,
    first: usize,
}

impl Ranked<'_> {
    /// The interval of a score, by its place among the scored; none without draws.
    pub fn range(&self, scored: usize) -> Option<Range> {
        self.tails.range(self.first + scored)
    }

    /// On which side of the unit that it is compared with the whole interval of the difference lies.
    pub fn side(&self, scored: usize) -> Ordering {
        self.tails.side(self.first + scored)
    }
}

/// What pieces came to.
struct Drawn {
    ranks: Vec<RankCounts>,
    /// Ranking by ranking, of everything that is scored in it.
    tails: Tails,
}

impl Composite {
    /// Runs all draws, and hands out what they came to, ranking by ranking: overall, of groups, of parts.
    ///
    /// # Panics
    /// Where groups or parts are ranked, but not all, or a unit is not there.
    pub fn draw(&self, rankings: &Rankings, draws: &Draws, mut each: impl FnMut(Ranked<'_>)) {
        let asked = |asked: usize, all: usize| assert!(asked == 0 || asked == all);
        asked(rankings.groups.len(), self.weights.groups.len());
        asked(rankings.parts.len(), self.weights.parts.len());
        let run = Run {
            composite: self,
            rankings,
            draws,
            ends: Ends::new(draws.number, draws.tail),
        };
        let drawn = run.all();
        let mut first = 0;
        for (ranking, ranks) in rankings.iter().zip(drawn.ranks) {
            each(Ranked {
                ranks,
                tails: &drawn.tails,
                first,
            });
            first += ranking.scored.len();
        }
    }

    /// The draws once more: of each, in turn, the factor by which each group's weight varied, and unit by unit the
    /// scores of groups, not a number where there is none.
    pub fn draw_groups(
        &self,
        draws: &Draws,
        mut each: impl FnMut(&[f64], &mut dyn Iterator<Item = f64>),
    ) {
        let mut desk = Desk::new(self);
        desk.nominal.groups.fill(1.0);
        desk.weights.clone_from(&desk.nominal);
        let groups = self.weights.groups.len();
        let mut by_unit = vec![f64::NAN; groups * self.units()];
        for draw in 0..draws.number {
            desk.draw(self, draws, draw, |unit, _, of_groups, _| {
                by_unit[unit * groups..][..groups].copy_from_slice(of_groups);
            });
            each(&desk.weights.groups, &mut by_unit.iter().copied());
        }
    }
}

/// Draws that are made together.
struct Run<'r> {
    composite: &'r Composite,
    rankings: &'r Rankings,
    draws: &'r Draws,
    ends: Ends,
}

impl Run<'_> {
    fn all(&self) -> Drawn {
        let rows = self.rankings.iter().map(|ranking| ranking.scored.len());
        let nothing = Tails::new(self.ends, rows.sum());
        let pilot = self.some(0..self.ends.pilot(), &nothing);
        let mut drawn = self.some(
            self.ends.pilot()..self.draws.number,
            &pilot.tails.narrowed(),
        );
        drawn.tails.add(&pilot.tails);
        if !drawn.tails.is_enough() {
            return self.some(0..self.draws.number, &nothing);
        }
        for (ranks, more) in drawn.ranks.iter_mut().zip(&pilot.ranks) {
            ranks.add_counts(more);
        }
        drawn
    }

    /// Some draws on all threads; `kept` has no draw yet, and says what is kept of them.
    fn some(&self, numbers: Numbers<u64>, kept: &Tails) -> Drawn {
        let ranked = self.rankings.iter().map(|ranking| ranking.ranked.len());
        let mut drawn = Drawn {
            ranks: ranked.map(RankCounts::new).collect(),
            tails: kept.clone(),
        };
        let together = PIECES * rayon::current_num_threads() as u64;
        let size = (numbers.end - numbers.start).div_ceil(together);
        let size = size.clamp(1, AT_MOST);
        let mut from = numbers.start;
        while from < numbers.end {
            let starts = (0..together).map(|piece| from + piece * size);
            let starts: Vec<u64> = starts.filter(|start| *start < numbers.end).collect();
            let pieces = starts.into_par_iter().map(|start| {
                let end = (start + size).min(numbers.end);
                self.piece(start..end, kept)
            });
            for piece in pieces.collect::<Vec<_>>() {
                for (ranks, places) in drawn.ranks.iter_mut().zip(&piece.places) {
                    ranks.add(places);
                }
                drawn.tails.add(&piece.tails);
            }
            from += together * size;
        }
        drawn
    }

    fn piece(&self, numbers: Numbers<u64>, kept: &Tails) -> Piece {
        let mut piece = Piece::new(self, kept.clone());
        let mut desk = Desk::new(self.composite);
        let (groups, parts) = (self.rankings.groups.len(), self.rankings.parts.len());
        let mut from = numbers.start;
        while from < numbers.end {
            let draws = (numbers.end - from).min(TOGETHER as u64) as usize;
            for at in 0..draws {
                let block = &mut piece.block;
                let number = from + at as u64;
                desk.draw(self.composite, self.draws, number, |unit, overall, g, p| {
                    block.set(0, at, unit, overall);
                    let scores = g[..groups].iter().chain(&p[..parts]);
                    for (ranking, score) in (1..).zip(scores) {
                        block.set(ranking, at, unit, *score);
                    }
                });
            }
            let numbers = from..from + draws as u64;
            let looked_at = numbers.filter(|draw| self.ends.looks_at(*draw)).count();
            piece.count(self.rankings, draws, looked_at);
            from += draws as u64;
        }
        piece
    }
}

/// Scores of some draws, so laid that those of one ranking lie together.
struct Block {
    units: usize,
    scores: Vec<f64>,
}

impl Block {
    #[inline]
    fn set(&mut self, ranking: usize, draw: usize, unit: usize, score: f64) {
        self.scores[(ranking * TOGETHER + draw) * self.units + unit] = score;
    }

    fn of(&self, ranking: usize, draw: usize) -> &[f64] {
        &self.scores[(ranking * TOGETHER + draw) * self.units..][..self.units]
    }
}

/// Some draws on one thread.
struct Piece {
    ranker: Ranker,
    block: Block,
    /// Scores of one draw of one ranking.
    scored: Vec<f32>,
    places: Vec<Places>,
    tails: Tails,
}

impl Piece {
    fn new(run: &Run<'_>, tails: Tails) -> Self {
        let units = run.composite.units();
        let ranked = run.rankings.iter().map(|ranking| ranking.ranked.len());
        Self {
            ranker: Ranker::default(),
            block: Block {
                units,
                scores: vec![f64::NAN; run.rankings.len() * TOGETHER * units],
            },
            scored: Vec::new(),
            places: ranked.map(Places::new).collect(),
            tails,
        }
    }

    /// Counts some draws, one ranking after another, so that what is counted of a ranking is at hand. The
    /// scores of the first `looked_at` of them are looked at.
    #[allow(
        clippy::cast_possible_truncation,
        reason = "seven digits of a score are enough"
    )]
    fn count(&mut self, rankings: &Rankings, draws: usize, looked_at: usize) {
        let mut first = 0;
        for (at, (places, ranking)) in self.places.iter_mut().zip(rankings.iter()).enumerate() {
            for draw in 0..draws {
                let scores = self.block.of(at, draw);
                let ranked = ranking.ranked.iter().map(|unit| scores[*unit]);
                places.count(&mut self.ranker, ranked);
                if draw < looked_at {
                    let against = ranking.against.map(|unit| scores[unit] as f32);
                    let scored = ranking.scored.iter().map(|unit| scores[*unit] as f32);
                    self.scored.clear();
                    self.scored.extend(scored);
                    self.tails.push(first, &self.scored, against);
                }
            }
            first += ranking.scored.len();
        }
    }
}

/// Room for one draw at a time.
struct Desk {
    nominal: Weights,
    weights: Weights,
    /// Of one unit at a time, part by part.
    scores: Vec<f64>,
    combining: Combining,
}

impl Desk {
    fn new(composite: &Composite) -> Self {
        Self {
            nominal: composite.weights.clone(),
            weights: composite.weights.clone(),
            scores: vec![f64::NAN; composite.scales.len()],
            combining: Combining::new(composite),
        }
    }

    /// Scores everything once: `each` is given a unit, its overall score and those of its groups and parts.
    #[inline]
    fn draw(
        &mut self,
        composite: &Composite,
        draws: &Draws,
        number: u64,
        mut each: impl FnMut(usize, f64, &[f64], &[f64]),
    ) {
        if let Some(noise) = draws.weights {
            let stream = &mut Stream::new(draws.seed, 2 * number + 1);
            self.vary(composite, noise, stream);
        }
        let mut stream = Stream::new(draws.seed, 2 * number);
        for unit in &composite.order.units {
            let drawing = &composite.drawings[*unit];
            drawing.draw(&mut stream, &composite.scales, &mut self.scores);
            let combining = &mut self.combining;
            let overall = combining.overall(composite, *unit, &self.weights, &self.scores);
            each(*unit, overall, &combining.groups, &self.scores);
        }
    }

    /// Each weight times 1 + f(2U − 1).
    fn vary(&mut self, composite: &Composite, noise: f64, stream: &mut Stream) {
        let mut factor = || 1.0 + noise * (2.0 * stream.uniform() - 1.0);
        for at in &composite.order.groups {
            self.weights.groups[*at] = self.nominal.groups[*at] * factor();
        }
        for at in &composite.order.parts {
            self.weights.parts[*at] = self.nominal.parts[*at] * factor();
        }
    }
}
