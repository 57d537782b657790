//! What both formats of the spreadsheet have in common: how high rows are, and which columns hold numbers.

use crate::report::{Cell, Column, Table};

/// Width of a sheet without a table, in characters.
pub(super) const WIDE: u8 = 110;

/// From this width, in characters, words of a column wrap.
pub(super) const WRAPS_FROM: u8 = 60;

/// Height of a line of the usual size, in points.
pub(super) const LINE: f64 = 15.75;

/// The highest that a row can be, in points.
const HIGHEST: f64 = 409.0;

/// Height of a row of so many lines, in points. Programs that measure rows do it for the screen and print them
/// lower than their words, so that every row of several lines is given one.
pub(super) fn height(lines: usize) -> f64 {
    let lines = f64::from(u16::try_from(lines).unwrap_or(u16::MAX));
    (LINE * lines).min(HIGHEST)
}

/// How many lines a text takes on a sheet without a table.
pub(super) fn text_lines(text: &str) -> usize {
    lines(text, letters(WIDE))
}

/// How many lines the words of a row take at most that wrap, one at least.
pub(super) fn cell_lines(cells: &[Cell], columns: &[Column]) -> usize {
    let wrapped = cells.iter().zip(columns).map(|(cell, column)| match cell {
        Cell::Text(text) if column.width >= WRAPS_FROM => lines(text, letters(column.width)),
        _ => 1,
    });
    wrapped.max().unwrap_or(1)
}

/// How many lines the headers of a table take at most, one at least. Bold letters are wider than the digits
/// that a width counts.
pub(super) fn header_lines(columns: &[Column]) -> usize {
    let lines = columns.iter().map(|column| {
        let width = (usize::from(column.width) * 4 / 5).max(1);
        lines(&column.header, width)
    });
    lines.max().unwrap_or(1)
}

/// Whether a column holds numbers or shorthand for them, which stand at the right, as its header then does.
pub(super) fn holds_numbers(table: &Table, at: usize) -> bool {
    let mut cells = table.rows.iter().filter_map(|row| row.get(at));
    cells.any(|cell| matches!(cell, Cell::Number { .. } | Cell::Sign(_)))
}

/// How many letters fit into a width, which counts digits: letters are narrower on average.
fn letters(width: u8) -> usize {
    usize::from(width) * 6 / 5
}

/// How many lines a text takes whose lines are of so many characters, broken between words; a longer word
/// takes lines of its own.
fn lines(text: &str, width: usize) -> usize {
    let (mut lines, mut used) = (1, 0);
    for word in text.split_whitespace() {
        let long = word.chars().count();
        let after = if used == 0 { long } else { used + 1 + long };
        if after <= width {
            used = after;
            continue;
        }
        lines += usize::from(used > 0) + long.saturating_sub(1) / width;
        used = long.saturating_sub(1) % width + 1;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words() {
        assert_eq!(lines("", 5), 1);
        assert_eq!(lines("one two", 7), 1);
        assert_eq!(lines("one two", 6), 2);
        assert_eq!(lines("a-long-word", 4), 3);
        assert_eq!(lines("one a-long-word", 4), 4);
    }

    #[test]
    fn no_row_is_higher_than_a_row_can_be() {
        assert_eq!(height(2), 31.5);
        assert_eq!(height(usize::MAX), HIGHEST);
    }
}
