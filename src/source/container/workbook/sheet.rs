//! A sheet as it is read, cell after cell, written as text: a line a row, so that a line of the text is a row
//! of the sheet, with tabs between cells.

use std::collections::BTreeMap;

use super::cell::Value;

/// The most rows of a sheet, as spreadsheets have it.
const MOST_ROWS: u32 = 1_048_576;

/// The most columns in which anything stands.
const MOST_COLUMNS: u32 = 1_000;

/// The most cells of a workbook in which anything stands.
const MOST_CELLS: u64 = 5_000_000;

/// The most cells of a workbook, with those in which nothing stands.
const MOST_EMPTY: u64 = 20_000_000;

/// The most bytes of text that a workbook may give.
const MOST_TEXT: usize = 256 << 20;

/// The most characters of a cell, as spreadsheets have it.
const LONGEST: usize = 32_767;

/// The longest text of a cell, in bytes, that is kept while it is read.
pub(super) const MOST_OF_A_CELL: usize = 1 << 20;

/// Rows with no more filled cells than that may be notes; a table has more columns.
const NOTE: usize = 1;

/// How much of a workbook has been read.
#[derive(Debug, Default)]
pub(super) struct Spent {
    cells: u64,
    empty: u64,
    text: usize,
}

/// Where a sheet goes beyond what is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(in crate::source) enum Beyond {
    #[error("a sheet has more than {MOST_ROWS} rows")]
    Rows,
    #[error("a sheet has something in more than {MOST_COLUMNS} columns")]
    Columns,
    #[error("its sheets have more than {MOST_CELLS} cells")]
    Cells,
    #[error("its sheets have more than {} MB of text", MOST_TEXT >> 20)]
    Text,
    #[error("a cell has more than {LONGEST} characters")]
    Cell,
    #[error("the rows of a sheet do not stand in their order")]
    Order,
}

/// Whether a sheet can be seen, and what is in it.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) is_hidden: bool,
    pub(super) content: SheetText,
}

/// A sheet that has been written.
#[derive(Debug)]
pub(super) struct Finished {
    pub(super) text: Vec<u8>,
    /// The rows of notes below the table, counted from 1, that are not in it.
    pub(super) notes: Option<(u32, u32)>,
}

/// The text of a sheet while it is written.
#[derive(Debug, Default)]
pub(super) struct SheetText {
    text: Vec<u8>,
    /// The row that is written, counted from 0, and its cells by column.
    row: u32,
    cells: BTreeMap<u32, String>,
    /// Cells that stand in rows below too, since they are merged: to which row, and what they say.
    merged: BTreeMap<u32, (u32, String)>,
    /// The widest row so far: what follows is filled up to it.
    width: u32,
    /// The first column in which anything stands so far: notes begin there.
    edge: Option<u32>,
    /// Rows at the end that may be notes: how far the text went before them, and which they are.
    notes: Option<(usize, u32, u32)>,
    /// Formulas without a result: how many, and where the first stands.
    pub(super) unresolved: Option<(u64, u32, u32)>,
    /// Numbers so long that digits are lost: how many, and where the first stands.
    pub(super) long_numbers: Option<(u64, u32, u32)>,
}

impl SheetText {
    /// Notes a cell in which nothing stands.
    pub(super) fn pass(&mut self, spent: &mut Spent) -> Result<(), Beyond> {
        spent.empty += 1;
        (spent.empty <= MOST_EMPTY)
            .then_some(())
            .ok_or(Beyond::Cells)
    }

    /// Notes a formula of which the workbook holds no result.
    pub(super) fn unresolved(&mut self, row: u32, column: u32) {
        count(&mut self.unresolved, row, column);
    }

