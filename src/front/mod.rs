//! The front door of the library: from values, or a folder, to a scorecard and its reports.

mod card;
mod data;
mod error;
mod weights;

pub use card::{Card, Report, Standing};
pub use data::{Data, Figure};
pub use error::Error;
pub use weights::Weights;

#[cfg(test)]
mod tests;
