//! An authority's overall scores over the years of a publication.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::assessment::Assessment;
use crate::authority::AuthorityId;

use super::super::figure::{Figure, Interval};
use super::super::frame::YearLink;
use super::super::number::Style;
use super::super::rank::Rank;
use super::super::sureness::BandResult;
use super::super::words;

/// Scores that can be read as one series: of years that are scored by the same domains and
/// indicators.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScoreSeries {
    /// Its years: "2021 to 2024", "2019, 2021".
    pub title: String,
    /// Why it stands apart from the series of the year of the report; none of that series.
    pub apart: Option<String>,
    /// Its years, oldest first.
    pub points: Vec<YearScore>,
}

impl ScoreSeries {
    /// Every figure whose place a sign can take.
    pub(super) fn figures(&self) -> impl Iterator<Item = &Figure> {
        let points = self.points.iter();
        points.flat_map(|point| [&point.score, &point.coverage])
    }
}

/// The overall score of a year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct YearScore {
    /// The year ending 31 March.
    pub year: i16,
    /// The league table of the year, from the publication's root.
    pub page: String,
    /// The score.
    pub score: Figure,
    /// The range it could lie in; none without a score.
    pub interval: Option<Interval>,
    /// Its rank; none where it was not ranked.
    pub rank: Option<Rank>,
    /// Where it stood against England.
    pub band: Option<BandResult>,
    /// How much of what could be scored was there.
    pub coverage: Figure,
}

/// The scores of an authority in the year of its report and in others, oldest first, by series: first
/// that of the report's year, then the others from the latest. Empty where it has one year only.
pub(super) fn series(
    assessment: &Assessment<'_>,
    others: &[&Assessment<'_>],
    id: AuthorityId,
) -> Vec<ScoreSeries> {
    let mut years: Vec<&Assessment<'_>> = others.iter().copied().chain([assessment]).collect();
    years.sort_by_key(|each| each.year);
    years.retain(|each| each.position(id).is_some());
    if years.len() < 2 {
        return Vec::new();
    }
    let mut groups: Vec<(Scope<'_>, Vec<&Assessment<'_>>)> = Vec::new();
    for each in years.into_iter().rev() {
        let scope = Scope::of(each);
        match groups.iter_mut().find(|(known, _)| known.continues(&scope)) {
            Some((_, group)) => group.insert(0, each),
            None => groups.push((scope, vec![each])),
        }
    }
    let here = |group: &[&Assessment<'_>]| group.iter().any(|each| each.year == assessment.year);
    groups.sort_by_key(|(_, group)| !here(group));
    let own = Scope::of(assessment);
    let made = |(scope, group): (Scope<'_>, Vec<&Assessment<'_>>)| ScoreSeries {
        title: years_in_words(&group),
        apart: (!here(&group)).then(|| scope.apart_from(&own)),
        points: group
            .iter()
            .filter_map(|each| point(each, assessment.year, id))
            .collect(),
    };
    groups.into_iter().map(made).collect()
}

fn point(year: &Assessment<'_>, opened: i16, id: AuthorityId) -> Option<YearScore> {
    let at = year.position(id)?;
    let overall = &year.scorecard.overall;
    let spreads = Some(year.overall_spreads());
    let range = year.overall_spreads()[at].score;
    Some(YearScore {
        year: year.year,
        page: YearLink::leading_to(year.year, opened),
        score: Figure::summed(&overall[at]),
        interval: range
            .filter(|_| overall[at].score.is_some())
            .map(|range| Interval::of_value(range, Style::Decimal)),
        rank: Rank::of(overall, spreads, at),
        band: BandResult::of(spreads, at),
        coverage: Figure::share(overall[at].coverage),
    })
}

/// "2021 to 2024" of years one after another, "2019, 2021 and 2022" of others.
fn years_in_words(group: &[&Assessment<'_>]) -> String {
    let years: Vec<i16> = group.iter().map(|each| each.year).collect();
    let follow = years.windows(2).all(|pair| pair[0] + 1 == pair[1]);
    match (years.first(), years.last()) {
        (Some(first), Some(last)) if years.len() > 2 && follow => format!("{first} to {last}"),
        _ => {
            let years: Vec<String> = years.iter().map(i16::to_string).collect();
            words::list(&years)
        }
    }
}

/// A domain, or an indicator.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Part<'a> {
    /// The domain's code.
    domain: &'a str,
    code: &'a str,
    title: &'a str,
}

/// What a year is scored by.
struct Scope<'a> {
    /// Why it is in no series at all.
    stands_apart: Option<String>,
    domains: BTreeSet<Part<'a>>,
    indicators: BTreeSet<Part<'a>>,
}

impl<'a> Scope<'a> {
    fn of(assessment: &'a Assessment<'_>) -> Self {
        let domains = assessment.domains().into_iter();
        let indicators = assessment.indicators().into_iter();
        Self {
            stands_apart: assessment.stands_apart(),
            domains: domains
                .filter(|d| d.domain.weight > 0.0 && d.scores.comparable)
                .map(|d| Part {
                    domain: &d.domain.code,
                    code: &d.domain.code,
                    title: &d.domain.title,
                })
                .collect(),
            indicators: indicators
                .filter(|i| i.is_scored())
                .map(|i| Part {
                    domain: &i.domain.code,
                    code: &i.indicator.code,
                    title: &i.indicator.title,
                })
                .collect(),
        }
    }

    /// Whether years of both are of one series.
    fn continues(&self, other: &Self) -> bool {
        self.stands_apart.is_none()
            && other.stands_apart.is_none()
            && self.domains == other.domains
            && self.indicators == other.indicators
    }

    /// Why its years are not of the series of another, in sentences.
    fn apart_from(&self, own: &Self) -> String {
        let mut sentences = Vec::new();
        if let Some(why) = &self.stands_apart {
            sentences.push(format!("Not comparable with other years ({why})."));
        } else if let Some(why) = &own.stands_apart {
            sentences.push(format!(
                "The year of this report is not comparable with others ({why})."
            ));
        }
        let (lacking, more) = (
            differing(&own.domains, &self.domains),
            differing(&self.domains, &own.domains),
        );
        // The indicators of a domain that is named go with it.
        let named = |part: &&Part<'_>| {
            let all = lacking.iter().chain(&more);
            all.into_iter().any(|domain| domain.code == part.domain)
        };
        let others = |one, other| -> Vec<Part<'_>> {
            let all: Vec<Part<'_>> = differing(one, other);
            all.into_iter().filter(|part| !named(&part)).collect()
        };
        said(&mut sentences, "Could not be scored then", &lacking);
        said(
            &mut sentences,
            "Scored then and not in the year of this report",
            &more,
        );
        let without = others(&own.indicators, &self.indicators);
        said(&mut sentences, "Indicators not scored then", &without);
        let with = others(&self.indicators, &own.indicators);
        said(
            &mut sentences,
            "Indicators scored then and not in the year of this report",
            &with,
        );
        sentences.join(" ")
    }
}

fn differing<'a>(one: &BTreeSet<Part<'a>>, other: &BTreeSet<Part<'a>>) -> Vec<Part<'a>> {
    one.difference(other).copied().collect()
}

fn said(sentences: &mut Vec<String>, what: &str, parts: &[Part<'_>]) {
    if !parts.is_empty() {
        let titles = parts.iter().map(|part| format!("“{}”", part.title));
        let titles: Vec<String> = titles.collect();
        sentences.push(format!("{what}: {}.", words::list(&titles)));
    }
}
