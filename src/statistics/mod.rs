//! Numbers in, numbers out: this room knows no authority and no file.

mod quantile;
mod rank;

pub use quantile::{median, quantile};
pub use rank::{competition_ranks, ordinal};
