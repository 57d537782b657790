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
    /// Where links were followed on the way here.
    followed: Vec<PathBuf>,
}

impl Folder {
    /// The folder at a path. It is looked at when it is read.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            followed: Vec::new(),
        }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A folder in it; none where that is a link to one that was gone through on the way here.
    fn inner(&self, path: PathBuf, is_link: bool) -> Option<Self> {
        let mut followed = self.followed.clone();
        if is_link {
            let target = std::fs::canonicalize(&path).ok()?;
            followed.push(std::fs::canonicalize(&self.path).ok()?);
            if followed.iter().any(|before| before.starts_with(&target)) {
                return None;
            }
        }
        Some(Self { path, followed })
    }
}

/// A file on a disk.
#[derive(Debug)]
pub(super) struct OnDisk {
    path: PathBuf,
    /// Whether a folder said that it is one, so that it need not be asked once more.
    is_found: bool,
}

impl OnDisk {
    /// Whatever is at a path.
    pub(super) fn at(path: PathBuf) -> Self {
        let is_found = false;
        Self { path, is_found }
    }

    fn found(path: PathBuf) -> Self {
        let is_found = true;
        Self { path, is_found }
    }
}

impl Bytes for OnDisk {
    fn open(&self) -> io::Result<Opened> {
        if self.is_found {
            opened(&self.path)
        } else {
            open(&self.path)
        }
    }

    fn open_from(&self, start: u64) -> io::Result<Box<dyn Read + Send>> {
        let mut file = File::open(&self.path)?;
        file.seek(SeekFrom::Start(start))?;
        Ok(Box::new(file))
    }
}

/// Opens a file. What is none, such as a pipe, might be waited for without end, or never end.
pub(super) fn open(path: &Path) -> io::Result<Opened> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is not a file"));
    }
    opened(path)
}

fn opened(path: &Path) -> io::Result<Opened> {
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
        Ok(entries
            .flatten()
            .map(|entry| self.entry_of(&entry))
            .collect())
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

impl Folder {
    fn entry_of(&self, entry: &std::fs::DirEntry) -> Entry {
        let path = entry.path();
        let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
        let holds = match std::fs::metadata(&path) {
            Ok(is) if is.is_dir() => match self.inner(path, is_link) {
                Some(folder) => Holds::Folder(Box::new(folder)),
                None => Holds::WayBack,
            },
            Ok(is) if !is.is_file() => Holds::Neither,
            Ok(_) => Holds::File(Arc::new(OnDisk::found(path))),
            Err(_) if is_link => Holds::Nothing,
            // Why it cannot be had is said when it is opened.
            Err(_) => Holds::File(Arc::new(OnDisk::at(path))),
        };
        Entry {
            name: entry.file_name().to_string_lossy().into_owned(),
            is_link,
            holds,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn links_in_circles_are_not_followed() {
        let home = tempfile::tempdir().unwrap();
        let at = |name: &str| home.path().join(name);
        let link = |to: &str, name: &str| std::os::unix::fs::symlink(at(to), at(name)).unwrap();
        std::fs::create_dir_all(at("data/a")).unwrap();
        std::fs::create_dir_all(at("data/b")).unwrap();
        std::fs::create_dir_all(at("elsewhere")).unwrap();
        link("data", "data/itself");
        link("data/b", "data/a/to-b");
        link("data/a", "data/b/to-a");
        link("elsewhere", "data/elsewhere");
        fn count(folder: &dyn Files, depth: usize) -> (usize, usize) {
            assert!(depth < 9, "it goes on without end");
            let mut counts = (0, 0);
            for entry in folder.entries().unwrap() {
                match entry.holds {
                    Holds::Folder(inner) => {
                        let inner = count(inner.as_ref(), depth + 1);
                        counts = (counts.0 + inner.0 + 1, counts.1 + inner.1);
                    }
                    Holds::WayBack => counts.1 += 1,
                    _ => {}
                }
            }
            counts
        }
        // a, b, elsewhere, and each of a and b once more through the other.
        assert_eq!(count(&Folder::at(at("data")), 0), (5, 3));
    }

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
