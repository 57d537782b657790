//! The place a row is about.

use std::collections::HashMap;
use std::sync::Arc;

use crate::authority::{ENGLAND, Register, Resolution};
use crate::diagnostic::Diagnostics;
use crate::source::cells::unresolved;
use crate::source::shape::{Recognised, header_key};
use crate::source::table::Row;

use super::Location;

/// What a row's level says of its place.
#[derive(Debug)]
pub(super) enum Standing {
    At(Location, Arc<str>),
    /// An authority, whose code stands in this column.
    Code(usize),
}

/// What the code of an authority stands for.
#[derive(Debug, Clone)]
pub(super) enum Resolved {
    Place(Location, Arc<str>),
    Outside(String),
    Unknown,
}

impl Resolved {
    pub(super) fn place(&self) -> Option<(Location, Arc<str>)> {
        match self {
            Self::Place(location, code) => Some((location.clone(), Arc::clone(code))),
            _ => None,
        }
    }

    pub(super) fn outside(self) -> Option<String> {
        match self {
            Self::Outside(name) => Some(name),
            _ => None,
        }
    }
}

/// Where a file says its places.
pub(super) struct Places<'t> {
    pub(super) register: &'t Register,
    region: Option<usize>,
    authority: usize,
    name: Option<usize>,
    known: HashMap<(String, i16), Resolved>,
}

impl<'t> Places<'t> {
    /// None where no column has a code of authorities.
    pub(super) fn of(found: &Recognised, register: &'t Register) -> Option<Self> {
        let location = found.column("location_code");
        let code = found.column("new_la_code").or(location);
        Some(Self {
            register,
            region: found.column("region_code").or(location),
            authority: code.or(found.column("old_la_code"))?,
            name: found.column("la_name").or(found.column("location")),
            known: HashMap::new(),
        })
    }

    /// The place by the row's level; none for levels that nothing is taken from.
    pub(super) fn standing(
        &self,
        row: &Row<'_>,
        level: usize,
        diagnostics: &mut Diagnostics,
    ) -> Option<Standing> {
        let at = |location: Location, code: &str| Some(Standing::At(location, code.into()));
        match header_key(row.cell(level)).as_str() {
            "national" | "country" => at(Location::National, ENGLAND),
            "regional" | "region" => {
                let code = row.optional(self.region);
                let region = code.starts_with("E12");
                region.then(|| Standing::At(Location::Region(code.into()), code.into()))
            }
            "local_authority" | "localauthority" | "la" => Some(Standing::Code(self.authority)),
            "" => {
                let expected = "National, Regional or Local authority";
                diagnostics.push(row.bad_cell(level, "this cell is empty", expected));
                None
            }
            _ => None,
        }
    }

    /// The authority of a code in a year; one that is none is reported once.
    pub(super) fn resolved(
        &mut self,
        row: &Row<'_>,
        column: usize,
        year: i16,
        diagnostics: &mut Diagnostics,
    ) -> Resolved {
        let code = row.cell(column);
        let key = (code.to_owned(), year);
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let resolved = match self.register.resolve_in(code, Some(year)) {
            Resolution::Authority(id) => Resolved::Place(Location::Authority(id), code.into()),
            Resolution::OutsideEngland { .. } => Resolved::Outside(code.to_owned()),
            other => {
                let told = self
                    .known
                    .iter()
                    .any(|((known, _), found)| known == code && matches!(found, Resolved::Unknown));
                if !told {
                    let name = row.optional(self.name);
                    diagnostics.push(unresolved(row, column, name, &other));
                }
                Resolved::Unknown
            }
        };
        self.known.insert(key, resolved.clone());
        resolved
    }
}
