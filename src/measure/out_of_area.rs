//! Out-of-area placements: how many children live outside the authority, how far, and who was told.

use crate::care::{ChildYear, Counting, can_be_told_apart, placements};
use crate::indicator::{PLACED_20_MILES_OUTSIDE, PLACED_OUTSIDE};
use crate::source::published::Quantity;
use crate::source::ssda903::{Episode, EpisodeColumn, Locality, OutReason};
use crate::source::{Day, any_of};

use super::Absence;
use super::children::{ChildLevel, Count, Counted, Left, began_while_placed, placed_in_year};
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

/// PL_LOCATION OUT; none where it is given, but cannot be read.
fn is_outside(episode: &Episode) -> Option<bool> {
    let unread = episode.locality.is_none() && episode.unread.has(EpisodeColumn::Location);
    (!unread).then_some(episode.locality == Some(Locality::Outside))
}

/// PL_LOCATION OUT and PL_DISTANCE more than 20 miles; none where either cannot be read.
fn is_far_outside(episode: &Episode) -> Option<bool> {
    match (is_outside(episode)?, episode.miles) {
        (false, _) => Some(false),
        (true, Some(miles)) => Some(miles > 20.0),
        (true, None) => (!episode.unread.has(EpisodeColumn::Distance)).then_some(false),
    }
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
    let for_other = |child: &ChildYear<'_>| {
        // Why is said of a placement, which has to be told from the one before.
        if !can_be_told_apart(child.history(), Day::first_of(year.year() - 2)) {
            return None;
        }
        let reason = year.out_reason(child);
        reason.judge_or(true, |reason| reason != OutReason::Safety)
    };
    let share = year.share_at_census(|child, episode| match is_outside(episode)? {
        true => for_other(child),
        false => Some(false),
    });
    Ok(share.without(year.left_out.notifications))
}

/// Children placed outside and over 20 miles from home on 31 March, out of all.
fn placed_20_miles_outside(year: &ChildLevel<'_>) -> Counted {
    far_outside(year, |_, _| true)
}

/// The same out of those whose distance is known.
pub(super) fn far_outside_among_known(year: &ChildLevel<'_>) -> Counted {
    let unread = year.unread_at_census(EpisodeColumn::Distance);
    far_outside(year, |_, episode| episode.miles.is_some()).map(|count| count.without(unread))
}

/// The same without unaccompanied children.
pub(super) fn far_outside_without_uasc(year: &ChildLevel<'_>) -> Counted {
    let left = needs_known_uasc(year)?;
    let others = |child: &ChildYear<'_>| child.is_uasc_at(year.year()) == Some(false);
    far_outside(year, |child, _| others(child)).map(|count| count.without(left))
}

/// The same without unaccompanied children, out of those whose distance is known.
pub(super) fn far_outside_among_known_without_uasc(year: &ChildLevel<'_>) -> Counted {
    let left = needs_known_uasc(year)?.and(year.unread_at_census(EpisodeColumn::Distance));
    let others = |child: &ChildYear<'_>| child.is_uasc_at(year.year()) == Some(false);
    let count = far_outside(year, |child, e| e.miles.is_some() && others(child));
    count.map(|count| count.without(left))
}

/// What is left out of the table of unaccompanied children. Of a child of whom it is not known
/// whether it is one nothing can be said either way, and figures without them would tell how many
/// they are: there is none then.
fn needs_known_uasc(year: &ChildLevel<'_>) -> Result<Left, Absence> {
    year.needs_uasc()?;
    let mut census = year.view.at_census();
    match census.any(|(child, _)| child.is_uasc_at(year.year()).is_none()) {
        true => Err(Absence::LeftOut),
        false => Ok(year.left_out.uasc),
    }
}

fn far_outside(
    year: &ChildLevel<'_>,
    of_these: impl Fn(&ChildYear<'_>, &Episode) -> bool,
) -> Counted {
    year.needs_distances()?;
    let census = year.view.at_census();
    let these = census.filter(|(child, episode)| of_these(child, episode));
    let count = Count::judged(these, |(_, episode)| is_far_outside(episode));
    Ok(count.without(year.left_out.census))
}

/// Children placed outside at some time in the year, with an M incident that began while so
/// placed (DECOM ≤ MIS_START < DEC).
fn outside_and_missing(year: &ChildLevel<'_>) -> Counted {
    year.needs_incidents()?;
    year.needs_locations()?;
    let outside = Some(Locality::Outside);
    let children = || year.view.children.iter();
    let placed = children().filter(|child| placed_in_year(child, year.year(), outside));
    let count = Count::among(placed, |child| {
        child
            .missing()
            .any(|i| began_while_placed(child, i.start, outside))
    });
    let is_unsure = |child: &&ChildYear<'_>| {
        let unread = child.episodes.iter().any(|e| is_outside(e).is_none());
        unread && child.in_year && !placed_in_year(child, year.year(), outside)
    };
    let unsure = children().filter(is_unsure).count();
    let known = year.during_year() - unsure;
    Ok(count
        .without(Left::beside(unsure, known))
        .without(year.left_out.missing)
        .without(year.left_out.in_year))
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
    year.needs_notifications()?;
    year.needs_locations()?;
    let (first, last) = (Day::first_of(year.year()), Day::census(year.year()));
    let begun_outside =
        |e: &Episode| e.start >= first && e.start <= last && is_outside(e) != Some(false);
    let mut answers = Vec::new();
    // Placements are made up only for those of whom one can count.
    let may_count = |child: &&ChildYear<'_>| child.episodes.iter().any(begun_outside);
    for child in year.view.children.iter().filter(may_count) {
        let known = year.is_whole(child.key, 0) && can_be_told_apart(child.episodes, first);
        for placement in placements(child.episodes, Counting::Placements) {
            if !begun_outside(placement.first) {
                continue;
            }
            let start = placement.first.start;
            let rows = year.notifications_of(child.key, start).iter();
            let in_time = |day: Day| day <= latest(start);
            let told = any_of(rows.map(|n| n.notified_on.judge(in_time)));
            answers.push(is_outside(placement.first).and(told).filter(|_| known));
        }
    }
    let share = Count::judged(answers.into_iter(), |told| *told);
    let left = year.left_out;
    Ok(share.without(left.notifications).without(left.episodes))
}
