//! What an indicator is: its words, what is good, what is counted out of what, and how counts are
//! bound to one another. One file a domain.
//!
//! This room knows neither files nor figures. Configuration, measures, disclosure, reports and the
//! data dictionary take what they say of an indicator from here; how one is computed stands in
//! [`crate::measure`], in the file of the same domain.

mod binding;
mod catalogue;
mod context;
mod count;
mod definition;
mod kind;
mod missing_incidents;
mod out_of_area;
mod stability;
mod sufficiency;

pub use binding::{Binding, TableCell};
pub use catalogue::{Catalogue, definition, definitions};
pub use context::{
    CLA_AT_31_MARCH, FAR_OUTSIDE_AMONG_KNOWN, FAR_OUTSIDE_AMONG_KNOWN_WITHOUT_UASC_SHARE,
    FAR_OUTSIDE_WITHOUT_UASC_SHARE, HOME_PLACES, UASC_SHARE,
};
pub use count::{Count, Of, Part, When};
pub use definition::{About, Beside, Counted, Definition, From, Places};
pub use kind::{Direction, Kind, Unit};
pub use missing_incidents::{
    AWAY_INCIDENTS, CHILDREN_MISSING, CHILDREN_MISSING_AGED, INCIDENT_RATE, INCIDENTS_PER_CHILD,
    MISSING_AT_31_MARCH, MISSING_INCIDENTS, POLICE_AGREEMENT, REPEAT_MISSING_SHARE,
};
pub use out_of_area::{PLACED_20_MILES_OUTSIDE, PLACED_OUTSIDE};

/// The counts that several domains, tables or measures share.
pub mod counts {
    pub use super::context::{
        CENSUS_WITHOUT_UASC, DISTANCE_KNOWN_WITHOUT_UASC, FAR_OUTSIDE_WITHOUT_UASC,
        OUTSIDE_WITHOUT_SAFETY, UASC, UASC_IN_YEAR, UASC_MISSING, UASC_STILL_MISSING,
    };
    pub use super::count::{CENSUS, IN_YEAR};
    pub use super::missing_incidents::{
        ACCEPTED, HELD_IN_TIME, IN_YEAR_AGED, INCIDENTS, LENGTH_KNOWN, LONG, MISSING, OFFERED,
        OFFERED_IN_TIME,
    };
    pub use super::out_of_area::{
        DISTANCE_KNOWN, FAR_OUTSIDE, OUTSIDE, OUTSIDE_IN_YEAR, OUTSIDE_MISSING,
    };
    pub use super::sufficiency::{IN_AREA, IN_HOMES, OTHER_ACCOMMODATION, OWN_PROVISION};
}
