//! A table as it may be published, and how it is laid out in a ledger.

use serde::Serialize;

use super::ledger::{CellId, Ledger};

/// A count as it may be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Published {
    /// The count.
    Shown(u64),
    /// Withheld, since it could point at a child, or would give away a count that could.
    Withheld,
}

impl Published {
    /// The count, where it is shown.
    #[must_use]
    pub fn count(self) -> Option<u64> {
        match self {
            Self::Shown(count) => Some(count),
            Self::Withheld => None,
        }
    }
}

/// What a column of a [`PublishedTable`] counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Column {
    /// Children.
    Children,
    /// Of them, placed outside.
    Outside,
    /// Of them, with a missing incident in the year.
    Missing,
    /// Placed up to 20 miles from home.
    #[serde(rename = "up-to-20-miles")]
    UpTo20Miles,
    /// Placed more than 20 miles from home.
    #[serde(rename = "over-20-miles")]
    Over20Miles,
    /// At a distance that is not known.
    DistanceNotKnown,
    /// Missing incidents.
    Incidents,
    /// Of them, of three days or more.
    LongIncidents,
    /// Children with a missing incident that began while they were placed there.
    MissingFromThere,
    /// Children whose placement began in a year of which there is a record of notifications.
    Notifiable,
    /// Of them, or of all where that is all, those of whose placement the host authority was told.
    Notified,
}

/// A table of counts by group, made fit for publication: nothing that is withheld can be had from
/// what is shown here or in another table made with it.
///
/// `R` says what a row is about. Counts of a column add up to its total where it has one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublishedTable<R> {
    /// What each column counts.
    pub columns: Vec<Column>,
    /// The rows in the order of tables, with a count for each column.
    pub rows: Vec<(R, Vec<Published>)>,
    /// The total of each column; empty where the rows do not add up to one.
    pub totals: Vec<Published>,
    /// The smallest number that a percentage may be of.
    minimum_base: u64,
}

impl<R> PublishedTable<R> {
    pub(super) fn new(
        columns: Vec<Column>,
        rows: Vec<(R, Vec<Published>)>,
        totals: Vec<Published>,
        minimum_base: u64,
    ) -> Self {
        Self {
            columns,
            rows,
            totals,
            minimum_base,
        }
    }

    /// A count as a share (0 to 1) of another, where both are shown and the other is large enough
    /// for a percentage.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "counts of children")]
    pub fn share(&self, part: Published, whole: Published) -> Option<f64> {
        let (part, whole) = part.count().zip(whole.count())?;
        (whole > 0 && whole >= self.minimum_base).then(|| part as f64 / whole as f64)
    }

    /// The count of a column in a row.
    #[must_use]
    pub fn count(&self, row: usize, column: Column) -> Option<Published> {
        let at = self.columns.iter().position(|c| *c == column)?;
        self.rows.get(row)?.1.get(at).copied()
    }

    /// The total of a column.
    #[must_use]
    pub fn total(&self, column: Column) -> Option<Published> {
        let at = self.columns.iter().position(|c| *c == column)?;
        self.totals.get(at).copied()
    }

    /// Whether anything is withheld.
    #[must_use]
    pub fn has_withheld(&self) -> bool {
        let rows = self.rows.iter().flat_map(|(_, counts)| counts);
        rows.chain(&self.totals).any(|c| *c == Published::Withheld)
    }

    /// Whether any count but 0 is shown.
    #[must_use]
    pub fn shows_any(&self) -> bool {
        let rows = self.rows.iter().flat_map(|(_, counts)| counts);
        rows.chain(&self.totals)
            .any(|c| c.count().is_some_and(|n| n > 0))
    }
}

impl<R: PartialEq> PublishedTable<R> {
    /// The count of the first column in the row about something.
    #[must_use]
    pub fn of(&self, row: &R) -> Option<Published> {
        let (_, counts) = self.rows.iter().find(|(about, _)| about == row)?;
        counts.first().copied()
    }
}

/// Which cells of a ledger a table is made of.
#[derive(Debug, Clone)]
pub(super) struct Layout<R> {
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<(R, Vec<CellId>)>,
    pub(super) totals: Vec<CellId>,
}

impl<R> Layout<R> {
    /// The table, by what the ledger withholds.
    pub(super) fn published(self, ledger: &Ledger, minimum_base: u64) -> PublishedTable<R> {
        let read = |ids: Vec<CellId>| ids.iter().map(|id| ledger.published(*id)).collect();
        let rows = self.rows.into_iter().map(|(row, ids)| (row, read(ids)));
        let rows = rows.collect();
        PublishedTable::new(self.columns, rows, read(self.totals), minimum_base)
    }
}
