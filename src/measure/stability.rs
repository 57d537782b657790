//! Placement stability: how often children move, and how long they stay with one carer.

use crate::care::{
    ChildYear, Counting, age_on, can_be_told_apart, count_in, is_planned_reason, is_short_break,
    period_began, placements, same_carer_since,
};
use crate::source::published::Quantity;
use crate::source::ssda903::{Episode, EpisodeColumn};
use crate::source::{Day, Symbol};

use super::Absence;
use super::children::{ChildLevel, Count, Counted};
use super::computation::{Computation, Formula};

pub(super) const COMPUTED: &[Computation] = &[
    Computation::of("three-placements")
        .published(&[Formula::share(
            Quantity::ThreePlacements,
            Quantity::StabilityCla,
        )])
        .counted(three_placements),
    Computation::of("same-carer-two-years")
        .published(&[
            Formula::share(Quantity::SameCarerTwoYears, Quantity::StabilityClaLongTerm),
            Formula::share(Quantity::SamePlacementTwoYears, Quantity::StabilityClaLongTerm).noted(
                "Published under the earlier wording \"in the same placement\", which is read as the same carer.",
            ),
        ])
        .counted(same_carer_two_years),
    Computation::of("three-placements-two-years")
        .published(&[Formula::share(
            Quantity::ThreePlacementsTwoYears,
            Quantity::StabilityClaTwoYears,
        )])
        .counted(three_placements_two_years),
    Computation::of("unplanned-moves").counted(unplanned_moves),
];

/// An earlier return is not there, so the measure is not available.
const NO_EARLIER_RETURN: Absence = Absence::Symbol(Symbol::NotAvailable);

/// Children looked after on 31 March with three or more placements in the year; those with a V3 or
/// V4 episode in the year are left out of both parts.
fn three_placements(year: &ChildLevel<'_>) -> Counted {
    let counting = if year.settings.count_same_carer_moves {
        Counting::SameCarerMovesToo
    } else {
        Counting::Placements
    };
    let (first, last) = (Day::first_of(year.year()), Day::census(year.year()));
    let these = year
        .view
        .at_census()
        .filter(|(child, _)| !child.short_break);
    let share = Count::judged(these, |(child, _)| {
        let known = year.is_whole(child.key, 0) && can_be_told_apart(child.episodes, first);
        known.then(|| has_three(child.episodes, counting, (first, last)))
    });
    Ok(share.by_itself().without(year.left_out.census))
}

/// Whether three or more placements of a child count from one day to another, both included.
fn has_three(episodes: &[Episode], counting: Counting, (first, last): (Day, Day)) -> bool {
    // A placement has an episode: of fewer than three, which most children have, nothing is made up.
    episodes.len() >= 3 && count_in(&placements(episodes, counting), first, last) >= 3
}

/// Whether a child's time in care can be told: also why each episode ended can be read.
fn is_continuity_known(episodes: &[Episode]) -> bool {
    let mut all = episodes.iter();
    all.all(|e| !e.unread.has(EpisodeColumn::Rec) && !e.unread.has(EpisodeColumn::Rne))
}

/// Children under 16 in care for two and a half years (since 30 September Y−3) who have been with
/// the same carer since 31 March Y−2.
fn same_carer_two_years(year: &ChildLevel<'_>) -> Counted {
    if !year.has_three_returns {
        return Err(NO_EARLIER_RETURN);
    }
    let census = Day::census(year.year());
    let in_care_since = Day::new(year.year() - 3, 9, 30).ok_or(Absence::NoData)?;
    let with_carer_since = Day::census(year.year() - 2);
    let long_with_carer = |child: &ChildYear<'_>| {
        let joined = child.three_years.unwrap_or_default();
        let known = year.is_whole(child.key, 2)
            && is_continuity_known(joined)
            && can_be_told_apart(joined, with_carer_since);
        if child.born.is_some_and(|born| age_on(born, census) >= 16) {
            return Member::No;
        }
        let long = period_began(joined, year.year()).is_some_and(|day| day <= in_care_since);
        match known && child.born.is_some() {
            true if !long => return Member::No,
            true => {}
            false => return Member::NotKnown,
        }
        let current = crate::care::at_census(joined, year.year());
        let since = current.and_then(|current| same_carer_since(joined, current));
        Member::Yes(since.is_some_and(|day| day <= with_carer_since))
    };
    let members = year
        .view
        .at_census()
        .map(|(child, _)| long_with_carer(child));
    Ok(of_members(members).without(year.left_out.census))
}

/// Whether a child is one of those that a measure is of, and if so whether it counts.
enum Member {
    /// It is not.
    No,
    /// It is.
    Yes(bool),
    /// Something that is needed to say so is not known.
    NotKnown,
}

/// The share of the members that count.
fn of_members(members: impl Iterator<Item = Member>) -> Count {
    let answers = members.filter_map(|member| match member {
        Member::No => None,
        Member::Yes(counts) => Some(Some(counts)),
        Member::NotKnown => Some(None),
    });
    Count::judged(answers, |answer| *answer).by_itself()
}

/// Children in care for two years (since 31 March Y−2) with three or more placements since
/// 1 April Y−2.
fn three_placements_two_years(year: &ChildLevel<'_>) -> Counted {
    if !year.has_two_returns {
        return Err(NO_EARLIER_RETURN);
    }
    let (first, last) = (Day::first_of(year.year() - 1), Day::census(year.year()));
    let in_care_since = Day::census(year.year() - 2);
    let often_moved = |child: &ChildYear<'_>| {
        let joined = child.two_years.unwrap_or_default();
        let known = year.is_whole(child.key, 1)
            && is_continuity_known(joined)
            && can_be_told_apart(joined, first);
        let long = period_began(joined, year.year()).is_some_and(|day| day <= in_care_since);
        match known {
            true if !long => return Member::No,
            true => {}
            false => return Member::NotKnown,
        }
        Member::Yes(has_three(joined, Counting::Placements, (first, last)))
    };
    let members = year.view.at_census().map(|(child, _)| often_moved(child));
    Ok(of_members(members).without(year.left_out.census))
}

/// Episodes that ended in the year with a REASON_PLACE_CHANGE that is not a planned one.
fn unplanned_moves(year: &ChildLevel<'_>) -> Counted {
    year.needs_column("reason_place_change")?;
    let (first, last) = (Day::first_of(year.year()), Day::census(year.year()));
    let episodes = year.view.children.iter().flat_map(|child| child.episodes);
    let ended = episodes.filter(|e| {
        !is_short_break(e)
            && !e.reason_changed.is_empty()
            && e.end.is_some_and(|end| end >= first && end <= last)
    });
    let share = Count::judged(ended, |e| {
        let unread = e.unread.has(EpisodeColumn::ReasonPlaceChange);
        (!unread).then(|| !is_planned_reason(e.reason_changed))
    });
    Ok(share.by_itself().without(year.left_out.episodes))
}
