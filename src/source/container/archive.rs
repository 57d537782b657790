//! Zip archives: what they hold, and their members as named bytes that are unpacked as they are read.
//!
//! Nothing is written, so a name cannot lead out of a folder; but names that could are refused, as are two
//! that would be one file on some systems: one of the two would be lost without a word.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

use flate2::Crc;
use flate2::read::DeflateDecoder;
use zip::read::ZipFileEntry;
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use crate::source::Memory;
use crate::source::files::{Bytes, Opened};

use super::bounds::{Bounded, MOST_IN_ALL, MOST_MEMBERS, MOST_PARTS, TooMuch};
use super::seeking::Seeking;

/// What a zip archive is.
#[derive(Debug)]
pub(in crate::source) enum Archive {
    /// Files, by path.
    Files(Memory),
    /// A workbook of a kind.
    Workbook(ZippedWorkbook),
    /// Another document that is a zip archive, such as a text.
    Document,
}

/// Which kind of workbook a zip archive is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::source) enum ZippedWorkbook {
    /// `.xlsx`, `.xlsm`.
    Xlsx,
    /// `.xlsb`.
    Xlsb,
    /// `.ods`.
    Ods,
}

/// Why an archive is not read.
#[derive(Debug, thiserror::Error)]
pub(in crate::source) enum ArchiveError {
    /// It cannot be read.
    #[error("this archive cannot be read: {0}")]
    Io(io::Error),
    /// It is no archive, or a damaged one.
    #[error("this archive is damaged or cut short: {0}")]
    Damaged(String),
    /// It has more members than any release.
    #[error("this archive has {0} members, more than {most} that are read", most = MOST_MEMBERS)]
    Members(usize),
    /// Two members have one name.
    #[error("two members of this archive have the same name, so that one would be lost")]
    Twice,
    /// All its members are too much together.
    #[error("the members of this archive unpack to more than {} MB together, which is not read", MOST_IN_ALL >> 20)]
    InAll,
    /// A member is not read.
    #[error("the member \"{name}\" of this archive {why}")]
    Member {
        /// The member.
        name: String,
        /// What is wrong with it.
        why: Why,
    },
}

/// What is wrong with a member.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(in crate::source) enum Why {
    #[error("is protected by a password")]
    Password,
    #[error("is a link to another place")]
    Link,
    #[error("has a name that leads out of the archive")]
    Outside,
    #[error("is there twice, also as \"{0}\": on some systems both are one file")]
    Twice(String),
    #[error("is a file and a folder at once")]
    FileAndFolder,
    #[error("is packed by a method that is not read here")]
    Method,
    #[error("is too large: {0}")]
    TooMuch(TooMuch),
}

impl From<ZipError> for ArchiveError {
    fn from(error: ZipError) -> Self {
        match error {
            ZipError::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof => Self::Io(error),
            other => Self::Damaged(other.to_string()),
        }
    }
}

/// Opens an archive.
///
/// # Errors
/// Where it is damaged, goes beyond what is read, or a member cannot be read safely.
pub(in crate::source) fn open(bytes: &Arc<dyn Bytes>) -> Result<Archive, ArchiveError> {
    let mut seeking = Seeking::of(bytes).map_err(ArchiveError::Io)?;
    let said = members_said(&mut seeking).map_err(ArchiveError::Io)?;
    if said > MOST_PARTS {
        return Err(ArchiveError::Members(said));
    }
    let mut archive = ZipArchive::new(seeking)?;
    if let Some(document) = document(&archive)? {
        return Ok(document);
    }
    let members = said.max(archive.len());
    if members > MOST_MEMBERS {
        return Err(ArchiveError::Members(members));
    }
    if archive.has_duplicate_names() {
        return Err(ArchiveError::Twice);
    }
    let mut all = Members::default();
    for at in 0..archive.len() {
        let start = archive.by_index_raw(at)?.data_start();
        let entry = archive.by_index_data(at)?;
        all.add(&entry, bytes, start.unwrap_or(u64::MAX))?;
    }
    Ok(Archive::Files(Memory::of_bytes(all.files)))
}

/// How many members the record at the end of an archive says that it has: the reader keeps them all, so
/// this is asked first. Where the record is not found, none are said.
fn members_said(archive: &mut Seeking) -> io::Result<usize> {
    const RECORD: usize = 22;
    const LONGEST_COMMENT: i64 = 1 << 16;
    let size = archive.seek(SeekFrom::End(0))?;
    let back = (RECORD as i64 + LONGEST_COMMENT).min(i64::try_from(size).unwrap_or(i64::MAX));
    archive.seek(SeekFrom::End(-back))?;
    let mut end = Vec::new();
    archive
        .take(RECORD as u64 + LONGEST_COMMENT as u64)
        .read_to_end(&mut end)?;
    let at = end
        .windows(RECORD)
        .rposition(|record| record.starts_with(b"PK\x05\x06"));
    let count = at.and_then(|at| Some([*end.get(at + 10)?, *end.get(at + 11)?]));
    Ok(count.map_or(0, |count| usize::from(u16::from_le_bytes(count))))
}

