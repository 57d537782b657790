//! Workbooks of Excel, `.xlsx`, `.xlsm` and `.xlsb`, cell after cell: what a sheet says of its size is not
//! believed, and nothing is made as large as that.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufReader, Read};
use std::sync::Arc;

use calamine::{
    Cell, DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsb, XlsbError, Xlsx, XlsxError,
};
use quick_xml::events::Event;
use zip::ZipArchive;

use crate::source::container::bounds::{MOST_BYTES, MOST_IN_ALL, TooMuch};
use crate::source::container::guard::guarded;
use crate::source::container::seeking::Seeking;
use crate::source::files::Bytes;

use super::cell::Value;
use super::fault::Fault;
use super::sheet::{Sheet, SheetText, Spent};

/// The largest workbook that is opened, in bytes.
const LARGEST: u64 = 100 << 20;

/// The most bytes of the texts that its sheets share, which are all kept.
const MOST_SHARED: u64 = 256 << 20;

/// The fewest bytes that a shared text takes in its part.
const LEAST_SHARED: u64 = 8;

/// The archive that a workbook is, where none of its parts is too large. The reader of workbooks keeps shared
/// texts, and makes room for as many as the workbook says: so that is looked at first.
pub(super) fn checked(bytes: &Arc<dyn Bytes>) -> Result<Seeking, Fault> {
    let opened = bytes.open()?;
    if opened.size > LARGEST {
        return Err(Fault::Size(LARGEST >> 20));
    }
    let seeking = Seeking::of(bytes)?;
    let mut archive = ZipArchive::new(seeking.clone()).map_err(|_| Fault::Damaged)?;
    let mut in_all = 0_u64;
    for at in 0..archive.len() {
        let part = archive.by_index_data(at).map_err(|_| Fault::Damaged)?;
        if part.encrypted() {
            return Err(Fault::Password);
        }
        let size = part.size();
        if size > MOST_BYTES {
            return Err(Fault::Expands(TooMuch::Bytes));
        }
        in_all = in_all.saturating_add(size);
        if in_all > MOST_IN_ALL {
            return Err(Fault::Parts(MOST_IN_ALL >> 20));
        }
        let name = part.name().map_err(|_| Fault::Damaged)?.to_lowercase();
        if name.ends_with("sharedstrings.xml") {
            if size > MOST_SHARED {
                return Err(Fault::Parts(MOST_SHARED >> 20));
            }
            let part = archive.by_index(at).map_err(|_| Fault::Damaged)?;
            check_shared(part, size)?;
        }
    }
    Ok(seeking)
}

