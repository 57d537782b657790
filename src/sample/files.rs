//! Writing a dataset whole: into a folder beside the one asked for, moved into place at the end.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use super::SampleError;

/// A dataset being written. Dropped before [`Files::finish`] it leaves nothing behind.
#[derive(Debug)]
pub(super) struct Files {
    target: PathBuf,
    folder: tempfile::TempDir,
    count: AtomicUsize,
    bytes: AtomicU64,
}

impl Files {
    /// Begins a dataset in a folder that must be empty or not exist.
    pub(super) fn begin(target: &Path) -> Result<Self, SampleError> {
        refuse_if_in_use(target)?;
        let parent = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let fail = |source| SampleError::cannot_write(parent, source);
        fs::create_dir_all(parent).map_err(fail)?;
        let folder = tempfile::Builder::new()
            .prefix(".care-scorecard-sample-")
            .tempdir_in(parent)
            .map_err(fail)?;
        Ok(Self {
            target: target.to_owned(),
            folder,
            count: AtomicUsize::new(0),
            bytes: AtomicU64::new(0),
        })
    }

    /// Writes one file, its folders with it.
    pub(super) fn write(&self, name: &str, text: &str) -> Result<(), SampleError> {
        let path = self.folder.path().join(name);
        let fail = |source| SampleError::cannot_write(&self.target.join(name), source);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(fail)?;
        }
        fs::write(&path, text).map_err(fail)?;
        self.count.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(text.len() as u64, Ordering::Relaxed);
        Ok(())
    }

    /// Moves the dataset into place; gives the number of files and of bytes.
    pub(super) fn finish(self) -> Result<(usize, u64), SampleError> {
        refuse_if_in_use(&self.target)?;
        let fail = |source| SampleError::cannot_write(&self.target, source);
        open_to_readers(self.folder.path()).map_err(fail)?;
        if self.target.exists() {
            fs::remove_dir(&self.target).map_err(fail)?;
        }
        fs::rename(self.folder.path(), &self.target).map_err(fail)?;
        // The folder has its new name: there is nothing left to remove under the old one.
        let _ = self.folder.keep();
        Ok((self.count.into_inner(), self.bytes.into_inner()))
    }
}

/// Gives a temporary folder, which only its owner may enter, the rights of an ordinary one.
fn open_to_readers(folder: &Path) -> std::io::Result<()> {
    let usual = folder.join(".usual");
    fs::create_dir(&usual)?;
    let rights = fs::metadata(&usual)?.permissions();
    fs::remove_dir(&usual)?;
    fs::set_permissions(folder, rights)
}

fn refuse_if_in_use(target: &Path) -> Result<(), SampleError> {
    let fail = |source| SampleError::cannot_write(target, source);
    if !target.try_exists().map_err(fail)? {
        return Ok(());
    }
    let is_free = target.is_dir() && fs::read_dir(target).map_err(fail)?.next().is_none();
    if is_free {
        Ok(())
    } else {
        Err(SampleError::InUse(target.to_owned()))
    }
}
