//! Context: figures that are shown and never scored.

use crate::config::{Direction, Kind};
use crate::source::published::Quantity;

use super::definition::{Definition, Formula, Numerator, Unit};

const DOMAIN: &str = "context";

const fn context(
    code: &'static str,
    title: &'static str,
    unit: Unit,
    numerator: &'static str,
    denominator: &'static str,
    published: &'static [Formula],
) -> Definition {
    let kind = match unit {
        Unit::Percent => Kind::Proportion,
        _ => Kind::Number,
    };
    Definition {
        code,
        title,
        domain: DOMAIN,
        direction: Direction::None,
        kind,
        unit,
        numerator,
        denominator,
        caveat: "",
        published,
    }
}

/// The code of the number of children looked after on 31 March.
pub const CLA_AT_31_MARCH: &str = "cla-at-31-march";

pub(super) const INDICATORS: &[Definition] = &[
    context(
        CLA_AT_31_MARCH,
        "Children looked after on 31 March",
        Unit::Count,
        "children looked after on 31 March",
        "",
        &[
            Formula::count(Quantity::Cla31March),
            Formula::count(Quantity::StabilityCla),
            Formula::count(Quantity::LocalityTotal),
            Formula::count(Quantity::PlacementTotal),
            Formula::count(Quantity::ProviderTotal),
        ],
    ),
    context(
        "cla-during-year",
        "Children looked after during the year",
        Unit::Count,
        "children looked after at any time in the year",
        "",
        &[Formula::count(Quantity::ClaDuringYear)],
    ),
    context(
        "cla-rate-per-10000",
        "Children looked after per 10,000 children",
        Unit::PerTenThousand,
        "children looked after on 31 March for every 10,000 children under 18 in the area, as published",
        "",
        &[Formula::count(Quantity::ClaRatePer10000)],
    ),
    context(
        "away-from-placement",
        "Children away from placement without authorisation",
        Unit::Percent,
        "children with at least one incident of absence from placement without authorisation in the year",
        "children looked after during the year",
        &[Formula::share(
            Quantity::ChildrenAway,
            Quantity::ClaDuringYear,
        )],
    ),
    context(
        "away-incidents",
        "Incidents of absence without authorisation",
        Unit::Count,
        "incidents of absence from placement without authorisation in the year",
        "",
        &[Formula::count(Quantity::AwayIncidents)],
    ),
    context(
        "missing-at-31-march",
        "Children missing on 31 March",
        Unit::Count,
        "children missing on 31 March",
        "",
        &[Formula::count(Quantity::ChildrenMissing31March)],
    ),
    context(
        "incidents-per-missing-child",
        "Missing incidents for each missing child",
        Unit::Each,
        "missing incidents in the year",
        "children with at least one missing incident in the year",
        &[Formula::share(
            Quantity::MissingIncidents,
            Quantity::ChildrenMissing,
        )],
    ),
    context(
        "uasc-share",
        "Unaccompanied asylum-seeking children",
        Unit::Percent,
        "unaccompanied asylum-seeking children looked after on 31 March",
        "children looked after on 31 March",
        &[Formula::share(Quantity::Uasc, Quantity::UascTotal)],
    ),
    context(
        "placed-20-miles-outside-among-known",
        "Children placed outside and over 20 miles from home, where the distance is known",
        Unit::Percent,
        "children looked after on 31 March placed outside the boundary and more than 20 miles from home",
        "children looked after on 31 March whose distance from home is known",
        &[Formula {
            numerator: Numerator::AmongKnown(
                Quantity::DistanceLocalityOutsideOver20,
                [
                    Quantity::DistanceLocalityInsideUnknown,
                    Quantity::DistanceLocalityOutsideUnknown,
                ],
            ),
            denominator: Some(Quantity::DistanceLocalityTotal),
            note: None,
        }],
    ),
];
