//! Days: what the return's dates are read into. The return carries no times.

use std::fmt;

/// A day of the calendar, counted from 1 January 1970.
///
/// ```
/// use care_scorecard::source::Day;
/// let start = Day::read(b"30/03/2024").ok();
/// let census = Day::census(2024);
/// assert_eq!(start.map(|day| census.since(day)), Some(1));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadDay {
    /// The year has two digits: the century cannot be told.
    #[error("the year has two digits")]
    TwoDigitYear,
    /// Anything else.
    #[error("this is not a date")]
    NotADate,
}

impl Day {
    /// The day of a date; none where the calendar has no such date.
    #[must_use]
    pub const fn new(year: i16, month: u8, day: u8) -> Option<Self> {
        if month < 1 || month > 12 || day < 1 || day > days_in(year, month) {
            return None;
        }
        // Days from civil, counting years from March.
        let y = if month <= 2 {
            year as i32 - 1
        } else {
            year as i32
        };
        let era = y.div_euclid(400);
        let of_era = y.rem_euclid(400);
        let shifted = (month as i32 + 9) % 12;
        let of_year = (153 * shifted + 2) / 5 + day as i32 - 1;
        let of_cycle = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
        Some(Self(era * 146_097 + of_cycle - 719_468))
    }

    /// 1 April on which the year ending on 31 March of `year` begins.
    #[must_use]
    pub const fn first_of(year: i16) -> Self {
        match Self::new(year - 1, 4, 1) {
            Some(day) => day,
            None => Self(0),
        }
    }

    /// 31 March on which a year ends.
    #[must_use]
    pub const fn census(year: i16) -> Self {
        match Self::new(year, 3, 31) {
            Some(day) => day,
            None => Self(0),
        }
    }

    /// Reads `dd/mm/yyyy`, or `yyyy-mm-dd` as regional copies of the return have it. Years from
    /// 1900 to 2100.
    ///
    /// ```
    /// use care_scorecard::source::{BadDay, Day};
    /// assert_eq!(Day::read(b"01/04/2023"), Day::read(b"2023-04-01"));
    /// assert_eq!(Day::read(b"01/04/23"), Err(BadDay::TwoDigitYear));
    /// assert_eq!(Day::read(b"1 April 2023"), Err(BadDay::NotADate));
    /// ```
    ///
    /// # Errors
    /// Where the text has another shape, or the calendar has no such date.
    pub fn read(text: &[u8]) -> Result<Self, BadDay> {
        let (year, month, day) = match text {
            [d1, d2, b'/', m1, m2, b'/', y1, y2, y3, y4] => {
                ([*y1, *y2, *y3, *y4], [*m1, *m2], [*d1, *d2])
            }
            [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] => {
                ([*y1, *y2, *y3, *y4], [*m1, *m2], [*d1, *d2])
            }
            other => return Err(shape_fault(other)),
        };
        let all_digits = year
            .iter()
            .chain(&month)
            .chain(&day)
            .all(u8::is_ascii_digit);
        let year = i16::from(two(year[0], year[1])) * 100 + i16::from(two(year[2], year[3]));
        if !all_digits || !(1900..=2100).contains(&year) {
            return Err(BadDay::NotADate);
        }
        Self::new(year, two(month[0], month[1]), two(day[0], day[1])).ok_or(BadDay::NotADate)
    }

    /// The day some days later, or earlier.
    #[must_use]
    pub const fn plus(self, days: i32) -> Self {
        Self(self.0 + days)
    }

    /// Days from an earlier day to this one.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// Year, month and day.
    #[must_use]
    pub fn civil(self) -> (i16, u8, u8) {
        let z = self.0 + 719_468;
        let era = z.div_euclid(146_097);
        let of_era = z.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 {
            shifted + 3
        } else {
            shifted - 9
        };
        let year = era * 400 + year_of_era + i32::from(month <= 2);
        (
            i16::try_from(year).unwrap_or(i16::MAX),
            u8::try_from(month).unwrap_or(0),
            u8::try_from(day).unwrap_or(0),
        )
    }

