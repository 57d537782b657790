//! What the reports to boards have in common: the shape of their models, and tables of figures
//! beside those of others and of other years.

mod figures;
mod hosting;
mod interviews;
mod model;
mod police;

pub(super) use figures::{absent, cell, plain_row, table};
pub use model::{Answer, BoardReport, BoardReportKind, BoardSection, Line, Lines};

use super::authority::{GroupTable, Section};

/// Whether a comparison with England says "higher" or "much higher".
pub(super) fn is_higher(compared: &str) -> bool {
    compared.starts_with("higher") || compared.starts_with("much higher")
}

/// A section without a chart.
pub(super) fn section(
    code: &str,
    title: &str,
    finding: impl Into<String>,
    tables: impl IntoIterator<Item = GroupTable>,
    source: &str,
) -> Section {
    Section {
        code: code.to_owned(),
        title: title.to_owned(),
        finding: finding.into(),
        chart: None,
        tables: tables.into_iter().collect(),
        notes: Vec::new(),
        source: source.to_owned(),
    }
}

impl BoardSection {
    /// A section as others have it.
    pub(super) fn plain(section: Section) -> Self {
        Self {
            section,
            lines: None,
            words: Vec::new(),
        }
    }

    /// Whether a table of the section, or one of its rows, is about something.
    fn says(&self, about: &str) -> bool {
        let said = |table: &GroupTable| {
            let mut rows = table.rows.iter();
            table.caption.contains(about) || rows.any(|row| row.label.contains(about))
        };
        about.is_empty() || self.section.tables.iter().any(said)
    }

    /// The section under another code and title. Links to the pages of a publication are taken
    /// out: this report stands alone.
    pub(super) fn renamed(mut section: Section, code: &str, title: &str) -> Self {
        code.clone_into(&mut section.code);
        title.clone_into(&mut section.title);
        let rows = section.tables.iter_mut().flat_map(|table| &mut table.rows);
        rows.for_each(|row| row.file.clear());
        Self::plain(section)
    }
}

/// The points of a recommendation, each with the section that answers it where one of its tables
/// is about what is asked.
pub(super) fn answers(
    sections: &[BoardSection],
    points: &[(&str, &str, &str, &str)],
    otherwise: &str,
) -> Vec<Answer> {
    let answer = |(recommendation, point, code, about): &(&str, &str, &str, &str)| {
        let found = sections
            .iter()
            .find(|s| s.section.code == *code && s.says(about));
        Answer {
            recommendation: (*recommendation).to_owned(),
            point: (*point).to_owned(),
            section: found.map_or_else(String::new, |s| s.section.code.clone()),
            place: found.map_or_else(|| otherwise.to_owned(), |s| s.section.title.clone()),
        }
    };
    points.iter().map(answer).collect()
}
