//! Totals of return interviews: given figures, read as strictly as measures.

use crate::authority::{AuthorityId, Register};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};

use super::cells::{Given, authority_and_year};
use super::symbol::{Figure, withheld_or_count};
use super::table::{Row, Table};

/// Return interviews of an authority's year, as totals.
#[derive(Debug, Clone, PartialEq)]
pub struct InterviewTotals {
    /// The authority.
    pub authority: AuthorityId,
    /// The year ending 31 March.
    pub year: i16,
    /// Missing incidents of the year.
    pub incidents: Figure,
    /// Interviews offered.
    pub offered: Figure,
    /// Of them within 72 hours; none where it is not given, here and below.
    pub offered_in_time: Option<Figure>,
    /// Interviews held.
    pub held: Figure,
    /// Of them within 72 hours.
    pub held_in_time: Option<Figure>,
    /// Offers accepted.
    pub accepted: Option<Figure>,
    /// Incidents followed by a placement review.
    pub reviewed: Option<Figure>,
}

/// Reads a file of interview totals.
pub(super) fn interview_totals(
    table: &Table<'_>,
    register: &Register,
    diagnostics: &mut Diagnostics,
) -> Vec<InterviewTotals> {
    let Some(columns) = Columns::of(table) else {
        return Vec::new();
    };
    diagnostics.extend(columns.not_given(table.name));
    let mut all = Vec::new();
    let mut given = Given::new();
    table.for_each_row(diagnostics, |row, diagnostics| {
        let Some(totals) = columns.totals(row, register, diagnostics) else {
            return;
        };
        let subject = (totals.authority, totals.year);
        if given.is_first(subject, row, columns.incidents, "these totals", diagnostics) {
            diagnostics.extend(columns.larger_parts(row, &totals));
            all.push(totals);
        }
    });
    table.check_end(diagnostics);
    all
}

/// Where the fields of such a file stand.
struct Columns {
    authority: usize,
    year: usize,
    incidents: usize,
    offered: usize,
    held: usize,
    offered_in_time: Option<usize>,
    held_in_time: Option<usize>,
    accepted: Option<usize>,
    reviewed: Option<usize>,
}

impl Columns {
    fn of(table: &Table<'_>) -> Option<Self> {
        let found = table.recognised()?;
        Some(Self {
            authority: found.column("authority_code")?,
            year: found.column("year")?,
            incidents: found.column("incidents")?,
            offered: found.column("offered")?,
            held: found.column("held")?,
            offered_in_time: found.column("offered_within_72h"),
            held_in_time: found.column("held_within_72h"),
            accepted: found.column("accepted"),
            reviewed: found.column("reviewed"),
        })
    }

    /// The totals of a row; every bad cell of it is reported.
    fn totals(
        &self,
        row: &Row<'_>,
        register: &Register,
        diagnostics: &mut Diagnostics,
    ) -> Option<InterviewTotals> {
        let subject = authority_and_year(row, (self.authority, self.year), register, diagnostics);
        let needed = [self.incidents, self.offered, self.held];
        let [incidents, offered, held] = needed.map(|at| total(row, at, diagnostics));
        let optional = [
            self.offered_in_time,
            self.held_in_time,
            self.accepted,
            self.reviewed,
        ];
        let [offered_in_time, held_in_time, accepted, reviewed] = optional.map(|at| {
            let at = at.filter(|at| !row.cell(*at).is_empty())?;
            total(row, at, diagnostics)
        });
        let (authority, year) = subject?;
        Some(InterviewTotals {
            authority,
            year,
            incidents: incidents?,
            offered: offered?,
            offered_in_time,
            held: held?,
            held_in_time,
            accepted,
            reviewed,
        })
    }

    /// Which measures have no figure for want of a column.
    fn not_given(&self, name: &str) -> Option<Diagnostic> {
        let columns = [
            (self.offered_in_time, "offered_within_72h"),
            (self.held_in_time, "held_within_72h"),
            (self.accepted, "accepted"),
            (self.reviewed, "reviewed"),
        ];
        let lacking: Vec<&str> = columns
            .iter()
            .filter(|(at, _)| at.is_none())
            .map(|(_, column)| *column)
            .collect();
        let message = format!(
            "these totals of return interviews have no column {}: what it would give is not given",
            lacking.join(", ")
        );
        (!lacking.is_empty()).then(|| {
            Diagnostic::warning(Code::TableAbsent, message)
                .at(Place::file(name))
                .help("add the column, with the number of incidents in each row")
        })
    }

    /// Parts of a row that are larger than what they are out of.
    fn larger_parts(&self, row: &Row<'_>, totals: &InterviewTotals) -> Vec<Diagnostic> {
        let incidents = totals.incidents;
        let parts = [
            (self.offered_in_time, totals.offered_in_time, incidents),
            (self.held_in_time, totals.held_in_time, incidents),
            (self.accepted, totals.accepted, totals.offered),
            (self.reviewed, totals.reviewed, incidents),
            (Some(self.offered), Some(totals.offered), incidents),
            (Some(self.held), Some(totals.held), incidents),
        ];
        let larger = parts.into_iter().filter_map(|(at, part, whole)| {
            let (part, whole) = (part?.number()?, whole.number()?);
            let at = at.filter(|_| part > whole)?;
            let expected = format!("at most {whole}");
            Some(row.bad_cell(at, "a part is larger than the whole", &expected))
        });
        larger.collect()
    }
}

/// A number of incidents, or the symbol in its place: a small number may be withheld in what was sent.
fn total(row: &Row<'_>, column: usize, diagnostics: &mut Diagnostics) -> Option<Figure> {
    let found = withheld_or_count(row.cell(column));
    if found.is_none() {
        diagnostics.push(row.bad_cell(
            column,
            "this is neither a whole number nor a symbol",
            "a whole number, 0 or more, or c or <5 where it is withheld",
        ));
    }
    found
}
