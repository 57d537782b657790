//! A delimited text file: its delimiter and header found, its rows with their places.

use std::ops::ControlFlow;

use csv::{ByteRecord, StringRecord};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};

use super::shape::{Mapping, Recognised, Recognition, header_fit, header_key, recognise_by};

/// Tells the line a record begins on, also in files whose lines end in CR LF, where the reader
/// counts a line only when it goes on to the next.
#[derive(Debug, Default)]
pub(super) struct Lines {
    ends_in_cr: Option<bool>,
}

impl Lines {
    /// The line of a record that the reader placed at `start`, being at `after` now, with so many
    /// line feeds inside.
    pub(super) fn of(&mut self, start: u64, after: u64, inside: u64) -> u64 {
        let ends_in_cr = *self.ends_in_cr.get_or_insert(after == start + inside);
        let last = if ends_in_cr {
            after
        } else {
            after.saturating_sub(1)
        };
        start.max(last.saturating_sub(inside))
    }
}

/// The rows that stand in one record since a quotation mark that stands alone made one cell of
/// those below it; none where the record is one row. Rows have at least so many cells.
pub(super) fn rows_within(record: &ByteRecord, delimiter: u8, least: usize) -> Option<Vec<u8>> {
    if !record.as_slice().contains(&b'\n') {
        return None;
    }
    let cells: Vec<&[u8]> = record.iter().collect();
    let text = cells.join(&delimiter);
    let is_row = |line: &[u8]| line.split(|byte| *byte == delimiter).count() >= least;
    let mut lines = text.split(|byte| *byte == b'\n');
    let several = lines.next().is_some_and(is_row) && lines.any(is_row);
    several.then_some(text)
}

/// How far down a header is looked for below title rows.
const HEADER_SEARCH: usize = 30;

/// What may stand between cells.
pub(super) const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// A table of text, with its header found.
#[derive(Debug)]
pub struct Table<'t> {
    /// How messages call the file.
    pub name: &'t str,
    /// The rows above the header, joined.
    pub titles: String,
    /// The header cells as the file spells them.
    pub header: Vec<String>,
    /// What the header tells.
    pub recognition: Recognition,
    text: &'t str,
    pub(super) delimiter: u8,
    pub(super) rows_above: usize,
}

impl<'t> Table<'t> {
    /// Finds delimiter and header. None where there is no row at all.
    pub fn open(name: &'t str, text: &'t str) -> Option<Self> {
        Self::open_by(name, text, &[])
    }

    /// The same where the weights file maps the columns of a log of return interviews.
    pub(super) fn open_by(name: &'t str, text: &'t str, mapping: &Mapping) -> Option<Self> {
        let first_line = text.lines().next().unwrap_or_default();
        let likeliest = DELIMITERS
            .into_iter()
            .max_by_key(|d| first_line.bytes().filter(|b| b == d).count());
        let first_row_known = likeliest.and_then(|delimiter| {
            let (_, table) = Self::with_delimiter((name, text), delimiter, 1, mapping)?;
            table.recognised().is_some().then_some(table)
        });
        if first_row_known.is_some() {
            return first_row_known;
        }
        let mut best: Option<(usize, usize, Self)> = None;
        for delimiter in DELIMITERS {
            let Some((fit, table)) =
                Self::with_delimiter((name, text), delimiter, HEADER_SEARCH, mapping)
            else {
                continue;
            };
            let width = table.header.len();
            if best
                .as_ref()
                .is_none_or(|(f, w, _)| (fit, width) > (*f, *w))
            {
                best = Some((fit, width, table));
            }
        }
        best.map(|(_, _, table)| table)
    }

    fn with_delimiter(
        (name, text): (&'t str, &'t str),
        delimiter: u8,
        search: usize,
        mapping: &Mapping,
    ) -> Option<(usize, Self)> {
        let rows: Vec<StringRecord> = reader(text, delimiter)
            .into_records()
            .take(search)
            .filter_map(Result::ok)
            .collect();
        let (fit, rows_above) = likeliest_header(&rows, mapping)?;
        let header: Vec<String> = rows
            .get(rows_above)?
            .iter()
            .map(|cell| cell.trim().to_owned())
            .collect();
        let titles: Vec<&str> = rows
            .iter()
            .take(rows_above)
            .flat_map(StringRecord::iter)
            .filter(|c| !c.is_empty())
            .collect();
        let table = Self {
            name,
            titles: titles.join("\n"),
            recognition: recognise_by(&header, mapping),
            header,
            text,
            delimiter,
            rows_above,
        };
        Some((fit, table))
    }

