//! The report on one authority.

mod geography;
mod indicator;
mod last_year;
mod model;
mod questions;
mod reply;
pub(super) mod sections;
mod sentences;
mod sure;
mod what_if;
mod years;

use std::collections::BTreeSet;

use crate::assessment::Assessment;
use crate::authority::AuthorityId;
use crate::config::Aggregation;
use crate::indicator::CLA_AT_31_MARCH;
use crate::measure::Absence;
use crate::scoring::{AuthorityIndex, DomainIndex, NotScored, Score};
use crate::source::published::Location;

use super::comparisons::{Comparisons, anybody_has, counts, has_counts, is_withheld};
use super::figure::{Figure, Interval};
use super::frame::Frame;
use super::rank::Rank;
use super::reasons::reasons;
use super::recording::effect_on;
use super::scope::Series;
use super::sureness::BandResult;
use super::words::capitalised;
use super::{file_name, number, reading, words};

pub(super) use indicator::{caveat, counted, direction, scale_in_words};
pub use model::{
    AuthorityReport, ContextFigure, DomainResult, Fact, Gap, IndicatorResult, LastYear, Peer,
    Trend, TrendPoint,
};
pub use reply::Reply;
pub use sections::{
    GroupCell, GroupColumn, GroupRow, GroupTable, RowSubject, Section, SectionChart, SectionCode,
    TableSubject,
};
pub(super) use sure::no_ranks;
pub use years::{ScoreSeries, ScoresOverYears, YearScore};

/// An authority and what its report is made from.
#[derive(Clone, Copy)]
pub(super) struct Subject<'a> {
    pub(super) assessment: &'a Assessment<'a>,
    /// The year before.
    previous: Option<&'a Assessment<'a>>,
    pub(super) shared: &'a Comparisons,
    pub(super) id: AuthorityId,
    /// Its place in the panel.
    at: AuthorityIndex,
    pub(super) region_code: &'a str,
    /// Whether short answers say England's figure too.
    pub(super) says_england: bool,
}

/// The years beside that of a report.
pub(super) struct YearsBeside<'a> {
    /// The year before, where there are figures of it.
    pub(super) previous: Option<&'a Assessment<'a>>,
    /// Other years that are published with it, oldest first.
    pub(super) others: Vec<&'a Assessment<'a>>,
    /// The series that these and the year of the report make.
    pub(super) series: &'a [Series],
}

