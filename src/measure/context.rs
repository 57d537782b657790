//! Context: figures that are shown and never scored.

use crate::care::ChildYear;
use crate::indicator::{AWAY_INCIDENTS, CLA_AT_31_MARCH, HOME_PLACES, INCIDENTS_PER_CHILD};
use crate::source::published::Quantity;

use super::Absence;
use super::children::{ChildLevel, Count, Counted, Left};
use super::computation::{Computation, Formula, Numerator};
use super::out_of_area::{
    far_outside_among_known, far_outside_among_known_without_uasc, far_outside_without_uasc,
    host_notified_in_five_days, placed_outside_without_safety,
};

pub(super) const COMPUTED: &[Computation] = &[
    Computation::of(CLA_AT_31_MARCH)
        .published(&[
            Formula::count(Quantity::Cla31March),
            Formula::count(Quantity::StabilityCla),
            Formula::count(Quantity::LocalityTotal),
            Formula::count(Quantity::PlacementTotal),
            Formula::count(Quantity::ProviderTotal),
        ])
        .counted(cla_at_31_march),
    Computation::of("cla-during-year")
        .published(&[Formula::count(Quantity::ClaDuringYear)])
        .counted(cla_during_year),
    Computation::of(HOME_PLACES).published(&[Formula {
        numerator: Numerator::ListedPlaces,
        denominator: None,
        note: None,
    }]),
    Computation::of("cla-rate-per-10000").published(&[Formula::count(Quantity::ClaRatePer10000)]),
    Computation::of("away-from-placement")
        .published(&[Formula::share(
            Quantity::ChildrenAway,
            Quantity::ClaDuringYear,
        )])
        .counted(away_from_placement),
    Computation::of(AWAY_INCIDENTS)
        .published(&[Formula::count(Quantity::AwayIncidents)])
        .counted(away_incidents),
    Computation::of("missing-at-31-march")
        .published(&[Formula::count(Quantity::ChildrenMissing31March)])
        .counted(missing_at_31_march),
    Computation::of(INCIDENTS_PER_CHILD)
        .published(&[Formula::share(
            Quantity::MissingIncidents,
            Quantity::ChildrenMissing,
        )])
        .counted(incidents_per_missing_child),
    Computation::of("uasc-share")
        .published(&[Formula::share(Quantity::Uasc, Quantity::UascTotal)])
        .counted(uasc_share),
    Computation::of("placed-20-miles-outside-among-known")
        .published(&[Formula {
            numerator: Numerator::AmongKnown(
                Quantity::DistanceLocalityOutsideOver20,
                [
                    Quantity::DistanceLocalityInsideUnknown,
                    Quantity::DistanceLocalityOutsideUnknown,
                ],
            ),
            denominator: Some(Quantity::DistanceLocalityTotal),
            note: None,
        }])
        .counted(far_outside_among_known),
    Computation::of("placed-20-miles-outside-without-uasc").counted(far_outside_without_uasc),
    Computation::of("placed-20-miles-outside-among-known-without-uasc")
        .counted(far_outside_among_known_without_uasc),
    Computation::of("placed-outside-without-safety").counted(placed_outside_without_safety),
    Computation::of("host-notified-in-five-days").counted(host_notified_in_five_days),
    Computation::of("uasc-missing").counted(uasc_missing),
    Computation::of("uasc-still-missing").counted(uasc_still_missing),
    Computation::of("uasc-nationality-recorded").counted(uasc_nationality_recorded),
];

fn cla_at_31_march(year: &ChildLevel<'_>) -> Counted {
    let count = Count::plain(year.at_census(|_, _| true));
    Ok(count.without(year.left_out.census))
}

fn cla_during_year(year: &ChildLevel<'_>) -> Counted {
    Ok(Count::plain(year.during_year()).without(year.left_out.in_year))
}

fn away_from_placement(year: &ChildLevel<'_>) -> Counted {
    year.needs_incidents()?;
    let away = year
        .view
        .children
        .iter()
        .filter(|c| c.away().next().is_some());
    let left = year.left_out;
    Ok(Count::share(away.count(), year.during_year())
        .without(left.away)
        .without(left.in_year))
}

fn away_incidents(year: &ChildLevel<'_>) -> Counted {
    year.needs_incidents()?;
    let incidents = year.view.children.iter().map(|c| c.away().count()).sum();
    let children = year
        .view
        .children
        .iter()
        .filter(|c| c.away().next().is_some());
    Ok(Count::plain(incidents)
        .of_children(children.count())
        .without(year.left_out.away))
}

fn missing_at_31_march(year: &ChildLevel<'_>) -> Counted {
    year.needs_incidents()?;
    let children = year.view.children.iter();
    let missing = children.filter(|child| child.missing().next().is_some());
    let count = Count::judged(missing, |child| child.is_still_missing(year.year()));
    Ok(Count {
        denominator: None,
        ..count.by_itself().without(year.left_out.missing)
    })
}

fn incidents_per_missing_child(year: &ChildLevel<'_>) -> Counted {
    year.needs_incidents()?;
    let children = year
        .view
        .children
        .iter()
        .filter(|c| c.missing().next().is_some())
        .count();
    Ok(Count::share(year.missing.len(), children)
        .of_children(children)
        .without(year.left_out.missing))
}

fn uasc_share(year: &ChildLevel<'_>) -> Counted {
    year.needs_uasc()?;
    let share = year.share_at_census(|child, _| child.is_uasc_at(year.year()));
    Ok(share.without(year.left_out.uasc))
}

fn uasc_missing(year: &ChildLevel<'_>) -> Counted {
    of_uasc_in_year(year, |c| Some(c.missing().next().is_some()))
}

fn uasc_still_missing(year: &ChildLevel<'_>) -> Counted {
    of_uasc_in_year(year, |c| c.is_still_missing(year.year()))
}

fn of_uasc_in_year(
    year: &ChildLevel<'_>,
    counts: impl Fn(&ChildYear<'_>) -> Option<bool>,
) -> Counted {
    year.needs_uasc()?;
    year.needs_incidents()?;
    let is_uasc = |child: &ChildYear<'_>| child.is_uasc_in(year.year());
    let unknown = year.view.in_year().filter(|c| is_uasc(c).is_none()).count();
    let uasc = || year.view.in_year().filter(|c| is_uasc(c) == Some(true));
    let left = year.left_out;
    Ok(Count::judged(uasc(), |c| counts(c))
        .without(Left::beside(unknown, uasc().count()))
        .without(left.uasc)
        .without(left.missing)
        .without(left.in_year))
}

fn uasc_nationality_recorded(year: &ChildLevel<'_>) -> Counted {
    year.needs_uasc()?;
    year.nationalities.ok_or(Absence::NoData)?;
    let is_uasc = |child: &ChildYear<'_>| child.is_uasc_at(year.year());
    let census = || year.view.at_census().map(|(child, _)| child);
    let unknown = census().filter(|c| is_uasc(c).is_none()).count();
    let uasc = || census().filter(|c| is_uasc(c) == Some(true));
    Ok(Count::among(uasc(), |c| year.has_nationality(c.key))
        .without(Left::beside(unknown, uasc().count()))
        .without(year.left_out.uasc)
        .without(year.left_out.nationality)
        .without(year.left_out.census))
}
