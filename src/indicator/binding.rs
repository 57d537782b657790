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
}

impl Binding {
    /// That one count is no more than another.
    #[must_use]
    pub const fn part_of(parts: &'static [Count; 1], wholes: &'static [Count; 1]) -> Self {
        Self::AtMost { parts, wholes }
    }

    /// Every count it speaks of.
    #[must_use]
    pub fn counts(&self) -> Vec<Count> {
        match self {
            Self::SumOf { whole, parts } => [&[*whole], *parts].concat(),
            Self::Difference { of, less } => [*of, *less].concat(),
            Self::AtMost { parts, wholes } => [*parts, *wholes].concat(),
            Self::Together { count, others } => [&[*count], *others].concat(),
        }
    }
}
