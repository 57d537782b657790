//! What the ranking depends on: every part left out, every other choice of method.

use serde::Serialize;

use crate::assessment::Assessment;
use crate::config::{Aggregation, Configuration, Normalisation, Policy};
use crate::diagnostic::uncapitalised;
use crate::scoring::{Alternative, Choice, Consequence, LeftOut, Level, sensitivity};

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
    /// What lies behind that, in a sentence; empty where only scores change.
    pub behind: String,
}

impl Sensitivity {
    pub(super) fn of(assessment: &Assessment<'_>) -> Self {
        let configuration = assessment.configuration();
        let (left_out, alternatives) =
            sensitivity(configuration, &assessment.panel, &assessment.scorecard);
        let left_out = left_out.iter().map(|left| {
            let behind = ranked_otherwise(&left.consequence);
            effect(without(configuration, left), left.mean_rank_change, behind)
        });
        let alternatives = alternatives.iter().map(|other| {
            let behind = behind(configuration, &other.consequence);
            effect(instead(other), other.mean_rank_change, behind)
        });
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
        "Of all the choices tried one at a time, this moves ranks most: {}. An authority would move {} places on average.{}{}",
        uncapitalised(&most.choice),
        most.places.display,
        if most.behind.is_empty() { "" } else { " " },
        most.behind
    )
}

fn effect(choice: String, places: Option<f64>, behind: String) -> ChoiceEffect {
    ChoiceEffect {
        choice,
        behind,
        places: places.map_or_else(
            || Figure::absent("nobody ranked", "nobody is ranked under this choice"),
            |places| Figure::number(places, number::decimal(places, 1)),
        ),
    }
}

/// What lies behind the effect of a choice of method: what can no longer be scored, and who is ranked no more.
fn behind(configuration: &Configuration, consequence: &Consequence) -> String {
    let domain = |code: &String| {
        let found = configuration.domains.iter().find(|d| d.code == *code);
        format!("“{}”", found.map_or(code, |domain| &domain.title))
    };
    let indicator = |code: &String| {
        let found = configuration.indicators().find(|(_, i)| i.code == *code);
        format!(
            "“{}”",
            found.map_or(code, |(_, indicator)| &indicator.title)
        )
    };
    let domains: Vec<String> = consequence.domains_lost.iter().map(domain).collect();
    let indicators: Vec<String> = consequence.indicators_lost.iter().map(indicator).collect();
    let mut said = Vec::new();
    if !domains.is_empty() {
        said.push(format!(
            "It takes the whole of {} out of the scores.",
            words::list(&domains)
        ));
    }
    if !indicators.is_empty() {
        said.push(format!("It leaves {} unscored.", words::list(&indicators)));
    }
    let ranked = ranked_otherwise(consequence);
    said.extend(Some(ranked).filter(|ranked| !ranked.is_empty()));
    said.join(" ")
}

fn ranked_otherwise(consequence: &Consequence) -> String {
    let count = |number: usize, what: &str| {
        (number > 0).then(|| {
            format!(
                "{} {} {what}",
                words::authorities(number),
                words::are(number)
            )
        })
    };
    let counts = [
        count(consequence.no_longer_ranked, "no longer ranked"),
        count(consequence.newly_ranked, "ranked only then"),
    ];
    let said: Vec<String> = counts.into_iter().flatten().collect();
    if said.is_empty() {
        return String::new();
    }
    words::sentence(&said.join(", and "))
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
