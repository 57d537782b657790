//! The sections of an authority's report beyond indicators: where its children are placed, whose
//! it hosts, what happened to them, how well it was recorded. They are made from tables that are
//! already fit for publication, and are there only where the data fill them.

pub(in crate::report) mod incidents;
mod interviews;
pub(in crate::report) mod kinds;
pub(in crate::report) mod model;
pub(in crate::report) mod names;
pub(in crate::report) mod placed;
mod recording;
pub(in crate::report) mod tables;

pub use model::{
    GroupCell, GroupColumn, GroupRow, GroupTable, RowSubject, Section, SectionChart, SectionCode,
    TableSubject,
};

use super::super::board::RETURN;
use super::{DomainResult, Subject};
use model::SectionBody;

impl Subject<'_> {
    /// Where the figures of its return come from.
    fn of_return(self) -> String {
        let year = self.assessment.year;
        format!("Source: {RETURN}, {year}.")
    }

    /// The sections that page and document have, as far as the data fill them, in order.
    pub(super) fn sections(
        self,
        domains: &[DomainResult],
        recording_effect: Option<&str>,
        source: &str,
    ) -> Vec<Section> {
        let tables = self.assessment.tables().get(&self.id);
        let placed = tables.and_then(|tables| self.placed_where(tables));
        let placed = placed.or_else(|| self.placed_where_published());
        let hosted = tables.and_then(|tables| self.hosted(tables));
        let recording = self.recording(domains, recording_effect, source);
        titled([
            (
                placed,
                SectionCode::PlacedWhere,
                "Where its children are placed",
            ),
            (hosted, SectionCode::Hosted, "Whose children it hosts"),
            (
                recording,
                SectionCode::RecordingQuality,
                "How well it was recorded",
            ),
        ])
    }

    /// The sections that only the page has, as far as the data fill them, in order.
    pub(super) fn further_sections(self) -> Vec<Section> {
        let Some(tables) = self.assessment.tables().get(&self.id) else {
            return Vec::new();
        };
        titled([
            (
                self.placements(tables),
                SectionCode::Placements,
                "Kinds of placement and providers",
            ),
            (
                self.incidents(tables),
                SectionCode::Incidents,
                "Missing incidents: how long, from where, when",
            ),
            (
                self.unaccompanied(tables),
                SectionCode::Unaccompanied,
                "Unaccompanied asylum-seeking children",
            ),
            (
                self.interviews(tables),
                SectionCode::ReturnInterviews,
                "Return interviews",
            ),
        ])
    }
}

/// Those there are under their titles.
fn titled<const N: usize>(made: [(Option<SectionBody>, SectionCode, &str); N]) -> Vec<Section> {
    let made = made.into_iter();
    made.filter_map(|(body, code, title)| Some(body?.section(code, title)))
        .collect()
}
