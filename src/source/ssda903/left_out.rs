//! Rows that cannot be read: what is still known of them, so that what they leave out is counted.

use super::{AbsenceKind, ChildKey, Origin, TableKind};

/// What is known of a row that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Lost {
    /// Whose it is.
    pub(super) child: Option<ChildKey>,
    /// Of an incident, its kind.
    pub(super) kind: Option<AbsenceKind>,
}

impl Lost {
    /// A row of a child.
    pub(super) fn of(child: ChildKey) -> Self {
        Self {
            child: Some(child),
            kind: None,
        }
    }
}

/// A row that is left out, since it cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftOut {
    /// Its table.
    pub table: TableKind,
    /// Whose it is, where that can be read.
    pub child: Option<ChildKey>,
    /// Of an incident, its kind, where that can be read.
    pub kind: Option<AbsenceKind>,
    /// Where it stands.
    pub origin: Origin,
}
