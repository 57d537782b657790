//! Police counts: given figures, read as strictly as measures.

use crate::authority::{AuthorityId, Register};
use crate::diagnostic::Diagnostics;

use super::cells::{Given, authority_and_year, whole, whole_if_given, word};
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

const SCOPES: [(&str, Scope); 2] = [
    ("responsible", Scope::Responsible),
    ("located", Scope::Located),
];

const DEFINITIONS: [(&str, MissingDefinition); 2] = [
    ("all", MissingDefinition::All),
    ("over-24h", MissingDefinition::Over24Hours),
];

/// Reads a police file.
pub(super) fn police(
    table: &Table<'_>,
    register: &Register,
    diagnostics: &mut Diagnostics,
) -> Vec<PoliceCount> {
    let Some(columns) = Columns::of(table) else {
        return Vec::new();
    };
    let mut counts = Vec::new();
    let mut given = Given::new();
    table.for_each_row(diagnostics, |row, diagnostics| {
        let Some(count) = columns.count(row, register, diagnostics) else {
            return;
        };
        let subject = (count.authority, count.year, count.scope, count.definition);
        let at = columns.incidents;
        if given.is_first(subject, row, at, "these police counts", diagnostics) {
            counts.push(count);
        }
    });
    table.check_end(diagnostics);
    counts
}

/// Where the fields of a police file stand.
struct Columns {
    authority: usize,
    year: usize,
    scope: usize,
    definition: usize,
    incidents: usize,
    children: Option<usize>,
    absences: Option<usize>,
}

impl Columns {
    fn of(table: &Table<'_>) -> Option<Self> {
        let found = table.recognised()?;
        Some(Self {
            authority: found.column("authority_code")?,
            year: found.column("year")?,
            scope: found.column("scope")?,
            definition: found.column("definition")?,
            incidents: found.column("missing_incidents")?,
            children: found.column("children_missing"),
            absences: found.column("absent_incidents"),
        })
    }

    /// The counts of a row; every bad cell of it is reported.
    fn count(
        &self,
        row: &Row<'_>,
        register: &Register,
        diagnostics: &mut Diagnostics,
    ) -> Option<PoliceCount> {
        let subject = authority_and_year(row, (self.authority, self.year), register, diagnostics);
        let scope = word(row, self.scope, &SCOPES, diagnostics);
        let definition = word(row, self.definition, &DEFINITIONS, diagnostics);
        let incidents = whole(row, self.incidents, diagnostics);
        let children_missing = whole_if_given(row, self.children, diagnostics);
        let absent_incidents = whole_if_given(row, self.absences, diagnostics);
        let (authority, year) = subject?;
        Some(PoliceCount {
            authority,
            year,
            scope: scope?,
            definition: definition?,
            missing_incidents: incidents?,
            children_missing,
            absent_incidents,
        })
    }
}
