//! Which counts of an authority's year are withheld: those that point at too few children, and those
//! from which these could be had. A count is one thing however many cells hold it, and takes every
//! cell that needs it along.

mod naming;
mod year;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::authority::AuthorityId;
use crate::indicator::{Kind, Part};
use crate::measure::{Cell, Figures, SourceKind};
use crate::source::published::Location;

use super::cell::{Left, leave_out_percentage, withhold, withhold_all};
use super::ledger::{CellId, Class, Ledger};
use super::rules::Rules;
use naming::Naming;
use year::Year;

/// An authority's year.
pub(super) type Place = (i16, AuthorityId);

/// What is decided of an authority's year: the ledger, and the cell of each count by name.
#[derive(Debug, Clone)]
pub(super) struct Decided {
    pub(super) ledger: Ledger,
    pub(super) counts: BTreeMap<Arc<str>, CellId>,
}

/// What a year is protected by.
#[derive(Clone, Copy)]
struct Guard<'g> {
    rules: &'g Rules<'g>,
    naming: &'g Naming,
}

/// Withholds what must not be shown of every authority's year, and says what was decided.
pub(super) fn protect(figures: &mut Figures, rules: &Rules<'_>) -> BTreeMap<Place, Decided> {
    let naming = Naming::of(rules.catalogue());
    let guard = Guard {
        rules,
        naming: &naming,
    };
    let places = places(figures);
    let years: BTreeSet<i16> = places.iter().map(|(year, _)| *year).collect();
    let indicators: BTreeMap<i16, Vec<Arc<str>>> = years
        .into_iter()
        .map(|year| (year, figures.indicators(year)))
        .collect();
    let shown: &Figures = figures;
    let decide = |place: Place| {
        let of_year = indicators.get(&place.0).map_or(&[][..], Vec::as_slice);
        (place, Year::of(shown, of_year, place, guard).decide())
    };
    let decided: BTreeMap<Place, Decided> = places.into_par_iter().map(decide).collect();
    apply(figures, &decided, guard);
    decided
}

/// Whether a cell is protected together with the others of its authority and year: counted from
/// returns, or given and not published by anybody.
pub(super) fn is_ours(cell: &Cell) -> bool {
    match cell.source {
        SourceKind::ChildLevel => true,
        SourceKind::Given => !cell.public,
        SourceKind::Published | SourceKind::Computed => false,
    }
}

/// The authorities and years of which anything is counted here, or given and not published.
fn places(figures: &mut Figures) -> Vec<Place> {
    let mut places = BTreeSet::new();
    for (key, cells) in figures.each_mut() {
        if let (Location::Authority(id), true) = (&key.location, cells.iter().any(is_ours)) {
            places.insert((key.year, *id));
        }
    }
    places.into_iter().collect()
}

/// Withholds the cells that hold a count which is to be withheld.
fn apply(figures: &mut Figures, decided: &BTreeMap<Place, Decided>, guard: Guard<'_>) {
    for (key, cells) in figures.each_mut() {
        let Location::Authority(id) = key.location else {
            continue;
        };
        let Some(decided) = decided.get(&(key.year, id)) else {
            continue;
        };
        for cell in cells.iter_mut().filter(|c| is_ours(c)) {
            let class = |part| {
                let name = guard.naming.name(&key.indicator, part, cell);
                decided.ledger.class(*decided.counts.get(&name)?)
            };
            let (x, n) = (class(Part::Numerator), class(Part::Denominator));
            if x.is_some() || n.is_some() {
                let rules = guard.rules.disclosure();
                let left = Left {
                    x,
                    n,
                    threshold: rules.threshold,
                    base: rules.percentage_minimum_denominator,
                };
                withhold(cell, &left);
            } else if is_of_few(&key.indicator, cell, guard.rules) {
                leave_out_percentage(cell);
            }
        }
    }
}

/// Withholds everything of ours of some authorities' years; says of which anything was shown.
pub(super) fn withhold_years(figures: &mut Figures, places: &BTreeSet<Place>) -> BTreeSet<Place> {
    let mut found = BTreeSet::new();
    for (key, cells) in figures.each_mut() {
        let Location::Authority(id) = key.location else {
            continue;
        };
        let place = (key.year, id);
        if !places.contains(&place) {
            continue;
        }
        for cell in cells.iter_mut().filter(|cell| is_ours(cell)) {
            if cell.numerator.is_some() || cell.denominator.is_some() || cell.value.is_ok() {
                withhold_all(cell);
                found.insert(place);
            }
        }
    }
    found
}

/// Whether a percentage is of too few to be said, though its counts may be.
fn is_of_few(indicator: &str, cell: &Cell, rules: &Rules<'_>) -> bool {
    #[allow(clippy::cast_precision_loss, reason = "a small setting")]
    let minimum = rules.disclosure().percentage_minimum_denominator as f64;
    let n = cell.denominator.unwrap_or(f64::MAX);
    cell.value.is_ok() && n < minimum && rules.kind(indicator) == Kind::Proportion
}

/// The middle of what a class says of a count, where that is not too wide.
pub(super) fn stand_in(class: Class, whole: Option<f64>, threshold: u64) -> Option<f64> {
    #[allow(clippy::cast_precision_loss, reason = "a small setting")]
    let middle = (threshold + 1) as f64 / 2.0;
    match class {
        Class::Few => Some(middle),
        Class::AllButFew => Some(whole? - middle),
        Class::OutOfFew => Some((whole? + 1.0) / 2.0),
        Class::OfFewChildren | Class::WithAnother => None,
    }
}
