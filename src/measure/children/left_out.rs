//! What is left out of measures, since a row or a cell of it cannot be read, and when that is too
//! much for a figure.

use std::collections::BTreeSet;

use crate::care::{ChildYear, YearView, belongs_to, looked_after_on};
use crate::source::Day;
use crate::source::ssda903::{AbsenceKind, Absent, ChildKey, LeftOut, Return, TableKind};

use super::log_match::LogMatch;

/// Rows that are left out beside those that are counted.
///
/// Up to 1 in 20, or one, are said beside a figure; more leave it without data, since what is left
/// out could be anything.
///
/// ```
/// use care_scorecard::measure::Left;
/// assert!(Left::beside(1, 3).is_any() && !Left::beside(1, 3).is_too_much());
/// assert!(!Left::beside(2, 38).is_too_much());
/// assert!(Left::beside(2, 37).is_too_much());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Left {
    any: bool,
    too_much: bool,
}

impl Left {
    /// So many left out beside so many that are counted.
    #[must_use]
    pub fn beside(left: usize, counted: usize) -> Self {
        Self {
            any: left > 0,
            too_much: left >= 2 && left * 20 > left + counted,
        }
    }

    /// A measure of which nothing can be told, although there are rows.
    #[must_use]
    pub fn all() -> Self {
        Self {
            any: true,
            too_much: true,
        }
    }

    /// What is left out of either of two tables that one measure needs.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            any: self.any || other.any,
            too_much: self.too_much || other.too_much,
        }
    }

    /// Whether any is left out.
    #[must_use]
    pub fn is_any(self) -> bool {
        self.any
    }

    /// Whether so many are that there is no figure.
    #[must_use]
    pub fn is_too_much(self) -> bool {
        self.too_much
    }
}

/// What is left out of an authority's year because rows of its tables cannot be read, or name no
/// child of it.
#[derive(Debug, Clone, Default)]
pub struct LeftOutRows {
    /// Of the children looked after on 31 March.
    pub census: Left,
    /// Of the children looked after during the year.
    pub in_year: Left,
    /// Of the episodes.
    pub episodes: Left,
    /// Of the missing incidents.
    pub missing: Left,
    /// Of the incidents of absence without authorisation.
    pub away: Left,
    /// Of the rows of unaccompanied children.
    pub uasc: Left,
    /// Of the rows of return interviews.
    pub interviews: Left,
    /// How the rows of return interviews fit the incidents.
    pub log: LogMatch,
    /// Of the rows of notifications.
    pub notifications: Left,
    /// Of the rows of nationality.
    pub nationality: Left,
}

/// The children of a return of whose episodes one is left out, so that their care is not known whole.
pub(super) fn incomplete(tables: &Return) -> BTreeSet<ChildKey> {
    let rows = tables.left_out.iter();
    let of_episodes = rows.filter(|row| row.table == TableKind::Episodes);
    of_episodes.filter_map(|row| row.child).collect()
}

impl LeftOutRows {
    pub(super) fn of(view: &YearView<'_>, tables: &Return, beside: &Return) -> Self {
        let rows = |tables: &Return, kinds: &[TableKind]| {
            let left_out = tables.left_out.iter();
            let of_table = left_out.filter(|row| kinds.contains(&row.table));
            of_table.filter(|row| is_of(view, row)).count()
        };
        let both = |kinds: &[TableKind]| rows(tables, kinds) + rows(beside, kinds);
        let lost_interviews = both(&[TableKind::Interviews, TableKind::Safeguarding]);
        let lost_notifications = both(&[TableKind::Notifications]);
        let tables_of = [tables, beside];
        let of_logs = tables_of
            .into_iter()
            .flat_map(|t| t.interviews.iter().flatten());
        let log = LogMatch::of(view, of_logs);
        let notified = tables_of.map(|t| {
            let rows = t.notifications.iter().flatten();
            named(view, rows.map(|n| (n.child, n.start)))
        });
        Self {
            uasc: uasc(view, tables),
            interviews: log.left(lost_interviews),
            log,
            notifications: beside_named(lost_notifications, notified),
            nationality: nationality(view, tables_of, both(&[TableKind::Nationality])),
            missing: incidents(view, tables, AbsenceKind::Missing),
            away: incidents(view, tables, AbsenceKind::Away),
            ..Self::of_episodes(view, tables)
        }
    }

    /// A child of whose episodes one is left out is counted where another says enough.
    fn of_episodes(view: &YearView<'_>, tables: &Return) -> Self {
        let incomplete = incomplete(tables);
        let of_episodes = |row: &&LeftOut| row.table == TableKind::Episodes;
        let rows = tables.left_out.iter().filter(of_episodes).count();
        let left_out = tables.left_out.iter().filter(of_episodes);
        let nameless = left_out.filter(|row| row.child.is_none()).count();
        let lacking = |is_counted: fn(&ChildYear<'_>) -> bool| {
            let is_lost = |key: &&ChildKey| !view.child(**key).is_some_and(is_counted);
            incomplete.iter().filter(is_lost).count() + nameless
        };
        let all = tables.episodes.as_ref().map_or(0, Vec::len);
        Self {
            census: Left::beside(
                lacking(|child| child.census.is_some()),
                view.at_census().count(),
            ),
            in_year: Left::beside(lacking(|child| child.in_year), view.in_year().count()),
            episodes: Left::beside(rows, all),
            ..Self::default()
        }
    }
}

