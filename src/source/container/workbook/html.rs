//! Tables in HTML, which many systems write under the name of a workbook: every table is a sheet.

use std::sync::Arc;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use crate::source::files::Bytes;
use crate::source::text::decoded;

use super::cell::Value;
use super::fault::Fault;
use super::sheet::{MOST_OF_A_CELL, Sheet, Spent};

/// The largest file of HTML that is read, in bytes.
const LARGEST: u64 = 100 << 20;

/// Tables may lie this deep in one another.
const DEEPEST: usize = 32;

/// Reads the tables, or one of them.
pub(super) fn read(
    bytes: &Arc<dyn Bytes>,
    only: Option<usize>,
    spent: &mut Spent,
) -> Result<Vec<Sheet>, Fault> {
    let opened = bytes.open()?;
    if opened.size > LARGEST {
        return Err(Fault::Size(LARGEST >> 20));
    }
    let bytes = opened.whole()?;
    let text = decoded(&bytes).map_err(|_| Fault::Damaged)?;
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut page = Page {
        sheets: Vec::new(),
        open: Vec::new(),
        spent,
    };
    for token in Tokenizer::new_with_emitter(&*text, emitter) {
        match token {
            Ok(Token::StartTag(tag)) => page.start(&tag)?,
            Ok(Token::EndTag(tag)) => page.end(&tag.name)?,
            Ok(Token::String(text)) => page.text(&text),
            Ok(_) => {}
            Err(never) => match never {},
        }
    }
    while !page.open.is_empty() {
        page.end(b"table")?;
    }
    let mut sheets = page.sheets;
    if let Some(at) = only {
        return Ok(sheets.drain(..).skip(at).take(1).collect());
    }
    Ok(sheets)
}

/// The tables of a page while it is read.
struct Page<'s> {
    /// In the order in which they begin.
    sheets: Vec<Sheet>,
    /// Those that have begun and not ended, the innermost last.
    open: Vec<OpenTable>,
    spent: &'s mut Spent,
}

/// A table that has begun.
struct OpenTable {
    /// Its place among the sheets.
    at: usize,
    /// The row that is read; none before the first.
    row: Option<u32>,
    column: u32,
    cell: Option<OpenCell>,
    /// Columns that a cell above reaches into: how many rows are left.
    taken: Vec<(u32, u32)>,
}

struct OpenCell {
    text: String,
    columns: u32,
    rows: u32,
}

