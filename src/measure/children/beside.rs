//! The tables beside an authority's return, and how they fit it.

use std::collections::BTreeSet;

use crate::care::YearView;
use crate::source::Day;
use crate::source::ssda903::{
    AuthorityReturns, Episode, Findings, Interview, Nationality, Notification, Return, rule,
};

use super::formula::ChildLevel;
use super::missing_incident::begun_on;

/// The tables beside the return: those of the year's folder with those that name no year.
pub(super) struct Beside {
    pub(super) interviews: Option<Vec<Interview>>,
    pub(super) notifications: Option<Vec<Notification>>,
    /// The years of which there is a record of notifications that numbers children as this one does.
    pub(super) notified_years: Vec<i16>,
    /// Those of which there is one that numbers them otherwise.
    pub(super) notified_otherwise: Vec<i16>,
    pub(super) nationalities: Option<Vec<Nationality>>,
    /// Columns that may lack, as far as any file of the year has them.
    pub(super) columns: BTreeSet<&'static str>,
}

/// The column of why a child is placed outside, in a record of notifications.
const OUT_REASON: &str = "out_reason";

impl Beside {
    /// `apart` are the years whose return does not go on from the one before.
    pub(super) fn of(
        tables: &Return,
        returns: &AuthorityReturns,
        view: &YearView<'_>,
        apart: &BTreeSet<i16>,
    ) -> Self {
        let year = view.year;
        let is_joined = |other: i16| {
            let between = year.min(other) + 1..=year.max(other);
            !apart.iter().any(|year| between.contains(year))
        };
        let any = &returns.any_year;
        let of_any = |i: &Interview| {
            let child = view.child(i.child);
            child.is_some_and(|c| c.missing().any(|m| m.start == i.missing_since))
        };
        let interviews = any.interviews.as_ref().filter(|all| all.iter().any(of_any));
        let (notified_years, notified_otherwise): (Vec<i16>, Vec<i16>) = notified_years(returns)
            .into_iter()
            .partition(|year| is_joined(*year));
        let notifications = notified_years
            .contains(&year)
            .then(|| notifications(returns, (year, &is_joined)));
        let of_any = any
            .notifications
            .as_deref()
            .is_some_and(|n| is_about(n, year));
        let mut columns = tables.columns.clone();
        let of_interviews = |column: &&&str| **column != OUT_REASON;
        if interviews.is_some() {
            columns.extend(any.columns.iter().filter(of_interviews));
        }
        if of_any && any.columns.contains(OUT_REASON) {
            columns.insert(OUT_REASON);
        }
        // Whoever numbers children otherwise says nothing of these.
        let of_these = |all: &&Vec<Interview>| {
            all.is_empty() || all.iter().any(|i| view.child(i.child).is_some())
        };
        let own = tables.interviews.as_ref().filter(of_these);
        Self {
            interviews: both(own, interviews, |i| (i.child, i.missing_since)),
            notifications,
            notified_years,
            notified_otherwise,
            nationalities: both(
                tables.nationalities.as_ref(),
                any.nationalities.as_ref(),
                |n| (n.child, !n.recorded),
            ),
            columns,
        }
    }
}

/// A table that names no year speaks of one if any of its rows does.
fn is_about(rows: &[Notification], year: i16) -> bool {
    let (first, last) = (Day::first_of(year), Day::census(year));
    rows.iter().any(|n| n.start >= first && n.start <= last)
}

/// The years of which an authority gave a record of notifications.
fn notified_years(returns: &AuthorityReturns) -> Vec<i16> {
    let any = returns.any_year.notifications.as_deref();
    let years = returns.years.iter().filter(|(year, tables)| {
        tables.notifications.is_some() || any.is_some_and(|rows| is_about(rows, **year))
    });
    years.map(|(year, _)| *year).collect()
}

/// Every notification that an authority recorded, those of a year's own file first among those of
/// one episode: a placement that goes on was notified in the year it began. Years that number children
/// otherwise say nothing of these.
fn notifications(
    returns: &AuthorityReturns,
    (year, is_joined): (i16, &dyn Fn(i16) -> bool),
) -> Vec<Notification> {
    let own = returns.years.get(&year);
    let others = returns.years.iter().rev();
    let others = others.filter(|(y, _)| **y != year && is_joined(**y));
    let all = own
        .into_iter()
        .chain([&returns.any_year])
        .chain(others.map(|(_, tables)| tables));
    let mut rows: Vec<Notification> = all
        .filter_map(|tables| tables.notifications.as_ref())
        .flatten()
        .cloned()
        .collect();
    rows.sort_by_key(|n| (n.child, n.start));
    rows
}

fn both<T: Clone, K: Ord>(
    of_year: Option<&Vec<T>>,
    of_any: Option<&Vec<T>>,
    key: impl Fn(&T) -> K,
) -> Option<Vec<T>> {
    let mut all: Vec<T> = match (of_year, of_any) {
        (None, None) => return None,
        (year, any) => year.into_iter().chain(any).flatten().cloned().collect(),
    };
    all.sort_by_key(key);
    Some(all)
}

/// Interviews held before the child returned, and those that belong to no incident.
pub(super) fn check_interviews(level: &ChildLevel<'_>, tables: &Return, findings: &mut Findings) {
    let (first, last) = (Day::first_of(level.year()), Day::census(level.year()));
    for missing in level.missing {
        for interview in missing.interviews {
            let early = interview
                .held_on
                .read()
                .zip(missing.incident.end.read())
                .is_some_and(|(held, end)| held < end);
            if early {
                findings.note(&rule::INTERVIEW_EARLY, interview.origin);
            }
        }
    }
    let own = tables.interviews.as_deref().unwrap_or_default();
    // Where all are other children's, none of them is used.
    for interview in level.interviews.unwrap_or(own) {
        let since = interview.missing_since;
        let file = usize::try_from(interview.origin.file).unwrap_or(usize::MAX);
        let of_year = (since >= first && since <= last) || tables.files.contains(&file);
        if of_year && begun_on(level.missing, interview.child, since).is_empty() {
            findings.note(&rule::INTERVIEW_ALONE, interview.origin);
        }
    }
}

/// Notifications of the year's own file that are about no episode of it.
pub(super) fn check_notifications(view: &YearView<'_>, tables: &Return, findings: &mut Findings) {
    for notification in tables.notifications.as_deref().unwrap_or_default() {
        let begins = |e: &Episode| e.start == notification.start;
        let child = view.child(notification.child);
        if !child.is_some_and(|c| c.episodes.iter().any(begins)) {
            findings.note(&rule::NOTIFICATION_ALONE, notification.origin);
        }
    }
}
