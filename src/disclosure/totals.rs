//! Totals that several tables share, and what the measures of the publication tell of them.

use crate::authority::AuthorityId;
use crate::indicator::{self, Catalogue, Part};
use crate::measure::{Absence, Cell, Figures, SourceKind};
use crate::source::Symbol;
use crate::source::published::Location;

use super::ledger::Standing;

/// What the measures tell of a count of an authority's year: shown by any, it is known; else
/// withheld in one that would show it, it must be withheld everywhere. Figures of another source
/// that differ from the count do not tell it.
pub(super) fn standing(
    total: indicator::Count,
    count: Option<u64>,
    (figures, catalogue): (&Figures, &Catalogue),
    (year, authority): (i16, AuthorityId),
) -> Standing {
    let here = Location::Authority(authority);
    let mut standing = Standing::Free;
    for (indicator, part) in catalogue.stands_in(total) {
        for cell in figures.cells_at(year, indicator, &here) {
            match of(cell, *part, count) {
                Standing::Known => return Standing::Known,
                Standing::Withheld => standing = Standing::Withheld,
                Standing::Free => {}
            }
        }
    }
    standing
}

fn of(cell: &Cell, part: Part, count: Option<u64>) -> Standing {
    let shown = match part {
        Part::Numerator => cell.numerator,
        Part::Denominator => cell.denominator,
    };
    #[allow(
        clippy::cast_precision_loss,
        reason = "counts of children and incidents"
    )]
    let differs = shown
        .zip(count)
        .is_some_and(|(shown, count)| shown != count as f64);
    if differs && cell.source != SourceKind::ChildLevel {
        return Standing::Free;
    }
    let confidential = cell.value == Err(Absence::Symbol(Symbol::Confidential));
    match shown {
        Some(_) => Standing::Known,
        None if confidential => Standing::Withheld,
        None => Standing::Free,
    }
}
