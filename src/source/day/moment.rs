//! A day with the time of day that may stand behind it.

use super::Day;
use super::form::{self, BadDay};

/// A day and the time of day that stands behind it. Measures go by the day; the time orders
/// incidents of one day.
///
/// ```
/// use care_scorecard::source::Moment;
/// let evening = Moment::read(b"01/04/2023 18:30").unwrap();
/// let morning = Moment::read(b"2023-04-01T08:05:00.000Z").unwrap();
/// assert!(morning < evening && morning.day == evening.day);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The day.
    pub day: Day,
    /// Seconds since midnight, 0 to 86,399; 0 where no time is given.
    pub seconds: u32,
}

/// The days that a spreadsheet's numbers stand for: 1 January 2000 to 30 December 2060.
const SPREADSHEET: std::ops::RangeInclusive<i32> = 36_526..=58_804;

/// The day that spreadsheets number 0, which counts a 29 February 1900 that never was.
const SPREADSHEET_ZERO: Option<Day> = Day::new(1899, 12, 30);

impl From<Day> for Moment {
    fn from(day: Day) -> Self {
        Self { day, seconds: 0 }
    }
}

impl Moment {
    /// Reads a date in any form that can mean one day only, with or without a time of day.
    ///
    /// # Errors
    /// Where the text is no date, or can mean several days.
    pub fn read(text: &[u8]) -> Result<Self, BadDay> {
        // Nearly every date there is has this form.
        if let [d1, d2, b'/', m1, m2, b'/', y1, y2, y3, y4] = text {
            let digits = [*d1, *d2, *m1, *m2, *y1, *y2, *y3, *y4];
            if digits.iter().all(u8::is_ascii_digit) {
                let year = i16::from(two(*y1, *y2)) * 100 + i16::from(two(*y3, *y4));
                let day = Day::new(year, two(*m1, *m2), two(*d1, *d2));
                if let Some(day) = day.filter(|_| (1900..=2100).contains(&year)) {
                    return Ok(day.into());
                }
            }
        }
        Self::read_otherwise(text)
    }

    #[inline(never)]
    fn read_otherwise(text: &[u8]) -> Result<Self, BadDay> {
        let text = std::str::from_utf8(text).map_err(|_| BadDay::NotADate)?;
        // Spreadsheets mark text so.
        let text = text.trim().trim_start_matches('\'').trim_start();
        if text.len() > 40 {
            return Err(BadDay::NotADate);
        }
        if let Some((days, _)) = spreadsheet_number(text) {
            let known = SPREADSHEET.contains(&days);
            return Err(if known {
                BadDay::SpreadsheetNumber
            } else {
                BadDay::NotADate
            });
        }
        let (date, time) = split(text);
        let seconds = time.map_or(Some(0), seconds_of).ok_or(BadDay::NotADate)?;
        form::read(date).map(|day| Self { day, seconds })
    }

    /// Reads the number that a spreadsheet keeps for a day, such as `45383` for 1 April 2024; what
    /// stands behind the point is the time of day.
    ///
    /// # Errors
    /// Where it is none of the days from 1 January 2000 to 30 December 2060.
    pub fn read_spreadsheet_number(text: &[u8]) -> Result<Self, BadDay> {
        let text = std::str::from_utf8(text).map_err(|_| BadDay::NotADate)?;
        let text = text.trim().trim_start_matches('\'');
        let (days, fraction) = spreadsheet_number(text).ok_or(BadDay::NotADate)?;
        let zero = SPREADSHEET_ZERO.filter(|_| SPREADSHEET.contains(&days));
        let zero = zero.ok_or(BadDay::NotADate)?;
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a fraction of a day in seconds"
        )]
        let seconds = (fraction * 86_400.0 + 0.5) as u32;
        Ok(Self {
            day: zero.plus(days),
            seconds: seconds.min(86_399),
        })
    }
}

pub(super) const fn two(tens: u8, units: u8) -> u8 {
    tens.wrapping_sub(b'0')
        .wrapping_mul(10)
        .wrapping_add(units.wrapping_sub(b'0'))
}

/// Five digits, and what stands behind a point.
fn spreadsheet_number(text: &str) -> Option<(i32, f64)> {
    let (whole, behind) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if whole.len() != 5 || !digits(whole) || !digits(behind) {
        return None;
    }
    Some((whole.parse().ok()?, format!("0.{behind}").parse().ok()?))
}

/// A date and the time of day behind it: what stands behind the first space or `T` before a colon.
fn split(text: &str) -> (&str, Option<&str>) {
    let Some(colon) = text.find(':') else {
        return (text, None);
    };
    let before = text.get(..colon).unwrap_or_default();
    let is_gap = |c: char| c.is_whitespace() || matches!(c, 'T' | 't');
    match before.char_indices().rev().find(|(_, c)| is_gap(*c)) {
        Some((at, gap)) => {
            let time = text.get(at + gap.len_utf8()..).unwrap_or_default();
            let date = text.get(..at).unwrap_or_default();
            (date.trim_end_matches([',', ' ']), Some(time))
        }
        None => (text, None),
    }
}

