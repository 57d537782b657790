//! What a report to a board says: the annual statement and the section for a needs assessment.

use serde::Serialize;

use super::super::authority::{Section, SectionCode};
use super::super::figure::{Figure, Passage, Sign, or_nothing};
use super::super::file_name;
use super::super::frame::Frame;
use super::lacking::Lack;
use crate::config::Mode;
use crate::measure::{Absence, SourceKind};

/// What a report to a board is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BoardReportKind {
    /// The annual statement to the safeguarding board (Recommendation 9).
    Statement,
    /// The section of the Joint Strategic Needs Assessment (Recommendations 8 and 12).
    Jsna,
}

impl BoardReportKind {
    /// The first part of its file names.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Jsna => "jsna",
        }
    }

    /// The name of its files on an authority, without ending.
    #[must_use]
    pub fn file(self, code: &str) -> String {
        format!("{}-{}", self.as_str(), file_name(code))
    }
}

/// Everything a report to a board says, as a page and as a document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BoardReport {
    /// What stands on every page.
    pub frame: Frame,
    /// Which report it is.
    pub kind: BoardReportKind,
    /// Whether small numbers are in it.
    pub mode: Mode,
    /// The authority's code in the year.
    pub code: String,
    /// The name of its files, without ending: "statement-E10000016".
    pub file: String,
    /// The authority's name.
    pub name: String,
    /// What it is: "Annual statement on children missing from care".
    pub title: String,
    /// Whom it is for.
    pub audience: String,
    /// Who answers for it and what it covers: author, approver, date, contact, period, status, marking.
    pub cover: Vec<CoverLine>,
    /// The first finding, in a sentence.
    pub headline: String,
    /// What a reader must know before any figure, a sentence or two each; empty where there is nothing.
    pub first: Vec<String>,
    /// What the recommendations ask for, the answer, and where it is shown.
    pub answers: Vec<Answer>,
    /// Its sections in order.
    pub sections: Vec<BoardSection>,
    /// What the data cannot say, a sentence or two each.
    pub limits: Vec<String>,
    /// What to act on.
    pub actions: Vec<Action>,
    /// The figures by which the next one tells a change; none where it is no statement of one authority.
    pub measures: Vec<BoardMeasure>,
    /// What its words mean, a word each.
    pub terms: Vec<Passage>,
    /// Signs used in the tables.
    pub signs: Vec<Sign>,
}

/// The line of a cover that says who wrote the report.
pub const AUTHOR: &str = "Author";

/// The line of a letter's head that says whom it is from.
pub const FROM: &str = "From";

/// A line of the cover: "Approved by", "Chair of the partnership".
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CoverLine {
    /// What it is.
    pub label: String,
    /// What it says; none where that is still to be written in.
    #[serde(serialize_with = "or_nothing")]
    pub value: Option<String>,
}

/// A row of the table to act on. Who does it, by when and how far it is are the board's to write in; what it wrote
/// into the last statement stands here.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Action {
    /// What the figures show.
    pub finding: String,
    /// What to ask.
    pub question: String,
    /// Who does it; none where nobody wrote it.
    #[serde(serialize_with = "or_nothing")]
    pub owner: Option<String>,
    /// By when; none where nobody wrote it.
    #[serde(serialize_with = "or_nothing")]
    pub due: Option<String>,
    /// How far it is; none where nobody wrote it.
    #[serde(serialize_with = "or_nothing")]
    pub progress: Option<String>,
    /// The year of the statement that asked first; none where that is this one.
    pub since: Option<i16>,
}

/// A figure that a statement hands on to the next.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BoardMeasure {
    /// The indicator's code.
    pub indicator: &'static str,
    /// What it was counted from.
    pub source: SourceKind,
    /// The value, or why it is not shown.
    #[serde(skip)]
    pub value: Result<f64, Absence>,
    /// Numerator and denominator; none where they are not shown.
    pub counts: Option<(f64, f64)>,
}

/// A point of a recommendation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// Which recommendation: "Recommendation 9".
    pub recommendation: String,
    /// What it asks for.
    pub point: String,
    /// The answer in brief; none where nothing answers it.
    #[serde(serialize_with = "or_nothing")]
    pub answer: Option<String>,
    /// The section that answers it; none where none does.
    #[serde(serialize_with = "or_nothing")]
    pub section: Option<SectionCode>,
    /// Why nothing answers it; none where something does.
    pub lack: Option<Lack>,
    /// The title of that section, or why there is none in words.
    pub place: String,
}

/// A section of a report to a board.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BoardSection {
    /// Its finding, tables and notes.
    pub section: Section,
    /// Lines over years; none where there are too few.
    pub lines: Option<Lines>,
    /// Words of the authority, which stand as it wrote them.
    pub words: Vec<crate::source::words::TextBlock>,
}

/// A number over years, and how it would go on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lines {
    /// The finding, in a sentence.
    pub title: String,
    /// What is measured.
    pub axis: String,
    /// Labels of the years, oldest first.
    pub years: Vec<String>,
    /// The one counted, then the one projected.
    pub lines: Vec<Line>,
}

/// One line of [`Lines`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// What it is.
    pub name: String,
    /// A number for each year; none where there is none.
    pub values: Vec<Option<Figure>>,
}
