//! Files whose reading is counted and can be stopped: how far long work has come, and its end where nobody wants it
//! any more.

use std::fmt;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::source::{Bytes, Entry, Files, Holds, Opened};

/// How far reading has come, and whether it is to stop.
#[derive(Debug, Default)]
pub(super) struct Watch {
    bytes: AtomicU64,
    stopped: AtomicBool,
}

impl Watch {
    /// How many bytes were read; what is read twice counts twice.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Lets all further reading fail.
    pub(super) fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// Whether it is to stop.
    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// What a reader is told that is to stop.
    fn go_on(&self) -> io::Result<()> {
        if self.is_stopped() {
            return Err(io::Error::other("reading was stopped"));
        }
        Ok(())
    }
}

/// A place whose files are watched.
#[derive(Debug)]
pub(super) struct Watched {
    inner: Box<dyn Files>,
    watch: Arc<Watch>,
}

impl Watched {
    pub(super) fn of(inner: Box<dyn Files>, watch: Arc<Watch>) -> Self {
        Self { inner, watch }
    }

    fn held(&self, holds: Holds) -> Holds {
        let watch = Arc::clone(&self.watch);
        match holds {
            Holds::File(bytes) => Holds::File(Arc::new(WatchedBytes { bytes, watch })),
            Holds::Folder(inner) => Holds::Folder(Box::new(Self { inner, watch })),
            other => other,
        }
    }
}

impl Files for Watched {
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
        self.watch.go_on()?;
        let entries = self.inner.entries()?.into_iter();
        let watched = entries.map(|entry| Entry {
            holds: self.held(entry.holds),
            ..entry
        });
        Ok(watched.collect())
    }

    fn holds(&self, name: &str) -> bool {
        self.inner.holds(name)
    }

    fn open(&self, name: &str) -> io::Result<Opened> {
        opened(self.inner.open(name)?, &self.watch)
    }
}

/// Bytes that are watched.
struct WatchedBytes {
    bytes: Arc<dyn Bytes>,
    watch: Arc<Watch>,
}

impl fmt::Debug for WatchedBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.bytes.fmt(f)
    }
}

impl Bytes for WatchedBytes {
    fn open(&self) -> io::Result<Opened> {
        opened(self.bytes.open()?, &self.watch)
    }

    fn stored(&self) -> Option<Arc<dyn Bytes>> {
        let watch = Arc::clone(&self.watch);
        let bytes = self.bytes.stored()?;
        Some(Arc::new(Self { bytes, watch }))
    }

    fn open_from(&self, start: u64) -> io::Result<Box<dyn Read + Send>> {
        self.watch.go_on()?;
        let bytes = self.bytes.open_from(start)?;
        let watch = Arc::clone(&self.watch);
        Ok(Box::new(WatchedRead { bytes, watch }))
    }
}

fn opened(opened: Opened, watch: &Arc<Watch>) -> io::Result<Opened> {
    watch.go_on()?;
    let watch = Arc::clone(watch);
    Ok(Opened {
        size: opened.size,
        bytes: Box::new(WatchedRead {
            bytes: opened.bytes,
            watch,
        }),
    })
}

struct WatchedRead {
    bytes: Box<dyn Read + Send>,
    watch: Arc<Watch>,
}

impl Read for WatchedRead {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.watch.go_on()?;
        let count = self.bytes.read(buffer)?;
        self.watch.bytes.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Memory;

    #[test]
    fn reading_is_counted_until_it_is_stopped() {
        let files = Memory::of([("a/b.csv", "0123456789"), ("c.csv", "01")]);
        let watch = Arc::new(Watch::default());
        let watched = Watched::of(Box::new(files), Arc::clone(&watch));
        assert_eq!(watched.read("c.csv").unwrap(), b"01");
        let entries = watched.entries().unwrap();
        let Holds::Folder(folder) = &entries[0].holds else {
            panic!("{entries:?}")
        };
        let inner = folder.entries().unwrap();
        let Holds::File(bytes) = &inner[0].holds else {
            panic!("{inner:?}")
        };
        assert_eq!(bytes.open().unwrap().whole().unwrap().len(), 10);
        assert_eq!(watch.bytes(), 12);
        let mut open = bytes.open_from(8).unwrap();
        watch.stop();
        assert!(open.read(&mut [0; 4]).is_err());
        assert!(bytes.open().is_err() && watched.entries().is_err());
    }
}
