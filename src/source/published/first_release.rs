//! The statistical first releases of 2010 to 2017: a row a place, a column a figure, the year in a
//! column's name or in the file's.
//!
//! Which columns are taken, and of which years, is data: `first_releases.csv` beside this file. A
//! column whose definition is another one than an indicator's is not in it. Their `x` is what `c` is
//! today, and `..` is what `x` is.

use std::ops::ControlFlow;
use std::sync::{Arc, LazyLock};

use serde::Deserialize;

use crate::authority::{ENGLAND, Register, Resolution};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::source::cells::unresolved;
use crate::source::shape::header_key;
use crate::source::symbol::{Figure, Symbol};
use crate::source::table::{Row, Table};

use super::cells::{Kept, Notes, counted};
use super::reader::two_rows;
use super::{Location, PublishedFile, Quantity};

const DATA: &str = include_str!("first_releases.csv");

#[derive(Debug, Deserialize)]
struct Line {
    column: String,
    from: i16,
    to: i16,
    quantities: String,
}

/// A column that figures are taken from.
struct Taken {
    spellings: Vec<String>,
    years: std::ops::RangeInclusive<i16>,
    quantities: Vec<Quantity>,
}

static TAKEN: LazyLock<Vec<Taken>> = LazyLock::new(|| {
    let mut reader = csv::Reader::from_reader(DATA.as_bytes());
    let lines = reader.deserialize::<Line>().filter_map(Result::ok);
    let taken = |line: Line| Taken {
        spellings: line.column.split('|').map(str::to_owned).collect(),
        years: line.from..=line.to,
        quantities: line
            .quantities
            .split_whitespace()
            .filter_map(Quantity::named)
            .collect(),
    };
    lines.map(taken).collect()
});

/// What stands for the year in a spelling.
const YEAR: &str = "####";

impl Taken {
    /// Whether a column has one of the names; the year in it, where there is one.
    fn is(&self, key: &str) -> Option<Option<i16>> {
        self.spellings.iter().find_map(|spelling| {
            let Some(start) = spelling.strip_suffix(YEAR) else {
                return (spelling == key).then_some(None);
            };
            let digits = key.strip_prefix(start).filter(|rest| rest.len() == 4)?;
            digits.parse().ok().filter(is_of_these).map(Some)
        })
    }
}

/// The years of the first releases.
fn is_of_these(year: &i16) -> bool {
    (2010..=2017).contains(year)
}

/// Reads a table of a first release.
pub(in crate::source) fn read(
    table: &Table<'_>,
    register: &Register,
    diagnostics: &mut Diagnostics,
) -> PublishedFile {
    let keys: Vec<String> = table.header.iter().map(|cell| header_key(cell)).collect();
    let named = |key: &String| TAKEN.iter().find_map(|taken| taken.is(key));
    let found: Vec<Option<i16>> = keys.iter().filter_map(named).collect();
    if found.is_empty() {
        let message = "this is a table of a statistical first release, but no indicator is taken from it; it is not used";
        let notice = Diagnostic::notice(Code::LabelNotUsed, message);
        diagnostics.push(notice.at(Place::file(table.name)));
        return PublishedFile::default();
    }
    let in_columns = found.into_iter().flatten().next();
    let Some(year) = in_columns.or_else(|| year_in_name(table.name)) else {
        diagnostics.push(no_year(table.name));
        return PublishedFile::default();
    };
    let of_year = |(at, key): (usize, &String)| {
        let fits = TAKEN
            .iter()
            .filter(|taken| taken.years.contains(&year))
            .filter(|taken| {
                taken
                    .is(key)
                    .is_some_and(|own| own.is_none_or(|own| own == year))
            });
        let quantities: Vec<Quantity> = fits.flat_map(|taken| taken.quantities.clone()).collect();
        (!quantities.is_empty()).then_some((at, quantities))
    };
    let columns: Vec<(usize, Vec<Quantity>)> =
        keys.iter().enumerate().filter_map(of_year).collect();
    let Some(mut reader) = Reader::new(table, register, year, columns) else {
        return PublishedFile::default();
    };
    table.while_row_or_note(diagnostics, |row, diagnostics| {
        reader.row(row, diagnostics);
        ControlFlow::Continue(())
    });
    reader.finish(diagnostics)
}

/// The year that a file's name, or the folder it lies in, says last.
fn year_in_name(name: &str) -> Option<i16> {
    let of = |part: &str| {
        let numbers = part.split(|c: char| !c.is_ascii_digit());
        numbers
            .filter(|digits| digits.len() == 4)
            .filter_map(|digits| digits.parse().ok())
            .rfind(is_of_these)
    };
    name.rsplit('/').find_map(of)
}

fn no_year(name: &str) -> Diagnostic {
    let message =
        "neither the columns nor the name of this table of a first release say which year it is of";
    Diagnostic::error(Code::YearUnknown, message)
        .at(Place::file(name))
        .expected("a year from 2010 to 2017 in the file's name, such as SFR34_Missing2015.csv")
        .help(
            "give the file its publisher's name again, or put it in a folder named after the year",
        )
}

