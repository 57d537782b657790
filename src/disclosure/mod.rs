//! What may be shown in public: small counts are withheld before anything is scored or written.
//!
//! This room holds the rules for one cell at a time. Cells read from published tables are public
//! already and are left as they are.

mod cell;

pub use cell::{is_sensitive, must_be_withheld};

use std::collections::BTreeSet;

use crate::config::{Disclosure, Mode};
use crate::measure::{Cell, Measures, SourceKind};
use crate::source::{Dataset, Symbol};

use crate::measure::Absence;

/// Withholds, in public mode, every cell computed here that points at too few children, and every
/// cell that the Department for Education published as confidential. Counts withheld still enter
/// national sums, which are rounded.
pub fn withhold(measures: &mut Measures, dataset: &Dataset, disclosure: &Disclosure) {
    if disclosure.mode != Mode::Public {
        return;
    }
    let totals: BTreeSet<usize> = dataset
        .files
        .iter()
        .enumerate()
        .filter(|(_, file)| file.kind == Some("interview-totals"))
        .map(|(at, _)| at)
        .collect();
    let is_computed = |cell: &Cell| {
        cell.source == SourceKind::ChildLevel
            || cell.own_count.is_some()
            || (cell.source == SourceKind::Given && cell.files.iter().any(|f| totals.contains(f)))
    };
    for (key, cells) in measures.each_mut() {
        let confidential = cells.iter().any(|cell| {
            cell.source == SourceKind::Published
                && cell.value == Err(Absence::Symbol(Symbol::Confidential))
        });
        for cell in cells {
            let computed = is_computed(cell);
            let too_few = computed && must_be_withheld(&key.indicator, cell, disclosure);
            if too_few || (confidential && cell.source != SourceKind::Published) {
                cell.withhold(disclosure.threshold);
            }
            if computed {
                cell.blur_flags(disclosure.threshold);
            }
        }
    }
}

#[cfg(test)]
mod tests;
