//! Folders that are new: a starter dataset, and other files of one kind.

use std::path::Path;

use crate::starter;

use super::listing::is_empty_folder;
use super::refused::Refused;
use super::whole::Whole;

/// Why nothing was written into a new folder.
#[derive(Debug, thiserror::Error)]
pub enum NewFolderError {
    /// The folder holds something.
    #[error("{0} is not an empty folder; name a new one")]
    InUse(String),
    /// The folder cannot be written as it is asked for.
    #[error("{0}")]
    Target(String),
    /// The disk refused.
    #[error("{path}: {source}")]
    Disk {
        /// Where.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
}

impl From<Refused> for NewFolderError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Disk { path, source } => Self::Disk {
                path: path.display().to_string(),
                source,
            },
            asked => Self::Target(asked.to_string()),
        }
    }
}

/// Writes a starter dataset into a folder that is empty or does not exist; gives the files.
///
/// # Errors
/// Where the folder holds anything or the disk refuses. It is then as it was.
pub fn write_starter(folder: &Path) -> Result<Vec<String>, NewFolderError> {
    let files = starter::files();
    write_new(
        folder,
        files
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_bytes())),
    )?;
    Ok(files.into_iter().map(|(name, _)| name).collect())
}

/// Writes named files into a folder that is empty or does not exist.
///
/// # Errors
/// Where the folder holds anything or the disk refuses. It is then as it was.
pub fn write_new<'a>(
    folder: &Path,
    files: impl IntoIterator<Item = (&'a str, &'a [u8])>,
) -> Result<(), NewFolderError> {
    if folder.symlink_metadata().is_ok() && !is_empty_folder(folder) {
        return Err(NewFolderError::InUse(folder.display().to_string()));
    }
    let whole = Whole::begin(folder)?;
    for (name, bytes) in files {
        whole.write(name, bytes)?;
    }
    Ok(whole.put()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_starter_dataset_is_written_once() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("new");
        let files = write_starter(&folder).unwrap();
        assert!(files.iter().all(|name| folder.join(name).is_file()));
        assert!(matches!(
            write_starter(&folder),
            Err(NewFolderError::InUse(_))
        ));
    }
}