    /// Takes a cell that reaches down to a row of its own or, merged, to one below. Rows come in order.
    pub(super) fn take(
        &mut self,
        (row, column, last_row): (u32, u32, u32),
        value: &Value<'_>,
        spent: &mut Spent,
    ) -> Result<(), Beyond> {
        let text = value.text();
        if text.trim().is_empty() {
            return self.pass(spent);
        }
        if row >= MOST_ROWS {
            return Err(Beyond::Rows);
        }
        if column >= MOST_COLUMNS {
            return Err(Beyond::Columns);
        }
        if text.len() > LONGEST && text.chars().count() > LONGEST {
            return Err(Beyond::Cell);
        }
        spent.cells += 1;
        spent.text += text.len() + 1;
        if spent.cells > MOST_CELLS {
            return Err(Beyond::Cells);
        }
        if spent.text > MOST_TEXT {
            return Err(Beyond::Text);
        }
        if value.is_long_number() {
            count(&mut self.long_numbers, row, column);
        }
        if row < self.row {
            return Err(Beyond::Order);
        }
        if row > self.row {
            self.end_row(spent)?;
            let between = usize::try_from(row - self.row).unwrap_or(0);
            self.text.resize(self.text.len() + between, b'\n');
            self.row = row;
        }
        if last_row > row {
            self.merged.insert(column, (last_row, text.clone()));
        }
        self.cells.insert(column, text);
        Ok(())
    }

    /// Writes the row that was begun, without its end.
    fn end_row(&mut self, spent: &mut Spent) -> Result<(), Beyond> {
        let row = self.row;
        if self.cells.is_empty() {
            return Ok(());
        }
        let own = self.cells.len();
        self.merged.retain(|_, (last, _)| *last >= row);
        for (column, (_, text)) in &self.merged {
            if !self.cells.contains_key(column) {
                spent.text += text.len();
                self.cells.insert(*column, text.clone());
            }
        }
        if spent.text > MOST_TEXT {
            return Err(Beyond::Text);
        }
        let first = self.cells.values().next().map_or("", String::as_str);
        let column = self.cells.keys().next().copied().unwrap_or_default();
        let is_at_edge = self.edge.is_none_or(|edge| column <= edge);
        if own <= NOTE && is_at_edge && self.width > 2 && first.trim().contains(' ') {
            let (start, from, _) = self.notes.unwrap_or((self.text.len(), row, row));
            self.notes = Some((start, from, row));
        } else {
            self.notes = None;
        }
        self.edge = Some(self.edge.map_or(column, |edge| edge.min(column)));
        let last = self.cells.keys().next_back().map_or(0, |column| column + 1);
        self.width = self.width.max(last);
        for column in 0..self.width {
            if column > 0 {
                self.text.push(b'\t');
            }
            if let Some(text) = self.cells.get(&column) {
                push_cell(&mut self.text, text);
            }
        }
        // What fills rows up counts too: a wide row makes all below it wide.
        spent.text += usize::try_from(self.width).unwrap_or(0);
        self.cells.clear();
        Ok(())
    }

    /// The sheet as a whole.
    pub(super) fn finish(mut self, spent: &mut Spent) -> Result<Finished, Beyond> {
        self.end_row(spent)?;
        let notes = self.notes.map(|(start, from, to)| {
            self.text.truncate(start);
            (from + 1, to + 1)
        });
        let end = self.text.iter().rposition(|byte| *byte != b'\n');
        self.text.truncate(end.map_or(0, |at| at + 1));
        if !self.text.is_empty() {
            self.text.push(b'\n');
        }
        Ok(Finished {
            text: self.text,
            notes,
        })
    }
}

fn count(so_far: &mut Option<(u64, u32, u32)>, row: u32, column: u32) {
    let (count, ..) = so_far.get_or_insert((0, row, column));
    *count += 1;
}

/// Writes a cell on one line, in quotation marks where it has one.
fn push_cell(out: &mut Vec<u8>, text: &str) {
    let is_quoted = text.contains('"');
    if is_quoted {
        out.push(b'"');
    }
    for byte in text.bytes() {
        match byte {
            b'"' => out.extend(b"\"\""),
            0..=0x1F | 0x7F => out.push(b' '),
            _ => out.push(byte),
        }
    }
    if is_quoted {
        out.push(b'"');
    }
}

