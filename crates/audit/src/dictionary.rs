//! Which places of the written files hold the same count, and which counts add up: what a reader
//! of the data dictionary knows. Kept as data in `counts.csv` and `sums.csv`.

use std::collections::BTreeMap;

const COUNTS: &str = include_str!("counts.csv");
const SUMS: &str = include_str!("sums.csv");

/// Indicators whose numerator is not part of the denominator.
const NO_SHARES: [&str; 4] = [
    "missing-incident-rate",
    "incidents-per-missing-child",
    "local-capacity-ratio",
    "cla-rate-per-10000",
];
/// Indicators written as plain ratios rather than for every hundred.
const RATIOS: [&str; 1] = ["incidents-per-missing-child"];
/// Indicators that have no denominator.
const PLAIN: [&str; 5] = [
    "cla-at-31-march",
    "cla-during-year",
    "cla-rate-per-10000",
    "away-incidents",
    "missing-at-31-march",
];

/// The name of a count, by where it stands.
#[derive(Debug)]
pub(super) struct Dictionary {
    names: BTreeMap<(&'static str, &'static str, &'static str), &'static str>,
}

impl Dictionary {
    pub(super) fn new() -> Self {
        let entry = |line: &'static str| {
            let mut cells = line.splitn(4, ',');
            let place = (cells.next()?, cells.next()?, cells.next()?);
            Some((place, cells.next()?))
        };
        Self {
            names: COUNTS.lines().skip(1).filter_map(entry).collect(),
        }
    }

    pub(super) fn name(&self, table: &str, row: &str, column: &str) -> String {
        let known = self.names.get(&(table, row, column));
        known.map_or_else(
            || format!("{table}/{row}/{column}"),
            |name| (*name).to_owned(),
        )
    }
}

/// Σ left = Σ right, or Σ left ≤ Σ right.
#[derive(Debug)]
pub(super) struct Sum {
    pub(super) left: Vec<&'static str>,
    pub(super) right: Vec<&'static str>,
    pub(super) equal: bool,
    /// As it is written.
    pub(super) said: &'static str,
}

/// The sums that hold of every authority and year.
pub(super) fn sums() -> Vec<Sum> {
    let side = |text: &'static str| text.split(" + ").collect();
    let sum = |said: &'static str| {
        let bound = said.split_once(" <= ");
        let (left, right) = bound.or_else(|| said.split_once(" = "))?;
        Some(Sum {
            left: side(left),
            right: side(right),
            equal: bound.is_none(),
            said,
        })
    };
    SUMS.lines().filter_map(sum).collect()
}

/// Whether an indicator's numerator is part of its denominator.
pub(super) fn is_share(indicator: &str, kind: Option<&str>) -> bool {
    !NO_SHARES.contains(&indicator) && kind.is_none_or(|kind| kind == "proportion")
}

/// What a numerator over its denominator is multiplied by.
pub(super) fn factor(indicator: &str) -> f64 {
    if RATIOS.contains(&indicator) {
        1.0
    } else {
        100.0
    }
}

/// Whether an indicator has a denominator.
pub(super) fn has_denominator(indicator: &str) -> bool {
    !PLAIN.contains(&indicator)
}

/// Whether none and all of what is counted say too much.
pub(super) fn is_sensitive(name: &str) -> bool {
    let words = ["uasc", "nationality", "harm", "harms"];
    let mut parts = name.split(['-', '/']);
    parts.any(|part| words.contains(&part)) && !name.contains("without-uasc")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_understood() {
        assert_eq!(sums().len(), SUMS.lines().count());
        assert_eq!(Dictionary::new().names.len(), COUNTS.lines().count() - 1);
    }

    #[test]
    fn a_count_has_one_name_wherever_it_stands() {
        let names = Dictionary::new();
        let census = names.name("measures", "placed-outside", "denominator");
        assert_eq!(names.name("ages", "total", "children"), census);
        assert_eq!(
            names.name("ages", "under-1", "children"),
            "ages/under-1/children"
        );
    }
}
