//! From the bytes of a file to its text: unpacking and encodings.

use std::borrow::Cow;
use std::io::{self, Read};

use encoding_rs::{Encoding, MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1252};
use flate2::read::MultiGzDecoder;

use super::container::bounds::{Bounded, TooMuch};

/// Why bytes are not text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// The gzip stream is damaged or cut short.
    #[error("the compressed file is damaged or cut short: {0}")]
    Gzip(String),
    /// The gzip stream unpacks to more than is read.
    #[error("the compressed file is too large: {0}")]
    Expands(String),
    /// A spreadsheet or another zip archive.
    #[error("this is a workbook or a zip archive that has been packed once more")]
    Archive,
    /// Binary data.
    #[error("this file holds binary data, not text")]
    Binary,
    /// The last character is incomplete.
    #[error("the file ends in the middle of a character")]
    CutCharacter,
}

/// Unpacks a gzip file; other bytes pass through.
///
/// # Errors
/// Where the bytes begin as gzip does and the rest is damaged, absent, or unpacks to far more than a
/// table would.
pub fn unpacked(bytes: Vec<u8>) -> Result<Vec<u8>, TextError> {
    if !bytes.starts_with(&[0x1F, 0x8B]) {
        return Ok(bytes);
    }
    let mut plain = Vec::new();
    let size = bytes.len() as u64;
    unpacking(bytes.as_slice(), size)
        .read_to_end(&mut plain)
        .map_err(|error| TextError::of_gzip(&error))?;
    Ok(plain)
}

/// What comes out of a gzip stream of so many bytes, as long as it is no more than a table is.
pub(super) fn unpacking<R: Read>(packed: R, size: u64) -> Bounded<MultiGzDecoder<R>> {
    Bounded::new(MultiGzDecoder::new(packed), size)
}

impl TextError {
    /// Why a gzip stream could not be unpacked.
    pub(super) fn of_gzip(error: &io::Error) -> Self {
        match TooMuch::of(error) {
            Some(too_much) => Self::Expands(too_much.to_string()),
            None => Self::Gzip(error.to_string()),
        }
    }
}

/// The text in UTF-8, from UTF-8 with or without a byte order mark, UTF-16 with one,
/// Windows-1252 or Mac Roman. UTF-8 is not copied.
///
/// # Errors
/// Where the bytes are no text.
pub fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, TextError> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes)
        && (encoding == UTF_16LE || encoding == UTF_16BE)
    {
        return decoded_utf16(encoding, bytes.get(length..).unwrap_or_default());
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(TextError::Archive);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if is_binary(bytes) {
        return Err(TextError::Binary);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(error)
            if error.error_len().is_none()
                && bytes.len() - error.valid_up_to() < 4
                && error.valid_up_to() > 0
                && has_multibyte(bytes.get(..error.valid_up_to()).unwrap_or_default()) =>
        {
            Err(TextError::CutCharacter)
        }
        Err(_) => Ok(Cow::Owned(single_byte(bytes))),
    }
}

fn decoded_utf16<'b>(
    encoding: &'static Encoding,
    bytes: &'b [u8],
) -> Result<Cow<'b, str>, TextError> {
    if bytes.len() % 2 == 1 {
        return Err(TextError::CutCharacter);
    }
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    if had_errors {
        return Err(if text.ends_with('\u{FFFD}') {
            TextError::CutCharacter
        } else {
            TextError::Binary
        });
    }
    Ok(Cow::Owned(text.into_owned()))
}

fn has_multibyte(bytes: &[u8]) -> bool {
    !bytes.is_ascii()
}

/// How far control characters are counted.
const CONTROL_SEARCH: usize = 65_536;

/// Text has no zero bytes and hardly any control characters.
fn is_binary(bytes: &[u8]) -> bool {
    let start = bytes.get(..CONTROL_SEARCH).unwrap_or(bytes);
    let (words, rest) = start.as_chunks::<16>();
    // Most stretches of a text have no sign below the space: they are told by one subtraction.
    let mut controls = controls_in(rest);
    for word in words {
        if may_have_controls(u128::from_ne_bytes(*word)) {
            controls += controls_in(word);
        }
    }
    memchr::memchr(0, bytes).is_some() || controls * 100 > start.len()
}

/// Whether any of sixteen bytes may be less than a space: one that is borrows from its highest bit.
const fn may_have_controls(bytes: u128) -> bool {
    const ONES: u128 = 0x0101_0101_0101_0101_0101_0101_0101_0101;
    bytes.wrapping_sub(ONES * 0x20) & !bytes & (ONES * 0x80) != 0
}

fn controls_in(bytes: &[u8]) -> usize {
    let mut count = 0;
    for byte in bytes {
        if *byte < 0x20 && !matches!(*byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1A) {
            count += 1;
        }
    }
    count
}

