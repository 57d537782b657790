//! The date columns of a table, each judged by all of its cells.

use crate::source::day::{BadDay, DateColumn, Moment};

/// A column that holds dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dated {
    Born,
    OwnChildBorn,
    Decom,
    Dec,
    Duc,
    MisStart,
    MisEnd,
    Offered,
    Held,
    Reviewed,
    Notified,
}

/// What is known of the date columns of a file.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct DateColumns([DateColumn; Dated::Notified as usize + 1]);

impl DateColumns {
    /// Reads a filled cell of a column.
    pub(super) fn read(&mut self, column: Dated, cell: &[u8]) -> Result<Moment, BadDay> {
        let column = self.0.get_mut(column as usize).ok_or(BadDay::NotADate)?;
        column.read(cell)
    }

    /// Whether cells of any were read as another column's would be, or as another table's.
    pub(super) fn were_misread(&self) -> bool {
        let of_table = self.is_month_first() && self.0.iter().any(DateColumn::is_of_either_order);
        of_table || self.0.iter().any(DateColumn::was_misread)
    }

    /// The same columns before they are read again. Whoever writes one column of a table with the month
    /// first writes the others so: those in which nothing tells are not read either.
    pub(super) fn judged(&self) -> Self {
        let month_first = self.is_month_first();
        Self(
            self.0
                .map(|column| match month_first && column.is_of_either_order() {
                    true => column.judged_month_first(),
                    false => column.judged(),
                }),
        )
    }

    fn is_month_first(&self) -> bool {
        self.0.iter().any(DateColumn::is_month_first)
    }

    /// Adds what another part of the file holds.
    pub(super) fn join(&mut self, other: &Self) {
        for (column, other) in self.0.iter_mut().zip(other.0) {
            column.join(other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cells: &[(Dated, &str)]) -> Vec<bool> {
        let all = |columns: &mut DateColumns| -> Vec<bool> {
            let cells = cells.iter();
            cells
                .map(|(column, cell)| columns.read(*column, cell.as_bytes()).is_ok())
                .collect()
        };
        let mut columns = DateColumns::default();
        let first = all(&mut columns);
        match columns.were_misread() {
            true => all(&mut columns.judged()),
            false => first,
        }
    }

    #[test]
    fn a_column_in_which_nothing_tells_goes_by_the_others_of_its_table() {
        let start = (Dated::MisStart, "05/06/2023");
        let month_first = (Dated::MisEnd, "05/16/2023");
        assert_eq!(read(&[start, month_first]), [false, false]);
        assert_eq!(read(&[start, (Dated::MisEnd, "16/05/2023")]), [true, true]);
        // Where its own dates tell, or none of them could be two days, they do.
        let told = (Dated::MisStart, "25/06/2023");
        assert_eq!(read(&[start, told, month_first]), [true, true, false]);
        for day in ["06/06/2023", "2023-06-05", "5 June 2023", "20230605"] {
            assert_eq!(read(&[(Dated::MisStart, day), month_first]), [true, false]);
        }
    }
}
