//! The register of authorities: codes, names, aliases, regions, districts and
//! reorganisations. Its data is the CSV files beside it.
//!
//! A file may call an authority by the ONS code of any year, by its DfE code or
//! by one of many names; the register says which authority is meant, or what else
//! the text stands for.
//!
//! ```
//! use care_scorecard::authority::{Register, Resolution};
//!
//! let register = Register::built_in();
//! let resolution = register.resolve("Bournemouth, Christchurch & Poole");
//! let Resolution::Authority(id) = resolution else { panic!("{resolution:?}") };
//! let authority = register.authority(id);
//! assert_eq!(authority.code, "E06000058");
//! assert_eq!(authority.region, "South West");
//! assert!(!register.exists_on_31_march(id, 2019));
//! assert!(register.exists_on_31_march(id, 2020));
//! ```
//!
//! # The tables
//!
//! One row of `authorities.csv` is one DfE code; `codes.csv` gives it every ONS
//! code it has had. The first date of a row is the first day it holds, the second
//! the first day it no longer does; an empty date is a side without an end.
//! `districts.csv` has one row for each authority that has been responsible for a
//! district's area, also after the district was abolished: a postcode directory of
//! 2012 still has its code. `aliases.csv` holds only what [`plain_name`] and
//! [`place_name`] cannot reach. A reorganisation is a line in each table it
//! touches; the tests say which are missing.

mod built_in;
mod changes;
mod district;
mod elsewhere;
mod entry;
mod history;
mod name;
mod own;
mod region;
mod register;
mod resolve;
mod table;
#[cfg(test)]
mod tests;
mod tile;

pub use changes::GivenChange;
pub use entry::{Authority, AuthorityId, AuthorityKind};
pub use history::{ChangeKind, CodeSpan, Reorganisation};
pub use name::{place_name, plain_name};
pub use own::{OwnAuthority, OwnRegisterError};
pub use region::{ENGLAND, Region, RegionId, RegionKind};
pub use register::Register;
pub use resolve::Resolution;
pub use table::TableFault;
pub use tile::Tile;
