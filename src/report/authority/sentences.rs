//! What the figures of an authority show, in sentences.

use crate::assessment::Comparison;
use crate::scoring::{Band, Score};

use super::super::figure::Figure;
use super::super::rank::Rank;
use super::super::sureness::BandResult;
use super::super::words;
use super::{ContextFigure, DomainResult, Fact, IndicatorResult, LastYear, Subject};

/// Most indicators named as highest or lowest.
const NAMED: usize = 3;

/// What an authority came to in the year.
pub(super) struct Outcome<'r> {
    pub(super) name: &'r str,
    pub(super) year: i16,
    pub(super) score: &'r Figure,
    pub(super) rank: Option<&'r Rank>,
    pub(super) band: Option<&'r BandResult>,
    /// England's overall score.
    pub(super) national: &'r Figure,
}

pub(super) fn headline(report: &Outcome<'_>) -> String {
    let year = report.year;
    let Some(score) = report.score.value else {
        return format!(
            "{} is not ranked for {year}, so it has no overall score. Its own figures are below.",
            report.name
        );
    };
    let compared = match report.national.value {
        Some(national) => against_england(report, score, national),
        None => String::new(),
    };
    let standing = report.rank.map_or_else(String::new, ranks);
    format!(
        "{} has an overall score of {} out of 100 for {year}{compared}. {standing}",
        report.name, report.score.display
    )
}

/// The rank with how far it could vary.
fn ranks(rank: &Rank) -> String {
    if rank.of == 1 {
        return "No other authority is ranked.".to_owned();
    }
    match &rank.interval {
        Some(range) => format!(
            "It ranks {}; it could lie at {}.",
            rank.words, range.display
        ),
        None => format!("It ranks {}.", rank.words),
    }
}

/// Where the overall score stands against England's: by its band, or else as the numbers are.
fn against_england(report: &Outcome<'_>, score: f64, national: f64) -> String {
    let england = &report.national.display;
    match report.band.map(|band| band.code) {
        Some(Band::Above) => {
            format!(", above England’s ({england}) by more than chance and the choice of weights")
        }
        Some(Band::Below) => {
            format!(", below England’s ({england}) by more than chance and the choice of weights")
        }
        Some(Band::Around) => format!(", which cannot be told apart from England’s ({england})"),
        None => format!(
            ", {} ({england})",
            words::compared(score, national, "England")
        ),
    }
}

pub(super) fn key_facts(
    report: &Outcome<'_>,
    last: &LastYear,
    overall: &Score,
    children: Option<&ContextFigure>,
) -> Vec<Fact> {
    let fact = |label: &str, value: String, detail: String| Fact {
        label: label.to_owned(),
        value,
        detail,
    };
    let mut facts = vec![match report.score.value {
        Some(_) => fact(
            "Overall score",
            report.score.display.clone(),
            compared_score(report),
        ),
        None => fact(
            "Overall score",
            "no score".to_owned(),
            "only ranked authorities have one".to_owned(),
        ),
    }];
    facts.push(match report.rank {
        Some(rank) => {
            let range = rank.interval.as_ref().map_or_else(
                || "range of the rank not estimated".to_owned(),
                |interval| format!("likely {}", interval.display),
            );
            fact(
                "Rank",
                format!("{} of {}", rank.display, rank.of),
                if rank.of == 1 {
                    "no other is ranked".to_owned()
                } else {
                    format!("{} not ranked; {range}", words::or_none(rank.not_ranked))
                },
            )
        }
        None => fact("Rank", "Not ranked".to_owned(), "reasons below".to_owned()),
    });
    facts.push(last_year(last));
    facts.push(fact(
        "Coverage",
        Figure::share(overall.coverage).display,
        "of what could be scored was there".to_owned(),
    ));
    if let Some(children) = children {
        let what = "looked after on 31 March".to_owned();
        facts.push(fact("Children", children.value.display.clone(), what));
    }
    facts
}

fn last_year(last: &LastYear) -> Fact {
    let detail = match (&last.rank, last.score.value) {
        (_, None) => "no score".to_owned(),
        (None, _) => "not ranked".to_owned(),
        (Some(rank), _) => {
            let band = last.band.as_ref();
            let band = band.map_or_else(String::new, |band| format!("; {}", band.words));
            format!("rank {} of {}{band}", rank.display, rank.of)
        }
    };
    Fact {
        label: format!("Score in {}", last.year),
        value: last.score.display.clone(),
        detail,
    }
}

