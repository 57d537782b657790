//! What is not as it was the year before.

use std::collections::BTreeSet;

use crate::assessment::Assessment;
use crate::authority::AuthorityId;
use crate::scoring::{AuthorityIndex, ByIndicator, ScoredIndicator};

use super::super::figure::Passage;
use super::super::words;

/// More authorities than this are counted rather than named.
const MOST_NAMED: usize = 10;

/// What the publisher says has changed, then what the data show of two years.
pub(super) fn changes(assessment: &Assessment<'_>, previous: Option<&Assessment<'_>>) -> Passage {
    let own = assessment.configuration().publication.changes.trim();
    let own = (!own.is_empty()).then(|| words::sentence(own));
    let mut paragraphs = Vec::from_iter(own);
    match previous {
        Some(previous) => {
            paragraphs.push(format!(
                "Scores of {} are computed anew by the method on this page, with the same weights and scales, so that a \
                 change of method is not taken for a change in an authority.",
                previous.year
            ));
            paragraphs.push(scored(assessment, previous));
            paragraphs.push(authorities(assessment, previous));
        }
        None => paragraphs.push(format!(
            "The data have no figures for {}, so there is no earlier year to compare {} with.",
            assessment.year - 1,
            assessment.year
        )),
    }
    Passage::new("Changes since last time", paragraphs)
}

/// Which indicators are scored in one of the years only.
fn scored(assessment: &Assessment<'_>, previous: &Assessment<'_>) -> String {
    // Both years are scored by one configuration.
    let (now, before) = (assessment.indicators(), previous.indicators());
    let only = |here: &ByIndicator<ScoredIndicator<'_>>,
                there: &ByIndicator<ScoredIndicator<'_>>| {
        let here = here
            .iter()
            .filter(|i| i.is_scored() && !there[i.at].is_scored());
        here.map(|i| format!("“{}”", i.indicator.title))
            .collect::<Vec<String>>()
    };
    let (new, gone) = (only(&now, &before), only(&before, &now));
    let (year, last) = (assessment.year, previous.year);
    if new.is_empty() && gone.is_empty() {
        return format!("The same indicators are scored for {year} as for {last}.");
    }
    let said = |list: &[String], year: i16, other: i16| {
        (!list.is_empty()).then(|| {
            format!(
                "Scored for {year} and not for {other}: {}.",
                words::list(list)
            )
        })
    };
    let parts = [said(&new, year, last), said(&gone, last, year)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!(
        "{} Overall scores of the two years are not made from the same things.",
        parts.join(" ")
    )
}

/// Which authorities are in one of the years only, and how many are ranked.
fn authorities(assessment: &Assessment<'_>, previous: &Assessment<'_>) -> String {
    let (now, before) = (with_figures(assessment), with_figures(previous));
    let only =
        |here: &BTreeSet<AuthorityId>, there: &BTreeSet<AuthorityId>, year: &Assessment<'_>| {
            let names = here.difference(there).map(|id| year.name(*id).to_owned());
            let names: Vec<String> = names.collect();
            if names.len() > MOST_NAMED {
                words::authorities(names.len())
            } else {
                words::list(&names)
            }
        };
    let new = only(&now, &before, assessment);
    let gone = only(&before, &now, previous);
    let mut sentences = Vec::new();
    if new.is_empty() && gone.is_empty() {
        sentences.push("The same authorities have figures in both years.".to_owned());
    }
    for (names, year, other) in [
        (new, assessment.year, previous.year),
        (gone, previous.year, assessment.year),
    ] {
        if !names.is_empty() {
            sentences.push(format!(
                "With figures for {year} and not for {other}: {names}."
            ));
        }
    }
    let ranked = |year: &Assessment<'_>| words::or_none(year.scorecard.ranked());
    sentences.push(format!(
        "Ranked for {}: {}; for {}: {}.",
        assessment.year,
        ranked(assessment),
        previous.year,
        ranked(previous)
    ));
    sentences.join(" ")
}

/// The authorities that have a figure for any indicator of a year.
fn with_figures(year: &Assessment<'_>) -> BTreeSet<AuthorityId> {
    let has = |at: AuthorityIndex| {
        let mut columns = year.panel.columns().iter();
        columns.any(|column| column.entries()[at].value.is_ok())
    };
    let all = year.panel.authorities().pairs();
    all.filter(|(at, _)| has(*at)).map(|(_, id)| *id).collect()
}
