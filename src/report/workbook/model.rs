//! A workbook as it is written, whatever the format.

use super::super::frame::Released;
use super::super::inert;
use crate::measure::Absence;
use crate::source::Symbol;

/// Most characters of a cell: what a spreadsheet takes is a few hundred more.
const LONGEST_CELL: usize = 32_000;

/// Most characters of a header: a table in a spreadsheet takes 255.
const LONGEST_HEADER: usize = 250;

/// A workbook: the same sheets in every format.
#[derive(Debug, Clone, PartialEq)]
pub struct Workbook {
    /// Its title.
    pub title: String,
    /// What it is about, in a sentence.
    pub subject: String,
    /// Who publishes it; may be empty.
    pub publisher: String,
    /// Its language: "en-GB".
    pub language: &'static str,
    /// Protective marking and embargo, on every sheet.
    pub marking: Option<String>,
    /// What its figures are about, in words.
    pub period: String,
    /// Its date: that of release, else the last day that its figures are about.
    pub dated: Released,
    /// Its sheets, in order.
    pub sheets: Vec<Sheet>,
}

/// A sheet: a title in its first cell, lines below it, then at most one table.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Its name: at most 31 letters, digits and underscores.
    pub name: String,
    /// Its title, in the first cell.
    pub title: String,
    /// Lines below the title, a cell each.
    pub lines: Vec<Line>,
    /// The table below the lines.
    pub table: Option<Table>,
}

/// A line of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it says.
    pub text: String,
    /// Whether it heads the lines that follow.
    pub heading: bool,
}

/// A table that starts in column A and has a header.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Its name within the workbook: letters and underscores.
    pub name: String,
    /// Its columns; no two headers are the same.
    pub columns: Vec<Column>,
    /// Its rows, each with a cell a column.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands at its head.
    pub header: String,
    /// How wide it is, in characters.
    pub width: u8,
}

/// A cell of a table; never blank.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// A number, unrounded, and the decimals it is shown with.
    Number {
        /// The number.
        value: f64,
        /// Decimals shown.
        decimals: u8,
    },
    /// A year, which has no comma between its digits.
    Year(i16),
    /// Words.
    Text(String),
    /// Shorthand in brackets in place of a number, which it is aligned as.
    Sign(String),
    /// The name of another sheet, which it leads to.
    Link(String),
}

impl Cell {
    /// A number shown with some decimals.
    pub(super) fn number(value: f64, decimals: u8) -> Self {
        Self::Number {
            value: if value == 0.0 { 0.0 } else { value },
            decimals,
        }
    }

    /// A year ending 31 March.
    pub(super) fn year(year: i16) -> Self {
        Self::Year(year)
    }

    /// A count.
    pub(super) fn count(count: usize) -> Self {
        #[allow(clippy::cast_precision_loss, reason = "far fewer than 2^52")]
        Self::number(count as f64, 0)
    }

    /// A number, or shorthand where there is none.
    pub(super) fn maybe(value: Option<f64>, decimals: u8, otherwise: Symbol) -> Self {
        value.map_or_else(
            || Self::symbol(otherwise),
            |value| Self::number(value, decimals),
        )
    }

    /// A value of a measure, or shorthand for the reason there is none.
    pub(super) fn measure(value: Result<f64, Absence>, decimals: u8) -> Self {
        match value {
            Ok(value) => Self::number(value, decimals),
            Err(Absence::Symbol(symbol)) => Self::symbol(symbol),
            Err(Absence::NoData | Absence::LeftOut) => Self::symbol(Symbol::NotAvailable),
        }
    }

    /// Shorthand in brackets. Both shorthands for "rounds to zero" are printed as `low`.
    pub(super) fn symbol(symbol: Symbol) -> Self {
        let symbol = match symbol {
            Symbol::RoundsToZero => Symbol::Low,
            other => other,
        };
        Self::Sign(format!("[{}]", symbol.as_str()))
    }

    /// Words that no spreadsheet takes for a formula; `[z]` where there are none.
    pub(super) fn text(text: &str) -> Self {
        let text = text.trim_end();
        if text.is_empty() {
            Self::Text(format!("[{}]", Symbol::NotApplicable.as_str()))
        } else {
            Self::Text(cut(&inert(text), LONGEST_CELL))
        }
    }
}

impl Table {
    /// A table without rows; headers that are the same are numbered.
    pub(super) fn new(name: impl Into<String>, columns: Vec<(String, u8)>) -> Self {
        let mut seen = std::collections::BTreeMap::<String, usize>::new();
        let columns = columns.into_iter().map(|(header, width)| {
            let header = cut(&inert(header.trim()), LONGEST_HEADER);
            let times = seen.entry(header.to_lowercase()).or_default();
            *times += 1;
            Column {
                header: if *times > 1 {
                    format!("{header} ({times})")
                } else {
                    header
                },
                width,
            }
        });
        Self {
            name: name.into(),
            columns: columns.collect(),
            rows: Vec::new(),
        }
    }
}

impl Line {
    pub(super) fn text(text: impl AsRef<str>) -> Self {
        Self {
            text: cut(&inert(text.as_ref()), LONGEST_CELL),
            heading: false,
        }
    }

    pub(super) fn heading(text: &str) -> Self {
        Self {
            heading: true,
            ..Self::text(text)
        }
    }
}

fn cut(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    text.chars().take(longest - 1).chain(['…']).collect()
}
