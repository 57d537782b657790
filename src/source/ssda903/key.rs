//! Short texts packed into numbers, so that rows are small and compare fast.

use std::fmt;

/// A child's identifier within one authority: text, so leading zeros matter. Letter case, spaces
/// around it, and what spreadsheets leave do not: an apostrophe before it, `.0` behind it.
///
/// Up to 16 bytes are held exactly, longer ones by a hash of 128 bits. It is never printed.
///
/// ```
/// use care_scorecard::source::ssda903::ChildKey;
/// assert_eq!(ChildKey::read(b"'00a1.0"), ChildKey::read(b" 00A1 "));
/// assert_ne!(ChildKey::read(b"0012"), ChildKey::read(b"12"));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChildKey(u128);

impl ChildKey {
    /// Reads the cell of a column CHILD; none where it is blank.
    #[must_use]
    pub fn read(text: &[u8]) -> Option<Self> {
        let text = match text {
            // Nearly every identifier stands by itself.
            [
                b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z',
                ..,
                b'1'..=b'9' | b'A'..=b'Z',
            ] => text,
            _ => bare(text),
        };
        if text.is_empty() {
            return None;
        }
        if !text.is_ascii()
            && let Ok(text) = std::str::from_utf8(text)
        {
            let text = text.trim_matches(is_unseen);
            let text = text.strip_prefix(['‘', '’']).unwrap_or(text);
            return (!text.is_empty()).then(|| Self::of(text.to_uppercase().as_bytes()));
        }
        Some(Self::of(text))
    }

    /// Whether the cell of a column CHILD can name a child: not where a spreadsheet has rounded it
    /// (`2.02E+09`), filled it up (`########`), or nothing but signs stand in it.
    pub(super) fn can_name(text: &[u8]) -> bool {
        let is_sign = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphanumeric();
        !text.iter().all(is_sign) && !is_rounded(bare(text))
    }

    fn of(text: &[u8]) -> Self {
        if text.len() > 16 {
            return Self(fnv_128(text));
        }
        let mut packed = [0_u8; 16];
        if let Some(start) = packed.get_mut(..text.len()) {
            start.copy_from_slice(text);
        }
        Self(upper_case(u128::from_be_bytes(packed)))
    }
}

/// Sixteen signs in upper case, all at once: identifiers are read by the million.
const fn upper_case(signs: u128) -> u128 {
    const ONES: u128 = 0x0101_0101_0101_0101_0101_0101_0101_0101;
    const HIGH: u128 = ONES * 0x80;
    if signs & HIGH != 0 {
        // Signs beyond ASCII have been dealt with as text.
        return signs;
    }
    let from_a = (signs + ONES * (0x80 - b'a' as u128)) & HIGH;
    let beyond_z = (signs + ONES * (0x80 - b'z' as u128 - 1)) & HIGH;
    signs - ((from_a & !beyond_z) >> 2)
}

/// An identifier without what spreadsheets put around it.
fn bare(text: &[u8]) -> &[u8] {
    let text = text.trim_ascii();
    let text = text.strip_prefix(b"'").unwrap_or(text).trim_ascii_start();
    let noughts = text.iter().rev().take_while(|byte| **byte == b'0').count();
    let before = text.get(..text.len() - noughts).unwrap_or_default();
    match before.strip_suffix(b".") {
        Some(whole) if noughts > 0 => whole.trim_ascii_end(),
        _ => text,
    }
}

/// Signs around a text that nobody sees.
fn is_unseen(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

/// Whether a text is a number as spreadsheets round it: `1.00E+05`, `4.1E11`. Digits of it are lost, so
/// that several children may go by it.
fn is_rounded(text: &[u8]) -> bool {
    let digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    let Some(at) = text.iter().position(|byte| matches!(byte, b'E' | b'e')) else {
        return false;
    };
    let (number, power) = text.split_at(at);
    let power = power.get(1..).unwrap_or_default();
    let signed = power.strip_prefix(b"+").or(power.strip_prefix(b"-"));
    let (whole, behind) = match number {
        [whole, b'.', behind @ ..] => (*whole, Some(behind)),
        [whole] => (*whole, None),
        _ => return false,
    };
    let is_number = whole.is_ascii_digit() && behind.is_none_or(digits);
    // A digit, E and a digit may be an identifier.
    let is_marked = signed.is_some() || behind.is_some();
    is_number && is_marked && digits(signed.unwrap_or(power))
}

impl fmt::Debug for ChildKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ChildKey(not shown)")
    }
}

