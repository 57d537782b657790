//! What files come in: packed tables, archives and workbooks, taken apart into named tables.
//!
//! What a file is, is told by its first bytes and never by its name. Nothing here makes room for what a
//! file says that it holds: how much comes out is counted while it comes, and ends with an error that
//! names the archive and its member.

pub(super) mod archive;
pub(super) mod bounds;
mod content;
mod guard;
mod seeking;
pub(super) mod workbook;

pub(super) use content::Content;
pub(crate) use guard::guarded;
pub use guard::is_guarded;
