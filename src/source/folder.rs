//! Which files a dataset holds.

use std::io::Read;
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::WEIGHTS;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};

use super::container::Content;
use super::container::archive::{self, Archive, ArchiveError, Why};
use super::container::workbook::{Kind, Room, tables};
use super::files::{Bytes, Entry, Files, Holds, NamedBytes, Opened};
use super::words::WordsKind;

/// How deep folders may lie in one another.
const DEEPEST: usize = 24;

/// The most files and folders that are gone through.
const MOST_ENTRIES: usize = 1_000_000;

/// How much of a manifest is looked at.
const MOST_OF_A_MANIFEST: u64 = 64 << 20;

/// The tables, workbooks, XML returns and authorities' words of a place, of the folders in it and of the
/// archives there, in order of name. Other files are reported; hidden files, and publications of this
/// program, are passed over.
pub fn files_in(files: &dyn Files, diagnostics: &mut Diagnostics) -> Vec<NamedBytes> {
    files_by(files, &[], diagnostics)
}

/// The same where the weights file says what some columns are called: a sheet is then known by them, too.
pub(super) fn files_by(
    files: &dyn Files,
    mapping: &[(&'static str, String)],
    diagnostics: &mut Diagnostics,
) -> Vec<NamedBytes> {
    let mut walk = Walk {
        is_one_file: files.is_one_file(),
        archive: None,
        found: Vec::new(),
        entries: 0,
        diagnostics,
    };
    walk.through(files, "", 0);
    let mut found = walk.found;
    found.sort_by(|a, b| a.0.name.cmp(&b.0.name));
    let room = Room::default();
    let taken_apart = found.into_par_iter().map(|(file, kind)| match kind {
        Some(kind) => tables(file, kind, (mapping, &room)),
        None => (vec![file], Vec::new()),
    });
    let taken_apart: Vec<(Vec<NamedBytes>, Vec<Diagnostic>)> = taken_apart.collect();
    let mut all = Vec::with_capacity(taken_apart.len());
    for (files, problems) in taken_apart {
        all.extend(files);
        diagnostics.extend(problems);
    }
    all
}

/// A walk through folders and archives.
struct Walk<'d> {
    /// Whether it goes through one file.
    is_one_file: bool,
    /// The path of the archive it is in.
    archive: Option<String>,
    /// What was found; a workbook with its kind.
    found: Vec<(NamedBytes, Option<Kind>)>,
    /// How many files and folders were seen.
    entries: usize,
    diagnostics: &'d mut Diagnostics,
}

impl Walk<'_> {
    fn through(&mut self, folder: &dyn Files, prefix: &str, depth: usize) {
        let entries = self.entries_of(folder, prefix, depth);
        for entry in entries.into_iter().flatten() {
            self.entries += 1;
            if self.entries > MOST_ENTRIES {
                self.too_many();
                return;
            }
            let name = format!("{prefix}{}", entry.name);
            if is_hidden(&entry.name) {
                self.diagnostics.extend(hidden(&name, &entry.name));
                continue;
            }
            match entry.holds {
                Holds::Folder(inner) => {
                    self.through(inner.as_ref(), &format!("{name}/"), depth + 1);
                }
                Holds::WayBack => self.diagnostics.push(way_back(&name)),
                Holds::Nothing => self.diagnostics.push(leads_nowhere(&name)),
                // A pipe would be waited for without end.
                Holds::Neither => self.diagnostics.push(neither(&name)),
                Holds::File(bytes) => self.sort_out(name, bytes, depth),
            }
        }
    }

    /// Says once that there is more than a dataset has.
    fn too_many(&mut self) {
        if self.entries == MOST_ENTRIES + 1 {
            let why = format!("it has more than {MOST_ENTRIES} files and folders");
            self.diagnostics.push(unreadable(".", &why));
        }
    }

    /// What a folder holds; none, and said why, where it is not looked into.
    fn entries_of(&mut self, folder: &dyn Files, prefix: &str, depth: usize) -> Option<Vec<Entry>> {
        let name = match prefix.trim_end_matches('/') {
            "" => ".",
            name => name,
        };
        let problem = if is_own_output(folder) {
            let message = "this folder is a publication of this program; it is not read as data";
            Diagnostic::notice(Code::OwnOutput, message).at(Place::file(name))
        } else {
            match folder.entries() {
                Ok(entries) if depth < DEEPEST => return Some(entries),
                Ok(_) => unreadable(name, "folders lie too deep in one another here"),
                Err(error) => unreadable(name, &error.to_string()),
            }
        };
        self.diagnostics.push(problem);
        None
    }

    fn sort_out(&mut self, name: String, bytes: Arc<dyn Bytes>, depth: usize) {
        if WordsKind::of(&name).is_some() {
            self.take(name, bytes, None);
            return;
        }
        let lower = name.to_lowercase();
        let last = lower.rsplit('/').next().unwrap_or(&lower);
        if is_beside_data(last) {
            self.diagnostics.extend(passed_by(&name, last));
            return;
        }
        // Why a file cannot be opened is said where it is read.
        match Content::of(bytes.as_ref()).unwrap_or(Content::Other) {
            Content::Zip => self.look_into(name, bytes, depth),
            Content::Compound => self.take(name, bytes, Some(Kind::Compound)),
            Content::Html if is_called_a_table(last) => self.take(name, bytes, Some(Kind::Html)),
            Content::SpreadsheetXml => self.take(name, bytes, Some(Kind::SpreadsheetXml)),
            _ if is_called_a_table(last) => self.take(name, bytes, None),
            _ => self.diagnostics.push(no_table(&name)),
        }
    }

    fn take(&mut self, name: String, bytes: Arc<dyn Bytes>, kind: Option<Kind>) {
        let file = NamedBytes {
            archive: self.archive.clone(),
            ..NamedBytes::new(name, bytes)
        };
        self.found.push((file, kind));
    }

    fn look_into(&mut self, name: String, bytes: Arc<dyn Bytes>, depth: usize) {
        match archive::open(&bytes) {
            Ok(Archive::Workbook(kind)) => self.take(name, bytes, Some(Kind::Zipped(kind))),
            Ok(Archive::Document) => self.diagnostics.push(no_table(&name)),
            Ok(Archive::Files(_)) if self.archive.is_some() => {
                self.diagnostics.push(within_another(&name));
            }
            Ok(Archive::Files(files)) => {
                let prefix = if self.is_one_file {
                    String::new()
                } else {
                    format!("{name}/")
                };
                self.archive = Some(name);
                self.through(&files, &prefix, depth + 1);
                self.archive = None;
            }
            Err(error) => self.diagnostics.push(not_unpacked(&name, &error)),
        }
    }
}

