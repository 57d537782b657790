//! A dataset that is one file: an archive, a workbook or a table.

use std::io;
use std::sync::Arc;

use super::container::Content;
use super::container::archive::{self, Archive};
use super::files::{Bytes, Entry, Files, Holds, Opened};
use super::memory::Memory;

/// One file as a place of its own. What is asked for by name, such as weights, is looked for in the
/// archive that it is.
#[derive(Debug)]
pub struct OneFile {
    name: String,
    bytes: Arc<dyn Bytes>,
    lies_in: String,
    called: String,
}

impl OneFile {
    /// The file of a name that lies in folders, with slashes between, which messages call so.
    pub fn of(
        name: impl Into<String>,
        bytes: Arc<dyn Bytes>,
        lies_in: impl Into<String>,
        called: impl Into<String>,
    ) -> Self {
        Self {
            name: name.into(),
            bytes,
            lies_in: lies_in.into(),
            called: called.into(),
        }
    }

    /// What lies in the archive that it is. What is wrong with it is said where its files are read.
    fn inside(&self) -> Option<Memory> {
        let content = Content::of(self.bytes.as_ref()).ok()?;
        if content != Content::Zip {
            return None;
        }
        match archive::open(&self.bytes) {
            Ok(Archive::Files(files)) => Some(files),
            _ => None,
        }
    }

    /// The path in the archive of what is asked for by name: in its root, or in the one folder there.
    fn path(inside: &Memory, name: &str) -> Option<String> {
        if inside.holds(name) {
            return Some(name.to_owned());
        }
        let mut entries = inside.entries().ok()?;
        let only = entries.pop().filter(|_| entries.is_empty())?;
        let path = format!("{}/{name}", only.name);
        inside.holds(&path).then_some(path)
    }
}

impl Files for OneFile {
    fn lies_in(&self) -> String {
        self.lies_in.clone()
    }

    fn called(&self, name: &str) -> String {
        if name.is_empty() {
            self.called.clone()
        } else {
            format!("{}/{name}", self.called)
        }
    }

    fn is_one_file(&self) -> bool {
        true
    }

    fn entries(&self) -> io::Result<Vec<Entry>> {
        Ok(vec![Entry {
            name: self.name.clone(),
            is_link: false,
            holds: Holds::File(Arc::clone(&self.bytes)),
        }])
    }

    fn holds(&self, name: &str) -> bool {
        let inside = self.inside();
        inside.is_some_and(|inside| Self::path(&inside, name).is_some())
    }

    fn open(&self, name: &str) -> io::Result<Opened> {
        let inside = self.inside();
        let found = inside.and_then(|inside| Some((Self::path(&inside, name)?, inside)));
        let (path, inside) = found.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        inside.open(&path)
    }
}
