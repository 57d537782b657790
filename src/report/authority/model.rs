//! What the report on one authority says.

use serde::Serialize;

use super::super::benchmark::Benchmark;
use super::super::figure::{Figure, Interval, Passage, Sign};
use super::super::frame::Frame;
use super::super::rank::Rank;
use super::super::recording::DoubtResult;
use super::super::sureness::{BandResult, TrendTest};
use super::reply::Reply;
use super::sections::Section;
use super::years::ScoresOverYears;

/// Everything the report on an authority says, as a page and as a document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AuthorityReport {
    /// What stands on every page.
    pub frame: Frame,
    /// Its code in the year.
    pub code: String,
    /// The name of its page and document, without ending.
    pub file: String,
    /// Its name.
    pub name: String,
    /// Its region; empty where that is not known.
    pub region: String,
    /// What kind of council it is; empty where that is not known.
    pub kind: String,
    /// The first finding, in a sentence.
    pub headline: String,
    /// Headline numbers.
    pub key_facts: Vec<Fact>,
    /// Its rank; none where it is not ranked.
    pub rank: Option<Rank>,
    /// Why it is not ranked, a sentence each; empty where it is.
    pub reasons: Vec<String>,
    /// Its overall score; none where it is not ranked.
    pub score: Figure,
    /// The range its overall score could lie in; none where it is not ranked.
    pub interval: Option<Interval>,
    /// Where its overall score stands against England's in the draws; none where it is not ranked
    /// or England has no score.
    pub band: Option<BandResult>,
    /// England's overall score.
    pub national: Figure,
    /// The year before, by the same method.
    pub last_year: LastYear,
    /// Its overall scores over the years of the publication; none where there is no other year.
    pub years: Option<ScoresOverYears>,
    /// What the recording policy did to its rank, in a sentence; none where nothing.
    pub recording_effect: Option<String>,
    /// Where its rank hangs on a single figure, a sentence each, the last saying what they assume;
    /// empty where it is not ranked.
    pub what_would_change: Vec<String>,
    /// Questions that a councillor should ask, each from a finding and with its number.
    pub questions: Vec<String>,
    /// How contributions make up the overall score, with its numbers; none without a score.
    pub identity: Option<String>,
    /// The domains, in the order of the configuration.
    pub domains: Vec<DomainResult>,
    /// Where its scores are highest, a sentence each.
    pub strengths: Vec<String>,
    /// Where its scores are lowest, a sentence each.
    pub weaknesses: Vec<String>,
    /// The finding of the chart of domains.
    pub domain_chart_title: String,
    /// The finding of the chart of indicators.
    pub spine_title: String,
    /// Figures that are shown and never scored.
    pub context: Vec<ContextFigure>,
    /// What is not available, and why.
    pub not_available: Vec<Gap>,
    /// Its year by groups: where its children are placed, whose it hosts, how well it was recorded.
    /// Only what the data fill.
    pub sections: Vec<Section>,
    /// More of its year by groups, for the page, which has no end: kinds of placement, missing
    /// incidents, unaccompanied children, interviews. The document, of six pages, names them; the
    /// annual statement prints them.
    pub further: Vec<Section>,
    /// What the authority itself says; none where it sent nothing.
    pub reply: Option<Reply>,
    /// Its statistical neighbours with their scores, by score.
    pub neighbours: Vec<Peer>,
    /// The names of its page and of those of up to three neighbours, without ending: who is put side by side.
    pub beside: Vec<String>,
    /// What must be said about its data.
    pub notes: Vec<String>,
    /// What the words of comparison beside its figures mean.
    pub how_compared: String,
    /// How sure the figures are.
    pub how_sure: Vec<Passage>,
    /// Signs used in the tables.
    pub signs: Vec<Sign>,
}

/// An authority's overall score of the year before.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LastYear {
    /// The year ending 31 March.
    pub year: i16,
    /// Its overall score, or why there is none.
    pub score: Figure,
    /// Its rank; none where it was not ranked.
    pub rank: Option<Rank>,
    /// Where its score stood against England's.
    pub band: Option<BandResult>,
    /// All of it against this year, in sentences; where there is no score, why.
    pub words: String,
}

/// A headline number.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// The number, with its unit.
    pub value: String,
    /// What to compare it with; may be empty.
    pub detail: String,
}

/// A domain of an authority.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DomainResult {
    /// Its code.
    pub code: String,
    /// The name of its page, without ending.
    pub file: String,
    /// Its name.
    pub title: String,
    /// Its score.
    pub score: Figure,
    /// The range its score could lie in; none where that is not drawn.
    pub interval: Option<Interval>,
    /// England's score.
    pub national: Figure,
    /// Where its score stands against England's in the draws.
    pub band: Option<BandResult>,
    /// Its rank.
    pub rank: Option<Rank>,
    /// Its share of this authority's overall score: "25%".
    pub effective_weight: Figure,
    /// What it adds to the overall score.
    pub contribution: Figure,
    /// How much of it was there.
    pub coverage: Figure,
    /// Why it has no score or rank; none where it has both.
    pub reason: Option<String>,
    /// Its indicators, in the order of the configuration: those with a figure or a reason.
    pub indicators: Vec<IndicatorResult>,
}

