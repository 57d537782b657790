//! Documents: a report model in, PDF out.

use crate::report::{AuthorityReport, LeagueTable};

use super::pdf::PdfError;

/// `league-table.pdf`.
///
/// # Errors
/// Where the document cannot be written as an accessible PDF.
pub fn league_table(model: &LeagueTable) -> Result<Vec<u8>, PdfError> {
    let _ = model;
    todo!()
}

/// `authorities/<file>.pdf`.
///
/// # Errors
/// Where the document cannot be written as an accessible PDF.
pub fn authority(model: &AuthorityReport) -> Result<Vec<u8>, PdfError> {
    let _ = model;
    todo!()
}
