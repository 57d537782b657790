//! Computes a weighted performance scorecard of English local authorities for children missing from
//! care, and renders it as pages, documents and data.
//!
//! From values to a league table and a report:
//!
//! ```
//! use care_scorecard::{Data, Figure::Count, Weights};
//!
//! let mut data = Data::new(2024);
//! for (name, missing) in [("Kent", 210.0), ("Leeds", 180.0), ("Cornwall", 95.0)] {
//!     data.set(name, "children-missing", Count(missing, 1896.0))?;
//!     data.set(name, "missing-incident-rate", Count(6.0 * missing, 1896.0))?;
//!     data.set(name, "repeat-missing", Count(missing / 5.0, missing))?;
//! }
//! let card = data.score(Weights::built_in())?;
//! assert_eq!(card.standings()[0].name, "Cornwall");
//! let page = card.report("Kent")?.html()?;
//! # assert!(page.contains("<h1><bdi>Kent</bdi></h1>"));
//! # Ok::<(), care_scorecard::Error>(())
//! ```
//!
//! From a folder of files, such as returns or published tables:
//!
//! ```no_run
//! use care_scorecard::{Data, Weights};
//!
//! let card = Data::read("my-data")?.score(Weights::built_in().internal())?;
//! println!("{}", card.measures_csv());
//! # Ok::<(), care_scorecard::Error>(())
//! ```
//!
//! # Where to begin
//!
//! - [`Data`], [`Weights`], [`Card`]: the front door; `examples/` has three programs that use it.
//! - [`assessment::Evidence`]: every year of a dataset at once, from any place of named bytes
//!   ([`source::Files`]), and [`publish`] to make all files of a publication.
//! - [`indicator`]: what is measured, in words and counts; [`measure`]: how.
//! - [`scoring`]: the engine for any tree of indicators over any values, and how sure its ranks are.
//! - [`statistics`]: intervals, funnels and trends by themselves.
//!
//! Figures come out of files as [`measure::Unprotected`], of which nothing can be read;
//! [`disclosure::protect`] makes of them what may be shown. `docs/architecture.md` has the whole plan.
#![forbid(unsafe_code)]

pub mod assessment;
pub mod authority;
pub mod care;
mod cli;
pub mod config;
#[cfg(feature = "desk")]
mod desk;
pub mod diagnostic;
pub mod disclosure;
pub mod disk;
pub mod earlier;
mod front;
pub mod indicator;
pub mod measure;
pub mod publish;
pub mod render;
pub mod report;
pub mod sample;
pub mod scoring;
pub mod source;
mod starter;

pub use front::{Card, Data, Error, Figure, Report, Standing, Weights};

/// Intervals, funnels, trends, ranks and draws: numbers in, numbers out.
#[doc(inline)]
pub use care_scorecard_statistics as statistics;

/// Attacks a written publication from its files alone: a package of its own, which knows none of this
/// one's.
#[doc(inline)]
pub use care_scorecard_audit as audit;

/// The command line, for the program alone.
#[doc(hidden)]
pub use cli::run as run_command_line;

/// What made a file, as its metadata say.
pub const GENERATOR: &str = concat!("care-scorecard ", env!("CARGO_PKG_VERSION"));
