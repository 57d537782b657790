//! Which files a dataset's folder holds.

use std::fs::ReadDir;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};

use super::words::WordsKind;

/// How deep folders may lie in one another; a link that leads back into itself ends here.
const DEEPEST: usize = 24;

/// A file of a dataset.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FoundFile {
    /// Path relative to the dataset, with forward slashes on every system.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
}

/// The CSV files, XML returns and authorities' words of a folder and the folders in it, in order of
/// name. Other files are reported; hidden files, and publications of this program, are passed over.
pub fn files_in(folder: &Path, diagnostics: &mut Diagnostics) -> Vec<FoundFile> {
    let mut found = Vec::new();
    walk(folder, "", 0, &mut found, diagnostics);
    found.sort();
    found
}

fn walk(
    folder: &Path,
    prefix: &str,
    depth: usize,
    found: &mut Vec<FoundFile>,
    diagnostics: &mut Diagnostics,
) {
    let Some(entries) = entries_of(folder, prefix, depth, diagnostics) else {
        return;
    };
    for entry in entries.flatten() {
        let file_name = entry.file_name().to_string_lossy().into_owned();
        if file_name.starts_with('.') {
            continue;
        }
        let name = format!("{prefix}{file_name}");
        let path = entry.path();
        match std::fs::metadata(&path) {
            Ok(is) if is.is_dir() => {
                walk(&path, &format!("{name}/"), depth + 1, found, diagnostics);
            }
            // A pipe would be waited for without end.
            Ok(is) if !is.is_file() => {
                diagnostics.push(unreadable(&name, "it is neither a file nor a folder"));
            }
            _ => sort_out(FoundFile { name, path }, found, diagnostics),
        }
    }
}

/// What a folder holds; none, and said why, where it is not looked into.
fn entries_of(
    folder: &Path,
    prefix: &str,
    depth: usize,
    diagnostics: &mut Diagnostics,
) -> Option<ReadDir> {
    let name = match prefix.trim_end_matches('/') {
        "" => ".",
        name => name,
    };
    let problem = if is_own_output(folder) {
        let message = "this folder is a publication of this program; it is not read as data";
        Diagnostic::notice(Code::OwnOutput, message).at(Place::file(name))
    } else {
        match std::fs::read_dir(folder) {
            Ok(entries) if depth < DEEPEST => return Some(entries),
            Ok(_) => unreadable(name, "folders lie too deep in one another here"),
            Err(error) => unreadable(name, &error.to_string()),
        }
    };
    diagnostics.push(problem);
    None
}

fn sort_out(file: FoundFile, found: &mut Vec<FoundFile>, diagnostics: &mut Diagnostics) {
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

fn is_own_output(folder: &Path) -> bool {
    std::fs::read_to_string(folder.join("manifest.json"))
        .is_ok_and(|text| text.contains("\"generator\": \"care-scorecard"))
}

fn unreadable(name: &str, why: &str) -> Diagnostic {
    Diagnostic::error(
        Code::UnreadableFile,
        format!("this folder cannot be read: {why}"),
    )
    .at(Place::file(name))
    .help("check that the folder exists and that you may read it")
}
