//! Out-of-area placements: how many children live outside the authority, how far, and who was told.

use super::binding::Binding;
use super::count::{CENSUS, Count, IN_YEAR, Of};
use super::definition::{Beside, Definition, From, Places};
use super::kind::Direction;
use super::missing_incidents::MISSING;

const DOMAIN: &str = "out-of-area-placements";
const FROM_BOTH: &[From] = &[From::Published, From::Returns];
pub(super) const FROM_NOTIFICATIONS: &[From] = &[From::Returns, From::With(Beside::Notifications)];

/// The code of the share of children placed outside.
pub const PLACED_OUTSIDE: &str = "placed-outside";
/// The code of the share of children placed outside and far from home.
pub const PLACED_20_MILES_OUTSIDE: &str = "placed-20-miles-outside";

/// Children placed outside the boundary.
pub const OUTSIDE: Count = Count::children("outside").on_31_march();
/// Of those, over 20 miles from home.
pub const FAR_OUTSIDE: Count = Count::children("far-outside").on_31_march();
/// Children whose distance from home is known.
pub const DISTANCE_KNOWN: Count = Count::children("distance-known").on_31_march();
/// Children placed outside at some time in the year.
pub const OUTSIDE_IN_YEAR: Count = Count::children("outside-in-year");
/// Of those, who went missing from there.
pub const OUTSIDE_MISSING: Count = Count::children("outside-missing");
/// Placements outside that began in the year.
pub(super) const BEGUN_OUTSIDE: Count = Count::new(Of::Placements, "begun-outside");
/// Of those, of which the host was told by the first day.
const NOTIFIED: Count = Count::new(Of::Placements, "notified");
/// Of those, of which it was told within five working days.
pub(super) const NOTIFIED_IN_FIVE_DAYS: Count = Count::new(Of::Placements, "notified-in-five-days");

pub(super) const INDICATORS: &[Definition] = &[
    Definition::proportion(
        DOMAIN,
        PLACED_OUTSIDE,
        "Children placed outside the authority",
        OUTSIDE,
        "children looked after on 31 March placed outside the authority's boundary",
    )
    .out_of(CENSUS, "children looked after on 31 March")
    .good(Direction::LowerIsBetter)
    .caveat("A placement outside can be in a child's best interests. Small and urban authorities have more boundary.")
    .from(FROM_BOTH)
    .needs(Places::Side),
    Definition::proportion(
        DOMAIN,
        PLACED_20_MILES_OUTSIDE,
        "Children placed outside and over 20 miles from home",
        FAR_OUTSIDE,
        "children looked after on 31 March placed outside the boundary and more than 20 miles from home",
    )
    .out_of(
        CENSUS,
        "children looked after on 31 March, unknown distance included",
    )
    .good(Direction::LowerIsBetter)
    .caveat("Distance is not expected for unaccompanied asylum-seeking children and is unknown for some others.")
    .from(FROM_BOTH)
    .needs(Places::Distance),
    Definition::proportion(
        DOMAIN,
        "outside-and-missing",
        "Children placed outside who went missing from there",
        OUTSIDE_MISSING,
        "children placed outside at some time in the year with a missing incident that began while so placed",
    )
    .out_of(
        OUTSIDE_IN_YEAR,
        "children placed outside at some time in the year",
    )
    .good(Direction::LowerIsBetter)
    .caveat("Rates depend on how well an authority records: a low figure can be poor recording.")
    .from(&[From::Returns])
    .needs(Places::Side),
    Definition::proportion(
        DOMAIN,
        "host-notified",
        "Host authority told by the day of placement",
        NOTIFIED,
        "placements outside that began in the year of which the host authority was told on or before the first day",
    )
    .out_of(
        BEGUN_OUTSIDE,
        "placements outside that began in the year",
    )
    .good(Direction::HigherIsBetter)
    .caveat("Needs a record of notifications, which no national return carries.")
    .from(FROM_NOTIFICATIONS),
];

pub(super) const BINDINGS: &[Binding] = &[
    Binding::Difference {
        of: &[CENSUS],
        less: &[DISTANCE_KNOWN],
    },
    Binding::part_of(&[OUTSIDE], &[CENSUS]),
    // Those outside and near, or nobody knows how far: rows of a table.
    Binding::Difference {
        of: &[OUTSIDE],
        less: &[FAR_OUTSIDE],
    },
    Binding::part_of(&[FAR_OUTSIDE], &[DISTANCE_KNOWN]),
    Binding::part_of(&[CENSUS], &[IN_YEAR]),
    Binding::part_of(&[OUTSIDE_MISSING], &[MISSING]),
    Binding::part_of(&[OUTSIDE_MISSING], &[OUTSIDE_IN_YEAR]),
    Binding::part_of(&[OUTSIDE], &[OUTSIDE_IN_YEAR]),
    Binding::part_of(&[OUTSIDE_IN_YEAR], &[IN_YEAR]),
    Binding::part_of(&[NOTIFIED], &[NOTIFIED_IN_FIVE_DAYS]),
    Binding::part_of(&[NOTIFIED_IN_FIVE_DAYS], &[BEGUN_OUTSIDE]),
    Binding::stands_in(OUTSIDE, ["placements", "total", "outside"]),
    Binding::stands_in(OUTSIDE, ["providers", "total", "outside"]),
    Binding::stands_in(OUTSIDE, ["out-reasons", "total", "children"]),
    Binding::stands_in(OUTSIDE, ["outside-miles", "total", "children"]),
    Binding::stands_in(OUTSIDE, ["hosts", "total", "children"]),
    Binding::stands_in(OUTSIDE, ["distance", "outside", "children"]),
    Binding::stands_in(FAR_OUTSIDE, ["distance", "outside", "over-20-miles"]),
    Binding::stands_in(OUTSIDE_IN_YEAR, ["sides", "outside", "children"]),
    Binding::stands_in(OUTSIDE_MISSING, ["sides", "outside", "missing"]),
];
