//! An authority in short: what the finder of every page answers with, and what authorities are compared by.

use serde::Serialize;

use crate::assessment::Assessment;
use crate::authority::AuthorityId;

use super::authority::{AuthorityReport, DomainResult, IndicatorResult};
use super::figure::Interval;

/// Questions that the finder gives.
const QUESTIONS: usize = 3;

/// An authority as the finder knows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Found {
    /// The name of its page, without ending.
    pub file: String,
    /// Its name.
    pub name: String,
    /// Its region; empty where that is not known.
    pub region: String,
    /// Other names that it is known by.
    pub also: Vec<String>,
    /// Districts for whose areas it is responsible.
    pub districts: Vec<String>,
    /// Where it stands against England: "around England", or "not ranked".
    pub band: String,
    /// Its rank with the range it could lie in, in words; none where it is not ranked.
    pub rank: Option<String>,
    /// Its overall score; none where it is not ranked.
    pub score: Option<String>,
    /// Each scored domain with its score, or what is printed in its place.
    pub domains: Vec<(String, String)>,
    /// What changed since last year, in sentences.
    pub changed: String,
    /// The most pressing questions to ask.
    pub questions: Vec<String>,
    /// The names of its page and of those of some neighbours, without ending.
    pub beside: Vec<String>,
}

/// An authority as it is set beside others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Compared {
    /// The name of its page, without ending.
    pub file: String,
    /// Its name.
    pub name: String,
    /// Its rank with the range it could lie in, in words; none where it is not ranked.
    pub rank: Option<String>,
    /// Its overall score.
    pub overall: Shown,
    /// Its domain scores, in the order of the configuration.
    pub domains: Vec<Shown>,
    /// Its figures, domain by domain, in the order of the configuration.
    pub indicators: Vec<Shown>,
    /// Its overall scores over the years that make one series with the year, oldest first.
    pub years: Vec<(i16, Shown)>,
}

/// A number to be drawn with its range.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shown {
    /// As it is printed, or what is printed in its place.
    pub display: String,
    /// The number; none where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// The ends of the range it could lie in; none where that is not estimated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<(f64, f64)>,
    /// The same as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range_display: Option<String>,
}

/// What is compared: the rows of a comparison.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComparedRows {
    /// England's overall score.
    pub england: Option<f64>,
    /// The domains.
    pub domains: Vec<ComparedRow>,
    /// The indicators that anybody has a figure for.
    pub indicators: Vec<ComparedRow>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComparedRow {
    /// Its name, with its unit.
    pub title: String,
    /// What is good, in words; none of a domain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<String>,
    /// England's number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub england: Option<f64>,
    /// The same as printed.
    pub england_display: String,
    /// The ends of the scale that all are drawn on.
    pub scale: (f64, f64),
}

/// One authority, in short.
#[derive(Debug, Clone, PartialEq)]
pub struct InShort {
    /// As the finder knows it.
    pub found: Found,
    /// As it is set beside others.
    pub compared: Compared,
    /// The rows that it is compared by: the same for every authority.
    pub rows: ComparedRows,
}

impl InShort {
    pub(super) fn of(
        assessment: &Assessment<'_>,
        id: AuthorityId,
        report: &AuthorityReport,
    ) -> Self {
        Self {
            found: found(assessment, id, report),
            compared: compared(report),
            rows: rows(report),
        }
    }
}

/// The rank with the range it could lie in.
fn rank(report: &AuthorityReport) -> Option<String> {
    let rank = report.rank.as_ref()?;
    let range = rank.interval.as_ref();
    let range = range.map_or_else(String::new, |range| {
        format!(", could lie at {}", range.display)
    });
    Some(format!("{} of {}{range}", rank.display, rank.of))
}