/// Windows-1252 or Mac Roman, whichever makes more of the bytes above ASCII look like writing.
fn single_byte(bytes: &[u8]) -> String {
    let (windows, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    let (mac, _) = MACINTOSH.decode_without_bom_handling(bytes);
    if plausibility(&mac) > plausibility(&windows) {
        mac.into_owned()
    } else {
        windows.into_owned()
    }
}

/// How much the characters above ASCII look like English official writing: dashes between
/// spaces or digits, quotes beside letters, accented letters inside words, pound signs.
fn plausibility(text: &str) -> i64 {
    let mut score = 0;
    let mut before = ' ';
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let after = characters.peek().copied().unwrap_or(' ');
        if !c.is_ascii() {
            score += plausible(before, c, after);
        }
        before = c;
    }
    score
}

fn plausible(before: char, c: char, after: char) -> i64 {
    let open = |c: char| c.is_whitespace() || c.is_ascii_digit() || matches!(c, ',' | '"');
    let in_word = before.is_alphabetic() || after.is_alphabetic();
    match c {
        '–' | '—' => {
            if open(before) || open(after) {
                3
            } else {
                1
            }
        }
        '‘' | '’' | '“' | '”' => {
            if in_word {
                3
            } else {
                1
            }
        }
        '£' | '…' | '•' | '½' | '°' | '\u{A0}' => 1,
        'é' | 'è' | 'ê' | 'ë' | 'á' | 'à' | 'â' | 'ä' | 'í' | 'ì' | 'î' | 'ï' | 'ó' | 'ò' | 'ô'
        | 'ö' | 'ú' | 'ù' | 'û' | 'ü' | 'ñ' | 'ç' | 'ÿ' => {
            if in_word {
                2
            } else {
                -1
            }
        }
        c if c.is_uppercase() && before.is_lowercase() => -3,
        c if c.is_alphabetic() && in_word => 0,
        _ => -2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn utf8_passes_with_and_without_a_mark() {
        assert_eq!(decoded("a–b".as_bytes()).unwrap(), "a–b");
        assert!(matches!(
            decoded(b"\xEF\xBB\xBFab").unwrap(),
            Cow::Borrowed("ab")
        ));
    }

    #[test]
    fn utf16_is_read_in_both_orders() {
        assert_eq!(decoded(b"\xFF\xFEa\0\x13\x20").unwrap(), "a–");
        assert_eq!(decoded(b"\xFE\xFF\0a\x20\x13").unwrap(), "a–");
        assert_eq!(
            decoded(b"\xFF\xFEa\0\x13").unwrap_err(),
            TextError::CutCharacter
        );
    }

    #[test]
    fn an_en_dash_tells_mac_roman_from_windows() {
        assert_eq!(
            decoded(b"England 2024 \xD0 Provider level").unwrap(),
            "England 2024 – Provider level"
        );
        assert_eq!(
            decoded(b"England 2024 \x96 Provider level").unwrap(),
            "England 2024 – Provider level"
        );
        assert_eq!(
            decoded(b"children\x92s home, caf\xE9").unwrap(),
            "children’s home, café"
        );
        assert_eq!(
            decoded(b"children\xD5s home, caf\x8E").unwrap(),
            "children’s home, café"
        );
    }

    #[test]
    fn binary_archives_and_cut_characters_are_refused() {
        assert_eq!(
            decoded(b"\x89PNG\r\n\x1a\n\0\0\0").unwrap_err(),
            TextError::Binary
        );
        assert_eq!(decoded(b"PK\x03\x04\x14").unwrap_err(), TextError::Archive);
        assert_eq!(
            decoded("Sion – Siân".as_bytes().split_at(12).0).unwrap_err(),
            TextError::CutCharacter
        );
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        std::io::Write::write_all(&mut gz, b"hello hello hello").unwrap();
        let whole = gz.finish().unwrap();
        assert_eq!(unpacked(whole.clone()).unwrap(), b"hello hello hello");
        assert!(unpacked(whole[..whole.len() - 5].to_vec()).is_err());
    }

    proptest! {
        #[test]
        fn control_characters_are_found_wherever_they_stand(
            mut bytes in proptest::collection::vec(b' '..=255, 1..80),
            others in proptest::collection::vec((0..80_usize, 1..b' '), 0..4),
        ) {
            for (at, other) in others {
                let at = at % bytes.len();
                bytes[at] = other;
            }
            let is_space = |b: u8| matches!(b, b'\t' | b'\n' | b'\r' | 0x0C | 0x1A);
            let controls = bytes.iter().filter(|b| **b < b' ' && !is_space(**b)).count();
            prop_assert_eq!(is_binary(&bytes), controls > 0);
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = unpacked(bytes.clone()).map(|plain| decoded(&plain).map(Cow::into_owned));
            let _ = decoded(&bytes);
        }
    }
}
