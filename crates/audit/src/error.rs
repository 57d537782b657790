//! Why a publication could not be attacked.

/// Why a publication could not be attacked.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
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
    pub(crate) fn damaged(file: &'static str, why: impl std::fmt::Display) -> Self {
        Self::Damaged {
            file,
            why: why.to_string(),
        }
    }
}
