//! A large table cut into parts at line ends, so that all cores can read it while memory holds a
//! few parts of it.

use std::io::{self, Read};

use super::open::{LONGEST_LINE, endless_line};

/// Whole lines of a table, without quotation marks.
pub(super) struct Part {
    pub(super) text: Vec<u8>,
    /// The line it begins on, counted from 1.
    pub(super) first_line: u64,
}

/// The parts of a table in order.
pub(super) struct Parts<R> {
    stream: R,
    /// What has been read and not given.
    ahead: Vec<u8>,
    line: u64,
    ended: bool,
}

impl<R: Read> Parts<R> {
    pub(super) fn of(stream: R) -> Self {
        Self {
            stream,
            ahead: Vec::new(),
            line: 1,
            ended: false,
        }
    }

    /// The next part, of about `size` bytes; none at the end of the table, and where a quotation
    /// mark stands in it: then lines may not be rows.
    ///
    /// # Errors
    /// Where the stream fails or a line has no end.
    pub(super) fn next(&mut self, size: usize) -> io::Result<Option<Part>> {
        let mut wanted = size;
        loop {
            self.read_up_to(wanted)?;
            if self.ahead.is_empty() || self.ahead.contains(&b'"') {
                return Ok(None);
            }
            let cut = match self.ahead.iter().rposition(|b| matches!(b, b'\n' | b'\r')) {
                _ if self.ended => self.ahead.len(),
                Some(at) => at + 1,
                None if self.ahead.len() > LONGEST_LINE => return Err(endless_line()),
                None => {
                    wanted += size;
                    continue;
                }
            };
            let rest = self.ahead.split_off(cut);
            let text = std::mem::replace(&mut self.ahead, rest);
            let first_line = self.line;
            self.line += text.iter().filter(|b| **b == b'\n').count() as u64;
            return Ok(Some(Part { text, first_line }));
        }
    }

    fn read_up_to(&mut self, size: usize) -> io::Result<()> {
        let more = size.saturating_sub(self.ahead.len());
        if !self.ended && more > 0 {
            self.ahead.reserve_exact(more);
            let read = (&mut self.stream)
                .take(more as u64)
                .read_to_end(&mut self.ahead)?;
            self.ended = read < more;
        }
        Ok(())
    }

    /// What has not been given, and the line it begins on.
    pub(super) fn rest(self) -> (impl Read, u64) {
        (io::Cursor::new(self.ahead).chain(self.stream), self.line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_without_end_is_an_error() {
        let mut parts = Parts::of(io::repeat(b'>'));
        assert!(parts.next(1 << 16).is_err());
    }

    proptest! {
        #[test]
        fn parts_are_whole_lines_and_make_the_whole(
            text in "[a,\n\r]{0,60}(\"[a,\n]{0,9})?",
            size in 1_usize..20,
        ) {
            let mut parts = Parts::of(text.as_bytes());
            let (mut given, mut line) = (Vec::new(), 1);
            while let Some(part) = parts.next(size).unwrap() {
                prop_assert_eq!(part.first_line, line);
                line += part.text.iter().filter(|b| **b == b'\n').count() as u64;
                given.extend_from_slice(&part.text);
                prop_assert!(given.ends_with(b"\n") || given.ends_with(b"\r") || given.len() == text.len());
            }
            let (mut rest, at) = parts.rest();
            prop_assert_eq!(at, line);
            let from = given.len();
            rest.read_to_end(&mut given).unwrap();
            prop_assert_eq!(given.as_slice(), text.as_bytes());
            prop_assert!(from == text.len() || text[from..].contains('"'));
        }
    }
}
