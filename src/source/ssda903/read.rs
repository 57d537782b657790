//! Reading one child-level file.

use std::collections::BTreeMap;
use std::io::{self, Read};

use csv::ByteRecord;
use rayon::prelude::*;

use crate::authority::Register;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::source::table::Lines;

use super::dates::DateColumns;
use super::open::{HEAD, Text, text_of};
use super::owners::{Owner, Unowned};
use super::parse::Reading;
use super::parts::{Part, Parts};
use super::plain::PlainRows;
use super::rule::Findings;
use super::taking::{Head, TableReader};
use super::{Return, ReturnFile, TableKind, xml};

/// What one file gave.
#[derive(Debug, Default)]
pub(super) struct FileContent {
    /// Each owner's tables, in the order in which the file names owners first.
    pub(super) tables: Vec<(Owner, Return)>,
    places: BTreeMap<Owner, usize>,
    last: usize,
    pub(super) findings: Findings,
    pub(super) diagnostics: Diagnostics,
    /// Rows of nobody.
    pub(super) unowned: Unowned,
    /// What its date columns hold.
    pub(super) dates: DateColumns,
    /// Rows that are none of the table: how many, and the line of the first.
    passed_by: Option<(usize, u64)>,
}

impl FileContent {
    /// The tables of an owner in a file, with the table of a kind present.
    pub(super) fn of(&mut self, owner: Owner, kind: TableKind, file: &ReturnFile) -> &mut Return {
        let is_last = self.tables.get(self.last).is_some_and(|t| t.0 == owner);
        if !is_last {
            self.last = *self.places.entry(owner).or_insert_with(|| {
                let mut tables = Return::default();
                tables.note_columns(file);
                self.tables.push((owner, tables));
                self.tables.len() - 1
            });
        }
        let (_, tables) = &mut self.tables[self.last];
        tables.open(kind);
        tables
    }

    /// Notes a row that is none of the table: a note, or its head again.
    pub(super) fn pass_by(&mut self, line: u64) {
        let (count, _) = self.passed_by.get_or_insert((0, line));
        *count += 1;
    }

    /// Adds what a later part of the file gave.
    fn join(&mut self, part: Self, file: &ReturnFile) {
        for (owner, tables) in part.tables {
            self.of(owner, file.kind, file).join(tables);
        }
        self.findings.append(part.findings);
        self.diagnostics.append(part.diagnostics);
        self.unowned.join(part.unowned);
        self.dates.join(&part.dates);
        if let Some((count, line)) = part.passed_by {
            let (all, _) = self.passed_by.get_or_insert((0, line));
            *all += count;
        }
    }
}

/// Reads a file. Where it lies in an authority's folder its rows are that authority's. Where some
/// date shows only below that a column was misread, it is read again.
pub(super) fn read(file: &ReturnFile, register: &Register) -> FileContent {
    let content = read_once(file, register, DateColumns::default());
    match content.dates.were_misread() {
        true => read_once(file, register, content.dates.judged()),
        false => content,
    }
}

fn read_once(file: &ReturnFile, register: &Register, dates: DateColumns) -> FileContent {
    let mut content = FileContent::default();
    let text = match text_of(file.bytes.as_ref()) {
        Ok(text) => text,
        Err(error) => {
            content
                .diagnostics
                .push(unreadable(file, &error.to_string()));
            return content;
        }
    };
    let mut reading = Reading::new(register, file.file, file.year.unwrap_or(0), dates);
    let outcome = if file.kind == TableKind::Xml {
        xml::read(file, text.into_stream(), &mut reading, &mut content)
    } else {
        read_csv(file, text, &mut reading, &mut content)
    };
    if let Err(why) = outcome {
        content.diagnostics.push(unreadable(file, &why));
    }
    content.dates.join(&reading.dates);
    content.findings.append(reading.found());
    let passed_by = content.passed_by.map(|passed| passed_by(file, passed));
    content.diagnostics.extend(passed_by);
    content
}

/// Says which rows are none of the table.
fn passed_by(file: &ReturnFile, (count, line): (usize, u64)) -> Diagnostic {
    let rows = if count == 1 { "row is" } else { "rows are" };
    let message = format!(
        "{count} {rows} no row of the table, but a note, a total or its head again; nothing is counted from it"
    );
    Diagnostic::notice(Code::NotUsed, message).at(Place::line(&file.name, line))
}

fn unreadable(file: &ReturnFile, why: &str) -> Diagnostic {
    Diagnostic::error(
        Code::UnreadableFile,
        format!("this file cannot be read to its end: {why}"),
    )
    .at(Place::file(&file.name))
    .help("copy it again from where it came from, or export it again")
}

/// How much of a large table is read at a time by one core.
const PART: usize = 2 << 20;

