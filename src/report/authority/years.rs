//! An authority's overall scores over the years of a publication.

use serde::Serialize;

use crate::assessment::Assessment;
use crate::authority::AuthorityId;

use super::super::figure::{Figure, Interval};
use super::super::frame::YearLink;
use super::super::number::Style;
use super::super::rank::Rank;
use super::super::scope::Series;
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
    /// England's score in the year.
    pub national: Figure,
    /// The range it could lie in; none without a score.
    pub interval: Option<Interval>,
    /// Its rank; none where it was not ranked.
    pub rank: Option<Rank>,
    /// Where it stood against England.
    pub band: Option<BandResult>,
    /// How much of what could be scored was there.
    pub coverage: Figure,
}

/// An authority's scores over the years, with what is found in them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScoresOverYears {
    /// Its series: first that of the year of the report, then the others from the latest.
    pub series: Vec<ScoreSeries>,
    /// The first and the last year.
    pub title: String,
    /// The finding of their chart.
    pub chart_title: String,
}

impl ScoresOverYears {
    /// The scores in the year of a report and in others; none where the authority has one year only.
    pub(super) fn of(
        assessment: &Assessment<'_>,
        others: &[&Assessment<'_>],
        series: &[Series],
        id: AuthorityId,
    ) -> Option<Self> {
        let of_year = |year: &i16| {
            let mut all = others.iter().copied().chain([assessment]);
            all.find(|each| each.year == *year && each.position(id).is_some())
        };
        let made = series.iter().filter_map(|series| {
            let years: Vec<&Assessment<'_>> = series.years.iter().filter_map(of_year).collect();
            let points = years
                .iter()
                .filter_map(|each| point(each, assessment.year, id));
            (!years.is_empty()).then(|| ScoreSeries {
                title: years_in_words(&years),
                apart: series.apart.clone(),
                points: points.collect(),
            })
        });
        let series: Vec<ScoreSeries> = made.collect();
        let years = series.iter().flat_map(|series| &series.points);
        let years: Vec<i16> = years.map(|point| point.year).collect();
        let (first, last) = years.iter().min().zip(years.iter().max())?;
        (first < last).then(|| Self {
            title: format!("{first} to {last}"),
            chart_title: finding(&series, assessment.year),
            series,
        })
    }

    /// Every figure whose place a sign can take.
    pub(super) fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.series.iter().flat_map(ScoreSeries::figures)
    }
}

/// How the score ran in the series of the report's year, by the ranges it could lie in.
fn finding(series: &[ScoreSeries], year: i16) -> String {
    let own = series.iter().filter(|series| series.apart.is_none());
    let scored = own.flat_map(|series| &series.points);
    let scored: Vec<&YearScore> = scored.filter(|point| point.is_ranked()).collect();
    let (Some(first), Some(last)) = (scored.first(), scored.last()) else {
        return format!("No overall score in {year} to set others beside");
    };
    if first.year == last.year {
        return format!("No other year is scored as {year} is: other scores stand apart");
    }
    let ranges = first.interval.as_ref().zip(last.interval.as_ref());
    let meet = match ranges.map(|(a, b)| a.low <= b.high && b.low <= a.high) {
        Some(true) => "; their ranges overlap, so that can be chance",
        Some(false) => "; their ranges do not overlap",
        None => "",
    };
    format!(
        "Overall score {} in {}, {} in {}{meet}",
        first.score.display, first.year, last.score.display, last.year
    )
}

impl YearScore {
    /// Whether its score is one of a ranking: others are made of less.
    pub fn is_ranked(&self) -> bool {
        self.rank.is_some() && self.score.is_number()
    }
}

fn point(year: &Assessment<'_>, opened: i16, id: AuthorityId) -> Option<YearScore> {
    let at = year.position(id)?;
    let overall = &year.scorecard.overall;
    let spreads = Some(year.overall_spreads());
    let range = year.overall_spreads()[at].score;
    Some(YearScore {
        year: year.year,
        page: YearLink::leading_to(year.year, opened),
        score: Figure::overall(&overall[at]),
        national: Figure::maybe_score(
            year.scorecard.national,
            "England has no figure for something that is scored",
        ),
        interval: range
            .filter(|_| overall[at].rank.is_some())
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
