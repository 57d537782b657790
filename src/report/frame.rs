//! What stands on every page of a publication.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::assessment::Assessment;
use crate::config::{Configuration, Licence, Mode, Publication, Status};
use crate::indicator::{MISSING_INCIDENTS, definition};

use super::figure::{Passage, or_nothing};
use super::flows::has_flows;
use super::sources::{self, Source};
use super::{terms, words};

/// What every page and document says about itself.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Frame {
    /// The scorecard's name: "Children missing from care".
    pub title: String,
    /// The same without what the year lacks, for the titles of most pages in a window bar.
    #[serde(rename = "name")]
    pub short_title: String,
    /// The title of the league table of the year in a window bar.
    pub league_title: String,
    /// The year ending 31 March.
    pub year: i16,
    /// The same in words: "Year ending 31 March 2024".
    pub period: String,
    /// What the publication is and is not: "This scorecard is management information, …".
    pub status: String,
    /// Who publishes it; none where the configuration does not say.
    #[serde(serialize_with = "or_nothing")]
    pub publisher: Option<String>,
    /// How to reach the publisher; none where the configuration does not say.
    #[serde(serialize_with = "or_nothing")]
    pub contact: Option<String>,
    /// Where the publication will stand on the web, ending in "/"; none where the configuration does not say, and of
    /// an internal version.
    pub address: Option<String>,
    /// When it was or will be published.
    pub released: Option<Released>,
    /// Protective marking of an internal publication and embargo of one that is not out yet:
    /// "OFFICIAL-SENSITIVE", "Pre-release: embargoed until 20 November 2025", or both.
    pub marking: Option<String>,
    /// What no reader of any page may miss: what could not be scored this year.
    pub notices: Vec<Passage>,
    /// How far figures on missing incidents can be trusted; on every page that shows them, so
    /// absent only where the scorecard has none.
    pub recording_caveat: Option<Passage>,
    /// Whether it is about children in care; else it speaks of its own subject only.
    pub about_children: bool,
    /// The years of the publication that have a league table, oldest first; empty where there is only
    /// one, and in what is no publication.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub years: Vec<YearLink>,
    /// Whether a page says who places children where.
    pub has_flows: bool,
    /// Whether a document stands beside the page.
    pub has_documents: bool,
    /// The licence that readers may use it under; none where the configuration gives none, and of an
    /// internal version.
    pub licence: Option<Licence>,
    /// What the publishers of its sources ask to be said.
    pub acknowledgements: Vec<String>,
    /// The files the figures were taken from.
    pub sources: Vec<Source>,
    /// The sources in one line, for charts and tables.
    pub source_line: String,
}

/// A year of a publication, and where its league table is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct YearLink {
    /// The year ending 31 March.
    pub year: i16,
    /// The page, from the publication's root.
    pub page: String,
    /// Whether it is the year of the page that says so.
    pub is_here: bool,
}

impl YearLink {
    /// The page of a year that the publication does not open with.
    pub fn page_of(year: i16) -> String {
        format!("years/{year}.html")
    }

    /// The page of a year in a publication that opens with a year.
    pub(super) fn leading_to(year: i16, opened: i16) -> String {
        if year == opened {
            "index.html".to_owned()
        } else {
            Self::page_of(year)
        }
    }
}

/// The page that an internal publication is entered by.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Door {
    /// What stands on every page.
    pub frame: Frame,
}

impl Door {
    /// The door of an assessment; `dated` is used where the configuration gives no date of release.
    pub fn of(assessment: &Assessment<'_>, dated: Option<Timestamp>) -> Self {
        Self {
            frame: Frame::of(assessment, dated),
        }
    }
}

/// A date of publication.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Released {
    /// In words: "20 November 2025".
    pub words: String,
    /// As ISO 8601: "2025-11-20".
    pub iso: String,
    /// Its first moment, or the given one, in seconds since 1970.
    pub seconds: i64,
}

impl Released {
    /// What no year that is read leads to: the beginning of time in files.
    fn never() -> Self {
        Self {
            words: String::new(),
            iso: "1980-01-01".to_owned(),
            seconds: 315_532_800,
        }
    }

    /// The moment, for the metadata of documents.
    pub fn timestamp(&self) -> Option<Timestamp> {
        Timestamp::from_second(self.seconds).ok()
    }
}

/// The protective marking of an internal publication, on its pages, sheets and file names.
pub const PROTECTIVE_MARKING: &str = "OFFICIAL-SENSITIVE";

/// Indicators that say how missing incidents are managed.
const MANAGEMENT: [&str; 3] = [
    "interview-held-in-three-days",
    "interview-offered-in-three-days",
    "placement-review-held",
];

