//! OpenDocument spreadsheets, `.ods`: the part `content.xml` as a stream of elements. What is repeated is
//! written as often as it is said only where something stands in it, and counted as it is.

use std::collections::BTreeSet;
use std::io::{BufReader, Read};
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::source::container::bounds::Bounded;
use crate::source::container::seeking::Seeking;
use crate::source::files::Bytes;

use super::cell::Value;
use super::excel::checked;
use super::fault::Fault;
use super::sheet::{MOST_OF_A_CELL, Sheet, SheetText, Spent};

/// Elements may lie this deep in one another.
const DEEPEST: usize = 128;

/// Reads the sheets, or one of them.
pub(super) fn read(
    bytes: &Arc<dyn Bytes>,
    only: Option<usize>,
    spent: &mut Spent,
) -> Result<Vec<Sheet>, Fault> {
    let mut archive = ZipArchive::new(checked(bytes)?).map_err(|_| Fault::Damaged)?;
    if is_encrypted(&mut archive)? {
        return Err(Fault::Password);
    }
    let part = archive.by_name("content.xml").map_err(|_| Fault::Damaged)?;
    let packed = part.compressed_size().max(1 << 22);
    let mut reading = Reading {
        only,
        path: Vec::new(),
        hidden: BTreeSet::new(),
        style: String::new(),
        sheets: Vec::new(),
        seen: 0,
        row: 0,
        repeated_rows: 1,
        row_cells: Vec::new(),
        column: 0,
        cell: None,
        spent,
    };
    let mut xml = quick_xml::Reader::from_reader(BufReader::new(Bounded::new(part, packed)));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = xml.read_event_into(&mut buffer).map_err(fault_of)?;
        match event {
            Event::Eof => break,
            Event::Empty(element) => {
                reading.start(&element)?;
                reading.end()?;
            }
            Event::Start(element) => reading.start(&element)?,
            Event::End(_) => reading.end()?,
            Event::Text(text) => reading.text(&text.xml10_content()),
            Event::CData(text) => reading.text(&text.xml10_content()),
            Event::GeneralRef(entity) => reading.entity(&entity),
            _ => {}
        }
    }
    if !reading.path.is_empty() {
        return Err(Fault::Damaged);
    }
    Ok(reading.sheets)
}

fn fault_of(error: quick_xml::Error) -> Fault {
    match error {
        quick_xml::Error::Io(error) => {
            let copied = std::io::Error::new(error.kind(), error.to_string());
            let inner = Arc::try_unwrap(error).unwrap_or(copied);
            Fault::from(inner)
        }
        _ => Fault::Damaged,
    }
}

/// Whether the archive says that its parts are encrypted.
fn is_encrypted(archive: &mut ZipArchive<Seeking>) -> Result<bool, Fault> {
    let part = match archive.by_name("META-INF/manifest.xml") {
        Ok(part) => part,
        Err(ZipError::FileNotFound) => return Ok(false),
        Err(_) => return Err(Fault::Damaged),
    };
    let mut xml = quick_xml::Reader::from_reader(BufReader::new(part.take(16 << 20)));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(e) | Event::Empty(e))
                if e.local_name().as_ref() == "encryption-data" =>
            {
                return Ok(true);
            }
            Ok(Event::Eof) | Err(_) => return Ok(false),
            Ok(_) => {}
        }
    }
}

/// What an element is here, with its namespace's usual name left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Element {
    Style,
    Spreadsheet,
    Table,
    Row,
    Cell,
    Paragraph,
    /// A note of a reader, or anything drawn: what stands in it is no value.
    Apart,
    Other,
}

/// A cell while it is read.
struct OpenCell {
    column: u32,
    repeated: u32,
    rows: u32,
    kind: String,
    value: Option<String>,
    is_formula: bool,
    text: String,
    paragraphs: usize,
}

/// Where the reading is.
struct Reading<'s> {
    only: Option<usize>,
    path: Vec<Element>,
    /// Styles of tables that are not shown.
    hidden: BTreeSet<String>,
    style: String,
    sheets: Vec<Sheet>,
    /// How many tables have begun.
    seen: usize,
    row: u32,
    repeated_rows: u32,
    row_cells: Vec<OpenCell>,
    column: u32,
    cell: Option<OpenCell>,
    spent: &'s mut Spent,
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = element.attributes();
    let mut all = all.with_checks(false).flatten();
    let found = all.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(
        found
            .normalized_value(quick_xml::XmlVersion::Explicit1_0)
            .ok()?
            .into_owned(),
    )
}

fn repeated(element: &BytesStart<'_>, name: &str) -> u32 {
    let said = attribute(element, name);
    said.and_then(|said| said.trim().parse().ok())
        .unwrap_or(1)
        .max(1)
}

