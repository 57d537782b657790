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

    /// Whether cells of any were read as another column's would be.
    pub(super) fn were_misread(&self) -> bool {
        self.0.iter().any(DateColumn::was_misread)
    }

    /// The same columns before they are read again.
    pub(super) fn judged(&self) -> Self {
        Self(self.0.map(|column| column.judged()))
    }

    /// Adds what another part of the file holds.
    pub(super) fn join(&mut self, other: &Self) {
        for (column, other) in self.0.iter_mut().zip(other.0) {
            column.join(other);
        }
    }
}
