//! What one file of a dataset gives, once its kind is told by its columns.

use std::collections::BTreeMap;

use crate::authority::AuthorityId;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::source::form::{self, FormAnswers};
use crate::source::interview_totals::{self, InterviewTotals};
use crate::source::opening::OpenFile;
use crate::source::own::{self, Capacity, GivenMeasure};
use crate::source::police::{self, PoliceCount};
use crate::source::providers::{self, ProviderList};
use crate::source::published::{self, PublishedFile};
use crate::source::shape::Recognition;
use crate::source::table::Table;
use crate::source::words::{self, Words, WordsKind};

use super::told::Around;
use super::unrecognised::Unrecognised;

/// What one file gave.
pub(super) enum Content {
    Nothing,
    Published(PublishedFile),
    Providers(ProviderList),
    Measures(Vec<GivenMeasure>),
    Capacity(Vec<Capacity>),
    Police(Vec<PoliceCount>),
    InterviewTotals(Vec<InterviewTotals>),
    Form(FormAnswers),
    Neighbours(BTreeMap<AuthorityId, Vec<AuthorityId>>),
    Groups(BTreeMap<String, Vec<AuthorityId>>),
    Words(Words),
    Unrecognised(Unrecognised),
}

/// Reads a file that is not child-level; its kind, where it is recognised.
pub(super) fn read(
    file: &OpenFile,
    around: &Around<'_>,
) -> (Option<&'static str>, Content, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let register = around.register;
    if file.head.is_some() {
        return (None, Content::Nothing, diagnostics);
    }
    let name = &file.input.name;
    if let Some(kind) = WordsKind::of(name) {
        let said = (!file.text.is_empty())
            .then(|| words::read(kind, name, &file.text, register, &mut diagnostics));
        let content = said.flatten().map_or(Content::Nothing, Content::Words);
        return (None, content, diagnostics);
    }
    if file.text.trim().is_empty() {
        // What could not be read has no digest, and has been named already.
        let is_read = !file.input.sha256.is_empty();
        if file.input.size == 0 && is_read || !file.text.is_empty() {
            diagnostics.push(empty(name));
        }
        return (None, Content::Nothing, diagnostics);
    }
    let Some(table) = Table::open(name, &file.text) else {
        return (None, Content::Nothing, diagnostics);
    };
    let found = match &table.recognition {
        Recognition::Known(found) => found,
        _ => {
            let content = Content::Unrecognised(Unrecognised::of(&table));
            return (None, content, diagnostics);
        }
    };
    let content = content(&table, found.shape, around, &mut diagnostics);
    if !matches!(&content, Content::Published(file) if file.cells.is_empty()) {
        let doubled = found.doubled.iter();
        diagnostics.extend(doubled.map(|(field, second)| doubled_column(name, field, *second)));
    }
    (Some(found.shape), content, diagnostics)
}

fn empty(name: &str) -> Diagnostic {
    Diagnostic::warning(Code::EmptyFile, "this file is empty; it is not used")
        .at(Place::file(name))
        .help("remove it, or save the data again")
}

fn doubled_column(name: &str, field: &str, second: usize) -> Diagnostic {
    let message = format!("two columns are called \"{field}\"");
    Diagnostic::error(Code::DuplicateColumn, message)
        .at(Place {
            column: Some(second as u64 + 1),
            ..Place::file(name)
        })
        .help("rename or remove one of them")
}

fn content(
    table: &Table<'_>,
    shape: &str,
    around: &Around<'_>,
    diagnostics: &mut Diagnostics,
) -> Content {
    let register = around.register;
    match shape {
        "published" | "table-tool" => {
            Content::Published(published::read(table, register, diagnostics))
        }
        "first-release" => {
            Content::Published(published::read_first_release(table, register, diagnostics))
        }
        "providers" => providers::read(table, register, around.inputs.provider_year, diagnostics)
            .map_or(Content::Nothing, Content::Providers),
        "measures" => Content::Measures(own::measures(table, register, diagnostics)),
        "capacity" => Content::Capacity(own::capacity(table, register, diagnostics)),
        "police" => Content::Police(police::police(table, register, diagnostics)),
        "interview-totals" => Content::InterviewTotals(interview_totals::interview_totals(
            table,
            register,
            diagnostics,
        )),
        "form" => Content::Form(form::form(table, register, diagnostics)),
        "neighbours" => Content::Neighbours(own::neighbours(table, register, diagnostics)),
        "grouping" => Content::Groups(own::groups(table, register, diagnostics)),
        "authorities" | "reorganisations" => Content::Nothing,
        "authority-lookup" => {
            own::lookup(table, "la_code_new", register, diagnostics);
            own::lookup(table, "name", register, diagnostics);
            Content::Nothing
        }
        "tier-lookup" => {
            own::lookup(table, "ltla_code", register, diagnostics);
            own::lookup(table, "utla_code", register, diagnostics);
            Content::Nothing
        }
        other => {
            diagnostics.push(not_used(table.name, other));
            Content::Nothing
        }
    }
}

fn not_used(name: &str, kind: &str) -> Diagnostic {
    let message = format!(
        "this is a file of the kind \"{kind}\", from which no measure is taken; it is not used"
    );
    Diagnostic::warning(Code::NotUsed, message).at(Place::file(name))
}
