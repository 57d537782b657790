//! Publications that were made before: what they tell counts as known, and what changed since the
//! last of them is said.

use crate::audit::Written;
use crate::earlier::Earlier;
use crate::source::Files;

use super::PublishError;

/// Earlier publications.
#[derive(Debug, Clone, Default)]
pub struct Previous {
    written: Vec<Written>,
    publications: Vec<Earlier>,
    /// Whether counts may be had that no gap here would hide, since these tell them.
    tells: bool,
}

impl Previous {
    /// Reads earlier publications.
    ///
    /// # Errors
    /// Where one is no publication, or a file of it is not as this program writes it.
    pub fn read<'f>(all: impl IntoIterator<Item = &'f dyn Files>) -> Result<Self, PublishError> {
        let mut previous = Self::default();
        for files in all {
            previous.written.push(written(files)?);
            previous.publications.push(Earlier::read(files)?);
        }
        Ok(previous)
    }

    /// Reads earlier publications and reports to boards; these say nothing of scores.
    ///
    /// # Errors
    /// Where one holds no measures, or a file of it cannot be read.
    pub fn reports<'f>(all: impl IntoIterator<Item = &'f dyn Files>) -> Result<Self, PublishError> {
        let written: Result<Vec<Written>, PublishError> = all.into_iter().map(written).collect();
        Ok(Self {
            written: written?,
            publications: Vec::new(),
            tells: false,
        })
    }

    pub(super) fn written(&self) -> &[Written] {
        &self.written
    }

    /// The same, of which it is known what they tell whatever is withheld now.
    pub(super) fn telling(&self) -> Self {
        Self {
            tells: true,
            ..self.clone()
        }
    }

    pub(super) fn tells(&self) -> bool {
        self.tells
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

/// The files of a publication, or of a report to a board, that an attack reads.
///
/// # Errors
/// Where there is no table of measures, or a file cannot be read.
pub fn written(files: &dyn Files) -> Result<Written, PublishError> {
    let [measures, ..] = Written::FILES;
    if !files.holds(measures) {
        return Err(PublishError::NoPublication(files.called("")));
    }
    let mut read = Vec::new();
    for name in Written::FILES.into_iter().filter(|name| files.holds(name)) {
        let bytes = files.read(name);
        let bytes = bytes.map_err(|source| PublishError::Unreadable {
            path: files.called(name),
            source,
        })?;
        read.push((name, bytes));
    }
    let read = read.iter().map(|(name, bytes)| (*name, bytes.as_slice()));
    Ok(Written::of(read))
}
