//! What the reports to boards have in common: the shape of their models, and tables of figures
//! beside those of others and of other years.

mod beside;
mod figures;
mod hosting;
mod interviews;
mod model;
mod police;
mod police_by_place;
mod police_difference;
mod sources;

pub(super) use figures::{absent, cell, plain_row, table};
pub use model::{Answer, BoardReport, BoardReportKind, BoardSection, Line, Lines};
pub(super) use sources::RETURN;

use super::authority::{GroupTable, Section, Subject};
use super::figure::Sign;
use super::reading;

/// The signs that stand in a table of some sections.
pub(super) fn signs_in(sections: &[BoardSection]) -> Vec<Sign> {
    let tables = sections.iter().flat_map(|s| &s.section.tables);
    let rows = tables.flat_map(|table| &table.rows);
    let cells: Vec<&str> = rows
        .flat_map(|row| &row.cells)
        .map(|cell| cell.figure.display.as_str())
        .collect();
    let mut signs = reading::signs();
    signs.retain(|sign| cells.contains(&sign.sign.as_str()));
    signs
}

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

/// What of the figures asked for can be read.
#[derive(PartialEq)]
enum Shown {
    All,
    Part,
    Nothing,
}

impl BoardSection {
    /// How much of the figures of the authority about something is shown: of the first number in
    /// each row of the year, by rows that are about it, or by tables that are.
    fn shown(&self, about: &str, year: i16) -> Shown {
        let tables = self.section.tables.iter();
        let cells: Vec<&str> = tables
            .flat_map(|table| {
                let whole = table.caption.contains(about);
                let rows = table.rows.iter().filter(move |row| {
                    let earlier = row.label.parse::<i16>().is_ok_and(|y| y != year);
                    !earlier && (whole || row.label.contains(about))
                });
                rows.filter_map(|row| row.cells.first())
            })
            .map(|cell| cell.figure.display.as_str())
            .collect();
        let withheld = cells.iter().filter(|display| **display == "[c]").count();
        match withheld {
            0 => Shown::All,
            all if all == cells.len() => Shown::Nothing,
            _ => Shown::Part,
        }
    }
}

/// The points of a recommendation, each with the section that answers it where one of its tables
/// is about what is asked; else why none does, by the code of the section.
pub(super) fn answers(
    sections: &[BoardSection],
    points: &[(&str, &str, &str, &str)],
    year: i16,
    otherwise: &dyn Fn(&str) -> String,
) -> Vec<Answer> {
    let answer = |(recommendation, point, code, about): &(&str, &str, &str, &str)| {
        let found = sections
            .iter()
            .find(|s| s.section.code == *code && s.says(about));
        let (section, place) = match found.map(|s| (s, s.shown(about, year))) {
            None => (String::new(), otherwise(code)),
            Some((_, Shown::Nothing)) => (String::new(), WITHHELD.to_owned()),
            Some((s, Shown::Part)) => (
                s.section.code.clone(),
                format!("{} (in part: some figures are withheld)", s.section.title),
            ),
            Some((s, Shown::All)) => (s.section.code.clone(), s.section.title.clone()),
        };
        Answer {
            recommendation: (*recommendation).to_owned(),
            point: (*point).to_owned(),
            section,
            place,
        }
    };
    points.iter().map(answer).collect()
}

const WITHHELD: &str = "Not answered: withheld, too few children are behind it";

impl Subject<'_> {
    /// Why no section answers a point.
    pub(super) fn not_answered(self, code: &str) -> String {
        let year = self.assessment.year;
        let tables = self.assessment.tables().get(&self.id);
        let withheld = match code {
            "placed-where" => self.is_located() && self.cell_in(year, "placed-outside").is_some(),
            "placements" => tables.is_some_and(|t| t.placements.is_some()),
            "out-of-area" => tables.is_some_and(|t| t.hosts.is_some()),
            "hosted" => tables.is_some_and(|t| t.hosted.is_some()),
            "unaccompanied" => tables.is_some_and(|t| t.uasc.is_some()),
            "return-interviews" => tables.is_some_and(|t| t.interviews.is_some()),
            _ => false,
        };
        if code == "return-interviews" && self.is_none_missing() {
            "Does not arise: no missing incident was recorded".to_owned()
        } else if withheld {
            WITHHELD.to_owned()
        } else {
            "Not answered: not given".to_owned()
        }
    }
}
