//! Named bytes: what datasets and earlier publications are read from, be it a folder on a disk, an
//! archive, or files in memory.

use std::fmt;
use std::io::{self, Read};
use std::sync::Arc;

use crate::diagnostic::printable;

/// Bytes that can be read as often as wanted.
///
/// Their `Debug` form shows nothing of them, since they may be about children.
pub trait Bytes: fmt::Debug + Send + Sync {
    /// Opens them at the beginning.
    ///
    /// # Errors
    /// Where they cannot be had.
    fn open(&self) -> io::Result<Opened>;

    /// The bytes these were made from, where they are not stored as they are read: those of the workbook
    /// that a sheet stands in.
    fn stored(&self) -> Option<Arc<dyn Bytes>> {
        None
    }

    /// Opens them so many bytes from the beginning; where that is past the end, there is nothing.
    ///
    /// # Errors
    /// As for [`Bytes::open`].
    fn open_from(&self, start: u64) -> io::Result<Box<dyn Read + Send>> {
        let mut bytes = self.open()?.bytes;
        io::copy(&mut bytes.by_ref().take(start), &mut io::sink())?;
        Ok(bytes)
    }
}

/// The most room that is made for bytes before they are read.
const MOST_ROOM: usize = 64 << 20;

/// Bytes that are open for reading.
pub struct Opened {
    /// How many there are in all.
    pub size: u64,
    /// The bytes, in order.
    pub bytes: Box<dyn Read + Send>,
}

impl Opened {
    /// Reads them to the end.
    ///
    /// # Errors
    /// Where reading fails.
    pub fn whole(mut self) -> io::Result<Vec<u8>> {
        // One more, so that the end is seen without growing; no more than a wrong size may cost.
        let room = usize::try_from(self.size).unwrap_or(0).min(MOST_ROOM);
        let mut all = Vec::with_capacity(room + 1);
        self.bytes.read_to_end(&mut all)?;
        Ok(all)
    }
}

impl fmt::Debug for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Opened({} bytes)", self.size)
    }
}

/// A file of a dataset.
#[derive(Debug, Clone)]
pub struct NamedBytes {
    /// Path relative to the dataset, with forward slashes on every system.
    pub name: String,
    /// What it holds.
    pub bytes: Arc<dyn Bytes>,
    /// The path of the archive it came in, where it came in one. Where the archive is not the dataset
    /// itself, it is the beginning of its name.
    pub archive: Option<String>,
    /// The sheet it is, where it came in a workbook.
    pub sheet: Option<String>,
}

impl NamedBytes {
    /// A file by its path.
    pub fn new(name: impl Into<String>, bytes: Arc<dyn Bytes>) -> Self {
        Self {
            name: name.into(),
            bytes,
            archive: None,
            sheet: None,
        }
    }

    /// How messages, pages and manifests call it: `log.xlsx, sheet Interviews`, with every sign of it seen.
    #[must_use]
    pub fn shown(&self) -> String {
        match &self.sheet {
            Some(sheet) => printable(&format!("{}, sheet {sheet}", self.name)).into_owned(),
            None => printable(&self.name).into_owned(),
        }
    }
}

/// What stands in a place under one name.
#[derive(Debug)]
pub struct Entry {
    /// The name within the place, without any folder.
    pub name: String,
    /// Whether it only points to what stands elsewhere.
    pub is_link: bool,
    /// What it is.
    pub holds: Holds,
}

/// What a name stands for.
#[derive(Debug)]
pub enum Holds {
    /// Bytes, or something of which nothing is known until it is opened.
    File(Arc<dyn Bytes>),
    /// A place with names of its own.
    Folder(Box<dyn Files>),
    /// What can be neither read nor looked into, such as a pipe.
    Neither,
    /// A link to a place that was gone through on the way to it, so that it would have no end.
    WayBack,
    /// A link to what is not there.
    Nothing,
}

/// A place that holds named bytes.
pub trait Files: fmt::Debug + Send + Sync {
    /// The names of the folders it lies in, its own last, with slashes between: who a return is
    /// about may be said there. Empty where it lies nowhere.
    fn lies_in(&self) -> String {
        String::new()
    }

    /// How messages call a file of it; by an empty name the place itself.
    fn called(&self, name: &str) -> String {
        name.to_owned()
    }

    /// Whether it is one file that stands for a dataset: files in the archive that it is are then called
    /// by their paths there, as those in a folder are.
    fn is_one_file(&self) -> bool {
        false
    }

    /// What it holds, in any order, without what stands in the folders within.
    ///
    /// # Errors
    /// Where it cannot be looked into.
    fn entries(&self) -> io::Result<Vec<Entry>>;

    /// Whether there is a file by a path within it.
    fn holds(&self, name: &str) -> bool;

    /// Opens the file by a path within it.
    ///
    /// # Errors
    /// Where there is none, or it cannot be opened.
    fn open(&self, name: &str) -> io::Result<Opened>;

    /// Reads the file by a path within it.
    ///
    /// # Errors
    /// Where there is none, or it cannot be read.
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        self.open(name)?.whole()
    }
}
