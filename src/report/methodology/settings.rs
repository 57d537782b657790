//! The settings in use, in words.

use crate::assessment::Assessment;
use crate::config::{
    Configuration, CoverageBy, DomainsRequired, IncidentCount, Mode, Policy, RandomSource, Ranking,
    Recording, Scorecard,
};

use super::super::{number, words};
use super::{Setting, passages};

/// Every setting a reader needs to compute the scorecard again, but for the weights.
pub(super) fn settings(assessment: &Assessment<'_>) -> Vec<Setting> {
    let configuration = assessment.configuration();
    let mut settings = scoring(&configuration.scorecard);
    settings.extend(ranking(&configuration.scorecard));
    settings.extend(chance(&configuration.ranking));
    settings.extend(recording(&configuration.recording));
    settings.extend(counting(configuration));
    settings
}

fn setting(name: &str, key: &str, value: impl Into<String>) -> Setting {
    Setting {
        name: name.to_owned(),
        key: key.to_owned(),
        value: value.into(),
    }
}

fn scoring(scorecard: &Scorecard) -> Vec<Setting> {
    let by = match scorecard.coverage_by {
        CoverageBy::Weight => "weight",
        CoverageBy::Count => "number of indicators",
    };
    let usual = "How figures become scores, unless an indicator says otherwise";
    let share = "Share of authorities that must have an indicator";
    let part = "Share of a domain that must be there";
    vec![
        setting(
            "How scores are combined",
            "aggregation",
            passages::aggregation(scorecard.aggregation),
        ),
        setting(
            usual,
            "normalisation",
            passages::normalisation(scorecard.normalisation),
        ),
        setting(share, "common_set", number::share(scorecard.common_set)),
        setting(
            part,
            "minimum_coverage",
            number::share(scorecard.minimum_coverage),
        ),
        setting("What coverage is a share of", "coverage_by", by),
    ]
}

fn ranking(scorecard: &Scorecard) -> Vec<Setting> {
    let needed = match scorecard.domains_required {
        DomainsRequired::All => "all".to_owned(),
        DomainsRequired::AtLeast(needed) => needed.to_string(),
    };
    let children = "Children looked after on 31 March needed for a rank";
    vec![
        setting(
            "Scored domains needed for a rank",
            "domains_required",
            needed,
        ),
        setting(
            children,
            "minimum_children",
            scorecard.minimum_children.to_string(),
        ),
        setting(
            "Years added up",
            "pooling_years",
            scorecard.pooling_years.to_string(),
        ),
    ]
}

fn chance(ranking: &Ranking) -> Vec<Setting> {
    let sources = ranking.sources.iter().map(|source| match source {
        RandomSource::Sampling => "the chance in each count",
        RandomSource::Weights => "the weights",
    });
    let sources: Vec<String> = sources.map(str::to_owned).collect();
    vec![
        setting(
            "Random draws behind each range",
            "draws",
            ranking.draws.to_string(),
        ),
        setting(
            "The number they start from",
            "seed",
            ranking.seed.to_string(),
        ),
        setting("What is drawn", "sources", words::list(&sources)),
        setting(
            "How far a weight may vary in a draw, as a share of itself",
            "weight_noise",
            number::share(ranking.weight_noise),
        ),
        setting(
            "Share of the draws that a range holds",
            "interval",
            number::share(ranking.interval),
        ),
    ]
}

fn recording(recording: &Recording) -> Vec<Setting> {
    let policy = match recording.policy {
        Policy::Flag => "it is only said",
        Policy::Plateau => "it earns no more than plausibly low recording",
        Policy::Exclude => "the figure does not count",
    };
    let count = match recording.count {
        IncidentCount::Authority => "the authority's",
        IncidentCount::Higher => "the higher of the authority's and the police's",
    };
    vec![
        setting(
            "What is done about doubtfully low recording",
            "policy",
            policy,
        ),
        setting("Whose count of incidents is used", "count", count),
        setting(
            "Times the authority's count that the police's must be to disagree",
            "police_multiple",
            recording.police_multiple.to_string(),
        ),
    ]
}

fn counting(configuration: &Configuration) -> Vec<Setting> {
    let (measures, recording) = (&configuration.measures, &configuration.recording);
    let mode = match configuration.disclosure.mode {
        Mode::Public => "public",
        Mode::Internal => "internal",
    };
    let moves = "Moves with the same carer count as placements";
    vec![
        setting(
            "Days in which a placement review counts",
            "review_days",
            recording.review_days.to_string(),
        ),
        setting(
            "Mixed kinds of source in one ranking",
            "mixed_sources",
            yes(measures.mixed_sources),
        ),
        setting(
            moves,
            "count_same_carer_moves",
            yes(measures.count_same_carer_moves),
        ),
        setting("Mode", "mode", mode),
        setting(
            "Largest count that is withheld in public",
            "threshold",
            configuration.disclosure.threshold.to_string(),
        ),
        setting(
            "Smallest denominator of a percentage that is shown in public",
            "percentage_minimum_denominator",
            configuration
                .disclosure
                .percentage_minimum_denominator
                .to_string(),
        ),
        setting(
            "What totals that are added up here are rounded to in public",
            "rounding",
            configuration.disclosure.rounding.to_string(),
        ),
    ]
}

fn yes(answer: bool) -> &'static str {
    if answer { "yes" } else { "no" }
}
