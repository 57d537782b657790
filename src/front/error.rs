//! What can go wrong on the way to a scorecard.

use std::fmt;

use crate::diagnostic::{Diagnostic, Diagnostics};

/// Why there is no scorecard, or no report of it.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The data or the weights are at fault: every problem found, each with what to do about it.
    Data(Diagnostics),
    /// A page or a document could not be made.
    Report(String),
}

impl Error {
    /// Every problem of the data or the weights; none where these are not at fault.
    #[must_use]
    pub fn problems(&self) -> Option<&Diagnostics> {
        match self {
            Self::Data(problems) => Some(problems),
            Self::Report(_) => None,
        }
    }

    pub(super) fn of(problem: Diagnostic) -> Self {
        Self::Data(Diagnostics::from_iter([problem]))
    }

    pub(super) fn report(problem: impl fmt::Display) -> Self {
        Self::Report(problem.to_string())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Data(problems) => problems.fmt(f),
            Self::Report(problem) => f.write_str(problem),
        }
    }
}

impl std::error::Error for Error {}

impl From<Diagnostics> for Error {
    fn from(problems: Diagnostics) -> Self {
        Self::Data(problems)
    }
}