impl AuthorityReport {
    /// The report of a year, with the years beside it.
    pub(super) fn of(
        assessment: &Assessment<'_>,
        beside: &YearsBeside<'_>,
        shared: &Comparisons,
        frame: Frame,
        id: AuthorityId,
    ) -> Option<Self> {
        let subject = Subject::of((assessment, beside.previous), shared, id)?;
        let at = subject.at;
        let authority = assessment.evidence.dataset.register.get(id)?;
        let code = assessment.code(id).to_owned();
        let overall = &assessment.scorecard.overall[at];
        let why_not = "England has no figure for something that is scored";
        let spreads = Some(&assessment.uncertainty().overall);
        let rank = Rank::of(&assessment.scorecard.overall, spreads, at);
        let band = BandResult::of(spreads, at);
        let score = Figure::overall(overall);
        let national = Figure::maybe_score(assessment.scorecard.national, why_not);
        let last_year = subject.last_year();
        let recording_effect = effect_on(assessment, shared, at);
        let domains = subject.domains();
        let context = subject.context();
        let sections = subject.sections(&domains, recording_effect.as_deref(), &frame.source_line);
        let further = subject.further_sections();
        let years = ScoresOverYears::of(assessment, &beside.others, beside.series, id);
        let figures = Self::figures(&domains, &context, sections.iter().chain(&further));
        let unranked = reasons(assessment, at);
        let outcome = sentences::Outcome {
            name: &authority.name,
            year: assessment.year,
            score: &score,
            rank: rank.as_ref(),
            band: band.as_ref(),
            national: &national,
        };
        let children = context.iter().find(|figure| figure.code == CLA_AT_31_MARCH);
        let (file, neighbours) = (file_name(&code), subject.peers());
        let (strengths, weaknesses) = sentences::strengths_and_weaknesses(&domains);
        Some(Self {
            name: authority.name.clone(),
            region: authority.region.clone(),
            kind: capitalised(&authority.kind.to_string()),
            headline: sentences::headline(&outcome),
            key_facts: sentences::key_facts(&outcome, &last_year, overall, children),
            what_would_change: subject
                .what_would_change(&domains)
                .into_iter()
                .chain(subject.geography())
                .collect(),
            questions: questions::questions(&outcome, &last_year, &domains),
            identity: subject.identity(&score, &domains),
            domain_chart_title: sentences::domain_chart_title(&domains),
            spine_title: sentences::spine_title(subject, &domains),
            not_available: subject.gaps(&domains),
            reply: subject.reply(),
            beside: side_by_side(&file, &neighbours),
            neighbours,
            notes: subject.notes(&domains, overall, &code),
            how_compared: reading::how_compared(assessment),
            how_sure: reading::how_sure(assessment, shared),
            signs: reading::signs_explained(
                figures
                    .chain(years.iter().flat_map(ScoresOverYears::figures))
                    .filter_map(Figure::symbol)
                    .chain(unranked.symbols),
            ),
            reasons: unranked.words,
            strengths,
            weaknesses,
            code,
            interval: assessment.uncertainty().overall[at]
                .score
                .filter(|_| rank.is_some())
                .map(|range| Interval::of_value(range, number::Style::Decimal)),
            rank,
            score,
            band,
            last_year,
            years,
            recording_effect,
            national,
            domains,
            context,
            sections,
            further,
            frame,
            file,
        })
    }
}

impl<'a> Subject<'a> {
    /// An authority of the year; none where it is not one.
    pub(super) fn of(
        (assessment, previous): (&'a Assessment<'a>, Option<&'a Assessment<'a>>),
        shared: &'a Comparisons,
        id: AuthorityId,
    ) -> Option<Self> {
        let authority = assessment.evidence.dataset.register.get(id)?;
        Some(Self {
            assessment,
            previous,
            shared,
            id,
            at: assessment.position(id)?,
            region_code: &authority.region_code,
            says_england: true,
        })
    }

    /// The same, whose short answers leave England's figure out: beside others it would stand there once for each.
    pub(super) fn without_england(self) -> Self {
        Self {
            says_england: false,
            ..self
        }
    }
}

