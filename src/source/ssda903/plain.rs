//! The rows of a text without quotation marks, which is how case management systems write tables:
//! cut at line ends and delimiters, nothing copied.

use super::taking::Row;

/// The rows of a text without quotation marks, in order; blank lines are passed over.
pub(super) struct PlainRows<'t> {
    text: &'t [u8],
    delimiter: u8,
    at: usize,
    line: u64,
    row: PlainRow<'t>,
}

/// One row: its text, and where its cells end in it.
#[derive(Default)]
pub(super) struct PlainRow<'t> {
    text: &'t [u8],
    ends: Vec<usize>,
}

impl<'t> PlainRows<'t> {
    /// None where the text has a quotation mark: then cells may hold delimiters and line ends.
    pub(super) fn of(text: &'t [u8], delimiter: u8) -> Option<Self> {
        (!text.contains(&b'"')).then(|| Self::of_lines(text, delimiter, 1))
    }

    /// Those of a part that has no quotation mark and begins on a line.
    pub(super) fn of_lines(text: &'t [u8], delimiter: u8, first_line: u64) -> Self {
        Self {
            text,
            delimiter,
            at: 0,
            line: first_line,
            row: PlainRow::default(),
        }
    }

    /// The next row and the line it stands on.
    pub(super) fn next(&mut self) -> Option<(&PlainRow<'t>, u64)> {
        self.pass_blank_lines();
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        self.row.ends.clear();
        let mut length = rest.len();
        for (at, byte) in rest.iter().enumerate() {
            if *byte == self.delimiter {
                self.row.ends.push(at);
            } else if matches!(byte, b'\n' | b'\r') {
                length = at;
                break;
            }
        }
        self.row.ends.push(length);
        self.row.text = rest.get(..length).unwrap_or_default();
        self.at += length;
        Some((&self.row, self.line))
    }

    /// About how many rows there are still, were all as long as the last.
    pub(super) fn left(&self) -> usize {
        let left = self.text.len() - self.at;
        left / (self.row.text.len() + 1)
    }

    fn pass_blank_lines(&mut self) {
        while let Some(byte @ (b'\n' | b'\r')) = self.text.get(self.at) {
            self.line += u64::from(*byte == b'\n');
            self.at += 1;
        }
    }
}

impl Row for PlainRow<'_> {
    fn cells(&self) -> usize {
        self.ends.len()
    }

    fn cell(&self, at: usize) -> Option<&[u8]> {
        let end = *self.ends.get(at)?;
        let start = match at.checked_sub(1) {
            Some(before) => self.ends.get(before)? + 1,
            None => 0,
        };
        self.text.get(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::super::read::quoted_rows;
    use super::*;
    use proptest::prelude::*;

    type Rows = Vec<(Vec<Vec<u8>>, u64)>;

    fn cells(row: &impl Row) -> Vec<Vec<u8>> {
        (0..row.cells())
            .map(|at| row.cell(at).unwrap().to_vec())
            .collect()
    }

    fn plain(text: &[u8], delimiter: u8) -> Rows {
        let mut rows = PlainRows::of(text, delimiter).unwrap();
        let mut all = Vec::new();
        while let Some((row, line)) = rows.next() {
            all.push((cells(row), line));
        }
        all
    }

    #[test]
    fn rows_are_cut_at_line_ends_and_cells_at_delimiters() {
        let row = |cells: [&str; 2], line| (cells.map(|c| c.as_bytes().to_vec()).to_vec(), line);
        let expected = [row(["a", "b"], 1), row(["", " "], 3), row(["c", ""], 4)];
        for end in ["\n", "\r\n"] {
            let text = ["a,b", "", ", ", "c,"].join(end);
            assert_eq!(plain(text.as_bytes(), b','), expected);
        }
        assert!(PlainRows::of(b"a,\"b\n\"", b',').is_none());
    }

    proptest! {
        /// Lines are compared where the last one ends: without an end, the other reader counts
        /// blank lines before it as its own.
        #[test]
        fn they_are_those_of_a_reader_that_minds_quotation_marks(
            lines in proptest::collection::vec("[a ;,\t]{0,6}", 0..8),
            end in proptest::sample::select(vec!["\n", "\r\n"]),
            last_line_ends: bool,
        ) {
            let mut text = ["header", &lines.join(end)].join(end);
            if last_line_ends {
                text.push_str(end);
            }
            for delimiter in [b',', b';', b'\t'] {
                let mut quoted: Rows = Vec::new();
                quoted_rows(text.as_bytes(), delimiter, |row, line| {
                    quoted.push((cells(row), if last_line_ends { line } else { 0 }));
                })
                .unwrap();
                let mut plain = plain(text.as_bytes(), delimiter);
                if !last_line_ends {
                    plain.iter_mut().for_each(|(_, line)| *line = 0);
                }
                prop_assert_eq!(plain, quoted);
            }
        }
    }
}
