//! The desk: the scorecard for people who use no command line, as pages that their own machine serves to their own
//! browser.
//!
//! It listens on 127.0.0.1 alone. Every address has a secret in it that is new at each start; who asks for another
//! host, comes from another page or has no secret is refused ([`guard`]). What is dropped on a page stays in memory;
//! a folder that a person names is opened for the desk by whoever starts it ([`Named`]), since this room touches no
//! disk. All else is what the rest of the library makes: bytes in, bytes out.

mod asked;
mod bring;
mod check;
mod choose;
mod dropped;
mod guard;
mod keep;
mod kinds;
mod look;
mod mapping;
mod product;
mod reply;
mod screens;
mod server;
mod session;
mod settings;
mod take;
mod told;
mod tray;
mod watched;
mod weights;
mod work;

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::source::Files;

pub(crate) use server::{End, Start, serve};

/// Opens what a person names on their machine: a folder, or one file.
pub(crate) type Named = Arc<dyn Fn(&str) -> Result<Box<dyn Files>, Box<Diagnostic>> + Send + Sync>;
