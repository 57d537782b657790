//! What ranks hang on: chance, weights, the indicators and domains, and the choices of method.

mod alternatives;
mod change;
mod sobol;

use serde::Serialize;

use crate::config::{Configuration, Policy, RandomSource};

use super::agreement::{Agreement, agreement};
use super::chance::{Chances, Uncertainty, uncertainty};
use super::engine::scored;
use super::panel::Panel;
use super::scorecard::{Scorecard, ScoredIndicator};

pub use alternatives::{Alternative, Choice, Refused};
pub use change::Consequence;
pub use change::{Moved, mean_rank_change, moved};
pub use sobol::{Importance, SobolIndices};

/// Everything that is known of how sure the ranking of a year is.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Robustness {
    /// The draws, by what was drawn: values, weights, both.
    pub chance: Vec<(&'static str, Uncertainty)>,
    /// Each domain and each indicator left out.
    pub left_out: Vec<LeftOut>,
    /// Other choices of method, one at a time.
    pub alternatives: Vec<Alternative>,
    /// Choices that this configuration cannot run with.
    pub refused: Vec<Refused>,
    /// What each choice and each weight contributes to the movement of ranks.
    pub importance: Option<SobolIndices>,
    /// How far the domains go together.
    pub agreement: Agreement,
    /// What the recording policy did: everyone it moved, most first.
    pub recording: Vec<Moved>,
}

/// What a part of a scorecard is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// A domain.
    Domain,
    /// An indicator.
    Indicator,
}

impl Level {
    /// As it is printed.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Domain => "domain",
            Self::Indicator => "indicator",
        }
    }
}

/// The ranking without a part of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LeftOut {
    /// What it is a part of the scorecard as.
    pub level: Level,
    /// Its code.
    pub code: String,
    /// By how many places an authority moves on average; none where nobody is ranked without it.
    pub mean_rank_change: Option<f64>,
    /// What else it changes.
    #[serde(flatten)]
    pub consequence: Consequence,
}

/// Examines the ranking of a year. It scores the year some twenty thousand times.
///
/// # Panics
/// Where the configuration, the panel and the scorecard are not of one another.
pub fn robustness(
    configuration: &Configuration,
    panel: &Panel,
    scorecard: &Scorecard,
) -> Robustness {
    use RandomSource::{Sampling, Weights};
    let sources: [(&'static str, &[RandomSource]); 3] = [
        ("sampling", &[Sampling]),
        ("weights", &[Weights]),
        ("sampling and weights", &[Sampling, Weights]),
    ];
    let chance = sources.map(|(name, sources)| {
        let chances = Chances::from_sources(configuration, sources);
        (name, uncertainty(configuration, panel, scorecard, &chances))
    });
    let (choices, refused) = alternatives::Choices::of(configuration);
    Robustness {
        chance: chance.into(),
        left_out: left_out(configuration, panel, scorecard),
        alternatives: alternatives::one_at_a_time(configuration, panel, scorecard, &choices),
        importance: sobol::indices(configuration, panel, scorecard, &choices),
        refused,
        agreement: agreement(configuration, scorecard),
        recording: moved(&without_policy(configuration, panel), scorecard),
    }
}

/// Each part left out and every other choice of method, one at a time: what does not need draws.
///
/// # Panics
/// Where the configuration, the panel and the scorecard are not of one another.
pub fn sensitivity(
    configuration: &Configuration,
    panel: &Panel,
    scorecard: &Scorecard,
) -> (Vec<LeftOut>, Vec<Alternative>) {
    let (choices, _) = alternatives::Choices::of(configuration);
    (
        left_out(configuration, panel, scorecard),
        alternatives::one_at_a_time(configuration, panel, scorecard, &choices),
    )
}

/// The scorecard as it would be if doubts about recording were only said.
///
/// # Panics
/// Where the panel was not made for this configuration.
pub fn without_policy(configuration: &Configuration, panel: &Panel) -> Scorecard {
    let mut configuration = configuration.clone();
    configuration.recording.policy = Policy::Flag;
    scored(&configuration, panel)
}

/// The scorecard as it would be without a domain; none where there is no such domain with a weight, or no other.
///
/// # Panics
/// Where the panel was not made for this configuration.
pub fn without_domain(
    configuration: &Configuration,
    panel: &Panel,
    code: &str,
) -> Option<Scorecard> {
    let mut without = configuration.clone();
    let domain = without.domains.iter_mut().find(|d| d.code == code)?;
    if domain.weight <= 0.0 {
        return None;
    }
    domain.weight = 0.0;
    let any = without.domains.iter().any(|domain| domain.weight > 0.0);
    any.then(|| scored(&without, panel))
}

/// The scorecard as it would be if zeros that are kept out of the comparison, since chance hardly
/// leaves one, were scored like any other value.
///
/// # Panics
/// Where the panel was not made for this configuration.
pub fn with_implausible_zeros(configuration: &Configuration, panel: &Panel) -> Scorecard {
    scored(configuration, &panel.all_comparable())
}

fn left_out(configuration: &Configuration, panel: &Panel, scorecard: &Scorecard) -> Vec<LeftOut> {
    let mut results = Vec::new();
    let mut add = |level, code: &str, without: &Configuration| {
        let other = scored(without, panel);
        results.push(LeftOut {
            level,
            code: code.to_owned(),
            mean_rank_change: mean_rank_change(scorecard, &other),
            consequence: Consequence::of(scorecard, &other),
        });
    };
    let domains = scorecard.domains_of(configuration);
    for d in domains
        .into_iter()
        .filter(|d| d.domain.weight > 0.0 && d.scores.comparable)
    {
        let mut without = configuration.clone();
        let all = without.domains.iter_mut();
        for same in all.filter(|other| other.code == d.domain.code) {
            same.weight = 0.0;
        }
        add(Level::Domain, &d.domain.code, &without);
    }
    let indicators = scorecard.indicators_of(configuration);
    for i in indicators.into_iter().filter(ScoredIndicator::is_scored) {
        let mut without = configuration.clone();
        let all = without.domains.iter_mut().flat_map(|d| &mut d.indicators);
        for same in all.filter(|other| other.code == i.indicator.code) {
            same.weight = 0.0;
        }
        add(Level::Indicator, &i.indicator.code, &without);
    }
    results
}

#[cfg(test)]
mod tests;
