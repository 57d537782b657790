//! How counts are bound to one another. What a binding tells of a withheld count is what suppression
//! protects: a relation that is not named here protects nothing.

use super::count::Count;

/// Something that holds between counts of every authority's year, whether or not it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Binding {
    /// Parts that make up a whole.
    SumOf {
        /// The whole.
        whole: Count,
        /// All its parts.
        parts: &'static [Count],
    },
    /// Counts of which what is left after others is itself a count of children with something in
    /// common, as those who were both missing and away.
    Difference {
        /// The counts.
        of: &'static [Count],
        /// What is taken from them.
        less: &'static [Count],
    },
    /// Counts of those of two kinds and of either, whose differences are named too. Where those of one
    /// kind only, or of both, are few, the count of either is withheld; which of them are few is said
    /// to nobody, so that the counts of each kind stay.
    Overlap {
        /// Those of either kind.
        either: Count,
        /// Those of each kind.
        kinds: [Count; 2],
        /// Those of whom they are part.
        whole: Count,
    },
    /// Counts that are together no more than others.
    AtMost {
        /// The smaller side.
        parts: &'static [Count],
        /// The larger side.
        wholes: &'static [Count],
    },
    /// Counts that are withheld where another is, since a reader finds the one from the other
    /// elsewhere.
    Together {
        /// The count that draws the others along.
        count: Count,
        /// Those drawn along.
        others: &'static [Count],
    },
    /// A count that is a cell of a table by group too: one count, shown in both or in neither.
    StandsIn {
        /// The count.
        count: Count,
        /// The cell, by the words of `data/groups.csv`.
        cell: TableCell,
    },
}

/// A cell of a table by group, by the words of `data/groups.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableCell {
    /// The table, such as `distance`.
    pub table: &'static str,
    /// The row, such as `outside`; `total` for what its rows add up to.
    pub row: &'static str,
    /// The column, such as `children`.
    pub column: &'static str,
}

impl Binding {
    /// That one count is no more than another. Where those whom the part leaves out have something
    /// in common, as those only away, it is a [`Binding::Difference`], which also protects them.
    #[must_use]
    pub const fn part_of(parts: &'static [Count; 1], wholes: &'static [Count; 1]) -> Self {
        Self::AtMost { parts, wholes }
    }

    /// That a count is the cell of a table, row and column too.
    #[must_use]
    pub const fn stands_in(count: Count, [table, row, column]: [&'static str; 3]) -> Self {
        let cell = TableCell { table, row, column };
        Self::StandsIn { count, cell }
    }

    /// Every count it speaks of.
    #[must_use]
    pub fn counts(&self) -> Vec<Count> {
        match self {
            Self::SumOf { whole, parts } => [&[*whole], *parts].concat(),
            Self::Difference { of, less } => [*of, *less].concat(),
            Self::Overlap {
                either,
                kinds,
                whole,
            } => [&[*either, *whole], &kinds[..]].concat(),
            Self::AtMost { parts, wholes } => [*parts, *wholes].concat(),
            Self::Together { count, others } => [&[*count], *others].concat(),
            Self::StandsIn { count, .. } => vec![*count],
        }
    }
}
