//! What was brought to the desk: files that were dropped, folders that were named, the sample; and all of it as one
//! dataset.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::source::{Bytes, Entry, Files, Holds, Memory, OneFile, Opened};

use super::Named;
use super::dropped::{Dropped, InMemory};

/// What was brought.
#[derive(Debug, Clone, Default)]
pub(super) struct Tray {
    dropped: Vec<Dropped>,
    places: Vec<Place>,
    /// Whether files were put under folders that say whose they are.
    is_placed: bool,
    /// Paths in the dataset that were taken away from what was named.
    without: BTreeSet<String>,
}

/// A place whose files stay where they are.
#[derive(Debug, Clone)]
pub(super) enum Place {
    /// A folder or a file of this machine, as it was named.
    Named(String),
    /// The made-up dataset.
    Sample(Memory),
}

impl Tray {
    /// Whether nothing was brought.
    pub(super) fn is_empty(&self) -> bool {
        self.dropped.is_empty() && self.places.is_empty()
    }

    /// How many files were dropped, and how many bytes they have.
    pub(super) fn dropped(&self) -> (usize, u64) {
        let bytes = self.dropped.iter().map(|file| file.held.size()).sum();
        (self.dropped.len(), bytes)
    }

    /// The folders that were named.
    pub(super) fn named(&self) -> impl Iterator<Item = &str> {
        self.places.iter().filter_map(|place| match place {
            Place::Named(path) => Some(path.as_str()),
            Place::Sample(_) => None,
        })
    }

    /// Whether the sample is there.
    pub(super) fn has_sample(&self) -> bool {
        let is_sample = |place: &Place| matches!(place, Place::Sample(_));
        self.places.iter().any(is_sample)
    }

    /// Adds dropped files; of two by one path the last counts, as where a file is saved again.
    pub(super) fn drop_in(&mut self, files: Vec<Dropped>) {
        for file in files {
            let same = file.path.to_lowercase();
            self.dropped.retain(|old| old.path.to_lowercase() != same);
            self.dropped.push(file);
        }
    }

    /// Adds a place, once.
    pub(super) fn add(&mut self, place: Place) {
        let is_there = match &place {
            Place::Named(path) => self.named().any(|named| named == path),
            Place::Sample(_) => self.has_sample(),
        };
        if !is_there {
            self.places.push(place);
        }
    }

    /// Takes away a file by its path in the dataset.
    pub(super) fn take_away(&mut self, path: &str) {
        let top = self.top();
        let before = self.dropped.len();
        self.dropped
            .retain(|file| file.within(top.as_deref()) != path);
        if self.dropped.len() == before {
            self.without.insert(path.to_owned());
        }
    }

    /// Takes away a place that was named, by its path; the sample by none.
    pub(super) fn leave(&mut self, path: &str) {
        self.places.retain(|place| match place {
            Place::Named(named) => named != path,
            Place::Sample(_) => !path.is_empty(),
        });
        if self.places.is_empty() {
            self.without.clear();
        }
    }

    /// Takes away what was dropped.
    pub(super) fn drop_out(&mut self) {
        self.dropped.clear();
    }

    /// Takes everything away.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Says whose dropped files are, by paths in the dataset: they are put under folders that say it. Gives those that
    /// were not dropped.
    pub(super) fn say_whose(&mut self, paths: &[String], folders: &str) -> Vec<String> {
        let top = self.top();
        let mut left = Vec::new();
        for path in paths {
            let own = |file: &&mut Dropped| file.within(top.as_deref()) == path;
            match self.dropped.iter_mut().find(own) {
                Some(file) => {
                    file.path = format!("{folders}/{}", file.name());
                    self.is_placed = true;
                }
                None => left.push(path.clone()),
            }
        }
        left
    }

    /// The folder that all was dropped in, where nothing else is there: it is the dataset.
    fn top(&self) -> Option<String> {
        let mut tops = self.dropped.iter().map(|file| file.path.split_once('/'));
        let (top, _) = tops.next()??;
        let all = tops.all(|other| other.is_some_and(|(other, _)| other == top));
        (all && self.places.is_empty() && !self.is_placed).then(|| top.to_owned())
    }

    /// All of it as one dataset. What is alone is the dataset itself, as it would be on the command line.
    ///
    /// # Errors
    /// Where a folder that was named is no longer there.
    pub(super) fn files(&self, named: &Named) -> Result<Box<dyn Files>, Box<Diagnostic>> {
        let all: Box<dyn Files> = match (self.dropped.as_slice(), self.places.as_slice()) {
            ([], [place]) => place.open(named)?,
            ([file], []) if !file.path.contains('/') => {
                let bytes: Arc<dyn Bytes> = Arc::new(file.held.clone());
                Box::new(OneFile::of(file.path.clone(), bytes, "", file.path.clone()))
            }
            (_, []) => Box::new(self.in_memory()),
            _ => Box::new(self.together(named)?),
        };
        if self.without.is_empty() {
            return Ok(all);
        }
        Ok(Box::new(Without {
            inner: all,
            at: String::new(),
            names: Arc::new(self.without.clone()),
        }))
    }

