//! The report on one authority.

mod indicator;
mod last_year;
mod model;
mod reply;
pub(super) mod sections;
mod sentences;
mod sure;
mod what_if;

use std::collections::BTreeSet;

use crate::assessment::Assessment;
use crate::authority::AuthorityId;
use crate::config::Aggregation;
use crate::indicator::CLA_AT_31_MARCH;
use crate::measure::Absence;
use crate::scoring::{AuthorityIndex, DomainIndex, IndicatorIndex, NotScored, Score};
use crate::source::Symbol;
use crate::source::published::Location;

use super::comparisons::{Comparisons, counts, has_counts};
use super::figure::{Figure, Rank};
use super::frame::Frame;
use super::reasons::reasons;
use super::recording::effect_on;
use super::sureness::BandResult;
use super::words::capitalised;
use super::{file_name, number, reading, words};

pub(super) use indicator::{counted, direction, scale_in_words};
pub use model::{
    AuthorityReport, ContextFigure, DomainResult, Fact, Gap, IndicatorResult, LastYear, Peer,
    Trend, TrendPoint,
};
pub use reply::Reply;
pub use sections::{GroupCell, GroupColumn, GroupRow, GroupTable, Section, SectionChart};
pub(super) use sure::no_ranks;

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
}

impl AuthorityReport {
    /// The report of a year, with the year before where there is one.
    pub(super) fn of(
        (assessment, previous): (&Assessment<'_>, Option<&Assessment<'_>>),
        shared: &Comparisons,
        frame: Frame,
        id: AuthorityId,
    ) -> Option<Self> {
        let subject = Subject::of((assessment, previous), shared, id)?;
        let at = subject.at;
        let authority = assessment.evidence.dataset.register.get(id)?;
        let code = assessment.code(id).to_owned();
        let overall = &assessment.scorecard.overall[at];
        let spreads = Some(&assessment.uncertainty().overall);
        let why_not = "England has no figure for something that is scored";
        let mut report = Self {
            file: file_name(&code),
            code,
            name: authority.name.clone(),
            region: authority.region.clone(),
            kind: capitalised(&authority.kind.to_string()),
            headline: String::new(),
            key_facts: Vec::new(),
            rank: Rank::of(&assessment.scorecard.overall, spreads, at),
            reasons: reasons(assessment, at),
            score: Figure::summed(overall),
            band: BandResult::of(spreads, at),
            last_year: subject.last_year(),
            recording_effect: effect_on(assessment, shared, at),
            what_would_change: Vec::new(),
            national: Figure::maybe_score(assessment.scorecard.national, why_not),
            identity: String::new(),
            domains: subject.domains(),
            strengths: Vec::new(),
            weaknesses: Vec::new(),
            domain_chart_title: String::new(),
            spine_title: String::new(),
            context: subject.context(),
            not_available: Vec::new(),
            sections: Vec::new(),
            further: Vec::new(),
            reply: subject.reply(),
            neighbours: subject.peers(),
            notes: Vec::new(),
            how_compared: reading::HOW_COMPARED.to_owned(),
            how_sure: reading::how_sure(assessment, shared),
            signs: Vec::new(),
            frame,
        };
        report.what_would_change = subject.what_would_change(&report.domains);
        report.not_available = subject.gaps(&report.domains);
        report.sections = subject.sections(&report);
        report.further = subject.further_sections();
        report.identity = subject.identity(&report);
        report.notes = subject.notes(&report, overall);
        report.key_facts = sentences::key_facts(&report, overall);
        report.headline = sentences::headline(&report);
        report.domain_chart_title = sentences::domain_chart_title(&report);
        report.spine_title = sentences::spine_title(subject, &report);
        (report.strengths, report.weaknesses) = sentences::strengths_and_weaknesses(&report);
        report.signs = reading::signs_in(&report);
        Some(report)
    }

