//! How sure a score and a rank are: every value drawn from its sampling distribution and every
//! weight varied, many times, each time with all scores and ranks computed anew.

mod combine;
mod draws;
mod index;
mod level;
mod places;
mod plan;
mod spread;
mod tails;
mod uncertainty;
mod unit;

use crate::config::Configuration;

use super::panel::Panel;
use super::scorecard::Scorecard;

use level::{ByLevel, Level};

pub(super) use combine::Weights;
pub(super) use draws::domain_draws;
pub(super) use places::Ranker;
pub(super) use plan::Plan;
pub use uncertainty::{Band, Chances, RankSpread, Spread, Uncertainty};

/// Draws a scorecard again and again. The same seed gives the same on any number of threads and in
/// whatever order authorities and indicators are given.
///
/// # Panics
/// Where the configuration, the panel and the scorecard are not of one another.
pub fn uncertainty(
    configuration: &Configuration,
    panel: &Panel,
    scorecard: &Scorecard,
    chances: &Chances,
) -> Uncertainty {
    let plan = Plan::new(configuration, panel, scorecard, chances.sampling);
    let levels = ByLevel::of(&plan, scorecard);
    summarised(&plan, &levels, chances, scorecard)
}

/// The same of the overall scores alone, from the same draws, in less time: what is said of domains
/// and indicators is not there.
///
/// # Panics
/// As [`uncertainty`].
pub fn overall_uncertainty(
    configuration: &Configuration,
    panel: &Panel,
    scorecard: &Scorecard,
    chances: &Chances,
) -> Uncertainty {
    let plan = Plan::new(configuration, panel, scorecard, chances.sampling);
    let levels = ByLevel::overall(&plan, scorecard);
    summarised(&plan, &levels, chances, scorecard)
}

fn summarised(
    plan: &Plan<'_>,
    levels: &ByLevel<Level>,
    chances: &Chances,
    scorecard: &Scorecard,
) -> Uncertainty {
    let drawn = draws::run(plan, levels, chances);
    spread::summarise(plan, levels, &drawn, chances, scorecard)
}

#[cfg(test)]
mod tests;
