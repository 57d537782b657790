//! Context: figures that are shown and never scored.

use super::binding::Binding;
use super::count::{CENSUS, Count, IN_YEAR, Of};
use super::definition::{Beside, Definition, From, Places};
use super::kind::{Kind, Unit};
use super::missing_incidents::{self, MISSING, STILL_MISSING};
use super::out_of_area::{
    BEGUN_OUTSIDE, DISTANCE_KNOWN, FAR_OUTSIDE, FROM_NOTIFICATIONS, NOTIFIED_IN_FIVE_DAYS, OUTSIDE,
};

pub(super) const DOMAIN: &str = "context";
const FROM_BOTH: &[From] = &[From::Published, From::Returns];
const FROM_RETURNS: &[From] = &[From::Returns];

/// The code of the number of children looked after on 31 March.
pub const CLA_AT_31_MARCH: &str = "cla-at-31-march";

/// The code of the share of unaccompanied asylum-seeking children.
pub const UASC_SHARE: &str = "uasc-share";

/// The code of the share of children placed outside and far from home among those of known distance.
pub const FAR_OUTSIDE_AMONG_KNOWN: &str = "placed-20-miles-outside-among-known";
/// The code of the share of children placed outside and far from home, without unaccompanied children.
pub const FAR_OUTSIDE_WITHOUT_UASC_SHARE: &str = "placed-20-miles-outside-without-uasc";
/// The code of the same among those of known distance.
pub const FAR_OUTSIDE_AMONG_KNOWN_WITHOUT_UASC_SHARE: &str =
    "placed-20-miles-outside-among-known-without-uasc";

/// A published rate, which is no count.
const RATE: Count = Count::new(Of::Things, "cla-rate-per-10000").on_31_march();
/// Unaccompanied asylum-seeking children.
pub const UASC: Count = Count::children("uasc").on_31_march().sensitive();
/// The others.
pub const CENSUS_WITHOUT_UASC: Count = Count::children("census-without-uasc").on_31_march();
/// Children over 20 miles outside who are not unaccompanied.
pub const FAR_OUTSIDE_WITHOUT_UASC: Count =
    Count::children("far-outside-without-uasc").on_31_march();
/// Children of known distance who are not unaccompanied.
pub const DISTANCE_KNOWN_WITHOUT_UASC: Count =
    Count::children("distance-known-without-uasc").on_31_march();
/// Children placed outside for another reason than their safety.
pub const OUTSIDE_WITHOUT_SAFETY: Count = Count::children("outside-without-safety").on_31_march();
/// Unaccompanied children of the year: the whole that shares are of, which is itself no attribute
/// of anybody among them.
pub const UASC_IN_YEAR: Count = Count::children("uasc-in-year");
/// Of those, who went missing.
pub const UASC_MISSING: Count = Count::children("uasc-missing").sensitive();
/// Of those, still missing on 31 March.
pub const UASC_STILL_MISSING: Count = Count::children("uasc-still-missing").sensitive();
/// Unaccompanied children whose nationality is recorded.
const NATIONALITY_RECORDED: Count = Count::children("nationality-recorded")
    .on_31_march()
    .sensitive();

/// The code of the number of places in children's homes.
pub const HOME_PLACES: &str = "home-places";

/// Places, which point at nobody.
const PLACES: Count = Count::new(Of::Things, HOME_PLACES).on_31_march();

const LOOKED_AFTER: [Definition; 4] = [
    Definition::count(
        DOMAIN,
        HOME_PLACES,
        "Places in children's homes in the area",
        PLACES,
        "registered places in the children's homes in the area on 31 March, homes only for short breaks left out",
    )
    .written(Kind::Number, Unit::Count)
    .from(&[From::Published]),
    Definition::count(
        DOMAIN,
        CLA_AT_31_MARCH,
        "Children looked after on 31 March",
        CENSUS,
        "children looked after on 31 March",
    )
    .from(FROM_BOTH),
    Definition::count(
        DOMAIN,
        "cla-during-year",
        "Children looked after during the year",
        IN_YEAR,
        "children looked after at any time in the year",
    )
    .from(FROM_BOTH),
    Definition::count(
        DOMAIN,
        "cla-rate-per-10000",
        "Children looked after per 10,000 children",
        RATE,
        "children looked after on 31 March for every 10,000 children under 18 in the area, as published",
    )
    .written(Kind::Number, Unit::PerTenThousand)
    .from(&[From::Published]),
];

