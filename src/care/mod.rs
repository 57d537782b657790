//! A child's time in care: episodes, placements, periods of care, missing incidents; joining the
//! returns of several years; counting.
//!
//! Every rule of the definitions is a function of its own with a worked example.

mod codes;
mod continuous;
mod incident;
mod join;
mod looked_after;
mod placement;
#[cfg(test)]
pub(crate) mod testing;
mod told_apart;
mod view;

pub use codes::{
    is_home, is_other_accommodation, is_placed_for_adoption, is_placed_with_own_carers,
    is_planned_reason, is_short_break, is_temporary,
};
pub use continuous::{Period, period_at, period_began};
pub use incident::{belongs_to, days_missing, design_effect, is_open_at};
pub use join::{goes_on, joined};
pub use looked_after::{age_on, at_census, during_year, has_short_break, looked_after_on};
pub use placement::{Counting, Placement, count_in, placements, same_carer_since};
pub use told_apart::can_be_told_apart;
pub use view::{ChildYear, YearView};
