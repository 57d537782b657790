//! The sections of an authority's report beyond indicators: where its children are placed, whose
//! it hosts, what happened to them, how well it was recorded. They are made from tables that are
//! already fit for publication, and are there only where the data fill them.

mod incidents;
mod interviews;
mod model;
pub(in crate::report) mod names;
pub(in crate::report) mod placed;
mod recording;
pub(in crate::report) mod tables;

pub use model::{GroupCell, GroupColumn, GroupRow, GroupTable, Section, SectionChart};

use super::super::board::RETURN;
use super::{AuthorityReport, Subject};

impl Subject<'_> {
    /// Where the figures of its return come from.
    fn of_return(self) -> String {
        let year = self.assessment.year;
        format!("Source: {RETURN}, {year}.")
    }

    /// The sections that page and document have, as far as the data fill them, in order.
    pub(in crate::report) fn sections(self, report: &AuthorityReport) -> Vec<Section> {
        let tables = self.assessment.tables().get(&self.id);
        let placed = tables.and_then(|tables| self.placed_where(tables));
        let placed = placed.or_else(|| self.placed_where_published());
        let hosted = tables.and_then(|tables| self.hosted(tables));
        let recording = self.recording(report, tables);
        [placed, hosted, recording].into_iter().flatten().collect()
    }

    /// The sections that only the page has, as far as the data fill them, in order.
    pub(in crate::report) fn further_sections(self) -> Vec<Section> {
        let Some(tables) = self.assessment.tables().get(&self.id) else {
            return Vec::new();
        };
        let made = [
            self.placements(tables),
            self.incidents(tables),
            self.unaccompanied(tables),
            self.interviews(tables),
        ];
        made.into_iter().flatten().collect()
    }
}
