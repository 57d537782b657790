//! The second step: what is wrong, by who can mend it and by file, the worst first; and the same as a list to save.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::render::xlsx;
use crate::report::{Cell, Column, Line, Released, Sheet, Table, Workbook, inert};

use super::kinds::{self, Mender};
use super::mapping;
use super::reply;
use super::screens::Step;
use super::server::At;
use super::session::{Gathered, Need};

/// How many problems of a file are shown on the page; the list has all.
const MOST_SHOWN: usize = 50;

/// How many more lines are named in which the same is wrong.
const MOST_LINES: usize = 12;

/// What the page shows.
#[derive(Debug, Serialize)]
struct Model {
    errors: usize,
    warnings: usize,
    notices: usize,
    menders: Vec<ByMender>,
    logs: Vec<mapping::Log>,
}

#[derive(Debug, Serialize)]
struct ByMender {
    title: &'static str,
    words: &'static str,
    mender: Mender,
    count: usize,
    files: Vec<ByFile>,
}

#[derive(Debug, Serialize)]
struct ByFile {
    file: String,
    worst: &'static str,
    count: usize,
    findings: Vec<Finding>,
    more: usize,
}

/// A problem, in the words of its message.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Finding {
    #[serde(skip)]
    severity: Severity,
    #[serde(skip)]
    mender: Mender,
    pub(super) weight: &'static str,
    pub(super) kind: &'static str,
    pub(super) rule: &'static str,
    pub(super) file: String,
    /// "line 3, column DEC"; empty where it is about the whole file.
    pub(super) place: String,
    #[serde(skip)]
    line: Option<u64>,
    #[serde(skip)]
    column: String,
    /// Lines further down in which the same is wrong, and how many there are beside those.
    also: Vec<u64>,
    also_more: usize,
    /// Whether it is said before others of its weight.
    is_first: bool,
    pub(super) message: String,
    pub(super) found: String,
    pub(super) expected: String,
    pub(super) help: String,
    pub(super) follows: &'static str,
}

impl Finding {
    fn of(problem: &Diagnostic, kind: Option<&str>) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let file = problem
            .place
            .as_ref()
            .map_or("", |place| place.file.as_str());
        Self {
            severity: problem.severity,
            mender: kinds::mender(problem, kind),
            weight: weight(problem.severity),
            kind: problem.code.name(),
            rule: problem.rule.unwrap_or_default(),
            file: file.to_owned(),
            place: problem.place.as_ref().map_or_else(String::new, place),
            line: problem.place.as_ref().and_then(|place| place.line),
            column: problem
                .place
                .as_ref()
                .and_then(|place| place.column_name.clone())
                .unwrap_or_default(),
            also: Vec::new(),
            also_more: 0,
            is_first: kinds::is_first(problem.code, problem.severity),
            message: problem.message.clone(),
            found: text(&problem.found),
            expected: text(&problem.expected),
            help: text(&problem.help),
            follows: kinds::follows(problem.code, problem.severity),
        }
    }

    /// What two have in common that say the same of different lines: a check's rule stands for its message, which counts
    /// rows where it is said first.
    fn likeness(&self) -> [&str; 6] {
        let (words, found) = match self.rule {
            "" => (self.message.as_str(), self.found.as_str()),
            rule => (rule, ""),
        };
        [
            self.weight,
            self.kind,
            &self.column,
            words,
            found,
            &self.help,
        ]
    }

    /// Notes another line in which the same is wrong.
    fn also_in(&mut self, line: Option<u64>) {
        match line {
            Some(line) if self.also.len() < MOST_LINES => self.also.push(line),
            _ => self.also_more += 1,
        }
    }

    /// Who can mend it, in words.
    fn for_whom(&self) -> &'static str {
        self.mender.title()
    }
}

fn weight(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Notice => "note",
    }
}

fn place(place: &Place) -> String {
    let line = place.line.map(|line| format!("line {line}"));
    let column = match (&place.column_name, place.column) {
        (Some(name), _) => Some(format!("column {name}")),
        (None, Some(number)) => Some(format!("column {number}")),
        (None, None) => None,
    };
    let parts: Vec<String> = line.into_iter().chain(column).collect();
    parts.join(", ")
}

/// Every problem, with who can mend it.
pub(super) fn findings(gathered: &Gathered) -> Vec<Finding> {
    let evidence = gathered.evidence();
    let files = evidence.dataset.files.iter();
    let kinds: BTreeMap<&str, &str> = files
        .filter_map(|file| Some((file.name.as_str(), file.kind?)))
        .collect();
    let all = gathered.problems.listed();
    let of = |problem: &Diagnostic| {
        let file = problem.place.as_ref().map(|place| place.file.as_str());
        Finding::of(problem, file.and_then(|file| kinds.get(file).copied()))
    };
    all.iter().map(of).collect()
}

pub(super) async fn show(at: At) -> Response {
    at.made(|at| match at.session.gathered() {
        Need::Ready(gathered) => {
            let weights = at.session.state().weights.text.clone();
            let model = Model::of(&gathered, &weights);
            at.screen(Step::Check, "desk/check.html", &model)
        }
        other => at.waiting(Step::Check, other),
    })
    .await
}