/// Whether a row could be about a child of the return: it names one, or none at all.
fn is_of(view: &YearView<'_>, row: &LeftOut) -> bool {
    row.child.is_none_or(|child| view.child(child).is_some())
}

/// How many rows of the year name a child of the return, and how many name another.
fn named(view: &YearView<'_>, rows: impl Iterator<Item = (ChildKey, Day)>) -> (usize, usize) {
    let year = Day::first_of(view.year)..=Day::census(view.year);
    let of_year = rows.filter(|(_, day)| year.contains(day));
    of_year.fold((0, 0), |(own, others), (child, _)| {
        match view.child(child).is_some() {
            true => (own + 1, others),
            false => (own, others + 1),
        }
    })
}

/// Rows that cannot be read and rows that name another child beside the others; where none names one
/// of the return, nothing can be told.
fn beside_named(unread: usize, tables: [(usize, usize); 2]) -> Left {
    let own: usize = tables.iter().map(|(own, _)| own).sum();
    let others: usize = tables.iter().map(|(_, others)| others).sum();
    match own == 0 && others > 0 {
        true => Left::all(),
        false => Left::beside(unread + others, own),
    }
}

/// The incidents of a kind that are left out: rows that cannot be read, that name no child of the
/// return, of which it cannot be said whether they belong to the year, or that began when a child's
/// care is not known.
fn incidents(view: &YearView<'_>, tables: &Return, kind: AbsenceKind) -> Left {
    let incomplete = incomplete(tables);
    let rows = tables.left_out.iter();
    let unread = rows.filter(|row| {
        row.table == TableKind::Missing && row.kind.is_none_or(|of_row| of_row == kind)
    });
    let all = tables.absences.as_deref().unwrap_or_default();
    let is_unsure = |incident: &&Absent| {
        if incident.kind != kind || !may_touch(incident, view.year) {
            return false;
        }
        let Some(child) = view.child(incident.child) else {
            return true;
        };
        let is_end_unsure =
            incident.end.is_unread() && belongs_to(incident, child.episodes, view.year).is_none();
        is_end_unsure
            || incomplete.contains(&child.key) && !looked_after_on(child.episodes, incident.start)
    };
    let left = unread.count() + all.iter().filter(is_unsure).count();
    let counted = view.children.iter().flat_map(|child| &child.incidents);
    let counted = counted.filter(|incident| incident.kind == kind).count();
    let names_one = all.iter().any(|row| view.child(row.child).is_some());
    match all.is_empty() || names_one {
        true => Left::beside(left, counted),
        false => Left::all(),
    }
}

/// Whether an incident may have a day in a year, as far as its dates are known.
fn may_touch(incident: &Absent, year: i16) -> bool {
    let ended = incident.end.judge(|end| end < Day::first_of(year));
    incident.start <= Day::census(year) && ended != Some(true)
}

/// Rows of nationality that cannot be read, and unaccompanied children of whom none names one although
/// some name nobody of the return: they may be about these. Where none names a child of the return,
/// nothing can be told.
fn nationality(view: &YearView<'_>, tables: [&Return; 2], unread: usize) -> Left {
    let children_of = |tables: &Return| -> BTreeSet<ChildKey> {
        let rows = tables.nationalities.iter().flatten();
        rows.map(|row| row.child).collect()
    };
    let [own, of_any] = tables.map(children_of);
    let is_child = |key: &&ChildKey| view.child(**key).is_some();
    let told: BTreeSet<ChildKey> = own.union(&of_any).copied().collect();
    let named = told.iter().filter(is_child).count();
    if named == 0 && !told.is_empty() {
        return Left::all();
    }
    let others = own.len() - own.iter().filter(is_child).count();
    let children = view.at_census().map(|(child, _)| child);
    let untold = children.filter(|c| c.uasc.is_some() && !told.contains(&c.key));
    Left::beside(unread + others.min(untold.count()), named)
}

fn uasc(view: &YearView<'_>, tables: &Return) -> Left {
    let all = tables.uasc.as_deref().unwrap_or_default();
    let named = all.iter().filter(|row| view.child(row.child).is_some());
    let named = named.count();
    let rows = tables.left_out.iter();
    let unread = rows.filter(|row| row.table == TableKind::Uasc).count();
    match named == 0 && !all.is_empty() {
        true => Left::all(),
        false => Left::beside(unread + all.len() - named, named),
    }
}
