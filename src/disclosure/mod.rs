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
mod rules;
mod table;
mod totals;
mod worlds;

pub use breakdowns::{AuthorityTables, InterviewRow, UascRow};
pub use flows::FlowRow;
pub use given::PublishedPolice;
pub use ledger::{CellId, Count, Ledger, POSSIBLE, Standing, publishable};
pub use protected::Measures;
pub use rules::Rules;
pub use table::{Column, Published, PublishedTable};

use crate::config::{Configuration, Mode};
use crate::measure::{Figures, SourceKind, Unprotected};
use crate::source::{Dataset, Symbol};

use crate::measure::Absence;

/// Makes of a dataset's figures what may be shown in the mode that the configuration says.
///
/// In public mode every cell that points at too few children is withheld, and every cell that the
/// Department for Education published as confidential; then whatever would give one of them away: a
/// count that stands in several cells, counts that are bound to one another, sums over the nation.
/// What is withheld still enters national sums, which are rounded.
#[must_use]
pub fn protect(
    unprotected: Unprotected,
    dataset: &Dataset,
    configuration: &Configuration,
) -> Measures {
    let (mut figures, breakdowns, repertoire) = unprotected.open_figures();
    let rules = Rules::new(configuration, repertoire.catalogue());
    if configuration.disclosure.mode == Mode::Public {
        withhold(&mut figures, &rules);
        measures::complete(&mut figures, dataset, &rules);
    }
    let given = given::Given::of(&figures, dataset, &rules);
    if configuration.disclosure.mode == Mode::Public {
        figures.keep_what_is_shown(dataset, configuration);
    }
    Measures::new(figures, breakdowns, given, repertoire)
}

/// Withholds every cell that points at too few children by itself.
fn withhold(figures: &mut Figures, rules: &Rules<'_>) {
    let threshold = rules.disclosure().threshold;
    given::find_children_behind(figures, rules);
    for (key, cells) in figures.each_mut() {
        let confidential = cells.iter().any(|cell| {
            cell.source == SourceKind::Published
                && cell.value == Err(Absence::Symbol(Symbol::Confidential))
        });
        for cell in cells {
            let too_few = !cell.public && rules.withholds(&key.indicator, cell);
            if too_few || (confidential && cell.source != SourceKind::Published) {
                cell::withhold(cell, threshold);
            }
            if !cell.public {
                cell::blur_flags(cell, threshold);
            }
        }
    }
}

#[cfg(test)]
mod tests;
