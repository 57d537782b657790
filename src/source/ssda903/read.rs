//! Reading one child-level CSV file, row by row.

use std::collections::BTreeMap;
use std::io::Read;

use csv::ByteRecord;

use crate::authority::{AuthorityId, Register};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Kind, Place, Severity};
use crate::source::table::Lines;
use crate::source::year_ending;

use super::open::{Text, text_of};
use super::parse::{Cells, Reading, fields};
use super::plain::PlainRows;
use super::rule::Findings;
use super::{Return, ReturnFile, TableKind, xml};

/// Whose rows are, and of which year where that is told.
pub(super) type Owner = (AuthorityId, Option<i16>);

/// What one file gave.
#[derive(Debug, Default)]
pub(super) struct FileContent {
    /// Each owner's tables, in the order in which the file names owners first.
    pub(super) tables: Vec<(Owner, Return)>,
    places: BTreeMap<Owner, usize>,
    last: usize,
    pub(super) findings: Findings,
    pub(super) diagnostics: Diagnostics,
}

impl FileContent {
    /// The tables of an owner, with the table of a kind present.
    pub(super) fn of(&mut self, owner: Owner, kind: TableKind) -> &mut Return {
        let is_last = self.tables.get(self.last).is_some_and(|t| t.0 == owner);
        if !is_last {
            self.last = *self.places.entry(owner).or_insert_with(|| {
                self.tables.push((owner, Return::default()));
                self.tables.len() - 1
            });
        }
        let (_, tables) = &mut self.tables[self.last];
        tables.open(kind);
        tables
    }
}

/// Reads a file. Where it lies in an authority's folder its rows are that authority's.
pub(super) fn read(file: &ReturnFile, register: &Register) -> FileContent {
    let mut content = FileContent::default();
    let text = match text_of(&file.path) {
        Ok(text) => text,
        Err(error) => {
            content
                .diagnostics
                .push(unreadable(file, &error.to_string()));
            return content;
        }
    };
    let mut reading = Reading::new(register, file.file, file.year.unwrap_or(0));
    let outcome = if file.kind == TableKind::Xml {
        xml::read(file, text.into_stream(), &mut reading, &mut content)
    } else {
        read_csv(file, text, &mut reading, &mut content)
    };
    if let Err(why) = outcome {
        content.diagnostics.push(unreadable(file, &why));
    }
    content.findings.append(reading.findings);
    content
}

fn unreadable(file: &ReturnFile, why: &str) -> Diagnostic {
    Diagnostic::error(
        Code::UnreadableFile,
        format!("this file cannot be read to its end: {why}"),
    )
    .at(Place::file(&file.name))
    .help("copy it again from where it came from, or export it again")
}

/// The cells of a row in the order of the file, with the spaces around them.
pub(super) trait Row {
    /// How many there are.
    fn cells(&self) -> usize;
    /// One of them, counted from 0.
    fn cell(&self, at: usize) -> Option<&[u8]>;

    /// One of them without the spaces around it; empty where there is none.
    fn trimmed(&self, at: usize) -> &[u8] {
        self.cell(at).unwrap_or_default().trim_ascii()
    }
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
        TableKind::Notifications => fields::NOTIFICATION,
        TableKind::Nationality => fields::NATIONALITY,
        TableKind::Xml | TableKind::NotUsed => &[],
    }
}

fn read_csv(
    file: &ReturnFile,
    text: Text,
    reading: &mut Reading<'_>,
    content: &mut FileContent,
) -> Result<(), String> {
    let mut table = TableReader::new(file, reading, content);
    let plain = text.in_memory();
    if let Some(mut rows) = plain.and_then(|text| PlainRows::of(text, file.delimiter)) {
        while let Some((row, line)) = rows.next() {
            table.take(row, line);
            if table.rows == file.rows_above + 2 {
                table.expect(rows.left());
            }
        }
    } else {
        quoted_rows(text.into_stream(), file.delimiter, |row, line| {
            table.take(row, line);
        })?;
    }
    let problem = table.owners.problem(file);
    content.diagnostics.extend(problem);
    Ok(())
}

/// Calls `each` with the rows of a table in which cells may be quoted, and the line each begins on.
pub(super) fn quoted_rows(
    text: impl Read,
    delimiter: u8,
    mut each: impl FnMut(&ByteRecord, u64),
) -> Result<(), String> {
    let mut rows = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .buffer_capacity(1 << 16)
        .from_reader(text);
    let mut record = ByteRecord::new();
    let mut lines = Lines::default();
    while rows
        .read_byte_record(&mut record)
        .map_err(|e| e.to_string())?
    {
        let start = record.position().map_or(0, csv::Position::line);
        let inside = record.as_slice().iter().filter(|b| **b == b'\n').count() as u64;
        each(&record, lines.of(start, rows.position().line(), inside));
    }
    Ok(())
}

