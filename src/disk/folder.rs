//! Folders on a disk as places of named bytes.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::source::{Bytes, Entry, Files, Holds, Opened};

/// A folder on a disk. Links are followed.
///
/// ```no_run
/// use care_scorecard::disk::Folder;
/// use care_scorecard::source::Dataset;
/// let dataset = Dataset::read(&Folder::at("sample-data"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// The folder at a path. It is looked at when it is read.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// A file on a disk.
#[derive(Debug)]
pub(super) struct OnDisk(pub(super) PathBuf);

impl Bytes for OnDisk {
    fn open(&self) -> io::Result<Opened> {
        open(&self.0)
    }

    fn open_from(&self, start: u64) -> io::Result<Box<dyn Read + Send>> {
        let mut file = File::open(&self.0)?;
        file.seek(SeekFrom::Start(start))?;
        Ok(Box::new(file))
    }
}

fn open(path: &Path) -> io::Result<Opened> {
    let file = File::open(path)?;
    Ok(Opened {
        size: file.metadata()?.len(),
        bytes: Box::new(file),
    })
}

impl Files for Folder {
    fn lies_in(&self) -> String {
        lies_in(&self.path)
    }

    fn called(&self, name: &str) -> String {
        if name.is_empty() {
            self.path.display().to_string()
        } else {
            self.path.join(name).display().to_string()
        }
    }

    fn entries(&self) -> io::Result<Vec<Entry>> {
        let entries = std::fs::read_dir(&self.path)?;
        // What cannot even be named is passed over.
        Ok(entries.flatten().map(|entry| entry_of(&entry)).collect())
    }

    fn holds(&self, name: &str) -> bool {
        self.path.join(name).is_file()
    }

    fn open(&self, name: &str) -> io::Result<Opened> {
        open(&self.path.join(name))
    }
}

/// The names of the folders that lead to one, its own last.
pub(super) fn lies_in(folder: &Path) -> String {
    // So that folder names count although the folder was given as `.`.
    let whole = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let names: Vec<String> = whole
        .iter()
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.join("/")
}

fn entry_of(entry: &std::fs::DirEntry) -> Entry {
    let path = entry.path();
    let holds = match std::fs::metadata(&path) {
        Ok(is) if is.is_dir() => Holds::Folder(Box::new(Folder::at(path))),
        Ok(is) if !is.is_file() => Holds::Neither,
        // Why a link leads nowhere is said when it is opened.
        _ => Holds::File(Arc::new(OnDisk(path))),
    };
    Entry {
        name: entry.file_name().to_string_lossy().into_owned(),
        is_link: entry.file_type().is_ok_and(|kind| kind.is_symlink()),
        holds,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_gives_what_is_in_it() {
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(home.path().join("Kent/2024")).unwrap();
        std::fs::write(home.path().join("Kent/2024/a.csv"), "0123").unwrap();
        let folder = Folder::at(home.path().join("Kent"));
        assert!(folder.lies_in().ends_with("/Kent"));
        assert!(folder.holds("2024/a.csv") && !folder.holds("2024"));
        let entries = folder.entries().unwrap();
        let Holds::Folder(inner) = &entries[0].holds else {
            panic!("{entries:?}")
        };
        let entries = inner.entries().unwrap();
        let Holds::File(bytes) = &entries[0].holds else {
            panic!("{entries:?}")
        };
        assert_eq!(bytes.open().unwrap().size, 4);
        let mut rest = String::new();
        bytes
            .open_from(3)
            .unwrap()
            .read_to_string(&mut rest)
            .unwrap();
        assert_eq!(rest, "3");
    }
}
