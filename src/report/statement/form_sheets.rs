//! The workbook of the request: a sheet a subject, a row a question, each with the code by which it is
//! known when it comes back.

use serde::Serialize;

use super::super::authority::Subject;
use super::answered::QUESTIONS;
use super::asked::Asked;
use super::form::{MEASURES, TOTALS};
use crate::indicator::definition;
use crate::measure::SourceKind;

/// A sheet of the request's workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormSheet {
    /// Its name: at most 31 letters and spaces.
    pub name: String,
    /// What it asks about, in its first cell.
    pub title: String,
    /// What to bear in mind, a line each.
    pub guidance: Vec<String>,
    /// What is asked.
    pub rows: Vec<FormRow>,
}

/// A question of the workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormRow {
    /// What it belongs to: the heading of its answer in words, else the question itself.
    pub subject: String,
    /// What is asked.
    pub question: String,
    /// How to count it.
    pub guidance: String,
    /// By which it is known when it comes back: `measure/placed-outside`.
    pub code: String,
    /// What kind of answer it takes.
    pub takes: Takes,
    /// Whether the dataset has an answer already.
    pub is_known: bool,
}

/// What kind of answer a question takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Takes {
    /// A count.
    Count,
    /// A count, and out of how many.
    CountOutOf,
    /// Words.
    Words,
}

impl Subject<'_> {
    /// The sheets of the workbook.
    pub(super) fn form_sheets(self) -> Vec<FormSheet> {
        let open = self.still_open();
        vec![
            self.sheet_of_figures(),
            self.sheet_of_interviews(),
            self.sheet_of_police(),
            sheet_of_words(&open),
        ]
    }

    fn sheet_of_figures(self) -> FormSheet {
        let year = self.assessment.year;
        let row = |indicator: &&str| {
            let known = definition(indicator)?;
            let (takes, guidance) = match known.denominator {
                None => (Takes::Count, format!("Count: {}.", known.numerator.words)),
                Some(whole) => (
                    Takes::CountOutOf,
                    format!(
                        "Answer: {}. Out of: {}.",
                        known.numerator.words, whole.words
                    ),
                ),
            };
            Some(FormRow {
                subject: self.measure_title(indicator),
                question: self.measure_title(indicator),
                guidance,
                code: format!("measure/{indicator}"),
                takes,
                is_known: self.is_answered(indicator),
            })
        };
        FormSheet {
            name: "Children".to_owned(),
            title: "Children placed out of area, missing, unaccompanied".to_owned(),
            guidance: [
                "Leave this sheet empty if you send your return on children looked after (SSDA903): it answers all of it.".to_owned(),
                format!("The year is from 1 April {} to 31 March {year}.", year - 1),
            ]
            .into_iter()
            .chain(how())
            .collect(),
            rows: MEASURES.iter().filter_map(row).collect(),
        }
    }

    fn sheet_of_interviews(self) -> FormSheet {
        let measures = &self.assessment.evidence.measures;
        let given = measures.interview_totals(self.assessment.year, self.id);
        let row = |(column, question, guidance): &(&str, &str, &str)| FormRow {
            subject: (*question).to_owned(),
            question: (*question).to_owned(),
            guidance: (*guidance).to_owned(),
            code: format!("interviews/{column}"),
            takes: Takes::Count,
            is_known: given.is_some() || self.value("interview-held-in-three-days").is_some(),
        };
        FormSheet {
            name: "Return interviews".to_owned(),
            title: "Return interviews and placement reviews: totals of the year".to_owned(),
            guidance: how(),
            rows: TOTALS.iter().map(row).collect(),
        }
    }

    fn sheet_of_police(self) -> FormSheet {
        let is_known = !self.police_in(self.assessment.year).is_empty();
        let counts = [
            ("missing_incidents", "missing incidents"),
            ("children_missing", "children who went missing"),
            (
                "absent_incidents",
                "absences that the police did not call missing",
            ),
        ];
        let scopes = [
            (
                "responsible/all",
                "Your children, wherever they are placed, incidents of any length",
            ),
            (
                "responsible/over-24h",
                "Your children, incidents of more than 24 hours",
            ),
            (
                "located/all",
                "All looked-after children in your area, whoever is responsible",
            ),
        ];
        let rows = scopes.iter().flat_map(|(scope, whose)| {
            counts.iter().map(move |(count, what)| FormRow {
                subject: (*whose).to_owned(),
                question: format!("{whose}: {what}"),
                guidance: "As the police counted them in the year.".to_owned(),
                code: format!("police/{scope}/{count}"),
                takes: Takes::Count,
                is_known,
            })
        });
        FormSheet {
            name: "Police".to_owned(),
            title: "The police’s counts: ask the police for them".to_owned(),
            guidance: how(),
            rows: rows.collect(),
        }
    }

    /// Whether the authority itself gave a figure of the year: what others published is no answer of its own.
    fn is_answered(self, code: &str) -> bool {
        let source = self.source_in(self.assessment.year, code);
        let is_own = matches!(source, Some(SourceKind::Given | SourceKind::ChildLevel));
        is_own && self.value(code).is_some()
    }

    /// How the rows of a sheet begin, so that each says whose and of which year it is.
    pub(super) fn form_place(self) -> (String, i16) {
        let code = self.assessment.code(self.id);
        (code.to_owned(), self.assessment.year)
    }
}

fn sheet_of_words(open: &[Asked]) -> FormSheet {
    let row =
        |asked: Asked, (heading, line): (&str, Option<&str>), guidance: &str, kind: &str| FormRow {
            subject: heading.to_owned(),
            question: line.map_or_else(|| heading.to_owned(), |line| format!("{heading}: {line}")),
            guidance: guidance.to_owned(),
            code: line.map_or_else(
                || format!("{kind}/{heading}"),
                |line| format!("{kind}/{heading}/{line}"),
            ),
            takes: Takes::Words,
            is_known: !open.contains(&asked),
        };
    let answers = QUESTIONS.iter().flat_map(|question| {
        let whole = question.lines.is_empty().then_some(None);
        let lines = question.lines.iter().map(|line| Some(*line));
        let rows: Vec<FormRow> = whole
            .into_iter()
            .chain(lines)
            .map(|line| {
                let asked = (question.heading, line);
                row(question.point, asked, question.guidance, "answers")
            })
            .collect();
        rows
    });
    let steps = row(Asked::Steps, ("Steps taken", None), STEPS, "steps-taken");
    FormSheet {
        name: "In words".to_owned(),
        title: "Where children are placed, what interviews taught, and steps taken".to_owned(),
        guidance: vec![
            "Leave out what your return, a log of interviews and a record of notifications already tell.".to_owned(),
            "Write nothing by which a child could be known: a text with a postcode or a date of birth is refused.".to_owned(),
            "Your words are printed as you send them, in the version for the board’s own eyes; of them, the public version prints the steps taken.".to_owned(),
        ],
        rows: answers.chain([steps]).collect(),
    }
}

/// How a sheet of counts is filled in, a line each.
fn how() -> Vec<String> {
    HOW.map(str::to_owned).to_vec()
}

const HOW: [&str; 3] = [
    "Write a whole number into “Answer”, however small, and where there is a second cell, out of how many.",
    "Leave a cell empty, or write n/a, where it is not known; never write 0 for that.",
    "Write <5 where you may not tell a small number.",
];

const STEPS: &str = "In your own words, at most three pages: what you did so that fewer children go missing, so that those placed \
                     out of area are safe, so that there are places nearer home; what changed because of return interviews.";