impl Subject<'_> {
    fn domains(self) -> Vec<DomainResult> {
        let aggregation = self.assessment.configuration().scorecard.aggregation;
        let domains = self.assessment.domains().into_iter();
        domains
            .map(|d| {
                let (configured, scores) = (d.domain, d.scores);
                let score = &scores.scores[self.at];
                let spreads = self.assessment.uncertainty().domains[d.at].as_ref();
                DomainResult {
                    code: configured.code.clone(),
                    file: file_name(&configured.code),
                    title: configured.title.clone(),
                    score: Figure::summed(score),
                    interval: spreads
                        .and_then(|spreads| spreads[self.at].score)
                        .filter(|_| score.score.is_some())
                        .map(|range| Interval::of_value(range, number::Style::Decimal)),
                    national: Figure::maybe_score(scores.national, "no national figure"),
                    band: BandResult::of(spreads, self.at),
                    rank: Rank::of(&scores.scores, spreads, self.at),
                    effective_weight: self.effective_weight(score),
                    contribution: self.contribution(aggregation, score),
                    coverage: Figure::share(score.coverage),
                    reason: indicator::reason(score),
                    indicators: self.indicators(d.at),
                }
            })
            .collect()
    }

    /// The indicators of a domain that anybody has a figure for this year, be it a withheld one.
    fn indicators(self, domain: DomainIndex) -> Vec<IndicatorResult> {
        let all = self.assessment.scorecard.indicators.pairs();
        let own = all.filter(|(_, scores)| scores.domain == domain);
        let shown = own.filter(|(at, _)| anybody_has(self.assessment, *at));
        shown.map(|(index, _)| self.indicator(index)).collect()
    }

    fn context(self) -> Vec<ContextFigure> {
        let figures = self.shared.context.iter().map(|indicator| {
            let cell = self.assessment.measure(&indicator.code, self.id);
            let value = cell.map_or(Err(Absence::NoData), |cell| cell.value);
            ContextFigure {
                code: indicator.code.clone(),
                title: indicator.titled(),
                value: Figure::measure(value, indicator.style),
                count: cell
                    .filter(|_| has_counts(&indicator.code))
                    .and_then(counts),
                england: indicator.against_england(),
                region: indicator.against_region(self.region_code),
            }
        });
        let no_data = |figure: &Figure| figure.absence == Some(Absence::NoData);
        figures
            .filter(|f| !no_data(&f.value) || f.england.figure.is_number())
            .collect()
    }

    /// Its statistical neighbours and itself, from the highest score; those without one last.
    fn peers(self) -> Vec<Peer> {
        let near = self.assessment.evidence.dataset.neighbours.get(&self.id);
        let Some(near) = near.filter(|near| !near.is_empty()) else {
            return Vec::new();
        };
        let overall = &self.assessment.scorecard.overall;
        let spreads = Some(&self.assessment.uncertainty().overall);
        let ids: BTreeSet<AuthorityId> = near.iter().copied().chain([self.id]).collect();
        let mut peers: Vec<Peer> = ids
            .into_iter()
            .filter_map(|id| {
                let at = self.assessment.position(id)?;
                Some(Peer {
                    file: file_name(self.assessment.code(id)),
                    name: self.assessment.name(id).to_owned(),
                    score: Figure::overall(&overall[at]),
                    rank: Rank::of(overall, spreads, at),
                    band: BandResult::of(spreads, at),
                    is_subject: id == self.id,
                })
            })
            .collect();
        let score = |peer: &Peer| peer.score.value.unwrap_or(f64::NEG_INFINITY);
        peers.sort_by(|a, b| {
            score(b)
                .total_cmp(&score(a))
                .then_with(|| a.name.cmp(&b.name))
        });
        peers
    }

    /// What this authority lacks and what nobody has a figure for, by reason.
    fn gaps(self, domains: &[DomainResult]) -> Vec<Gap> {
        let own = domains
            .iter()
            .flat_map(|d| &d.indicators)
            .filter(|i| !i.value.is_number());
        let own = own.map(|i| (lacking(&i.value), i.title.clone()));
        let no_data = Some(NotScored::NoData);
        let nobody = self.assessment.indicators().into_iter();
        let nobody = nobody
            .filter(|i| !is_withheld(self.assessment, i.at))
            .filter(|i| i.scores.with_value == 0 || i.scores.not_scored == no_data)
            .map(|i| {
                (
                    "No authority has a figure this year".to_owned(),
                    i.indicator.title.clone(),
                )
            });
        let mut gaps: Vec<Gap> = Vec::new();
        for (reason, title) in own.chain(nobody) {
            match gaps.iter_mut().find(|gap| gap.reason == reason) {
                Some(gap) => gap.indicators.push(title),
                None => gaps.push(Gap {
                    reason,
                    indicators: vec![title],
                }),
            }
        }
        gaps
    }

    /// How the contributions make up the score; none without a score.
    fn identity(self, score: &Figure, domains: &[DomainResult]) -> Option<String> {
        let score = number::score(score.value?);
        let parts: Vec<&str> = domains
            .iter()
            .filter(|d| d.contribution.is_number())
            .map(|d| d.contribution.display.as_str())
            .collect();
        let sum = parts.join(" + ");
        let rounded = "Each number is rounded by itself.";
        Some(
            match self.assessment.configuration().scorecard.aggregation {
                Aggregation::Arithmetic => {
                    format!(
                        "The contributions add up to the overall score: {sum} = {score}. {rounded}"
                    )
                }
                Aggregation::Geometric => format!(
                    "A contribution is the weight times the logarithm of the score; the overall score is e to the power of \
                 their sum: exp({sum}) = {score}. {rounded}"
                ),
                Aggregation::Harmonic => format!(
                    "A contribution is the weight divided by the score; the overall score is 1 divided by their sum: \
                 1 ÷ ({sum}) = {score}. {rounded}"
                ),
            },
        )
    }

    fn notes(self, domains: &[DomainResult], overall: &Score, own_code: &str) -> Vec<String> {
        let mut notes: Vec<String> = self.tables_are_left_out().into_iter().collect();
        if overall.coverage.is_some_and(|c| c < 1.0 - 1e-9) && overall.rank.is_some() {
            notes.push(format!(
                "Coverage is {}: the overall score assumes that what is missing would score like the rest.",
                Figure::share(overall.coverage).display
            ));
        }
        for indicator in domains.iter().flat_map(|d| &d.indicators) {
            notes.extend(
                indicator
                    .notes
                    .iter()
                    .map(|note| format!("{}: {note}", indicator.title)),
            );
        }
        let here = Location::Authority(self.id);
        let codes: BTreeSet<&str> = self
            .shared
            .indicators
            .iter()
            .filter_map(|i| {
                self.assessment
                    .evidence
                    .measures
                    .best(self.assessment.year, &i.code, &here)
            })
            .map(|cell| &*cell.code)
            .filter(|code| *code != own_code)
            .collect();
        if !codes.is_empty() {
            let codes: Vec<String> = codes.into_iter().map(str::to_owned).collect();
            notes.push(format!(
                "Some figures were published under the code {}.",
                words::list(&codes)
            ));
        }
        notes
    }
}

