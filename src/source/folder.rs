//! Which files a dataset holds.

use std::io::Read;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};

use super::files::{Entry, Files, Holds, NamedBytes};
use super::words::WordsKind;

/// How deep folders may lie in one another; a link that leads back into itself ends here.
const DEEPEST: usize = 24;

/// The CSV files, XML returns and authorities' words of a place and the folders in it, in order of
/// name. Other files are reported; hidden files, and publications of this program, are passed over.
pub fn files_in(files: &dyn Files, diagnostics: &mut Diagnostics) -> Vec<NamedBytes> {
    let mut found = Vec::new();
    walk(files, "", 0, &mut found, diagnostics);
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

fn walk(
    folder: &dyn Files,
    prefix: &str,
    depth: usize,
    found: &mut Vec<NamedBytes>,
    diagnostics: &mut Diagnostics,
) {
    let entries = entries_of(folder, prefix, depth, diagnostics);
    for entry in entries.into_iter().flatten() {
        if entry.name.starts_with('.') {
            continue;
        }
        let name = format!("{prefix}{}", entry.name);
        match entry.holds {
            Holds::Folder(inner) => {
                let prefix = format!("{name}/");
                walk(inner.as_ref(), &prefix, depth + 1, found, diagnostics);
            }
            // A pipe would be waited for without end.
            Holds::Neither => {
                diagnostics.push(unreadable(&name, "it is neither a file nor a folder"));
            }
            Holds::File(bytes) => sort_out(NamedBytes { name, bytes }, found, diagnostics),
        }
    }
}

/// What a folder holds; none, and said why, where it is not looked into.
fn entries_of(
    folder: &dyn Files,
    prefix: &str,
    depth: usize,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Entry>> {
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
    diagnostics.push(problem);
    None
}

fn sort_out(file: NamedBytes, found: &mut Vec<NamedBytes>, diagnostics: &mut Diagnostics) {
    let lower = file.name.to_lowercase();
    let last = lower.rsplit('/').next().unwrap_or(&lower);
    let read = [".csv", ".csv.gz", ".xml", ".xml.gz"];
    if read.iter().any(|ending| last.ends_with(ending)) || WordsKind::of(&file.name).is_some() {
        found.push(file);
        return;
    }
    let expected_beside_data = last.ends_with(".toml")
        || last.ends_with(".md")
        || last.starts_with("licence")
        || last.starts_with("license");
    if !expected_beside_data {
        let spreadsheet = [".xlsx", ".xls", ".ods"]
            .iter()
            .any(|ending| last.ends_with(ending));
        let help = if spreadsheet {
            "save each sheet as CSV (UTF-8)"
        } else {
            "if it holds data, save it as CSV"
        };
        diagnostics.push(
            Diagnostic::warning(
                Code::NotRecognised,
                "this file is not a CSV file; it is not used",
            )
            .at(Place::file(file.name))
            .expected("a name that ends in .csv or .csv.gz")
            .help(help),
        );
    }
}

fn is_own_output(folder: &dyn Files) -> bool {
    let mut text = String::new();
    let manifest = folder.open("manifest.json");
    manifest.is_ok_and(|mut manifest| manifest.bytes.read_to_string(&mut text).is_ok())
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