    /// Children looked after on 31 March, where that is known.
    fn children(&self) -> Option<&ContextFigure> {
        self.context
            .iter()
            .find(|figure| figure.code == CLA_AT_31_MARCH)
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
        })
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
                    national: Figure::maybe_score(scores.national, "no national figure"),
                    band: BandResult::of(spreads, self.at),
                    rank: Rank::of(&scores.scores, spreads, self.at),
                    effective_weight: effective_weight(score),
                    contribution: contribution(aggregation, score),
                    coverage: Figure::share(score.coverage),
                    reason: words::sentence(&score.reason),
                    indicators: self.indicators(d.at),
                }
            })
            .collect()
    }

    /// The indicators of a domain that anybody has a figure for this year, be it a withheld one.
    fn indicators(self, domain: DomainIndex) -> Vec<IndicatorResult> {
        let all = self.assessment.scorecard.indicators.pairs();
        let shown = all.filter(|(_, scores)| scores.domain == domain);
        let shown = shown.filter(|(at, scores)| scores.with_value > 0 || self.is_withheld(*at));
        shown.map(|(index, _)| self.indicator(index)).collect()
    }

    /// Whether a figure of the indicator is withheld for any authority.
    fn is_withheld(self, index: IndicatorIndex) -> bool {
        let withheld = Err(Absence::Symbol(Symbol::Confidential));
        let entries = self.assessment.panel.columns()[index].entries();
        entries.iter().any(|entry| entry.value == withheld)
    }

    fn context(self) -> Vec<ContextFigure> {
        let figures = self.shared.context.iter().map(|indicator| {
            let cell = self.assessment.measure(&indicator.code, self.id);
            let value = cell.map_or(Err(Absence::NoData), |cell| cell.value);
            let title = if indicator.style.unit().is_empty() || indicator.title.contains("per ") {
                indicator.title.clone()
            } else {
                format!("{} ({})", indicator.title, indicator.style.unit())
            };
            ContextFigure {
                code: indicator.code.clone(),
                title,
                value: Figure::measure(value, indicator.style),
                count: cell
                    .filter(|_| has_counts(&indicator.code))
                    .map(counts)
                    .unwrap_or_default(),
                england: indicator.against_england(None),
                region: indicator.against_region(self.region_code, None),
            }
        });
        figures
            .filter(|f| {
                f.value.is_number() || f.value.display != "no data" || f.england.figure.is_number()
            })
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
                    score: Figure::summed(&overall[at]),
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
        let own = own.map(|i| {
            (
                if i.value.display == i.value.meaning || i.value.meaning.is_empty() {
                    words::capitalised(&i.value.display)
                } else if i.value.display.starts_with('[') {
                    format!("{} {}", i.value.display, i.value.meaning)
                } else {
                    words::capitalised(&i.value.meaning)
                },
                i.title.clone(),
            )
        });
        let no_data = Some(NotScored::NoData);
        let nobody = self.assessment.indicators().into_iter();
        let nobody = nobody
            .filter(|i| !self.is_withheld(i.at))
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

    /// How the contributions make up the score.
    fn identity(self, report: &AuthorityReport) -> String {
        let Some(score) = report.score.value.map(number::score) else {
            return String::new();
        };
        let parts: Vec<&str> = report
            .domains
            .iter()
            .filter(|d| d.contribution.is_number())
            .map(|d| d.contribution.display.as_str())
            .collect();
        let sum = parts.join(" + ");
        let rounded = "Each number is rounded by itself.";
        match self.assessment.configuration().scorecard.aggregation {
            Aggregation::Arithmetic => {
                format!("The contributions add up to the overall score: {sum} = {score}. {rounded}")
            }
            Aggregation::Geometric => format!(
                "A contribution is the weight times the logarithm of the score; the overall score is e to the power of \
                 their sum: exp({sum}) = {score}. {rounded}"
            ),
            Aggregation::Harmonic => format!(
                "A contribution is the weight divided by the score; the overall score is 1 divided by their sum: \
                 1 ÷ ({sum}) = {score}. {rounded}"
            ),
        }
    }

    fn notes(self, report: &AuthorityReport, overall: &Score) -> Vec<String> {
        let mut notes = Vec::new();
        if overall.coverage.is_some_and(|c| c < 1.0 - 1e-9) && overall.score.is_some() {
            notes.push(format!(
                "Coverage is {}: the overall score assumes that what is missing would score like the rest.",
                report.score_coverage(overall)
            ));
        }
        for indicator in report.domains.iter().flat_map(|d| &d.indicators) {
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
            .filter(|code| *code != report.code)
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

impl AuthorityReport {
    fn score_coverage(&self, overall: &Score) -> String {
        Figure::share(overall.coverage).display
    }
}

/// A share of the overall score, to one decimal.
fn effective_weight(score: &Score) -> Figure {
    score.effective_weight.map_or_else(
        || Figure::absent("none", "not part of the overall score"),
        |weight| Figure::number(weight, number::decimal(weight * 100.0, 1) + "%"),
    )
}

fn contribution(aggregation: Aggregation, score: &Score) -> Figure {
    let decimals = match aggregation {
        Aggregation::Arithmetic => 1,
        Aggregation::Geometric => 3,
        Aggregation::Harmonic => 5,
    };
    score.contribution.map_or_else(
        || Figure::absent("none", "not part of the overall score"),
        |contribution| Figure::number(contribution, number::decimal(contribution, decimals)),
    )
}
