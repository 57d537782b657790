//! Whole numbers that nobody was told, and what is known of them: which ones each could be.
//!
//! Ranges come from narrowing every number by every constraint until nothing changes. A number
//! counts as possible only when numbers for all others are found with which every constraint
//! holds, so that the answer errs towards "too few". It is never wrong the other way round.

mod search;
mod start;
mod unknowns;

pub(crate) use search::Fit;
pub(crate) use unknowns::{BOUNDLESS, Constraint, Contradiction, Numbers, Unknown};

#[cfg(test)]
mod tests;