    /// Where the required columns stand, once the kind is known.
    pub fn recognised(&self) -> Option<&Recognised> {
        match &self.recognition {
            Recognition::Known(found) => Some(found),
            _ => None,
        }
    }

    /// The column whose header reads so once normalised.
    pub fn column_named(&self, key: &str) -> Option<usize> {
        self.header.iter().position(|cell| header_key(cell) == key)
    }

    /// Calls `each` with every row that holds anything. Rows whose number of cells differs from
    /// the header's are reported and passed over.
    pub fn for_each_row(
        &self,
        diagnostics: &mut Diagnostics,
        mut each: impl FnMut(&Row<'_>, &mut Diagnostics),
    ) {
        self.while_row_or_note(diagnostics, |row, diagnostics| {
            if row.is_uneven() {
                diagnostics.push(row.uneven());
            } else {
                each(row, diagnostics);
            }
            ControlFlow::Continue(())
        });
    }

    /// As [`Table::for_each_row`], until `each` has seen enough: a look at the first rows of a long
    /// file does not read it to its end. Rows with another number of cells than the header are handed
    /// on too, since the notes below a published table have it.
    pub(super) fn while_row_or_note(
        &self,
        diagnostics: &mut Diagnostics,
        mut each: impl FnMut(&Row<'_>, &mut Diagnostics) -> ControlFlow<()>,
    ) {
        let mut reader = reader(self.text, self.delimiter);
        let mut record = StringRecord::new();
        let width = self
            .header
            .iter()
            .rposition(|cell| !cell.is_empty())
            .map_or(0, |at| at + 1);
        let mut lines = Lines::default();
        let mut at = 0;
        while reader.read_record(&mut record).unwrap_or(false) {
            at += 1;
            let start = record.position().map_or(0, csv::Position::line);
            let inside = record.as_slice().bytes().filter(|b| *b == b'\n').count() as u64;
            let line = lines.of(start, reader.position().line(), inside);
            if at <= self.rows_above + 1 || record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let extra = record
                .iter()
                .skip(self.header.len())
                .any(|cell| !cell.trim().is_empty());
            let row = Row {
                table: self,
                record: &record,
                line,
                lacks: (record.len() < width || extra).then_some(width),
            };
            let bytes = record.as_byte_record();
            if rows_within(bytes, self.delimiter, width.max(3)).is_some() {
                diagnostics.push(row.swallows());
                continue;
            }
            if each(&row, diagnostics).is_break() {
                return;
            }
        }
    }

    /// As [`Table::check_end`], but notes below a table may end as they like.
    pub(super) fn check_end_of(&self, diagnostics: &mut Diagnostics, has_notes: bool) {
        if !has_notes {
            self.check_end(diagnostics);
        }
    }

    /// Reports a last line without an end where the other lines have one.
    pub fn check_end(&self, diagnostics: &mut Diagnostics) {
        if !self.text.is_empty() && !self.text.ends_with(['\n', '\r']) && self.text.contains('\n') {
            diagnostics.push(
                Diagnostic::warning(
                    Code::CutShort,
                    "the last line has no line end: the file may have been cut short",
                )
                .at(Place::line(self.name, self.text.lines().count() as u64))
                .help("compare the file with the original, or save it again"),
            );
        }
    }
}

/// How well the likeliest header of some rows fits, and how many rows stand above it.
fn likeliest_header(rows: &[StringRecord], mapping: &Mapping) -> Option<(usize, usize)> {
    let fits = rows
        .iter()
        .map(|row| header_fit(&row.iter().collect::<Vec<_>>(), mapping));
    fits.enumerate()
        .map(|(at, fit)| (fit, at))
        .max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)))
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes())
}

/// One row of a table.
#[derive(Debug)]
pub struct Row<'r> {
    table: &'r Table<'r>,
    record: &'r StringRecord,
    line: u64,
    /// How many cells it should have, where it has another number.
    lacks: Option<usize>,
}

