//! Figures that a dataset gives as measures, in public mode. Who fills in the board's form enters
//! true counts, however small, so that a given figure is withheld by the rules of our own.

use crate::config::{Disclosure, Mode};
use crate::disclosure::must_be_withheld;
use crate::measure::{Cell, MeasureKey, Measures, SourceKind, Unit, definition};

/// The children behind counts of incidents.
const CHILDREN: &str = "children-missing";
/// Indicators that count incidents.
const OF_INCIDENTS: [&str; 3] = ["missing-incident-rate", "long-missing", "police-agreement"];
/// An indicator, and one whose denominator is its numerator.
const COUNTED_OUT_OF: [(&str, &str); 2] = [
    (CHILDREN, "repeat-missing"),
    ("missing-incident-rate", "long-missing"),
];
/// An indicator, and one that counts a part of the same children.
const PART_OF: [(&str, &str); 2] = [
    ("placed-outside", "placed-20-miles-outside"),
    ("uasc-missing", "uasc-still-missing"),
];

/// Withholds, in public mode, every given figure that points at too few children, alone or beside
/// another of the same authority and year.
pub(super) fn withhold(measures: &mut Measures, disclosure: &Disclosure) {
    if disclosure.mode != Mode::Public {
        return;
    }
    let threshold = disclosure.threshold;
    let few: Vec<MeasureKey> = measures
        .iter()
        .filter(|(key, cell)| {
            cell.source == SourceKind::Given && points_at_few(measures, key, cell, disclosure)
        })
        .map(|(key, _)| key)
        .collect();
    let follows: Vec<MeasureKey> = few
        .iter()
        .flat_map(|key| {
            let parts = COUNTED_OUT_OF.iter();
            let parts = parts.filter(|(whole, _)| **whole == *key.indicator);
            parts.map(|(_, part)| beside(key, part))
        })
        .collect();
    for (key, cells) in measures.each_mut() {
        if few.contains(&key) || follows.contains(&key) {
            let given = cells.iter_mut().filter(|c| c.source == SourceKind::Given);
            given.for_each(|cell| cell.withhold(threshold));
        }
        let given = cells.iter_mut().filter(|c| c.source == SourceKind::Given);
        given.for_each(|cell| cell.blur_flags(threshold));
    }
}

/// The key of another indicator of the same place and year.
fn beside(key: &MeasureKey, indicator: &str) -> MeasureKey {
    MeasureKey {
        indicator: indicator.into(),
        ..key.clone()
    }
}

fn points_at_few(
    measures: &Measures,
    key: &MeasureKey,
    cell: &Cell,
    disclosure: &Disclosure,
) -> bool {
    #[allow(clippy::cast_precision_loss, reason = "a small setting")]
    let few = |count: f64| count > 0.0 && count <= disclosure.threshold as f64;
    let count = |indicator: &str| {
        let other = measures.best(key.year, indicator, &key.location)?;
        other.numerator
    };
    let of_incidents = OF_INCIDENTS.contains(&&*key.indicator);
    let children = of_incidents && count(CHILDREN).is_some_and(few);
    let whole = PART_OF.iter().find(|(_, part)| **part == *key.indicator);
    let rest = whole.and_then(|(whole, _)| Some(count(whole)? - cell.numerator?));
    let is_count = definition(&key.indicator).is_some_and(|d| d.unit == Unit::Count);
    let alone = is_count && cell.numerator.is_none() && cell.value.is_ok_and(few);
    must_be_withheld(&key.indicator, cell, disclosure) || children || rest.is_some_and(few) || alone
}