/// An indicator of an authority.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IndicatorResult {
    /// Its code.
    pub code: String,
    /// Its name.
    pub title: String,
    /// "Lower is better", "Higher is better" or "Neither is better".
    pub direction: String,
    /// Whether a higher value is better; none where neither is.
    pub higher_is_better: Option<bool>,
    /// What follows a number on an axis: "%", or nothing.
    pub suffix: String,
    /// The unit in words where the value does not carry it: "per 100".
    pub unit: Option<&'static str>,
    /// Its name, with the unit where neither it nor the value says it.
    #[serde(skip)]
    pub titled: String,
    /// Its value.
    pub value: Figure,
    /// The counts behind it: "383 of 1,956"; none where there are none.
    pub count: Option<String>,
    /// The 95% interval of its value; none where it is not estimated.
    pub interval: Option<Interval>,
    /// The same in words: "95% interval 18% to 22%", "interval not estimated"; none without a value.
    pub interval_words: Option<String>,
    /// England.
    pub england: Benchmark,
    /// The region.
    pub region: Benchmark,
    /// The statistical neighbours; none where they are not known.
    pub neighbours: Option<Benchmark>,
    /// Whether it is scored this year.
    pub scored: bool,
    /// Its score.
    pub score: Figure,
    /// Where its score stands against England's in the draws.
    pub band: Option<BandResult>,
    /// Its rank; none where it has none, and where ranks by this indicator mean little.
    pub rank: Option<Rank>,
    /// Why no rank is shown although there is a score; none where one is.
    pub rank_note: Option<String>,
    /// What the recording policy made of its score, in sentences; none where nothing.
    pub held: Option<String>,
    /// What is doubtful about how it was recorded.
    pub doubts: Vec<DoubtResult>,
    /// Its share of this authority's overall score.
    pub effective_weight: Figure,
    /// What it adds to the overall score.
    pub contribution: Figure,
    /// Why it has no score; none where it has one.
    pub reason: Option<String>,
    /// How the value became the score, in sentences; none without a score.
    pub route: Option<String>,
    /// What is counted; none where the program does not know it.
    pub definition: Option<String>,
    /// What a reader must know before using it; none where that is nothing.
    pub caveat: Option<&'static str>,
    /// What must be said about this figure.
    pub notes: Vec<String>,
    /// How all authorities spread: lowest, lower quartile, median, upper quartile, highest.
    pub spread: Option<[f64; 5]>,
    /// Its years.
    pub trend: Trend,
}

/// A figure over the years.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trend {
    /// Oldest first.
    pub points: Vec<TrendPoint>,
    /// What it shows, in a sentence; none where there are fewer than two years with a value.
    pub words: Option<String>,
    /// Whether the value rose or fell by more than chance over five years; none where five years of
    /// one definition are not there, and for numbers without counts.
    pub test: Option<TrendTest>,
}

/// A year of a [`Trend`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TrendPoint {
    /// The year ending 31 March.
    pub year: i16,
    /// The authority's value.
    pub figure: Figure,
    /// The counts behind it; none where there are none.
    pub count: Option<String>,
    /// England's value.
    pub england: Figure,
}

/// A figure that is shown and never scored.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ContextFigure {
    /// Its code.
    pub code: String,
    /// Its name.
    pub title: String,
    /// Its value.
    pub value: Figure,
    /// The counts behind it; none where there are none.
    pub count: Option<String>,
    /// England.
    pub england: Benchmark,
    /// The region: its own figure, or the median of its authorities, which the basis says.
    pub region: Benchmark,
}

/// What a report cannot say for one reason.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Gap {
    /// Why it is not there: "\[c\] withheld, since it could point at a child".
    pub reason: String,
    /// The indicators, by name.
    pub indicators: Vec<String>,
}

/// A statistical neighbour.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Peer {
    /// The name of its page, without ending.
    pub file: String,
    /// Its name.
    pub name: String,
    /// Its overall score.
    pub score: Figure,
    /// Its rank.
    pub rank: Option<Rank>,
    /// Where its score stands against England's in the draws.
    pub band: Option<BandResult>,
    /// Whether it is the authority the report is about.
    pub is_subject: bool,
}

impl AuthorityReport {
    /// Every figure whose place a sign can take.
    pub(super) fn figures<'r>(
        domains: &'r [DomainResult],
        context: &'r [ContextFigure],
        sections: impl IntoIterator<Item = &'r Section>,
    ) -> impl Iterator<Item = &'r Figure> {
        let indicators = domains.iter().flat_map(|domain| &domain.indicators);
        let indicators = indicators.flat_map(IndicatorResult::figures);
        let context = context
            .iter()
            .flat_map(|shown| [&shown.value, &shown.england.figure, &shown.region.figure]);
        let sections = sections.into_iter().flat_map(Section::figures);
        indicators.chain(context).chain(sections)
    }
}

impl IndicatorResult {
    fn figures(&self) -> impl Iterator<Item = &Figure> {
        let near = self.neighbours.iter().map(|near| &near.figure);
        let points = self.trend.points.iter();
        let points = points.flat_map(|point| [&point.figure, &point.england]);
        let own = [&self.value, &self.score];
        let others = [&self.england.figure, &self.region.figure];
        own.into_iter().chain(others).chain(near).chain(points)
    }
}
