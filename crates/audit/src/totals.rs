//! Totals that are added up by whoever publishes: each must be what the shown counts and the classes
//! of withheld ones make, so that it tells no more than they.

use std::collections::BTreeMap;

use crate::finding::Exposed;
use crate::written::{MeasureRow, Publication};

/// The totals of the nation that are not what a reader would make of the rows of authorities.
pub(super) fn exposed(publication: &Publication) -> Vec<Exposed> {
    let mut rows: BTreeMap<(&str, i16), Vec<&MeasureRow>> = BTreeMap::new();
    for row in &publication.measures {
        rows.entry((&row.indicator, row.year))
            .or_default()
            .push(row);
    }
    rows.values()
        .filter_map(|rows| differs(publication, rows))
        .collect()
}

fn differs(publication: &Publication, rows: &[&MeasureRow]) -> Option<Exposed> {
    let disclosure = &publication.scorecard.configuration.disclosure;
    let is_nation = |row: &&&MeasureRow| row.authority_code.starts_with("E92");
    let total = rows.iter().find(is_nation)?;
    if total.source != "computed" {
        return None;
    }
    #[allow(clippy::cast_precision_loss, reason = "a small setting")]
    let middle = (disclosure.threshold() + 1) as f64 / 2.0;
    let counts = rows.iter().filter(|row| !is_nation(row));
    let counts: Vec<(f64, f64)> = counts.filter_map(|row| stand_ins(row, middle)).collect();
    #[allow(clippy::cast_precision_loss, reason = "a small setting")]
    let base = disclosure.rounding() as f64;
    let round = |sum: f64| (sum / base + 0.5).floor() * base;
    let x = round(counts.iter().map(|(x, _)| x).sum());
    let n = round(counts.iter().map(|(_, n)| n).sum());
    let same = total.numerator.is_none_or(|total| (total - x).abs() < 1e-6)
        && total
            .denominator
            .is_none_or(|total| (total - n).abs() < 1e-6);
    (!same).then(|| Exposed {
        year: total.year,
        authority_code: total.authority_code.clone(),
        count: total.indicator.clone(),
        possible: 1,
        told_by: vec!["a total that is not what the shown counts make".to_owned()],
    })
}

/// Both counts of a row, those that are withheld by the middle of what is said of them.
fn stand_ins(row: &MeasureRow, middle: f64) -> Option<(f64, f64)> {
    let n = row.denominator;
    let x = row.numerator.or_else(|| match row.withheld_as.as_str() {
        "few" => Some(middle),
        "all-but-few" => Some(n? - middle),
        "out-of-few" => Some((n? + 1.0) / 2.0),
        _ => None,
    });
    Some((x?, n?))
}
