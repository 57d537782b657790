//! Workbooks of Excel up to 2003, `.xls`. Their reader makes every sheet as large as its farthest cells and gives
//! each cell a copy of its text, so that both are judged before it is asked, from the records of the file; what
//! a sheet says of its size is taken out.

use std::io::{Cursor, Read, Seek, Write};
use std::ops::Range;
use std::sync::Arc;

use calamine::{Data, Reader, Xls, XlsError};
use cfb::{CompoundFile as Compound, Version};

use crate::source::container::guard::guarded;
use crate::source::container::seeking::Seeking;
use crate::source::files::Bytes;

use super::cell::Value;
use super::excel::{date_of, fill, listed};
use super::fault::Fault;
use super::sheet::{Beyond, Sheet, SheetText, Spent};

/// The largest workbook that is opened, in bytes.
const LARGEST: u64 = 50 << 20;

/// The most cells of the rectangles around what stands in the sheets.
const MOST_AREA: u64 = 8_000_000;

/// The most characters of all cells.
const MOST_CHARACTERS: u64 = 64 << 20;

/// Reads the sheets, or one of them.
pub(super) fn read(
    bytes: &Arc<dyn Bytes>,
    only: Option<usize>,
    spent: &mut Spent,
) -> Result<Vec<Sheet>, Fault> {
    if bytes.open()?.size > LARGEST {
        return Err(Fault::Size(LARGEST >> 20));
    }
    let seeking = Seeking::of(bytes)?;
    let read = || {
        let mut book: Xls<Cursor<Vec<u8>>> = Xls::new(Cursor::new(harmless(seeking)?))?;
        let since_1904 = book.has_1904_epoch();
        let sheets = listed(book.sheets_metadata(), only)?;
        fill(sheets, |sheet| {
            read_sheet(&mut book, sheet, since_1904, spent)
        })
    };
    guarded(read).unwrap_or(Err(Fault::Damaged))
}

fn read_sheet(
    book: &mut Xls<Cursor<Vec<u8>>>,
    sheet: &mut Sheet,
    since_1904: bool,
    spent: &mut Spent,
) -> Result<(), Fault> {
    let merged = book.merge_cells_by_sheet_name(&sheet.name)?;
    let range = book.worksheet_range(&sheet.name)?;
    let (first_row, first_column) = range.start().unwrap_or_default();
    for (row, column, cell) in range.used_cells() {
        let place =
            |first: u32, at: usize| first.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
        let at = (place(first_row, row), place(first_column, column));
        let below = merged.iter().find(|merged| merged.start == at);
        let last = below.map_or(at.0, |merged| merged.end.0);
        take(
            &mut sheet.content,
            (at.0, at.1, last),
            (cell, since_1904),
            spent,
        )?;
    }
    Ok(())
}

fn take(
    sheet: &mut SheetText,
    at: (u32, u32, u32),
    (cell, since_1904): (&Data, bool),
    spent: &mut Spent,
) -> Result<(), Fault> {
    let error;
    #[allow(clippy::cast_precision_loss, reason = "a number as it is shown")]
    let value = match cell {
        Data::Empty => return Ok(sheet.pass(spent)?),
        Data::Int(number) => Value::Number(*number as f64),
        Data::Float(number) => Value::Number(*number),
        Data::String(text) => Value::Text(text),
        Data::Bool(truth) => Value::Truth(*truth),
        Data::DateTime(serial) => date_of(serial, since_1904),
        Data::DateTimeIso(text) => Value::IsoDate(text),
        Data::DurationIso(text) => Value::IsoTime(text),
        Data::Error(kind) => {
            error = kind.to_string();
            Value::Text(&error)
        }
    };
    Ok(sheet.take(at, &value, spent)?)
}

