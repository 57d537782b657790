//! Other choices of method that a configuration could have made.

use serde::Serialize;

use crate::config::{Aggregation, Configuration, Normalisation, Policy};
use crate::scoring::engine::scored;
use crate::scoring::panel::Panel;
use crate::scoring::scorecard::Scorecard;

use super::change::mean_rank_change;

const AGGREGATIONS: [(Aggregation, &str); 3] = [
    (Aggregation::Arithmetic, "arithmetic"),
    (Aggregation::Geometric, "geometric"),
    (Aggregation::Harmonic, "harmonic"),
];
const NORMALISATIONS: [(Normalisation, &str); 5] = [
    (Normalisation::Goalposts, "goalposts"),
    (Normalisation::MinMax, "min-max"),
    (Normalisation::ZScore, "z-score"),
    (Normalisation::PercentileRank, "percentile-rank"),
    (Normalisation::Rank, "rank"),
];
const POLICIES: [(Policy, &str); 3] = [
    (Policy::Plateau, "plateau"),
    (Policy::Flag, "flag"),
    (Policy::Exclude, "exclude"),
];

/// The ranking under another choice.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Alternative {
    /// `aggregation`, `normalisation` or `recording-policy`.
    pub choice: &'static str,
    /// What is chosen instead.
    pub value: &'static str,
    /// By how many places an authority moves on average; none where nobody is ranked.
    pub mean_rank_change: Option<f64>,
}

/// A choice that a configuration cannot run with.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Refused {
    /// The choice.
    pub choice: &'static str,
    /// What cannot be chosen.
    pub value: &'static str,
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
                choice: "normalisation",
                value: "goalposts",
                reason: format!("no goalposts for {}", without.join(", ")),
            });
        }
        let can = |n: &Normalisation| *n != Normalisation::Goalposts || without.is_empty();
        let choices = Self {
            aggregations: AGGREGATIONS.iter().map(|(a, _)| *a).collect(),
            normalisations: NORMALISATIONS.iter().map(|(n, _)| *n).filter(can).collect(),
            policies: POLICIES.iter().map(|(p, _)| *p).collect(),
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
    let run = |choice, value, other: &Configuration| Alternative {
        choice,
        value,
        mean_rank_change: mean_rank_change(scorecard, &scored(other, panel)),
    };
    let mut results = Vec::new();
    for (other, name) in AGGREGATIONS.iter().filter(|(a, _)| *a != aggregation) {
        let other = chosen(configuration, *other, normalisation, policy);
        results.push(run("aggregation", *name, &other));
    }
    let runs = |n: &Normalisation| *n != normalisation && choices.normalisations.contains(n);
    for (other, name) in NORMALISATIONS.iter().filter(|(n, _)| runs(n)) {
        let other = chosen(configuration, aggregation, *other, policy);
        results.push(run("normalisation", *name, &other));
    }
    for (other, name) in POLICIES.iter().filter(|(p, _)| *p != policy) {
        let other = chosen(configuration, aggregation, normalisation, *other);
        results.push(run("recording-policy", *name, &other));
    }
    results
}
