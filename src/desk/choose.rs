//! The third step: the year, who may see it, whom it is about, and who signs it.

use std::collections::BTreeSet;

use axum::extract::Request;
use axum::response::Response;
use serde::Serialize;

use crate::assessment::Evidence;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Day;

use super::asked::Form;
use super::bring::only;
use super::look::{Named, named};
use super::reply;
use super::screens::Step;
use super::server::At;
use super::session::Need;
use super::settings::{Takes, set, value};

/// What the page shows.
#[derive(Debug, Serialize)]
struct Model {
    years: Vec<Year>,
    /// The year that is taken where none is chosen.
    usual: Option<i16>,
    has_chosen: bool,
    is_internal: bool,
    authorities: Vec<Named>,
    imprint: Vec<Line>,
    problems: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Year {
    year: i16,
    /// "2023-24".
    words: String,
    is_chosen: bool,
}

/// A line of the imprint.
#[derive(Debug, Serialize)]
struct Line {
    key: &'static str,
    title: &'static str,
    hint: &'static str,
    value: String,
}

/// What is asked of an imprint, with the key of the weights file that it stands in.
const IMPRINT: [(&str, &str, &str); 6] = [
    (
        "publication.board_name",
        "Name of the board",
        "Printed on statements and in letters.",
    ),
    (
        "publication.author",
        "Author, with office",
        "On the cover. Empty leaves a line to write on.",
    ),
    (
        "publication.approved_by",
        "Approved by, with office",
        "On the cover. Empty leaves a line to write on.",
    ),
    (
        "publication.publisher",
        "Publisher",
        "Printed on every page.",
    ),
    (
        "publication.contact",
        "Contact",
        "How readers reach the publisher.",
    ),
    (
        "publication.release_date",
        "Date of release",
        "Such as 20 November 2025.",
    ),
];

pub(super) async fn show(at: At) -> Response {
    at.made(|at| page(at, None)).await
}

/// The page with what is chosen; or, where something was refused, with what was typed and why it was not taken.
fn page(at: &At, refused: Option<(&Form, Vec<String>)>) -> Response {
    let gathered = match at.session.sound() {
        Need::Ready(gathered) => gathered,
        other => return at.waiting(Step::Choose, other),
    };
    let chosen = at.session.choices();
    let evidence = gathered.evidence();
    let year = match evidence.year(chosen.year).or_else(|_| evidence.year(None)) {
        Ok(year) => year,
        Err(problem) => return at.waiting(Step::Choose, Need::<()>::Failed(problem)),
    };
    let assessment = evidence.assess(year);
    let years = evidence.measures.years().into_iter().rev();
    let text = at.session.state().weights.text.clone();
    let (typed, problems) = refused.unzip();
    let kept = |key: &str| {
        value(&text, key)
            .or_else(|| value(crate::config::DEFAULT_TEXT, key))
            .unwrap_or_default()
    };
    let own = chosen.authority.or_else(|| only_return(&evidence));
    let is_internal = typed.map_or_else(
        || assessment.configuration().disclosure.mode == crate::config::Mode::Internal,
        |form| form.field("mode") == "internal",
    );
    let line = |(key, title, hint): (&'static str, &'static str, &'static str)| Line {
        key,
        title,
        hint,
        value: typed.map_or_else(|| kept(key), |form| form.field(key).to_owned()),
    };
    let model = Model {
        years: years
            .map(|each| Year {
                year: each,
                words: format!("{}-{:02}", each - 1, each % 100),
                is_chosen: chosen.year == Some(each),
            })
            .collect(),
        usual: evidence.usual_year(),
        has_chosen: chosen.year.is_some(),
        is_internal,
        authorities: named(&assessment, own.as_deref()),
        imprint: IMPRINT.into_iter().map(line).collect(),
        problems: problems.unwrap_or_default(),
    };
    drop(evidence);
    at.screen(Step::Choose, "desk/choose.html", &model)
}

/// The authority that all returns are of, by its code, where it is one.
fn only_return(evidence: &Evidence) -> Option<String> {
    let returns = evidence.dataset.returns.files.iter();
    let ids: BTreeSet<_> = returns.filter_map(|file| file.authority).collect();
    Some(
        evidence
            .dataset
            .register
            .authority(*only(&ids)?)
            .code
            .clone(),
    )
}

/// A date as a person writes it ("3 December 2026", "03/12/2026"), as the weights file has it; what is none stays as typed.
fn dated(typed: &str) -> String {
    Day::read(typed.trim().as_bytes()).map_or_else(
        |_| typed.to_owned(),
        |day| {
            let (year, month, day) = day.civil();
            format!("{year:04}-{month:02}-{day:02}")
        },
    )
}

/// What was chosen.
pub(super) async fn choose(at: At, request: Request) -> Response {
    let form = match Form::read(request, &at.desk.store).await {
        Ok(form) => form,
        Err(refused) => return refused,
    };
    at.made(move |at| {
        let year = crate::source::year_ending(form.field("year"));
        let authority = form.field("authority").to_owned();
        at.session.choose(|choices| {
            choices.year = year;
            choices.authority = (!authority.is_empty()).then_some(authority);
        });
        let before = at.session.state().weights.text.clone();
        let mode = if form.field("mode") == "internal" {
            "internal"
        } else {
            "public"
        };
        let mut text = changed(&before, "disclosure.mode", mode);
        for (key, ..) in IMPRINT {
            let typed = form.field(key);
            let typed = match key {
                "publication.release_date" => &dated(typed),
                _ => typed,
            };
            text = changed(&text, key, typed);
        }
        match at.session.weigh(text) {
            Ok(()) => reply::lead_to(&at.to(if form.field("then") == "weights" {
                "weights"
            } else {
                "look"
            })),
            Err(problems) => page(at, Some((&form, refused(&problems)))),
        }
    })
    .await
}

/// What is wrong with what was typed into a form: lines of the weights file say nothing to whoever sees the form.
fn refused(problems: &Diagnostics) -> Vec<String> {
    let mut problems: Vec<Diagnostic> = problems.iter().cloned().collect();
    problems.iter_mut().for_each(|problem| problem.place = None);
    problems.iter().map(one_said).collect()
}

/// What is wrong, in sentences.
pub(super) fn said(problems: &Diagnostics) -> Vec<String> {
    problems.iter().map(one_said).collect()
}

fn one_said(problem: &Diagnostic) -> String {
    let line = problem.place.as_ref().and_then(|place| place.line);
    let line = line.map_or_else(String::new, |line| format!("Line {line}: "));
    let more = [&problem.expected, &problem.help].into_iter().flatten();
    let more: String = more.map(|more| format!("; {more}")).collect();
    format!("{line}{}{more}", problem.message)
}

/// The text with a key set, unless it says the same already or by default.
fn changed(text: &str, key: &str, typed: &str) -> String {
    let is = value(text, key)
        .or_else(|| value(crate::config::DEFAULT_TEXT, key))
        .unwrap_or_default();
    if is == typed {
        return text.to_owned();
    }
    set(text, key, Takes::Text.written(typed).as_deref())
}

/// Whom it is about is chosen, on whichever page.
pub(super) async fn authority(at: At, request: Request) -> Response {
    let form = match Form::read(request, &at.desk.store).await {
        Ok(form) => form,
        Err(refused) => return refused,
    };
    let authority = form.field("authority").to_owned();
    let page = if form.field("then") == "look" {
        "look"
    } else {
        "take"
    };
    at.session
        .choose(|choices| choices.authority = (!authority.is_empty()).then_some(authority));
    reply::lead_to(&at.to(page))
}
