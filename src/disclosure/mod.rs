//! What may be shown in public: small counts are withheld before anything is scored or written.
//!
//! [`withhold`] judges the cells of measures one at a time; cells read from published tables are
//! public already and are left as they are. [`tables`] makes tables of an authority's year by
//! groups: they hold counts together with their totals, so what one cell withholds must not follow
//! from the others ([`Ledger`]). Nothing else that leaves the program is made from those groups.

mod breakdowns;
mod cell;
mod draft;
mod flows;
mod given;
mod ledger;
mod margins;
mod measures;
mod table;
mod worlds;

pub use breakdowns::{AuthorityTables, InterviewRow, UascRow, tables, tables_of};
pub use cell::{is_sensitive, must_be_withheld};
pub use flows::FlowRow;
pub use given::{PublishedPolice, interview_totals, police_counts};
pub use ledger::{CellId, Count, Ledger, POSSIBLE, Standing, publishable};
pub use measures::complete;
pub use table::{Column, Published, PublishedTable};

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