/// A compound file with nothing in it but the stream of the workbook, in which nothing says that it is larger
/// than it is.
fn harmless(file: impl Read + Seek) -> Result<Vec<u8>, Fault> {
    let mut file = Compound::open(file).map_err(|_| Fault::Damaged)?;
    if file.exists("/EncryptedPackage") {
        return Err(Fault::Password);
    }
    let named = ["/Workbook", "/Book"]
        .into_iter()
        .find(|name| file.is_stream(name));
    let name = named.ok_or(Fault::NoWorkbook)?;
    let mut stream = Vec::new();
    let read = file.open_stream(name).map_err(|_| Fault::Damaged)?;
    read.take(LARGEST)
        .read_to_end(&mut stream)
        .map_err(|_| Fault::Damaged)?;
    judge(&mut stream)?;
    // Of version 3: the reader takes one of version 4 without small streams for damaged.
    let mut plain = Compound::create_with_version(Version::V3, Cursor::new(Vec::new()))?;
    plain.create_stream(name)?.write_all(&stream)?;
    plain.flush()?;
    Ok(plain.into_inner().into_inner())
}

/// The records of a stream from a place on: their kind, and where their data stand.
fn records(stream: &[u8], mut at: usize) -> impl Iterator<Item = (u16, Range<usize>)> {
    std::iter::from_fn(move || {
        let (kind, size) = (number(stream, at)?, number(stream, at + 2)?);
        let data = at + 4..(at + 4 + usize::from(size)).min(stream.len());
        at += 4 + usize::from(size);
        Some((kind, data))
    })
}

fn number(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at + 2)?;
    Some(u16::from_le_bytes([*bytes.first()?, *bytes.get(1)?]))
}

const BOUND_SHEET: u16 = 0x0085;
const CONTINUE: u16 = 0x003C;
const DIMENSIONS: u16 = 0x0200;
const END: u16 = 0x000A;
const FORMULA: u16 = 0x0006;
const LABEL_SST: u16 = 0x00FD;
const MUL_RK: u16 = 0x00BD;
const SST: u16 = 0x00FC;

/// Records that hold a cell, with its row and column at the beginning.
const CELLS: [u16; 8] = [
    0x0203, 0x0204, 0x00D6, 0x0205, 0x027E, LABEL_SST, MUL_RK, FORMULA,
];

/// A kind that no record has.
const NONE: [u8; 2] = [0xFF, 0xFE];

/// The rectangle around cells.
#[derive(Default)]
struct Around {
    rows: Option<(u16, u16)>,
    columns: Option<(u16, u16)>,
}

impl Around {
    fn add(&mut self, row: u16, column: u16) {
        let widen = |range: &mut Option<(u16, u16)>, at: u16| {
            let (first, last) = range.unwrap_or((at, at));
            *range = Some((first.min(at), last.max(at)));
        };
        widen(&mut self.rows, row);
        widen(&mut self.columns, column);
    }

    fn area(&self) -> u64 {
        let length = |range: Option<(u16, u16)>| range.map_or(0, |(a, b)| u64::from(b - a) + 1);
        length(self.rows) * length(self.columns)
    }
}

/// Refuses what would cost more memory than any table, and takes out what sheets say of their size.
fn judge(stream: &mut [u8]) -> Result<(), Fault> {
    let lengths = shared_lengths(stream);
    let bound = records(stream, 0).filter(|(kind, _)| *kind == BOUND_SHEET);
    let starts: Vec<usize> = bound
        .filter_map(|(_, data)| {
            let start = stream.get(data)?.first_chunk::<4>()?;
            usize::try_from(u32::from_le_bytes(*start)).ok()
        })
        .collect();
    let (mut area, mut characters) = (0_u64, 0_u64);
    let mut said = Vec::new();
    for start in starts.into_iter().chain([0]) {
        let (mut all, mut formulas) = (Around::default(), Around::default());
        for (kind, data) in records(stream, start) {
            let from = data.start;
            if kind == DIMENSIONS {
                said.push(from - 4);
            }
            // Charts within a sheet end too, so that the end of the sheet is not told from theirs.
            if !CELLS.contains(&kind) {
                continue;
            }
            let (Some(row), Some(column)) = (number(stream, from), number(stream, from + 2)) else {
                continue;
            };
            all.add(row, column);
            match kind {
                FORMULA => formulas.add(row, column),
                MUL_RK => all.add(
                    row,
                    number(stream, data.end.saturating_sub(2)).unwrap_or(column),
                ),
                LABEL_SST => {
                    let text = number(stream, from + 6).zip(number(stream, from + 8));
                    let at =
                        text.map_or(0, |(low, high)| usize::from(low) | usize::from(high) << 16);
                    characters += u64::from(lengths.get(at).copied().unwrap_or(0));
                }
                _ => {}
            }
        }
        if start > 0 {
            area += all.area() + formulas.area();
        }
    }
    for at in said {
        if let Some(kind) = stream.get_mut(at..at + 2) {
            kind.copy_from_slice(&NONE);
        }
    }
    match (area > MOST_AREA, characters > MOST_CHARACTERS) {
        (true, _) => Err(Beyond::Cells.into()),
        (_, true) => Err(Beyond::Text.into()),
        _ => Ok(()),
    }
}

