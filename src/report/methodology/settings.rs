//! The settings in use, in words.

use crate::assessment::Assessment;
use crate::config::{Configuration, CoverageBy, DomainsRequired, Mode, Scorecard};

use super::super::number;
use super::{Setting, passages};

/// Every setting a reader needs to compute the scorecard again, but for the weights.
pub(super) fn settings(assessment: &Assessment<'_>) -> Vec<Setting> {
    let configuration = assessment.configuration();
    let mut settings = scoring(&configuration.scorecard);
    settings.extend(ranking(&configuration.scorecard));
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
    ]
}

fn yes(answer: bool) -> &'static str {
    if answer { "yes" } else { "no" }
}
