//! The method, as the configuration in use sets it.

mod changes;
mod formulas;
mod kept_apart;
mod passages;
mod sensitivity;
mod settings;

use serde::Serialize;

use crate::assessment::Assessment;
use crate::indicator::definition;
use crate::scoring::{NotScored, ScoredDomain, ScoredIndicator};

use super::agreement::AgreementResult;
use super::authority::{caveat, direction, no_ranks, scale_in_words};
use super::comparisons::Comparisons;
use super::figure::{Figure, Passage, Sign};
use super::frame::Frame;
use super::kind_of_place::PlaceResult;
use super::recording::RecordingEffect;
use super::revisions::Revisions;
use super::{number, reading, words};

pub use kept_apart::{Gain, KeptApart};
pub use sensitivity::{ChoiceEffect, Sensitivity};

/// Everything the page on the method says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Methodology {
    /// What stands on every page.
    pub frame: Frame,
    /// What the scorecard is, in a sentence.
    pub headline: String,
    /// What it is, framework, selection, normalisation, weighting, aggregation, ranking.
    pub method: Vec<Passage>,
    /// The domains and their indicators.
    pub domains: Vec<DomainMethod>,
    /// Formulas, and what was rejected, for those who check them.
    pub formulas: Vec<Passage>,
    /// Quality, limitations, disclosure control, changes since last time, accessibility, contact.
    pub about: Vec<Passage>,
    /// What is done about doubtful recording, and what that does to the ranking.
    pub recording: RecordingEffect,
    /// Who ranks higher because a zero that is hard to believe is not scored; none where there is none.
    pub kept_apart: Option<KeptApart>,
    /// What the ranking depends on.
    pub sensitivity: Sensitivity,
    /// How far the domains go together; none with fewer than two.
    pub agreement: Option<AgreementResult>,
    /// What comes with the kind of place.
    pub place: PlaceResult,
    /// What changed since an earlier publication; none where none was given.
    pub revisions: Option<Revisions>,
    /// The settings in use.
    pub settings: Vec<Setting>,
    /// Signs used in the tables.
    pub signs: Vec<Sign>,
}

/// A domain as it is scored.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DomainMethod {
    /// Its code.
    pub code: String,
    /// Its name.
    pub title: String,
    /// Its weight, as set.
    pub weight: String,
    /// Its share of the overall score this year; "not scored" where it has none.
    pub share: String,
    /// Its indicators.
    pub indicators: Vec<IndicatorMethod>,
}

/// An indicator as it is scored.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IndicatorMethod {
    /// Its code.
    pub code: String,
    /// Its name.
    pub title: String,
    /// Its weight within the domain, as set.
    pub weight: String,
    /// "Lower is better" and the like.
    pub direction: String,
    /// What is counted; none where the program does not know it.
    pub numerator: Option<String>,
    /// Out of what; none for a plain count.
    pub denominator: Option<String>,
    /// What a reader must know before using it; none where that is nothing.
    pub caveat: Option<&'static str>,
    /// Why its weight and scale are as they are; none where the weights file does not say.
    pub reason: Option<String>,
    /// How values become scores, in a sentence; none where there is nothing to say.
    pub scale: Option<String>,
    /// Whether it is scored this year.
    pub scored: bool,
    /// "Scored" or why it is not.
    pub selection: String,
    /// Share of authorities with a value: "148 of 153 (97%)".
    pub present: String,
    /// The share of the spread between authorities that is more than chance: "92%", or "not
    /// estimated".
    pub rankability: Figure,
    /// Whether ranks by it are shown.
    pub shows_ranks: bool,
    /// Why they are not; none where they are.
    pub rank_note: Option<String>,
}

/// A setting of the configuration.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Setting {
    /// What it decides, in words.
    pub name: String,
    /// Its key in the weights file.
    pub key: String,
    /// Its value.
    pub value: String,
}

impl Methodology {
    pub(super) fn of(
        (assessment, previous): (&Assessment<'_>, Option<&Assessment<'_>>),
        shared: &Comparisons,
        frame: Frame,
        revisions: Option<Revisions>,
    ) -> Self {
        Self {
            headline: headline(assessment),
            method: passages::method(assessment, &frame),
            domains: domains(assessment, shared),
            about: passages::about((assessment, previous), &frame),
            formulas: formulas::formulas(),
            recording: RecordingEffect::of(assessment, shared),
            kept_apart: KeptApart::of(assessment),
            sensitivity: Sensitivity::of(assessment),
            agreement: AgreementResult::of(assessment),
            place: PlaceResult::of(assessment, &assessment.kind_of_place()),
            revisions,
            settings: settings::settings(assessment),
            signs: reading::signs(),
            frame,
        }
    }
}

