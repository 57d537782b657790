//! A [`Document`] as a Word file (Office Open XML, WordprocessingML) that can be edited.
//!
//! Real headings and lists, tables whose first row repeats on every page, pictures as SVG with PNG
//! beside it and a text alternative, language and title, and the marking at the head and foot of
//! every page, the first too.
//!
//! # Examples
//!
//! ```
//! use care_scorecard_drawing::document::{Block, Document};
//!
//! let mut document = Document::new("Statement: Exampleshire");
//! document.blocks = vec![Block::heading(1, "Statement: Exampleshire")];
//! let file = care_scorecard_drawing::word::write(&document)?;
//! assert!(file.starts_with(b"PK"));
//! # Ok::<(), care_scorecard_drawing::word::WordError>(())
//! ```

mod body;
mod furniture;
mod package;
mod picture;
mod styles;
mod table;
mod xml;

use thiserror::Error;

use crate::document::Document;

/// Why a document cannot be written. Nothing is written when one occurs.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum WordError {
    /// A drawing has neither title nor description to stand for it.
    #[error("the figure {caption:?} has no text alternative")]
    MissingAlternative {
        /// The caption of the figure, or the text of the cell it stands in.
        caption: String,
    },
    /// A picture could not be painted.
    #[error("the picture {title:?} cannot be painted")]
    Picture {
        /// The title of the drawing.
        title: String,
    },
    /// The file could not be put together.
    #[error("the file cannot be put together: {0}")]
    Package(#[from] std::io::Error),
}

/// Writes a document as a .docx file. The same document gives the same bytes.
///
/// # Errors
/// Where a figure has no text alternative or cannot be painted: see [`WordError`].
pub fn write(document: &Document) -> Result<Vec<u8>, WordError> {
    let body = body::write(document)?;
    package::write(document, &body)
}

#[cfg(test)]
mod tests;
