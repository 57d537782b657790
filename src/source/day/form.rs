//! The forms dates are written in, and what of a text that is none can be said.

use super::Day;

/// Why a text is no date. It says of which form the text is and never what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum BadDay {
    /// The year has two digits: the century cannot be told.
    #[error("the year has two digits")]
    TwoDigitYear,
    /// The month stands before the day, or stands so in other cells of the column: day and month
    /// are never swapped, since a table of which half is read the wrong way round is false.
    #[error("the month stands before the day")]
    MonthFirst,
    /// A number of days, as a spreadsheet keeps dates, beside cells that are dates.
    #[error("this is the number a spreadsheet keeps for a day")]
    SpreadsheetNumber,
    /// The form of a date, but no day of the calendar, or one outside the years 1900 to 2100.
    #[error("the calendar has no such day")]
    NoSuchDay,
    /// Anything else.
    #[error("this is not a date")]
    NotADate,
}

/// The names of months in English from January, which their first three letters tell apart.
pub(crate) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The names of weekdays from Monday.
pub(crate) const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// A part of a date: digits or letters between the signs that divide it.
#[derive(Debug, Clone, Copy)]
enum Part {
    Digits { value: i16, length: usize },
    Month(u8),
}

/// Reads the text of a date without a time of day.
///
/// # Errors
/// Where it is none.
pub(super) fn read(text: &str) -> Result<Day, BadDay> {
    let mut parts = [None; 3];
    let mut count = 0;
    for word in text.split(|c: char| matches!(c, '/' | '-' | '.' | ',') || c.is_whitespace()) {
        if word.is_empty() || is_name_of(word, &WEEKDAYS, 3).is_some() && count == 0 {
            continue;
        }
        let slot = parts.get_mut(count).ok_or(BadDay::NotADate)?;
        *slot = Some(Part::of(word)?);
        count += 1;
    }
    match parts {
        [Some(Part::Digits { value, length: 8 }), None, None] => compact(text, value),
        [Some(first), Some(second), Some(third)] => of_parts(first, second, third),
        _ => Err(BadDay::NotADate),
    }
}

impl Part {
    fn of(word: &str) -> Result<Self, BadDay> {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let is_ordinal = ["st", "nd", "rd", "th"]
            .iter()
            .any(|end| word.len() > 2 && word[digits.len()..].eq_ignore_ascii_case(end));
        if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
            let length = digits.len();
            if (length < word.len() && !(is_ordinal && length <= 2)) || length > 8 {
                return Err(BadDay::NotADate);
            }
            // Eight digits are cut by `compact`; they need not fit here.
            let value = digits.parse().unwrap_or(i16::MAX);
            return Ok(Self::Digits { value, length });
        }
        let month = is_name_of(word, &MONTHS, 3).ok_or(BadDay::NotADate)?;
        Ok(Self::Month(month))
    }
}

/// Which of some names a word is, in full or cut short, counted from 1. "Sept" is September.
fn is_name_of(word: &str, names: &[&str], least: usize) -> Option<u8> {
    if word.len() < least || !word.is_ascii() {
        return None;
    }
    let is_it = |name: &str| {
        let start = name.get(..word.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    let at = names.iter().position(|name| is_it(name))?;
    u8::try_from(at + 1).ok()
}

fn compact(text: &str, _: i16) -> Result<Day, BadDay> {
    let number = |range: std::ops::Range<usize>| {
        let digits = text.trim().get(range).and_then(|part| part.parse().ok());
        digits.ok_or(BadDay::NotADate)
    };
    day(number(0..4)?, number(4..6)?, number(6..8)?)
}

fn of_parts(first: Part, second: Part, third: Part) -> Result<Day, BadDay> {
    let year_of = |part: Part| match part {
        Part::Digits { value, length: 4 } => Ok(value),
        Part::Digits { length: 1 | 2, .. } => Err(BadDay::TwoDigitYear),
        _ => Err(BadDay::NotADate),
    };
    let small = |part: Part| match part {
        Part::Digits {
            value,
            length: 1 | 2,
        } => Ok(value),
        _ => Err(BadDay::NotADate),
    };
    match (first, second, third) {
        // The year first: the month stands next to it.
        (
            Part::Digits {
                value: year,
                length: 4,
            },
            Part::Month(month),
            last,
        ) => day(year, i16::from(month), small(last)?),
        (
            Part::Digits {
                value: year,
                length: 4,
            },
            month,
            last,
        ) => day(year, small(month)?, small(last)?),
        (first, Part::Month(month), year) => day(year_of(year)?, i16::from(month), small(first)?),
        (Part::Month(month), date, year) => day(year_of(year)?, i16::from(month), small(date)?),
        (first, second, year) => {
            let (date, month) = (small(first)?, small(second)?);
            let year = year_of(year)?;
            if month > 12 && (1..=12).contains(&date) && day(year, date, month).is_ok() {
                return Err(BadDay::MonthFirst);
            }
            day(year, month, date)
        }
    }
}

/// A day of the years 1900 to 2100.
fn day(year: i16, month: i16, date: i16) -> Result<Day, BadDay> {
    let small = |value: i16| u8::try_from(value).map_err(|_| BadDay::NoSuchDay);
    if !(1900..=2100).contains(&year) {
        return Err(BadDay::NoSuchDay);
    }
    Day::new(year, small(month)?, small(date)?).ok_or(BadDay::NoSuchDay)
}
