//! What the ranking depends on: every part left out, every other choice of method.

use serde::Serialize;

use crate::assessment::Assessment;
use crate::config::Configuration;
use crate::scoring::{Alternative, LeftOut, sensitivity};

use super::super::figure::Figure;
use super::super::{number, words};

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
        words::uncapitalised(&most.choice),
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
    let domain = configuration.domains.iter().find(|d| d.code == left.code);
    let indicator = configuration
        .indicators()
        .find(|(_, i)| i.code == left.code);
    match (left.level, domain, indicator) {
        ("domain", Some(domain), _) => format!("Leave out the domain “{}”", domain.title),
        (_, _, Some((_, indicator))) => format!("Leave out the indicator “{}”", indicator.title),
        _ => format!("Leave out “{}”", left.code),
    }
}

fn instead(other: &Alternative) -> String {
    let value = match (other.choice, other.value) {
        ("recording-policy", "flag") => return "Only say doubts about recording".to_owned(),
        ("recording-policy", "plateau") => {
            return "Score very low recording as plausibly low".to_owned();
        }
        ("recording-policy", "exclude") => {
            return "Leave out figures whose recording is in doubt".to_owned();
        }
        ("normalisation", "min-max") => "between the lowest and the highest value",
        ("normalisation", "z-score") => "by distance from the mean",
        ("normalisation", "percentile-rank") => "by percentile rank",
        ("normalisation", "rank") => "by rank",
        ("normalisation", _) => "between goalposts",
        (_, "geometric") => "by geometric mean",
        (_, "harmonic") => "by harmonic mean",
        (_, _) => "by arithmetic mean",
    };
    let verb = if other.choice == "normalisation" {
        "Scale figures"
    } else {
        "Combine scores"
    };
    format!("{verb} {value}")
}
