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
pub(super) fn missing_incidents<'y>(
    view: &'y YearView<'y>,
    interviews: &'y [Interview],
) -> Vec<MissingIncident<'y>> {
    let mut all = Vec::new();
    let with_incidents = view.children.iter().filter(|c| !c.incidents.is_empty());
    for child in with_incidents {
        let own = span(interviews, |i| i.child, child.key);
        all.extend(child.missing().map(|incident| MissingIncident {
            child,
            incident,
            interviews: span(own, |i| i.missing_since, incident.start),
        }));
    }
    all
}

/// The missing incidents of a child that begin on a day.
pub(super) fn begun_on<'m, 'y>(
    all: &'m [MissingIncident<'y>],
    child: ChildKey,
    day: Day,
) -> &'m [MissingIncident<'y>] {
    span(all, |m| (m.child.key, m.incident.start), (child, day))
}
