//! Measures: for an authority, a year and an indicator the count, what it is a share of, and the
//! value, or the reason there is none. How each indicator is computed; one file a domain, as in
//! [`crate::indicator`].
//!
//! What is computed comes out as [`Unprotected`], of which nothing can be read:
//! [`crate::disclosure::protect`] makes of it what may be shown.

mod cell;
mod cells;
pub mod children;
mod computation;
mod compute;
mod context;
mod design;
mod figures;
mod given;
mod higher_count;
mod missing;
mod national;
mod out_of_area;
mod recording;
mod recording_funnels;
mod return_size;
mod sampling;
mod selection;
mod stability;
mod sufficiency;
mod tally;
mod unprotected;

pub(crate) use cell::ratio;
pub use cell::{Absence, Cell, MeasureKey, SourceKind, Withheld};
pub use children::{Extent, Left};
pub use computation::{Computation, Formula, Numerator, Repertoire};
pub(crate) use design::Clustering;
pub use figures::Figures;
pub use missing::kept_apart;
pub use national::National;
pub use recording::{Flag, Flagged, MANY_LOCATIONS_UNKNOWN};
pub use recording_funnels::Recording;
pub use return_size::ReturnSize;
pub use sampling::{Distribution, Root, Sampled, Share, sampled};
pub use selection::SourceKinds;
pub use sufficiency::definition_changed;
pub use tally::{Counts, Tally, counts_incidents, factor, kind};
pub use unprotected::Unprotected;

#[cfg(test)]
mod tests;