/// Why a figure of the authority's own is not there, as a heading.
fn lacking(value: &Figure) -> String {
    match value.absence {
        Some(Absence::Symbol(_)) => format!("{} {}", value.display, value.meaning),
        _ => words::capitalised(&value.meaning),
    }
}

/// Most authorities that stand side by side, this one among them.
const BESIDE: usize = 4;

/// This authority, then its neighbours.
fn side_by_side(file: &str, neighbours: &[Peer]) -> Vec<String> {
    let others = neighbours.iter().filter(|peer| !peer.is_subject);
    let others = others.map(|peer| peer.file.clone());
    let own = std::iter::once(file.to_owned());
    own.chain(others).take(BESIDE).collect()
}

/// What stands where something is not part of an overall score.
fn no_part() -> Figure {
    Figure::absent("none", "not part of the overall score")
}

impl Subject<'_> {
    /// Whether it has an overall score, which only the ranked have.
    fn is_ranked(self) -> bool {
        self.assessment.scorecard.overall[self.at].rank.is_some()
    }

    /// A share of the overall score, to one decimal.
    fn effective_weight(self, score: &Score) -> Figure {
        let weight = score.effective_weight.filter(|_| self.is_ranked());
        weight.map_or_else(no_part, |weight| {
            Figure::number(weight, number::decimal(weight * 100.0, 1) + "%")
        })
    }

    /// What a score adds to the overall score.
    fn contribution(self, aggregation: Aggregation, score: &Score) -> Figure {
        let decimals = match aggregation {
            Aggregation::Arithmetic => 1,
            Aggregation::Geometric => 3,
            Aggregation::Harmonic => 5,
        };
        let contribution = score.contribution.filter(|_| self.is_ranked());
        contribution.map_or_else(no_part, |contribution| {
            Figure::number(contribution, number::decimal(contribution, decimals))
        })
    }
}
