//! The dates of a column, judged together.

use super::{BadDay, Moment};

/// What the cells of a column have been found to hold, and so how its dates are to be read.
///
/// Cells are read as they come, as if nothing spoke against it. Where something does that was not
/// known when the first were read ([`DateColumn::was_misread`]), the column is read once more with
/// what is known then.
///
/// ```
/// use care_scorecard::source::DateColumn;
/// let mut column = DateColumn::default();
/// assert!(column.read(b"03/04/2023").is_ok());
/// assert!(column.read(b"04/13/2023").is_err());
/// assert!(column.was_misread());
/// let mut again = column.judged();
/// assert!(again.read(b"03/04/2023").is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DateColumn {
    /// Dates of which the month can only stand first.
    month_first: bool,
    /// Dates of which the day can only stand first, or the month is told otherwise.
    day_first: bool,
    /// Dates of which either could.
    either: bool,
    /// Dates in a form of their own.
    dates: bool,
    /// Numbers of days as a spreadsheet keeps them.
    numbers: bool,
    /// What was known before its cells were read.
    verdict: Verdict,
}

/// What is known of a column before its cells are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Verdict {
    /// Nothing.
    #[default]
    Open,
    /// No date of it can be read: some have the month first.
    MonthFirst,
    /// It has dates, so that numbers in it are none.
    Dates,
}

/// What a date in numbers tells of the order of day and month.
enum Order {
    DayFirst,
    /// Both could stand first, and would give two days.
    Either,
    /// It is told by the form, or makes no difference.
    Told,
}

impl Order {
    /// Of a cell that is a date with the day first.
    fn of(cell: &[u8]) -> Self {
        let number = |part: &[u8]| std::str::from_utf8(part).ok()?.parse::<u8>().ok();
        let cell = cell.trim_ascii_start();
        let cell = cell.strip_prefix(b"'").unwrap_or(cell);
        let mut parts = cell.split(|byte| matches!(byte, b'/' | b'-' | b'.' | b' '));
        let mut next = || parts.find(|part| !part.is_empty()).and_then(number);
        // A year or the name of a month is no such number.
        match (next(), next()) {
            (Some(13..), Some(_)) => Self::DayFirst,
            (Some(day), Some(month)) if day != month => Self::Either,
            _ => Self::Told,
        }
    }
}

impl DateColumn {
    /// Reads a filled cell.
    ///
    /// # Errors
    /// Where it is no date, or none that can be read in this column.
    pub fn read(&mut self, cell: &[u8]) -> Result<Moment, BadDay> {
        match Moment::read(cell) {
            Ok(moment) => {
                self.dates = true;
                if !self.day_first {
                    match Order::of(cell) {
                        Order::DayFirst => self.day_first = true,
                        Order::Either => self.either = true,
                        Order::Told => {}
                    }
                }
                match self.verdict {
                    Verdict::MonthFirst => Err(BadDay::MonthFirst),
                    _ => Ok(moment),
                }
            }
            Err(BadDay::SpreadsheetNumber) => {
                self.numbers = true;
                match self.verdict {
                    Verdict::Open => Moment::read_spreadsheet_number(cell),
                    _ => Err(BadDay::SpreadsheetNumber),
                }
            }
            Err(fault) => {
                self.month_first |= fault == BadDay::MonthFirst;
                Err(fault)
            }
        }
    }

    /// Whether some of its cells were read as another column's would be: it is to be read again.
    #[must_use]
    pub fn was_misread(&self) -> bool {
        self.verdict == Verdict::Open && (self.month_first || self.dates && self.numbers)
    }

    /// Whether some of its dates can only have the month first.
    #[must_use]
    pub fn is_month_first(&self) -> bool {
        self.month_first
    }

    /// Whether nothing in it tells if day or month stands first: another column of its table may.
    #[must_use]
    pub fn is_of_either_order(&self) -> bool {
        self.verdict == Verdict::Open && self.either && !self.day_first
    }

    /// The same column before it is read again, in a table that has the month first.
    #[must_use]
    pub fn judged_month_first(&self) -> Self {
        Self {
            verdict: Verdict::MonthFirst,
            ..Self::default()
        }
    }

    /// The same column before it is read again.
    #[must_use]
    pub fn judged(&self) -> Self {
        let verdict = match (self.month_first, self.dates) {
            (true, _) => Verdict::MonthFirst,
            (false, true) => Verdict::Dates,
            (false, false) => Verdict::Open,
        };
        Self {
            verdict,
            ..Self::default()
        }
    }

    /// Adds what other cells of the column hold.
    pub fn join(&mut self, other: Self) {
        self.month_first |= other.month_first;
        self.day_first |= other.day_first;
        self.either |= other.either;
        self.dates |= other.dates;
        self.numbers |= other.numbers;
    }

    /// Reads all cells of a column that is in memory; empty ones have no date.
    pub fn read_all<'c>(
        cells: impl Iterator<Item = &'c [u8]> + Clone,
    ) -> Vec<Option<Result<Moment, BadDay>>> {
        let read = |column: &mut Self| {
            let read_one = |cell: &[u8]| (!cell.is_empty()).then(|| column.read(cell));
            cells.clone().map(read_one).collect::<Vec<_>>()
        };
        let mut column = Self::default();
        let first = read(&mut column);
        if column.was_misread() {
            return read(&mut column.judged());
        }
        first
    }
}

#[cfg(test)]
mod tests {
    use super::super::Day;
    use super::*;

    fn days(cells: &[&str]) -> Vec<Option<Result<Day, BadDay>>> {
        let cells = cells.iter().map(|cell| cell.as_bytes());
        let all = DateColumn::read_all(cells).into_iter();
        all.map(|cell| cell.map(|read| read.map(|moment| moment.day)))
            .collect()
    }

    #[test]
    fn a_column_with_the_month_first_is_not_read_by_halves() {
        let read = days(&["03/04/2023", "04/13/2023", "", "2023-04-01"]);
        let all = [Some(Err(BadDay::MonthFirst)); 2];
        assert_eq!(read[..2], all);
        assert_eq!(read[2], None);
        assert_eq!(read[3], Some(Err(BadDay::MonthFirst)));
    }

    #[test]
    fn numbers_are_days_where_the_column_has_no_other_date() {
        let first = Day::new(2024, 4, 1).unwrap();
        let read = days(&["45383", "", "45384"]);
        assert_eq!(read, [Some(Ok(first)), None, Some(Ok(first.plus(1)))]);
        let mixed = days(&["45383", "02/04/2024"]);
        assert_eq!(
            mixed,
            [
                Some(Err(BadDay::SpreadsheetNumber)),
                Some(Ok(first.plus(1)))
            ]
        );
    }

    #[test]
    fn a_cell_that_is_no_date_speaks_against_none() {
        let first = Day::new(2024, 4, 1).unwrap();
        let read = days(&["45383", "unknown", "45384"]);
        assert_eq!(read[1], Some(Err(BadDay::NotADate)));
        assert_eq!(read[2], Some(Ok(first.plus(1))));
        let read = days(&["01/04/2024", "01/04/24"]);
        assert_eq!(read, [Some(Ok(first)), Some(Err(BadDay::TwoDigitYear))]);
    }
}
