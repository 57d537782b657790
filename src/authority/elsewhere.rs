//! Names and codes that are not one English authority, and why.

use std::collections::BTreeMap;

use super::Resolution;
use super::name::{place_name, plain_name};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Where {
    OutsideEngland,
    Combined,
}

impl Where {
    pub(super) fn from_table(text: &str) -> Option<Self> {
        match text {
            "outside" => Some(Self::OutsideEngland),
            "combined" => Some(Self::Combined),
            _ => None,
        }
    }
}

#[derive(Debug)]
struct Note {
    place: Where,
    reason: String,
}

impl Note {
    fn resolution(&self) -> Resolution {
        let reason = self.reason.clone();
        match self.place {
            Where::OutsideEngland => Resolution::OutsideEngland { reason },
            Where::Combined => Resolution::Combined { reason },
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct Elsewhere {
    names: BTreeMap<String, Note>,
    code_prefixes: BTreeMap<String, Note>,
}

impl Elsewhere {
    pub(super) fn add_name(&mut self, name: &str, place: Where, reason: String) {
        self.names.insert(plain_name(name), Note { place, reason });
    }

    pub(super) fn add_code_prefix(&mut self, prefix: String, place: Where, reason: String) {
        self.code_prefixes.insert(prefix, Note { place, reason });
    }

    pub(super) fn name(&self, text: &str) -> Option<Resolution> {
        let note = self
            .names
            .get(&plain_name(text))
            .or_else(|| self.names.get(&place_name(text)));
        note.map(Note::resolution)
    }

    /// What the shape of an ONS code says: the country is in its first letter,
    /// the kind of area in the next two digits.
    pub(super) fn code(&self, code: &str) -> Option<Resolution> {
        let note = self
            .code_prefixes
            .iter()
            .find(|(prefix, _)| code.starts_with(prefix.as_str()));
        note.map(|(_, note)| note.resolution())
    }
}