impl<'r> Row<'r> {
    /// A cell without the spaces around it; empty where there is none.
    pub fn cell(&self, column: usize) -> &'r str {
        self.record.get(column).unwrap_or_default().trim()
    }

    /// The cell of a column that may be absent.
    pub fn optional(&self, column: Option<usize>) -> &'r str {
        column.map_or("", |at| self.cell(at))
    }

    /// The line the row begins on.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Where a cell stands.
    pub fn place(&self, column: usize) -> Place {
        Place {
            file: self.table.name.to_owned(),
            line: Some(self.line()),
            column: Some(column as u64 + 1),
            column_name: self
                .table
                .header
                .get(column)
                .filter(|h| !h.is_empty())
                .cloned(),
        }
    }

    /// A cell that its column does not allow.
    pub fn bad_cell(&self, column: usize, message: &str, expected: &str) -> Diagnostic {
        Diagnostic::error(Code::BadCell, message)
            .at(self.place(column))
            .found(self.cell(column))
            .expected(expected)
            .help("correct the cell, or leave out the row")
    }

    fn swallows(&self) -> Diagnostic {
        Diagnostic::error(
            Code::UnevenRow,
            "a quotation mark opened in this row is not closed in it, so that rows below would be lost",
        )
        .at(Place::line(self.table.name, self.line()))
        .expected("a quotation mark at both ends of a cell, or none")
        .help("take the quotation mark out, or save the file again from the original")
    }

    /// Whether it has another number of cells than the header.
    pub(super) fn is_uneven(&self) -> bool {
        self.lacks.is_some()
    }

    /// How many of its cells hold anything.
    pub(super) fn filled(&self) -> usize {
        let cells = self.record.iter();
        cells.filter(|cell| !cell.trim().is_empty()).count()
    }

    /// What is said of a row with another number of cells than the header.
    pub(super) fn uneven(&self) -> Diagnostic {
        let width = self.lacks.unwrap_or_default();
        let cells = self.record.len();
        let help = "the file may have been cut short, or a quotation mark left open, here or above; save it again from the original";
        Diagnostic::error(
            Code::UnevenRow,
            format!("this row has {cells} cells where the header has {width}"),
        )
        .at(Place::line(self.table.name, self.line()))
        .expected(format!("{width} cells"))
        .help(help)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> (Vec<String>, Diagnostics) {
        let table = Table::open("t.csv", text).unwrap();
        let mut diagnostics = Diagnostics::default();
        let mut rows = Vec::new();
        table.for_each_row(&mut diagnostics, |row, _| {
            rows.push(format!("{}:{}", row.line(), row.cell(0)))
        });
        (rows, diagnostics)
    }

    #[test]
    fn delimiters_titles_and_trailing_blanks_are_seen_through() {
        for text in [
            "authority_code,year,indicator,value\nA,2024,X,1\n,,,\n\n",
            "authority_code;year;indicator;value\r\nA;2024;X;1\r\n",
            "authority_code\tyear\tindicator\tvalue\nA\t2024\tX\t1\n",
            "A title, with a comma\n\"Notes\non two lines\"\nauthority_code,year,indicator,value,,\nA,2024,X,1,,\n",
        ] {
            let (rows, diagnostics) = rows(text);
            assert_eq!(rows.len(), 1, "{text}");
            assert!(rows[0].ends_with(":A"));
            assert!(diagnostics.is_empty());
        }
    }

    #[test]
    fn a_short_row_is_reported_with_its_line() {
        let (rows, diagnostics) = rows("authority_code,year,indicator,value\nA,2024,X,1\nB,20");
        assert_eq!(rows, ["2:A"]);
        let problem = diagnostics.iter().next().unwrap();
        assert_eq!(problem.code, Code::UnevenRow);
        assert_eq!(problem.place.as_ref().unwrap().line, Some(3));
    }

    #[test]
    fn lines_are_counted_alike_whatever_ends_them() {
        for end in ["\n", "\r\n"] {
            let lines = [
                "authority_code,year,indicator,value",
                "A,2024,X,1",
                "\"B\nb\",2024,X,1",
                "",
                "C,2024,X,1",
                "D,2024,X,1",
            ];
            let (with_last_end, _) = rows(&(lines.join(end) + end));
            let (without, _) = rows(&lines.join(end));
            let expected = ["2:A", "3:B\nb", "6:C", "7:D"];
            assert_eq!(with_last_end, expected);
            assert_eq!(without, expected);
        }
    }

    #[test]
    fn nothing_is_no_table() {
        assert!(Table::open("t.csv", "").is_none());
    }
}
