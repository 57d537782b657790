//! Accessible PDF: a neutral [`document`] laid out on pages and written as PDF/UA-1.

pub mod document;
mod error;

pub use document::Document;
pub use error::PdfError;
