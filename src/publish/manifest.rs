//! `manifest.json`: what a publication was made from and what it holds.

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::assessment::Assessment;
use crate::config::Configuration;
use crate::diagnostic::Severity;
use crate::earlier::Earlier;
use crate::source::hexadecimal;

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
    outputs: Vec<Output<'a>>,
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

#[derive(Debug, Serialize)]
struct Output<'a> {
    path: &'a str,
    size: usize,
    sha256: String,
}

/// The manifest of the files. It holds no time, no host and no path outside the dataset.
pub(super) fn file(
    assessment: &Assessment<'_>,
    files: &[File],
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
        outputs: files
            .iter()
            .map(|f| Output {
                path: &f.name,
                size: f.bytes.len(),
                sha256: hexadecimal(&Sha256::digest(&f.bytes)),
            })
            .collect(),
    };
    let name = super::MANIFEST;
    let text =
        serde_json::to_string_pretty(&manifest).map_err(|e| PublishError::render(name, e))?;
    Ok(File {
        name: name.to_owned(),
        bytes: (text + "\n").into_bytes(),
    })
}
