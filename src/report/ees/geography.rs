//! Where a row is about, in the columns and codes of Explore Education Statistics.

use crate::assessment::Assessment;
use crate::authority::{Authority, AuthorityId, ENGLAND, Register};
use crate::source::published::Location;

use super::super::inert;
use super::super::measure_rows::region_name;

/// "Not available": there is such a place, without a code.
const NO_CODE: &str = "x";

/// Time, level and place of a row, in the order of [`PLACE_AND_TIME`](super::PLACE_AND_TIME).
pub(super) fn place_and_time(
    assessment: &Assessment<'_>,
    year: i16,
    location: &Location,
    code: &str,
) -> Vec<String> {
    let level = match location {
        Location::National => "National",
        Location::Region(_) => "Regional",
        Location::Authority(_) => "Local authority",
    };
    let blank = || [String::new(), String::new()];
    let (region, authority) = match location {
        Location::National => (blank(), [blank().to_vec(), vec![String::new()]].concat()),
        Location::Region(code) => (region(assessment, code), vec![String::new(); 3]),
        Location::Authority(id) => authority(assessment, *id, code),
    };
    let mut cells = vec![
        year.to_string(),
        "Reporting year".to_owned(),
        level.to_owned(),
        ENGLAND.to_owned(),
        "England".to_owned(),
    ];
    cells.extend(region);
    cells.extend(authority);
    cells
}

/// Code and name of a region. One that is not England's has no code.
fn region(assessment: &Assessment<'_>, code: &str) -> [String; 2] {
    let known = Register::built_in().regions().find(|r| r.code == code);
    match known {
        Some(region) => [region.code.clone(), region.name.clone()],
        None => [
            NO_CODE.to_owned(),
            inert(&region_name(assessment.evidence, code)),
        ],
    }
}

/// Region, then old code, name and new code of an authority. One that is not England's has no
/// code here; its own code is in the other files.
fn authority(
    assessment: &Assessment<'_>,
    id: AuthorityId,
    code: &str,
) -> ([String; 2], Vec<String>) {
    let register = &assessment.evidence.dataset.register;
    let Some(authority) = register.get(id) else {
        return (none(), vec![NO_CODE.to_owned(); 3]);
    };
    let cells = match in_england(authority, code) {
        Some((dfe_code, name)) => vec![dfe_code.to_string(), name, code.to_owned()],
        None => vec![
            NO_CODE.to_owned(),
            inert(authority.name.trim()),
            NO_CODE.to_owned(),
        ],
    };
    let region = if authority.region_code.is_empty() {
        none()
    } else {
        region(assessment, &authority.region_code)
    };
    (region, cells)
}

fn none() -> [String; 2] {
    ["z".to_owned(), "Not applicable".to_owned()]
}

/// The three-digit code and name of one of England's authorities, also where a dataset brings its
/// own list under the same codes.
fn in_england(authority: &Authority, code: &str) -> Option<(u16, String)> {
    if let Some(dfe_code) = authority.dfe_code {
        return Some((dfe_code, authority.name.clone()));
    }
    let england = Register::built_in();
    let known = england.authority(england.by_code(code)?);
    known
        .dfe_code
        .map(|dfe_code| (dfe_code, known.name.clone()))
}
