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

mod built_in;
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

pub use entry::{Authority, AuthorityId, AuthorityKind};
pub use history::{ChangeKind, CodeSpan, Reorganisation};
pub use name::{place_name, plain_name};
pub use own::{OwnAuthority, OwnRegisterError};
pub use region::{ENGLAND, Region, RegionId, RegionKind};
pub use register::Register;
pub use resolve::Resolution;
pub use table::TableFault;
