//! The second step: what is wrong, by who can mend it and by file, the worst first; and the same as a list to save.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use crate::diagnostic::{Diagnostic, Place, Severity};

use super::kinds::{self, Mender};
use super::reply;
use super::screens::Step;
use super::server::At;
use super::session::{Gathered, Need};

/// How many problems of a file are shown on the page; the list has all.
const MOST_SHOWN: usize = 50;

/// What the page shows.
#[derive(Debug, Serialize)]
struct Model {
    errors: usize,
    warnings: usize,
    notices: usize,
    menders: Vec<ByMender>,
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
            message: problem.message.clone(),
            found: text(&problem.found),
            expected: text(&problem.expected),
            help: text(&problem.help),
            follows: kinds::follows(problem.code, problem.severity),
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
            let model = Model::of(&gathered);
            at.screen(Step::Check, "desk/check.html", &model)
        }
        other => at.waiting(Step::Check, other),
    })
    .await
}

impl Model {
    fn of(gathered: &Gathered) -> Self {
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
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notices: count(Severity::Notice),
            menders: Mender::ALL.iter().filter_map(by_mender).collect(),
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
    files
        .iter_mut()
        .for_each(|(_, own)| own.sort_by_key(|finding| finding.severity));
    files.sort_by_key(|(_, own)| {
        let errors = own
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .count();
        (
            own.first().map(|finding| finding.severity),
            std::cmp::Reverse(errors),
        )
    });
    let of_file = |(file, own): (&str, Vec<&Finding>)| ByFile {
        file: file.to_owned(),
        worst: own.first().map_or("note", |finding| finding.weight),
        count: own.len(),
        more: own.len().saturating_sub(MOST_SHOWN),
        findings: own.into_iter().take(MOST_SHOWN).cloned().collect(),
    };
    files.into_iter().map(of_file).collect()
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
    if name != "findings.csv" {
        return reply::refused(StatusCode::NOT_FOUND, "There is nothing here.");
    }
    at.made(move |at| match at.session.gathered() {
        Need::Ready(gathered) => match csv_of(&findings(&gathered)) {
            Some(bytes) => reply::file(&name, bytes),
            None => reply::failed("The list could not be written."),
        },
        other => at.waiting(Step::Check, other),
    })
    .await
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
        writer
            .write_record(cells(finding).map(crate::report::inert))
            .ok()?;
    }
    writer.into_inner().ok()
}