const FURTHER: [Definition; 9] = [
    Definition::proportion(
        DOMAIN,
        UASC_SHARE,
        "Unaccompanied asylum-seeking children",
        UASC,
        "unaccompanied asylum-seeking children looked after on 31 March",
    )
    .out_of(CENSUS, "children looked after on 31 March")
    .from(FROM_BOTH),
    Definition::proportion(
        DOMAIN,
        FAR_OUTSIDE_AMONG_KNOWN,
        "Children placed outside and over 20 miles from home, where the distance is known",
        FAR_OUTSIDE,
        "children looked after on 31 March placed outside the boundary and more than 20 miles from home",
    )
    .out_of(
        DISTANCE_KNOWN,
        "children looked after on 31 March whose distance from home is known",
    )
    .from(FROM_BOTH)
    .needs(Places::Distance),
    Definition::proportion(
        DOMAIN,
        FAR_OUTSIDE_WITHOUT_UASC_SHARE,
        "Children placed outside and over 20 miles from home, without unaccompanied children",
        FAR_OUTSIDE_WITHOUT_UASC,
        "children looked after on 31 March placed outside the boundary and more than 20 miles from home, without unaccompanied asylum-seeking children",
    )
    .out_of(
        CENSUS_WITHOUT_UASC,
        "children looked after on 31 March, without unaccompanied asylum-seeking children",
    )
    .from(FROM_RETURNS)
    .needs(Places::Distance),
    Definition::proportion(
        DOMAIN,
        FAR_OUTSIDE_AMONG_KNOWN_WITHOUT_UASC_SHARE,
        "Children placed outside and over 20 miles from home, where the distance is known, without unaccompanied children",
        FAR_OUTSIDE_WITHOUT_UASC,
        "children looked after on 31 March placed outside the boundary and more than 20 miles from home, without unaccompanied asylum-seeking children",
    )
    .out_of(
        DISTANCE_KNOWN_WITHOUT_UASC,
        "children looked after on 31 March whose distance from home is known, without unaccompanied asylum-seeking children",
    )
    .from(FROM_RETURNS)
    .needs(Places::Distance),
    Definition::proportion(
        DOMAIN,
        "placed-outside-without-safety",
        "Children placed outside the authority for another reason than safety",
        OUTSIDE_WITHOUT_SAFETY,
        "children looked after on 31 March placed outside the boundary, without those placed there for their safety",
    )
    .out_of(CENSUS, "children looked after on 31 March")
    .from(FROM_NOTIFICATIONS),
    Definition::proportion(
        DOMAIN,
        "host-notified-in-five-days",
        "Host authority told within five working days of placement",
        NOTIFIED_IN_FIVE_DAYS,
        "placements outside that began in the year of which the host authority was told within five working days (Monday to Friday) of the first day",
    )
    .out_of(BEGUN_OUTSIDE, "placements outside that began in the year")
    .from(FROM_NOTIFICATIONS),
    Definition::proportion(
        DOMAIN,
        "uasc-missing",
        "Unaccompanied children who went missing",
        UASC_MISSING,
        "unaccompanied asylum-seeking children with at least one missing incident in the year",
    )
    .out_of(
        UASC_IN_YEAR,
        "unaccompanied asylum-seeking children looked after during the year",
    )
    .from(FROM_RETURNS),
    Definition::proportion(
        DOMAIN,
        "uasc-still-missing",
        "Unaccompanied children still missing on 31 March",
        UASC_STILL_MISSING,
        "unaccompanied asylum-seeking children missing on 31 March",
    )
    .out_of(
        UASC_IN_YEAR,
        "unaccompanied asylum-seeking children looked after during the year",
    )
    .from(FROM_RETURNS),
    Definition::proportion(
        DOMAIN,
        "uasc-nationality-recorded",
        "Unaccompanied children whose nationality is recorded",
        NATIONALITY_RECORDED,
        "unaccompanied asylum-seeking children looked after on 31 March whose nationality is recorded",
    )
    .out_of(
        UASC,
        "unaccompanied asylum-seeking children looked after on 31 March",
    )
    .from(&[From::Returns, From::With(Beside::Nationalities)]),
];

