//! What the scores of one unit are drawn from.

use super::aggregation::Aggregation;
use super::scale::{Bounds, Scale};
use crate::{BetaDraw, GammaDraw, Stream};

/// How many shares of a unit others may be part of.
pub const ROOTS: usize = 2;

/// What a value is drawn from, per one.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// No value.
    Absent,
    /// A score that no draw changes.
    Score(f64),
    /// A share.
    Share(BetaDraw),
    /// A share that others are part of, by its number; drawn once for all of them.
    Root(usize),
    /// Events per so many.
    Rate(GammaDraw, f64),
    /// A part of a share that others are part of too.
    Part {
        /// Its number.
        root: usize,
        /// The part.
        beta: BetaDraw,
        /// What the product is multiplied by.
        ratio: f64,
    },
    /// Events that come with the cases of a share.
    Events {
        /// Its number.
        root: usize,
        /// Events for each case.
        each: f64,
        /// How they vary around that, and the shape.
        gamma: Option<(GammaDraw, f64)>,
    },
}

impl Source {
    /// Whether draws change it.
    pub fn is_drawn(&self) -> bool {
        !matches!(self, Self::Absent | Self::Score(_))
    }

    /// The score that no draw changes; not a number where there is none.
    fn score(&self) -> f64 {
        match self {
            Self::Score(score) => *score,
            _ => f64::NAN,
        }
    }

    /// A value; not a number where none is drawn.
    #[inline]
    fn draw(&self, shares: &[f64; ROOTS], stream: &mut Stream) -> f64 {
        match self {
            Self::Absent | Self::Score(_) => f64::NAN,
            Self::Share(beta) => beta.draw(stream),
            Self::Root(root) => shares[*root],
            Self::Rate(gamma, n) => gamma.draw(stream) / n,
            Self::Part { root, beta, ratio } => shares[*root] * beta.draw(stream) * ratio,
            Self::Events { root, each, gamma } => {
                let around = gamma
                    .as_ref()
                    .map_or(1.0, |(gamma, k)| gamma.draw(stream) / k);
                shares[*root] * each * around
            }
        }
    }
}

/// A value to be drawn and scored.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What it is drawn from.
    pub source: Source,
    /// What a drawn number is multiplied by.
    pub factor: f64,
    /// The least a drawn value counts for.
    pub floor: Option<f64>,
    /// The most it may score.
    pub ceiling: f64,
}

/// What is scored: a place, say.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Shares that several values are part of.
    pub roots: [Option<BetaDraw>; ROOTS],
    /// Its values, part by part.
    pub cells: Vec<Cell>,
    /// Whether each group is scored.
    pub groups: Vec<bool>,
    /// The least and the most a drawn score may be.
    pub bounds: (f64, f64),
}

impl Unit {
    /// Bounds of drawn scores of those that a scale is made of: they stay as they fall, but none may be multiplied or
    /// divided by that is below the lowest.
    pub fn bounds_of(aggregation: Aggregation) -> (f64, f64) {
        match aggregation {
            Aggregation::Arithmetic => (f64::NEG_INFINITY, f64::INFINITY),
            _ => (Bounds::of(aggregation).lowest, f64::INFINITY),
        }
    }
}

/// A unit put in order to be drawn.
#[derive(Debug, Clone)]
pub(super) struct Drawing {
    roots: [Option<BetaDraw>; ROOTS],
    /// Its scores where no draw changes them; not a number elsewhere.
    still: Vec<f64>,
    /// What is drawn, in the order in which it is, with its part.
    drawn: Vec<(usize, Cell)>,
    bounds: (f64, f64),
}

impl Drawing {
    pub(super) fn of(unit: &Unit, part_order: &[usize]) -> Self {
        let cells = part_order.iter().map(|part| (*part, &unit.cells[*part]));
        let drawn = cells.filter(|(_, cell)| cell.source.is_drawn());
        Self {
            roots: unit.roots,
            still: unit.cells.iter().map(|cell| cell.source.score()).collect(),
            drawn: drawn.map(|(part, cell)| (part, cell.clone())).collect(),
            bounds: unit.bounds,
        }
    }

    /// Its scores where no draw changes them.
    pub(super) fn still(&self) -> &[f64] {
        &self.still
    }

    /// Draws its scores, part by part; not a number where there is none.
    #[inline]
    pub(super) fn draw(&self, stream: &mut Stream, scales: &[Scale], scores: &mut [f64]) {
        let shares = self
            .roots
            .map(|root| root.map_or(0.0, |root| root.draw(stream)));
        scores.copy_from_slice(&self.still);
        for (part, cell) in &self.drawn {
            let value = cell.source.draw(&shares, stream) * cell.factor;
            let value = cell.floor.map_or(value, |floor| value.max(floor));
            let scored = scales[*part].score(value);
            scores[*part] = scored.clamp(self.bounds.0, self.bounds.1).min(cell.ceiling);
        }
    }
}
