//! What the ranking depends on: every part left out, every other choice of method.

use serde::Serialize;

use crate::assessment::Assessment;
use crate::config::{Aggregation, Configuration, Normalisation, Policy};
use crate::diagnostic::uncapitalised;
use crate::scoring::{Alternative, Choice, LeftOut, Level, sensitivity};

use super::super::figure::Figure;
use super::super::number;

/// What the ranking depends on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sensitivity {
    /// Which choice moves ranks most, in a sentence; empty where nobody is ranked.
    pub finding: String,
    /// Every choice that was tried, those that move ranks most first.
    pub effects: Vec<ChoiceEffect>,
}

/// What one other choice would do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChoiceEffect {
    /// The choice, in words: "Leave out the domain “Sufficiency”".
    pub choice: String,
    /// By how many places an authority moves on average.
    pub places: Figure,
}

impl Sensitivity {
    pub(super) fn of(assessment: &Assessment<'_>) -> Self {
        let configuration = assessment.configuration();
        let (left_out, alternatives) =
            sensitivity(configuration, &assessment.panel, &assessment.scorecard);
        let left_out = left_out
            .iter()
            .map(|left| effect(without(configuration, left), left.mean_rank_change));
        let alternatives = alternatives
            .iter()
            .map(|other| effect(instead(other), other.mean_rank_change));
        let mut effects: Vec<ChoiceEffect> = left_out.chain(alternatives).collect();
        let size = |effect: &ChoiceEffect| effect.places.value.unwrap_or(-1.0);
        effects.sort_by(|a, b| size(b).total_cmp(&size(a)).then(a.choice.cmp(&b.choice)));
        Self {
            finding: effects.first().map(finding).unwrap_or_default(),
            effects,
        }
    }
}

fn finding(most: &ChoiceEffect) -> String {
    if !most.places.is_number() {
        return String::new();
    }
    format!(
        "Of all the choices tried one at a time, this moves ranks most: {}. An authority would move {} places on average.",
        uncapitalised(&most.choice),
        most.places.display
    )
}

fn effect(choice: String, places: Option<f64>) -> ChoiceEffect {
    ChoiceEffect {
        choice,
        places: places.map_or_else(
            || Figure::absent("nobody ranked", "nobody is ranked under this choice"),
            |places| Figure::number(places, number::decimal(places, 1)),
        ),
    }
}

fn without(configuration: &Configuration, left: &LeftOut) -> String {
    let code = &left.code;
    let title = match left.level {
        Level::Domain => {
            let domain = configuration.domains.iter().find(|d| d.code == *code);
            domain.map(|domain| &domain.title)
        }
        Level::Indicator => {
            let indicator = configuration.indicators().find(|(_, i)| i.code == *code);
            indicator.map(|(_, indicator)| &indicator.title)
        }
    };
    match (left.level, title) {
        (Level::Domain, Some(title)) => format!("Leave out the domain “{title}”"),
        (Level::Indicator, Some(title)) => format!("Leave out the indicator “{title}”"),
        (_, None) => format!("Leave out “{code}”"),
    }
}

fn instead(other: &Alternative) -> String {
    match other.choice {
        Choice::RecordingPolicy(Policy::Flag) => "Only say doubts about recording",
        Choice::RecordingPolicy(Policy::Plateau) => "Score very low recording as plausibly low",
        Choice::RecordingPolicy(Policy::Exclude) => "Leave out figures whose recording is in doubt",
        Choice::Normalisation(Normalisation::MinMax) => {
            "Scale figures between the lowest and the highest value"
        }
        Choice::Normalisation(Normalisation::ZScore) => "Scale figures by distance from the mean",
        Choice::Normalisation(Normalisation::PercentileRank) => "Scale figures by percentile rank",
        Choice::Normalisation(Normalisation::Rank) => "Scale figures by rank",
        Choice::Normalisation(Normalisation::Goalposts) => "Scale figures between goalposts",
        Choice::Aggregation(Aggregation::Geometric) => "Combine scores by geometric mean",
        Choice::Aggregation(Aggregation::Harmonic) => "Combine scores by harmonic mean",
        Choice::Aggregation(Aggregation::Arithmetic) => "Combine scores by arithmetic mean",
    }
    .to_owned()
}
