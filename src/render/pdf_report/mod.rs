//! Documents: a report model in, PDF out.

mod authority;
mod board;
mod league_table;
pub(in crate::render) mod legible;
mod parts;
mod request;
mod sections;
mod summary;
mod words;

use crate::report::{AuthorityReport, BoardReport, Frame, LeagueTable, PlacingLetter, RequestForm};

use care_scorecard_drawing::document::{Block, Contents, Document, TypeSize};
use care_scorecard_drawing::pdf::{self, PdfError};

/// `league-table.pdf`.
///
/// # Errors
/// Where the document cannot be written as an accessible PDF.
pub fn league_table(model: &LeagueTable) -> Result<Vec<u8>, PdfError> {
    let title = format!(
        "{}: league table {}",
        model.standings.frame.title, model.standings.frame.year
    );
    let blocks = league_table::blocks(model);
    let mut document = document(
        &model.standings.frame,
        title,
        &model.standings.headline,
        blocks,
    );
    document.type_size = TypeSize::Small;
    document.contents = Contents::WhenLong;
    write(document)
}

/// `authorities/<file>.pdf`.
///
/// # Errors
/// Where the document cannot be written as an accessible PDF.
pub fn authority(model: &AuthorityReport) -> Result<Vec<u8>, PdfError> {
    write(authority_document(model))
}

/// The same as a document of any format.
pub(in crate::render) fn authority_document(model: &AuthorityReport) -> Document {
    let title = format!("{}: {} {}", model.name, model.frame.title, model.frame.year);
    let blocks = authority::blocks(model);
    let mut document = document(&model.frame, title, &model.headline, blocks);
    document.running_head = named(&model.name, model.frame.year);
    document.type_size = TypeSize::Small;
    document
}

/// `authorities/<file>-summary.pdf`: the same on one page.
///
/// # Errors
/// Where the document cannot be written as an accessible PDF.
pub fn summary(model: &AuthorityReport) -> Result<Vec<u8>, PdfError> {
    let frame = &model.frame;
    let title = format!("{}, summary: {} {}", model.name, frame.title, frame.year);
    let blocks = summary::blocks(model);
    let mut document = document(frame, title, &model.headline, blocks);
    document.running_head = named(&model.name, frame.year);
    document.type_size = TypeSize::Small;
    write(document)
}

/// A report to a board: `<file>.pdf`.
///
/// # Errors
/// Where the document cannot be written as an accessible PDF.
pub fn board(model: &BoardReport) -> Result<Vec<u8>, PdfError> {
    write(board_document(model))
}

/// A report to a board as a document of any format.
pub(in crate::render) fn board_document(model: &BoardReport) -> Document {
    let title = format!("{}: {}, {}", model.name, model.title, model.frame.year);
    let blocks = board::blocks(model);
    let mut document = document(&model.frame, title, &model.headline, blocks);
    document.running_head = named(&model.name, model.frame.year);
    document.type_size = TypeSize::Small;
    document
}

/// The form by which a board asks an authority for its statement: `<file>.pdf`.
///
/// # Errors
/// Where the document cannot be written as an accessible PDF.
pub fn request(model: &RequestForm) -> Result<Vec<u8>, PdfError> {
    write(request_document(model))
}

/// The same as a document of any format.
pub(in crate::render) fn request_document(model: &RequestForm) -> Document {
    let title = format!("{}: {}, {}", model.name, model.title, model.frame.year);
    let blocks = request::blocks(model);
    let mut document = document(&model.frame, title, &model.purpose, blocks);
    document.running_head = named(&model.name, model.frame.year);
    document
}

/// A letter to an authority that places children in the area of another: `<file>.pdf`.
///
/// # Errors
/// Where the document cannot be written as an accessible PDF.
pub fn placing(model: &PlacingLetter) -> Result<Vec<u8>, PdfError> {
    write(placing_document(model))
}

/// The same as a document of any format.
pub(in crate::render) fn placing_document(model: &PlacingLetter) -> Document {
    let blocks = request::placing(model);
    let mut document = document(&model.frame, model.title.clone(), &model.purpose, blocks);
    document.running_head = named(&model.host, model.frame.year);
    document
}

/// Characters of a name at the head of a page.
const LONGEST_NAME: usize = 60;

/// What stands at the head of every page of a report on one authority.
fn named(name: &str, year: i16) -> String {
    let short: String = name.chars().take(LONGEST_NAME).collect();
    if short.len() < name.len() {
        format!("{}…, {year}", short.trim_end())
    } else {
        format!("{name}, {year}")
    }
}

fn document(frame: &Frame, title: String, subject: &str, blocks: Vec<Block>) -> Document {
    let mut document = Document::new(title);
    document.producer = crate::GENERATOR.into();
    document.publisher = frame.publisher.clone().unwrap_or_default();
    subject.clone_into(&mut document.subject);
    document.marking.clone_from(&frame.marking);
    document.created = frame.dated().timestamp();
    document.contents = Contents::Never;
    document.blocks = blocks;
    document
}

fn write(mut document: Document) -> Result<Vec<u8>, PdfError> {
    legible::make(&mut document);
    pdf::write(&document)
}