impl Reading<'_> {
    fn within(&self, element: Element) -> bool {
        self.path.contains(&element)
    }

    /// Whether the sheet that is read is one that is wanted and can be seen.
    fn is_read(&self) -> bool {
        let last = self.sheets.last().is_some_and(|sheet| !sheet.is_hidden);
        last && self.only.is_none_or(|only| only + 1 == self.seen)
    }

    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), Fault> {
        if self.path.len() >= DEEPEST {
            return Err(Fault::Damaged);
        }
        let kind = self.kind_of(element);
        match kind {
            Element::Style => self.style = attribute(element, "name").unwrap_or_default(),
            Element::Table => self.start_table(element),
            Element::Row => {
                self.repeated_rows = repeated(element, "number-rows-repeated");
                self.column = 0;
            }
            Element::Cell => self.start_cell(element),
            Element::Paragraph => {
                if let Some(cell) = &mut self.cell {
                    if cell.paragraphs > 0 {
                        cell.text.push(' ');
                    }
                    cell.paragraphs += 1;
                }
            }
            Element::Other => self.start_other(element),
            Element::Spreadsheet | Element::Apart => {}
        }
        self.path.push(kind);
        Ok(())
    }

    fn kind_of(&self, element: &BytesStart<'_>) -> Element {
        let name = element.local_name();
        let parent = self.path.iter().rev().find(|kind| **kind != Element::Other);
        match (name.as_ref(), parent) {
            (_, Some(Element::Apart)) => Element::Apart,
            ("style", None) => Element::Style,
            ("spreadsheet", None) => Element::Spreadsheet,
            ("tracked-changes" | "shapes" | "annotation" | "frame" | "custom-shape", _) => {
                Element::Apart
            }
            ("table", Some(Element::Spreadsheet)) => Element::Table,
            // A table within a cell is no table of the sheet.
            ("table", Some(_)) => Element::Apart,
            ("table-row", Some(Element::Table)) => Element::Row,
            ("table-cell" | "covered-table-cell", Some(Element::Row)) => Element::Cell,
            ("p" | "h", Some(Element::Cell)) => Element::Paragraph,
            _ => Element::Other,
        }
    }

    fn start_other(&mut self, element: &BytesStart<'_>) {
        let name = element.local_name();
        if name.as_ref() == "table-properties" && self.within(Element::Style) {
            if attribute(element, "display").as_deref() == Some("false") {
                self.hidden.insert(self.style.clone());
            }
            return;
        }
        if !self.within(Element::Paragraph) {
            return;
        }
        match name.as_ref() {
            "s" => {
                let count = repeated(element, "c").min(1_000);
                (0..count).for_each(|_| self.text(" "));
            }
            "tab" | "line-break" => self.text(" "),
            _ => {}
        }
    }

    fn start_table(&mut self, element: &BytesStart<'_>) {
        let style = attribute(element, "style-name").unwrap_or_default();
        self.seen += 1;
        self.row = 0;
        if self.only.is_some_and(|only| only + 1 != self.seen) {
            return;
        }
        self.sheets.push(Sheet {
            name: attribute(element, "name").unwrap_or_default(),
            is_hidden: self.hidden.contains(&style),
            content: SheetText::default(),
        });
    }

    fn start_cell(&mut self, element: &BytesStart<'_>) {
        let is_covered = element.local_name().as_ref() == "covered-table-cell";
        let kind = attribute(element, "value-type").unwrap_or_default();
        let holds = match kind.as_str() {
            "date" => "date-value",
            "time" => "time-value",
            "boolean" => "boolean-value",
            "string" => "string-value",
            _ => "value",
        };
        self.cell = Some(OpenCell {
            column: self.column,
            repeated: repeated(element, "number-columns-repeated"),
            rows: if is_covered {
                1
            } else {
                repeated(element, "number-rows-spanned")
            },
            value: attribute(element, holds),
            kind,
            is_formula: attribute(element, "formula").is_some(),
            text: String::new(),
            paragraphs: 0,
        });
    }

    fn end(&mut self) -> Result<(), Fault> {
        match self.path.pop() {
            Some(Element::Cell) => self.end_cell(),
            Some(Element::Row) => self.end_row()?,
            None => return Err(Fault::Damaged),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if !matches!(self.path.last(), Some(Element::Paragraph | Element::Other))
            || !self.within(Element::Paragraph)
        {
            return;
        }
        if let Some(cell) = self
            .cell
            .as_mut()
            .filter(|cell| cell.text.len() < MOST_OF_A_CELL)
        {
            cell.text.push_str(text);
        }
    }

    fn entity(&mut self, name: &quick_xml::events::BytesRef<'_>) {
        let character = match name.resolve_char_ref() {
            Ok(Some(character)) => character,
            _ => match &**name {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                "apos" => '\'',
                _ => '?',
            },
        };
        self.text(character.encode_utf8(&mut [0; 4]));
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        self.column = self.column.saturating_add(cell.repeated);
        let is_blank = cell.kind.is_empty() && cell.text.trim().is_empty();
        // A sheet is as wide as a spreadsheet can be: the last cell of a row stands for all that are blank.
        if self.is_read() && (!is_blank || cell.is_formula) {
            self.row_cells.push(cell);
        }
    }

    fn end_row(&mut self) -> Result<(), Fault> {
        let cells = std::mem::take(&mut self.row_cells);
        let (first, count) = (self.row, self.repeated_rows);
        self.row = self.row.saturating_add(count);
        if cells.is_empty() {
            return Ok(());
        }
        let Some(sheet) = self.sheets.last_mut() else {
            return Ok(());
        };
        for row in first..self.row {
            for cell in &cells {
                let blank = cell.kind.is_empty() && cell.text.trim().is_empty();
                if blank {
                    sheet.content.unresolved(row, cell.column);
                    continue;
                }
                let value = cell.value();
                for column in cell.column..cell.column.saturating_add(cell.repeated) {
                    let last = row.saturating_add(cell.rows - 1);
                    sheet
                        .content
                        .take((row, column, last), &value, self.spent)?;
                }
            }
        }
        Ok(())
    }
}

impl OpenCell {
    fn value(&self) -> Value<'_> {
        let given = self.value.as_deref();
        let number = || given.and_then(|value| value.trim().parse::<f64>().ok());
        match (self.kind.as_str(), given) {
            ("float" | "percentage" | "currency", _) => {
                number().map_or(Value::Text(&self.text), Value::Number)
            }
            ("date", Some(day)) => Value::IsoDate(day),
            ("time", Some(time)) => Value::IsoTime(time),
            ("boolean", Some(truth)) => Value::Truth(truth.trim() == "true"),
            ("string", Some(text)) if self.paragraphs == 0 => Value::Text(text),
            _ => Value::Text(&self.text),
        }
    }
}
