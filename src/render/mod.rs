//! One module per format: a model in, bytes out, no file access.

mod charts;
pub mod html;
pub mod json;
pub mod pdf;
pub mod pdf_report;
pub mod table_csv;
