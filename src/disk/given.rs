//! What a path stands for that is given as a dataset: a folder, or one file.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{self, Code, Diagnostic};
use crate::source::{Files, OneFile};

use super::Folder;
use super::folder::{OnDisk, lies_in};

/// What lies at a path: a folder, or a file that is an archive, a workbook or a table.
///
/// # Errors
/// Where nothing is there; a name beside it that is nearly the same is suggested.
pub fn given(path: &Path) -> Result<Box<dyn Files>, Box<Diagnostic>> {
    match std::fs::metadata(path) {
        Ok(found) if found.is_dir() => Ok(Box::new(Folder::at(path))),
        Ok(found) if found.is_file() => Ok(Box::new(one_file(path))),
        Ok(_) => Err(not_read(path, "it is neither a file nor a folder")),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(not_there(path)),
        Err(error) => Err(not_read(path, &error.to_string())),
    }
}

/// How many bytes lie at a path, links left aside; of very many files those that were seen first.
pub(crate) fn size_of(path: &Path) -> u64 {
    const MOST_FILES: usize = 1_000_000;
    let mut bytes =
        std::fs::metadata(path).map_or(0, |found| if found.is_file() { found.len() } else { 0 });
    let mut folders = vec![path.to_owned()];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            seen += 1;
            if seen > MOST_FILES {
                return bytes;
            }
            match entry.metadata() {
                Ok(found) if found.is_dir() => folders.push(entry.path()),
                Ok(found) if found.is_file() => bytes = bytes.saturating_add(found.len()),
                _ => {}
            }
        }
    }
    bytes
}

fn one_file(path: &Path) -> OneFile {
    let name = path.file_name().unwrap_or(path.as_os_str());
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    OneFile::of(
        name.to_string_lossy(),
        Arc::new(OnDisk::at(path.to_owned())),
        lies_in(folder.unwrap_or(Path::new("."))),
        path.display().to_string(),
    )
}

fn not_read(path: &Path, why: &str) -> Box<Diagnostic> {
    let message = format!("the dataset {} cannot be read: {why}", path.display());
    let help = "check that it is a folder or a file, and that you may read it";
    Box::new(Diagnostic::error(Code::UnreadableFile, message).help(help))
}

fn not_there(path: &Path) -> Box<Diagnostic> {
    let message = format!("there is no folder or file {}", path.display());
    let help = nearest(path).map_or_else(
        || "give the folder that holds the data, or an archive, a workbook or a table".to_owned(),
        |near| format!("did you mean {near}?"),
    );
    Box::new(Diagnostic::error(Code::UnreadableFile, message).help(help))
}

/// The name beside a path that is most like its own.
fn nearest(path: &Path) -> Option<String> {
    let wanted = path.file_name()?.to_string_lossy().to_lowercase();
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let entries = std::fs::read_dir(folder.unwrap_or(Path::new("."))).ok()?;
    let mut names: Vec<String> = entries
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    // Of equally near names the first by name.
    names.sort_by(|a, b| b.cmp(a));
    let best = diagnostic::nearest(
        &wanted,
        names.into_iter().map(|name| (name.to_lowercase(), name)),
    )?;
    Some(path.with_file_name(best).display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_folder_a_file_or_said_not_to_be_there() {
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir(home.path().join("sample-data")).unwrap();
        std::fs::write(home.path().join("Kent 2024.csv"), "0123").unwrap();
        let folder = given(&home.path().join("sample-data")).unwrap();
        assert!(folder.entries().unwrap().is_empty());
        let file = given(&home.path().join("Kent 2024.csv")).unwrap();
        assert_eq!(file.entries().unwrap()[0].name, "Kent 2024.csv");
        assert!(
            !file.holds("Kent 2024.csv"),
            "only what is in it is asked for by name"
        );
        let said = given(&home.path().join("sampel-data")).unwrap_err();
        assert!(said.message.contains("sampel-data"));
        assert!(said.help.unwrap().ends_with("sample-data?"));
    }
}
