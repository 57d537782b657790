//! The attack: what each withheld cell could be.

use crate::dictionary::Dictionary;
use crate::error::AuditError;
use crate::finding::{Audit, Exposed, POSSIBLE};
use crate::knowledge::{self, Knowledge};
use crate::numbers::Fit;
use crate::totals;
use crate::written::{Publication, Written};

/// Attacks a publication together with earlier ones.
///
/// # Errors
/// Where a file is not as this program writes it.
pub fn audit(written: &Written, earlier: &[Written]) -> Result<Audit, AuditError> {
    audit_knowing(&Dictionary::default(), written, earlier)
}

/// The same by whoever knows other indicators too.
///
/// # Errors
/// As for [`audit`].
pub fn audit_knowing(
    dictionary: &Dictionary,
    written: &Written,
    earlier: &[Written],
) -> Result<Audit, AuditError> {
    let mut result = Audit {
        earlier: earlier.len(),
        ..Audit::default()
    };
    if !written.withholds()? {
        return Ok(result);
    }
    let all = std::iter::once(written).chain(earlier);
    let publications: Result<Vec<Publication>, AuditError> =
        all.map(Written::publication).collect();
    let publications = publications?;
    let known = consistent(dictionary, &publications);
    result.exposed = known.few_left(dictionary.differences());
    result
        .exposed
        .extend(publications.iter().flat_map(totals::exposed));
    let attacked = known.attacked();
    let mut fit = Fit::of(&known.numbers, POSSIBLE);
    for cell in &attacked {
        let possible = fit.possible(cell.unknown);
        let fewest = result.fewest_possible.unwrap_or(POSSIBLE);
        result.fewest_possible = Some(fewest.min(possible));
        if possible < POSSIBLE {
            let (authority_code, year, count) = known.describe(cell.key);
            result.exposed.push(Exposed {
                year,
                authority_code,
                count,
                possible,
                told_by: known.told(cell.unknown),
            });
        }
    }
    result.withheld = attacked.len();
    result.exposed.sort();
    Ok(result)
}

/// What is known, without what no numbers would fit. That zeros are shown is the first to be
/// given up: covering other cells can hide one.
fn consistent(dictionary: &Dictionary, publications: &[Publication]) -> Knowledge {
    let mut relaxed = Vec::new();
    loop {
        let mut known = knowledge::of(dictionary, publications, relaxed.clone());
        let Err(contradiction) = known.numbers.narrow() else {
            return known;
        };
        match known.place_of(contradiction) {
            Some(place) if !relaxed.contains(&place) => relaxed.push(place),
            _ => return known,
        }
    }
}
