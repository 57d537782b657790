//! What keeps a document from being written.

use thiserror::Error;

/// Why a document cannot be written as an accessible PDF. Nothing is written when one occurs.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PdfError {
    /// No typeface at hand has a sign for a character.
    #[error("no typeface at hand has a sign for “{character}” (U+{:04X}), in “{text}”", *.character as u32)]
    MissingGlyph {
        /// The character.
        character: char,
        /// The words it stands in.
        text: String,
    },
    /// A drawing has neither title nor description to stand for it.
    #[error("the figure {caption:?} has no text alternative")]
    MissingAlternative {
        /// The caption of the figure, or the text of the cell it stands in.
        caption: String,
    },
    /// A link has no words to name its target.
    #[error("the link to {url} has no text")]
    EmptyLink {
        /// Where it leads.
        url: String,
    },
    /// A heading is more than one level below the one before, or not within 1 to 4.
    #[error("the heading {text:?} is of level {level} after level {previous}")]
    HeadingLevel {
        /// What it says.
        text: String,
        /// Its level.
        level: u8,
        /// The level of the heading before, 0 for none.
        previous: u8,
    },
    /// A row has more or fewer cells than the table has columns.
    #[error("row {row} of the table {caption:?} has {found} cells under {expected} columns")]
    RaggedTable {
        /// The table's caption.
        caption: String,
        /// The row, counted from 1.
        row: usize,
        /// Cells in it.
        found: usize,
        /// Columns of the table.
        expected: usize,
    },
    /// A table has no columns.
    #[error("the table {caption:?} has no columns")]
    EmptyTable {
        /// The table's caption.
        caption: String,
    },
    /// The document has no title, or no language.
    #[error("the document has no {0}")]
    MissingMetadata(&'static str),
    /// The embedded typeface could not be read or cut down.
    #[error("the typeface cannot be embedded: {0}")]
    Font(String),
    /// The file could not be put together.
    #[error("the file cannot be put together: {0}")]
    Encoding(String),
}
