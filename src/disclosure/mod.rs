//! The one door from what files give to what may be shown.
//!
//! [`protect`] takes [`Unprotected`] figures and gives [`Measures`]: in public mode small counts are
//! withheld, and with them what would give them away; in internal mode they are as they were. Every
//! command, report and page starts from `Measures`; there is no other way to a figure.
//!
//! Figures counted from returns and figures that a dataset gives are protected alike. Those that
//! others have published, the Department for Education's tables and given files that say so, are
//! public already and left as they are.
//!
//! Tables of an authority's year by groups ([`Measures::tables`]) hold counts together with their
//! totals, so what one cell withholds must not follow from the others ([`Ledger`]). Nothing else
//! that leaves the program is made from those groups.

mod breakdowns;
mod cell;
mod draft;
mod flows;
mod given;
mod ledger;
mod measures;
mod protected;
pub mod row_names;
mod rules;
mod table;
mod totals;
mod worlds;

pub use breakdowns::{AuthorityTables, InterviewRow, UascRow};
pub use flows::FlowRow;
pub use given::PublishedPolice;
pub use ledger::{CellId, Class, Count, Ledger, POSSIBLE, Standing, publishable};
pub use protected::Measures;
pub use rules::Rules;
pub use table::{Column, Published, PublishedTable};

use std::collections::BTreeMap;

use crate::config::{Configuration, Mode};
use crate::measure::{Absence, Cell, Figures, SourceKind, Unprotected};
use crate::source::published::Location;
use crate::source::{Dataset, Symbol};

use cell::whole_number;

/// Makes of a dataset's figures what may be shown in the mode that the configuration says.
///
/// In public mode every count that points at too few children is withheld, and every cell that the
/// Department for Education published as confidential; then whatever would give one of them away: a
/// count that stands in several cells, counts that are bound to one another. Which further counts go
/// hangs on why others are withheld and on what is shown, never on a number that is withheld. In sums
/// over the nation a withheld count is replaced by the middle of what is said of it.
#[must_use]
pub fn protect(
    unprotected: Unprotected,
    dataset: &Dataset,
    configuration: &Configuration,
) -> Measures {
    let (mut figures, breakdowns, repertoire) = unprotected.open_figures();
    let rules = Rules::new(configuration, repertoire.catalogue());
    let mut decided = BTreeMap::new();
    if configuration.disclosure.mode == Mode::Public {
        given::find_children_behind(&mut figures, &rules);
        withhold_what_has_no_counts(&mut figures, &rules);
        decided = measures::protect(&mut figures, &rules);
    }
    let given = given::Given::of(&figures, dataset, &rules);
    if configuration.disclosure.mode == Mode::Public {
        figures.keep_what_is_shown(dataset, configuration);
    }
    Measures::new(figures, breakdowns, decided, given, repertoire)
}

/// Withholds cells that cannot be judged by their counts, and marks those that others withhold.
fn withhold_what_has_no_counts(figures: &mut Figures, rules: &Rules<'_>) {
    let confidential = Err(Absence::Symbol(Symbol::Confidential));
    for (key, cells) in figures.each_mut() {
        let of_others =
            |cell: &Cell| cell.source == SourceKind::Published && cell.value == confidential;
        let is_confidential = cells.iter().any(of_others);
        for cell in cells {
            let is_authority = matches!(key.location, Location::Authority(_));
            let counted = is_authority && cell.numerator.is_some_and(|x| whole_number(x).is_some());
            if is_confidential && cell.source != SourceKind::Published {
                cell.value = confidential;
            }
            if !cell.public && !counted && rules.withholds(&key.indicator, cell) {
                cell::withhold_whole(cell);
            }
        }
    }
}

#[cfg(test)]
mod tests;
