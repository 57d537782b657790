//! How sure a score and a rank are: every value drawn from its sampling distribution and every
//! weight varied, many times, each time with all scores and ranks computed anew.

mod combine;
mod draws;
mod places;
mod plan;
mod summary;
mod unit;

use serde::Serialize;

use crate::config::{Configuration, RandomSource};
use crate::statistics::Range;

use super::{Panel, Scorecard};

pub(super) use combine::Weights;
pub(super) use draws::domain_draws;
pub(super) use places::Ranker;
pub(super) use plan::Plan;

/// What is drawn, and how often.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
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

/// How sure the scores and ranks of a year are. Vectors over authorities are in the order of the
/// panel.
#[derive(Debug, Clone, PartialEq)]
pub struct Uncertainty {
    /// What was drawn.
    pub chances: Chances,
    /// Overall.
    pub overall: Vec<Spread>,
    /// By domain of the configuration; empty where it has no comparable indicator.
    pub domains: Vec<Vec<Spread>>,
    /// By indicator of the configuration; empty where it is not in the common set.
    pub indicators: Vec<Vec<Spread>>,
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
pub struct RankSpread {
    /// The middle one.
    pub median: f64,
    /// The lower end of the interval: nearer to 1.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// Share of draws in which it was in the best quarter.
    pub top_quarter: f64,
    /// Share of draws in which it was in the worst quarter.
    pub bottom_quarter: f64,
}

/// Where a score stands against the nation's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Band {
    /// The whole interval of the difference is above 0.
    Above,
    /// The interval holds 0.
    Around,
    /// The whole interval is below 0.
    Below,
}

impl Band {
    /// As tables print it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Above => "above",
            Self::Around => "around",
            Self::Below => "below",
        }
    }
}

/// Draws a scorecard again and again. The same seed gives the same on any number of threads and in
/// whatever order authorities and indicators are given.
pub fn uncertainty(
    configuration: &Configuration,
    panel: &Panel,
    scorecard: &Scorecard,
    chances: &Chances,
) -> Uncertainty {
    let plan = Plan::new(configuration, panel, scorecard, chances.sampling);
    let levels = draws::Levels::of(&plan, scorecard);
    summarised(&plan, &levels, chances, scorecard)
}

/// The same of the overall scores alone, from the same draws, in less time: what is said of domains
/// and indicators is empty.
pub fn overall_uncertainty(
    configuration: &Configuration,
    panel: &Panel,
    scorecard: &Scorecard,
    chances: &Chances,
) -> Uncertainty {
    let plan = Plan::new(configuration, panel, scorecard, chances.sampling);
    let levels = draws::Levels::overall(scorecard);
    summarised(&plan, &levels, chances, scorecard)
}

fn summarised(
    plan: &Plan<'_>,
    levels: &draws::Levels,
    chances: &Chances,
    scorecard: &Scorecard,
) -> Uncertainty {
    let drawn = draws::run(plan, levels, chances);
    summary::summarise(plan, levels, drawn, chances, scorecard)
}

#[cfg(test)]
mod tests;