/// Takes the rows of one file.
struct TableReader<'t, 'r> {
    file: &'t ReturnFile,
    columns: Vec<Option<usize>>,
    owners: Owners,
    reading: &'t mut Reading<'r>,
    content: &'t mut FileContent,
    rows: usize,
    width: usize,
}

impl<'t, 'r> TableReader<'t, 'r> {
    fn new(
        file: &'t ReturnFile,
        reading: &'t mut Reading<'r>,
        content: &'t mut FileContent,
    ) -> Self {
        let owners = Owners::new(file);
        if let Some(owner) = owners.fixed {
            content.of(owner, file.kind).note_columns(file);
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

    /// Makes room for the rows to come where all are one owner's.
    fn expect(&mut self, rows: usize) {
        if let Some(owner) = self.owners.fixed {
            self.content
                .of(owner, self.file.kind)
                .reserve(self.file.kind, rows);
        }
    }

    fn take(&mut self, row: &impl Row, line: u64) {
        self.rows += 1;
        let is_filled = |at: &usize| !row.trimmed(*at).is_empty();
        if self.rows <= self.file.rows_above + 1 {
            self.width = (0..row.cells()).rfind(is_filled).map_or(0, |at| at + 1);
            return;
        }
        if !(0..row.cells()).any(|at| is_filled(&at)) {
            return;
        }
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
            return;
        };
        let cells = RowCells {
            row,
            columns: &self.columns,
        };
        let tables = self.content.of(owner, self.file.kind);
        if self.owners.fixed.is_none() {
            tables.note_columns(self.file);
        }
        tables.push(self.file.kind, &cells, self.reading);
    }
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

/// Tells whose each row is.
struct Owners {
    fixed: Option<Owner>,
    la: Option<usize>,
    year: Option<usize>,
    of_folder: (Option<AuthorityId>, Option<i16>),
    needs_year: bool,
    last: Option<(Vec<u8>, Vec<u8>, Option<Owner>)>,
    unknown: usize,
    first_unknown: u64,
}

impl Owners {
    fn new(file: &ReturnFile) -> Self {
        let by_row = file.says_whose();
        Self {
            fixed: (!by_row)
                .then(|| file.authority.map(|id| (id, file.year)))
                .flatten(),
            la: file.column("la"),
            year: file.column("year"),
            of_folder: (file.authority, file.year),
            needs_year: file.kind.needs_year(),
            last: None,
            unknown: 0,
            first_unknown: 0,
        }
    }

    fn of(&mut self, row: &impl Row, reading: &mut Reading<'_>) -> Option<Owner> {
        if self.fixed.is_some() {
            return self.fixed;
        }
        let cell = |at: Option<usize>| at.map_or(&[][..], |at| row.trimmed(at));
        let (la, year) = (cell(self.la), cell(self.year));
        let owner = match &self.last {
            Some((l, y, owner)) if l == la && y == year => *owner,
            _ => {
                let owner = self.resolve(la, year, reading);
                self.last = Some((la.to_vec(), year.to_vec(), owner));
                owner
            }
        };
        if let Some((_, Some(year))) = owner {
            reading.set_year(year);
        }
        if owner.is_none() {
            self.unknown += 1;
            if self.unknown == 1 {
                self.first_unknown = u64::from(reading.origin.line);
            }
        }
        owner
    }

    fn resolve(&self, la: &[u8], year: &[u8], reading: &mut Reading<'_>) -> Option<Owner> {
        let year = if self.year.is_some() {
            year_ending(&String::from_utf8_lossy(year))
        } else {
            self.of_folder.1
        };
        if self.needs_year && year.is_none() {
            return None;
        }
        let id = reading.owner(la, year.unwrap_or(0))?;
        Some((id, year))
    }

    fn problem(&self, file: &ReturnFile) -> Option<Diagnostic> {
        (self.unknown > 0).then(|| {
            let message = format!(
                "{} rows name no authority or no year that is known; they are left out",
                self.unknown
            );
            Diagnostic::warning(Code::ReturnPlace, message)
                .at(Place::line(&file.name, self.first_unknown))
                .expected("a code or name in LA and a year such as 2024 in YEAR")
                .help("correct the columns LA and YEAR")
        })
    }
}