fn found(assessment: &Assessment<'_>, id: AuthorityId, report: &AuthorityReport) -> Found {
    let register = &assessment.evidence.dataset.register;
    let scored = report
        .domains
        .iter()
        .filter(|domain| domain.score.is_number());
    let band = report.band.as_ref().map(|band| band.words.clone());
    let without = if report.rank.is_some() {
        "no band"
    } else {
        "not ranked"
    };
    Found {
        file: report.file.clone(),
        name: report.name.clone(),
        region: report.region.clone(),
        also: register.other_names(id).to_vec(),
        districts: register
            .districts_of(id, assessment.year)
            .into_iter()
            .map(str::to_owned)
            .collect(),
        band: band.unwrap_or_else(|| without.to_owned()),
        rank: rank(report),
        score: report
            .score
            .is_number()
            .then(|| report.score.display.clone()),
        domains: scored
            .map(|domain| (domain.title.clone(), domain.score.display.clone()))
            .collect(),
        changed: report.last_year.words.clone(),
        questions: report.questions.iter().take(QUESTIONS).cloned().collect(),
        beside: report.beside.clone(),
    }
}

impl Shown {
    fn new(figure: &super::Figure, range: Option<&Interval>) -> Self {
        let range = range.filter(|_| figure.is_number());
        Self {
            display: figure.display.clone(),
            value: figure.value.map(drawn),
            range: range.map(|range| (drawn(range.low), drawn(range.high))),
            range_display: range.map(|range| range.display.clone()),
        }
    }
}

/// A number as exact as it can be drawn.
fn drawn(value: f64) -> f64 {
    super::rounded(value, 2)
}

fn compared(report: &AuthorityReport) -> Compared {
    let series = report.years.iter().flat_map(|years| &years.series);
    let own = series.filter(|series| series.apart.is_none());
    let points = own.flat_map(|series| &series.points);
    let indicators = report.domains.iter().flat_map(|domain| &domain.indicators);
    let mut overall = Shown::new(&report.score, None);
    let year = report.frame.year;
    let range = report
        .interval
        .as_ref()
        .filter(|_| report.score.is_number());
    overall.range = range.map(|range| (drawn(range.low), drawn(range.high)));
    overall.range_display = range.map(|range| range.display.clone());
    Compared {
        file: report.file.clone(),
        name: report.name.clone(),
        rank: rank(report),
        overall,
        domains: report
            .domains
            .iter()
            .map(|domain| Shown::new(&domain.score, domain.interval.as_ref()))
            .collect(),
        indicators: indicators
            .map(|i| Shown::new(&i.value, i.interval.as_ref()))
            .collect(),
        years: points
            .filter(|point| point.is_ranked() || point.year == year)
            .map(|point| {
                (
                    point.year,
                    Shown::new(&point.score, point.interval.as_ref()),
                )
            })
            .collect(),
    }
}

fn rows(report: &AuthorityReport) -> ComparedRows {
    let indicators = report.domains.iter().flat_map(|domain| &domain.indicators);
    ComparedRows {
        england: report.national.value.map(drawn),
        domains: report.domains.iter().map(of_domain).collect(),
        indicators: indicators.map(of_indicator).collect(),
    }
}

fn of_domain(domain: &DomainResult) -> ComparedRow {
    ComparedRow {
        title: domain.title.clone(),
        direction: None,
        england: domain.national.value.map(drawn),
        england_display: domain.national.display.clone(),
        scale: (0.0, 100.0),
    }
}

fn of_indicator(indicator: &IndicatorResult) -> ComparedRow {
    let highest = indicator.spread.map_or(1.0, |[.., highest]| highest);
    let lowest = indicator.spread.map_or(0.0, |[lowest, ..]| lowest);
    ComparedRow {
        title: indicator.titled.clone(),
        direction: Some(indicator.direction.clone()),
        england: indicator.england.figure.value.map(drawn),
        england_display: indicator.england.figure.display.clone(),
        scale: (drawn(lowest.min(0.0)), drawn(highest.max(lowest + 1.0))),
    }
}
