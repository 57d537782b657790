//! One module per format: a model in, bytes out, no file access.

pub mod json;
pub mod pdf;
pub mod table_csv;
