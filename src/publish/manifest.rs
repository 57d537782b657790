//! `manifest.json`: what a publication was made from and what it holds.

use serde::Serialize;

use crate::assessment::{Assessment, Evidence};
use crate::config::{Configuration, Licence, Mode};
use crate::diagnostic::Severity;
use crate::render::data_package::Described;
use crate::report::Terms;
use crate::source::sha256_of;

use super::previous;
use super::{Audited, File, PublishError};

#[derive(Debug, Serialize)]
struct Manifest<'a> {
    generator: &'static str,
    /// Which report to a board it is; none for a whole publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<&'a str>,
    mode: crate::config::Mode,
    year: i16,
    /// The licence of what is published; null where none is given, and of an internal version.
    licence: Option<Licence>,
    /// What the publishers of the sources ask to be said.
    acknowledgements: Vec<String>,
    configuration: &'a Configuration,
    problems: Problems,
    /// What an attack on what is withheld came to.
    #[serde(skip_serializing_if = "Option::is_none")]
    audit: Option<&'a Audited>,
    /// Earlier publications it was held against.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    previous: Vec<Publication<'a>>,
    inputs: Vec<Input<'a>>,
    /// Files that were not recognised: in public only how many.
    #[serde(skip_serializing_if = "is_none")]
    inputs_not_recognised: usize,
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
    pub(super) earlier: &'a [previous::Output],
}

#[derive(Debug, Serialize)]
struct Publication<'a> {
    year: i16,
    /// Which report to a board it was; none of a whole publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<&'a str>,
    manifest_sha256: &'a str,
}

#[derive(Debug, Serialize)]
struct Problems {
    warnings: usize,
    notices: usize,
}

/// In public, size and digest only of what holds no count that is not public: a few thousand guesses
/// find small counts from a digest.
#[derive(Debug, Serialize)]
struct Input<'a> {
    path: &'a str,
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<&'a str>,
}

/// Child-level inputs are not named one by one: only how large they are, rounded, and not even that in
/// public.
#[derive(Debug, Serialize)]
struct ChildLevelInput {
    table: &'static str,
    year: i16,
    #[serde(skip_serializing_if = "Option::is_none")]
    rows: Option<usize>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_none(count: &usize) -> bool {
    *count == 0
}

/// A file of the publication.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Output {
    path: String,
    size: u64,
    sha256: String,
    /// Its name before it was marked.
    #[serde(skip)]
    name: String,
}

impl Output {
    /// Of a file under its last name, and what it was called before.
    pub(super) fn of(file: &File, name: String) -> Self {
        Self {
            name,
            path: file.name.clone(),
            size: file.bytes.len() as u64,
            sha256: sha256_of(&file.bytes),
        }
    }

    /// As a data package describes it.
    pub(super) fn described(&self) -> Described {
        Described {
            name: self.name.clone(),
            path: self.path.clone(),
            size: self.size,
            sha256: self.sha256.clone(),
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
    let terms = Terms::of(assessment);
    let manifest = Manifest {
        generator: crate::GENERATOR,
        report: beside.report,
        mode: evidence.configuration.disclosure.mode,
        year: assessment.year,
        licence: terms.licence,
        acknowledgements: terms.acknowledgements,
        configuration: &evidence.configuration,
        audit: beside.audit,
        previous: beside
            .earlier
            .iter()
            .map(|p| Publication {
                year: p.year,
                report: p.report.as_deref(),
                manifest_sha256: &p.manifest_sha256,
            })
            .collect(),
        problems: Problems {
            warnings: count(Severity::Warning),
            notices: count(Severity::Notice),
        },
        inputs: inputs(evidence),
        inputs_not_recognised: not_recognised(evidence),
        child_level_inputs: child_level_inputs(evidence),
        outputs,
    };
    let name = super::MANIFEST;
    let text =
        serde_json::to_string_pretty(&manifest).map_err(|e| PublishError::render(name, e))?;
    Ok(File::new(name, text + "\n"))
}

/// Files that are no child-level tables; in public those that were recognised.
fn inputs(evidence: &Evidence) -> Vec<Input<'_>> {
    let dataset = &evidence.dataset;
    let is_public = is_public(evidence);
    let files = dataset.files.iter().enumerate();
    files
        .filter(|(_, file)| !file.sha256.is_empty() && (file.kind.is_some() || !is_public))
        .map(|(at, file)| {
            let told = !is_public || dataset.holds_only_what_is_public(at);
            Input {
                path: &file.name,
                kind: file.kind,
                size: told.then_some(file.size),
                sha256: told.then_some(file.sha256.as_str()),
            }
        })
        .collect()
}

fn not_recognised(evidence: &Evidence) -> usize {
    let files = evidence.dataset.files.iter();
    let unknown = files.filter(|file| !file.sha256.is_empty() && file.kind.is_none());
    if is_public(evidence) {
        unknown.count()
    } else {
        0
    }
}

fn child_level_inputs(evidence: &Evidence) -> Vec<ChildLevelInput> {
    let is_public = is_public(evidence);
    let tables = evidence.measures.child_level_rows().iter();
    tables
        .map(|((year, table), rows)| ChildLevelInput {
            table,
            year: *year,
            rows: (!is_public).then_some((rows + 5) / 10 * 10),
        })
        .collect()
}

fn is_public(evidence: &Evidence) -> bool {
    evidence.configuration.disclosure.mode == Mode::Public
}