impl Model {
    fn of(gathered: &Gathered, weights: &str) -> Self {
        let all = findings(gathered);
        let count = |severity| gathered.problems.count(severity);
        let by_mender = |mender: &Mender| {
            let own: Vec<&Finding> = all
                .iter()
                .filter(|finding| finding.mender == *mender)
                .collect();
            (!own.is_empty()).then(|| ByMender {
                title: mender.title(),
                words: mender.words(),
                mender: *mender,
                count: own.len(),
                files: by_file(&own),
            })
        };
        // Who has what stops everything is named first.
        let mut menders: Vec<ByMender> = Mender::ALL.iter().filter_map(by_mender).collect();
        menders.sort_by_key(|mender| mender.files.iter().all(|file| file.worst != "error"));
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notices: count(Severity::Notice),
            menders,
            logs: mapping::logs(gathered, weights),
        }
    }
}

/// Findings by file, the file with the worst first.
fn by_file(findings: &[&Finding]) -> Vec<ByFile> {
    let mut files: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        files.entry(&finding.file).or_default().push(finding);
    }
    let mut files: Vec<(&str, Vec<&Finding>)> = files.into_iter().collect();
    let weight = |finding: &Finding| (finding.severity, !finding.is_first);
    files
        .iter_mut()
        .for_each(|(_, own)| own.sort_by_key(|finding| weight(finding)));
    files.sort_by_key(|(_, own)| {
        let errors = own
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .count();
        (
            own.first().map(|finding| weight(finding)),
            std::cmp::Reverse(errors),
        )
    });
    let of_file = |(file, own): (&str, Vec<&Finding>)| {
        let mut findings = together(&own);
        let more = findings.len().saturating_sub(MOST_SHOWN);
        findings.truncate(MOST_SHOWN);
        ByFile {
            file: file.to_owned(),
            worst: own.first().map_or("note", |finding| finding.weight),
            count: own.len(),
            more,
            findings,
        }
    };
    files.into_iter().map(of_file).collect()
}

/// What is wrong in the same way in several lines, once, with the lines.
fn together(findings: &[&Finding]) -> Vec<Finding> {
    let mut told: Vec<Finding> = Vec::new();
    let mut places: BTreeMap<[&str; 6], usize> = BTreeMap::new();
    for finding in findings {
        match places.get(&finding.likeness()) {
            Some(at) => told[*at].also_in(finding.line),
            None => {
                places.insert(finding.likeness(), told.len());
                told.push((*finding).clone());
            }
        }
    }
    told
}

/// The heads of the list.
const HEADS: [&str; 11] = [
    "for whom",
    "weight",
    "file",
    "place",
    "what is wrong",
    "found",
    "expected",
    "what to do",
    "what follows",
    "kind",
    "rule",
];

/// The list as a file.
pub(super) async fn file(at: At, Path((_, _, name)): Path<(String, String, String)>) -> Response {
    at.made(move |at| match at.session.gathered() {
        Need::Ready(gathered) => {
            let all = findings(&gathered);
            let bytes = match name.as_str() {
                "findings.csv" => csv_of(&all),
                "findings.xlsx" => xlsx::workbook(&workbook(&all)).ok(),
                _ => return reply::refused(StatusCode::NOT_FOUND, "There is nothing here."),
            };
            match bytes {
                Some(bytes) => reply::file(&name, bytes),
                None => reply::failed("The list could not be written."),
            }
        }
        other => at.waiting(Step::Check, other),
    })
    .await
}

/// How wide the columns of the list are, in characters.
const WIDTHS: [u8; 11] = [28, 9, 32, 18, 60, 20, 30, 60, 40, 18, 8];

/// The list as a workbook of one sheet, with the date that files have which have none.
fn workbook(findings: &[Finding]) -> Workbook {
    let columns = HEADS.iter().zip(WIDTHS).map(|(head, width)| Column {
        header: (*head).to_owned(),
        width,
    });
    let cell = |text: &str| match text {
        "" => Cell::Text("none".to_owned()),
        text => Cell::Text(inert(text)),
    };
    let rows = findings
        .iter()
        .map(|finding| cells(finding).map(cell).to_vec());
    let title = "What was found in the files";
    let line = Line {
        text:
            "One row for each thing that was found, the worst first. Places are lines of the file."
                .to_owned(),
        heading: false,
    };
    Workbook {
        title: title.to_owned(),
        subject: title.to_owned(),
        publisher: String::new(),
        language: "en-GB",
        marking: None,
        period: String::new(),
        dated: Released {
            words: String::new(),
            iso: "1980-01-01".to_owned(),
            seconds: 315_532_800,
        },
        sheets: vec![Sheet {
            name: "Findings".to_owned(),
            title: title.to_owned(),
            lines: vec![line],
            table: Some(Table {
                name: "findings".to_owned(),
                columns: columns.collect(),
                rows: rows.collect(),
            }),
        }],
    }
}

fn cells(finding: &Finding) -> [&str; 11] {
    [
        finding.for_whom(),
        finding.weight,
        &finding.file,
        &finding.place,
        &finding.message,
        &finding.found,
        &finding.expected,
        &finding.help,
        finding.follows,
        finding.kind,
        finding.rule,
    ]
}

fn csv_of(findings: &[Finding]) -> Option<Vec<u8>> {
    // A spreadsheet knows by the mark that it is UTF-8.
    let mut writer = csv::Writer::from_writer(b"\xEF\xBB\xBF".to_vec());
    writer.write_record(HEADS).ok()?;
    for finding in findings {
        writer.write_record(cells(finding).map(inert)).ok()?;
    }
    writer.into_inner().ok()
}