/// What stands under the overall score.
fn compared_score(report: &Outcome<'_>) -> String {
    match report.national.value {
        Some(_) => {
            let england = &report.national.display;
            report.band.map_or_else(
                || format!("out of 100; England {england}"),
                |band| format!("out of 100; {} ({england})", band.words),
            )
        }
        None => "out of 100".to_owned(),
    }
}

fn by_score(domains: &[DomainResult]) -> Vec<&DomainResult> {
    let mut scored: Vec<&DomainResult> = domains
        .iter()
        .filter(|d| d.contribution.is_number())
        .collect();
    scored.sort_by(|a, b| {
        b.score
            .value
            .unwrap_or(0.0)
            .total_cmp(&a.score.value.unwrap_or(0.0))
    });
    scored
}

pub(super) fn domain_chart_title(domains: &[DomainResult]) -> String {
    match by_score(domains).as_slice() {
        [highest, .., lowest] => format!(
            "Highest score in “{}” ({}), lowest in “{}” ({})",
            highest.title, highest.score.display, lowest.title, lowest.score.display
        ),
        [only] => format!("Only “{}” is scored ({})", only.title, only.score.display),
        [] => "No domain is scored".to_owned(),
    }
}

pub(super) fn spine_title(subject: Subject<'_>, domains: &[DomainResult]) -> String {
    let indicators = domains.iter().flat_map(|domain| &domain.indicators);
    let judged = indicators
        .filter(|i| i.scored && i.higher_is_better.is_some())
        .filter_map(|i| i.england.judgement.as_ref().map(|judgement| judgement.code));
    let judged: Vec<Comparison> = judged.collect();
    if judged.is_empty() {
        return scores_against_england(subject);
    }
    let count = |of: &[Comparison]| judged.iter().filter(|code| of.contains(code)).count();
    format!(
        "{} is better than England on {} of {} indicators, similar on {} and worse on {}",
        subject.assessment.name(subject.id),
        count(&[Comparison::MuchBetter, Comparison::Better]),
        judged.len(),
        count(&[Comparison::Similar]),
        count(&[Comparison::MuchWorse, Comparison::Worse]),
    )
}

/// Where no figure can be tested: by the scores as they are.
fn scores_against_england(subject: Subject<'_>) -> String {
    let scorecard = &subject.assessment.scorecard;
    let pairs = scorecard.indicators.iter().filter_map(|indicator| {
        let own = indicator.scores[subject.at].score?;
        Some((own, indicator.national?))
    });
    let (mut higher, mut all) = (0, 0);
    for (own, national) in pairs {
        all += 1;
        higher += usize::from(own > national + 1e-9);
    }
    if all == 0 {
        return "No indicator can be compared with England".to_owned();
    }
    format!(
        "{} scores higher than England on {higher} of {all} indicators",
        subject.assessment.name(subject.id)
    )
}

/// The indicators with the highest and with the lowest scores, none of them twice.
pub(super) fn strengths_and_weaknesses(domains: &[DomainResult]) -> (Vec<String>, Vec<String>) {
    let mut scored: Vec<&IndicatorResult> = domains
        .iter()
        .flat_map(|d| &d.indicators)
        .filter(|i| i.contribution.is_number())
        .collect();
    let score = |indicator: &IndicatorResult| indicator.score.value.unwrap_or(0.0);
    scored.sort_by(|a, b| score(b).total_cmp(&score(a)));
    let named = NAMED.min(scored.len() / 2);
    let highest = scored.iter().take(named).map(|i| said(i)).collect();
    let lowest = scored.iter().rev().take(named).map(|i| said(i)).collect();
    (highest, lowest)
}

fn said(indicator: &IndicatorResult) -> String {
    let unit = indicator
        .unit
        .map_or_else(String::new, |unit| format!(" {unit}"));
    let england = &indicator.england;
    let judged = england.judgement.as_ref();
    let compared = judged.map(|judgement| &judgement.phrase);
    let compared = compared.or(england.comparison.as_ref());
    let alike = indicator.value.prints_as(&england.figure);
    let compared = compared.map_or_else(String::new, |compared| match alike {
        false => format!(", {compared} ({})", england.figure.display),
        true if judged.is_some() => format!(", {compared} (which prints alike)"),
        true => format!(", {compared}"),
    });
    format!(
        "{}: {}{unit}{compared}. Score {}.",
        indicator.title, indicator.value.display, indicator.score.display
    )
}
