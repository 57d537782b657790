//! What people give us, as typed rows: one module an input shape.
//!
//! A dataset is read from named bytes, which may lie in a folder, an archive or memory: nothing here
//! touches a disk. Files are recognised by their columns, never by their names.

mod cells;
mod container;
mod dataset;
mod day;
mod digest;
mod files;
mod folder;
mod form;
mod interview_totals;
mod known;
mod last_statement;
mod logs;
mod memory;
mod one_file;
mod opening;
mod own;
mod police;
mod postcodes;
mod providers;
pub mod published;
mod shape;
pub mod ssda903;
mod symbol;
mod table;
mod text;
pub mod words;
mod year;

pub(crate) use container::guarded;
pub use container::is_guarded;
pub use dataset::{Dataset, RegisterInUse};
pub use day::{BadDay, DateColumn, Day, Moment};
pub(crate) use day::{MONTHS, WEEKDAYS};
pub(crate) use digest::sha256_of;
pub use files::{Bytes, Entry, Files, Holds, NamedBytes, Opened};
pub use folder::files_in;
pub use interview_totals::InterviewTotals;
pub use known::{Known, any_of};
pub use last_statement::{LastAction, LastMeasure, LastStatement};
pub use logs::UnknownLog;
pub use memory::Memory;
pub use one_file::OneFile;
pub use opening::InputFile;
pub use own::{Accommodation, Capacity, GivenMeasure, Sector};
pub use police::{MissingDefinition, PoliceCount, Scope};
pub use postcodes::{Point, PostcodeFile, Postcodes, miles_between};
pub use providers::{HomePlaces, ProviderList};
pub use shape::{Recognised, Recognition, header_key, recognise};
pub use symbol::{Figure, Symbol, count, number, withheld_or_count};
pub use table::{Row, Table};
pub use text::{TextError, decoded, unpacked};
pub use year::year_ending;
