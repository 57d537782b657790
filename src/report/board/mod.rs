//! What the reports to boards have in common: the shape of their models, and tables of figures
//! beside those of others and of other years.

mod answers;
mod beside;
mod brief;
mod england;
mod figures;
mod hosting;
mod interviews;
mod lacking;
mod model;
mod police;
mod police_by_place;
mod police_difference;
mod sources;
mod words;

pub(super) use answers::{Found, Point, Topic, answered, find, finding_of};
pub(super) use brief::most_often;
pub(super) use figures::{absent, counted_on, table, table_of};
pub use lacking::Lack;
pub use model::{
    AUTHOR, Action, Answer, BoardMeasure, BoardReport, BoardReportKind, BoardSection, CoverLine,
    FROM, Line, Lines,
};
pub(super) use sources::RETURN;
pub(super) use words::words_of_boards;

use std::collections::BTreeSet;

use crate::source::words::TextBlock;

use super::authority::sections::model::SectionBody;
use super::authority::{GroupTable, SectionCode};
use super::figure::Sign;
use super::reading;

/// The signs that stand in a table of some sections.
pub(super) fn signs_in(sections: &[BoardSection]) -> Vec<Sign> {
    let tables = sections.iter().flat_map(|s| &s.section.tables);
    reading::signs_in(tables.flat_map(GroupTable::figures))
}

/// The sections without notes that one before them has said: a report says each thing once.
pub(super) fn said_once(mut sections: Vec<BoardSection>) -> Vec<BoardSection> {
    let mut said: BTreeSet<String> = BTreeSet::new();
    for part in &mut sections {
        let section = &mut part.section;
        for table in &mut section.tables {
            table.notes.retain(|note| said.insert(note.clone()));
        }
        section.notes.retain(|note| said.insert(note.clone()));
    }
    sections
}

/// A row of the table to act on.
pub(super) fn action(finding: impl Into<String>, question: impl Into<String>) -> Action {
    Action {
        finding: finding.into(),
        question: question.into(),
        owner: None,
        due: None,
        progress: None,
        since: None,
    }
}

/// Whether there is a section.
pub(super) fn has(sections: &[BoardSection], code: SectionCode) -> bool {
    sections.iter().any(|s| s.section.code == code)
}

impl BoardSection {
    /// A section of tables. It leads to no page of a publication: this report stands alone.
    pub(super) fn of(body: SectionBody, code: SectionCode, title: &str) -> Self {
        Self::with_lines(body, None, code, title)
    }

    /// The same with lines over years.
    pub(super) fn with_lines(
        body: SectionBody,
        lines: Option<Lines>,
        code: SectionCode,
        title: &str,
    ) -> Self {
        Self {
            section: body.alone().section(code, title),
            lines,
            words: Vec::new(),
        }
    }

    /// Words of the authority under a finding.
    pub(super) fn in_words(
        words: Vec<TextBlock>,
        finding: String,
        code: SectionCode,
        title: &str,
    ) -> Self {
        let body = SectionBody {
            finding,
            chart: None,
            tables: Vec::new(),
            notes: Vec::new(),
            source: "Source: the authority.".to_owned(),
        };
        Self {
            section: body.section(code, title),
            lines: None,
            words,
        }
    }
}
