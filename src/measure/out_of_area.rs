//! Out-of-area placements: how many children live outside the authority, how far, and who was told.

use crate::care::{ChildYear, Counting, Placement, placements};
use crate::indicator::{PLACED_20_MILES_OUTSIDE, PLACED_OUTSIDE};
use crate::source::Day;
use crate::source::published::Quantity;
use crate::source::ssda903::{Episode, Locality, OutReason};

use super::Absence;
use super::children::{ChildLevel, Count, Counted, began_while_placed, placed_in_year};
use super::computation::{Computation, Formula};

pub(super) const COMPUTED: &[Computation] = &[
    Computation::of(PLACED_OUTSIDE)
        .published(&[
            Formula::share(Quantity::LocalityOutside, Quantity::LocalityTotal),
            Formula::share(Quantity::OutsideShortOfTotal, Quantity::Cla31March).noted(
                "From the statistical first release: in 2011 to 2014 the children inside and outside the area fall short of all children, so that some of those whose area is not known were placed outside too.",
            ),
            Formula::share(Quantity::PlacedOutsideNetGainFile, Quantity::StabilityCla).noted(
                "From the net gain file over the total of the placement stability file, since the characteristics file does not cover the year.",
            ),
        ])
        .counted(placed_outside),
    Computation::of(PLACED_20_MILES_OUTSIDE)
        .published(&[Formula::share(
            Quantity::DistanceLocalityOutsideOver20,
            Quantity::DistanceLocalityTotal,
        )])
        .counted(placed_20_miles_outside),
    Computation::of("outside-and-missing").counted(outside_and_missing),
    Computation::of("host-notified").counted(host_notified),
];

/// PL_LOCATION OUT.
fn is_outside(episode: &Episode) -> bool {
    episode.locality == Some(Locality::Outside)
}

/// PL_LOCATION OUT and PL_DISTANCE more than 20 miles.
fn is_far_outside(episode: &Episode) -> bool {
    is_outside(episode) && episode.miles.is_some_and(|miles| miles > 20.0)
}

/// Children placed outside on 31 March.
fn placed_outside(year: &ChildLevel<'_>) -> Counted {
    year.needs_locations()?;
    Ok(year.share_at_census(|_, episode| is_outside(episode)))
}

/// Children placed outside on 31 March for another reason than their safety.
pub(super) fn placed_outside_without_safety(year: &ChildLevel<'_>) -> Counted {
    year.needs_column("out_reason")?;
    year.needs_locations()?;
    Ok(year.share_at_census(|child, episode| {
        is_outside(episode) && year.out_reason(child) != Some(OutReason::Safety)
    }))
}

/// Children placed outside and over 20 miles from home on 31 March, out of all.
fn placed_20_miles_outside(year: &ChildLevel<'_>) -> Counted {
    far_outside(year, |_, _| true)
}

/// The same out of those whose distance is known.
pub(super) fn far_outside_among_known(year: &ChildLevel<'_>) -> Counted {
    far_outside(year, |_, episode| episode.miles.is_some())
}

/// The same without unaccompanied children.
pub(super) fn far_outside_without_uasc(year: &ChildLevel<'_>) -> Counted {
    year.needs_uasc()?;
    far_outside(year, |child, _| {
        child.is_uasc_at(year.year()) == Some(false)
    })
}

/// The same without unaccompanied children, out of those whose distance is known.
pub(super) fn far_outside_among_known_without_uasc(year: &ChildLevel<'_>) -> Counted {
    year.needs_uasc()?;
    far_outside(year, |child, episode| {
        episode.miles.is_some() && child.is_uasc_at(year.year()) == Some(false)
    })
}

fn far_outside(
    year: &ChildLevel<'_>,
    of_these: impl Fn(&ChildYear<'_>, &Episode) -> bool,
) -> Counted {
    year.needs_distances()?;
    let these = year
        .view
        .at_census()
        .filter(|(child, episode)| of_these(child, episode));
    Ok(Count::among(these, |(_, episode)| is_far_outside(episode)))
}

/// Children placed outside at some time in the year, with an M incident that began while so
/// placed (DECOM ≤ MIS_START < DEC).
fn outside_and_missing(year: &ChildLevel<'_>) -> Counted {
    year.needs_incidents()?;
    year.needs_locations()?;
    let outside = Some(Locality::Outside);
    let children = year.view.children.iter();
    let placed = children.filter(|child| placed_in_year(child, year.year(), outside));
    Ok(Count::among(placed, |child| {
        child
            .missing()
            .any(|i| began_while_placed(child, i.start, outside))
    }))
}

/// Placements outside that began in the year of which the host was told by the first day.
fn host_notified(year: &ChildLevel<'_>) -> Counted {
    notified_by(year, |first_day| first_day)
}

/// The same, told within five working days.
pub(super) fn host_notified_in_five_days(year: &ChildLevel<'_>) -> Counted {
    notified_by(year, |first_day| first_day.plus_working_days(5))
}

fn notified_by(year: &ChildLevel<'_>, latest: impl Fn(Day) -> Day) -> Counted {
    year.notifications.ok_or(Absence::NoData)?;
    year.needs_locations()?;
    let (first, last) = (Day::first_of(year.year()), Day::census(year.year()));
    let begun = |p: &Placement<'_>| p.first.start >= first && p.first.start <= last;
    let (mut told, mut all) = (0, 0);
    let children = year.view.children.iter();
    for child in children.filter(|child| child.episodes.iter().any(is_outside)) {
        for placement in placements(child.episodes, Counting::Placements) {
            if !begun(&placement) || !is_outside(placement.first) {
                continue;
            }
            let start = placement.first.start;
            let rows = year.notifications_of(child.key, start);
            let in_time = |day: Day| day <= latest(start);
            all += 1;
            told += usize::from(
                rows.iter()
                    .any(|n| n.notified_on.read().is_some_and(in_time)),
            );
        }
    }
    Ok(Count::share(told, all))
}
