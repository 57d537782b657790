//! Placement stability: how often children move, and how long they stay with one carer.

use crate::care::{
    Counting, age_on, count_in, is_planned_reason, is_short_break, period_began, placements,
    same_carer_since,
};
use crate::source::published::Quantity;
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
    Ok(Count::among(these, |(child, _)| {
        count_in(&placements(child.episodes, counting), first, last) >= 3
    }))
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
    let (mut same, mut all) = (0, 0);
    for (child, _) in year.view.at_census() {
        let joined = child.three_years.unwrap_or_default();
        let young = child.born.is_some_and(|born| age_on(born, census) < 16);
        let long = period_began(joined, year.year()).is_some_and(|day| day <= in_care_since);
        if !young || !long {
            continue;
        }
        let current = crate::care::at_census(joined, year.year());
        let since = current.and_then(|current| same_carer_since(joined, current));
        all += 1;
        same += usize::from(since.is_some_and(|day| day <= with_carer_since));
    }
    Ok(Count::share(same, all))
}

/// Children in care for two years (since 31 March Y−2) with three or more placements since
/// 1 April Y−2.
fn three_placements_two_years(year: &ChildLevel<'_>) -> Counted {
    if !year.has_two_returns {
        return Err(NO_EARLIER_RETURN);
    }
    let (first, last) = (Day::first_of(year.year() - 1), Day::census(year.year()));
    let in_care_since = Day::census(year.year() - 2);
    let joined = year
        .view
        .at_census()
        .filter_map(|(child, _)| child.two_years);
    let long =
        joined.filter(|all| period_began(all, year.year()).is_some_and(|day| day <= in_care_since));
    Ok(Count::among(long, |all| {
        count_in(&placements(all, Counting::Placements), first, last) >= 3
    }))
}

/// Episodes that ended in the year with a REASON_PLACE_CHANGE that is not a planned one.
fn unplanned_moves(year: &ChildLevel<'_>) -> Counted {
    let (first, last) = (Day::first_of(year.year()), Day::census(year.year()));
    let episodes = year.view.children.iter().flat_map(|child| child.episodes);
    let ended = episodes.filter(|e| {
        !is_short_break(e)
            && !e.reason_changed.is_empty()
            && e.end.is_some_and(|end| end >= first && end <= last)
    });
    Ok(Count::among(ended, |e| {
        !is_planned_reason(e.reason_changed)
    }))
}
