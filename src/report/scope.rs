//! What a year is scored by, and whether the scores of two years can be set side by side.

use std::collections::BTreeSet;

use crate::assessment::Assessment;

use super::words;

/// Years whose scores can be read as one series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Series {
    /// Its years, oldest first.
    pub(super) years: Vec<i16>,
    /// Why it stands apart from the series of the year of the report; none of that series.
    pub(super) apart: Option<String>,
}

impl Series {
    /// The series of a year and of others: first that of the year, then the others from the latest.
    pub(super) fn of(assessment: &Assessment<'_>, others: &[&Assessment<'_>]) -> Vec<Self> {
        let own = Scope::of(assessment);
        let mut years: Vec<&Assessment<'_>> = others.to_vec();
        years.push(assessment);
        years.sort_by_key(|each| std::cmp::Reverse(each.year));
        let mut groups: Vec<(Scope<'_>, Vec<i16>)> = Vec::new();
        for each in years {
            let scope = Scope::of(each);
            match groups.iter_mut().find(|(known, _)| known.continues(&scope)) {
                Some((_, group)) => group.insert(0, each.year),
                None => groups.push((scope, vec![each.year])),
            }
        }
        groups.sort_by_key(|(_, years)| !years.contains(&assessment.year));
        let series = groups.into_iter().map(|(scope, years)| Self {
            apart: (!years.contains(&assessment.year)).then(|| scope.apart_from(&own)),
            years,
        });
        series.collect()
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

/// Of some years those whose scores can be set beside the scores of a year: they are scored by the same
/// domains and indicators, and none of them stands apart by itself. The year itself is not among them.
pub(crate) fn comparable_years(assessment: &Assessment<'_>, among: &[&Assessment<'_>]) -> Vec<i16> {
    let own = Scope::of(assessment);
    let others = among.iter().filter(|other| other.year != assessment.year);
    let mut years: Vec<i16> = others
        .filter(|other| Scope::of(other).continues(&own))
        .map(|other| other.year)
        .collect();
    years.sort_unstable();
    years
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
