//! Documents: a report model in, PDF out. Numbers and words are the model's; only their order and
//! setting are chosen here.

mod authority;
mod league_table;
mod parts;

use crate::report::{AuthorityReport, LeagueTable};

use super::pdf::{PdfError, write};

/// `league-table.pdf`.
///
/// # Errors
/// Where the document cannot be written as an accessible PDF, such as for a character that the
/// typeface lacks.
pub fn league_table(model: &LeagueTable) -> Result<Vec<u8>, PdfError> {
    write(&league_table::document(model))
}

/// `authorities/<file>.pdf`.
///
/// # Errors
/// Where the document cannot be written as an accessible PDF, such as for a character that the
/// typeface lacks.
pub fn authority(model: &AuthorityReport) -> Result<Vec<u8>, PdfError> {
    write(&authority::document(model))
}

#[cfg(test)]
mod tests;
