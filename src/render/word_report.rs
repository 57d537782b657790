//! Word documents: the same documents as the PDFs, to be edited.

use crate::report::{AuthorityReport, BoardReport, PlacingLetter, RequestForm};

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

/// A letter to an authority that places children in the area of another: `<file>.docx`.
///
/// # Errors
/// Where the document cannot be written.
pub fn placing(model: &PlacingLetter) -> Result<Vec<u8>, WordError> {
    write(pdf_report::placing_document(model))
}

/// The report on an authority: `<file>.docx`.
///
/// # Errors
/// Where the document cannot be written.
pub fn authority(model: &AuthorityReport) -> Result<Vec<u8>, WordError> {
    write(pdf_report::authority_document(model))
}

fn write(mut document: Document) -> Result<Vec<u8>, WordError> {
    legible::make(&mut document);
    word::write(&document)
}
