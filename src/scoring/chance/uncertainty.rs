//! What is drawn, and what the draws say.

use std::cmp::Ordering;

use serde::Serialize;

use crate::config::{Configuration, RandomSource};
use crate::scoring::by::{ByAuthority, ByDomain, ByIndicator};
use crate::statistics::{Draws, Range};

/// What is drawn, and how often.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Chances {
    /// Number of draws.
    pub draws: u64,
    /// Where the random numbers start.
    pub seed: u64,
    /// Whether values are drawn.
    pub sampling: bool,
    /// How far weights vary, as a share of themselves; none where they do not.
    pub weights: Option<f64>,
    /// How much of the draws an interval covers, 0 to 1.
    pub interval: f64,
}

impl Chances {
    /// As the configuration has them.
    pub fn of(configuration: &Configuration) -> Self {
        Self::from_sources(configuration, &configuration.ranking.sources)
    }

    /// The share of draws beyond each end of an interval.
    pub(super) fn tail(&self) -> f64 {
        (1.0 - self.interval) / 2.0
    }

    /// As they are drawn.
    pub(in crate::scoring) fn draws(&self) -> Draws {
        Draws {
            number: self.draws,
            seed: self.seed,
            weights: self.weights,
            tail: self.tail(),
        }
    }

    /// The same with other sources.
    pub fn from_sources(configuration: &Configuration, sources: &[RandomSource]) -> Self {
        let ranking = &configuration.ranking;
        Self {
            draws: ranking.draws,
            seed: ranking.seed,
            sampling: sources.contains(&RandomSource::Sampling),
            weights: sources
                .contains(&RandomSource::Weights)
                .then_some(ranking.weight_noise),
            interval: ranking.interval,
        }
    }
}

/// How sure the scores and ranks of a year are.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Uncertainty {
    /// What was drawn.
    pub chances: Chances,
    /// Overall.
    pub overall: ByAuthority<Spread>,
    /// Of each domain; none where it has no comparable indicator, where less than half of it by weight is
    /// drawn, or only what is overall was drawn.
    pub domains: ByDomain<Option<ByAuthority<Spread>>>,
    /// Of each indicator; none where it is not in the common set, where its values are plain numbers, which
    /// are not drawn, or only what is overall was drawn.
    pub indicators: ByIndicator<Option<ByAuthority<Spread>>>,
    /// Authorities with an overall rank.
    pub ranked: usize,
    /// The middle of the widths of the overall rank intervals.
    pub median_width: Option<f64>,
}

impl Uncertainty {
    /// Whether overall ranks can be told apart: the median interval is at most half as wide as
    /// there are ranks.
    #[allow(clippy::cast_precision_loss, reason = "a few hundred authorities")]
    pub fn is_distinguishable(&self) -> bool {
        self.median_width
            .is_some_and(|width| width <= self.ranked as f64 / 2.0)
    }
}

/// How far one score and rank could vary.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub struct Spread {
    /// The interval of the score.
    pub score: Option<Range>,
    /// The ranks it had.
    pub rank: Option<RankSpread>,
    /// Against the nation's score in the same draws.
    pub band: Option<Band>,
}

/// The ranks that an authority had over all draws.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct RankSpread {
    /// The middle one.
    pub median: f64,
    /// The lower end of the interval, nearer to 1: a rank, the quantile rounded down.
    pub low: u32,
    /// The upper end: a rank, the quantile rounded up.
    pub high: u32,
    /// Share of draws in which it was in the best quarter.
    pub top_quarter: f64,
    /// Share of draws in which it was in the worst quarter.
    pub bottom_quarter: f64,
}

/// Where a score stands against the nation's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Band {
    /// The whole interval of the difference is above 0.
    Above,
    /// The interval holds 0.
    Around,
    /// The whole interval is below 0.
    Below,
}

impl Band {
    pub(super) fn of(side: Ordering) -> Self {
        match side {
            Ordering::Greater => Self::Above,
            Ordering::Equal => Self::Around,
            Ordering::Less => Self::Below,
        }
    }

    /// As tables print it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Above => "above",
            Self::Around => "around",
            Self::Below => "below",
        }
    }
}
