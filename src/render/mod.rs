//! One module per format: a model in, bytes out, no file access.

pub mod board_json;
mod charts;
pub mod comparison_csv;
pub mod data_package;
pub mod ees_csv;
pub mod flows_csv;
pub mod form_xlsx;
pub mod groups_csv;
pub mod html;
pub mod json;
pub mod ods;
pub mod pdf_report;
pub mod revisions_csv;
pub mod robustness_json;
mod sheet;
pub mod table_csv;
pub mod word_report;
pub mod xlsx;
