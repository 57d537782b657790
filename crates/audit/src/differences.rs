//! What nobody prints but two printed counts of one authority leave: few children with something
//! in common.

use std::collections::BTreeMap;

use crate::finding::Exposed;
use crate::written::{MeasureRow, Publication};

/// Counts this small point at a child, where the files do not say.
const THRESHOLD: u64 = 5;

/// Which count of a row.
#[derive(Debug, Clone, Copy)]
enum Part {
    Numerator,
    Denominator,
}

/// A measure, another that counts a part of the same children, which counts of them, and who are
/// in the first only.
const DIFFERENCES: [(&str, &str, Part, &str); 3] = [
    (
        "placed-outside",
        "placed-outside-without-safety",
        Part::Numerator,
        "children placed outside for their safety",
    ),
    (
        "placed-20-miles-outside",
        "placed-20-miles-outside-without-uasc",
        Part::Numerator,
        "unaccompanied children placed far outside",
    ),
    (
        "placed-20-miles-outside-among-known",
        "placed-20-miles-outside-among-known-without-uasc",
        Part::Denominator,
        "unaccompanied children at a known distance",
    ),
];

/// The differences of shown counts that are few.
pub(super) fn exposed(publication: &Publication) -> Vec<Exposed> {
    let threshold = publication.scorecard.configuration.disclosure.threshold;
    let threshold = threshold.unwrap_or(THRESHOLD);
    let mut rows: BTreeMap<(i16, &str, &str), &MeasureRow> = BTreeMap::new();
    for row in &publication.measures {
        rows.insert((row.year, &row.authority_code, &row.indicator), row);
    }
    let few = |row: &&MeasureRow| {
        let found = DIFFERENCES
            .iter()
            .find(|(_, code, ..)| *code == row.indicator);
        let (whole, _, part, who) = found?;
        let whole = rows.get(&(row.year, row.authority_code.as_str(), *whole))?;
        let left = count(whole, *part)? - count(row, *part)?;
        #[allow(clippy::cast_precision_loss, reason = "a small setting")]
        let is_few = left > 0.0 && left <= threshold as f64;
        (is_few && row.source == "child-level").then(|| Exposed {
            year: row.year,
            authority_code: row.authority_code.clone(),
            count: (*who).to_owned(),
            possible: 1,
            told_by: vec![format!("{} less {}", whole.indicator, row.indicator)],
        })
    };
    publication
        .measures
        .iter()
        .filter_map(|row| few(&row))
        .collect()
}

fn count(row: &MeasureRow, part: Part) -> Option<f64> {
    match part {
        Part::Numerator => row.numerator,
        Part::Denominator => row.denominator,
    }
}
