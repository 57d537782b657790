//! What stands in a cell, as the text that it shows.
//!
//! A date is written `dd/mm/yyyy`, with the time of day behind it where it has one; a whole number without a
//! point; a number as a spreadsheet holds it, to 15 digits. What is no value (`#N/A`) stays what it is, so that
//! it is read as not known and never as blank.

use jiff::civil::{Date, date};
use jiff::{Span, SpanRound, Unit};

/// What stands where a date is none: spreadsheets count days from 1900, wrongly up to its 1 March.
pub(super) const NO_DATE: &str = "#DATE!";

/// The value of a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value<'v> {
    /// Text, also of a number that is stored as text.
    Text(&'v str),
    Number(f64),
    Truth(bool),
    /// Days since the beginning of the workbook's calendar, with the time of day as a fraction.
    Date {
        serial: f64,
        since_1904: bool,
    },
    /// A duration or a time of day, in days.
    Time(f64),
    /// A date by ISO 8601, with or without a time of day.
    IsoDate(&'v str),
    /// A duration by ISO 8601.
    IsoTime(&'v str),
}

impl Value<'_> {
    /// As text.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Text(text) => (*text).to_owned(),
            Self::Number(number) => number_text(*number),
            Self::Truth(true) => "TRUE".to_owned(),
            Self::Truth(false) => "FALSE".to_owned(),
            Self::Date { serial, since_1904 } => date_text(*serial, *since_1904),
            Self::Time(days) => seconds_of(*days).map_or_else(|| NO_DATE.to_owned(), clock),
            Self::IsoDate(text) => iso_date(text).unwrap_or_else(|| NO_DATE.to_owned()),
            Self::IsoTime(text) => iso_time(text).unwrap_or_else(|| NO_DATE.to_owned()),
        }
    }

    /// Whether it is a whole number so long that a spreadsheet has lost digits of it.
    pub(super) fn is_long_number(&self) -> bool {
        matches!(self, Self::Number(number) if number.abs() >= 1e14 && number.fract() == 0.0)
    }
}

/// A number to 15 digits, which is what spreadsheets show.
fn number_text(number: f64) -> String {
    if !number.is_finite() {
        return "#NUM!".to_owned();
    }
    let shown: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    if shown == 0.0 {
        return "0".to_owned();
    }
    format!("{shown}")
}

const DAY: f64 = 86_400.0;

/// Whole seconds in so many days; none where these are no sensible duration.
fn seconds_of(days: f64) -> Option<i64> {
    #[allow(clippy::cast_possible_truncation, reason = "bounded before")]
    (0.0..3_000_000.0)
        .contains(&days)
        .then(|| (days * DAY).round() as i64)
}

fn date_text(serial: f64, since_1904: bool) -> String {
    /// The first serial of the 1900 calendar that is a day that was: 1 March 1900.
    const FIRST: f64 = 61.0;
    let Some(seconds) = seconds_of(serial) else {
        return NO_DATE.to_owned();
    };
    let (days, of_day) = (seconds / 86_400, seconds % 86_400);
    if days == 0 && (of_day > 0 || !since_1904) {
        return if of_day > 0 {
            clock(of_day)
        } else {
            NO_DATE.to_owned()
        };
    }
    if serial < FIRST && !since_1904 {
        return NO_DATE.to_owned();
    }
    let start = if since_1904 {
        date(1904, 1, 1)
    } else {
        date(1899, 12, 30)
    };
    match start.checked_add(Span::new().days(days)) {
        Ok(day) => with_time(day, of_day),
        Err(_) => NO_DATE.to_owned(),
    }
}

/// A day, and the time of day where it is not midnight.
fn with_time(day: Date, of_day: i64) -> String {
    let text = format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year());
    match of_day {
        0 => text,
        _ => format!("{text} {}", clock(of_day)),
    }
}

/// Seconds as hours and minutes, with seconds where there are any.
fn clock(seconds: i64) -> String {
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    match seconds {
        0 => format!("{hours:02}:{minutes:02}"),
        _ => format!("{hours:02}:{minutes:02}:{seconds:02}"),
    }
}

fn iso_date(text: &str) -> Option<String> {
    let (day, time) = text.split_once('T').unwrap_or((text, ""));
    let day: Date = day.parse().ok()?;
    if day < date(1900, 3, 1) {
        return None;
    }
    let time = time.trim_end_matches('Z');
    if time.is_empty() {
        return Some(with_time(day, 0));
    }
    let time: jiff::civil::Time = time.parse().ok()?;
    let seconds = i64::from(time.hour()) * 3_600 + i64::from(time.minute()) * 60;
    Some(with_time(day, seconds + i64::from(time.second())))
}

fn iso_time(text: &str) -> Option<String> {
    let span: Span = text.parse().ok()?;
    let round = SpanRound::new()
        .smallest(Unit::Second)
        .largest(Unit::Second);
    let seconds = span.round(round.days_are_24_hours()).ok()?.get_seconds();
    (0..260_000_000_000)
        .contains(&seconds)
        .then(|| clock(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_what_a_spreadsheet_shows() {
        for (number, expected) in [
            (7.0, "7"),
            (-0.0, "0"),
            (0.1 + 0.2, "0.3"),
            (183.999_999_999_999_97, "184"),
            (12.5, "12.5"),
            (1e-7, "0.0000001"),
            (1.234_567_890_123_457e17, "123456789012346000"),
            (f64::NAN, "#NUM!"),
        ] {
            assert_eq!(Value::Number(number).text(), expected);
        }
        assert!(Value::Number(123_456_789_012_345.0).is_long_number());
        assert!(!Value::Number(12_345_678_901_234.0).is_long_number());
    }

    #[test]
    fn dates_are_days_of_their_calendar() {
        let day = |serial, since_1904| Value::Date { serial, since_1904 }.text();
        assert_eq!(day(45_413.0, false), "01/05/2024");
        assert_eq!(day(43_951.0, true), "01/05/2024");
        assert_eq!(day(45_413.573_611_111_11, false), "01/05/2024 13:46");
        assert_eq!(day(45_413.000_011_574_07, false), "01/05/2024 00:00:01");
        assert_eq!(day(45_412.999_999_99, false), "01/05/2024");
        assert_eq!(day(61.0, false), "01/03/1900");
        assert_eq!(day(0.5, false), "12:00");
        assert_eq!(day(0.0, true), "01/01/1904");
        for serial in [
            0.0,
            1.0,
            60.0,
            60.5,
            -3.0,
            4_000_000.0,
            f64::NAN,
            f64::INFINITY,
        ] {
            assert_eq!(day(serial, false), NO_DATE, "{serial}");
        }
    }

    #[test]
    fn dates_and_times_by_iso_are_read() {
        assert_eq!(Value::IsoDate("2010-05-01").text(), "01/05/2010");
        assert_eq!(
            Value::IsoDate("2010-05-01T13:45:00").text(),
            "01/05/2010 13:45"
        );
        assert_eq!(
            Value::IsoDate("2010-05-01T13:45:10.7Z").text(),
            "01/05/2010 13:45:10"
        );
        assert_eq!(Value::IsoDate("1899-12-30").text(), NO_DATE);
        assert_eq!(Value::IsoDate("soon").text(), NO_DATE);
        assert_eq!(Value::IsoTime("PT13H45M00S").text(), "13:45");
        assert_eq!(Value::IsoTime("PT36H00M05S").text(), "36:00:05");
        assert_eq!(Value::IsoTime("-PT1H").text(), NO_DATE);
        assert_eq!(Value::Time(1.5).text(), "36:00");
    }
}
