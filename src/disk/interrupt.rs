//! What a run that is stopped from outside leaves: nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

/// Folders being written, with those that were made for them, the innermost first.
static UNDER_WAY: RwLock<BTreeMap<PathBuf, Vec<PathBuf>>> = RwLock::new(BTreeMap::new());

/// Held while anything is written or moved, so that a stop waits for it.
pub(super) fn no_stop() -> RwLockReadGuard<'static, BTreeMap<PathBuf, Vec<PathBuf>>> {
    UNDER_WAY.read().unwrap_or_else(PoisonError::into_inner)
}

/// Held while folders come to be: a stop waits, and then knows of all of them.
pub(super) struct Held(RwLockWriteGuard<'static, BTreeMap<PathBuf, Vec<PathBuf>>>);

impl Held {
    /// Notes a folder that is to go away if the run is stopped.
    pub(super) fn began(&mut self, scaffold: &Path, made: &[PathBuf]) {
        self.0.insert(scaffold.to_owned(), made.to_vec());
    }
}

/// Holds a stop off.
pub(super) fn hold() -> Held {
    Held(UNDER_WAY.write().unwrap_or_else(PoisonError::into_inner))
}

/// A folder that is gone by itself.
pub(super) fn ended(scaffold: &Path) {
    let mut under_way = UNDER_WAY.write().unwrap_or_else(PoisonError::into_inner);
    under_way.remove(scaffold);
}

/// Takes away what is half written and ends the program with a status. For whoever hears that the
/// program is to stop; nothing is written after it.
pub(crate) fn stop(status: i32) -> ! {
    let under_way = UNDER_WAY.write().unwrap_or_else(PoisonError::into_inner);
    for (scaffold, made) in under_way.iter() {
        let _ = std::fs::remove_dir_all(scaffold);
        for folder in made {
            let _ = std::fs::remove_dir(folder);
        }
    }
    std::process::exit(status)
}
