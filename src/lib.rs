//! Computes a weighted performance scorecard of English local authorities for
//! children missing from care, and renders it as HTML and PDF.
//!
//! Data flows one way: [`source`] reads named bytes, [`measure`] turns them into figures,
//! [`scoring`] turns figures into scores and ranks, the report says them in words, and
//! [`render`] writes them. `docs/architecture.md` has the whole plan.
#![forbid(unsafe_code)]

pub mod assessment;
pub mod authority;
pub mod care;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod disclosure;
pub mod disk;
pub mod earlier;
pub mod indicator;
pub mod measure;
pub mod publish;
pub mod render;
pub mod report;
pub mod sample;
pub mod scoring;
pub mod source;
pub mod starter;
pub mod statistics;

/// Attacks a written publication from its files alone: a package of its own, which knows none of this
/// one's.
#[doc(inline)]
pub use care_scorecard_audit as audit;

/// What made a file, as its metadata say.
pub const GENERATOR: &str = concat!("care-scorecard ", env!("CARGO_PKG_VERSION"));