/// The domain of the built-in indicators on missing incidents.
pub(super) const MISSING: &str = "missing-incidents";

impl Frame {
    pub(super) fn of(assessment: &Assessment<'_>, dated: Option<Timestamp>) -> Self {
        let configuration = assessment.configuration();
        let publication = &configuration.publication;
        let sources = sources::of_years(assessment, i16::MIN..=i16::MAX);
        let of_year = sources::of_the_year(assessment);
        Self {
            title: assessment.title(),
            short_title: configuration.scorecard.title.clone(),
            league_title: league_title(assessment),
            year: assessment.year,
            period: period(configuration, assessment.year),
            status: status(publication.status).to_owned(),
            publisher: given(&publication.publisher),
            contact: given(&publication.contact),
            address: given(&publication.url)
                .filter(|_| configuration.disclosure.mode == Mode::Public),
            released: released(&publication.release_date).or_else(|| dated.map(on_the_day_of)),
            marking: marking(configuration, dated),
            notices: notices(assessment),
            recording_caveat: shows_missing(assessment).then(recording_caveat),
            about_children: is_about_children(assessment),
            years: Vec::new(),
            has_flows: has_flows(assessment),
            has_documents: publication.documents,
            licence: terms::licence(configuration),
            acknowledgements: terms::acknowledgements(&sources),
            source_line: sources::in_a_line(&of_year),
            sources,
        }
    }

    /// That of a page which says nothing of years that do not bear on its own.
    pub(super) fn of_year(assessment: &Assessment<'_>, dated: Option<Timestamp>) -> Self {
        let sources = sources::of_the_year(assessment);
        Self {
            acknowledgements: terms::acknowledgements(&sources),
            sources,
            ..Self::of(assessment, dated)
        }
    }

    /// The date of files that need one: that of release, else the last day that the figures are about.
    pub fn dated(&self) -> Released {
        let last = released(&format!("{}-03-31", self.year));
        self.released
            .clone()
            .or(last)
            .unwrap_or_else(Released::never)
    }

    /// All its sources in one line, also those of figures of other years.
    pub(super) fn line_of_all_sources(&self) -> String {
        sources::in_a_line(&self.sources)
    }

    /// With links to the league tables of other years, and to that of the year that the publication
    /// opens with.
    pub(super) fn among(self, opened: i16, others: impl Iterator<Item = i16>) -> Self {
        let link = |year: i16| YearLink {
            year,
            page: YearLink::leading_to(year, opened),
            is_here: year == self.year,
        };
        let mut years: Vec<YearLink> = others.map(link).collect();
        if !years.is_empty() {
            years.push(link(opened));
            years.sort_by_key(|link| link.year);
        }
        Self { years, ..self }
    }

    /// What stands on a report that stands alone: without notices about the scorecard, with one more source
    /// where it has one, and with files by their names: a board knows nothing of the folders they lie in.
    pub(super) fn alone(&self, source: Option<Source>) -> Self {
        Self {
            notices: Vec::new(),
            sources: self
                .sources
                .iter()
                .cloned()
                .chain(source)
                .map(Source::without_folders)
                .collect(),
            ..self.clone()
        }
    }
}

/// What fits into a window bar and a list of results.
const LONGEST_TITLE: usize = 70;

/// The title of a league table in a window bar: with the scorecard's name where that leaves room, and always
/// with what the year lacks.
fn league_title(assessment: &Assessment<'_>) -> String {
    let (title, year) = (assessment.title(), assessment.year);
    let whole = format!("{title}: league table {year}");
    if whole.chars().count() <= LONGEST_TITLE {
        return whole;
    }
    let name = &assessment.configuration().scorecard.title;
    let lacking = title.strip_prefix(name.as_str()).unwrap_or_default();
    format!("League table {year}{lacking}")
}

/// A line of the configuration; none where it is blank.
fn given(line: &str) -> Option<String> {
    let line = line.trim();
    (!line.is_empty()).then(|| line.to_owned())
}

/// The protective marking of an internal version; none of a public one.
pub fn protective_marking(configuration: &Configuration) -> Option<&'static str> {
    (configuration.disclosure.mode == Mode::Internal).then_some(PROTECTIVE_MARKING)
}

fn marking(configuration: &Configuration, dated: Option<Timestamp>) -> Option<String> {
    let protective = protective_marking(configuration).map(str::to_owned);
    let markings = [protective, embargo(&configuration.publication, dated)];
    let markings: Vec<String> = markings.into_iter().flatten().collect();
    (!markings.is_empty()).then(|| markings.join(". "))
}

