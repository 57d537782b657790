//! Word documents: the same documents as the PDFs, to be edited.

use crate::report::{BoardReport, RequestForm};

use care_scorecard_drawing::document::Document;
use care_scorecard_drawing::word::{self, WordError};

use super::pdf_report::{self, legible};

/// A report to a board: `<file>.docx`.
///
/// # Errors
/// Where the document cannot be written.
pub fn board(model: &BoardReport) -> Result<Vec<u8>, WordError> {
    write(pdf_report::board_document(model))
}

/// The letter by which a board asks an authority for its statement: `<file>.docx`.
///
/// # Errors
/// Where the document cannot be written.
pub fn request(model: &RequestForm) -> Result<Vec<u8>, WordError> {
    write(pdf_report::request_document(model))
}

fn write(mut document: Document) -> Result<Vec<u8>, WordError> {
    legible::make(&mut document);
    word::write(&document)
}
