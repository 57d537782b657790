//! How the rows of a log of return interviews fit the missing incidents of a return.

use std::collections::BTreeMap;

use crate::care::YearView;
use crate::source::Day;
use crate::source::ssda903::Interview;

use super::left_out::Left;

/// The rows of a year in a log of return interviews, by what they name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LogMatch {
    /// Rows that name a child of the return.
    pub own: usize,
    /// Of these, rows that are about an incident of the child.
    pub matching: usize,
    /// Rows that name another child.
    pub others: usize,
    /// Of these, as many as begin on the days of incidents that no row is about: they may be about
    /// these, of children written in another way.
    pub mistakable: usize,
}

impl LogMatch {
    /// Sets the rows of logs against the incidents of a year.
    pub(super) fn of<'r>(
        view: &YearView<'_>,
        rows: impl Iterator<Item = &'r Interview> + Clone,
    ) -> Self {
        let year = Day::first_of(view.year)..=Day::census(view.year);
        let of_year = rows.filter(|row| year.contains(&row.missing_since));
        let mut found = Self::default();
        let mut by_others: BTreeMap<Day, usize> = BTreeMap::new();
        for row in of_year.clone() {
            let Some(child) = view.child(row.child) else {
                found.others += 1;
                *by_others.entry(row.missing_since).or_default() += 1;
                continue;
            };
            found.own += 1;
            let begins = child.incidents.iter().any(|i| i.start == row.missing_since);
            found.matching += usize::from(begins);
        }
        if found.others > 0 {
            let mut told: Vec<_> = of_year.map(|row| (row.child, row.missing_since)).collect();
            told.sort_unstable();
            let missing = view
                .children
                .iter()
                .flat_map(|c| c.missing().map(|m| (c.key, m.start)));
            let untold = missing.filter(|incident| told.binary_search(incident).is_err());
            for (_, day) in untold {
                if let Some(left) = by_others.get_mut(&day).filter(|left| **left > 0) {
                    *left -= 1;
                    found.mistakable += 1;
                }
            }
        }
        found
    }

    /// Whether nothing can be told from the log: no row names a child of the return, or fewer than
    /// half of those that do are about an incident.
    #[must_use]
    pub fn is_of_others(self) -> bool {
        self.own + self.others > 0 && self.matching * 2 < self.own.max(1)
    }

    /// What is left out of measures of interviews beside so many rows that cannot be read. The rows
    /// of other children are theirs, and leave nothing out.
    pub(super) fn left(self, unread: usize) -> Left {
        match self.is_of_others() {
            true => Left::all(),
            false => Left::beside(unread + self.mistakable, self.own),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_is_of_others_where_fewer_than_half_of_its_own_rows_fit() {
        let log = |own, matching, others| LogMatch {
            own,
            matching,
            others,
            mistakable: 0,
        };
        assert!(log(0, 0, 3).is_of_others());
        assert!(log(5, 2, 0).is_of_others());
        assert!(!log(4, 2, 0).is_of_others());
        assert!(!log(1, 1, 40).is_of_others());
        assert!(!log(0, 0, 0).is_of_others());
        assert!(log(5, 2, 0).left(0).is_too_much());
        assert!(!log(5, 5, 40).left(0).is_any());
        let mistaken = LogMatch {
            mistakable: 2,
            ..log(5, 5, 2)
        };
        assert!(mistaken.left(0).is_too_much());
    }
}
