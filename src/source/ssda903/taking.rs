//! The rows of one table, taken one by one into the tables of those they belong to.

use csv::ByteRecord;

use crate::diagnostic::{Code, Diagnostic, Kind, Place, Severity};
use crate::source::shape::is_known_column;
use crate::source::table::rows_within;

use super::fields;
use super::owners::Owners;
use super::parse::{Cells, Reading};
use super::plain::PlainRows;
use super::read::FileContent;
use super::{ReturnFile, TableKind, care_tables};

/// The cells of a row in the order of the file, with the spaces around them.
pub(super) trait Row {
    /// How many there are.
    fn cells(&self) -> usize;
    /// One of them, counted from 0.
    fn cell(&self, at: usize) -> Option<&[u8]>;

    /// One of them without the spaces around it; empty where there is none.
    fn trimmed(&self, at: usize) -> &[u8] {
        match self.cell(at).unwrap_or_default().trim_ascii() {
            // Spaces beyond ASCII, and what makes a spreadsheet keep a text, are seldom.
            cell @ ([b'=' | 128..=255, ..] | [.., 128..=255]) => bare(cell),
            cell => cell,
        }
    }
}

/// A cell without spaces beyond ASCII around it, and without the `="…"` by which a spreadsheet is told to
/// keep a text.
fn bare(cell: &[u8]) -> &[u8] {
    let kept = cell.strip_prefix(b"=\"");
    let cell = kept
        .and_then(|rest| rest.strip_suffix(b"\""))
        .unwrap_or(cell);
    std::str::from_utf8(cell).map_or(cell, |text| text.trim().as_bytes())
}

impl Row for ByteRecord {
    fn cells(&self) -> usize {
        self.len()
    }

    fn cell(&self, at: usize) -> Option<&[u8]> {
        self.get(at)
    }
}

/// A row seen through the columns of its file.
struct RowCells<'r, R> {
    row: &'r R,
    columns: &'r [Option<usize>],
}

impl<R: Row> Cells for RowCells<'_, R> {
    fn cell(&self, field: usize) -> &[u8] {
        let column = self.columns.get(field).copied().flatten();
        column.map_or(&[], |at| self.row.trimmed(at))
    }

    fn has(&self, field: usize) -> bool {
        self.columns.get(field).copied().flatten().is_some()
    }
}

fn fields_of(kind: TableKind) -> &'static [&'static str] {
    match kind {
        TableKind::Header => fields::PERSON,
        TableKind::Episodes => fields::EPISODE,
        TableKind::Missing => fields::ABSENT,
        TableKind::Uasc => fields::UASC,
        TableKind::Interviews => fields::INTERVIEW,
        TableKind::Safeguarding => fields::SAFEGUARDING,
        TableKind::SafeguardingEpisodes => care_tables::fields::EPISODES,
        TableKind::SafeguardingPlacements => care_tables::fields::PLACEMENTS,
        TableKind::SafeguardingStatuses => care_tables::fields::STATUSES,
        TableKind::SafeguardingPersons => care_tables::fields::PERSONS,
        TableKind::Notifications => fields::NOTIFICATION,
        TableKind::Nationality => fields::NATIONALITY,
        TableKind::Xml | TableKind::NotUsed => &[],
    }
}
/// What the first rows of a file say of those below them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    /// How many rows have been taken.
    rows: usize,
    /// How many columns have a name.
    width: usize,
}

/// Takes the rows of one file.
pub(super) struct TableReader<'t, 'r> {
    file: &'t ReturnFile,
    columns: Vec<Option<usize>>,
    owners: Owners,
    reading: &'t mut Reading<'r>,
    content: &'t mut FileContent,
    rows: usize,
    width: usize,
}

impl<'t, 'r> TableReader<'t, 'r> {
    pub(super) fn new(
        file: &'t ReturnFile,
        reading: &'t mut Reading<'r>,
        content: &'t mut FileContent,
    ) -> Self {
        let owners = Owners::new(file);
        if let Some(owner) = owners.fixed {
            content.of(owner, file.kind, file);
        }
        let fields = fields_of(file.kind).iter();
        Self {
            file,
            columns: fields.map(|field| file.column(field)).collect(),
            owners,
            reading,
            content,
            rows: 0,
            width: 0,
        }
    }

    /// A reader of rows below those that have been taken.
    pub(super) fn below(
        head: Head,
        file: &'t ReturnFile,
        reading: &'t mut Reading<'r>,
        content: &'t mut FileContent,
    ) -> Self {
        let Head { rows, width } = head;
        Self {
            rows,
            width,
            ..Self::new(file, reading, content)
        }
    }

