//! The simple files people write themselves, one module a kind.

mod authorities;
mod capacity;
mod groups;
mod measures;
mod reorganisations;

pub(super) use authorities::authorities;
pub(super) use capacity::capacity;
pub use capacity::{Accommodation, Capacity, Sector};
pub(super) use groups::{groups, lookup, neighbours};
pub use measures::GivenMeasure;
pub(super) use measures::measures;
pub(super) use reorganisations::reorganisations;
