//! Word documents: the same documents as the PDFs, to be edited.

use crate::report::{
    AUTHOR, AuthorityReport, BoardReport, CoverLine, FROM, PlacingLetter, RequestForm,
};

use care_scorecard_drawing::document::Document;
use care_scorecard_drawing::word::{self, WordError};

use super::pdf_report::{self, legible};

/// A report to a board: `<file>.docx`.
///
/// # Errors
/// Where the document cannot be written.
pub fn board(model: &BoardReport) -> Result<Vec<u8>, WordError> {
    let author = written(&model.cover, AUTHOR).unwrap_or(&model.name);
    write(pdf_report::board_document(model), author)
}

/// The letter by which a board asks an authority for its statement: `<file>.docx`.
///
/// # Errors
/// Where the document cannot be written.
pub fn request(model: &RequestForm) -> Result<Vec<u8>, WordError> {
    let board = written(&model.head, FROM).unwrap_or_default();
    write(pdf_report::request_document(model), board)
}

/// A letter to an authority that places children in the area of another: `<file>.docx`.
///
/// # Errors
/// Where the document cannot be written.
pub fn placing(model: &PlacingLetter) -> Result<Vec<u8>, WordError> {
    let board = written(&model.head, FROM).unwrap_or_default();
    write(pdf_report::placing_document(model), board)
}

/// The report on an authority: `<file>.docx`.
///
/// # Errors
/// Where the document cannot be written.
pub fn authority(model: &AuthorityReport) -> Result<Vec<u8>, WordError> {
    write(pdf_report::authority_document(model), "")
}

/// What a line of a cover says, where it is written in.
fn written<'m>(cover: &'m [CoverLine], label: &str) -> Option<&'m str> {
    let line = cover.iter().find(|line| line.label == label)?;
    line.value.as_deref()
}

fn write(mut document: Document, author: &str) -> Result<Vec<u8>, WordError> {
    author.clone_into(&mut document.author);
    legible::make(&mut document);
    word::write(&document)
}
