//! An authority, or the nation, made ready to be drawn.

use crate::measure::{Distribution, Root, Sampled, Share};
use crate::scoring::by::By;
use crate::statistics::{BetaDraw, GammaDraw, Stream};

use super::index::{CommonIndex, ComparableIndex};

/// An authority, or the nation.
pub(super) struct Unit {
    pub(super) roots: Roots,
    pub(super) cells: By<CommonIndex, Cell>,
    /// Whether each domain is scored.
    pub(super) domains: By<ComparableIndex, bool>,
    /// The least and the most a drawn score may be.
    pub(super) bounds: (f64, f64),
}

/// Shares that several values are part of, by [`Root`].
#[derive(Default)]
pub(super) struct Roots([Option<BetaDraw>; Root::COUNT]);

/// Such shares, drawn.
pub(super) struct DrawnRoots([f64; Root::COUNT]);

/// A value to be drawn.
pub(super) struct Cell {
    pub(super) source: Source,
    pub(super) factor: f64,
    pub(super) floor: Option<f64>,
    pub(super) ceiling: f64,
}

/// What holds a drawn value and its score back under the recording policy.
#[derive(Clone, Copy)]
pub(super) struct Held {
    /// The best value.
    pub(super) floor: Option<f64>,
    /// The best score.
    pub(super) ceiling: f64,
}

impl Held {
    pub(super) const BY_NOTHING: Self = Self {
        floor: None,
        ceiling: f64::INFINITY,
    };
}

pub(super) enum Source {
    Absent,
    /// A score that no draw changes.
    Score(f64),
    Beta(BetaDraw),
    Root(Root),
    Rate(GammaDraw, f64),
    Part {
        root: Root,
        beta: BetaDraw,
        ratio: f64,
    },
    Events {
        root: Root,
        each: f64,
        gamma: Option<(GammaDraw, f64)>,
    },
}

impl Cell {
    /// A score and how its value would vary, which may be with others by a root.
    pub(super) fn new(
        roots: &mut Roots,
        score: Option<f64>,
        sampled: Option<Sampled>,
        held: Held,
    ) -> Self {
        Self {
            source: match (score, sampled) {
                (None, _) => Source::Absent,
                (Some(score), None) => Source::Score(score),
                (Some(_), Some(sampled)) => Source::of(roots, sampled.from),
            },
            factor: sampled.map_or(1.0, |sampled| sampled.factor),
            floor: held.floor,
            ceiling: held.ceiling,
        }
    }
}

impl Roots {
    fn set(&mut self, root: Root, share: Share) -> Root {
        self.0[root.index()] = Some(BetaDraw::after(share.x, share.n));
        root
    }

    pub(super) fn draw(&self, stream: &mut Stream) -> DrawnRoots {
        DrawnRoots(
            self.0
                .map(|root| root.map_or(0.0, |root| root.draw(stream))),
        )
    }
}

impl DrawnRoots {
    fn share(&self, root: Root) -> f64 {
        self.0[root.index()]
    }
}

pub(super) enum Drawn {
    Score(f64),
    Value(f64),
}

impl Source {
    fn of(roots: &mut Roots, from: Distribution) -> Self {
        match from {
            Distribution::Proportion(share) => Self::Beta(BetaDraw::after(share.x, share.n)),
            Distribution::Whole(root, share) => Self::Root(roots.set(root, share)),
            Distribution::Rate { x, n } => Self::Rate(GammaDraw::new(x + 0.5), n),
            Distribution::Part {
                root,
                whole,
                x,
                of,
                ratio,
            } => Self::Part {
                root: roots.set(root, whole),
                beta: BetaDraw::after(x, of),
                ratio,
            },
            Distribution::Events {
                root,
                whole,
                each,
                shape,
            } => Self::Events {
                root: roots.set(root, whole),
                each,
                gamma: shape.map(|k| (GammaDraw::new(k), k)),
            },
        }
    }

    /// Whether draws change it.
    pub(super) fn is_drawn(&self) -> bool {
        !matches!(self, Self::Absent | Self::Score(_))
    }

    /// The score that no draw changes; not a number where there is none.
    pub(super) fn score(&self) -> f64 {
        match self {
            Self::Score(score) => *score,
            _ => f64::NAN,
        }
    }

    pub(super) fn draw(&self, shares: &DrawnRoots, stream: &mut Stream) -> Drawn {
        Drawn::Value(match self {
            Self::Absent => return Drawn::Score(f64::NAN),
            Self::Score(score) => return Drawn::Score(*score),
            Self::Beta(beta) => beta.draw(stream),
            Self::Root(root) => shares.share(*root),
            Self::Rate(gamma, n) => gamma.draw(stream) / n,
            Self::Part { root, beta, ratio } => shares.share(*root) * beta.draw(stream) * ratio,
            Self::Events { root, each, gamma } => {
                let around = gamma
                    .as_ref()
                    .map_or(1.0, |(gamma, k)| gamma.draw(stream) / k);
                shares.share(*root) * each * around
            }
        })
    }
}