/// In three parts, since what is about missing incidents stands beside their counts.
pub(super) fn indicators() -> Vec<Definition> {
    [&LOOKED_AFTER[..], &missing_incidents::CONTEXT, &FURTHER].concat()
}

pub(super) const BINDINGS: &[Binding] = &[
    Binding::SumOf {
        whole: CENSUS,
        parts: &[UASC, CENSUS_WITHOUT_UASC],
    },
    Binding::Difference {
        of: &[OUTSIDE],
        less: &[OUTSIDE_WITHOUT_SAFETY],
    },
    Binding::Difference {
        of: &[FAR_OUTSIDE],
        less: &[FAR_OUTSIDE_WITHOUT_UASC],
    },
    Binding::Difference {
        of: &[DISTANCE_KNOWN],
        less: &[DISTANCE_KNOWN_WITHOUT_UASC],
    },
    Binding::part_of(&[FAR_OUTSIDE_WITHOUT_UASC], &[FAR_OUTSIDE]),
    Binding::part_of(&[FAR_OUTSIDE_WITHOUT_UASC], &[DISTANCE_KNOWN_WITHOUT_UASC]),
    Binding::part_of(&[DISTANCE_KNOWN_WITHOUT_UASC], &[CENSUS_WITHOUT_UASC]),
    Binding::part_of(&[DISTANCE_KNOWN_WITHOUT_UASC], &[DISTANCE_KNOWN]),
    // At most all unaccompanied children are what the counts without them leave.
    Binding::AtMost {
        parts: &[FAR_OUTSIDE],
        wholes: &[FAR_OUTSIDE_WITHOUT_UASC, UASC],
    },
    Binding::AtMost {
        parts: &[DISTANCE_KNOWN],
        wholes: &[DISTANCE_KNOWN_WITHOUT_UASC, UASC],
    },
    Binding::part_of(&[UASC], &[UASC_IN_YEAR]),
    Binding::part_of(&[UASC_IN_YEAR], &[IN_YEAR]),
    Binding::part_of(&[UASC_MISSING], &[UASC_IN_YEAR]),
    Binding::part_of(&[UASC_MISSING], &[MISSING]),
    Binding::part_of(&[UASC_STILL_MISSING], &[UASC_MISSING]),
    Binding::part_of(&[UASC_STILL_MISSING], &[STILL_MISSING]),
    // Those who left in the year are among all who left in it.
    Binding::AtMost {
        parts: &[UASC_IN_YEAR, CENSUS],
        wholes: &[IN_YEAR, UASC],
    },
    // The others who went missing are no more than all others; of those who went missing, the others
    // who still are no more than all others.
    Binding::AtMost {
        parts: &[MISSING, UASC_IN_YEAR],
        wholes: &[IN_YEAR, UASC_MISSING],
    },
    Binding::AtMost {
        parts: &[STILL_MISSING, UASC_MISSING],
        wholes: &[MISSING, UASC_STILL_MISSING],
    },
    Binding::part_of(&[NATIONALITY_RECORDED], &[UASC]),
    Binding::stands_in(CENSUS, ["placements", "total", "children"]),
    Binding::stands_in(CENSUS, ["providers", "total", "children"]),
    Binding::stands_in(CENSUS, ["ages", "total", "children"]),
    Binding::stands_in(CENSUS, ["distance", "total", "children"]),
    Binding::stands_in(UASC, ["uasc", "at-census", "children"]),
    Binding::stands_in(UASC_IN_YEAR, ["uasc", "in-year", "children"]),
    Binding::stands_in(UASC_MISSING, ["uasc", "missing", "children"]),
    Binding::stands_in(UASC_STILL_MISSING, ["uasc", "still-missing", "children"]),
    Binding::stands_in(UASC, ["uasc-placements", "total", "children"]),
];
