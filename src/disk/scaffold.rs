//! The folder in which another is built, locked while a run builds there.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::refused::{Refused, refused};

/// A hidden folder that holds what is being written, and for a moment what stood there before. Only
/// one run has it; a run that was killed leaves it behind, and the next one finds it.
#[derive(Debug)]
pub(super) struct Scaffold {
    folder: PathBuf,
    lock: Option<File>,
}

/// The file that is locked.
const LOCK: &str = "lock";
/// What stands in it.
const ABOUT: &str =
    "care-scorecard builds a folder here. If no run is under way, the next one clears this away.\n";
/// The new folder.
const WHOLE: &str = "whole";
/// What stood at the target.
const EARLIER: &str = "earlier";
/// Names that are moved one by one.
const PLAN: &str = "plan";
/// The same, not yet whole.
const HALF_A_PLAN: &str = "plan.half";

impl Scaffold {
    /// Where what is to stand at a path is built: beside it.
    pub(super) fn beside(target: &Path) -> PathBuf {
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        parent(target).join(format!(".care-scorecard-{name}"))
    }

    /// Where it is built if it cannot be exchanged with what is beside it: in it.
    pub(super) fn inside(target: &Path) -> PathBuf {
        target.join(".care-scorecard")
    }

    /// Takes a place for itself, whether it is new or was left by a run that was killed.
    pub(super) fn take(folder: PathBuf, target: &Path) -> Result<Self, Refused> {
        // A run that ends just now may take away what was found.
        for _ in 0..10 {
            make_private(&folder).map_err(refused(&folder))?;
            if !is_ours(&folder).map_err(refused(&folder))? {
                return Err(Refused::InTheWay {
                    way: folder,
                    target: target.to_owned(),
                });
            }
            let path = folder.join(LOCK);
            let opened = File::options().create(true).append(true).open(&path);
            let mut lock = match opened {
                Err(gone) if gone.kind() == io::ErrorKind::NotFound => continue,
                opened => opened.map_err(refused(&folder))?,
            };
            match lock.try_lock() {
                Err(TryLockError::WouldBlock) => return Err(Refused::AtWork(target.to_owned())),
                // Where files cannot be locked, two runs at once cannot be told apart.
                Err(TryLockError::Error(_)) | Ok(()) => {}
            }
            if is_still(&lock, &path) {
                if lock.metadata().is_ok_and(|file| file.len() == 0) {
                    lock.write_all(ABOUT.as_bytes()).map_err(refused(&folder))?;
                }
                let lock = Some(lock);
                return Ok(Self { folder, lock });
            }
        }
        Err(Refused::AtWork(target.to_owned()))
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The new folder.
    pub(super) fn whole(&self) -> PathBuf {
        self.folder.join(WHOLE)
    }

    /// What stood at the target.
    pub(super) fn earlier(&self) -> PathBuf {
        self.folder.join(EARLIER)
    }

    /// The names that are moved one by one.
    pub(super) fn plan(&self) -> PathBuf {
        self.folder.join(PLAN)
    }

    /// Takes the empty place away.
    pub(super) fn remove(mut self) -> io::Result<()> {
        if cfg!(windows) {
            self.lock = None;
        }
        let _ = fs::remove_file(self.folder.join(HALF_A_PLAN));
        // While the lock is held, nobody else begins here.
        fs::remove_file(self.folder.join(LOCK))?;
        fs::remove_dir(&self.folder)
    }
}

/// The folder a path lies in.
pub(super) fn parent(target: &Path) -> &Path {
    match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Makes a folder that only its owner may enter, since it can hold internal figures.
fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(folder) {
        Err(there) if there.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        made => made,
    }
}

/// Whether a folder holds nothing but what such a place holds.
fn is_ours(folder: &Path) -> io::Result<bool> {
    if fs::symlink_metadata(folder)?.file_type().is_symlink() || !folder.is_dir() {
        return Ok(false);
    }
    let mut has_lock = false;
    let mut others = 0;
    for entry in fs::read_dir(folder)? {
        match entry?.file_name().to_str() {
            Some(LOCK) => has_lock = true,
            Some(WHOLE | EARLIER | PLAN | HALF_A_PLAN) => others += 1,
            _ => return Ok(false),
        }
    }
    Ok(has_lock || others == 0)
}

/// Whether a locked file still stands at its path.
#[cfg(unix)]
fn is_still(lock: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let (Ok(held), Ok(there)) = (lock.metadata(), fs::metadata(path)) else {
        return false;
    };
    (held.dev(), held.ino()) == (there.dev(), there.ino())
}

#[cfg(not(unix))]
fn is_still(_: &File, path: &Path) -> bool {
    path.exists()
}
