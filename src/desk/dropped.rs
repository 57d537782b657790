//! Files that were dropped on a page: their names judged, their bytes counted and kept in memory.

use std::fmt;
use std::io::{self, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::source::{Bytes, Opened};

/// The most bytes of a file, and of all that is dropped on a desk.
pub(super) const MOST_OF_ONE: u64 = 512 << 20;
pub(super) const MOST_IN_ALL: u64 = 1 << 30;
/// The most files that are dropped at once.
pub(super) const MOST_FILES: usize = 5_000;
/// The longest path of a file.
const LONGEST_PATH: usize = 1_000;

/// A file that was dropped.
#[derive(Debug, Clone)]
pub(super) struct Dropped {
    /// Its path as the browser gives it, with forward slashes.
    pub(super) path: String,
    /// Its bytes.
    pub(super) held: InMemory,
}

impl Dropped {
    /// The folder it was dropped in, or its own name.
    pub(super) fn top(&self) -> &str {
        self.path.split('/').next().unwrap_or_default()
    }

    /// Its name without folders.
    pub(super) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// Its path within a folder that it lies in.
    pub(super) fn within(&self, top: Option<&str>) -> &str {
        let inner = top.and_then(|top| self.path.strip_prefix(top)?.strip_prefix('/'));
        inner.unwrap_or(&self.path)
    }
}

/// How many bytes are held in memory, and how many may be.
#[derive(Debug, Clone, Default)]
pub(super) struct Store(Arc<AtomicU64>);

impl Store {
    /// How many bytes there is room for.
    pub(super) fn room(&self) -> u64 {
        MOST_IN_ALL.saturating_sub(self.0.load(Ordering::Relaxed))
    }

    /// Room for nothing yet.
    pub(super) fn reserve(&self) -> Reserved {
        Reserved {
            store: self.clone(),
            bytes: 0,
        }
    }
}

/// Room that is given back when what it was for is gone.
#[derive(Debug)]
pub(super) struct Reserved {
    store: Store,
    bytes: u64,
}

impl Reserved {
    /// Takes room for more; where there is none, says so.
    pub(super) fn more(&mut self, bytes: u64) -> Result<(), TooLarge> {
        if self.bytes + bytes > MOST_OF_ONE {
            return Err(TooLarge::One);
        }
        let before = self.store.0.fetch_add(bytes, Ordering::Relaxed);
        self.bytes += bytes;
        if before + bytes > MOST_IN_ALL {
            return Err(TooLarge::All);
        }
        Ok(())
    }
}

impl Drop for Reserved {
    fn drop(&mut self) {
        self.store.0.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum TooLarge {
    /// It is larger than any input.
    #[error("a file has more than {} MB, which no table or archive that is read has", MOST_OF_ONE >> 20)]
    One,
    /// With it there would be too much in memory.
    #[error(
        "the files have more than {} MB together, which is more than is kept in memory; name the folder they lie in \
         instead: it is read where it is",
        MOST_IN_ALL >> 20
    )]
    All,
}

/// Bytes in memory.
#[derive(Clone)]
pub(super) struct InMemory {
    bytes: Arc<Vec<u8>>,
    /// Kept for as long as the bytes are.
    _room: Option<Arc<Reserved>>,
}

impl InMemory {
    pub(super) fn of(bytes: Vec<u8>, room: Reserved) -> Self {
        Self {
            bytes: Arc::new(bytes),
            _room: Some(Arc::new(room)),
        }
    }

    /// Bytes that nobody dropped.
    pub(super) fn free(bytes: Vec<u8>) -> Self {
        Self {
            bytes: Arc::new(bytes),
            _room: None,
        }
    }

    pub(super) fn size(&self) -> u64 {
        self.bytes.len() as u64
    }
}

impl AsRef<[u8]> for InMemory {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl fmt::Debug for InMemory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "InMemory({} bytes)", self.bytes.len())
    }
}

impl Bytes for InMemory {
    fn open(&self) -> io::Result<Opened> {
        Ok(Opened {
            size: self.size(),
            bytes: Box::new(Cursor::new(self.clone())),
        })
    }

    fn open_from(&self, start: u64) -> io::Result<Box<dyn Read + Send>> {
        let mut bytes = Cursor::new(self.clone());
        bytes.set_position(start);
        Ok(Box::new(bytes))
    }
}

/// Names that are devices on Windows, whatever ending they have.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The path of a dropped file: folders and a name, none of which leads elsewhere or could not be a file's. What a
/// browser sends is not changed but for slashes.
pub(super) fn judged(path: &str) -> Option<String> {
    let path = path.replace('\\', "/");
    let is_name = |part: &str| {
        let stem = part.split('.').next().unwrap_or_default().to_lowercase();
        let numbered = |prefix: &str| {
            let rest = stem.strip_prefix(prefix);
            rest.is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
        };
        let is_device = DEVICES.contains(&&*stem) || numbered("com") || numbered("lpt");
        let bad = |c: char| c.is_control() || matches!(c, ':' | '<' | '>' | '|' | '?' | '*');
        !part.is_empty() && !part.ends_with(['.', ' ']) && !is_device && !part.contains(bad)
    };
    let is_path = path.len() <= LONGEST_PATH && path.split('/').all(is_name);
    is_path.then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_lead_nowhere_else_are_taken() {
        for good in [
            "a.csv",
            "Kent/2024/episodes.csv",
            "Kent 2023-24 (final).xlsx",
            "é/\"x\".csv",
            ".hidden",
        ] {
            assert_eq!(judged(good).as_deref(), Some(good));
        }
        assert_eq!(judged("a\\b.csv").as_deref(), Some("a/b.csv"));
        let bad = [
            "",
            "/etc/x.csv",
            "../x.csv",
            "a/../x.csv",
            "a/./b",
            "a//b",
            "a/",
            "C:\\x.csv",
            "con",
            "a/NUL.csv",
            "com1.txt",
            "x.",
            "x ",
            "a\u{0}b",
            "a\nb",
            "x?.csv",
            "..",
            ".",
        ];
        for bad in bad {
            assert_eq!(judged(bad), None, "{bad:?}");
        }
        assert_eq!(judged(&"a/".repeat(501)), None);
    }

    #[test]
    fn room_is_given_back() {
        let store = Store::default();
        let mut first = store.reserve();
        first.more(MOST_OF_ONE).unwrap();
        assert_eq!(first.more(1), Err(TooLarge::One));
        let held = InMemory::of(Vec::new(), first);
        let mut second = store.reserve();
        second.more(MOST_OF_ONE).unwrap();
        assert_eq!(
            (store.room(), store.reserve().more(1)),
            (0, Err(TooLarge::All))
        );
        drop((held.clone(), held, second));
        assert_eq!(store.room(), MOST_IN_ALL);
    }
}