/// Whether a name is that of a table, by its last part in lower case. What it really is, is told by what
/// it holds.
fn is_called_a_table(last: &str) -> bool {
    const TABLES: [&str; 10] = [
        ".csv", ".tsv", ".txt", ".xml", ".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".zip",
    ];
    let plain = last.strip_suffix(".gz").unwrap_or(last);
    TABLES.iter().any(|ending| plain.ends_with(ending))
}

/// Whether a name is hidden, or one that a program leaves beside a file while somebody has it open.
fn is_hidden(name: &str) -> bool {
    name.starts_with('.') || name.starts_with("~$")
}

/// Says of a hidden file that it is not read where it could hold data. What systems and open programs leave beside a file
/// holds none.
fn hidden(name: &str, last: &str) -> Option<Diagnostic> {
    let is_left = ["._", ".~", "~$"]
        .iter()
        .any(|start| last.starts_with(start));
    (!is_left && is_called_a_table(&last.to_lowercase())).then(|| {
        let message = "this file is hidden: its name begins with a dot; it is not read";
        Diagnostic::notice(Code::NotUsed, message)
            .at(Place::file(name))
            .help("if it holds data, give it a name without the dot")
    })
}

/// Whether a file is one that lies beside data and is none.
fn is_beside_data(last: &str) -> bool {
    let (stem, ending) = last.split_once('.').unwrap_or((last, ""));
    let is_licence =
        matches!(stem, "licence" | "license") && matches!(ending, "" | "txt" | "pdf" | "html");
    last.ends_with(".toml") || last.ends_with(".md") || is_licence
}

