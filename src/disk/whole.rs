//! Writing files beside the target and moving them into place when whole.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A folder being written. Dropped before [`Whole::put`] it leaves nothing behind.
#[derive(Debug)]
pub(super) struct Whole {
    target: PathBuf,
    /// A folder that only its owner may enter; none once it is gone.
    beside: Option<tempfile::TempDir>,
    /// Folders that were not there before, the innermost first.
    made: Vec<PathBuf>,
}

/// What the disk refused.
#[derive(Debug)]
pub(super) struct Refused {
    /// Where.
    pub(super) path: PathBuf,
    /// What the system said.
    pub(super) source: io::Error,
}

fn refused(path: &Path) -> impl FnOnce(io::Error) -> Refused + use<> {
    let path = path.to_owned();
    move |source| Refused { path, source }
}

impl Whole {
    /// Begins what is to stand at a path.
    pub(super) fn begin(target: &Path) -> Result<Self, Refused> {
        let parent = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let new = parent.ancestors().take_while(|folder| !folder.exists());
        let mut whole = Self {
            target: target.to_owned(),
            beside: None,
            made: new.map(Path::to_owned).collect(),
        };
        fs::create_dir_all(parent).map_err(refused(parent))?;
        let beside = tempfile::Builder::new()
            .prefix(".care-scorecard-")
            .tempdir_in(parent)
            .map_err(refused(parent))?;
        fs::create_dir(beside.path().join(WHOLE)).map_err(refused(parent))?;
        whole.beside = Some(beside);
        Ok(whole)
    }

    /// Writes one file, its folders with it.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Refused> {
        // Messages call it by the place it is to have.
        let fail = || refused(&self.target.join(name));
        let path = self.beside(WHOLE).join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(fail())?;
        }
        fs::write(&path, bytes).map_err(fail())
    }

    /// Moves what stood at the path aside and the new folder in; if that fails, the earlier one
    /// back. What was moved aside goes away with the folder it then lies in.
    pub(super) fn put(mut self) -> Result<(), Refused> {
        let (target, aside) = (&self.target, self.beside("earlier"));
        let earlier = target.exists();
        if earlier {
            fs::rename(target, &aside).map_err(refused(target))?;
        }
        fs::rename(self.beside(WHOLE), target).map_err(|error| {
            if earlier {
                let _ = fs::rename(&aside, target);
            }
            refused(target)(error)
        })?;
        self.made.clear();
        Ok(())
    }

    fn beside(&self, name: &str) -> PathBuf {
        let beside = self.beside.as_ref().map(tempfile::TempDir::path);
        beside.unwrap_or_else(|| Path::new("")).join(name)
    }
}

/// The folder that is written, in the one beside the target.
const WHOLE: &str = "whole";

impl Drop for Whole {
    fn drop(&mut self) {
        drop(self.beside.take());
        for folder in &self.made {
            // One that somebody else has put something into stays.
            let _ = fs::remove_dir(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(target: &Path, files: &[(&str, &str)]) -> Result<(), Refused> {
        let whole = Whole::begin(target)?;
        for (name, text) in files {
            whole.write(name, text.as_bytes())?;
        }
        whole.put()
    }

    #[test]
    fn a_folder_takes_the_place_of_the_earlier_one_whole() {
        let home = tempfile::tempdir().unwrap();
        let out = home.path().join("new/out");
        put(&out, &[("a/b.txt", "1"), ("old.txt", "1")]).unwrap();
        put(&out, &[("a/b.txt", "2")]).unwrap();
        assert_eq!(fs::read_to_string(out.join("a/b.txt")).unwrap(), "2");
        assert!(!out.join("old.txt").exists());
        assert_eq!(fs::read_dir(home.path().join("new")).unwrap().count(), 1);
    }

    #[test]
    fn a_failed_write_leaves_the_earlier_one() {
        let home = tempfile::tempdir().unwrap();
        let out = home.path().join("out");
        put(&out, &[("a.txt", "1")]).unwrap();
        let clash = put(&out, &[("x", "a file"), ("x/y", "in it")]);
        assert_eq!(clash.unwrap_err().path, out.join("x/y"));
        assert_eq!(fs::read_to_string(out.join("a.txt")).unwrap(), "1");
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_is_given_up_leaves_nothing() {
        let home = tempfile::tempdir().unwrap();
        let whole = Whole::begin(&home.path().join("new/folder/out")).unwrap();
        whole.write("a.txt", b"1").unwrap();
        drop(whole);
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
    }
}
