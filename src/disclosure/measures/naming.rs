//! Which cells of measures hold the same count.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::indicator::{Catalogue, Part};
use crate::measure::{Cell, SourceKind};

/// The names of an indicator's numerator and denominator, and of the police's count.
type Names = [Arc<str>; 3];

/// What counts are called, by where they stand and whose they are.
#[derive(Debug)]
pub(super) struct Naming {
    known: BTreeMap<&'static str, Names>,
    given: BTreeMap<&'static str, Names>,
}

impl Naming {
    pub(super) fn of(catalogue: &Catalogue) -> Self {
        let named = |prefix: &str| {
            let of = |definition: &crate::indicator::Definition| {
                let code = definition.code;
                let name = |part, word| match definition.part(part) {
                    Some(count) => format!("{prefix}{}", count.name()).into(),
                    None => format!("{prefix}{code}/{word}").into(),
                };
                let names = [
                    name(Part::Numerator, "numerator"),
                    name(Part::Denominator, "denominator"),
                    format!("{prefix}police/{code}").into(),
                ];
                (code, names)
            };
            catalogue.definitions().map(of).collect()
        };
        Self {
            known: named(""),
            given: named(GIVEN),
        }
    }

    /// The name of a count. Where the police's is used in the place of the authority's it is
    /// another, and where it was given in a file of measures it is another than the returns'.
    pub(super) fn name(&self, indicator: &str, part: Part, cell: &Cell) -> Arc<str> {
        if cell.known_only && part == Part::Denominator {
            return format!("{KNOWN}{indicator}").into();
        }
        let is_given = cell.source == SourceKind::Given;
        let names = if is_given { &self.given } else { &self.known };
        let police = part == Part::Numerator && cell.own_count.is_some();
        match (names.get(indicator), part) {
            (Some([_, _, of_police]), _) if police => Arc::clone(of_police),
            (Some([numerator, ..]), Part::Numerator) => Arc::clone(numerator),
            (Some([_, denominator, _]), Part::Denominator) => Arc::clone(denominator),
            (None, _) => {
                let prefix = if is_given { GIVEN } else { "" };
                let word = match part {
                    Part::Numerator if police => "police",
                    Part::Numerator => "numerator",
                    Part::Denominator => "denominator",
                };
                format!("{prefix}{indicator}/{word}").into()
            }
        }
    }
}

/// Before the names of counts that were given in a file of measures: they need not be those of a
/// return.
pub(super) const GIVEN: &str = "given:";

/// Before the name of a denominator that lacks those of whom a cell cannot be read: it is a count of
/// its own.
const KNOWN: &str = "known:";

/// A count's name among given ones.
pub(super) fn given(name: &str) -> String {
    format!("{GIVEN}{name}")
}