struct Reader<'t> {
    table: &'t Table<'t>,
    register: &'t Register,
    year: i16,
    columns: Vec<(usize, Vec<Quantity>)>,
    level: usize,
    /// Today's code, or the older one where there is none.
    code: usize,
    older: usize,
    name: usize,
    kept: Kept,
    notes: Notes,
    file: PublishedFile,
}

impl<'t> Reader<'t> {
    fn new(
        table: &'t Table<'t>,
        register: &'t Register,
        year: i16,
        columns: Vec<(usize, Vec<Quantity>)>,
    ) -> Option<Self> {
        let found = table.recognised()?;
        let older = found.column("geog_c")?;
        Some(Self {
            table,
            register,
            year,
            columns,
            level: found.column("geog_l")?,
            code: found.column("new_geog_code").unwrap_or(older),
            older,
            name: found.column("geog_n")?,
            kept: Kept::default(),
            notes: Notes::default(),
            file: PublishedFile {
                name: table.name.to_owned(),
                release: year,
                ..PublishedFile::default()
            },
        })
    }

    fn row(&mut self, row: &Row<'_>, diagnostics: &mut Diagnostics) {
        let place = match header_key(row.cell(self.level)).as_str() {
            "national" | "country" => Some((Location::National, ENGLAND.into())),
            "region" | "regional" | "gor" => self.region(row),
            "la" | "local_authority" => self.authority(row, diagnostics),
            _ => {
                self.notes.note(row.line());
                return;
            }
        };
        let Some((location, code)) = place else {
            return;
        };
        if row.is_uneven() {
            diagnostics.push(row.uneven());
            return;
        }
        if let Location::Authority(id) = location {
            if !self.register.exists_on_31_march(id, self.year) {
                diagnostics.push(gone(self.table.name, row, &code, self.year));
                return;
            }
            self.file.seen.push((self.year, id));
        }
        let mut doubled = None;
        for (column, quantities) in &self.columns {
            let figure = match as_today(row.cell(*column)) {
                Some(symbol) => Some(Figure::Symbol(symbol)),
                None => counted(row, *column, &mut self.notes, diagnostics),
            };
            let Some(figure) = figure else { continue };
            for quantity in quantities {
                let key = (*quantity, self.year, location.clone());
                let cell = (figure, Arc::clone(&code));
                doubled = doubled.or(self.kept.keep(key, cell, row.line()));
            }
        }
        if let Some(first) = doubled {
            diagnostics.push(two_rows(
                self.table.name,
                row.line(),
                first,
                &code,
                self.year,
            ));
        }
    }

    /// A region; Inner and Outer London stand under London's code too, and are none.
    fn region(&self, row: &Row<'_>) -> Option<(Location, Arc<str>)> {
        const PARTS_OF_LONDON: [&str; 2] = ["H", "I"];
        if PARTS_OF_LONDON.contains(&row.cell(self.older)) {
            return None;
        }
        let by_code = self.register.resolve(row.cell(self.code));
        let found = match by_code {
            Resolution::Region(id) => Some(id),
            _ => match self.register.resolve(row.cell(self.name)) {
                Resolution::Region(id) => Some(id),
                _ => None,
            },
        };
        let code: Arc<str> = self.register.region(found?)?.code.as_str().into();
        code.starts_with("E12")
            .then(|| (Location::Region(Arc::clone(&code)), code))
    }

    fn authority(
        &self,
        row: &Row<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Option<(Location, Arc<str>)> {
        let code = row.cell(self.code);
        match self.register.resolve_in(code, Some(self.year)) {
            Resolution::Authority(id) => {
                let of_year = self.register.code_in(id, self.year);
                let code = if code.len() == 9 {
                    code
                } else {
                    of_year.unwrap_or(code)
                };
                Some((Location::Authority(id), code.into()))
            }
            Resolution::OutsideEngland { .. } => None,
            other => {
                let name = row.cell(self.name);
                diagnostics.push(unresolved(row, self.code, name, &other));
                None
            }
        }
    }

    fn finish(mut self, diagnostics: &mut Diagnostics) -> PublishedFile {
        diagnostics.extend(self.notes.told(self.table.name));
        self.table.check_end_of(diagnostics, self.notes.any());
        self.file.cells = self.kept.into_cells();
        diagnostics.extend(super::checks::parts(&self.file));
        self.file
    }
}

/// What the symbols of the first releases are called today; the others have not changed.
fn as_today(cell: &str) -> Option<Symbol> {
    match cell {
        "x" | "X" => Some(Symbol::Confidential),
        ".." => Some(Symbol::NotAvailable),
        _ => None,
    }
}

fn gone(name: &str, row: &Row<'_>, code: &str, year: i16) -> Diagnostic {
    let message = format!("{code} did not exist on 31 March {year}; the row is not used");
    Diagnostic::warning(Code::AbolishedAuthority, message).at(Place::line(name, row.line()))
}
