//! Computes a weighted performance scorecard of English local authorities for
//! children missing from care, and renders it as HTML and PDF.
//!
//! Data flows one way through the modules, in the order they are listed here.
#![forbid(unsafe_code)]

pub mod authority;
pub mod chart;
pub mod config;
pub mod diagnostic;
pub mod measure;
pub mod sample;
pub mod source;
