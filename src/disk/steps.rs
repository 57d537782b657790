//! What is done to a disk step by step; a test can end the program, as it were, before any of them.

use std::fs;
use std::io;
use std::path::Path;
#[cfg(test)]
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Does the steps of an exchange.
#[derive(Debug)]
pub(super) struct Steps {
    /// Whether two folders may be exchanged in one step.
    swaps: bool,
    #[cfg(test)]
    left: AtomicUsize,
}

impl Default for Steps {
    fn default() -> Self {
        Self {
            swaps: true,
            #[cfg(test)]
            left: AtomicUsize::new(usize::MAX),
        }
    }
}

impl Steps {
    pub(super) fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.go()?;
        fs::rename(from, to)
    }

    /// Exchanges two folders in one step.
    pub(super) fn swap(&self, one: &Path, other: &Path) -> io::Result<()> {
        self.go()?;
        if self.swaps {
            swap(one, other)
        } else {
            Err(io::ErrorKind::Unsupported.into())
        }
    }

    pub(super) fn write(&self, path: &Path, text: &str) -> io::Result<()> {
        self.go()?;
        // Whole or not at all: half a plan would be no plan.
        let unfinished = path.with_extension("half");
        fs::write(&unfinished, text)?;
        fs::rename(unfinished, path)
    }

    pub(super) fn make(&self, folder: &Path) -> io::Result<()> {
        self.go()?;
        fs::create_dir_all(folder)
    }

    pub(super) fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.go()?;
        fs::remove_file(path)
    }

    pub(super) fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.go()?;
        fs::remove_dir(path)
    }

    /// A file, or a folder with all that is in it, file by file.
    pub(super) fn remove(&self, path: &Path) -> io::Result<()> {
        if !path.symlink_metadata()?.is_dir() {
            return self.remove_file(path);
        }
        for entry in fs::read_dir(path)? {
            self.remove(&entry?.path())?;
        }
        self.remove_folder(path)
    }

    #[cfg(not(test))]
    #[allow(
        clippy::unnecessary_wraps,
        clippy::unused_self,
        reason = "a test ends here"
    )]
    fn go(&self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
impl Steps {
    /// So many steps, then none succeeds any more.
    pub(super) fn ending_after(steps: usize, swaps: bool) -> Self {
        let left = AtomicUsize::new(steps);
        Self { swaps, left }
    }

    /// Whether the end has come.
    pub(super) fn have_ended(&self) -> bool {
        self.left.load(Relaxed) == 0
    }

    fn go(&self) -> io::Result<()> {
        let one_less = |left: usize| left.checked_sub(1);
        let went = self.left.fetch_update(Relaxed, Relaxed, one_less);
        went.map(drop).map_err(|_| io::Error::other("killed"))
    }
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn swap(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn swap(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
