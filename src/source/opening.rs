//! Opening the files of a dataset: the heads of child-level files and postcode directories, the
//! whole text of the others.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::{Arc, Mutex};

use crate::config::Inputs;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, without_unseen};

use super::container::Content;
use super::dataset::{Around, Told};
use super::digest::{sha256_of, sha256_of_all};
use super::files::{Bytes, NamedBytes};
use super::postcodes::PostcodeFile;
use super::shape::{Recognised, header_key};
use super::ssda903::open::{HEAD, LONGEST_LINE, head_of};
use super::ssda903::{self, ReturnFile, TableKind, Whose, xml};
use super::table::{DELIMITERS, Table};
use super::text::{TextError, decoded, unpacking};
use super::words::{self, WordsKind};

/// A file of the dataset and what it was recognised as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// Path relative to the dataset.
    pub name: String,
    /// The kind of input, or none where it was not recognised or could not be read.
    pub kind: Option<&'static str>,
    /// Size in bytes, as stored.
    pub size: u64,
    /// SHA-256 of the bytes as stored, in hexadecimal; empty for child-level files, which are not
    /// hashed.
    pub sha256: String,
}

/// A file with its text, or with what its head tells.
pub(super) struct OpenFile {
    pub(super) input: InputFile,
    pub(super) text: String,
    pub(super) head: Option<Head>,
    /// How many characters that are not seen its text had.
    unseen: usize,
}

/// What is told from the head of a file that is read later.
pub(super) enum Head {
    /// A child-level table.
    Child(TableKind, Layout),
    /// The return as XML.
    Xml,
    /// A postcode directory.
    Postcodes(Layout),
}

/// How a table is laid out.
#[derive(Clone)]
pub(super) struct Layout {
    columns: Arc<Recognised>,
    delimiter: u8,
    rows_above: usize,
}

/// The first lines that were recognised as headers: the files of every authority begin with the
/// same few.
#[derive(Default)]
pub(super) struct KnownHeaders {
    known: Mutex<BTreeMap<String, Layout>>,
    /// Columns of logs of return interviews that the weights file maps.
    mapping: Vec<(&'static str, String)>,
}

impl KnownHeaders {
    /// None yet, of files that are read by a weights file.
    pub(super) fn by(inputs: &Inputs) -> Self {
        let mapped = inputs.return_interviews.iter();
        Self {
            mapping: mapped
                .map(|(ours, theirs)| (*ours, header_key(theirs)))
                .collect(),
            ..Self::default()
        }
    }

