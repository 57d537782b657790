//! The fourth step: the very pages that `publish`, `statement` and `jsna` write, from memory, made when they are looked
//! at; and how a score came about.

use std::collections::BTreeSet;

use axum::extract::{Path, Request};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use crate::assessment::{Assessment, Evidence};
use crate::config::Mode;
use crate::measure::Absence;
use crate::report::explained;
use crate::source::Symbol;

use super::asked::path_after;
use super::product::Product;
use super::reply;
use super::screens::Step;
use super::server::At;
use super::session::Need;

/// What the page shows.
#[derive(Debug, Serialize)]
struct Model {
    year: i16,
    ranked: usize,
    all: usize,
    authority: Option<Named>,
    authorities: Vec<Named>,
    years: Vec<i16>,
    said: Vec<String>,
    has_weights: bool,
    /// What is said where many figures on the authority are withheld.
    few: Option<String>,
    /// What is said where its return is of another year.
    other_year: Option<String>,
}

/// An authority by its code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Named {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) is_chosen: bool,
}

pub(super) async fn show(at: At) -> Response {
    at.made(|at| {
        let gathered = match at.session.sound() {
            Need::Ready(gathered) => gathered,
            other => return at.waiting(Step::Look, other),
        };
        let chosen = at.session.choices();
        let has_weights = at.session.state().weights.is_chosen;
        let evidence = gathered.evidence();
        let year = match evidence.year(chosen.year) {
            Ok(year) => year,
            Err(problem) => return at.waiting(Step::Look, Need::<()>::Failed(problem)),
        };
        let assessment = evidence.assess(year);
        let authorities = named(&assessment, chosen.authority.as_deref());
        let few = few(&assessment, chosen.authority.as_deref());
        let other_year = other_year(&assessment, &evidence, chosen.authority.as_deref());
        let model = Model {
            few,
            other_year,
            has_weights,
            year,
            ranked: assessment.scorecard.ranked(),
            all: assessment.panel.authorities().len(),
            authority: authorities.iter().find(|named| named.is_chosen).cloned(),
            authorities,
            years: evidence
                .measures
                .years()
                .into_iter()
                .rev()
                .filter(|other| *other != year)
                .collect(),
            said: at
                .session
                .made(&Product::Publication)
                .map_or_else(Vec::new, |made| made.said.clone()),
        };
        drop(evidence);
        at.screen(Step::Look, "desk/look.html", &model)
    })
    .await
}

/// Says how many of the scored figures on an authority are withheld, where it is a quarter of them or more, and who may see them.
fn few(assessment: &Assessment<'_>, code: Option<&str>) -> Option<String> {
    if assessment.configuration().disclosure.mode == Mode::Internal {
        return None;
    }
    let ids = assessment.panel.authorities().iter();
    let id = ids.copied().find(|id| Some(assessment.code(*id)) == code)?;
    let cells = assessment.scorecard.indicators.iter();
    let cells: Vec<_> = cells
        .filter_map(|indicator| assessment.measure(&indicator.code, id))
        .collect();
    let confidential = Err(Absence::Symbol(Symbol::Confidential));
    let withheld = cells.iter().filter(|cell| cell.value == confidential);
    let (withheld, all) = (withheld.count(), cells.len());
    (withheld > 1 && 4 * withheld >= all).then(|| {
        format!(
            "{withheld} of the {all} figures on {} are withheld from everybody, since they are of few children or would tell \
             such a count. A board that may see them chooses \u{201c}Only those who work with these children\u{201d} under Choose.",
            assessment.name(id)
        )
    })
}

