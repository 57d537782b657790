//! Named bytes in memory.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Cursor, Read};
use std::sync::Arc;

use super::files::{Bytes, Entry, Files, Holds, Opened};

/// Files in memory, by path with forward slashes.
///
/// ```
/// use care_scorecard::source::{Dataset, Memory};
/// let text = "authority_code,year,indicator,numerator,denominator,value\nE10000016,2024,children-missing,10,100,\n";
/// let files = Memory::of([("measures.csv", text)]);
/// let dataset = Dataset::read(&files);
/// assert_eq!(dataset.years(), [2024]);
/// ```
#[derive(Clone, Default)]
pub struct Memory {
    files: Arc<BTreeMap<String, Arc<dyn Bytes>>>,
    /// The folder that is looked at, with a slash at its end.
    within: String,
    lies_in: String,
}

/// The bytes of one file.
#[derive(Clone)]
struct Held(Arc<Vec<u8>>);

impl Memory {
    /// Takes files. Of two by one name the last counts.
    pub fn of<N: AsRef<str>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (N, B)>) -> Self {
        let held = |(name, bytes): (N, B)| {
            let parts = name.as_ref().split('/');
            let parts: Vec<&str> = parts.filter(|p| !matches!(*p, "" | ".")).collect();
            let bytes: Arc<dyn Bytes> = Arc::new(Held(Arc::new(bytes.into())));
            (parts.join("/"), bytes)
        };
        Self::of_bytes(files.into_iter().map(held).collect())
    }

    /// Takes bytes by path, wherever they are.
    pub(crate) fn of_bytes(files: BTreeMap<String, Arc<dyn Bytes>>) -> Self {
        Self {
            files: Arc::new(files),
            ..Self::default()
        }
    }

    /// Says which folders they lie in, the innermost last.
    #[must_use]
    pub fn lying_in(self, folders: &str) -> Self {
        Self {
            lies_in: folders.to_owned(),
            ..self
        }
    }

    fn get(&self, name: &str) -> Option<&Arc<dyn Bytes>> {
        self.files.get(&format!("{}{name}", self.within))
    }

    fn folder(&self, name: &str) -> Self {
        Self {
            files: Arc::clone(&self.files),
            within: format!("{}{name}/", self.within),
            lies_in: format!("{}/{name}", self.lies_in),
        }
    }
}

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.files.keys()).finish()
    }
}

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Held({} bytes)", self.0.len())
    }
}

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Bytes for Held {
    fn open(&self) -> io::Result<Opened> {
        Ok(Opened {
            size: self.0.len() as u64,
            bytes: Box::new(Cursor::new(self.clone())),
        })
    }

    fn open_from(&self, start: u64) -> io::Result<Box<dyn Read + Send>> {
        let mut bytes = Cursor::new(self.clone());
        bytes.set_position(start);
        Ok(Box::new(bytes))
    }
}

impl Files for Memory {
    fn lies_in(&self) -> String {
        self.lies_in.clone()
    }

    fn entries(&self) -> io::Result<Vec<Entry>> {
        let mut entries: BTreeMap<&str, Holds> = BTreeMap::new();
        let from = self.files.range(self.within.clone()..);
        for (path, held) in from.take_while(|(path, _)| path.starts_with(&self.within)) {
            let rest = path.get(self.within.len()..).unwrap_or_default();
            match rest.split_once('/') {
                None => {
                    entries.insert(rest, Holds::File(Arc::clone(held)));
                }
                Some((folder, _)) => {
                    let holds = || Holds::Folder(Box::new(self.folder(folder)));
                    entries.entry(folder).or_insert_with(holds);
                }
            }
        }
        let entry = |(name, holds): (&str, Holds)| Entry {
            name: name.to_owned(),
            is_link: false,
            holds,
        };
        Ok(entries.into_iter().map(entry).collect())
    }

    fn holds(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    fn open(&self, name: &str) -> io::Result<Opened> {
        let held = self.get(name);
        held.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?
            .open()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(files: &dyn Files) -> Vec<String> {
        let mut all = Vec::new();
        for entry in files.entries().unwrap() {
            match entry.holds {
                Holds::File(_) => all.push(entry.name),
                Holds::Folder(inner) => {
                    let inner = names(inner.as_ref()).into_iter();
                    all.extend(inner.map(|name| format!("{}/{name}", entry.name)));
                }
                Holds::Neither | Holds::WayBack | Holds::Nothing => panic!("{}", entry.name),
            }
        }
        all
    }

    #[test]
    fn folders_are_made_of_paths() {
        let files = Memory::of([
            ("b/c/d.csv", "1"),
            ("a.csv", "2"),
            ("/b//e.csv", "3"),
            ("b.csv", ""),
        ]);
        assert_eq!(names(&files), ["a.csv", "b/c/d.csv", "b/e.csv", "b.csv"]);
        assert_eq!(files.read("b/e.csv").unwrap(), b"3");
        assert!(files.holds("b/c/d.csv") && !files.holds("b/c"));
        assert_eq!(files.open("b").unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn bytes_are_read_from_anywhere_and_never_shown() {
        let held = Held(Arc::new(b"0123456789".to_vec()));
        for (start, expected) in [(0, "0123456789"), (7, "789"), (11, "")] {
            let mut text = String::new();
            let mut from = held.open_from(start).unwrap();
            from.read_to_string(&mut text).unwrap();
            assert_eq!(text, expected);
        }
        assert_eq!(format!("{held:?}"), "Held(10 bytes)");
        assert_eq!(format!("{:?}", Memory::of([("a", "secret")])), "{\"a\"}");
    }
}
