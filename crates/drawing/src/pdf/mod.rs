//! Accessible PDF: a [`Document`] laid out on pages and written as PDF/UA-1.
//!
//! Three steps, each ignorant of the next: the document says what is printed, the layout turns it
//! into pages of marks with a tree of what they mean, the back end turns those into a file.
//!
//! # Examples
//!
//! ```
//! use care_scorecard_drawing::document::{Block, Cell, Column, Document, Row, Table};
//!
//! let mut document = Document::new("Scorecard: Exampleshire");
//! document.publisher = "Department for Examples".into();
//! document.blocks = vec![
//!     Block::heading(1, "Scorecard: Exampleshire"),
//!     Block::lead("Children went missing from care less often than in England."),
//!     Block::Table(Table::new(
//!         "Children with a missing incident",
//!         vec![Column::left("Year"), Column::right("Per cent")],
//!         vec![Row::headed([Cell::from("2024"), Cell::from("11")])],
//!     )),
//! ];
//! let file = care_scorecard_drawing::pdf::write(&document)?;
//! assert!(file.starts_with(b"%PDF-1.7"));
//! # Ok::<(), care_scorecard_drawing::pdf::PdfError>(())
//! ```

mod backend;
mod error;
mod font;
mod layout;
mod page;
mod paragraph;
mod style;
mod tag;
mod text;

use crate::document::Document;
use crate::typeface::Face;

pub use error::PdfError;

/// Writes a document as a tagged PDF 1.7 file that conforms to PDF/UA-1.
///
/// The same document gives the same bytes, in any thread and at any time.
///
/// # Errors
/// A document that cannot be made accessible, or uses a character the typeface lacks, is refused
/// whole: see [`PdfError`].
pub fn write(document: &Document) -> Result<Vec<u8>, PdfError> {
    for (value, name) in [(&document.title, "title"), (&document.language, "language")] {
        if value.trim().is_empty() {
            return Err(PdfError::MissingMetadata(name));
        }
    }
    let pages = layout::lay_out(document)?;
    backend::encode(document, &pages)
}

/// Whether every face has a sign for a character, or the character leaves no mark.
pub fn can_print(character: char) -> bool {
    let has_sign = |face: Face| {
        face.typeface()
            .is_some_and(|typeface| typeface.glyph(character).is_some())
    };
    character.is_whitespace() || Face::ALL.into_iter().all(has_sign)
}