    /// What the weights file says that columns are called: ours, and theirs as a key.
    pub(super) fn mapping(&self) -> &[(&'static str, String)] {
        &self.mapping
    }

    fn layout(&self, first_line: &str) -> Option<Layout> {
        self.known.lock().ok()?.get(first_line).cloned()
    }

    /// Notes a header that nothing below it could make read otherwise.
    fn note(&self, first_line: &str, layout: &Layout) {
        let count = |delimiter: u8| first_line.bytes().filter(|b| *b == delimiter).count();
        let others = DELIMITERS.iter().filter(|d| **d != layout.delimiter);
        let is_whole = layout.rows_above == 0 && !first_line.contains(['"', '\r']);
        if is_whole
            && others.copied().all(|d| count(d) < count(layout.delimiter))
            && let Ok(mut known) = self.known.lock()
        {
            known.insert(first_line.to_owned(), layout.clone());
        }
    }

    /// How a table is laid out, where it is recognised and no column is doubled.
    fn layout_of(&self, name: &str, text: &str) -> Option<Layout> {
        let first_line = text.lines().next()?;
        let known = self.layout(first_line);
        if known.is_some() {
            return known;
        }
        let table = Table::open_by(name, text, &self.mapping)?;
        let found = table
            .recognised()
            .filter(|found| found.doubled.is_empty())?;
        let layout = Layout {
            columns: Arc::new(found.clone()),
            delimiter: table.delimiter,
            rows_above: table.rows_above,
        };
        self.note(first_line, &layout);
        Some(layout)
    }
}

/// Opens a file. Child-level files are neither kept nor hashed.
pub(super) fn open(file: &NamedBytes, headers: &KnownHeaders) -> (OpenFile, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let mut opened = OpenFile {
        input: InputFile {
            name: file.shown(),
            kind: None,
            size: 0,
            sha256: String::new(),
        },
        text: String::new(),
        head: None,
        unseen: 0,
    };
    if let Err(problem) = opened.fill(file.bytes.as_ref(), headers) {
        diagnostics.push(problem.diagnostic(&file.shown()));
    }
    if opened.unseen > 0 {
        diagnostics.push(left_out(opened.unseen, &file.shown()));
    }
    (opened, diagnostics)
}

enum Problem {
    Io(io::Error),
    Text(TextError),
    LongLine,
}

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<TextError> for Problem {
    fn from(error: TextError) -> Self {
        Self::Text(error)
    }
}

impl OpenFile {
    fn fill(&mut self, file: &dyn Bytes, headers: &KnownHeaders) -> Result<(), Problem> {
        if let Some(kind) = WordsKind::of(&self.input.name) {
            self.input.kind = Some(kind.as_str());
            return self.fill_words(file);
        }
        // A damaged gzip file is reported below, where it is read whole.
        if let Ok((head, size)) = head_of(file) {
            self.input.size = size;
            self.look(&head, headers);
            if let Some(Head::Postcodes(_)) = self.head {
                self.input.sha256 = sha256_of_all(file.open()?.bytes)?;
            }
            if self.head.is_some() {
                return Ok(());
            }
        }
        let opened = file.open()?;
        self.input.size = opened.size;
        let stored = file.stored();
        let plain = if Content::of(file)? == Content::Gzip {
            self.input.sha256 = sha256_of_all(file.open()?.bytes)?;
            let plain = read_by_lines(unpacking(opened.bytes, opened.size));
            plain.map_err(Problem::of_gzip)?
        } else {
            let bytes = read_by_lines(opened.bytes)?;
            self.input.sha256 = sha256_of(&bytes);
            bytes
        };
        if let Some(stored) = stored {
            let stored = stored.open()?;
            self.input.size = stored.size;
            self.input.sha256 = sha256_of_all(stored.bytes)?;
        }
        let (text, unseen) = without_unseen(decoded(&plain)?);
        self.text = text.into_owned();
        self.unseen = unseen;
        Ok(())
    }

    /// Whether it may be a table that is not about children: neither told from its head nor an
    /// authority's words.
    pub(super) fn may_be_a_table(&self) -> bool {
        self.head.is_none() && self.input.kind.is_none()
    }

    /// Reads an authority's words, of a file that is far too long no more than shows that it is.
    fn fill_words(&mut self, file: &dyn Bytes) -> Result<(), Problem> {
        let most = 4 * words::LONGEST as u64 + 4;
        let mut bytes = Vec::new();
        let opened = file.open()?;
        self.input.size = opened.size;
        opened.bytes.take(most).read_to_end(&mut bytes)?;
        self.input.sha256 = sha256_of_all(file.open()?.bytes)?;
        if self.input.size > most {
            let cut = bytes.iter().map(|byte| char::from(byte & 0x7F));
            self.text = cut.collect();
            return Ok(());
        }
        self.text = decoded(&bytes)?.into_owned();
        Ok(())
    }

    fn look(&mut self, head: &[u8], headers: &KnownHeaders) {
        if xml::is_return(head) {
            self.input.kind = Some("return-xml");
            self.head = Some(Head::Xml);
            return;
        }
        let whole_lines = if head.len() < HEAD {
            head
        } else {
            let end = head
                .iter()
                .rposition(|b| *b == b'\n')
                .map_or(head.len(), |at| at + 1);
            // In UTF-16 a line end is two bytes.
            let end = if head.starts_with(b"\xFF\xFE") {
                end + 1
            } else {
                end
            };
            head.get(..end).unwrap_or(head)
        };
        let Ok(text) = decoded(whole_lines) else {
            return;
        };
        let Some(layout) = headers.layout_of(&self.input.name, &text) else {
            return;
        };
        let shape = layout.columns.shape;
        self.head = match TableKind::of_shape(shape) {
            Some(kind) => Some(Head::Child(kind, layout)),
            None if shape == "postcodes" => Some(Head::Postcodes(layout)),
            None => return,
        };
        self.input.kind = Some(shape);
    }

