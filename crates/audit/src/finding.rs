//! What an attack comes to.

use serde::Serialize;

/// How many possible whole numbers every withheld cell must keep.
pub const POSSIBLE: usize = 3;

/// What an attack came to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Audit {
    /// Earlier publications that were read beside it.
    pub earlier: usize,
    /// Counts that are withheld, each once, wherever they stand.
    pub withheld: usize,
    /// The fewest whole numbers that any of them could be, as far as was asked: [`POSSIBLE`] means
    /// that or more. None where nothing is withheld.
    pub fewest_possible: Option<usize>,
    /// Those that could be too few.
    pub exposed: Vec<Exposed>,
    /// Those that could be too few by what earlier publications tell, whatever this one shows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<Exposed>,
}

/// A withheld count that the publication gives away.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Exposed {
    /// The year ending 31 March.
    pub year: i16,
    /// Whose.
    pub authority_code: String,
    /// What is counted: a count of the data dictionary, or table, row and column.
    pub count: String,
    /// How many whole numbers it was found that it could be.
    pub possible: usize,
    /// The files and rows that told it.
    pub told_by: Vec<String>,
}
