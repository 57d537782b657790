//! Other choices of method that a configuration could have made.

use serde::Serialize;

use crate::config::{Aggregation, Configuration, Normalisation, Policy};
use crate::scoring::engine::scored;
use crate::scoring::panel::Panel;
use crate::scoring::scorecard::Scorecard;

use super::change::{Consequence, mean_rank_change};

const POLICIES: [Policy; 3] = [Policy::Plateau, Policy::Flag, Policy::Exclude];

/// A choice of method, as the weights file names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "choice", content = "value", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Choice {
    /// How scores are combined.
    Aggregation(Aggregation),
    /// How values are put on the scale of scores.
    Normalisation(Normalisation),
    /// What is done about doubtful recording.
    RecordingPolicy(Policy),
}

impl Choice {
    /// The key of the weights file, as it is printed.
    #[must_use]
    pub fn setting(self) -> &'static str {
        match self {
            Self::Aggregation(_) => "aggregation",
            Self::Normalisation(_) => "normalisation",
            Self::RecordingPolicy(_) => "recording-policy",
        }
    }

    /// What is chosen, as the weights file names it.
    #[must_use]
    pub fn value(self) -> &'static str {
        match self {
            Self::Aggregation(chosen) => name(&Aggregation::NAMES, chosen),
            Self::Normalisation(chosen) => name(&Normalisation::NAMES, chosen),
            Self::RecordingPolicy(chosen) => chosen.as_str(),
        }
    }
}

fn all<T: Copy>(names: &[(&'static str, T)]) -> impl Iterator<Item = T> {
    names.iter().map(|(_, value)| *value)
}

fn name<T: PartialEq>(names: &[(&'static str, T)], value: T) -> &'static str {
    let found = names.iter().find(|(_, other)| *other == value);
    found.expect("every value has a name").0
}

/// The ranking under another choice.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Alternative {
    /// What is chosen instead.
    #[serde(flatten)]
    pub choice: Choice,
    /// By how many places an authority moves on average; none where nobody is ranked.
    pub mean_rank_change: Option<f64>,
    /// What else it changes.
    #[serde(flatten)]
    pub consequence: Consequence,
}

/// A choice that a configuration cannot run with.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Refused {
    /// What cannot be chosen.
    #[serde(flatten)]
    pub choice: Choice,
    /// Why not.
    pub reason: String,
}

/// The choices that can all be run, with each other too.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::scoring) struct Choices {
    pub(super) aggregations: Vec<Aggregation>,
    pub(super) normalisations: Vec<Normalisation>,
    pub(super) policies: Vec<Policy>,
}

impl Choices {
    /// What a configuration could have chosen, and what it could not, before anything is run:
    /// goalposts need goalposts for every indicator that would be scored between them.
    pub(super) fn of(configuration: &Configuration) -> (Self, Vec<Refused>) {
        let without: Vec<&str> = configuration
            .indicators()
            .map(|(_, indicator)| indicator)
            .filter(|i| {
                i.is_scored() && i.goalposts.is_none() && follows(configuration, i.normalisation)
            })
            .map(|i| i.code.as_str())
            .collect();
        let mut refused = Vec::new();
        if !without.is_empty() {
            refused.push(Refused {
                choice: Choice::Normalisation(Normalisation::Goalposts),
                reason: format!("no goalposts for {}", without.join(", ")),
            });
        }
        let can = |n: &Normalisation| *n != Normalisation::Goalposts || without.is_empty();
        let choices = Self {
            aggregations: all(&Aggregation::NAMES).collect(),
            normalisations: all(&Normalisation::NAMES).filter(can).collect(),
            policies: POLICIES.to_vec(),
        };
        (choices, refused)
    }
}

/// Whether an indicator is normalised as the scorecard is, rather than by a key of its own.
fn follows(configuration: &Configuration, own: Normalisation) -> bool {
    own == configuration.scorecard.normalisation
}

/// The configuration with other choices. Indicators with a normalisation of their own keep it.
pub(super) fn chosen(
    configuration: &Configuration,
    aggregation: Aggregation,
    normalisation: Normalisation,
    policy: Policy,
) -> Configuration {
    let mut other = configuration.clone();
    other.scorecard.aggregation = aggregation;
    other.scorecard.normalisation = normalisation;
    other.recording.policy = policy;
    for indicator in other.domains.iter_mut().flat_map(|d| &mut d.indicators) {
        if follows(configuration, indicator.normalisation) {
            indicator.normalisation = normalisation;
        }
    }
    other
}

/// Every other choice, one at a time.
pub(super) fn one_at_a_time(
    configuration: &Configuration,
    panel: &Panel,
    scorecard: &Scorecard,
    choices: &Choices,
) -> Vec<Alternative> {
    let (aggregation, normalisation, policy) = (
        configuration.scorecard.aggregation,
        configuration.scorecard.normalisation,
        configuration.recording.policy,
    );
    let run = |choice, other: &Configuration| {
        let other = scored(other, panel);
        Alternative {
            choice,
            mean_rank_change: mean_rank_change(scorecard, &other),
            consequence: Consequence::of(scorecard, &other),
        }
    };
    let mut results = Vec::new();
    for other in all(&Aggregation::NAMES).filter(|a| *a != aggregation) {
        let configuration = chosen(configuration, other, normalisation, policy);
        results.push(run(Choice::Aggregation(other), &configuration));
    }
    let runs = |n: &Normalisation| *n != normalisation && choices.normalisations.contains(n);
    for other in all(&Normalisation::NAMES).filter(runs) {
        let configuration = chosen(configuration, aggregation, other, policy);
        results.push(run(Choice::Normalisation(other), &configuration));
    }
    for other in POLICIES.into_iter().filter(|p| *p != policy) {
        let configuration = chosen(configuration, aggregation, normalisation, other);
        results.push(run(Choice::RecordingPolicy(other), &configuration));
    }
    results
}
