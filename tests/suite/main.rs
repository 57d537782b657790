//! What the program does as a whole, from the outside: one binary, so that it is linked once.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod audit;
mod bad_input;
mod board_reports;
mod commands;
mod dirty_returns;
mod ees;
mod named_bytes;
mod no_identifiers;
mod pdf;
mod pdf_support;
mod plain;
mod police_counts;
mod public_scores;
mod publication;
mod reader;
mod recompute;
mod recording;
mod report;
mod report_numbers;
mod report_support;
mod revisions;
mod sample;
mod sample_returns;
mod shared_data;
mod shared_intervals;
mod shared_published;
mod shared_vectors;
mod soundness;
mod spreadsheets;
mod support;
mod sureness;
mod valid;
mod worded;