    /// The file as a child-level one.
    pub(super) fn return_file(
        &self,
        index: usize,
        found: &NamedBytes,
        around: &Around<'_>,
        told: &mut Told,
    ) -> Option<ReturnFile> {
        let (kind, layout) = match self.head.as_ref()? {
            Head::Child(kind, layout) => (*kind, Some(layout)),
            Head::Xml => (TableKind::Xml, None),
            Head::Postcodes(_) => return None,
        };
        let place = ssda903::Place::of(around.lies_in, found);
        let Whose { authority, year } = place.by_folders(around.register);
        let mut file = ReturnFile {
            file: index,
            name: self.input.name.clone(),
            bytes: Arc::clone(&found.bytes),
            kind,
            authority,
            year,
            columns: layout.map(|l| Arc::clone(&l.columns)),
            delimiter: layout.map_or(b',', |l| l.delimiter),
            rows_above: layout.map_or(0, |l| l.rows_above),
        };
        if kind == TableKind::NotUsed {
            told.not_used(&file);
        } else if !file.says_whose() {
            told.complete(&mut file, found, (&place, around));
        }
        Some(file)
    }

    /// The file as a postcode directory, where it is one.
    pub(super) fn postcode_file(
        &self,
        index: usize,
        bytes: &Arc<dyn Bytes>,
    ) -> Option<PostcodeFile> {
        let Some(Head::Postcodes(layout)) = &self.head else {
            return None;
        };
        let column = |field: &str| layout.columns.column(field);
        Some(PostcodeFile {
            file: index,
            name: self.input.name.clone(),
            bytes: Arc::clone(bytes),
            columns: [
                column("postcode")?,
                column("authority")?,
                column("easting")?,
                column("northing")?,
            ],
            delimiter: layout.delimiter,
            rows_above: layout.rows_above,
        })
    }
}

/// Reads a file whole, but not one whose lines are longer than any row.
fn read_by_lines(mut file: impl Read) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let mut since_line_end = 0;
    loop {
        let start = bytes.len();
        let count = file
            .by_ref()
            .take(LONGEST_LINE as u64)
            .read_to_end(&mut bytes)?;
        if count == 0 {
            return Ok(bytes);
        }
        let read = bytes.get(start..).unwrap_or_default();
        match read.iter().rposition(|b| matches!(b, b'\n' | b'\r')) {
            Some(at) => since_line_end = count - at,
            None => since_line_end += count,
        }
        if since_line_end > LONGEST_LINE {
            return Err(Problem::LongLine);
        }
    }
}

impl Problem {
    /// What is wrong with a packed file that was read so far.
    fn of_gzip(self) -> Self {
        match self {
            Self::Io(error) => Self::Text(TextError::of_gzip(&error)),
            other => other,
        }
    }

    fn diagnostic(&self, name: &str) -> Diagnostic {
        let place = Place::file(name);
        match self {
            Self::Io(error) => Diagnostic::error(
                Code::UnreadableFile,
                format!("this file cannot be read: {error}"),
            )
            .at(place)
            .help("check that the file is there and that you may read it"),
            Self::LongLine => Diagnostic::error(
                Code::UnreadableFile,
                "this file has a line of more than a megabyte: it is no table, or its line ends are lost",
            )
            .at(place)
            .help("remove it from the folder, or export the data again"),
            Self::Text(error) => unreadable(name, error),
        }
    }
}

fn left_out(unseen: usize, name: &str) -> Diagnostic {
    let message = format!(
        "{unseen} characters that are not seen, or turn the direction of writing, are left out of this file"
    );
    Diagnostic::notice(Code::UnseenLeftOut, message)
        .at(Place::file(name))
        .help("nothing need be done; where a name looks wrong, type it again")
}

fn unreadable(name: &str, error: &TextError) -> Diagnostic {
    let (code, help) = match error {
        TextError::Gzip(_) => (Code::UnreadableFile, "copy or download the file again"),
        TextError::Expands(_) => (Code::UnreadableFile, "unpack it and look at what it holds"),
        TextError::Archive => (
            Code::BinaryFile,
            "unpack it: a workbook and an archive are read as they are",
        ),
        TextError::Binary => (
            Code::BinaryFile,
            "remove it from the folder, or save the data as CSV (UTF-8)",
        ),
        TextError::CutCharacter => (
            Code::UnreadableFile,
            "the file was cut short: copy or download it again",
        ),
    };
    Diagnostic::error(code, error.to_string())
        .at(Place::file(name))
        .help(help)
}
