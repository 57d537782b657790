//! Missing incidents: how many, and how they were managed.

use crate::care::design_effect;
use crate::indicator::{
    CHILDREN_MISSING, CHILDREN_MISSING_AGED, INCIDENT_RATE, MISSING_INCIDENTS,
    REPEAT_MISSING_SHARE, definition,
};
use crate::source::any_of;
use crate::source::published::Quantity;
use crate::source::ssda903::{Absent, Interview};

use super::Absence;
use super::children::{
    ChildLevel, Count, Counted, Left, MissingIncident, in_three_days, was_offered,
};
use super::computation::{Computation, Formula};

/// Whether an implausible zero of an indicator is kept out of the comparison, rather than left to
/// the recording policy: outside the missing domain, which for an indicator that is not known here
/// is the configuration's.
pub fn kept_apart(indicator: &str, configured_domain: &str) -> bool {
    let domain = definition(indicator).map_or(configured_domain, |known| known.domain);
    domain != MISSING_INCIDENTS
}

pub(super) const COMPUTED: &[Computation] = &[
    Computation::of(CHILDREN_MISSING)
        .published(&[Formula::share(
            Quantity::ChildrenMissing,
            Quantity::ClaDuringYear,
        )])
        .counted(children_missing),
    Computation::of(INCIDENT_RATE)
        .published(&[Formula::share(
            Quantity::MissingIncidents,
            Quantity::ClaDuringYear,
        )])
        .counted(missing_incident_rate),
    Computation::of(REPEAT_MISSING_SHARE)
        .published(&[Formula::share(
            Quantity::ChildrenMissingMoreThanOnce,
            Quantity::ChildrenMissing,
        )])
        .counted(repeat_missing),
    Computation::of(CHILDREN_MISSING_AGED).counted(children_missing_aged),
    Computation::of("missing-or-away").counted(missing_or_away),
    Computation::of("long-missing").counted(long_missing),
    Computation::of("interview-held-in-three-days").counted(interview_held_in_three_days),
    Computation::of("interview-offered-in-three-days").counted(interview_offered_in_three_days),
    Computation::of("interview-accepted").counted(interview_accepted),
    Computation::of("placement-review-held").counted(placement_review_held),
];

/// Children with an M incident of the year, out of children looked after during it.
fn children_missing(year: &ChildLevel<'_>) -> Counted {
    year.needs_incidents()?;
    let share = Count::share(missing_children(year, 1), year.during_year());
    Ok(share
        .without(year.left_out.missing)
        .without(year.left_out.in_year))
}

/// The same among children aged 10 to 17 on 31 March or on leaving.
fn children_missing_aged(year: &ChildLevel<'_>) -> Counted {
    year.needs_incidents()?;
    let mut unknown = 0;
    let children = year.view.in_year().filter(|child| {
        let age = child.age_in(year.year());
        unknown += usize::from(age.is_none());
        age.is_some_and(|age| (10..=17).contains(&age))
    });
    let share = Count::among(children, |child| child.missing().next().is_some());
    let known = year.during_year() - unknown;
    // Those of whom no date of birth is known are left out of both parts.
    Ok(share
        .without(Left::beside(unknown, known))
        .without(year.left_out.missing)
        .without(year.left_out.in_year))
}

/// M incidents of the year for every 100 children looked after during it.
fn missing_incident_rate(year: &ChildLevel<'_>) -> Counted {
    year.needs_incidents()?;
    Ok(Count::share(year.missing.len(), year.during_year())
        .of_children(missing_children(year, 1))
        .clustered(clustering(year, |_| true))
        .without(year.left_out.missing)
        .without(year.left_out.in_year))
}

/// Children with two or more M incidents out of those with one.
fn repeat_missing(year: &ChildLevel<'_>) -> Counted {
    year.needs_incidents()?;
    let share = Count::share(missing_children(year, 2), missing_children(year, 1));
    Ok(share.without(year.left_out.missing))
}

/// Children with an M or A incident of the year, out of children looked after during it.
fn missing_or_away(year: &ChildLevel<'_>) -> Counted {
    year.needs_incidents()?;
    let absent = year
        .view
        .children
        .iter()
        .filter(|c| !c.incidents.is_empty());
    let left = year.left_out;
    Ok(Count::share(absent.count(), year.during_year())
        .without(left.missing)
        .without(left.away)
        .without(left.in_year))
}