    fn in_memory(&self) -> Memory {
        let top = self.top();
        let files = self.dropped.iter().map(|file| {
            let bytes: Arc<dyn Bytes> = Arc::new(file.held.clone());
            (file.within(top.as_deref()).to_owned(), bytes)
        });
        let memory = Memory::of_bytes(files.collect());
        top.map_or(memory.clone(), |top| memory.lying_in(&top))
    }

    fn together(&self, named: &Named) -> Result<Together, Box<Diagnostic>> {
        let mut places: BTreeMap<String, Arc<dyn Files>> = BTreeMap::new();
        for place in &self.places {
            let name = place.name();
            let taken = |name: &str| {
                let dropped = self.dropped.iter();
                places.contains_key(name) || dropped.map(Dropped::top).any(|top| top == name)
            };
            let numbered = (2..).map(|number| format!("{name} ({number})"));
            let mut names = std::iter::once(name.clone()).chain(numbered);
            let free = names.find(|name| !taken(name)).unwrap_or(name);
            places.insert(free, Arc::from(place.open(named)?));
        }
        Ok(Together {
            dropped: self.in_memory(),
            places,
        })
    }
}

impl Place {
    /// What the folder is called that stands for it beside others.
    fn name(&self) -> String {
        match self {
            Self::Named(path) => {
                let mut parts = path.rsplit(['/', '\\']);
                let last = parts.find(|part| !matches!(*part, "" | "." | ".."));
                last.unwrap_or("folder").to_owned()
            }
            Self::Sample(_) => "sample-data".to_owned(),
        }
    }

    fn open(&self, named: &Named) -> Result<Box<dyn Files>, Box<Diagnostic>> {
        match self {
            Self::Named(path) => named(path),
            Self::Sample(files) => Ok(Box::new(files.clone())),
        }
    }
}

/// Dropped files with, beside them, each place as a folder.
#[derive(Debug)]
struct Together {
    dropped: Memory,
    places: BTreeMap<String, Arc<dyn Files>>,
}

impl Files for Together {
    fn entries(&self) -> io::Result<Vec<Entry>> {
        let mut entries = self.dropped.entries()?;
        entries.extend(self.places.iter().map(|(name, files)| Entry {
            name: name.clone(),
            is_link: false,
            holds: Holds::Folder(Box::new(Shared(Arc::clone(files)))),
        }));
        Ok(entries)
    }

    fn holds(&self, name: &str) -> bool {
        self.dropped.holds(name) || self.places.values().any(|files| files.holds(name))
    }

    fn open(&self, name: &str) -> io::Result<Opened> {
        if self.dropped.holds(name) {
            return self.dropped.open(name);
        }
        let holder = self.places.values().find(|files| files.holds(name));
        let none = || io::Error::from(io::ErrorKind::NotFound);
        holder.ok_or_else(none)?.open(name)
    }
}

/// A place that several look at.
#[derive(Debug)]
struct Shared(Arc<dyn Files>);

impl Files for Shared {
    fn lies_in(&self) -> String {
        self.0.lies_in()
    }

    fn called(&self, name: &str) -> String {
        self.0.called(name)
    }

    fn entries(&self) -> io::Result<Vec<Entry>> {
        self.0.entries()
    }

    fn holds(&self, name: &str) -> bool {
        self.0.holds(name)
    }

    fn open(&self, name: &str) -> io::Result<Opened> {
        self.0.open(name)
    }
}

/// A place without some of its files.
#[derive(Debug)]
struct Without {
    inner: Box<dyn Files>,
    /// The folders that lead here, with a slash at the end.
    at: String,
    names: Arc<BTreeSet<String>>,
}

impl Files for Without {
    fn lies_in(&self) -> String {
        self.inner.lies_in()
    }

    fn called(&self, name: &str) -> String {
        self.inner.called(name)
    }

    fn is_one_file(&self) -> bool {
        self.inner.is_one_file()
    }

    fn entries(&self) -> io::Result<Vec<Entry>> {
        let path = |name: &str| format!("{}{name}", self.at);
        let entries = self.inner.entries()?.into_iter();
        let left = entries.filter(|entry| !self.names.contains(&path(&entry.name)));
        let left = left.map(|entry| Entry {
            holds: match entry.holds {
                Holds::Folder(inner) => Holds::Folder(Box::new(Self {
                    inner,
                    at: format!("{}/", path(&entry.name)),
                    names: Arc::clone(&self.names),
                })),
                other => other,
            },
            ..entry
        });
        Ok(left.collect())
    }

    fn holds(&self, name: &str) -> bool {
        !self.names.contains(&format!("{}{name}", self.at)) && self.inner.holds(name)
    }

    fn open(&self, name: &str) -> io::Result<Opened> {
        if self.holds(name) {
            self.inner.open(name)
        } else {
            Err(io::Error::from(io::ErrorKind::NotFound))
        }
    }
}

/// The bytes of a sample, or of anything else that is made and not brought.
pub(super) fn sample(files: BTreeMap<String, Vec<u8>>) -> Place {
    let held = files.into_iter().map(|(name, bytes)| {
        let bytes: Arc<dyn Bytes> = Arc::new(InMemory::free(bytes));
        (name, bytes)
    });
    Place::Sample(Memory::of_bytes(held.collect()))
}

#[cfg(test)]
#[path = "tray/tests.rs"]
mod tests;
