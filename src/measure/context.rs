//! Context: figures that are shown and never scored.

use crate::care::is_open_at;
use crate::config::{Direction, Kind};
use crate::source::published::Quantity;

use super::Absence;
use super::children::{ChildLevel, Count, Counted};
use super::definition::{Definition, Formula, Numerator, Unit};
use super::out_of_area::{
    far_outside_among_known, far_outside_among_known_without_uasc, far_outside_without_uasc,
    host_notified_in_five_days, placed_outside_without_safety,
};

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
        children: None,
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
    )
    .counted(cla_at_31_march),
    context(
        "cla-during-year",
        "Children looked after during the year",
        Unit::Count,
        "children looked after at any time in the year",
        "",
        &[Formula::count(Quantity::ClaDuringYear)],
    )
    .counted(cla_during_year),
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
    )
    .counted(away_from_placement),
    context(
        "away-incidents",
        "Incidents of absence without authorisation",
        Unit::Count,
        "incidents of absence from placement without authorisation in the year",
        "",
        &[Formula::count(Quantity::AwayIncidents)],
    )
    .counted(away_incidents),
    context(
        "missing-at-31-march",
        "Children missing on 31 March",
        Unit::Count,
        "children missing on 31 March",
        "",
        &[Formula::count(Quantity::ChildrenMissing31March)],
    )
    .counted(missing_at_31_march),
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
    )
    .counted(incidents_per_missing_child),
    context(
        "uasc-share",
        "Unaccompanied asylum-seeking children",
        Unit::Percent,
        "unaccompanied asylum-seeking children looked after on 31 March",
        "children looked after on 31 March",
        &[Formula::share(Quantity::Uasc, Quantity::UascTotal)],
    )
    .counted(uasc_share),
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
    )
    .counted(far_outside_among_known),
    context(
        "placed-20-miles-outside-without-uasc",
        "Children placed outside and over 20 miles from home, without unaccompanied children",
        Unit::Percent,
        "children looked after on 31 March placed outside the boundary and more than 20 miles from home, without unaccompanied asylum-seeking children",
        "children looked after on 31 March, without unaccompanied asylum-seeking children",
        &[],
    )
    .counted(far_outside_without_uasc),
    context(
        "placed-20-miles-outside-among-known-without-uasc",
        "Children placed outside and over 20 miles from home, where the distance is known, without unaccompanied children",
        Unit::Percent,
        "children looked after on 31 March placed outside the boundary and more than 20 miles from home, without unaccompanied asylum-seeking children",
        "children looked after on 31 March whose distance from home is known, without unaccompanied asylum-seeking children",
        &[],
    )
    .counted(far_outside_among_known_without_uasc),
    context(
        "placed-outside-without-safety",
        "Children placed outside the authority for another reason than safety",
        Unit::Percent,
        "children looked after on 31 March placed outside the boundary, without those placed there for their safety",
        "children looked after on 31 March",
        &[],
    )
    .counted(placed_outside_without_safety),
    context(
        "host-notified-in-five-days",
        "Host authority told within five working days of placement",
        Unit::Percent,
        "placements outside that began in the year of which the host authority was told within five working days (Monday to Friday) of the first day",
        "placements outside that began in the year",
        &[],
    )
    .counted(host_notified_in_five_days),
    context(
        "uasc-missing",
        "Unaccompanied children who went missing",
        Unit::Percent,
        "unaccompanied asylum-seeking children with at least one missing incident in the year",
        "unaccompanied asylum-seeking children looked after during the year",
        &[],
    )
    .counted(uasc_missing),
    context(
        "uasc-still-missing",
        "Unaccompanied children still missing on 31 March",
        Unit::Percent,
        "unaccompanied asylum-seeking children missing on 31 March",
        "unaccompanied asylum-seeking children looked after during the year",
        &[],
    )
    .counted(uasc_still_missing),
    context(
        "uasc-nationality-recorded",
        "Unaccompanied children whose nationality is recorded",
        Unit::Percent,
        "unaccompanied asylum-seeking children looked after on 31 March whose nationality is recorded",
        "unaccompanied asylum-seeking children looked after on 31 March",
        &[],
    )
    .counted(uasc_nationality_recorded),
];

fn cla_at_31_march(year: &ChildLevel<'_>) -> Counted {
    Ok(Count::plain(year.at_census(|_, _| true)))
}

fn cla_during_year(year: &ChildLevel<'_>) -> Counted {
    Ok(Count::plain(year.during_year()))
}

fn away_from_placement(year: &ChildLevel<'_>) -> Counted {
    year.needs_incidents()?;
    let away = year
        .view
        .children
        .iter()
        .filter(|c| c.away().next().is_some());
    Ok(Count::share(away.count(), year.during_year()))
}

fn away_incidents(year: &ChildLevel<'_>) -> Counted {
    year.needs_incidents()?;
    let incidents = year.view.children.iter().map(|c| c.away().count()).sum();
    let children = year
        .view
        .children
        .iter()
        .filter(|c| c.away().next().is_some());
    Ok(Count::plain(incidents).of_children(children.count()))
}

fn missing_at_31_march(year: &ChildLevel<'_>) -> Counted {
    year.needs_incidents()?;
    let open = |c: &&crate::care::ChildYear<'_>| c.missing().any(|i| is_open_at(i, year.year()));
    Ok(Count::plain(year.view.children.iter().filter(open).count()))
}

fn incidents_per_missing_child(year: &ChildLevel<'_>) -> Counted {
    year.needs_incidents()?;
    let children = year
        .view
        .children
        .iter()
        .filter(|c| c.missing().next().is_some())
        .count();
    Ok(Count::share(year.missing.len(), children).of_children(children))
}

fn uasc_share(year: &ChildLevel<'_>) -> Counted {
    year.needs_uasc()?;
    Ok(year.share_at_census(|child, _| child.is_uasc_at(year.year())))
}

fn uasc_missing(year: &ChildLevel<'_>) -> Counted {
    of_uasc_in_year(year, |c| c.missing().next().is_some())
}

fn uasc_still_missing(year: &ChildLevel<'_>) -> Counted {
    of_uasc_in_year(year, |c| c.missing().any(|i| is_open_at(i, year.year())))
}

fn of_uasc_in_year(
    year: &ChildLevel<'_>,
    counts: impl Fn(&crate::care::ChildYear<'_>) -> bool,
) -> Counted {
    year.needs_uasc()?;
    year.needs_incidents()?;
    let uasc = year.view.in_year().filter(|c| c.is_uasc_in(year.year()));
    Ok(Count::among(uasc, |c| counts(c)))
}

fn uasc_nationality_recorded(year: &ChildLevel<'_>) -> Counted {
    year.needs_uasc()?;
    year.nationalities.ok_or(Absence::NoData)?;
    let uasc = year
        .view
        .at_census()
        .filter(|(c, _)| c.is_uasc_at(year.year()));
    Ok(Count::among(uasc, |(c, _)| year.has_nationality(c.key)))
}
