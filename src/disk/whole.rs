//! Folders written out of sight and put into their place when they are whole.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::exchange::{Placed, clear_beside, clear_inside, put_beside, put_inside};
use super::interrupt::{self, Held};
use super::refused::{Refused, refused};
use super::scaffold::{Scaffold, parent};
use super::steps::Steps;

/// A folder being written. Dropped before [`Whole::put`] it leaves nothing behind.
#[derive(Debug)]
pub(super) struct Whole {
    /// Where it is to stand; of a link, where it leads.
    target: PathBuf,
    /// None once it is gone.
    scaffold: Option<Scaffold>,
    is_inside: bool,
    /// Folders that were not there before, the innermost first.
    made: Vec<PathBuf>,
    steps: Steps,
}

impl Whole {
    /// Begins what is to stand at a path. What a run that was killed left there is put right first.
    pub(super) fn begin(target: &Path) -> Result<Self, Refused> {
        Self::begin_with(target, Steps::default())
    }

    fn begin_with(target: &Path, steps: Steps) -> Result<Self, Refused> {
        let target = real(target)?;
        let mut held = interrupt::hold();
        let mut whole = Self {
            is_inside: false,
            scaffold: None,
            made: missing_folders(&target),
            steps,
            target,
        };
        let parent = parent(&whole.target);
        fs::create_dir_all(parent).map_err(refused(parent))?;
        whole.clear_left_inside()?;
        match whole.take(Scaffold::beside(&whole.target), &mut held) {
            // Nothing may be made beside it, but perhaps in it.
            Err(Refused::Disk { source, .. }) if is_closed(&source) && whole.target.is_dir() => {
                whole.is_inside = true;
                whole.take(Scaffold::inside(&whole.target), &mut held)?;
            }
            taken => taken?,
        }
        Ok(whole)
    }

    /// A run that filled the folder from within may have been killed.
    fn clear_left_inside(&mut self) -> Result<(), Refused> {
        let inside = Scaffold::inside(&self.target);
        if inside.symlink_metadata().is_err() {
            return Ok(());
        }
        let scaffold = Scaffold::take(inside, &self.target)?;
        clear_inside(&self.steps, &scaffold, &self.target)?;
        scaffold.remove().map_err(refused(&self.target))
    }

    /// Takes a place to build in and makes it ready.
    fn take(&mut self, place: PathBuf, held: &mut Held) -> Result<(), Refused> {
        let scaffold = Scaffold::take(place, &self.target)?;
        held.began(scaffold.folder(), &self.made);
        if !self.is_inside {
            clear_beside(&self.steps, &scaffold, &self.target)?;
        }
        fs::create_dir(scaffold.whole()).map_err(refused(scaffold.folder()))?;
        self.scaffold = Some(scaffold);
        Ok(())
    }

    /// Writes one file, its folders with it.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Refused> {
        let _no_stop = interrupt::no_stop();
        // Messages call it by the place it is to have.
        let fail = || refused(&self.target.join(name));
        let Some(scaffold) = &self.scaffold else {
            return Ok(());
        };
        let path = scaffold.whole().join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(fail())?;
        }
        fs::write(&path, bytes).map_err(fail())
    }

    /// Puts the folder into its place. If that fails, what stood there stands there.
    pub(super) fn put(mut self) -> Result<(), Refused> {
        self.put_whole()?;
        self.made.clear();
        Ok(())
    }

    fn put_whole(&mut self) -> Result<(), Refused> {
        let mut held = interrupt::hold();
        let Some(scaffold) = &self.scaffold else {
            return Ok(());
        };
        if self.is_inside {
            return put_inside(&self.steps, scaffold, &self.target);
        }
        if put_beside(&self.steps, scaffold, &self.target)? == Placed::Done {
            return Ok(());
        }
        let inside = Scaffold::take(Scaffold::inside(&self.target), &self.target)?;
        held.began(inside.folder(), &[]);
        copy(&scaffold.whole(), &inside.whole()).map_err(refused(&self.target))?;
        let put = put_inside(&self.steps, &inside, &self.target);
        drop(held);
        self.leave();
        self.is_inside = true;
        self.scaffold = Some(inside);
        put
    }

    /// Takes away what was built and its place, unless something of the user's still lies there: then the
    /// next run tries again.
    fn leave(&mut self) {
        let Some(scaffold) = self.scaffold.take() else {
            return;
        };
        let folder = scaffold.folder().to_owned();
        #[cfg(test)]
        if self.steps.have_ended() {
            return;
        }
        let cleared = if self.is_inside {
            clear_inside(&self.steps, &scaffold, &self.target)
        } else {
            clear_beside(&self.steps, &scaffold, &self.target)
        };
        if cleared.is_ok() {
            let _ = scaffold.remove();
        }
        interrupt::ended(&folder);
    }
}

impl Drop for Whole {
    fn drop(&mut self) {
        self.leave();
        #[cfg(test)]
        if self.steps.have_ended() {
            return;
        }
        for folder in &self.made {
            // One that somebody else has put something into stays.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// The path a folder is to stand at: of a link, where it leads.
fn real(target: &Path) -> Result<PathBuf, Refused> {
    let Ok(there) = target.symlink_metadata() else {
        return Ok(target.to_owned());
    };
    let real = match fs::canonicalize(target) {
        Err(_) if there.is_symlink() => return Err(Refused::LinkToNothing(target.to_owned())),
        real => real.map_err(refused(target))?,
    };
    if real.is_dir() {
        Ok(real)
    } else {
        Err(Refused::NotAFolder(target.to_owned()))
    }
}

fn missing_folders(target: &Path) -> Vec<PathBuf> {
    let folders = parent(target).ancestors();
    let named = folders.take_while(|folder| !folder.as_os_str().is_empty());
    named
        .take_while(|folder| !folder.exists())
        .map(Path::to_owned)
        .collect()
}

fn is_closed(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem
    )
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), &to)?;
        }
    }
    Ok(())
}

#[cfg(test)]
#[path = "whole/tests.rs"]
mod tests;
