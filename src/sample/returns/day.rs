//! Days, counted from 1 January 1970.

/// A day.
pub(super) type Day = i32;

/// The days of an average year.
const YEAR: f64 = 365.25;

/// A day of the Gregorian calendar (the algorithm of Hinnant's "days from civil").
pub(super) fn day(year: i32, month: i32, day: i32) -> Day {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day of the month.
pub(super) fn civil(day: Day) -> (i32, i32, i32) {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted - era * 146_097;
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let date = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i32::from(month <= 2);
    (year, month, date)
}

/// As a return writes it: dd/mm/yyyy.
pub(super) fn written(day: Day) -> String {
    let (year, month, date) = civil(day);
    format!("{date:02}/{month:02}/{year}")
}

/// As a return writes a day that may be absent.
pub(super) fn written_or_blank(day: Option<Day>) -> String {
    day.map(written).unwrap_or_default()
}

/// 1 April on which the year ending on a 31 March begins.
pub(super) fn first_of(year: i16) -> Day {
    day(i32::from(year) - 1, 4, 1)
}

/// 31 March of a year.
pub(super) fn last_of(year: i16) -> Day {
    day(i32::from(year), 3, 31)
}

/// Age in years and parts of a year.
pub(super) fn age(born: Day, on: Day) -> f64 {
    f64::from(on - born) / YEAR
}

/// The birthday on which somebody turns `age`; 1 March for those born on 29 February.
pub(super) fn birthday(born: Day, age: i32) -> Day {
    let (year, month, date) = civil(born);
    day(year + age, month, date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_agree() {
        assert_eq!(day(1970, 1, 1), 0);
        assert_eq!(written(day(2024, 2, 29)), "29/02/2024");
        assert_eq!(last_of(2024) - first_of(2024), 365);
        assert_eq!(last_of(2023) - first_of(2023), 364);
        for day in (-40_000..40_000).step_by(17) {
            let (y, m, d) = civil(day);
            assert_eq!(super::day(y, m, d), day);
        }
    }

    #[test]
    fn a_birthday_on_a_leap_day_moves_to_march() {
        assert_eq!(written(birthday(day(2008, 2, 29), 18)), "01/03/2026");
        assert_eq!(written(birthday(day(2006, 5, 4), 18)), "04/05/2024");
    }
}