/// How many characters each of the texts has that cells share.
fn shared_lengths(stream: &[u8]) -> Vec<u16> {
    let mut pieces: Vec<&[u8]> = Vec::new();
    for (kind, data) in records(stream, 0) {
        match kind {
            SST if pieces.is_empty() => pieces.push(stream.get(data).unwrap_or_default()),
            CONTINUE if !pieces.is_empty() => pieces.push(stream.get(data).unwrap_or_default()),
            _ if !pieces.is_empty() => break,
            END => break,
            _ => {}
        }
    }
    let mut texts = Shared {
        pieces: &pieces,
        piece: 0,
        at: 8,
    };
    let mut lengths = Vec::new();
    while let Some(length) = texts.next_length() {
        lengths.push(length);
    }
    lengths
}

/// The shared texts of a workbook, in a record and those that continue it.
struct Shared<'p> {
    pieces: &'p [&'p [u8]],
    piece: usize,
    at: usize,
}

impl Shared<'_> {
    fn byte(&mut self) -> Option<u8> {
        loop {
            let piece = self.pieces.get(self.piece)?;
            if let Some(byte) = piece.get(self.at) {
                self.at += 1;
                return Some(*byte);
            }
            (self.piece, self.at) = (self.piece + 1, 0);
        }
    }

    fn number(&mut self, bytes: u32) -> Option<usize> {
        (0..bytes).try_fold(0, |number, at| {
            Some(number | usize::from(self.byte()?) << (8 * at))
        })
    }

    /// Passes the next text, and gives how many characters it has.
    fn next_length(&mut self) -> Option<u16> {
        let length = self.number(2)?;
        let flags = self.byte()?;
        let runs = if flags & 8 > 0 { self.number(2)? } else { 0 };
        let extra = if flags & 4 > 0 { self.number(4)? } else { 0 };
        let (mut left, mut is_wide) = (length, flags & 1 > 0);
        while left > 0 {
            if self.pieces.get(self.piece)?.len() <= self.at {
                (self.piece, self.at) = (self.piece + 1, 0);
                // Where a text goes on, it says anew how wide its characters are.
                is_wide = self.byte()? & 1 > 0;
            }
            let width = if is_wide { 2 } else { 1 };
            let here = self.pieces.get(self.piece)?.len().saturating_sub(self.at) / width;
            let passed = here.min(left);
            if passed == 0 {
                self.byte()?;
                continue;
            }
            self.at += passed * width;
            left -= passed;
        }
        let mut behind = (4 * runs).saturating_add(extra);
        while behind > 0 {
            let here = self.pieces.get(self.piece)?.len().saturating_sub(self.at);
            if here == 0 {
                (self.piece, self.at) = (self.piece + 1, 0);
                continue;
            }
            let passed = here.min(behind);
            self.at += passed;
            behind -= passed;
        }
        u16::try_from(length).ok()
    }
}

impl From<XlsError> for Fault {
    fn from(error: XlsError) -> Self {
        match error {
            XlsError::Password => Self::Password,
            XlsError::Io(error) => Self::from(error),
            _ => Self::Damaged,
        }
    }
}

#[cfg(test)]
mod tests;