/// M incidents of three days or more, out of those whose length is known.
fn long_missing(year: &ChildLevel<'_>) -> Counted {
    year.needs_incidents()?;
    let days = |m: &MissingIncident<'_>| m.child.days_missing(m.incident, year.year());
    let is_known = |m: &MissingIncident<'_>| days(m).is_some();
    let known = year.missing.iter().filter_map(days);
    let count = Count::among(known, |days| *days >= 3);
    let incidents = || year.missing.iter().map(|missing| missing.incident);
    let unread = incidents().filter(|i| i.end.is_unread()).count();
    let count = Count {
        left: Left::beside(unread, incidents().count() - unread),
        known_only: unread > 0,
        ..count
    };
    Ok(count
        .without(year.left_out.missing)
        .clustered(clustering(year, is_known)))
}

/// M incidents of the year with INTERVIEW_DATE from MIS_END to three days after.
fn interview_held_in_three_days(year: &ChildLevel<'_>) -> Counted {
    needs_interviews(year, "interview_date")?;
    in_time(year, |interview, incident| {
        in_three_days(interview.held_on, incident.end)
    })
}

/// M incidents of the year with OFFERED_DATE from MIS_END to three days after.
fn interview_offered_in_three_days(year: &ChildLevel<'_>) -> Counted {
    needs_interviews(year, "offered_date")?;
    in_time(year, |interview, incident| {
        in_three_days(interview.offered_on, incident.end)
    })
}

/// Offers accepted out of offers.
fn interview_accepted(year: &ChildLevel<'_>) -> Counted {
    needs_interviews(year, "accepted")?;
    let offers = year.needs_column("offered");
    offers.or_else(|_| year.needs_column("offered_date"))?;
    let offered = |rows: &[Interview]| any_of(rows.iter().map(was_offered));
    let incidents = || year.missing.iter().map(|missing| missing.interviews);
    let unknown = incidents().filter(|rows| offered(rows).is_none()).count();
    let offers = incidents().filter(|rows| offered(rows) == Some(true));
    let accepted = |i: &Interview| match was_offered(i) {
        Some(true) => i.accepted.judge(|accepted| accepted),
        other => other,
    };
    let count = Count::judged(offers, |rows| any_of(rows.iter().map(accepted)));
    let known = incidents().count() - unknown;
    Ok(with_rows(year, count.without(Left::beside(unknown, known))))
}

/// M incidents with REVIEW_DATE from MIS_START to so many days after as the configuration says.
fn placement_review_held(year: &ChildLevel<'_>) -> Counted {
    needs_interviews(year, "review_date")?;
    let days = i32::try_from(year.recording.review_days).unwrap_or(i32::MAX);
    let reviewed = |row: &Interview| {
        let since = row.missing_since;
        let in_time = |day| day >= since && day <= since.plus(days);
        row.reviewed_on.judge(in_time)
    };
    let count = Count::judged(year.missing.iter(), |missing| {
        any_of(missing.interviews.iter().map(reviewed))
    });
    Ok(with_rows(year, count).clustered(clustering(year, |_| true)))
}

/// M incidents of the year with an interview in time. One that is still open has none, so that
/// leaving it open earns nothing; one whose end is not known is left out of both parts.
fn in_time(year: &ChildLevel<'_>, counts: impl Fn(&Interview, &Absent) -> Option<bool>) -> Counted {
    let share = Count::judged(year.missing.iter(), |missing| {
        if missing.incident.end.is_unread() {
            return None;
        }
        let rows = missing.interviews.iter();
        any_of(rows.map(|interview| counts(interview, missing.incident)))
    });
    Ok(with_rows(year, share).clustered(clustering(year, |_| true)))
}

/// A share of missing incidents by their interviews, without the rows of both that are left out.
fn with_rows(year: &ChildLevel<'_>, share: Count) -> Count {
    let left = year.left_out;
    share.without(left.missing).without(left.interviews)
}

/// Incidents and a record of interviews with a column; the safeguarding dataset says whether one
/// was held, but not when.
fn needs_interviews(year: &ChildLevel<'_>, column: &str) -> Result<(), Absence> {
    year.needs_incidents()?;
    year.needs_interviews()?;
    year.needs_column(column)
}

/// Children with at least so many M incidents of the year.
fn missing_children(year: &ChildLevel<'_>, at_least: usize) -> usize {
    let by_child = year.missing_by_child();
    by_child.filter(|own| own.len() >= at_least).count()
}

/// The design effect of the M incidents that meet a condition.
fn clustering(year: &ChildLevel<'_>, counts: impl Fn(&MissingIncident<'_>) -> bool) -> Option<f64> {
    let by_child = year.missing_by_child();
    design_effect(by_child.map(|own| own.iter().filter(|m| counts(m)).count()))
}
