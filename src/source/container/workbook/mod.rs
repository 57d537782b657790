//! Workbooks: every sheet that can be seen is a table of its own, as text.

mod cell;
mod excel;
mod fault;
mod html;
mod ods;
mod sheet;
mod told;
mod xls;

use std::fmt;
use std::io::{self, Cursor};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::diagnostic::Diagnostic;
use crate::source::files::{Bytes, NamedBytes, Opened};
use crate::source::shape::{Recognition, nearest};
use crate::source::table::Table;

use super::archive::ZippedWorkbook;
pub(in crate::source) use fault::Fault;
use sheet::{Finished, Sheet, Spent};

/// Which kind of workbook a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::source) enum Kind {
    /// A zip archive of parts.
    Zipped(ZippedWorkbook),
    /// A compound file, `.xls`; or a workbook behind a password, or another document.
    Compound,
    /// Tables in HTML.
    Html,
    /// The XML that Excel of 2003 wrote, which is not read.
    SpreadsheetXml,
}

/// Reads the sheets that can be seen, or one of them, by its place among all.
fn read(
    bytes: &Arc<dyn Bytes>,
    kind: Kind,
    only: Option<usize>,
) -> Result<(Vec<Sheet>, Spent), Fault> {
    let mut spent = Spent::default();
    let sheets = match kind {
        Kind::Zipped(ZippedWorkbook::Xlsx) => excel::xlsx(bytes, only, &mut spent),
        Kind::Zipped(ZippedWorkbook::Xlsb) => excel::xlsb(bytes, only, &mut spent),
        Kind::Zipped(ZippedWorkbook::Ods) => ods::read(bytes, only, &mut spent),
        Kind::Compound => xls::read(bytes, only, &mut spent),
        Kind::Html => html::read(bytes, only, &mut spent),
        Kind::SpreadsheetXml => Err(Fault::SpreadsheetXml),
    }?;
    Ok((sheets, spent))
}

/// How many bytes of text are kept of all workbooks of a dataset; what is more is read again when it is
/// asked for.
const KEPT: usize = 64 << 20;

/// How many bytes of text of all workbooks may still be kept.
pub(in crate::source) struct Room(AtomicUsize);

impl Default for Room {
    fn default() -> Self {
        Self(AtomicUsize::new(KEPT))
    }
}

impl Room {
    fn take(&self, size: usize) -> bool {
        let left = |left: usize| left.checked_sub(size);
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, left)
            .is_ok()
    }
}

/// A sheet as text.
struct SheetBytes {
    book: Arc<dyn Bytes>,
    kind: Kind,
    /// Its place among the sheets.
    at: usize,
    text: Option<Arc<Vec<u8>>>,
}

impl fmt::Debug for SheetBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SheetBytes({})", self.at)
    }
}

/// Bytes in memory that several may read.
struct Shared(Arc<Vec<u8>>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Bytes for SheetBytes {
    fn open(&self) -> io::Result<Opened> {
        let text = match &self.text {
            Some(text) => Arc::clone(text),
            None => Arc::new(self.read_again()?),
        };
        Ok(Opened {
            size: text.len() as u64,
            bytes: Box::new(Cursor::new(Shared(text))),
        })
    }

    fn stored(&self) -> Option<Arc<dyn Bytes>> {
        Some(Arc::clone(&self.book))
    }
}

impl SheetBytes {
    fn read_again(&self) -> io::Result<Vec<u8>> {
        let read = read(&self.book, self.kind, Some(self.at));
        let (mut sheets, mut spent) = read.map_err(|fault| io::Error::other(fault.to_string()))?;
        let changed = || io::Error::other("the workbook was changed while it was read");
        let sheet = sheets.pop().ok_or_else(changed)?;
        let finished = sheet.content.finish(&mut spent);
        Ok(finished.map_err(io::Error::other)?.text)
    }
}

/// A sheet that has been read.
struct ReadTable {
    at: usize,
    name: String,
    text: Vec<u8>,
    is_known: bool,
    /// Whether it seems to have all columns of a kind under other names.
    is_near: bool,
}

/// The tables of a workbook, and what is said of the rest of it. Where none is known, all are given on, so that
/// each is told what it lacks.
pub(in crate::source) fn tables(
    file: NamedBytes,
    kind: Kind,
    (mapping, room): (&[(&'static str, String)], &Room),
) -> (Vec<NamedBytes>, Vec<Diagnostic>) {
    let (sheets, mut spent) = match read(&file.bytes, kind, None) {
        Ok(read) => read,
        Err(fault) => return (Vec::new(), vec![fault.diagnostic(&file.name)]),
    };
    let mut told = told::Told::default();
    let mut tables = Vec::new();
    for (at, sheet) in sheets.into_iter().enumerate() {
        if sheet.is_hidden {
            told.hidden.push(sheet.name);
            continue;
        }
        let (unresolved, long) = (sheet.content.unresolved, sheet.content.long_numbers);
        let Finished { text, notes } = match sheet.content.finish(&mut spent) {
            Ok(finished) => finished,
            Err(beyond) => return (Vec::new(), vec![Fault::from(beyond).diagnostic(&file.name)]),
        };
        if text.is_empty() {
            told.empty.push(sheet.name);
            continue;
        }
        let (is_known, is_near) = what_is(&text, mapping);
        if is_known {
            told.note(&file.name, &sheet.name, (unresolved, long, notes));
        }
        tables.push(ReadTable {
            at,
            name: sheet.name,
            text,
            is_known,
            is_near,
        });
    }
    let any_known = tables.iter().any(|table| table.is_known);
    let mut named = Vec::new();
    for table in tables {
        if any_known && !table.is_known && !table.is_near {
            told.other.push(table.name);
            continue;
        }
        let keeps = room.take(table.text.len());
        let bytes = SheetBytes {
            book: Arc::clone(&file.bytes),
            kind,
            at: table.at,
            text: keeps.then(|| Arc::new(table.text)),
        };
        named.push(NamedBytes {
            sheet: Some(table.name),
            bytes: Arc::new(bytes),
            ..file.clone()
        });
    }
    (named, told.into_diagnostics(&file.name))
}

/// Whether the text of a sheet has the head of a known table, or nearly, and whether it seems to have it in
/// other words.
fn what_is(text: &[u8], mapping: &[(&'static str, String)]) -> (bool, bool) {
    let table = std::str::from_utf8(text).ok();
    let Some(table) = table.and_then(|text| Table::open_by("", text, mapping)) else {
        return (false, false);
    };
    let is_known = !matches!(table.recognition, Recognition::Unknown { .. });
    (
        is_known,
        nearest(&table.header).is_some_and(|near| near.is_meant()),
    )
}
