//! Measures that a dataset brings.

use std::sync::Arc;

use crate::authority::Register;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::source::cells::{Given, location, word, year_of};
use crate::source::published::Location;
use crate::source::symbol::{Figure, Symbol, is_too_large};
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
    /// Whether others have published it, where the file says.
    pub published: Option<bool>,
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
    let Some(columns) = Columns::of(table) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    let mut before = Given::new();
    table.for_each_row(diagnostics, |row, diagnostics| {
        let Some(given) = columns.measure(row, register, diagnostics) else {
            return;
        };
        let cell = (given.location.clone(), given.year, given.indicator.clone());
        let what = format_args!("{} for {} in {}", given.indicator, given.code, given.year);
        if before.is_first(cell, row, columns.indicator, what, diagnostics) {
            all.push(given);
        }
    });
    diagnostics.extend(columns.lacking(table));
    table.check_end(diagnostics);
    all
}

/// Where the fields of a measures file stand.
struct Columns {
    authority: usize,
    year: usize,
    indicator: usize,
    /// Numerator, denominator, value, status.
    figures: [Option<usize>; 4],
    published: Option<usize>,
}

impl Columns {
    fn of(table: &Table<'_>) -> Option<Self> {
        let found = table.recognised()?;
        Some(Self {
            authority: found.column("authority_code")?,
            year: found.column("year")?,
            indicator: found.column("indicator")?,
            figures: ["numerator", "denominator", "value", "status"]
                .map(|field| found.column(field)),
            published: found.column("published"),
        })
    }

    /// The measure of a row; every bad cell of it is reported.
    fn measure(
        &self,
        row: &Row<'_>,
        register: &Register,
        diagnostics: &mut Diagnostics,
    ) -> Option<GivenMeasure> {
        let place = location(row, self.authority, register, diagnostics);
        let year = year_of(row, self.year, diagnostics);
        let indicator = row.cell(self.indicator);
        if indicator.is_empty() {
            diagnostics.push(row.bad_cell(
                self.indicator,
                "the indicator is not named",
                "the code of an indicator",
            ));
        }
        let [numerator, denominator, value] = figures(row, &self.figures, diagnostics);
        let published = published(row, self.published, diagnostics);
        let (location, code) = place?;
        Some(GivenMeasure {
            published,
            location,
            code,
            year: year?,
            indicator: indicator.to_owned(),
            numerator,
            denominator,
            value,
            line: row.line(),
        })
    }

    /// Says so where there is neither a value nor the two counts it would follow from.
    fn lacking(&self, table: &Table<'_>) -> Option<Diagnostic> {
        let [numerator, denominator, value, _] = self.figures;
        let enough = value.is_some() || (numerator.is_some() && denominator.is_some());
        let message = "there is no column \"value\", nor both \"numerator\" and \"denominator\"";
        let expected = "authority_code, year, indicator and value, or the two counts, or all three";
        (!enough).then(|| {
            Diagnostic::error(Code::MissingColumn, message)
                .at(Place::file(table.name))
                .expected(expected)
                .help("add the column")
        })
    }
}

/// Whether a row says that others have published its figure.
fn published(row: &Row<'_>, column: Option<usize>, diagnostics: &mut Diagnostics) -> Option<bool> {
    const WORDS: [(&str, bool); 8] = [
        ("y", true),
        ("n", false),
        ("yes", true),
        ("no", false),
        ("true", true),
        ("false", false),
        ("1", true),
        ("0", false),
    ];
    let at = column.filter(|at| !row.cell(*at).trim().is_empty())?;
    word(row, at, &WORDS, diagnostics)
}

/// Why a cell is no figure.
fn no_number(cell: &str) -> &'static str {
    if is_too_large(cell) {
        "this number is too large to be told exactly"
    } else {
        "this is not a number"
    }
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
                no_number(row.cell(at)),
                "a number up to 2 to the power of 53, a symbol (c z x k low u), or nothing",
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