/// Says that nothing of an authority's return is in what is made, where it was brought for other years alone.
fn other_year(
    assessment: &Assessment<'_>,
    evidence: &Evidence,
    code: Option<&str>,
) -> Option<String> {
    let year = assessment.year;
    let id = evidence.authority(code?, Some(year)).ok()?;
    let returns = evidence.dataset.returns.files.iter();
    let own = returns.filter(|file| file.authority == Some(id));
    let years: BTreeSet<i16> = own.filter_map(|file| file.year).collect();
    let words: Vec<String> = years.iter().map(i16::to_string).collect();
    (!years.is_empty() && !years.contains(&year)).then(|| {
        format!(
            "The return of {} is of {}. Nothing of it is in what is made for {year}: choose its year, or bring the \
             return of this one.",
            assessment.name(id),
            words.join(", ")
        )
    })
}

/// The authorities of a year by name.
pub(super) fn named(assessment: &Assessment<'_>, chosen: Option<&str>) -> Vec<Named> {
    let ids = assessment.panel.authorities().iter();
    let mut all: Vec<Named> = ids
        .map(|id| Named {
            code: assessment.code(*id).to_owned(),
            name: assessment.name(*id).to_owned(),
            is_chosen: chosen == Some(assessment.code(*id)),
        })
        .collect();
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all
}

/// The first page of what is looked at.
pub(super) async fn first(at: At, Path((_, _, name)): Path<(String, String, String)>) -> Response {
    at.made(move |at| {
        let Some(product) = Product::named(&name) else {
            return nothing();
        };
        match at.session.product(&product) {
            Need::Ready(made) => match made.first_page() {
                Some(page) => reply::lead_to(&at.to(&format!("look/{name}/{page}"))),
                None => nothing(),
            },
            other => at.waiting(Step::Look, other),
        }
    })
    .await
}

/// A file of what is looked at.
pub(super) async fn file(at: At, request: Request) -> Response {
    let path = path_after(&request, 4);
    at.made(move |at| {
        let Some((name, rest)) = path.split_first() else {
            return nothing();
        };
        let Some(product) = Product::named(name) else {
            return nothing();
        };
        let file = rest.join("/");
        let made = match at.session.product(&product) {
            Need::Ready(made) => made,
            other => return at.waiting(Step::Look, other),
        };
        let Some(bytes) = made.files.get(&file) else {
            return nothing();
        };
        if file.ends_with(".html") {
            return reply::page(at.with_bar(&String::from_utf8_lossy(bytes)));
        }
        let shown = ["css", "js", "svg", "png"];
        match file.rsplit('.').next() {
            Some(ending) if shown.contains(&ending) => {
                reply::bytes(reply::kind_of(&file), bytes.clone())
            }
            _ => reply::file(file.rsplit('/').next().unwrap_or_default(), bytes.clone()),
        }
    })
    .await
}

fn nothing() -> Response {
    reply::refused(StatusCode::NOT_FOUND, "There is nothing here.")
}

/// How an authority's score came about: of all indicators, or of one.
pub(super) async fn explain(at: At, request: Request) -> Response {
    let path = path_after(&request, 5);
    at.made(move |at| {
        let gathered = match at.session.sound() {
            Need::Ready(gathered) => gathered,
            other => return at.waiting(Step::Look, other),
        };
        let code = path.first().map(String::as_str).unwrap_or_default();
        let only = path.get(1).map(String::as_str).filter(|only| !only.is_empty());
        let evidence = gathered.evidence();
        let told = evidence.year(at.session.choices().year).and_then(|year| {
            let id = evidence.authority(code, Some(year))?;
            let assessment = gathered.assess(&evidence, year);
            let text = explained(&assessment, id, only)?;
            gathered.keep(&assessment);
            Ok((assessment.name(id).to_owned(), year, text))
        });
        drop(evidence);
        match told {
            Ok((name, year, text)) => {
                let model = serde_json::json!({"name": name, "code": code, "year": year, "only": only, "text": text});
                at.screen(Step::Look, "desk/explain.html", &model)
            }
            Err(problem) => at.waiting(Step::Look, Need::<()>::Failed(problem)),
        }
    })
    .await
}
