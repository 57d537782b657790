//! Why a publication could not be attacked.

use std::path::{Path, PathBuf};

/// Why a publication could not be attacked.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// The folder is not a publication.
    #[error("{0} is not a publication: it has no data/measures.csv")]
    NoPublication(PathBuf),
    /// The disk refused.
    #[error("{path}: {source}")]
    Unreadable {
        /// Where.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file is not as this program writes it.
    #[error("{file} is not as this program writes it: {why}")]
    Damaged {
        /// Which.
        file: &'static str,
        /// What is wrong with it.
        why: String,
    },
}

impl AuditError {
    pub(crate) fn unreadable(path: &Path, source: std::io::Error) -> Self {
        Self::Unreadable {
            path: path.to_owned(),
            source,
        }
    }

    pub(crate) fn damaged(file: &'static str, why: impl std::fmt::Display) -> Self {
        Self::Damaged {
            file,
            why: why.to_string(),
        }
    }
}
