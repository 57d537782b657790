//! What a file is, told by its first bytes.

use std::io::{self, Read};

use crate::source::files::Bytes;

/// What bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::source) enum Content {
    /// A zip archive, which workbooks are too.
    Zip,
    /// A compound file: a workbook of the older kind, or one behind a password.
    Compound,
    /// A stream packed by gzip.
    Gzip,
    /// A page of HTML.
    Html,
    /// The XML that Excel of 2003 wrote.
    SpreadsheetXml,
    /// Anything else, which may be text.
    Other,
}

/// How far it is looked whether it is markup: most files are not, and there are many.
const GLANCE: u64 = 1 << 9;

/// How far it is looked what markup it is.
const SEARCH: u64 = 1 << 14;

impl Content {
    /// Looks at the first bytes.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub(in crate::source) fn of(bytes: &dyn Bytes) -> io::Result<Self> {
        // With room for one more the end is seen without growing.
        let mut start = Vec::with_capacity(GLANCE as usize + 1);
        let mut bytes = bytes.open()?.bytes;
        bytes.by_ref().take(GLANCE).read_to_end(&mut start)?;
        // Markup may have white space before it, as far as is looked.
        if first_sign(&start).is_none_or(|sign| sign == b'<') {
            bytes.take(SEARCH - GLANCE).read_to_end(&mut start)?;
        }
        Ok(Self::of_start(&start))
    }

    /// What begins so.
    pub(in crate::source) fn of_start(start: &[u8]) -> Self {
        const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
        if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
            Self::Zip
        } else if start.starts_with(COMPOUND) {
            Self::Compound
        } else if start.starts_with(&[0x1F, 0x8B]) {
            Self::Gzip
        } else if first_sign(start) == Some(b'<') {
            Self::of_markup(start)
        } else {
            Self::Other
        }
    }

    fn of_markup(start: &[u8]) -> Self {
        // In UTF-16 every second byte of such marks is nothing.
        let start: Vec<u8> = start.iter().filter(|byte| **byte != 0).copied().collect();
        let has = |mark: &[u8]| {
            start
                .windows(mark.len())
                .any(|part| part.eq_ignore_ascii_case(mark))
        };
        if has(b"urn:schemas-microsoft-com:office:spreadsheet") && !has(b"<html") {
            Self::SpreadsheetXml
        } else if has(b"<html") || has(b"<table") {
            Self::Html
        } else {
            Self::Other
        }
    }
}

/// The first byte that is neither of a byte order mark nor white space; in UTF-16 every second one is
/// nothing.
fn first_sign(start: &[u8]) -> Option<u8> {
    let is_passed =
        |b: &u8| b.is_ascii_whitespace() || matches!(b, 0 | 0xEF | 0xBB | 0xBF | 0xFE | 0xFF);
    start.iter().copied().find(|b| !is_passed(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_their_first_bytes() {
        for (start, expected) in [
            (&b"PK\x03\x04\x14\0"[..], Content::Zip),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0", Content::Compound),
            (b"\x1F\x8B\x08", Content::Gzip),
            (b"\xEF\xBB\xBF \r\n<HTML>", Content::Html),
            (b"\xFF\xFE<\0t\0a\0b\0l\0e\0", Content::Html),
            (b"<?xml version=\"1.0\"?><EXPSSDA903>", Content::Other),
            (
                b"<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
                Content::SpreadsheetXml,
            ),
            (b"CHILD,SEX", Content::Other),
            (b"PK,SEX", Content::Other),
            (b"", Content::Other),
        ] {
            assert_eq!(Content::of_start(start), expected, "{start:?}");
        }
    }
}