/// What a publication says that is not out yet: because the configuration says so, or because it
/// is dated before its release. The clock is never asked.
fn embargo(publication: &Publication, dated: Option<Timestamp>) -> Option<String> {
    let release: Option<Date> = publication.release_date.parse().ok();
    let made = dated.map(|moment| moment.to_zoned(TimeZone::UTC).date());
    let before = made
        .zip(release)
        .is_some_and(|(made, release)| made < release);
    (publication.embargoed || before).then(|| match release {
        Some(day) => format!("Pre-release: embargoed until {}", in_words(day)),
        None => "Pre-release: not yet for publication".to_owned(),
    })
}

fn period(configuration: &Configuration, year: i16) -> String {
    match i16::try_from(configuration.scorecard.pooling_years) {
        Ok(years) if years > 1 => format!("{years} years ending 31 March {year}, added up"),
        _ => format!("Year ending 31 March {year}"),
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::ManagementInformation => {
            "This scorecard is management information, not official statistics."
        }
        Status::OfficialStatistics => "These are official statistics.",
        Status::OfficialStatisticsInDevelopment => "These are official statistics in development.",
        Status::AccreditedOfficialStatistics => "These are accredited official statistics.",
    }
}

fn released(text: &str) -> Option<Released> {
    let day: Date = text.parse().ok()?;
    let midnight = day.to_zoned(TimeZone::UTC).ok()?.timestamp();
    Some(Released {
        words: in_words(day),
        iso: day.to_string(),
        seconds: midnight.as_second(),
    })
}

fn on_the_day_of(moment: Timestamp) -> Released {
    let day = moment.to_zoned(TimeZone::UTC).date();
    Released {
        words: in_words(day),
        iso: day.to_string(),
        seconds: moment.as_second(),
    }
}

/// A date as configured, in words where it is one: "20 November 2025".
pub(super) fn dated(text: &str) -> String {
    text.parse().map_or_else(|_| text.to_owned(), in_words)
}

fn in_words(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// Whether any of the scorecard's indicators is one of those that are built in, which count children in care: pages
/// of another subject speak of that alone.
pub(super) fn is_about_children(assessment: &Assessment<'_>) -> bool {
    let mut indicators = assessment.configuration().indicators();
    indicators.any(|(_, indicator)| definition(&indicator.code).is_some())
}

/// Whether any of the scorecard's indicators is about missing incidents.
fn shows_missing(assessment: &Assessment<'_>) -> bool {
    assessment
        .configuration()
        .indicators()
        .any(|(domain, indicator)| {
            domain.code == MISSING
                || definition(&indicator.code).is_some_and(|d| d.domain == MISSING)
        })
}

fn recording_caveat() -> Passage {
    Passage::new(
        "Missing incidents: read with care",
        [
            "Rates depend on how well an authority records. A low figure can be poor recording, and a high one good recording. \
          Authorities also differ in what they call “missing” and what they call “away from placement without authorisation”.",
        ],
    )
}

fn notices(assessment: &Assessment<'_>) -> Vec<Passage> {
    let mut notices = Vec::new();
    let without: Vec<String> = assessment
        .domains_without_data()
        .into_iter()
        .map(|title| format!("“{title}”"))
        .collect();
    if !without.is_empty() {
        let heading = format!("{} could not be scored", words::list(&without));
        let all = without.len() == assessment.configuration().domains.len();
        let whose = if without.len() > 1 { "their" } else { "its" };
        let required = assessment.domains_lacking_for_a_rank();
        let rest = if !required.is_empty() {
            "Nobody is ranked without it: the other domains are shown by themselves."
        } else if all {
            "There is no overall score."
        } else {
            "The overall score is made from the other domains only."
        };
        let text = format!(
            "Too few authorities have a figure for any of {whose} indicators this year. {rest}"
        );
        notices.push(Passage::new(heading, [text]));
    }
    let mut scored = assessment
        .scorecard
        .indicators
        .iter()
        .filter(|i| i.scale.is_some());
    let scores_missing = assessment
        .domains()
        .into_iter()
        .any(|d| d.domain.code == MISSING_INCIDENTS && d.scores.comparable);
    if scores_missing && !scored.any(|i| MANAGEMENT.contains(&i.code.as_str())) {
        notices.push(Passage::new(
            "The management of missing incidents could not be scored",
            ["Too few authorities have figures on return interviews or placement reviews to compare them. \
              What is scored about missing incidents is how many were recorded, not how they were dealt with."],
        ));
    }
    notices
}
