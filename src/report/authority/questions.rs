//! Questions that a councillor should ask, each from a finding and with its number.

use crate::assessment::Comparison;
use crate::statistics::TrendDirection;

use super::sentences::Outcome;
use super::{DomainResult, IndicatorResult, LastYear};

/// Fewest and most questions.
const FEWEST: usize = 3;
const MOST: usize = 5;

/// A question, and how much it matters: the smaller the first.
struct Asked {
    order: (u8, f64),
    /// The indicator it is about.
    about: String,
    question: String,
}

/// The questions of a report, the most pressing first.
pub(super) fn questions(
    outcome: &Outcome<'_>,
    last: &LastYear,
    domains: &[DomainResult],
) -> Vec<String> {
    let indicators = || domains.iter().flat_map(|domain| &domain.indicators);
    let mut asked: Vec<Asked> = indicators().filter_map(worse).collect();
    asked.extend(indicators().filter_map(doubtful));
    asked.extend(indicators().filter_map(worsening));
    asked.sort_by(|a, b| {
        let (one, other) = (a.order, b.order);
        one.0.cmp(&other.0).then(one.1.total_cmp(&other.1))
    });
    let mut about: Vec<String> = Vec::new();
    let mut said: Vec<String> = Vec::new();
    for asked in asked {
        // One question about a figure is enough.
        if said.len() < MOST && !about.contains(&asked.about) {
            said.push(asked.question);
            about.push(asked.about);
        }
    }
    let further = [
        lacking(domains),
        moved(outcome, last),
        weakest(domains, &about),
        strongest(domains, &about),
        range(outcome),
    ];
    let wanted = FEWEST.saturating_sub(said.len());
    said.extend(further.into_iter().flatten().take(wanted));
    said
}

/// "20 per 100".
fn with_unit(indicator: &IndicatorResult, display: &str) -> String {
    let unit = indicator
        .unit
        .map_or_else(String::new, |unit| format!(" {unit}"));
    format!("{display}{unit}")
}

/// Figures that are worse than England's by more than chance and the usual differences.
fn worse(indicator: &IndicatorResult) -> Option<Asked> {
    let judged = indicator.england.judgement.as_ref()?;
    let first = match judged.code {
        Comparison::MuchWorse => 0,
        Comparison::Worse => 1,
        _ => return None,
    };
    let near = indicator
        .neighbours
        .as_ref()
        .filter(|near| near.figure.is_number());
    let near = near.map_or_else(String::new, |near| {
        format!(" and {} among its neighbours", near.figure.display)
    });
    Some(Asked {
        about: indicator.code.clone(),
        order: (first, indicator.score.value.unwrap_or(0.0)),
        question: format!(
            "“{}” is {} here, against {} in England{near}. Why is it so, what is being done, and by when should it change?",
            indicator.title,
            with_unit(indicator, &indicator.value.display),
            indicator.england.figure.display
        ),
    })
}

/// Figures whose recording is in doubt.
fn doubtful(indicator: &IndicatorResult) -> Option<Asked> {
    let doubt = indicator.doubts.iter().find(|doubt| !doubt.is_note)?;
    Some(Asked {
        about: indicator.code.clone(),
        order: (2, indicator.score.value.unwrap_or(0.0)),
        question: format!(
            "“{}” is {} ({}). Is everything recorded, who has checked, and what would the true figure be?",
            indicator.title,
            with_unit(indicator, &indicator.value.display),
            doubt.short
        ),
    })
}

/// Figures that have become worse over five years by more than chance.
fn worsening(indicator: &IndicatorResult) -> Option<Asked> {
    let test = indicator.trend.test.as_ref()?;
    let up = indicator.higher_is_better?;
    let (verb, worse) = match test.code {
        TrendDirection::Increasing => ("risen", !up),
        TrendDirection::Decreasing => ("fallen", up),
        TrendDirection::NoSignificantChange => return None,
    };
    let mut known = indicator
        .trend
        .points
        .iter()
        .filter(|point| point.figure.is_number());
    let (first, last) = (known.next()?, known.next_back()?);
    (worse && !first.figure.prints_as(&last.figure)).then(|| Asked {
        about: indicator.code.clone(),
        order: (3, indicator.score.value.unwrap_or(0.0)),
        question: format!(
            "“{}” has {verb} from {} in {} to {} in {}. What changed, and was it meant to?",
            indicator.title,
            first.figure.display,
            first.year,
            with_unit(indicator, &last.figure.display),
            last.year
        ),
    })
}

/// What is not scored here although others are.
fn lacking(domains: &[DomainResult]) -> Option<String> {
    let indicators = domains.iter().flat_map(|domain| &domain.indicators);
    let mut lacking = indicators.filter(|i| i.scored && !i.value.is_number());
    let first = lacking.next()?;
    let more = lacking.count();
    let others = match more {
        0 => String::new(),
        1 => " and one more figure".to_owned(),
        _ => format!(" and {more} more figures"),
    };
    Some(format!(
        "There is no figure here for “{}”{others}. Who knows the number, and when will we see it?",
        first.title
    ))
}

/// How the rank moved from last year.
fn moved(outcome: &Outcome<'_>, last: &LastYear) -> Option<String> {
    let (now, before) = (outcome.rank?, last.rank.as_ref()?);
    (now.rank != before.rank).then(|| {
        format!(
            "The rank was {} of {} in {} and is {} of {}. What was done differently, or is it chance?",
            before.display, before.of, last.year, now.display, now.of
        )
    })
}

fn by_score(domains: &[DomainResult]) -> Vec<&IndicatorResult> {
    let indicators = domains.iter().flat_map(|domain| &domain.indicators);
    let mut scored: Vec<&IndicatorResult> = indicators
        .filter(|i| i.score.is_number() && i.value.is_number())
        .collect();
    let score = |i: &IndicatorResult| i.score.value.unwrap_or(0.0);
    scored.sort_by(|a, b| score(a).total_cmp(&score(b)));
    scored
}

/// The lowest score of those that no test says more of.
fn weakest(domains: &[DomainResult], about: &[String]) -> Option<String> {
    let scored = by_score(domains);
    let lowest = scored.iter().find(|i| !about.contains(&i.code))?;
    Some(format!(
        "The lowest score is for “{}”: {}, against {} in England. What would it take to change that?",
        lowest.title,
        with_unit(lowest, &lowest.value.display),
        lowest.england.figure.display
    ))
}

/// The highest score.
fn strongest(domains: &[DomainResult], about: &[String]) -> Option<String> {
    let scored = by_score(domains);
    let mut known = scored.iter().rev().filter(|_| scored.len() > 1);
    let highest = known.find(|i| !about.contains(&i.code))?;
    Some(format!(
        "The highest score is for “{}”: {}. What keeps it so, and could others learn from it?",
        highest.title,
        with_unit(highest, &highest.value.display)
    ))
}

/// What the rank leaves open.
fn range(outcome: &Outcome<'_>) -> Option<String> {
    let Some(rank) = outcome.rank else {
        return Some(format!(
            "{} is not ranked. What would have to be known for it to be, and is anybody asking?",
            outcome.name
        ));
    };
    let range = rank.interval.as_ref()?;
    Some(format!(
        "The rank of {} could lie at {} of {}. Which single figure should we watch instead, and how often do we see it?",
        outcome.name, range.display, rank.of
    ))
}
