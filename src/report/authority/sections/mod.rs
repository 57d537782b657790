//! The sections of an authority's report beyond indicators: where its children are placed, whose
//! it hosts, what happened to them, how well it was recorded. They are made from tables that are
//! already fit for publication, and are there only where the data fill them.

mod incidents;
mod interviews;
mod model;
pub(in crate::report) mod names;
mod placed;
mod recording;
pub(in crate::report) mod tables;

pub use model::{GroupCell, GroupColumn, GroupRow, GroupTable, Section, SectionChart};

use crate::disclosure::AuthorityTables;

use super::{AuthorityReport, Subject};

/// Where the figures of returns come from.
pub(in crate::report) const RETURNS: &str =
    "Source: the authority’s return on children looked after.";

impl Subject<'_> {
    /// Every section that the data fill, in order.
    pub(in crate::report) fn sections(self, report: &AuthorityReport) -> Vec<Section> {
        let tables = self.assessment.tables().get(&self.id);
        let of = |make: fn(Self, &AuthorityTables) -> Option<Section>| {
            tables.and_then(|tables| make(self, tables))
        };
        let placed = of(Self::placed_where).or_else(|| self.placed_where_published());
        [
            placed,
            of(Self::hosted),
            of(Self::placements),
            of(Self::incidents),
            of(Self::unaccompanied),
            of(Self::interviews),
            self.recording(report, tables),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
