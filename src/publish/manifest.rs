//! `manifest.json`: what a publication was made from and what it holds.

use serde::Serialize;

use crate::assessment::Assessment;
use crate::config::Configuration;
use crate::diagnostic::Severity;
use crate::earlier::Earlier;
use crate::source::sha256_of;

use super::{Audited, File, PublishError};

#[derive(Debug, Serialize)]
struct Manifest<'a> {
    generator: &'static str,
    /// Which report to a board it is; none for a whole publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<&'a str>,
    mode: crate::config::Mode,
    year: i16,
    configuration: &'a Configuration,
    problems: Problems,
    /// What an attack on what is withheld came to.
    #[serde(skip_serializing_if = "Option::is_none")]
    audit: Option<&'a Audited>,
    /// Earlier publications it was held against.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    previous: Vec<Publication<'a>>,
    inputs: Vec<Input<'a>>,
    child_level_inputs: Vec<ChildLevelInput>,
    outputs: &'a [Output],
}

/// What the manifest says beside what the assessment holds.
#[derive(Debug, Default)]
pub(super) struct Beside<'a> {
    /// Which report to a board it is.
    pub(super) report: Option<&'a str>,
    /// What the attack came to.
    pub(super) audit: Option<&'a Audited>,
    /// Earlier publications it was held against.
    pub(super) earlier: &'a [Earlier],
}

#[derive(Debug, Serialize)]
struct Publication<'a> {
    year: i16,
    manifest_sha256: &'a str,
}

#[derive(Debug, Serialize)]
struct Problems {
    warnings: usize,
    notices: usize,
}

#[derive(Debug, Serialize)]
struct Input<'a> {
    path: &'a str,
    kind: Option<&'static str>,
    size: u64,
    sha256: &'a str,
}

/// Child-level inputs are not named one by one: only how large they are, rounded.
#[derive(Debug, Serialize)]
struct ChildLevelInput {
    table: &'static str,
    year: i16,
    rows: usize,
}

/// A file of the publication.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Output {
    path: String,
    size: u64,
    sha256: String,
}

impl Output {
    pub(super) fn of(file: &File) -> Self {
        Self {
            path: file.name.clone(),
            size: file.bytes.len() as u64,
            sha256: sha256_of(&file.bytes),
        }
    }

    /// In bytes.
    pub(super) fn size(&self) -> u64 {
        self.size
    }
}

/// The manifest of the files. It holds no time, no host and no path outside the dataset.
pub(super) fn file(
    assessment: &Assessment<'_>,
    outputs: &[Output],
    beside: &Beside<'_>,
) -> Result<File, PublishError> {
    let evidence = assessment.evidence;
    let count =
        |severity| evidence.diagnostics.count(severity) + assessment.diagnostics.count(severity);
    let manifest = Manifest {
        generator: crate::GENERATOR,
        report: beside.report,
        mode: evidence.configuration.disclosure.mode,
        year: assessment.year,
        configuration: &evidence.configuration,
        audit: beside.audit,
        previous: beside
            .earlier
            .iter()
            .map(|p| Publication {
                year: p.year,
                manifest_sha256: &p.sha256,
            })
            .collect(),
        problems: Problems {
            warnings: count(Severity::Warning),
            notices: count(Severity::Notice),
        },
        inputs: evidence
            .dataset
            .files
            .iter()
            .filter(|f| !f.sha256.is_empty())
            .map(|f| Input {
                path: &f.name,
                kind: f.kind,
                size: f.size,
                sha256: &f.sha256,
            })
            .collect(),
        child_level_inputs: evidence
            .measures
            .child_level_rows()
            .iter()
            .map(|((year, table), rows)| ChildLevelInput {
                table,
                year: *year,
                rows: (rows + 5) / 10 * 10,
            })
            .collect(),
        outputs,
    };
    let name = super::MANIFEST;
    let text =
        serde_json::to_string_pretty(&manifest).map_err(|e| PublishError::render(name, e))?;
    Ok(File::new(name, text + "\n"))
}
