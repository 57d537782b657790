//! Figures as official statistics print them: a number, or a symbol that says why there is none.

use serde::Serialize;

/// Why a published cell holds no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Symbol {
    /// `c`: withheld, since it could point at a person.
    #[serde(rename = "c")]
    Confidential,
    /// `z`: not applicable.
    #[serde(rename = "z")]
    NotApplicable,
    /// `x`, the legacy `:` and `..`, and `NA` and `NULL`, which software writes for any symbol: not
    /// available.
    #[serde(rename = "x")]
    NotAvailable,
    /// `k`, and the legacy `-`: rounds to zero but is not zero.
    #[serde(rename = "k")]
    RoundsToZero,
    /// `low`: rounds to zero but is not zero.
    #[serde(rename = "low")]
    Low,
    /// `u`: low reliability.
    #[serde(rename = "u")]
    LowReliability,
}

impl Symbol {
    /// Every symbol, in the order they are explained.
    pub const ALL: [Self; 6] = [
        Self::Confidential,
        Self::NotApplicable,
        Self::NotAvailable,
        Self::RoundsToZero,
        Self::Low,
        Self::LowReliability,
    ];

    /// As it is printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Confidential => "c",
            Self::NotApplicable => "z",
            Self::NotAvailable => "x",
            Self::RoundsToZero => "k",
            Self::Low => "low",
            Self::LowReliability => "u",
        }
    }

    fn read(text: &str) -> Option<Self> {
        let text = text
            .strip_prefix('[')
            .and_then(|t| t.strip_suffix(']'))
            .unwrap_or(text);
        Some(match text.to_ascii_lowercase().as_str() {
            "c" => Self::Confidential,
            "z" | "." => Self::NotApplicable,
            "x" | ":" | ".." | "na" | "n/a" | "#n/a" | "null" => Self::NotAvailable,
            "k" | "-" | "–" | "~" => Self::RoundsToZero,
            "low" => Self::Low,
            "u" => Self::LowReliability,
            _ => return None,
        })
    }
}

/// A number or the symbol in its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Figure {
    /// A number, always finite.
    Number(f64),
    /// The reason there is none.
    Symbol(Symbol),
}

impl Figure {
    /// The number, if there is one.
    pub fn number(self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(number),
            Self::Symbol(_) => None,
        }
    }

    /// The symbol in its place, if there is one.
    pub fn symbol(self) -> Option<Symbol> {
        match self {
            Self::Number(_) => None,
            Self::Symbol(symbol) => Some(symbol),
        }
    }

    /// Reads a cell: a plain or comma-grouped number, with or without a percent sign, or a symbol.
    ///
    /// ```
    /// use care_scorecard::source::{Figure, Symbol};
    /// assert_eq!(Figure::read("13,010"), Some(Figure::Number(13_010.0)));
    /// assert_eq!(Figure::read("c"), Some(Figure::Symbol(Symbol::Confidential)));
    /// assert_eq!(Figure::read("twelve"), None);
    /// ```
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        number(text)
            .map(Self::Number)
            .or_else(|| Symbol::read(text).map(Self::Symbol))
    }
}

/// The largest number that is told exactly from the next whole one: 2 to the power of 53.
const LARGEST: f64 = 9_007_199_254_740_992.0;

/// A number in plain notation that is no larger than can be told exactly; thousands may be grouped by commas.
pub fn number(text: &str) -> Option<f64> {
    written(text).filter(|n| n.abs() <= LARGEST)
}

/// Whether a cell holds a number, but one so large that it cannot be told from its neighbours.
pub(super) fn is_too_large(text: &str) -> bool {
    written(text).is_some_and(|n| n.abs() > LARGEST)
}

/// A finite number.
fn written(text: &str) -> Option<f64> {
    let text = text.trim();
    let text = text.strip_suffix('%').unwrap_or(text).trim_end();
    if !text
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'-' | b'+' | b'e' | b'E'))
    {
        return None;
    }
    let plain = if text.contains(',') {
        ungrouped(text)?
    } else {
        text.to_owned()
    };
    plain.parse::<f64>().ok().filter(|n| n.is_finite())
}