fn read_csv(
    file: &ReturnFile,
    text: Text,
    reading: &mut Reading<'_>,
    content: &mut FileContent,
) -> Result<(), String> {
    match text.in_memory().filter(|text| text.len() <= 2 * PART) {
        Some(small) => match PlainRows::of(small, file.delimiter) {
            Some(rows) => TableReader::new(file, reading, content).take_all(rows),
            None => {
                let mut table = TableReader::new(file, reading, content);
                quoted_rows(small, file.delimiter, |row, line| {
                    table.take_quoted(row, line)
                })?;
            }
        },
        None => read_parts(file, text.into_stream(), PART, reading, content)?,
    }
    let problem = content.unowned.problem(file);
    content.diagnostics.extend(problem);
    Ok(())
}

/// Reads a large table on all cores; from the first quotation mark on, on one.
fn read_parts(
    file: &ReturnFile,
    text: impl Read,
    size: usize,
    reading: &mut Reading<'_>,
    content: &mut FileContent,
) -> Result<(), String> {
    let said = |error: io::Error| error.to_string();
    let known = reading.dates;
    let mut parts = Parts::of(text);
    let mut table = TableReader::new(file, reading, content);
    // The header is read first: it says how wide rows are.
    while !table.has_header() {
        let Some(head) = parts.next(HEAD).map_err(said)? else {
            break;
        };
        let rows = PlainRows::of_lines(&head.text, file.delimiter, head.first_line);
        table.take_all(rows);
    }
    let head = table.head();
    loop {
        let mut batch = Vec::with_capacity(rayon::current_num_threads());
        while let Some(part) = parts.next(size).map_err(said)? {
            batch.push(part);
            if batch.len() == batch.capacity() {
                break;
            }
        }
        if batch.is_empty() {
            break;
        }
        let (register, dates) = (reading.register, known);
        let contents: Vec<FileContent> = batch
            .par_iter()
            .map(|part| head.read(part, file, (register, dates)))
            .collect();
        for part in contents {
            content.join(part, file);
        }
    }
    let (rest, first_line) = parts.rest();
    let mut table = TableReader::below(head, file, reading, content);
    quoted_rows(rest, file.delimiter, |row, line| {
        table.take_quoted(row, line + first_line - 1);
    })
}

impl Head {
    fn read(
        self,
        part: &Part,
        file: &ReturnFile,
        (register, dates): (&Register, DateColumns),
    ) -> FileContent {
        let mut content = FileContent::default();
        let mut reading = Reading::new(register, file.file, file.year.unwrap_or(0), dates);
        let rows = PlainRows::of_lines(&part.text, file.delimiter, part.first_line);
        TableReader::below(self, file, &mut reading, &mut content).take_all(rows);
        content.dates = reading.dates;
        content.findings.append(reading.found());
        content
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Dataset, Memory};
    use proptest::prelude::*;

    const HEADER: &str = "a title\nLA,YEAR,CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n";

    fn content(text: &str, size: Option<usize>) -> String {
        let dataset = Dataset::read(&Memory::of([("episodes.csv", text)]));
        let file = &dataset.returns.files[0];
        let mut content = FileContent::default();
        let mut reading = Reading::new(&dataset.register, file.file, 0, DateColumns::default());
        match size {
            Some(size) => read_parts(file, text.as_bytes(), size, &mut reading, &mut content),
            None => {
                let whole = Text::Whole(text.as_bytes().to_vec());
                read_csv(file, whole, &mut reading, &mut content)
            }
        }
        .unwrap();
        content.findings.append(reading.findings);
        let mut problems = Diagnostics::default();
        content.findings.tell(&dataset.returns.files, &mut problems);
        problems.sort();
        content.diagnostics.sort();
        let unread = content.diagnostics.iter();
        let unread: Vec<_> = unread.filter(|d| d.code == Code::UnevenRow).collect();
        format!(
            "{:?} {:?} {unread:?} {problems:?}",
            content.tables, content.unowned
        )
    }

    proptest! {
        #[test]
        fn a_table_read_in_parts_is_the_same(
            rows in proptest::collection::vec((0..4_usize, 0..3_usize, 0..5_usize), 0..40),
            size in 1_usize..600,
            quoted in proptest::option::of(0..40_usize),
        ) {
            const LA: [&str; 4] = ["E10000016", "Rutland", "nowhere", "886"];
            const YEAR: [&str; 3] = ["2023", "2024", ""];
            const REST: [&str; 5] = [
                "01/05/2022,S,C2,N1,U4,PR1,,,,QX1 1QX,QX2 2QX,",
                "bad,S,C2,N1,U4,PR1,,,,,,",
                "01/05/2022,S,C2,N1,U4",
                "01/05/2022,X,C9,N1,U4,PR1,01/06/2023,,,,,",
                "01/05/2022,S,C2,N1,K2,PR1,,,,,,,,extra",
            ];
            let mut text = HEADER.to_owned();
            for (at, (la, year, rest)) in rows.into_iter().enumerate() {
                let child = if quoted == Some(at) { format!("\"C\n{at}\"") } else { format!("C{at}") };
                text += &format!("{},{},{child},{}\n", LA[la], YEAR[year], REST[rest]);
            }
            prop_assert_eq!(content(&text, Some(size)), content(&text, None));
        }
    }
}
