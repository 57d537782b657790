//! The figures of a table as they are read: numbers that can be counts, symbols, and what stands
//! beside the table.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::source::symbol::{Figure, count, is_any_symbol};
use crate::source::table::Row;

use super::{CellKey, FileCell, Location, Quantity};

/// The figures read so far; the first of two for one cell stands.
#[derive(Debug, Default)]
pub(super) struct Kept {
    cells: BTreeMap<CellKey, FileCell>,
}

impl Kept {
    /// Keeps a figure. The line of the one that is already there, where there is one.
    pub(super) fn keep(
        &mut self,
        (quantity, year, location): (Quantity, i16, Location),
        (figure, code): (Figure, Arc<str>),
        line: u64,
    ) -> Option<u64> {
        let key = CellKey {
            quantity,
            year,
            location,
        };
        if let Some(first) = self.cells.get(&key) {
            return Some(first.line);
        }
        self.cells.insert(key, FileCell { figure, code, line });
        None
    }

    pub(super) fn into_cells(self) -> BTreeMap<CellKey, FileCell> {
        self.cells
    }
}

/// What is said once of many rows.
#[derive(Debug, Default)]
pub(super) struct Notes {
    beside: (u64, usize),
    any_symbol: (u64, usize),
}

impl Notes {
    /// A row that holds words, not figures.
    pub(super) fn note(&mut self, line: u64) {
        add(&mut self.beside, line);
    }

    pub(super) fn any(&self) -> bool {
        self.beside.1 > 0
    }

    pub(super) fn told(&self, file: &str) -> Vec<Diagnostic> {
        let mut told = Vec::new();
        let at = |line: u64| Place::line(file, line);
        let (line, rows) = self.beside;
        if rows > 0 {
            let rows = rows_of(rows);
            let message =
                format!("{rows} from here on hold notes, not figures; they are passed over");
            told.push(Diagnostic::notice(Code::LabelNotUsed, message).at(at(line)));
        }
        let (line, cells) = self.any_symbol;
        if cells > 0 {
            let message = format!(
                "NA stands in {cells} cells that figures are taken from: statistical software writes it for any symbol, so whether they were withheld is not known; they are read as not available"
            );
            let help = "download the file again from its publisher, whose symbols say why there is no figure";
            told.push(
                Diagnostic::warning(Code::BadCell, message)
                    .at(at(line))
                    .help(help),
            );
        }
        told
    }
}

fn add(counter: &mut (u64, usize), line: u64) {
    if counter.1 == 0 {
        counter.0 = line;
    }
    counter.1 += 1;
}

fn rows_of(rows: usize) -> String {
    if rows == 1 {
        "a row".to_owned()
    } else {
        format!("{rows} rows")
    }
}

/// A count or its symbol; what can be neither is an error.
pub(super) fn counted(
    row: &Row<'_>,
    column: usize,
    notes: &mut Notes,
    diagnostics: &mut Diagnostics,
) -> Option<Figure> {
    let cell = row.cell(column);
    if is_any_symbol(cell) {
        add(&mut notes.any_symbol, row.line());
    }
    if let Some(number) = count(cell) {
        return Some(Figure::Number(number));
    }
    match Figure::read(cell) {
        Some(symbol @ Figure::Symbol(_)) => return Some(symbol),
        Some(Figure::Number(_)) => diagnostics.push(no_count(row, column, cell)),
        None => {
            let message = if cell.is_empty() {
                "this cell is empty"
            } else {
                "this is not a number"
            };
            let expected = "a whole number, or one of the symbols c z x k low u";
            diagnostics.push(row.bad_cell(column, message, expected));
        }
    }
    None
}

fn no_count(row: &Row<'_>, column: usize, cell: &str) -> Diagnostic {
    let decimals = cell.split_once('.').map_or("", |(_, after)| after);
    let message = if cell.starts_with('-') {
        "a count cannot be below zero".to_owned()
    } else if decimals.len() == 3 {
        format!(
            "this is not a whole number; is {} meant, with a point for thousands?",
            cell.replace('.', ",")
        )
    } else {
        "a count is a whole number".to_owned()
    };
    Diagnostic::error(Code::BadCell, message)
        .at(row.place(column))
        .found(cell)
        .expected("a whole number, 0 or more, without a point")
        .help("download the file again from its publisher, or correct the cell")
}
