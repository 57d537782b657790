//! Measures that a dataset brings.

use std::collections::HashMap;
use std::sync::Arc;

use crate::authority::Register;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::source::cells::{location, twice, year_of};
use crate::source::published::Location;
use crate::source::symbol::{Figure, Symbol};
use crate::source::table::{Row, Table};

/// A figure given in a measures file.
#[derive(Debug, Clone, PartialEq)]
pub struct GivenMeasure {
    /// The place.
    pub location: Location,
    /// The code as the file gives it.
    pub code: Arc<str>,
    /// The year ending 31 March.
    pub year: i16,
    /// The indicator's code, in the file's letter case.
    pub indicator: String,
    /// The count, if given.
    pub numerator: Option<Figure>,
    /// What it is a share of, if given.
    pub denominator: Option<Figure>,
    /// The value, if given.
    pub value: Option<Figure>,
    /// Line in the file.
    pub line: u64,
}

impl GivenMeasure {
    /// The first symbol among its figures.
    pub fn symbol(&self) -> Option<Symbol> {
        [self.value, self.numerator, self.denominator]
            .into_iter()
            .flatten()
            .find_map(|figure| match figure {
                Figure::Symbol(symbol) => Some(symbol),
                Figure::Number(_) => None,
            })
    }
}

/// Reads a measures file: `authority_code, year, indicator, numerator, denominator, value`.
pub(in crate::source) fn measures(
    table: &Table<'_>,
    register: &Register,
    diagnostics: &mut Diagnostics,
) -> Vec<GivenMeasure> {
    let Some(found) = table.recognised() else {
        return Vec::new();
    };
    let (Some(code), Some(year), Some(indicator)) = (
        found.column("authority_code"),
        found.column("year"),
        found.column("indicator"),
    ) else {
        return Vec::new();
    };
    let columns = ["numerator", "denominator", "value", "status"].map(|field| found.column(field));
    let mut given = Vec::new();
    let mut lines: HashMap<(Location, i16, String), u64> = HashMap::new();
    table.for_each_row(diagnostics, |row, diagnostics| {
        let place = location(row, code, register, diagnostics);
        let year = year_of(row, year, diagnostics);
        let name = row.cell(indicator);
        if name.is_empty() {
            diagnostics.push(row.bad_cell(
                indicator,
                "the indicator is not named",
                "the code of an indicator",
            ));
        }
        let [numerator, denominator, value] = figures(row, &columns, diagnostics);
        let (Some((location, code)), Some(year)) = (place, year) else {
            return;
        };
        let key = (location.clone(), year, name.to_owned());
        if let Some(first) = lines.insert(key, row.line()) {
            diagnostics.push(twice(
                row,
                indicator,
                first,
                &format!("{name} for {code} in {year}"),
            ));
            return;
        }
        given.push(GivenMeasure {
            location,
            code,
            year,
            indicator: name.to_owned(),
            numerator,
            denominator,
            value,
            line: row.line(),
        });
    });
    if columns[2].is_none() && (columns[0].is_none() || columns[1].is_none()) {
        diagnostics.push(
            Diagnostic::error(
                Code::MissingColumn,
                "there is no column \"value\", nor both \"numerator\" and \"denominator\"",
            )
            .at(Place::file(table.name))
            .expected("authority_code, year, indicator and value, or the two counts, or all three")
            .help("add the column"),
        );
    }
    table.check_end(diagnostics);
    given
}

fn figures(
    row: &Row<'_>,
    columns: &[Option<usize>; 4],
    diagnostics: &mut Diagnostics,
) -> [Option<Figure>; 3] {
    let mut figures = [None; 3];
    for (figure, column) in figures.iter_mut().zip(columns) {
        let Some(at) = *column else { continue };
        if row.cell(at).is_empty() {
            continue;
        }
        *figure = Figure::read(row.cell(at));
        if figure.is_none() {
            diagnostics.push(row.bad_cell(
                at,
                "this is not a number",
                "a number, a symbol (c z x k low u), or nothing",
            ));
        }
    }
    let [_, denominator, value] = figures;
    let negative = denominator
        .and_then(Figure::number)
        .is_some_and(|n| n < 0.0);
    if let (true, Some(at)) = (negative, columns[1]) {
        diagnostics.push(row.bad_cell(at, "a denominator cannot be negative", "0 or more"));
        figures[1] = None;
    }
    if value.is_none() {
        let status = row.optional(columns[3]);
        figures[2] = match Figure::read(status) {
            Some(Figure::Symbol(symbol)) => Some(Figure::Symbol(symbol)),
            _ => None,
        };
    }
    figures
}