fn fnv_128(text: &[u8]) -> u128 {
    const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013B;
    text.iter().fold(OFFSET, |hash, byte| {
        (hash ^ u128::from(byte.to_ascii_uppercase())).wrapping_mul(PRIME)
    })
}

/// A code of the return, a postcode or a URN: upper case, without spaces, 0 where blank.
///
/// Up to 8 bytes are held exactly, longer ones by a hash of 64 bits.
///
/// ```
/// use care_scorecard::source::ssda903::Token;
/// assert_eq!(Token::read(b"le15 8qh"), Token::of("LE158QH"));
/// assert!(Token::read(b" ").is_empty());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Token(u64);

impl Token {
    /// Nothing.
    pub const BLANK: Self = Self(0);

    /// A token known beforehand, of at most 8 bytes, written as [`Token::read`] would.
    #[must_use]
    pub const fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut packed = 0_u64;
        let mut at = 0;
        while at < bytes.len() && at < 8 {
            packed = (packed << 8) | bytes[at] as u64;
            at += 1;
        }
        Self(packed)
    }

    /// Reads a cell.
    #[must_use]
    pub fn read(text: &[u8]) -> Self {
        let mut packed = 0_u64;
        let mut length = 0;
        for byte in text.iter().filter(|b| **b != b' ') {
            packed = (packed << 8) | u64::from(byte.to_ascii_uppercase());
            length += 1;
        }
        if length <= 8 {
            Self(packed)
        } else {
            Self(fnv_64(text))
        }
    }

    /// Whether the cell was blank.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The number it is packed into.
    pub(crate) const fn packed(self) -> u64 {
        self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(not shown)")
    }
}

fn fnv_64(text: &[u8]) -> u64 {
    text.iter()
        .filter(|b| **b != b' ')
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte.to_ascii_uppercase())).wrapping_mul(0x0000_0100_0000_01B3)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_text() {
        let key = |text: &str| ChildKey::read(text.as_bytes());
        assert_eq!(key(""), None);
        assert_ne!(key("0123"), key("123"));
        assert_eq!(key("A"), key("a"));
        assert_eq!(key("az@[`{09"), key("AZ@[`{09"));
        assert_ne!(key("a[`{09"), key("A{@[09"));
        assert_eq!(key("é1"), key("É1"));
        assert_eq!(key("'0123"), key("0123.0"));
        assert_eq!(key("'"), None);
        assert_eq!(key("abcdefghijklmnopqrs"), key("ABCDEFGHIJKLMNOPQRS"));
        assert_eq!(key("’0123"), key("0123"));
        assert_eq!(key("\u{A0}0123\u{200B}"), key("0123"));
        assert_eq!(key("12.00"), key("12"));
        assert_ne!(key("1200"), key("12"));
        assert_ne!(key("12345678901234567"), key("12345678901234568"));
        assert_eq!(format!("{:?}", key("secret")), "Some(ChildKey(not shown))");
    }

    #[test]
    fn what_a_spreadsheet_has_rounded_names_nobody() {
        let can = |text: &str| ChildKey::can_name(text.as_bytes());
        for rounded in [
            "2.02E+09",
            "1E+05",
            "1.0e5",
            "4.1E11",
            "'2.02E+09",
            "########",
            "-",
            "[ ]",
        ] {
            assert!(!can(rounded), "{rounded}");
        }
        for name in [
            "0041001", "7E12", "E12", "12E", "K7-0001", "1.5", "é", "A.1E5", "12.3E+04",
        ] {
            assert!(can(name), "{name}");
        }
    }

    #[test]
    fn codes_ignore_case_and_spaces() {
        assert_eq!(Token::read(b" k2 "), Token::of("K2"));
        assert_ne!(Token::read(b"Z1"), Token::read(b"Z11"));
        assert_eq!(
            Token::read(b"a long text here"),
            Token::read(b"A LONG TEXT HERE")
        );
        assert!(!format!("{:?}", Token::read(b"LE158QH")).contains("LE15"));
    }
}
