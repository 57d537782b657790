//! The regions authorities lie in.

/// A region of one [`Register`](super::Register).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionId(pub(super) u16);

/// What part of England a [`Region`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RegionKind {
    /// One of the nine regions, or one of a dataset's own.
    Region,
    /// Inner or Outer London.
    SubRegion,
}

/// A region: where benchmarks are published and authorities grouped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Its place in the register.
    pub id: RegionId,
    /// The ONS code, or for a dataset's own region the text it was given.
    pub code: String,
    /// The name.
    pub name: String,
    /// Region or sub-region.
    pub kind: RegionKind,
}

/// The code DfE publishes England under.
pub const ENGLAND: &str = "E92000001";
