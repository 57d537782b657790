//! Reorganisations since the list of authorities that is built in.

use jiff::civil::Date;

use crate::authority::{ChangeKind, GivenChange, Register};
use crate::diagnostic::Diagnostics;
use crate::source::cells::Given;
use crate::source::shape::header_key;
use crate::source::table::{Row, Table};

/// Reads a file of reorganisations and makes the register that follows from it.
pub(in crate::source) fn reorganisations(
    table: &Table<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Register> {
    let found = table.recognised()?;
    let column = |field: &str| found.column(field);
    let (date, before) = (column("date")?, column("predecessor_code")?);
    let (after, name, kind) = (
        column("successor_code")?,
        column("successor_name")?,
        column("kind")?,
    );
    let mut changes = Vec::new();
    let mut given = Given::new();
    table.for_each_row(diagnostics, |row, diagnostics| {
        let day = day(row, date, diagnostics);
        let known = Register::built_in();
        let after_is_known = known.by_code(row.cell(after)).is_some();
        for at in [before, after, name] {
            if row.cell(at).is_empty() && !(at == name && after_is_known) {
                diagnostics.push(row.bad_cell(at, "this cell is empty", "a code or a name"));
            }
        }
        let word = header_key(row.cell(kind)).replace('_', "-");
        let change = ChangeKind::from_table(&word);
        if change.is_none() {
            let expected = "rename, merge, split or code-change";
            diagnostics.push(row.bad_cell(kind, "this kind of change is not known", expected));
        }
        let pair = (row.cell(before).to_owned(), row.cell(after).to_owned());
        if !given.is_first(pair.clone(), row, before, "this change", diagnostics) {
            return;
        }
        let earlier = |code: &str| {
            let mut all = changes.iter();
            all.any(|change: &GivenChange| change.successor_code == code)
        };
        if known.by_code(&pair.0).is_none() && !earlier(&pair.0) {
            let expected =
                "the code of an authority that is built in, or a successor in a row above";
            diagnostics.push(row.bad_cell(before, "no authority has this code", expected));
            return;
        }
        if let (Some(date), Some(kind)) = (day, change) {
            changes.push(GivenChange {
                date,
                predecessor_code: pair.0,
                successor_code: pair.1,
                successor_name: row.cell(name).to_owned(),
                region: row.optional(found.column("region")).to_owned(),
                council: row.optional(found.column("type")).to_owned(),
                kind,
            });
        }
    });
    table.check_end(diagnostics);
    (!changes.is_empty() && !diagnostics.has_errors()).then(|| Register::changed_by(&changes).0)
}

/// A day as yyyy-mm-dd or dd/mm/yyyy.
fn day(row: &Row<'_>, column: usize, diagnostics: &mut Diagnostics) -> Option<Date> {
    let text = row.cell(column);
    let text = text.split(['T', ' ']).next().unwrap_or_default();
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let number = |at: usize| parts.get(at).and_then(|part| part.parse::<i16>().ok());
    let small = |at: usize| number(at).and_then(|n| i8::try_from(n).ok());
    // The year has four digits, and stands first or last.
    let order = match parts.as_slice() {
        [year, _, _] if year.len() == 4 => Some((0, 2)),
        [_, _, year] if year.len() == 4 => Some((2, 0)),
        _ => None,
    };
    let read = order.and_then(|(year, day)| {
        let (year, month, day) = (number(year)?, small(1)?, small(day)?);
        Date::new(year, month, day).ok()
    });
    if read.is_none() {
        let expected = "a day such as 2026-04-01 or 01/04/2026";
        diagnostics.push(row.bad_cell(column, "this is not a day", expected));
    }
    read
}
