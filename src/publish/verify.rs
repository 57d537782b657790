//! Whether a publication is still what its manifest says: no file lost, added or changed.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::source::{Files, Holds, sha256_of};

use super::{MANIFEST, PublishError};

/// What a look at a publication found.
#[derive(Debug, Clone, PartialEq)]
pub struct Verified {
    /// How many files the manifest lists.
    pub listed: usize,
    /// Every difference between the manifest and the files.
    pub problems: Diagnostics,
}

#[derive(Debug, Deserialize)]
struct Manifest {
    generator: String,
    outputs: Vec<Listed>,
}

/// A file as a manifest lists it.
#[derive(Debug, Deserialize)]
pub(crate) struct Listed {
    pub(crate) path: String,
    pub(crate) size: u64,
    pub(crate) sha256: String,
}

impl Listed {
    /// Whether these are the bytes that the manifest speaks of.
    pub(crate) fn is(&self, bytes: &[u8]) -> bool {
        bytes.len() as u64 == self.size && sha256_of(bytes).eq_ignore_ascii_case(&self.sha256)
    }
}

/// What a manifest of this program lists; none where it is no such manifest.
pub(crate) fn listed(manifest: &[u8]) -> Option<Vec<Listed>> {
    let manifest: Manifest = serde_json::from_slice(manifest).ok()?;
    is_ours(&manifest).then_some(manifest.outputs)
}

fn is_ours(manifest: &Manifest) -> bool {
    manifest.generator.starts_with("care-scorecard ")
}

/// Compares files with the manifest among them: every one that is missing, extra or changed, all
/// at once. That the manifest itself is genuine it cannot say.
///
/// # Errors
/// Where a file cannot be read.
pub fn verify(files: &dyn Files) -> Result<Verified, PublishError> {
    let listed = match manifest(files) {
        Ok(listed) => listed,
        Err(problem) => {
            return Ok(Verified {
                listed: 0,
                problems: Diagnostics::from_iter([*problem]),
            });
        }
    };
    let mut problems = Diagnostics::default();
    let mut there = BTreeMap::new();
    walk(files, files, "", &mut there)?;
    there.remove(MANIFEST);
    for file in &listed {
        if !is_inside(&file.path) {
            problems.push(bad(format!(
                "the manifest lists {:?}, which is no path within the folder",
                file.path
            )));
            continue;
        }
        match there.remove(&file.path) {
            None => problems.push(missing(file, &listed)),
            Some(false) => problems.push(changed(&file.path, "something that is not a file")),
            Some(true) => problems.extend(compare(files, file)?),
        }
    }
    problems.extend(there.into_keys().map(|path| {
        Diagnostic::error(Code::OutputExtra, format!("{path} is not in the manifest"))
            .at(Place::file(path))
            .help("take it away if it does not belong to the publication, or publish anew")
    }));
    problems.sort();
    Ok(Verified {
        listed: listed.len(),
        problems,
    })
}

fn manifest(files: &dyn Files) -> Result<Vec<Listed>, Box<Diagnostic>> {
    let bytes = files.read(MANIFEST).map_err(|error| {
        let help = "name the folder that `publish` wrote, with manifest.json in it";
        Box::new(bad(format!("it cannot be read: {error}")).help(help))
    })?;
    let manifest: Manifest = serde_json::from_slice(&bytes)
        .map_err(|error| Box::new(bad(format!("it is not a manifest: {error}"))))?;
    if is_ours(&manifest) {
        Ok(manifest.outputs)
    } else {
        Err(Box::new(
            bad("it was not written by this program").found(manifest.generator),
        ))
    }
}

fn bad(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::ManifestUnusable, message).at(Place::file(MANIFEST))
}

/// Every file below a folder by its path with forward slashes, and whether it is a plain file.
fn walk(
    files: &dyn Files,
    here: &dyn Files,
    within: &str,
    there: &mut BTreeMap<String, bool>,
) -> Result<(), PublishError> {
    let entries = here.entries();
    let entries = entries.map_err(|e| PublishError::disk(files.called(within), e))?;
    for entry in entries {
        let path = match within {
            "" => entry.name,
            within => format!("{within}/{}", entry.name),
        };
        match entry.holds {
            Holds::Folder(inner) if !entry.is_link => walk(files, inner.as_ref(), &path, there)?,
            Holds::File(_) => {
                there.insert(path, !entry.is_link);
            }
            Holds::Folder(_) | Holds::Neither | Holds::WayBack | Holds::Nothing => {
                there.insert(path, false);
            }
        }
    }
    Ok(())
}

/// Whether a path of the manifest stays within the folder.
fn is_inside(path: &str) -> bool {
    let plain = |part: &str| !matches!(part, "" | "." | "..");
    !path.contains(['\\', ':', '\0']) && path.split('/').all(plain)
}

fn missing(file: &Listed, listed: &[Listed]) -> Diagnostic {
    let path = &file.path;
    if listed.iter().filter(|other| other.path == *path).count() > 1 {
        return bad(format!("the manifest lists {path} more than once"));
    }
    Diagnostic::error(Code::OutputMissing, format!("{path} is not there"))
        .at(Place::file(path))
        .help("put the file back, or publish anew")
}

fn compare(files: &dyn Files, file: &Listed) -> Result<Option<Diagnostic>, PublishError> {
    let bytes = files.read(&file.path);
    let bytes = bytes.map_err(|e| PublishError::disk(files.called(&file.path), e))?;
    if bytes.len() as u64 != file.size {
        let found = format!("{} bytes", bytes.len());
        let expected = format!("{} bytes", file.size);
        return Ok(Some(changed(&file.path, found).expected(expected)));
    }
    let digest = sha256_of(&bytes);
    Ok((!digest.eq_ignore_ascii_case(&file.sha256)).then(|| {
        let expected = format!("SHA-256 {}", file.sha256);
        changed(&file.path, format!("SHA-256 {digest}")).expected(expected)
    }))
}

fn changed(path: &str, found: impl Into<String>) -> Diagnostic {
    let message = format!("{path} is not what the manifest says");
    Diagnostic::error(Code::OutputChanged, message)
        .at(Place::file(path))
        .found(found.into())
        .help("put the file back as it was, or publish anew")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_out_of_the_folder_are_refused() {
        for path in ["../a", "a/../b", "/etc/a", "", "a//b", "a\\b", "c:a", "."] {
            assert!(!is_inside(path), "{path}");
        }
        assert!(is_inside("data/ees/a.meta.csv"));
    }
}
