//! Writing files beside the target and moving them into place when whole.

use std::path::Path;

use super::{File, PublishError};

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
    let manifest = std::fs::read_to_string(folder.join(super::MANIFEST)).unwrap_or_default();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap_or_default();
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

/// Which report to a board a folder of ours holds; none where it holds a whole publication.
pub(super) fn report_in(folder: &Path) -> Option<String> {
    let manifest = std::fs::read_to_string(folder.join(super::MANIFEST)).ok()?;
    let manifest: serde_json::Value = serde_json::from_str(&manifest).ok()?;
    manifest.get("report")?.as_str().map(str::to_owned)
}

/// Writes every file into a new folder beside the target, then exchanges the two.
pub(super) fn put(folder: &Path, files: &[File]) -> Result<(), PublishError> {
    let parent = match folder.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    std::fs::create_dir_all(parent).map_err(|e| PublishError::disk(parent, e))?;
    let fresh = tempfile::Builder::new()
        .prefix(".care-scorecard-")
        .tempdir_in(parent)
        .map_err(|e| PublishError::disk(parent, e))?;
    let whole = fresh.path().join("publication");
    for file in files {
        write(&whole, file)?;
    }
    exchange(folder, &whole, &fresh.path().join("earlier"))
}

fn write(folder: &Path, file: &File) -> Result<(), PublishError> {
    let path = folder.join(&file.name);
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).map_err(|e| PublishError::disk(parent, e))?;
    }
    std::fs::write(&path, &file.bytes).map_err(|e| PublishError::disk(&path, e))
}

/// Moves the earlier publication aside and the new one in; if that fails, the earlier one back.
/// What was moved aside goes away with the temporary folder it then lies in.
fn exchange(folder: &Path, whole: &Path, aside: &Path) -> Result<(), PublishError> {
    let earlier = folder.exists();
    if earlier {
        std::fs::rename(folder, aside).map_err(|e| PublishError::disk(folder, e))?;
    }
    std::fs::rename(whole, folder).map_err(|error| {
        if earlier {
            let _ = std::fs::rename(aside, folder);
        }
        PublishError::disk(folder, error)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> File {
        File {
            name: name.to_owned(),
            bytes: text.as_bytes().to_vec(),
        }
    }

    #[test]
    fn a_publication_takes_the_place_of_the_earlier_one_whole() {
        let home = tempfile::tempdir().unwrap();
        let out = home.path().join("new/out");
        put(&out, &[file("a/b.txt", "1"), file("old.txt", "1")]).unwrap();
        put(&out, &[file("a/b.txt", "2")]).unwrap();
        assert_eq!(std::fs::read_to_string(out.join("a/b.txt")).unwrap(), "2");
        assert!(!out.join("old.txt").exists());
        assert_eq!(
            std::fs::read_dir(home.path().join("new")).unwrap().count(),
            1
        );
    }

    #[test]
    fn a_failed_write_leaves_the_earlier_one() {
        let home = tempfile::tempdir().unwrap();
        let out = home.path().join("out");
        put(&out, &[file("a.txt", "1")]).unwrap();
        let clash = [file("x", "a file"), file("x/y", "in it")];
        assert!(put(&out, &clash).is_err());
        assert_eq!(std::fs::read_to_string(out.join("a.txt")).unwrap(), "1");
        assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 1);
    }

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
