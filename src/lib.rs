//! Computes a weighted performance scorecard of English local authorities for
//! children missing from care, and renders it as HTML and PDF.
//!
//! Data flows one way through the modules, in the order they are listed here.
#![forbid(unsafe_code)]

pub mod assessment;
pub mod authority;
pub mod chart;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod measure;
pub mod render;
pub mod scoring;
pub mod source;
pub mod statistics;
