//! The files of a sample on their way out.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use super::{SampleError, Summary, Take};

/// Hands files on, from any thread, and counts them.
pub(super) struct Files<'t> {
    take: &'t Take<'t>,
    count: AtomicUsize,
    bytes: AtomicU64,
}

impl<'t> Files<'t> {
    pub(super) fn to(take: &'t Take<'t>) -> Self {
        Self {
            take,
            count: AtomicUsize::new(0),
            bytes: AtomicU64::new(0),
        }
    }

    /// Hands one file on.
    pub(super) fn write(&self, name: &str, text: &str) -> Result<(), SampleError> {
        (self.take)(name, text)?;
        self.count.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(text.len() as u64, Ordering::Relaxed);
        Ok(())
    }

    /// What has been handed on.
    pub(super) fn summary(self) -> Summary {
        Summary {
            files: self.count.into_inner(),
            bytes: self.bytes.into_inner(),
        }
    }
}
