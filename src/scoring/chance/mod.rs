//! How sure a score and a rank are: every value drawn from its sampling distribution and every
//! weight varied, many times, each time with all scores and ranks computed anew.
//!
//! The draws themselves are [`Composite`](crate::statistics::Composite)'s, which goes by numbers: here a scorecard is
//! made ready for them, and what they came to is given back to its authorities.

mod index;
mod level;
mod plan;
mod spread;
mod uncertainty;

use crate::config::Configuration;

use super::panel::Panel;
use super::scorecard::Scorecard;

use level::Levels;

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
    let levels = Levels::of(&plan, scorecard);
    spread::summarise(&plan, &levels, chances, scorecard)
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
    let levels = Levels::overall(&plan, scorecard);
    spread::summarise(&plan, &levels, chances, scorecard)
}

#[cfg(test)]
mod tests;
