//! What the totals of regions and the nation tell of the authorities in them.

use std::collections::BTreeMap;

use super::known::Knowledge;
use super::measures::{is_authority, whole};
use crate::numbers::{Constraint, Unknown};
use crate::written::{MeasureRow, Publication};

/// From how many authorities on the dataset is the whole nation.
const NATION: usize = 145;

/// The rows of one indicator and year.
#[derive(Default)]
struct Rows<'p> {
    totals: Vec<&'p MeasureRow>,
    authorities: Vec<&'p MeasureRow>,
}

impl Knowledge {
    pub(super) fn add_totals(&mut self, publication: &Publication) {
        let regions: BTreeMap<&str, &str> = publication
            .scorecard
            .authorities
            .iter()
            .map(|a| (a.code.as_str(), a.region.as_deref().unwrap_or_default()))
            .collect();
        let mut all: BTreeMap<(&str, i16), Rows<'_>> = BTreeMap::new();
        for row in &publication.measures {
            let rows = all.entry((&row.indicator, row.year)).or_default();
            if is_authority(row) {
                rows.authorities.push(row);
            } else {
                rows.totals.push(row);
            }
        }
        let disclosure = &publication.scorecard.configuration.disclosure;
        let base = disclosure.rounding();
        for rows in all.values() {
            if rows.authorities.iter().any(|row| row.is_withheld()) {
                self.add_totals_of(rows, &regions, base);
            }
        }
    }

    fn add_totals_of(&mut self, rows: &Rows<'_>, regions: &BTreeMap<&str, &str>, base: i64) {
        let round = |row: &&MeasureRow| {
            let counts = [row.numerator, row.denominator].into_iter().flatten();
            counts
                .filter_map(whole)
                .all(|count| count % base.max(1) == 0)
        };
        let rounded = rows.totals.iter().all(round);
        let base = if rounded { base } else { 1 };
        for total in &rows.totals {
            let nation = total.authority_code.starts_with("E92");
            // Those that are added up here are made of what is shown, which is checked by itself.
            let part = total.source == "published" && rows.authorities.len() < NATION;
            if total.source == "computed" || part {
                continue;
            }
            let within: Vec<&MeasureRow> = rows
                .authorities
                .iter()
                .copied()
                .filter(|row| {
                    let region = regions.get(row.authority_code.as_str());
                    nation || region.is_some_and(|region| *region == total.authority_name)
                })
                .collect();
            self.add_total(total, &within, base);
        }
    }

    /// Sums are of authorities of which both counts are there.
    fn add_total(&mut self, total: &MeasureRow, within: &[&MeasureRow], base: i64) {
        let has_counts = |row: &&&MeasureRow| {
            row.status == "c" || (row.numerator.is_some() && row.denominator.is_some())
        };
        let within: Vec<&MeasureRow> = within.iter().filter(has_counts).copied().collect();
        // What the published tables withhold is in no sum that is made from them.
        let within = within
            .iter()
            .filter(|row| row.status != "c" || row.is_withheld() || total.source == "published");
        let parts: Vec<_> = within.map(|row| self.parts(row)).collect();
        let place = self.places.of(&total.authority_name);
        for (count, first) in [(total.numerator, true), (total.denominator, false)] {
            let Some(count) = count.and_then(whole) else {
                continue;
            };
            let unknowns: Vec<Unknown> = parts
                .iter()
                .map(|(x, n)| self.unknown(if first { *x } else { *n }))
                .collect();
            let part = if first { "numerator" } else { "denominator" };
            let said = format!("measures.csv, the total of {}, {part}", total.indicator);
            let told_by = self.tell(place, total.year, &said);
            self.numbers.constrain(Constraint {
                terms: unknowns.into_iter().map(|unknown| (unknown, 1)).collect(),
                low: count - base / 2,
                high: count + (base - 1) / 2,
                told_by,
            });
        }
    }
}