impl Page<'_> {
    fn start(&mut self, tag: &StartTag<()>) -> Result<(), Fault> {
        match tag.name.as_slice() {
            b"table" => {
                if self.open.len() >= DEEPEST {
                    return Err(Fault::Damaged);
                }
                self.open.push(OpenTable {
                    at: self.sheets.len(),
                    row: None,
                    column: 0,
                    cell: None,
                    taken: Vec::new(),
                });
                let name = format!("table {}", self.sheets.len() + 1);
                self.sheets.push(Sheet {
                    name,
                    ..Sheet::default()
                });
            }
            b"tr" => {
                self.end_cell()?;
                if let Some(table) = self.open.last_mut() {
                    table.next_row();
                }
            }
            b"td" | b"th" => {
                self.end_cell()?;
                if let Some(table) = self.open.last_mut() {
                    if table.row.is_none() {
                        table.next_row();
                    }
                    table.cell = Some(OpenCell {
                        text: String::new(),
                        columns: spanned(tag, b"colspan"),
                        rows: spanned(tag, b"rowspan"),
                    });
                }
            }
            b"br" | b"p" | b"div" | b"li" => self.text(b" "),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &[u8]) -> Result<(), Fault> {
        match name {
            b"td" | b"th" | b"tr" => self.end_cell(),
            b"table" => {
                self.end_cell()?;
                self.open.pop();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn text(&mut self, text: &[u8]) {
        let cell = self.open.last_mut().and_then(|table| table.cell.as_mut());
        if let Some(cell) = cell.filter(|cell| cell.text.len() < MOST_OF_A_CELL) {
            cell.text.push_str(&String::from_utf8_lossy(text));
        }
    }

    fn end_cell(&mut self) -> Result<(), Fault> {
        let Some(table) = self.open.last_mut() else {
            return Ok(());
        };
        let (Some(cell), Some(row)) = (table.cell.take(), table.row) else {
            return Ok(());
        };
        table.pass_taken(row);
        let column = table.column;
        table.column = column.saturating_add(cell.columns);
        let last = row.saturating_add(cell.rows - 1);
        if last > row {
            let columns = column..table.column.min(column + MOST_SPANNED);
            table.taken.extend(columns.map(|column| (column, last)));
        }
        // As it is shown: white space is one space.
        let words: Vec<&str> = cell.text.split_whitespace().collect();
        let text = words.join(" ");
        let Some(sheet) = self.sheets.get_mut(table.at) else {
            return Ok(());
        };
        let place = (row, column, last);
        Ok(sheet.content.take(place, &Value::Text(&text), self.spent)?)
    }
}

/// The most columns or rows that a cell may reach over.
const MOST_SPANNED: u32 = 1_000;

fn spanned(tag: &StartTag<()>, name: &[u8]) -> u32 {
    let said = tag.attributes.get(name);
    let said = said.and_then(|value| std::str::from_utf8(value).ok()?.trim().parse().ok());
    said.unwrap_or(1).clamp(1, MOST_SPANNED)
}

impl OpenTable {
    fn next_row(&mut self) {
        let next = self.row.map_or(0, |row| row.saturating_add(1));
        self.row = Some(next);
        self.column = 0;
        self.taken.retain(|(_, last)| *last >= next);
    }

    /// Goes past columns that a cell above reaches into.
    fn pass_taken(&mut self, row: u32) {
        let is_taken = |at: u32, taken: &[(u32, u32)]| {
            let above = taken.iter();
            above
                .clone()
                .any(|(column, last)| *column == at && *last >= row)
        };
        while is_taken(self.column, &self.taken) {
            self.column += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Memory;
    use crate::source::files::{Files, Holds};

    fn tables(page: &str) -> Vec<String> {
        let files = Memory::of([("a.xls", page)]);
        let Holds::File(bytes) = files.entries().unwrap().remove(0).holds else {
            panic!("a file")
        };
        let mut spent = Spent::default();
        let sheets = read(&bytes, None, &mut spent).unwrap();
        let texts = sheets
            .into_iter()
            .map(|sheet| sheet.content.finish(&mut spent).unwrap().text);
        texts.map(|text| String::from_utf8(text).unwrap()).collect()
    }

    #[test]
    fn every_table_is_a_sheet_with_its_cells_in_place() {
        let page = "<html><style>td { a: '<td>' }</style><table><tr><th>CHILD<th>A&amp;E</th></tr>\
            <tr><td>C1</td><td>a<br>b&nbsp;</td></tr></table>text<TABLE><TR><TD colspan=2>x</TD><TD>y</TD></TR></TABLE>";
        assert_eq!(tables(page), ["CHILD\tA&E\nC1\ta b\n", "x\t\ty\n"]);
    }

    #[test]
    fn cells_that_reach_down_push_those_below_aside() {
        let page = "<table><tr><td rowspan=2>C1<td>a<tr><td>b<tr><td>C2<td>c</table>";
        assert_eq!(tables(page), ["C1\ta\nC1\tb\nC2\tc\n"]);
    }

    #[test]
    fn a_table_in_a_table_is_one_of_its_own() {
        let page = "<table><tr><td>out<table><tr><td>in</table>side</td></tr></table>";
        assert_eq!(tables(page), ["outside\n", "in\n"]);
        assert_eq!(tables("</table><td>x</td><table>"), [""]);
        assert_eq!(tables("<table><tr><td>never closed"), ["never closed\n"]);
    }
}
