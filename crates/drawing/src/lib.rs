//! Charts, and accessible documents with them: what a report is drawn and set with.
//!
//! A report's maker fills a [`chart`] with numbers and words, and gets a display list that is
//! written as SVG or put into a [`document`]; [`pdf`] writes the document, and [`word`] one that can be
//! edited. This crate knows nothing
//! of authorities, measures or scores, and [`document`] nothing of PDF or Word.
#![forbid(unsafe_code)]

pub mod chart;
pub mod document;
pub mod pdf;
pub mod word;

mod typeface;
