//! Police counts, and the totals of return interviews: given figures, read as strictly as measures.

use std::collections::HashMap;

use crate::authority::{AuthorityId, Register};
use crate::diagnostic::{Diagnostic, Diagnostics};

use super::cells::{location, twice, whole, word, year_of};
use super::published::Location;
use super::table::{Row, Table};

/// Which incidents the police counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Of children the authority is responsible for.
    Responsible,
    /// Of children in the authority's area, whoever is responsible.
    Located,
}

/// What the police counted as missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MissingDefinition {
    /// Every incident.
    All,
    /// Incidents of more than 24 hours.
    Over24Hours,
}

/// A row of a police file.
#[derive(Debug, Clone, PartialEq)]
pub struct PoliceCount {
    /// The authority.
    pub authority: AuthorityId,
    /// The year ending 31 March.
    pub year: i16,
    /// Whose children.
    pub scope: Scope,
    /// Which incidents.
    pub definition: MissingDefinition,
    /// Missing incidents.
    pub missing_incidents: f64,
    /// Children missing, where given.
    pub children_missing: Option<f64>,
    /// Absent incidents, where given.
    pub absent_incidents: Option<f64>,
}

/// Reads a police file.
pub(super) fn police(
    table: &Table<'_>,
    register: &Register,
    diagnostics: &mut Diagnostics,
) -> Vec<PoliceCount> {
    let Some(found) = table.recognised() else {
        return Vec::new();
    };
    let column = |field: &str| found.column(field);
    let needed = [
        "authority_code",
        "year",
        "scope",
        "definition",
        "missing_incidents",
    ]
    .map(column);
    let [
        Some(code),
        Some(year),
        Some(scope),
        Some(definition),
        Some(incidents),
    ] = needed
    else {
        return Vec::new();
    };
    let optional = ["children_missing", "absent_incidents"].map(column);
    let scopes = [
        ("responsible", Scope::Responsible),
        ("located", Scope::Located),
    ];
    let definitions = [
        ("all", MissingDefinition::All),
        ("over-24h", MissingDefinition::Over24Hours),
    ];
    let mut counts = Vec::new();
    let mut lines = HashMap::new();
    table.for_each_row(diagnostics, |row, diagnostics| {
        let place = location(row, code, register, diagnostics);
        let parts = (
            year_of(row, year, diagnostics),
            word(row, scope, &scopes, diagnostics),
            word(row, definition, &definitions, diagnostics),
            whole(row, incidents, diagnostics),
        );
        let [children_missing, absent_incidents] = optional.map(|at| given(row, at, diagnostics));
        let (
            Some((Location::Authority(authority), _)),
            (Some(year), Some(scope), Some(definition), Some(count)),
        ) = (place, parts)
        else {
            return;
        };
        if let Some(first) = lines.insert((authority, year, scope, definition), row.line()) {
            diagnostics.push(twice(row, incidents, first, "these police counts"));
            return;
        }
        counts.push(PoliceCount {
            authority,
            year,
            scope,
            definition,
            missing_incidents: count,
            children_missing,
            absent_incidents,
        });
    });
    table.check_end(diagnostics);
    counts
}

/// A whole number that may be left out.
fn given(row: &Row<'_>, at: Option<usize>, diagnostics: &mut Diagnostics) -> Option<f64> {
    let at = at.filter(|at| !row.cell(*at).is_empty())?;
    whole(row, at, diagnostics)
}

/// Return interviews of an authority's year, as totals.
#[derive(Debug, Clone, PartialEq)]
pub struct InterviewTotals {
    /// The authority.
    pub authority: AuthorityId,
    /// The year ending 31 March.
    pub year: i16,
    /// Missing incidents ended in the year with the child still looked after.
    pub incidents: f64,
    /// Interviews offered.
    pub offered: f64,
    /// Of them within 72 hours.
    pub offered_in_time: Option<f64>,
    /// Interviews held.
    pub held: f64,
    /// Of them within 72 hours.
    pub held_in_time: Option<f64>,
    /// Offers accepted.
    pub accepted: Option<f64>,
    /// Incidents followed by a placement review.
    pub reviewed: Option<f64>,
}

/// A part by its column, and what it is out of.
type Part = (Option<usize>, Option<f64>, f64);

/// Parts that are larger than what they are out of.
fn larger_parts(row: &Row<'_>, parts: &[Part]) -> Vec<Diagnostic> {
    let larger = |(at, part, whole): &Part| {
        let at = at.filter(|_| part.is_some_and(|part| part > *whole))?;
        let expected = format!("at most {whole}");
        Some(row.bad_cell(at, "a part is larger than the whole", &expected))
    };
    parts.iter().filter_map(larger).collect()
}

/// Reads a file of interview totals.
pub(super) fn interview_totals(
    table: &Table<'_>,
    register: &Register,
    diagnostics: &mut Diagnostics,
) -> Vec<InterviewTotals> {
    let Some(found) = table.recognised() else {
        return Vec::new();
    };
    let column = |field: &str| found.column(field);
    let needed = ["authority_code", "year", "incidents", "offered", "held"].map(column);
    let [
        Some(code),
        Some(year),
        Some(incidents),
        Some(offered),
        Some(held),
    ] = needed
    else {
        return Vec::new();
    };
    let optional = [
        "offered_within_72h",
        "held_within_72h",
        "accepted",
        "reviewed",
    ]
    .map(column);
    let mut totals = Vec::new();
    let mut lines = HashMap::new();
    table.for_each_row(diagnostics, |row, diagnostics| {
        let place = location(row, code, register, diagnostics);
        let year = year_of(row, year, diagnostics);
        let counts = [incidents, offered, held].map(|at| whole(row, at, diagnostics));
        let [offered_in_time, held_in_time, accepted, reviewed] =
            optional.map(|at| given(row, at, diagnostics));
        let (
            Some((Location::Authority(authority), _)),
            Some(year),
            [Some(all), Some(offers), Some(interviews)],
        ) = (place, year, counts)
        else {
            return;
        };
        if let Some(first) = lines.insert((authority, year), row.line()) {
            diagnostics.push(twice(row, incidents, first, "these totals"));
            return;
        }
        let parts = [
            (optional[0], offered_in_time, all),
            (optional[1], held_in_time, all),
            (optional[2], accepted, offers),
            (optional[3], reviewed, all),
            (Some(offered), Some(offers), all),
            (Some(held), Some(interviews), all),
        ];
        diagnostics.extend(larger_parts(row, &parts));
        totals.push(InterviewTotals {
            authority,
            year,
            incidents: all,
            offered: offers,
            offered_in_time,
            held: interviews,
            held_in_time,
            accepted,
            reviewed,
        });
    });
    table.check_end(diagnostics);
    totals
}
