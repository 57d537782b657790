//! What a folder holds, beside what its manifest says that it holds.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use crate::publish::{Listed, MANIFEST, listed};

use super::folder::open;

/// Whether a path is a folder with nothing in it.
pub(super) fn is_empty_folder(path: &Path) -> bool {
    fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none())
}

/// The names of what lies directly in a folder.
pub(super) fn names(folder: &Path) -> io::Result<Vec<String>> {
    let name = |entry: io::Result<fs::DirEntry>| {
        let name = entry?.file_name();
        let odd = || io::Error::other(format!("{} is no name", name.display()));
        name.to_str().map(str::to_owned).ok_or_else(odd)
    };
    fs::read_dir(folder)?.map(name).collect()
}

/// What lies in a folder and is not named in its manifest; none where it has no manifest.
pub(super) fn not_listed(folder: &Path) -> io::Result<Option<Vec<String>>> {
    let listed = manifest(folder);
    listed
        .map(|listed| others(folder, &listed, |_, _| Ok(true)))
        .transpose()
}

/// What lies in a folder and is not as its manifest says: by name, size and digest. All of it where there
/// is no manifest.
pub(super) fn not_as_listed(folder: &Path) -> io::Result<Vec<String>> {
    let listed = manifest(folder).unwrap_or_default();
    others(folder, &listed, |path, listed| {
        Ok(listed.is(&fs::read(path)?))
    })
}

type Manifest = BTreeMap<String, Listed>;

fn manifest(folder: &Path) -> Option<Manifest> {
    let bytes = open(&folder.join(MANIFEST)).ok()?.whole().ok()?;
    let listed = listed(&bytes)?;
    Some(
        listed
            .into_iter()
            .map(|file| (file.path.clone(), file))
            .collect(),
    )
}

type IsSame<'s> = dyn Fn(&Path, &Listed) -> io::Result<bool> + 's;

fn others(
    folder: &Path,
    listed: &Manifest,
    is_same: impl Fn(&Path, &Listed) -> io::Result<bool>,
) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    walk(folder, "", &(listed, &is_same), &mut found)?;
    found.sort();
    Ok(found)
}

/// Walks through folders; one that holds nothing, or nothing listed, is somebody's as a whole.
fn walk(
    folder: &Path,
    within: &str,
    known: &(&Manifest, &IsSame<'_>),
    found: &mut Vec<String>,
) -> io::Result<()> {
    let (listed, is_same) = known;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (path, kind) = (entry.path(), entry.file_type()?);
        let name = format!("{within}{}", entry.file_name().to_string_lossy());
        let inner = format!("{name}/");
        if kind.is_dir() {
            if listed.keys().any(|file| file.starts_with(&inner)) {
                walk(&path, &inner, known, found)?;
            } else {
                found.push(name);
            }
        } else if name != MANIFEST {
            let same = match listed.get(&name) {
                Some(listed) if kind.is_file() => is_same(&path, listed)?,
                _ => false,
            };
            if !same {
                found.push(name);
            }
        }
    }
    Ok(())
}
