//! Cells that several kinds of file have: a place, a year, a word of a list, a whole number.

use std::collections::HashMap;
use std::fmt::Display;
use std::hash::Hash;
use std::sync::Arc;

use crate::authority::{AuthorityId, ENGLAND, Register, Resolution};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

use super::published::Location;
use super::symbol::count;
use super::table::Row;
use super::year::year_ending;

/// The place a code stands for; England and its regions are allowed.
pub(super) fn location(
    row: &Row<'_>,
    column: usize,
    register: &Register,
    diagnostics: &mut Diagnostics,
) -> Option<(Location, Arc<str>)> {
    let text = row.cell(column);
    match register.resolve(text) {
        Resolution::Authority(id) => {
            let code = if text.len() == 9 || register.is_own() {
                text
            } else {
                register.authority(id).code.as_str()
            };
            Some((Location::Authority(id), code.into()))
        }
        Resolution::National => Some((Location::National, ENGLAND.into())),
        Resolution::Region(_) if text.starts_with("E12") => {
            Some((Location::Region(text.into()), text.into()))
        }
        Resolution::OutsideEngland { reason } => {
            let message = format!("{text} is not in England ({reason}); the row is not used");
            diagnostics
                .push(Diagnostic::warning(Code::OutsideEngland, message).at(row.place(column)));
            None
        }
        other => {
            diagnostics.push(unresolved(row, column, "", &other));
            None
        }
    }
}

/// A code or name that is none of an authority known here.
pub(super) fn unresolved(
    row: &Row<'_>,
    column: usize,
    name: &str,
    resolution: &Resolution,
) -> Diagnostic {
    let found = row.cell(column);
    let (code, message) = match resolution {
        Resolution::Combined { reason } => {
            let message =
                format!("\"{found}\" is not one authority ({reason}); the row is not used");
            return Diagnostic::warning(Code::CombinedService, message).at(row.place(column));
        }
        Resolution::Ambiguous { .. } => (
            Code::AmbiguousAuthority,
            format!("more than one authority goes by the name \"{found}\""),
        ),
        _ => {
            let called = if name.is_empty() {
                String::new()
            } else {
                format!(" ({name})")
            };
            let message = format!("no authority has the code or name \"{found}\"{called}");
            (Code::UnknownAuthority, message)
        }
    };
    Diagnostic::error(code, message)
        .at(row.place(column))
        .found(found)
        .expected("the code or name of an upper-tier authority of England")
        .help(remedy(resolution))
}

/// What to do about a code or name that is none of an authority.
fn remedy(resolution: &Resolution) -> String {
    match resolution {
        Resolution::Unknown {
            suggestion: Some(near),
        } => format!("did you mean {near}?"),
        Resolution::District { .. } => {
            "this is the code of a district; give that of its upper-tier authority".to_owned()
        }
        Resolution::Ambiguous { .. } => "give the code instead".to_owned(),
        _ => "correct it, or add an authorities file if these are not authorities of England"
            .to_owned(),
    }
}

pub(super) fn year_of(row: &Row<'_>, column: usize, diagnostics: &mut Diagnostics) -> Option<i16> {
    let year = year_ending(row.cell(column));
    if year.is_none() {
        diagnostics.push(row.bad_cell(
            column,
            "this is not a year",
            "the year ending 31 March, such as 2024",
        ));
    }
    year
}

/// An authority and a year; a row about England or a region has none.
pub(super) fn authority_and_year(
    row: &Row<'_>,
    (authority, year): (usize, usize),
    register: &Register,
    diagnostics: &mut Diagnostics,
) -> Option<(AuthorityId, i16)> {
    let place = location(row, authority, register, diagnostics);
    let year = year_of(row, year, diagnostics);
    match place? {
        (Location::Authority(id), _) => Some((id, year?)),
        _ => None,
    }
}

/// What the rows of a file were about so far, each with the first line that gave it.
#[derive(Debug)]
pub(super) struct Given<K>(HashMap<K, u64>);

impl<K: Eq + Hash> Given<K> {
    pub(super) fn new() -> Self {
        Self(HashMap::new())
    }

    /// Whether a row is the first about its subject; a later one is reported.
    pub(super) fn is_first(
        &mut self,
        subject: K,
        row: &Row<'_>,
        column: usize,
        what: impl Display,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        let Some(first) = self.0.insert(subject, row.line()) else {
            return true;
        };
        let message = format!("line {first} already gives {what}");
        diagnostics.push(
            Diagnostic::error(Code::TwoRowsForOneCell, message)
                .at(row.place(column))
                .expected("one row for each authority, year and subject")
                .help("remove the row that is wrong"),
        );
        false
    }
}

pub(super) fn word<T: Copy>(
    row: &Row<'_>,
    column: usize,
    words: &[(&str, T)],
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let text = super::shape::header_key(row.cell(column)).replace('_', "-");
    let found = words
        .iter()
        .find(|(word, _)| *word == text)
        .map(|(_, value)| *value);
    if found.is_none() {
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        diagnostics.push(row.bad_cell(column, "this word is not known here", &known.join(" or ")));
    }
    found
}

pub(super) fn whole(row: &Row<'_>, column: usize, diagnostics: &mut Diagnostics) -> Option<f64> {
    let found = count(row.cell(column));
    if found.is_none() {
        diagnostics.push(row.bad_cell(
            column,
            "this is not a whole number",
            "a whole number, 0 or more",
        ));
    }
    found
}

/// A whole number that may be left out.
pub(super) fn whole_if_given(
    row: &Row<'_>,
    column: Option<usize>,
    diagnostics: &mut Diagnostics,
) -> Option<f64> {
    let column = column.filter(|at| !row.cell(*at).is_empty())?;
    whole(row, column, diagnostics)
}
