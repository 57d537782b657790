//! The values that are scored: every indicator of a configuration over the authorities of a year.

mod check;
mod column;
mod table;
mod year;

pub use check::PanelError;
pub use column::{Column, Doubt, Entry};
pub use table::{Member, Panel};

#[cfg(test)]
mod tests;