/// Says of a file that lies beside data where it could be meant for something.
fn passed_by(name: &str, last: &str) -> Option<Diagnostic> {
    let is_weights = last.ends_with(".toml") && name != WEIGHTS;
    let is_words = last.ends_with(".md") && last != "readme.md" && last != "changelog.md";
    let (message, help) = match (is_weights, is_words) {
        (true, _) => (
            "this file is not used: the weights of a dataset stand in scorecard-weights.toml in its own folder, unless another file is named",
            "move it there, or name it as the weights to use (--config)",
        ),
        (_, true) => (
            "this text is not read: an authority's words stand in a folder named commentary or steps-taken",
            "move it there, and name it after the authority",
        ),
        _ => return None,
    };
    Some(
        Diagnostic::notice(Code::NotUsed, message)
            .at(Place::file(name))
            .help(help),
    )
}

fn way_back(name: &str) -> Diagnostic {
    let message = "this link leads back to a folder that it lies in; it is not followed";
    Diagnostic::warning(Code::NotUsed, message)
        .at(Place::file(name))
        .help("remove the link")
}

fn leads_nowhere(name: &str) -> Diagnostic {
    let message = "this link leads to nothing: what it stands for is not there";
    Diagnostic::error(Code::UnreadableFile, message)
        .at(Place::file(name))
        .help("put there what it leads to, or remove the link")
}

fn neither(name: &str) -> Diagnostic {
    let message = "this cannot be read: it is neither a file nor a folder";
    Diagnostic::error(Code::UnreadableFile, message)
        .at(Place::file(name))
        .help("remove it, or put there the file that it stands for")
}

fn no_table(name: &str) -> Diagnostic {
    let message = "this file is neither a table, a workbook nor an archive; it is not used";
    Diagnostic::warning(Code::NotRecognised, message)
        .at(Place::file(name))
        .expected("a name that ends in .csv, .tsv or .txt, each also with .gz, in .xlsx, .xls, .ods or .zip")
        .help("if it holds data, save it as CSV or as a workbook")
}

fn within_another(name: &str) -> Diagnostic {
    let message = "this archive lies in another archive; archives are unpacked once only";
    Diagnostic::error(Code::UnreadableFile, message)
        .at(Place::file(name))
        .help("unpack the outer archive, and give the folder; or take the inner one out")
}

fn not_unpacked(name: &str, error: &ArchiveError) -> Diagnostic {
    let help = match error {
        ArchiveError::Member { why, .. } => match why {
            Why::Password => "save it without a password: the program never asks for one",
            Why::TooMuch(_) => "unpack it and look at what it holds",
            Why::Link | Why::Outside | Why::Method => {
                "pack the folder again, or unpack it and give the folder"
            }
            Why::Twice(_) | Why::FileAndFolder => {
                "rename one of the two, and pack the folder again"
            }
        },
        ArchiveError::Twice => "rename one of the two, and pack the folder again",
        ArchiveError::Members(_) | ArchiveError::InAll => "unpack it, and give the folder",
        ArchiveError::Io(_) | ArchiveError::Damaged(_) => "copy or download the archive again",
    };
    Diagnostic::error(Code::UnreadableFile, error.to_string())
        .at(Place::file(name))
        .help(help)
}

fn is_own_output(folder: &dyn Files) -> bool {
    let mut text = String::new();
    let manifest = folder.open("manifest.json");
    let mut read = |manifest: Opened| {
        manifest
            .bytes
            .take(MOST_OF_A_MANIFEST)
            .read_to_string(&mut text)
    };
    manifest.is_ok_and(|manifest| read(manifest).is_ok())
        && text.contains("\"generator\": \"care-scorecard")
}

fn unreadable(name: &str, why: &str) -> Diagnostic {
    Diagnostic::error(
        Code::UnreadableFile,
        format!("this folder cannot be read: {why}"),
    )
    .at(Place::file(name))
    .help("check that the folder exists and that you may read it")
}
