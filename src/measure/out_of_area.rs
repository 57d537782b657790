//! Out-of-area placements: how many children live outside the authority, how far, and who was told.

use crate::config::Direction;
use crate::source::published::Quantity;

use super::definition::{Definition, Formula, proportion};

const DOMAIN: &str = "out-of-area-placements";

pub(super) const PLACED_OUTSIDE: &str = "placed-outside";
pub(super) const PLACED_20_MILES_OUTSIDE: &str = "placed-20-miles-outside";

pub(super) const INDICATORS: &[Definition] = &[
    proportion(
        DOMAIN,
        PLACED_OUTSIDE,
        "Children placed outside the authority",
        Direction::LowerIsBetter,
        "children looked after on 31 March placed outside the authority's boundary",
        "children looked after on 31 March",
        "A placement outside can be in a child's best interests. Small and urban authorities have more boundary.",
        &[
            Formula::share(Quantity::LocalityOutside, Quantity::LocalityTotal),
            Formula::share(Quantity::PlacedOutsideNetGainFile, Quantity::StabilityCla).noted(
                "From the net gain file over the total of the placement stability file, since the characteristics file does not cover the year.",
            ),
        ],
    ),
    proportion(
        DOMAIN,
        PLACED_20_MILES_OUTSIDE,
        "Children placed outside and over 20 miles from home",
        Direction::LowerIsBetter,
        "children looked after on 31 March placed outside the boundary and more than 20 miles from home",
        "children looked after on 31 March, unknown distance included",
        "Distance is not expected for unaccompanied asylum-seeking children and is unknown for some others.",
        &[Formula::share(Quantity::DistanceLocalityOutsideOver20, Quantity::DistanceLocalityTotal)],
    ),
    proportion(
        DOMAIN,
        "outside-and-missing",
        "Children placed outside who went missing from there",
        Direction::LowerIsBetter,
        "children placed outside at some time in the year with a missing incident that began while so placed",
        "children placed outside at some time in the year",
        "Rates depend on how well an authority records: a low figure can be poor recording.",
        &[],
    ),
    proportion(
        DOMAIN,
        "host-notified",
        "Host authority told by the day of placement",
        Direction::HigherIsBetter,
        "placements outside that began in the year of which the host authority was told on or before the first day",
        "placements outside that began in the year",
        "Needs a record of notifications, which no national return carries.",
        &[],
    ),
];
