//! Publications that were made before: what they tell counts as known, and what changed since the
//! last of them is said.

use std::path::Path;

use crate::audit::{AuditError, Written};
use crate::earlier::Earlier;

use super::PublishError;

/// Earlier publications.
#[derive(Debug, Clone, Default)]
pub struct Previous {
    written: Vec<Written>,
    publications: Vec<Earlier>,
}

impl Previous {
    /// Reads the folders of earlier publications.
    ///
    /// # Errors
    /// Where one is no publication, or a file of it is not as this program writes it.
    pub fn read<'p>(folders: impl Iterator<Item = &'p Path>) -> Result<Self, PublishError> {
        let mut previous = Self::default();
        for folder in folders {
            previous.written.push(Written::read(folder)?);
            previous.publications.push(Earlier::read(folder)?);
        }
        Ok(previous)
    }

    /// Reads the folders of earlier publications and reports to boards; these say nothing of
    /// scores.
    ///
    /// # Errors
    /// Where one holds no measures, or a file of it is not as this program writes it.
    pub fn reports<'p>(folders: impl Iterator<Item = &'p Path>) -> Result<Self, PublishError> {
        let written: Result<Vec<Written>, AuditError> = folders.map(Written::read).collect();
        Ok(Self {
            written: written?,
            publications: Vec::new(),
        })
    }

    pub(super) fn written(&self) -> &[Written] {
        &self.written
    }

    pub(super) fn publications(&self) -> &[Earlier] {
        &self.publications
    }

    /// The one of the latest year; of several the one released last, then the one named last.
    pub(super) fn last(&self) -> Option<&Earlier> {
        let all = self.publications.iter();
        all.max_by_key(|earlier| (earlier.year, earlier.released.as_deref()))
    }
}
