//! Attacks a publication of a scorecard from its written files alone: what could each withheld cell
//! be, for whoever has read everything else?
//!
//! It is a package of its own and uses none that withholds anything, so that what is overlooked there
//! is found here. Every count the files name is an unknown whole number; what is shown, what adds up,
//! totals with their rounding, percentages, scores and ranks bind it. A withheld cell must keep at
//! least [`POSSIBLE`] possible numbers, each of which is only believed once numbers for all cells are
//! found with which everything holds.
//!
//! ```
//! use care_scorecard_audit::{Written, audit};
//!
//! let measures = "authority_code,authority_name,year,indicator,numerator,denominator,value,status,source,flags
//! A,Alder,2024,children-missing,,100,3,c,child-level,
//! ";
//! let written = Written::of([("data/measures.csv", measures.as_bytes())]);
//! let found = audit(&written, &[])?;
//! assert_eq!(found.withheld, 1);
//! assert_eq!(found.exposed[0].told_by, ["A 2024: measures.csv, the value of children-missing"]);
//! # Ok::<(), care_scorecard_audit::AuditError>(())
//! ```
#![forbid(unsafe_code)]

mod attack;
mod dictionary;
mod earlier;
mod error;
mod finding;
mod knowledge;
mod numbers;
mod totals;
mod written;

pub use attack::{audit, audit_knowing};
pub use dictionary::{Dictionary, KnownIndicator};
pub use error::AuditError;
pub use finding::{Audit, Exposed, POSSIBLE};
pub use written::Written;
