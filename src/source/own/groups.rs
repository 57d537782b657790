//! Who an authority is compared with, and look-ups of who is who.

use std::collections::BTreeMap;

use crate::authority::{AuthorityId, Register, Resolution};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity};
use crate::source::cells::{location, unresolved};
use crate::source::published::Location;
use crate::source::table::Table;

/// Reads a grouping file: `authority_code, group`.
pub(in crate::source) fn groups(
    table: &Table<'_>,
    register: &Register,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, Vec<AuthorityId>> {
    let mut groups: BTreeMap<String, Vec<AuthorityId>> = BTreeMap::new();
    let Some(found) = table.recognised() else {
        return groups;
    };
    let (Some(code), Some(group)) = (found.column("authority_code"), found.column("group")) else {
        return groups;
    };
    table.for_each_row(diagnostics, |row, diagnostics| {
        if let Some((Location::Authority(id), _)) = location(row, code, register, diagnostics) {
            let members = groups.entry(row.cell(group).to_owned()).or_default();
            if !members.contains(&id) {
                members.push(id);
            }
        }
    });
    groups
}

/// Reads a file of statistical neighbours: an authority and its ten nearest, by code.
pub(in crate::source) fn neighbours(
    table: &Table<'_>,
    register: &Register,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<AuthorityId, Vec<AuthorityId>> {
    const PLACES: [&str; 10] = [
        "sn_1", "sn_2", "sn_3", "sn_4", "sn_5", "sn_6", "sn_7", "sn_8", "sn_9", "sn_10",
    ];
    let mut neighbours = BTreeMap::new();
    let Some(found) = table.recognised() else {
        return neighbours;
    };
    let Some(code) = found.column("old_la_code") else {
        return neighbours;
    };
    let columns: Vec<usize> = PLACES
        .iter()
        .filter_map(|field| found.column(field))
        .collect();
    table.for_each_row(diagnostics, |row, diagnostics| {
        let Some((Location::Authority(id), _)) = location(row, code, register, diagnostics) else {
            return;
        };
        let near = columns
            .iter()
            .filter(|at| !row.cell(**at).is_empty())
            .filter_map(|at| location(row, *at, register, diagnostics))
            .filter_map(|(location, _)| match location {
                Location::Authority(near) if near != id => Some(near),
                _ => None,
            });
        neighbours.insert(id, near.collect());
    });
    neighbours
}

/// Resolves the codes and names of a look-up file, which is used for nothing else here: what is
/// unknown in it is reported without stopping the run.
pub(in crate::source) fn lookup(
    table: &Table<'_>,
    field: &str,
    register: &Register,
    diagnostics: &mut Diagnostics,
) {
    let Some(column) = table.recognised().and_then(|found| found.column(field)) else {
        return;
    };
    let mut elsewhere = 0_usize;
    table.for_each_row(diagnostics, |row, diagnostics| {
        if row.cell(column).is_empty() {
            return;
        }
        match register.resolve(row.cell(column)) {
            Resolution::OutsideEngland { .. } => elsewhere += 1,
            Resolution::Authority(_)
            | Resolution::District { .. }
            | Resolution::National
            | Resolution::Region(_) => {}
            other => {
                let mut diagnostic = unresolved(row, column, "", &other);
                diagnostic.severity = Severity::Warning;
                diagnostics.push(diagnostic);
            }
        }
    });
    if elsewhere > 0 {
        let message =
            format!("{elsewhere} rows are about places outside England; they are not used");
        let place = Place::file(table.name);
        diagnostics.push(Diagnostic::warning(Code::OutsideEngland, message).at(place));
    }
}
