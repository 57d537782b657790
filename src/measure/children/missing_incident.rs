//! The missing incidents of an authority's year, each with its return interviews.

use crate::care::{ChildYear, YearView};
use crate::source::Day;
use crate::source::ssda903::{Absent, ChildKey, Interview};

use super::formula::span;

/// A missing incident of the year.
#[derive(Debug, Clone, Copy)]
pub struct MissingIncident<'y> {
    /// Whose.
    pub child: &'y ChildYear<'y>,
    /// The row.
    pub incident: &'y Absent,
    /// The rows of return interviews about it; none where interviews are not recorded.
    pub interviews: &'y [Interview],
}

impl MissingIncident<'_> {
    /// Whether two are of one child.
    pub(super) fn of_one_child(&self, other: &Self) -> bool {
        self.child.key == other.child.key
    }
}

/// The missing incidents of a year in order of child and time; `interviews` are in the same order.
/// Of several incidents of a child that begin on one day, each has the row in its place; what is left
/// over is about the last.
pub(super) fn missing_incidents<'y>(
    view: &'y YearView<'y>,
    interviews: &'y [Interview],
) -> Vec<MissingIncident<'y>> {
    let mut all = Vec::new();
    let with_incidents = view.children.iter().filter(|c| !c.incidents.is_empty());
    for child in with_incidents {
        let own = span(interviews, |i| i.child, child.key);
        let incidents: Vec<&Absent> = child.missing().collect();
        for of_one_day in incidents.chunk_by(|a, b| a.start == b.start) {
            let Some(first) = of_one_day.first() else {
                continue;
            };
            let rows = span(own, |i| i.missing_since, first.start);
            all.extend(of_one_day.iter().enumerate().map(|(at, incident)| {
                let is_last = at + 1 == of_one_day.len();
                MissingIncident {
                    child,
                    incident,
                    interviews: in_place(rows, at, is_last),
                }
            }));
        }
    }
    all
}

/// The row in a place, and for the last incident those behind it.
fn in_place(rows: &[Interview], at: usize, is_last: bool) -> &[Interview] {
    let from = rows.get(at..).unwrap_or_default();
    let end = if is_last {
        from.len()
    } else {
        from.len().min(1)
    };
    from.get(..end).unwrap_or_default()
}

/// The missing incidents of a child that begin on a day.
pub(super) fn begun_on<'m, 'y>(
    all: &'m [MissingIncident<'y>],
    child: ChildKey,
    day: Day,
) -> &'m [MissingIncident<'y>] {
    span(all, |m| (m.child.key, m.incident.start), (child, day))
}