    pub(super) fn has_header(&self) -> bool {
        self.rows > self.file.rows_above
    }

    pub(super) fn head(&self) -> Head {
        Head {
            rows: self.rows,
            width: self.width,
        }
    }

    pub(super) fn take_all(&mut self, mut rows: PlainRows<'_>) {
        while let Some((row, line)) = rows.next() {
            self.take(row, line);
            if self.rows == self.file.rows_above + 2 {
                self.expect(rows.left());
            }
        }
    }

    /// Makes room for the rows to come where all are one owner's.
    fn expect(&mut self, rows: usize) {
        if let Some(owner) = self.owners.fixed {
            self.content
                .of(owner, self.file.kind, self.file)
                .reserve(self.file.kind, rows);
        }
    }

    /// Takes a row whose cells may be quoted. Where a quotation mark that stands alone made one cell
    /// of the rows below it, they are taken one by one.
    pub(super) fn take_quoted(&mut self, record: &ByteRecord, line: u64) {
        let (delimiter, width) = (self.file.delimiter, self.width);
        let rows = (width > 0).then(|| rows_within(record, delimiter, width.max(2)));
        let Some(rows) = rows.flatten() else {
            self.take(record, line);
            return;
        };
        self.content.diagnostics.push(
            Diagnostic::warning(
                Code::UnevenRow,
                "a quotation mark opened here is not closed in its row; this row and those below it are read without",
            )
            .at(Place::line(&self.file.name, line))
            .expected("a quotation mark at both ends of a cell, or none")
            .help("take the quotation mark out, or export the table again"),
        );
        self.take_all(PlainRows::of_lines(&rows, delimiter, line));
    }

    pub(super) fn take(&mut self, row: &impl Row, line: u64) {
        self.rows += 1;
        let is_filled = |at: &usize| !row.trimmed(*at).is_empty();
        if self.rows <= self.file.rows_above + 1 {
            self.width = (0..row.cells()).rfind(is_filled).map_or(0, |at| at + 1);
            return;
        }
        let mut filled = (0..row.cells()).filter(is_filled);
        match (filled.next(), filled.next()) {
            (None, _) => return,
            (Some(at), None) if self.width > 2 && is_note(row.trimmed(at)) => {
                self.content.pass_by(line);
                return;
            }
            (Some(first), Some(second)) if is_head(row, first, second) => {
                self.content.pass_by(line);
                return;
            }
            _ => {}
        }
        self.reading.rows += 1;
        self.reading.origin.line = u32::try_from(line).unwrap_or(u32::MAX);
        let extra = (self.width..row.cells()).any(|at| is_filled(&at));
        if row.cells() < self.width || extra {
            let kind = Kind {
                severity: Severity::Warning,
                code: Code::UnevenRow,
                rule: None,
            };
            let uneven = || uneven(self.file, line, row.cells(), self.width);
            let diagnostics = &mut self.content.diagnostics;
            diagnostics.push_with(kind, &self.file.name, uneven);
        }
        let Some(owner) = self.owners.of(row, self.reading) else {
            self.content.unowned.note(line);
            return;
        };
        let cells = RowCells {
            row,
            columns: &self.columns,
        };
        let tables = self.content.of(owner, self.file.kind, self.file);
        tables.push(self.file.kind, &cells, self.reading);
    }
}

/// Whether the only cell of a row is a note, or a word such as "Total": an identifier is one word and has
/// a digit.
fn is_note(cell: &[u8]) -> bool {
    !cell.iter().any(u8::is_ascii_digit) || cell.iter().any(u8::is_ascii_whitespace)
}

/// Whether the first cells of a row are names of columns: the head of the table again, as where a system
/// writes it on every page.
fn is_head(row: &impl Row, first: usize, second: usize) -> bool {
    let is_name = |at: usize| {
        let cell = row.trimmed(at);
        // Most identifiers begin with a digit, which no name of a column does.
        !cell.first().is_some_and(u8::is_ascii_digit)
            && !cell.iter().any(u8::is_ascii_digit)
            && std::str::from_utf8(cell).is_ok_and(is_known_column)
    };
    is_name(first) && is_name(second)
}

fn uneven(file: &ReturnFile, line: u64, cells: usize, width: usize) -> Diagnostic {
    Diagnostic::warning(
        Code::UnevenRow,
        format!("this row has {cells} cells where the header has {width}; what can be read of it is used"),
    )
    .at(Place::line(&file.name, line))
    .expected(format!("{width} cells"))
    .help("the file may have been cut short, or a quotation mark left open, here or above; export it again")
}
