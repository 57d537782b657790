//! An authority, or the nation, made ready to be drawn.

use crate::measure::{Distribution, Root, Sampled, Share};
use crate::statistics::{BetaDraw, GammaDraw, Stream};

/// An authority, or the nation.
pub(super) struct Unit {
    /// Shares that several values are part of, by [`Root`].
    pub(super) roots: [Option<BetaDraw>; Root::COUNT],
    /// By indicator of the common set.
    pub(super) cells: Vec<Cell>,
    /// By domain: whether it is scored.
    pub(super) domains: Vec<bool>,
    /// The least and the most a drawn score may be.
    pub(super) bounds: (f64, f64),
}

/// A value to be drawn.
pub(super) struct Cell {
    pub(super) source: Source,
    pub(super) factor: f64,
    pub(super) floor: Option<f64>,
    pub(super) ceiling: f64,
}

pub(super) enum Source {
    Absent,
    /// A score that no draw changes.
    Score(f64),
    Beta(BetaDraw),
    Root(usize),
    Rate(GammaDraw, f64),
    Part {
        root: usize,
        beta: BetaDraw,
        ratio: f64,
    },
    Events {
        root: usize,
        each: f64,
        gamma: Option<(GammaDraw, f64)>,
    },
}

impl Unit {
    pub(super) fn new(domains: Vec<bool>, bounds: (f64, f64)) -> Self {
        Self {
            roots: [None; Root::COUNT],
            cells: Vec::new(),
            domains,
            bounds,
        }
    }

    pub(super) fn push(
        &mut self,
        score: Option<f64>,
        sampled: Option<Sampled>,
        floor: Option<f64>,
        ceiling: f64,
    ) {
        let source = match (score, sampled) {
            (None, _) => Source::Absent,
            (Some(score), None) => Source::Score(score),
            (Some(_), Some(sampled)) => self.source(sampled.from),
        };
        let factor = sampled.map_or(1.0, |sampled| sampled.factor);
        self.cells.push(Cell {
            source,
            factor,
            floor,
            ceiling,
        });
    }

    fn source(&mut self, from: Distribution) -> Source {
        match from {
            Distribution::Proportion(share) => Source::Beta(BetaDraw::after(share.x, share.n)),
            Distribution::Whole(root, share) => Source::Root(self.root(root, share)),
            Distribution::Rate { x, n } => Source::Rate(GammaDraw::new(x + 0.5), n),
            Distribution::Part {
                root,
                whole,
                x,
                of,
                ratio,
            } => Source::Part {
                root: self.root(root, whole),
                beta: BetaDraw::after(x, of),
                ratio,
            },
            Distribution::Events {
                root,
                whole,
                each,
                shape,
            } => Source::Events {
                root: self.root(root, whole),
                each,
                gamma: shape.map(|k| (GammaDraw::new(k), k)),
            },
        }
    }

    fn root(&mut self, root: Root, share: Share) -> usize {
        let at = root.index();
        if let Some(slot) = self.roots.get_mut(at) {
            *slot = Some(BetaDraw::after(share.x, share.n));
        }
        at
    }
}

pub(super) enum Drawn {
    Score(f64),
    Value(f64),
}

impl Source {
    /// The score that no draw changes.
    pub(super) fn score(&self) -> f64 {
        match self {
            Self::Score(score) => *score,
            _ => f64::NAN,
        }
    }

    pub(super) fn draw(&self, shares: &[f64; Root::COUNT], stream: &mut Stream) -> Drawn {
        let share = |root: &usize| shares.get(*root).copied().unwrap_or(f64::NAN);
        Drawn::Value(match self {
            Self::Absent => return Drawn::Score(f64::NAN),
            Self::Score(score) => return Drawn::Score(*score),
            Self::Beta(beta) => beta.draw(stream),
            Self::Root(root) => share(root),
            Self::Rate(gamma, n) => gamma.draw(stream) / n,
            Self::Part { root, beta, ratio } => share(root) * beta.draw(stream) * ratio,
            Self::Events { root, each, gamma } => {
                let around = gamma
                    .as_ref()
                    .map_or(1.0, |(gamma, k)| gamma.draw(stream) / k);
                share(root) * each * around
            }
        })
    }
}