/// Refuses a part of shared texts that says that it has more than can be in it.
fn check_shared(part: impl Read, size: u64) -> Result<(), Fault> {
    let mut xml = quick_xml::Reader::from_reader(BufReader::new(part));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml
            .read_event_into(&mut buffer)
            .map_err(|_| Fault::Damaged)?
        {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "sst" =>
            {
                let said = element.attributes().flatten();
                let mut said =
                    said.filter(|attribute| attribute.key.local_name().as_ref() == "uniqueCount");
                let lies = said.any(|attribute| {
                    let count = attribute.value.trim().parse::<u64>();
                    count.map_or(true, |count| count > size / LEAST_SHARED)
                });
                return if lies { Err(Fault::Lies) } else { Ok(()) };
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Reads the sheets of an `.xlsx`.
pub(super) fn xlsx(
    bytes: &Arc<dyn Bytes>,
    only: Option<usize>,
    spent: &mut Spent,
) -> Result<Vec<Sheet>, Fault> {
    let archive = checked(bytes)?;
    let read = || {
        let mut book: Xlsx<Seeking> = Xlsx::new(archive)?;
        let sheets = listed(book.sheets_metadata(), only)?;
        fill(sheets, |sheet| read_xlsx_sheet(&mut book, sheet, spent))
    };
    guarded(read).unwrap_or(Err(Fault::Damaged))
}

fn read_xlsx_sheet(
    book: &mut Xlsx<Seeking>,
    sheet: &mut Sheet,
    spent: &mut Spent,
) -> Result<(), Fault> {
    let since_1904 = book.has_1904_epoch();
    let merged = book.merge_cells_by_sheet_name(&sheet.name)?;
    let below = merged
        .into_iter()
        .filter(|merged| merged.end.0 > merged.start.0);
    let below: BTreeMap<(u32, u32), u32> = below.map(|m| (m.start, m.end.0)).collect();
    let mut cells = match book.worksheet_cells_reader(&sheet.name) {
        Err(XlsxError::NotAWorksheet(_)) => return Ok(()),
        other => other?,
    };
    while let Some(cell) = cells.next_cell_with_formula_metadata()? {
        let at = (
            cell.pos.0,
            cell.pos.1,
            below.get(&cell.pos).copied().unwrap_or(cell.pos.0),
        );
        if cell.formula.is_some() && matches!(cell.value, DataRef::Empty) {
            sheet.content.unresolved(at.0, at.1);
        }
        take(&mut sheet.content, at, (&cell.value, since_1904), spent)?;
    }
    Ok(())
}

/// Reads the sheets of an `.xlsb`.
pub(super) fn xlsb(
    bytes: &Arc<dyn Bytes>,
    only: Option<usize>,
    spent: &mut Spent,
) -> Result<Vec<Sheet>, Fault> {
    let archive = checked(bytes)?;
    let read = || {
        let mut book: Xlsb<Seeking> = Xlsb::new(archive)?;
        let since_1904 = book.has_1904_epoch();
        let sheets = listed(book.sheets_metadata(), only)?;
        fill(sheets, |sheet| {
            let mut cells = book.worksheet_cells_reader(&sheet.name)?;
            while let Some(cell) = cells.next_cell()? {
                let (row, column) = Cell::get_position(&cell);
                let value = (cell.get_value(), since_1904);
                take(&mut sheet.content, (row, column, row), value, spent)?;
            }
            Ok(())
        })
    };
    guarded(read).unwrap_or(Err(Fault::Damaged))
}

/// The sheets of cells of a workbook, in order, or one of them; nothing is in them yet.
pub(super) fn listed(sheets: &[calamine::Sheet], only: Option<usize>) -> Result<Vec<Sheet>, Fault> {
    let cells = sheets
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let mut names = BTreeSet::new();
    let mut all = Vec::new();
    for sheet in cells {
        // Found by name, the first would be read twice and the second never.
        if !names.insert(&sheet.name) {
            return Err(Fault::Damaged);
        }
        all.push(Sheet {
            name: sheet.name.clone(),
            is_hidden: sheet.visible != SheetVisible::Visible,
            content: SheetText::default(),
        });
    }
    Ok(match only {
        Some(at) => all.into_iter().skip(at).take(1).collect(),
        None => all,
    })
}

/// Reads what is in the sheets that can be seen.
pub(super) fn fill(
    mut sheets: Vec<Sheet>,
    mut read: impl FnMut(&mut Sheet) -> Result<(), Fault>,
) -> Result<Vec<Sheet>, Fault> {
    sheets
        .iter_mut()
        .filter(|sheet| !sheet.is_hidden)
        .try_for_each(&mut read)?;
    Ok(sheets)
}

/// Takes a cell, whatever it holds.
fn take(
    sheet: &mut SheetText,
    at: (u32, u32, u32),
    (cell, since_1904): (&DataRef<'_>, bool),
    spent: &mut Spent,
) -> Result<(), Fault> {
    let error;
    #[allow(clippy::cast_precision_loss, reason = "a number as it is shown")]
    let value = match cell {
        DataRef::Empty => return Ok(sheet.pass(spent)?),
        DataRef::Int(number) => Value::Number(*number as f64),
        DataRef::Float(number) => Value::Number(*number),
        DataRef::String(text) => Value::Text(text),
        DataRef::SharedString(text) => Value::Text(text),
        DataRef::Bool(truth) => Value::Truth(*truth),
        DataRef::DateTime(serial) => date_of(serial, since_1904),
        DataRef::DateTimeIso(text) => Value::IsoDate(text),
        DataRef::DurationIso(text) => Value::IsoTime(text),
        DataRef::Error(kind) => {
            error = kind.to_string();
            Value::Text(&error)
        }
    };
    Ok(sheet.take(at, &value, spent)?)
}

/// A date or a duration.
pub(super) fn date_of(serial: &ExcelDateTime, since_1904: bool) -> Value<'static> {
    if serial.is_duration() {
        return Value::Time(serial.as_f64());
    }
    Value::Date {
        serial: serial.as_f64(),
        since_1904,
    }
}

impl From<XlsxError> for Fault {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::Password => Self::Password,
            XlsxError::Io(error) => Self::from(error),
            _ => Self::Damaged,
        }
    }
}

impl From<XlsbError> for Fault {
    fn from(error: XlsbError) -> Self {
        match error {
            XlsbError::Password => Self::Password,
            XlsbError::Io(error) => Self::from(error),
            _ => Self::Damaged,
        }
    }
}
