//! What was published before, of any kind: what it tells counts as known, and what changed since the
//! last publication is said.

use serde::Deserialize;

use crate::audit::Written;
use crate::earlier::Earlier;
use crate::source::{Files, sha256_of};

use super::{Listed, MANIFEST, PublishError};

/// Earlier publications and reports to boards.
#[derive(Debug, Clone, Default)]
pub struct Previous {
    written: Vec<Written>,
    publications: Vec<Earlier>,
    outputs: Vec<Output>,
    /// Whether counts may be had that no gap here would hide, since these tell them.
    tells: bool,
}

/// An earlier publication or report, as the manifest of a later one names it.
#[derive(Debug, Clone)]
pub(super) struct Output {
    pub(super) year: i16,
    /// Which report to a board it is; none of a whole publication.
    pub(super) report: Option<String>,
    pub(super) manifest_sha256: String,
}

/// What is read of a manifest.
#[derive(Debug, Deserialize)]
struct Manifest {
    year: i16,
    #[serde(default)]
    report: Option<String>,
    #[serde(default)]
    outputs: Vec<Listed>,
}

impl Previous {
    /// Reads any number of earlier publications, statements and needs assessments. One that has a
    /// manifest must be as that says. Of reports nothing is said about what changed since: they rank
    /// nobody.
    ///
    /// # Errors
    /// Where one holds no measures, a file of it cannot be read, or is not what its manifest says.
    pub fn read<'f>(all: impl IntoIterator<Item = &'f dyn Files>) -> Result<Self, PublishError> {
        let mut previous = Self::default();
        for files in all {
            previous.written.push(written(files)?);
            if !files.holds(MANIFEST) {
                continue;
            }
            let (manifest, manifest_sha256) = manifest(files)?;
            let changed = changed(files, &manifest.outputs)?;
            if !changed.is_empty() {
                return Err(PublishError::Changed {
                    folder: files.called(""),
                    files: changed,
                });
            }
            if manifest.report.is_none() {
                previous.publications.push(Earlier::read(files)?);
            }
            previous.outputs.push(Output {
                year: manifest.year,
                report: manifest.report,
                manifest_sha256,
            });
        }
        Ok(previous)
    }

    pub(super) fn written(&self) -> &[Written] {
        &self.written
    }

    /// The same, of which it is known what they tell whatever is withheld now.
    pub(super) fn telling(&self) -> Self {
        Self {
            tells: true,
            ..self.clone()
        }
    }

    pub(super) fn tells(&self) -> bool {
        self.tells
    }

    /// Those that have a manifest.
    pub(super) fn outputs(&self) -> &[Output] {
        &self.outputs
    }

    /// The one of the latest year; of several the one released last, then the one named last.
    pub(super) fn last(&self) -> Option<&Earlier> {
        let all = self.publications.iter();
        all.max_by_key(|earlier| (earlier.year, earlier.released.as_deref()))
    }
}

/// The files of a publication, or of a report to a board, that an attack reads.
///
/// # Errors
/// Where there is no table of measures, or a file cannot be read.
pub fn written(files: &dyn Files) -> Result<Written, PublishError> {
    let [measures, ..] = Written::FILES;
    if !files.holds(measures) {
        return Err(PublishError::NoPublication(files.called("")));
    }
    let mut read = Vec::new();
    for name in Written::FILES.into_iter().filter(|name| files.holds(name)) {
        read.push((name, bytes(files, name)?));
    }
    let read = read.iter().map(|(name, bytes)| (*name, bytes.as_slice()));
    Ok(Written::of(read))
}

fn bytes(files: &dyn Files, name: &str) -> Result<Vec<u8>, PublishError> {
    files.read(name).map_err(|source| PublishError::Unreadable {
        path: files.called(name),
        source,
    })
}

fn manifest(files: &dyn Files) -> Result<(Manifest, String), PublishError> {
    let bytes = bytes(files, MANIFEST)?;
    let manifest = serde_json::from_slice(&bytes).map_err(|why| {
        PublishError::Earlier(crate::earlier::EarlierError::Damaged {
            path: files.called(MANIFEST),
            why: why.to_string(),
        })
    })?;
    Ok((manifest, sha256_of(&bytes)))
}

/// The files that tell what was said before and are not what the manifest says, in words: other bytes,
/// gone, or none of it.
fn changed(files: &dyn Files, listed: &[Listed]) -> Result<Vec<String>, PublishError> {
    let mut changed = Vec::new();
    for name in Written::FILES {
        let told = listed.iter().find(|file| file.path == name);
        let what = match (told, files.holds(name)) {
            (None, false) => continue,
            (None, true) => "is not in the manifest",
            (Some(_), false) => "is not there",
            (Some(told), true) => {
                if told.is(&bytes(files, name)?) {
                    continue;
                }
                "was changed"
            }
        };
        changed.push(format!("{} {what}", files.called(name)));
    }
    Ok(changed)
}
