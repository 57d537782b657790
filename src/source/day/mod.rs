//! Days: what dates are read into, in every form that can mean one day only.

mod column;
mod form;
mod moment;

use std::fmt;

pub use column::DateColumn;
pub use form::BadDay;
pub(crate) use form::{MONTHS, WEEKDAYS};
pub use moment::Moment;

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

    /// Reads a date by itself: `dd/mm/yyyy`, or whatever else can mean one day only, a time of day
    /// behind it being left out. A table is read by columns ([`DateColumn`]), since a number of days
    /// or a month that stands first can only be told beside other dates.
    ///
    /// ```
    /// use care_scorecard::source::{BadDay, Day};
    /// assert_eq!(Day::read(b"01/04/2023"), Day::read(b"2023-04-01"));
    /// assert_eq!(Day::read(b"01/04/2023"), Day::read(b"1 April 2023"));
    /// assert_eq!(Day::read(b"01/04/2023"), Day::read(b"2023-04-01T14:05:00Z"));
    /// assert_eq!(Day::read(b"01/04/23"), Err(BadDay::TwoDigitYear));
    /// assert_eq!(Day::read(b"04/13/2023"), Err(BadDay::MonthFirst));
    /// ```
    ///
    /// # Errors
    /// Where the text is no date, or can mean several days.
    pub fn read(text: &[u8]) -> Result<Self, BadDay> {
        Moment::read(text).map(|moment| moment.day)
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

const fn days_in(year: i16, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
