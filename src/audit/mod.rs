//! Attacks a publication from its written files alone: what could each withheld cell be, for
//! whoever has read everything else?
//!
//! It shares no code with `disclosure`, so that what that overlooks is found here. Every count the
//! files name is an unknown whole number; what is shown, what adds up, totals with their rounding,
//! percentages, scores and ranks bind it. A withheld cell must keep at least [`POSSIBLE`]
//! possible numbers, each of which is only believed once numbers for all cells are found with
//! which everything holds.

mod dictionary;
mod differences;
mod knowledge;
mod numbers;
mod written;

use serde::Serialize;

use knowledge::Knowledge;
use numbers::Fit;
use written::Publication;

pub use written::Written;

/// How many possible whole numbers every withheld cell must keep.
pub const POSSIBLE: usize = 3;

/// Why a publication could not be attacked.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// A file is not as this program writes it.
    #[error("{file} is not as this program writes it: {why}")]
    Damaged {
        /// Which.
        file: &'static str,
        /// What is wrong with it.
        why: String,
    },
}

impl AuditError {
    fn damaged(file: &'static str, why: impl std::fmt::Display) -> Self {
        Self::Damaged {
            file,
            why: why.to_string(),
        }
    }
}

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

/// Attacks a publication together with earlier ones.
///
/// # Errors
/// Where a file is not as this program writes it.
pub fn audit(written: &Written, earlier: &[Written]) -> Result<Audit, AuditError> {
    let mut result = Audit {
        earlier: earlier.len(),
        ..Audit::default()
    };
    if !written.withholds()? {
        return Ok(result);
    }
    let all = std::iter::once(written).chain(earlier);
    let publications: Result<Vec<Publication>, AuditError> =
        all.map(Written::publication).collect();
    let publications = publications?;
    result.exposed = publications
        .first()
        .map(differences::exposed)
        .unwrap_or_default();
    let known = consistent(&publications);
    let attacked = known.attacked();
    let mut fit = Fit::of(&known.numbers, POSSIBLE);
    for cell in &attacked {
        let possible = fit.possible(cell.unknown);
        let fewest = result.fewest_possible.unwrap_or(POSSIBLE);
        result.fewest_possible = Some(fewest.min(possible));
        if possible < POSSIBLE {
            let (authority_code, year, count) = known.describe(cell.key);
            result.exposed.push(Exposed {
                year,
                authority_code,
                count,
                possible,
                told_by: known.told(cell.unknown),
            });
        }
    }
    result.withheld = attacked.len();
    result.exposed.sort();
    Ok(result)
}

/// What is known, without what no numbers would fit. That zeros are shown is the first to be
/// given up: covering other cells can hide one.
fn consistent(publications: &[Publication]) -> Knowledge {
    let mut relaxed = Vec::new();
    loop {
        let mut known = Knowledge::of(publications, relaxed.clone());
        let Err(contradiction) = known.numbers.narrow() else {
            return known;
        };
        match known.place_of(contradiction) {
            Some(place) if !relaxed.contains(&place) => relaxed.push(place),
            _ => return known,
        }
    }
}
