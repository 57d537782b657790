//! One module per format: a model in, bytes out, no file access.

pub mod pdf;
pub mod table_csv;