/// The workbook, or other document, that an archive is by the names in it.
fn document(archive: &ZipArchive<Seeking>) -> Result<Option<Archive>, ArchiveError> {
    let names: Vec<Cow<'_, str>> = archive.file_names().collect::<Result<_, _>>()?;
    let has = |ending: &str| names.iter().any(|name| name.ends_with(ending));
    let is_office = names.iter().any(|name| name == "[Content_Types].xml");
    let is_open = has("META-INF/manifest.xml") && names.iter().any(|name| name == "content.xml");
    let workbook = |kind| Ok(Some(Archive::Workbook(kind)));
    match (is_office, is_open) {
        (true, _) if has("workbook.bin") => workbook(ZippedWorkbook::Xlsb),
        (true, _) if has("workbook.xml") => workbook(ZippedWorkbook::Xlsx),
        // Which kind of document it is stands in the document; a text has no sheet.
        (_, true) => workbook(ZippedWorkbook::Ods),
        (true, _) => Ok(Some(Archive::Document)),
        _ => Ok(None),
    }
}

/// What systems put into archives beside the files.
fn is_of_the_system(path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or(path);
    path.split('/').any(|part| part == "__MACOSX") || matches!(last, "Thumbs.db" | "desktop.ini")
}

/// The members of an archive so far.
#[derive(Default)]
struct Members {
    files: BTreeMap<String, Arc<dyn Bytes>>,
    /// Their paths in lower case, with the path; folders too, with a slash at the end.
    seen: BTreeMap<String, String>,
    in_all: u64,
}

impl Members {
    fn add(
        &mut self,
        entry: &ZipFileEntry<'_>,
        archive: &Arc<dyn Bytes>,
        start: u64,
    ) -> Result<(), ArchiveError> {
        let name = entry.name()?.into_owned();
        let wrong = |why| ArchiveError::Member {
            name: name.clone(),
            why,
        };
        let path = path_of(&name).ok_or_else(|| wrong(Why::Outside))?;
        if entry.is_symlink() {
            return Err(wrong(Why::Link));
        }
        if entry.is_dir() || path.is_empty() || is_of_the_system(&path) {
            return Ok(());
        }
        if entry.encrypted() {
            return Err(wrong(Why::Password));
        }
        let method = entry.compression();
        if !matches!(
            method,
            CompressionMethod::Stored | CompressionMethod::Deflated
        ) {
            return Err(wrong(Why::Method));
        }
        let (packed, size, crc) = (entry.compressed_size(), entry.size(), entry.crc32());
        TooMuch::judge(packed, size).map_err(|why| wrong(Why::TooMuch(why)))?;
        self.in_all = self.in_all.saturating_add(size);
        if self.in_all > MOST_IN_ALL {
            return Err(ArchiveError::InAll);
        }
        self.note(&path).map_err(wrong)?;
        let member = Member {
            archive: Arc::clone(archive),
            start,
            packed,
            size,
            is_packed: method == CompressionMethod::Deflated,
            crc,
        };
        self.files.insert(path, Arc::new(member));
        Ok(())
    }

    /// Notes a path and the folders it lies in.
    fn note(&mut self, path: &str) -> Result<(), Why> {
        let lower = path.to_lowercase();
        if let Some(other) = self.seen.get(&lower) {
            return Err(Why::Twice(other.clone()));
        }
        if self.seen.contains_key(&format!("{lower}/")) {
            return Err(Why::FileAndFolder);
        }
        for (at, _) in lower.match_indices('/') {
            let folder = lower.get(..at).unwrap_or_default();
            if self.seen.contains_key(folder) {
                return Err(Why::FileAndFolder);
            }
            self.seen.insert(format!("{folder}/"), path.to_owned());
        }
        self.seen.insert(lower, path.to_owned());
        Ok(())
    }
}

/// A member's path with forward slashes, from the archive's root; none where it leads elsewhere.
fn path_of(name: &str) -> Option<String> {
    let name = name.replace('\\', "/");
    let parts = || name.split('/').filter(|part| !matches!(*part, "" | "."));
    let is_drive = name.as_bytes().get(1) == Some(&b':');
    if is_drive || name.contains('\0') || parts().any(|part| part == "..") {
        return None;
    }
    Some(parts().collect::<Vec<_>>().join("/"))
}

/// A member of an archive.
struct Member {
    archive: Arc<dyn Bytes>,
    /// Where it begins in the archive.
    start: u64,
    /// Its bytes in the archive.
    packed: u64,
    /// Its bytes unpacked, as the archive says.
    size: u64,
    is_packed: bool,
    crc: u32,
}

impl fmt::Debug for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Member({} bytes)", self.size)
    }
}

impl Bytes for Member {
    fn open(&self) -> io::Result<Opened> {
        let packed = self.archive.open_from(self.start)?.take(self.packed);
        let plain: Box<dyn Read + Send> = if self.is_packed {
            Box::new(DeflateDecoder::new(packed))
        } else {
            Box::new(packed)
        };
        Ok(Opened {
            size: self.size,
            bytes: Box::new(Bounded::new(
                Checked {
                    inner: plain,
                    left: self.size,
                    crc: Crc::new(),
                    expected: self.crc,
                },
                self.packed,
            )),
        })
    }
}

/// Passes bytes on that are as many, and those, that the archive says.
struct Checked<R> {
    inner: R,
    left: u64,
    crc: Crc,
    expected: u32,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        let count = self.inner.read(buffer)?;
        let read = buffer.get(..count).unwrap_or_default();
        self.crc.update(read);
        let left = self.left.checked_sub(count as u64);
        self.left = left.ok_or_else(|| damaged("it holds more than the archive says"))?;
        if count == 0 && self.left > 0 {
            return Err(damaged("it is cut short in the archive"));
        }
        if count == 0 && self.crc.sum() != self.expected {
            return Err(damaged("it is damaged in the archive"));
        }
        Ok(count)
    }
}

fn damaged(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}

#[cfg(test)]
mod tests;