    /// The day of the week, Monday being 0.
    #[must_use]
    pub fn weekday(self) -> usize {
        usize::try_from((self.0 + 3).rem_euclid(7)).unwrap_or(0)
    }

    /// The working day (Monday to Friday) that lies so many working days later. Bank holidays
    /// are not known here.
    #[must_use]
    pub fn plus_working_days(self, days: u32) -> Self {
        let mut day = self;
        let mut left = days;
        while left > 0 {
            day = day.plus(1);
            if day.weekday() < 5 {
                left -= 1;
            }
        }
        day
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

const fn two(tens: u8, units: u8) -> u8 {
    tens.wrapping_sub(b'0')
        .wrapping_mul(10)
        .wrapping_add(units.wrapping_sub(b'0'))
}

const fn days_in(year: i16, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Whether a text that is no date would be one with two more digits in its year.
fn shape_fault(text: &[u8]) -> BadDay {
    let parts: Vec<&[u8]> = text.split(|b| matches!(b, b'/' | b'-' | b'.')).collect();
    let digits = parts
        .iter()
        .all(|part| (1..=2).contains(&part.len()) && part.iter().all(u8::is_ascii_digit));
    if parts.len() == 3 && digits {
        BadDay::TwoDigitYear
    } else {
        BadDay::NotADate
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn days_agree_with_the_calendar_crate() {
        let mut date = jiff::civil::date(1900, 1, 1);
        let epoch = jiff::civil::date(1970, 1, 1);
        while date.year() <= 2100 {
            let month = u8::try_from(date.month()).unwrap();
            let of_month = u8::try_from(date.day()).unwrap();
            let day = Day::new(date.year(), month, of_month).unwrap();
            assert_eq!(day.0, epoch.until(date).unwrap().get_days());
            assert_eq!(day.civil(), (date.year(), month, of_month));
            let monday = i32::from(date.weekday().to_monday_zero_offset());
            assert_eq!(i32::try_from(day.weekday()).unwrap(), monday);
            date = date.tomorrow().unwrap();
        }
    }

    #[test]
    fn only_the_two_shapes_are_dates() {
        for (text, fault) in [
            ("", BadDay::NotADate),
            ("01/04/23", BadDay::TwoDigitYear),
            ("1/4/23", BadDay::TwoDigitYear),
            ("23-04-01", BadDay::TwoDigitYear),
            ("1/4/2023", BadDay::NotADate),
            ("31/02/2023", BadDay::NotADate),
            ("29/02/2023", BadDay::NotADate),
            ("00/04/2023", BadDay::NotADate),
            ("01/13/2023", BadDay::NotADate),
            ("01/04/1823", BadDay::NotADate),
            ("01-04-2023", BadDay::NotADate),
            ("2023/04/01", BadDay::NotADate),
            ("0a/04/2023", BadDay::NotADate),
            ("01/04/2023 00:00", BadDay::NotADate),
        ] {
            assert_eq!(Day::read(text.as_bytes()), Err(fault), "{text}");
        }
        assert_eq!(Day::read(b"29/02/2024").unwrap().civil(), (2024, 2, 29));
    }

    #[test]
    fn years_run_from_april_to_march() {
        assert_eq!(Day::first_of(2024).civil(), (2023, 4, 1));
        assert_eq!(Day::census(2024).civil(), (2024, 3, 31));
    }

    #[test]
    fn five_working_days_skip_the_weekend() {
        let thursday = Day::new(2024, 3, 7).unwrap();
        assert_eq!(
            thursday.plus_working_days(5),
            Day::new(2024, 3, 14).unwrap()
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in proptest::collection::vec(any::<u8>(), 0..14)) {
            let _ = Day::read(&text);
        }
    }
}
