//! The child-level return (SSDA903) and the child-level files beside it: return interviews,
//! notifications, nationality.
//!
//! A file lies in `…/<authority>/<year>/`, or its rows say whose they are in columns LA and YEAR.
//! Only the heads of files are read with the dataset; the rows are read authority by authority
//! when measures are computed, so that memory holds one authority at a time.
//!
//! Nothing here prints what identifies a child: identifiers, postcodes and dates of birth are held
//! in types without a readable form, and problems name file, line, column and rule only.

mod care_tables;
mod check;
mod codes;
mod dates;
mod fields;
mod file;
mod key;
mod left_out;
mod locate;
mod named;
pub(crate) mod open;
mod owners;
mod parse;
mod parse_beside;
mod parse_episode;
mod parts;
mod plain;
mod read;
mod reasons;
mod returns;
mod rows;
pub mod rule;
mod safeguarding;
mod shared;
mod tables;
mod taking;
mod twice;
mod words;
pub(crate) mod xml;

pub use check::check;
pub use codes::{CodeLists, CodedColumn};
pub use file::{ReturnFile, TableKind};
pub use key::{ChildKey, Token};
pub use left_out::LeftOut;
pub use locate::locate;
pub(crate) use named::{Place, Whose, by_inputs};
pub use reasons::{Listed, harms, reasons};
pub use returns::{AuthorityReturns, Returns};
pub use rows::{
    AbsenceKind, Absent, Area, Born, Episode, EpisodeColumn, Interview, Locality, Nationality,
    Notification, Origin, OutReason, Person, Uasc, Unread,
};
pub use rule::{Finding, Findings};
pub use tables::Return;
pub use twice::Twice;