/// Seconds since midnight of `hh:mm`, `hh:mm:ss`, with a fraction, `am` or `pm`, `Z` or an offset
/// behind them. The day is taken as it is written.
fn seconds_of(text: &str) -> Option<u32> {
    let text = text.trim().trim_end_matches(['Z', 'z']).trim_end();
    let (text, _) = split_offset(text)?;
    let lower = text.to_ascii_lowercase();
    let (clock, half) = match lower.strip_suffix('m').map(str::trim_end) {
        Some(rest) if rest.ends_with('a') => (rest.trim_end_matches('a'), Some(0)),
        Some(rest) if rest.ends_with('p') => (rest.trim_end_matches('p'), Some(12)),
        Some(_) => return None,
        None => (lower.as_str(), None),
    };
    let (clock, fraction) = clock.trim().split_once('.').unwrap_or((clock.trim(), "0"));
    if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut parts = clock.split(':').map(|part| {
        let digits = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| part.parse::<u32>().ok()).flatten()
    });
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = match parts.next() {
        Some(second) => second?,
        None => 0,
    };
    let hour = match half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(half) => hour % 12 + half,
        None => hour,
    };
    let fits = parts.next().is_none() && hour < 24 && minute < 60 && second < 60;
    fits.then_some(hour * 3_600 + minute * 60 + second)
}

/// What stands before an offset such as `+01:00`, which must be one.
fn split_offset(text: &str) -> Option<(&str, &str)> {
    let Some(at) = text.find(['+', '-']) else {
        return Some((text, ""));
    };
    let (time, offset) = text.split_at_checked(at)?;
    let digits = offset.get(1..)?.replace(':', "");
    let fits = matches!(digits.len(), 2 | 4) && digits.bytes().all(|b| b.is_ascii_digit());
    fits.then_some((time.trim_end(), offset))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<(i16, u8, u8, u32), BadDay> {
        let moment = Moment::read(text.as_bytes())?;
        let (year, month, day) = moment.day.civil();
        Ok((year, month, day, moment.seconds))
    }

    #[test]
    fn what_can_mean_one_day_only_is_a_date() {
        for text in [
            "01/04/2023",
            "1/4/2023",
            "2023-04-01",
            "2023/04/01",
            "2023-4-1",
            "01-04-2023",
            "01.04.2023",
            "1.4.2023",
            "20230401",
            "01-Apr-2023",
            "1 April 2023",
            "1st April 2023",
            "01 APR 2023",
            "1/apr/2023",
            "April 1, 2023",
            "Saturday, 1 April 2023",
            "Sat 01 Apr 2023",
            "2023-Apr-01",
            "'01/04/2023",
            "01/04/2023 00:00",
            "01/04/2023 00:00:00",
            "2023-04-01T00:00:00",
            "2023-04-01T00:00:00Z",
            "2023-04-01 00:00:00.000",
            "2023-04-01T00:00:00.0000000+01:00",
            "20230401 00:00",
            "01/04/2023 12:00 AM",
        ] {
            assert_eq!(read(text), Ok((2023, 4, 1, 0)), "{text}");
        }
    }

    #[test]
    fn a_time_of_day_stands_behind_the_day() {
        let evening = Ok((2023, 4, 1, (18 * 60 + 30) * 60));
        for text in [
            "01/04/2023 18:30",
            "1/4/2023 6:30 PM",
            "01/04/2023  18:30:00",
            "2023-04-01T18:30",
            "01-Apr-2023 06:30:00 pm",
            "1 August 2023 18:30",
        ] {
            let expected = evening.map(|e| {
                if text.contains("Aug") {
                    (2023, 8, 1, e.3)
                } else {
                    e
                }
            });
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_said_by_its_form() {
        for (text, fault) in [
            ("", BadDay::NotADate),
            ("01/04/23", BadDay::TwoDigitYear),
            ("1/4/23", BadDay::TwoDigitYear),
            ("01-Apr-23", BadDay::TwoDigitYear),
            ("01/04/23 10:00", BadDay::TwoDigitYear),
            ("23-04-01", BadDay::TwoDigitYear),
            ("04/13/2023", BadDay::MonthFirst),
            ("4-30-2023", BadDay::MonthFirst),
            ("04/13/2023 10:00", BadDay::MonthFirst),
            ("31/02/2023", BadDay::NoSuchDay),
            ("29/02/2023", BadDay::NoSuchDay),
            ("00/04/2023", BadDay::NoSuchDay),
            ("40/13/2023", BadDay::NoSuchDay),
            ("01/04/1823", BadDay::NoSuchDay),
            ("20231301", BadDay::NoSuchDay),
            ("45017", BadDay::SpreadsheetNumber),
            ("45017.5", BadDay::SpreadsheetNumber),
            ("12345", BadDay::NotADate),
            ("0a/04/2023", BadDay::NotADate),
            ("01/04/2023 25:00", BadDay::NotADate),
            ("01/04/2023 10:00 about", BadDay::NotADate),
            ("April 2023", BadDay::NotADate),
            ("01/04", BadDay::NotADate),
            ("not known", BadDay::NotADate),
            ("2023-04-01 to 2023-04-02", BadDay::NotADate),
        ] {
            assert_eq!(read(text), Err(fault), "{text}");
        }
    }

    #[test]
    fn a_spreadsheet_counts_days_from_1900() {
        let days = |text: &str| Moment::read_spreadsheet_number(text.as_bytes());
        let midnight = Moment::read(b"01/04/2024").unwrap();
        assert_eq!(days("45383"), Ok(midnight));
        assert_eq!(days("45383.0"), Ok(midnight));
        assert_eq!(days("45383.75").unwrap().seconds, 18 * 3_600);
        assert_eq!(days("36526").unwrap().day.civil(), (2000, 1, 1));
        for text in ["36525", "58805", "4538", "1,000", "01/04/2024", ""] {
            assert_eq!(days(text), Err(BadDay::NotADate), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in proptest::collection::vec(any::<u8>(), 0..14)) {
            let _ = Moment::read(&text);
            let _ = Moment::read_spreadsheet_number(&text);
        }

        #[test]
        fn text_like_dates_is_read_or_refused(text in "[0-9/:. TZapmJnue+-]{0,24}") {
            let _ = Moment::read(text.as_bytes());
        }
    }
}
