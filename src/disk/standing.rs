//! What a folder is used for, and what may be written there.

use std::path::Path;

use crate::assessment::Assessment;
use crate::config::Mode;
use crate::publish::{MANIFEST, PublishError};

use super::folder::open;

/// What a folder is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nothing is there, or an empty folder.
    Free,
    /// A public publication.
    Public,
    /// An internal publication.
    Internal,
    /// Something else.
    Other,
}

/// Looks at what a folder holds.
pub fn standing(folder: &Path) -> Standing {
    let empty = match std::fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(_) => !folder.exists(),
    };
    if empty {
        return Standing::Free;
    }
    let manifest = manifest(folder).unwrap_or_default();
    let ours = manifest
        .get("generator")
        .and_then(|g| g.as_str())
        .is_some_and(|g| g.starts_with("care-scorecard"));
    match (ours, manifest.get("mode").and_then(|m| m.as_str())) {
        (true, Some("public")) => Standing::Public,
        (true, Some("internal")) => Standing::Internal,
        _ => Standing::Other,
    }
}

/// What the manifest of a folder says; none where there is none.
fn manifest(folder: &Path) -> Option<serde_json::Value> {
    let bytes = open(&folder.join(MANIFEST)).ok()?.whole().ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// Which report to a board a folder of ours holds; none where it holds a whole publication.
fn report_in(folder: &Path) -> Option<String> {
    manifest(folder)?.get("report")?.as_str().map(str::to_owned)
}

/// Refuses a folder that holds something else: files of others, another report, or a public one
/// where an internal one would come to stand.
pub(super) fn may_write(
    assessment: &Assessment<'_>,
    folder: &Path,
    report: Option<&str>,
) -> Result<(), PublishError> {
    let mode = assessment.configuration().disclosure.mode;
    let named = folder.display().to_string();
    match standing(folder) {
        Standing::Free => return Ok(()),
        Standing::Internal => {}
        Standing::Public if mode == Mode::Public => {}
        Standing::Public => return Err(PublishError::PublicThere(named)),
        Standing::Other => return Err(PublishError::NotOurs(named)),
    }
    let holds = report_in(folder);
    if holds.as_deref() == report {
        return Ok(());
    }
    Err(PublishError::AnotherReport {
        folder: named,
        holds: holds.unwrap_or_else(|| "a publication".to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_peoples_folders_are_told_from_ours() {
        let home = tempfile::tempdir().unwrap();
        assert_eq!(standing(&home.path().join("nowhere")), Standing::Free);
        assert_eq!(standing(home.path()), Standing::Free);
        std::fs::write(home.path().join("thesis.doc"), "x").unwrap();
        assert_eq!(standing(home.path()), Standing::Other);
        std::fs::write(
            home.path().join("manifest.json"),
            "{\"generator\": \"care-scorecard 9\", \"mode\": \"public\"}",
        )
        .unwrap();
        assert_eq!(standing(home.path()), Standing::Public);
    }
}
