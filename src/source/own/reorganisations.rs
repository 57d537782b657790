//! Reorganisations since the list of authorities that is built in.

use jiff::civil::Date;

use crate::authority::{ChangeKind, GivenChange, Register};
use crate::diagnostic::Diagnostics;
use crate::source::cells::Given;
use crate::source::day::{BadDay, DateColumn};
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
    let mut days = DateColumn::default();
    table.for_each_row(diagnostics, |row, diagnostics| {
        let day = day(row, date, &mut days, diagnostics);
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

/// A day, read as those of its column are.
fn day(
    row: &Row<'_>,
    at: usize,
    column: &mut DateColumn,
    diagnostics: &mut Diagnostics,
) -> Option<Date> {
    let read = column.read(row.cell(at).as_bytes());
    let fault = match read {
        Ok(_) if column.was_misread() => BadDay::SpreadsheetNumber,
        Ok(moment) => {
            let (year, month, day) = moment.day.civil();
            let small = |part: u8| i8::try_from(part).ok();
            return Date::new(year, small(month)?, small(day)?).ok();
        }
        Err(fault) => fault,
    };
    let expected = "a day such as 2026-04-01 or 01/04/2026";
    diagnostics.push(row.bad_cell(at, &fault.to_string(), expected));
    None
}
