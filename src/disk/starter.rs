//! A starter dataset as a folder.

use std::path::Path;

use crate::starter;

/// Why no starter dataset was written.
#[derive(Debug, thiserror::Error)]
pub enum StarterError {
    /// The folder holds something.
    #[error("{0} is not an empty folder; name a new one")]
    InUse(String),
    /// The disk refused.
    #[error("{path}: {source}")]
    Disk {
        /// Where.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
}

/// Writes a starter dataset into a folder that is empty or does not exist; gives the files.
///
/// # Errors
/// Where the folder holds anything or the disk refuses.
pub fn write_starter(folder: &Path) -> Result<Vec<String>, StarterError> {
    let disk = |path: &Path| {
        let path = path.display().to_string();
        move |source| StarterError::Disk { path, source }
    };
    if folder
        .read_dir()
        .is_ok_and(|mut entries| entries.next().is_some())
        || folder.is_file()
    {
        return Err(StarterError::InUse(folder.display().to_string()));
    }
    let files = starter::files();
    for (name, text) in &files {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(disk(parent))?;
        }
        std::fs::write(&path, text).map_err(disk(&path))?;
    }
    Ok(files.into_iter().map(|(name, _)| name).collect())
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
            Err(StarterError::InUse(_))
        ));
    }
}