/// How people call a place in a sheet: `C7`, from row and column counted from 0.
pub(super) fn called(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{}", row + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Cells<'c> = &'c [(u32, u32, u32, &'c str)];

    fn written(cells: Cells<'_>) -> (String, Option<(u32, u32)>) {
        let (mut sheet, mut spent) = (SheetText::default(), Spent::default());
        for (row, column, last, text) in cells {
            sheet
                .take((*row, *column, *last), &Value::Text(text), &mut spent)
                .unwrap();
        }
        let Finished { text, notes } = sheet.finish(&mut spent).unwrap();
        (String::from_utf8(text).unwrap(), notes)
    }

    #[test]
    fn a_line_is_a_row_and_rows_are_as_wide_as_those_above() {
        let (text, notes) = written(&[
            (1, 0, 1, "A title, of one cell"),
            (4, 0, 4, "CHILD"),
            (4, 1, 4, "SEX\nof it"),
            (4, 3, 4, "DOB"),
            (5, 1, 5, "say \"1\""),
        ]);
        assert_eq!(
            text,
            "\nA title, of one cell\n\n\nCHILD\tSEX of it\t\tDOB\n\t\"say \"\"1\"\"\"\t\t\n"
        );
        assert_eq!(notes, None);
    }

    #[test]
    fn notes_below_are_left_out_and_those_between_are_not() {
        let head = [(0, 0, 0, "A"), (0, 1, 0, "B"), (0, 2, 0, "C")];
        let notes = [
            (3, 0, 3, "Source: the return"),
            (5, 0, 5, "1. All children"),
        ];
        let (text, said) = written(&[&head[..], &notes].concat());
        assert_eq!((text.as_str(), said), ("A\tB\tC\n", Some((4, 6))));
        let (text, said) =
            written(&[&head[..], &notes, &[(6, 0, 6, "x"), (6, 1, 6, "y")]].concat());
        assert!(text.contains("Source") && said.is_none());
        let (text, _) = written(&[&head[..], &[(1, 0, 1, "0041001")]].concat());
        assert!(text.contains("0041001"), "an identifier is no note");
    }

    #[test]
    fn merged_cells_say_the_same_in_every_row_that_has_more() {
        let (text, _) = written(&[
            (0, 0, 2, "C1"),
            (0, 1, 0, "a"),
            (1, 1, 1, "b"),
            (3, 1, 3, "c"),
        ]);
        assert_eq!(text, "C1\ta\nC1\tb\n\n\tc\n");
    }

    #[test]
    fn what_goes_beyond_is_refused() {
        let (mut sheet, mut spent) = (SheetText::default(), Spent::default());
        let mut take = |row, column, text: &str| {
            sheet.take((row, column, row), &Value::Text(text), &mut spent)
        };
        assert_eq!(take(MOST_ROWS, 0, "a"), Err(Beyond::Rows));
        assert_eq!(take(0, MOST_COLUMNS, "a"), Err(Beyond::Columns));
        assert_eq!(take(0, 0, &"a".repeat(LONGEST + 1)), Err(Beyond::Cell));
        assert_eq!(take(MOST_ROWS - 1, 0, "a"), Ok(()));
        assert_eq!(take(3, 0, "a"), Err(Beyond::Order));
        let mut wide = SheetText::default();
        let mut spent = Spent::default();
        let mut fill = |row, column| wide.take((row, column, row), &Value::Text("a"), &mut spent);
        fill(0, MOST_COLUMNS - 1).unwrap();
        let refused = (1..MOST_ROWS).find_map(|row| fill(row, 0).err());
        assert_eq!(refused, Some(Beyond::Text));
    }

    #[test]
    fn places_have_the_names_that_people_use() {
        for (column, expected) in [
            (0, "A7"),
            (25, "Z7"),
            (26, "AA7"),
            (701, "ZZ7"),
            (702, "AAA7"),
        ] {
            assert_eq!(called(6, column), expected);
        }
    }
}
