//! The desk from the outside: who is let in, what is taken, what is said of it, and what comes out.

mod client;
mod made;
mod safe;
mod used;

pub(crate) use client::{Desk, Form};