/// What is withheld and why, in words.
pub(super) fn disclosure_in_words(assessment: &Assessment<'_>) -> Passage {
    passages::disclosure(assessment)
}

fn headline(assessment: &Assessment<'_>) -> String {
    let indicators = &assessment.scorecard.indicators;
    let scored = indicators.iter().filter(|i| i.scale.is_some()).count();
    let domains = assessment
        .scorecard
        .domains
        .iter()
        .filter(|d| d.comparable)
        .count();
    format!(
        "The scorecard sums up {scored} indicators in {domains} {} for {}. This page says how, and what each figure means.",
        if domains == 1 { "domain" } else { "domains" },
        words::authorities(assessment.panel.authorities().len())
    )
}

fn domains(assessment: &Assessment<'_>, shared: &Comparisons) -> Vec<DomainMethod> {
    let (domains, indicators) = (assessment.domains(), assessment.indicators());
    let comparable = domains.iter().filter(|d| d.scores.comparable);
    let total: f64 = comparable.map(|d| d.domain.weight).sum();
    let method = |d: &ScoredDomain<'_>| DomainMethod {
        code: d.domain.code.clone(),
        title: d.domain.title.clone(),
        weight: number::setting(d.domain.weight),
        share: if d.scores.comparable && total > 0.0 {
            number::share(d.domain.weight / total)
        } else {
            "not scored".to_owned()
        },
        indicators: indicators
            .iter()
            .filter(|i| i.scores.domain == d.at)
            .map(|i| indicator(assessment, shared, *i))
            .collect(),
    };
    domains.iter().map(method).collect()
}

fn indicator(
    assessment: &Assessment<'_>,
    shared: &Comparisons,
    scored: ScoredIndicator<'_>,
) -> IndicatorMethod {
    let (configured, scores) = (scored.indicator, scored.scores);
    let style = shared.indicators[scored.at].style;
    let definition = definition(&configured.code);
    let shows_ranks = assessment.shows_ranks(&configured.code);
    let scale = match &scores.scale {
        Some(scale) => scale_in_words(configured.normalisation, scale, style),
        None => configured
            .goalposts
            .filter(|_| configured.is_scored())
            .map(|posts| {
                format!(
                    "When scored, {} would score least and {} most.",
                    style.write(posts.worst),
                    style.write(posts.best)
                )
            }),
    };
    #[allow(clippy::cast_precision_loss, reason = "a few hundred authorities")]
    let share = scores.with_value as f64 / scores.applicable.max(1) as f64;
    IndicatorMethod {
        code: configured.code.clone(),
        title: configured.title.clone(),
        weight: number::setting(configured.weight),
        direction: direction(configured.direction).to_owned(),
        numerator: definition.map(|d| words::sentence(d.numerator.words)),
        denominator: definition
            .and_then(|d| d.denominator)
            .map(|whole| words::sentence(whole.words)),
        caveat: caveat(&configured.code),
        reason: configured.reason.clone(),
        scale,
        scored: scores.scale.is_some(),
        selection: selection(scores.not_scored).to_owned(),
        present: format!(
            "{} of {} ({})",
            scores.with_value,
            scores.applicable,
            number::share(share)
        ),
        rankability: assessment.rankability(&configured.code).map_or_else(
            || Figure::absent("not estimated", "it has no counts to estimate it from"),
            |share| Figure::share(Some(share)),
        ),
        shows_ranks,
        rank_note: (!shows_ranks).then(|| no_ranks(assessment.rankability(&configured.code))),
    }
}

/// Whether an indicator is scored, and why not.
pub(super) fn selection(why: Option<NotScored>) -> &'static str {
    match why {
        None => "Scored",
        Some(NotScored::NoWeight) => "Shown, not scored: its weight is 0",
        Some(NotScored::NoDirection) => "Shown, not scored: neither higher nor lower is better",
        Some(NotScored::NoData) => "Not scored: no authority has a figure that is shown this year",
        Some(NotScored::TooFew) => "Not scored: too few authorities have a figure this year",
        Some(NotScored::NoRange) => "Not scored: its values leave no range to score in",
    }
}