/// Whether a cell holds what software writes in place of any symbol.
pub(super) fn is_any_symbol(text: &str) -> bool {
    let text = text.trim().to_ascii_lowercase();
    matches!(text.as_str(), "na" | "n/a" | "#n/a" | "null")
}

/// A number of children, places or incidents, or the symbol in its place. "<5" and the like, by which
/// small numbers are withheld in what is sent from hand to hand, is `c`.
///
/// ```
/// use care_scorecard::source::{Figure, Symbol, withheld_or_count};
/// assert_eq!(withheld_or_count("12"), Some(Figure::Number(12.0)));
/// assert_eq!(withheld_or_count("< 5"), Some(Figure::Symbol(Symbol::Confidential)));
/// assert_eq!(withheld_or_count("*"), Some(Figure::Symbol(Symbol::Confidential)));
/// assert_eq!(withheld_or_count("c"), Some(Figure::Symbol(Symbol::Confidential)));
/// assert_eq!(withheld_or_count("some"), None);
/// ```
pub fn withheld_or_count(text: &str) -> Option<Figure> {
    let text = text.trim();
    let below = text
        .strip_prefix(['<', '≤'])
        .map(|limit| limit.trim_start_matches('=').trim());
    let is_below = below.is_some_and(|limit| count(limit).is_some());
    if is_below || text == "*" {
        return Some(Figure::Symbol(Symbol::Confidential));
    }
    let symbol = || Symbol::read(text).map(Figure::Symbol);
    count(text).map(Figure::Number).or_else(symbol)
}

/// A number of children, places or incidents: whole and not negative, its thousands grouped by commas
/// or not. A point before three digits may have been meant for thousands, so that such a number is
/// none: `1.240` is not 1, and nobody can say whether it is 1,240.
///
/// ```
/// use care_scorecard::source::count;
/// assert_eq!(count("1,240"), Some(1240.0));
/// assert_eq!(count("12.0"), Some(12.0));
/// assert_eq!(count("1.240"), None);
/// assert_eq!(count("1.000"), None);
/// assert_eq!(count("-3"), None);
/// ```
pub fn count(text: &str) -> Option<f64> {
    let text = text.trim();
    let plain = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'+');
    let decimals = text.split_once('.').map_or("", |(_, after)| after);
    if !text.bytes().all(plain) || decimals.len() == 3 || decimals.contains('.') {
        return None;
    }
    number(text).filter(|n| *n >= 0.0 && n.fract() == 0.0)
}

/// `13,010.5` without its commas, where they stand between groups of three digits.
fn ungrouped(text: &str) -> Option<String> {
    let whole = text.split('.').next()?;
    let digits = whole.strip_prefix(['-', '+']).unwrap_or(whole);
    let mut groups = digits.split(',');
    let first = groups.next()?;
    let grouped = (1..=3).contains(&first.len()) && groups.all(|g| g.len() == 3);
    let after_point = text.get(whole.len()..)?;
    (grouped && !after_point.contains(',')).then(|| text.replace(',', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_and_nothing_else_is() {
        for (text, expected) in [
            ("0", 0.0),
            ("-1080", -1080.0),
            ("13,010", 13_010.0),
            ("68%", 68.0),
            (" 6.5 ", 6.5),
            ("1e3", 1000.0),
            ("9007199254740992", 9_007_199_254_740_992.0),
        ] {
            assert_eq!(Figure::read(text), Some(Figure::Number(expected)), "{text}");
        }
        for text in [
            "",
            "nan",
            "inf",
            "1e999",
            "1e300",
            "9007199254740994",
            "-1e16",
            "1,2",
            "1,2345",
            "12 3",
            "12O",
            "1.2.3",
            "e",
        ] {
            assert_eq!(Figure::read(text), None, "{text}");
        }
    }

    #[test]
    fn every_symbol_is_a_value_of_its_own() {
        for (text, symbol) in [
            ("c", Symbol::Confidential),
            ("Z", Symbol::NotApplicable),
            ("x", Symbol::NotAvailable),
            (":", Symbol::NotAvailable),
            ("k", Symbol::RoundsToZero),
            ("-", Symbol::RoundsToZero),
            ("low", Symbol::Low),
            ("[u]", Symbol::LowReliability),
        ] {
            assert_eq!(Figure::read(text), Some(Figure::Symbol(symbol)), "{text}");
        }
    }
}
