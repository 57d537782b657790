//! Why a folder cannot be written.

use std::io;
use std::path::{Path, PathBuf};

/// Why a folder cannot be written. It is then as it was.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refused {
    /// The disk said so.
    #[error("{}: {source}", path.display())]
    Disk {
        /// Where.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Another run writes there.
    #[error("{} is being written by another run; wait until it has ended, or name another folder", .0.display())]
    AtWork(PathBuf),
    /// Something of the user's stands where the folder is to be built.
    #[error("{} is in the way: {} is built there; move it or name another folder", way.display(), target.display())]
    InTheWay {
        /// What stands there.
        way: PathBuf,
        /// What was to be written.
        target: PathBuf,
    },
    /// The path is a link that leads nowhere.
    #[error("{} is a link to a folder that is not there; make the folder, or name another one", .0.display())]
    LinkToNothing(PathBuf),
    /// The path is a file.
    #[error("{} is not a folder; name a folder", .0.display())]
    NotAFolder(PathBuf),
    /// The earlier folder could be put back neither where it was nor be replaced.
    #[error(
        "{} could not be written, and what stood there could not be put back ({source}): it lies in {}; the next run \
         puts it back, or move it yourself", target.display(), earlier.display()
    )]
    Stranded {
        /// What was to be written.
        target: PathBuf,
        /// Where the earlier folder lies now.
        earlier: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// What the disk refused at a path.
pub(super) fn refused(path: &Path) -> impl FnOnce(io::Error) -> Refused + use<> {
    let path = path.to_owned();
    move |source| Refused::Disk { path, source }
}
