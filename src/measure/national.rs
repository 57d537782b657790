//! The national value of an indicator.

use crate::authority::Register;
use crate::config::{Disclosure, Mode};
use crate::source::published::Location;

use super::tally::factor;
use super::{Cell, Figures, SourceKind, SourceKinds, ratio};

/// Share of the authorities of England whose counts must be there for their sum to stand for it.
const ENOUGH: f64 = 0.9;
/// Share of a sum that may stand in for what is withheld.
const MOST_STAND_INS: f64 = 0.05;

/// England's counts and value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct National {
    /// The count.
    pub numerator: f64,
    /// What it is out of.
    pub denominator: f64,
    /// The value.
    pub value: f64,
    /// Published as such, or added up here.
    pub source: SourceKind,
}

impl Figures {
    /// England's published numerator and denominator; where there are none, the sums over the
    /// authorities' cells that have both counts, if these are at least 90% of the authorities of
    /// England and at least two. In public mode what is withheld enters by the middle of what its
    /// class says, and each sum is rounded first; where such stand-ins are more than 5% of a sum,
    /// there is none. A measure given by value alone has no national value.
    pub fn national(
        &self,
        kinds: &SourceKinds,
        year: i16,
        indicator: &str,
        register: &Register,
        disclosure: &Disclosure,
    ) -> Option<National> {
        let (numerator, denominator, source) = self
            .published_nation(year, indicator)
            .or_else(|| self.added_up(kinds, year, indicator, register, disclosure))?;
        let value = ratio(numerator, denominator, factor(indicator)).ok()?;
        Some(National {
            numerator,
            denominator,
            value,
            source,
        })
    }

    /// Whether England's value is not made since too much of it is withheld: there would be enough
    /// counts for it if nothing were.
    pub fn withholds_nation(
        &self,
        kinds: &SourceKinds,
        year: i16,
        indicator: &str,
        register: &Register,
        disclosure: &Disclosure,
    ) -> bool {
        let would_count = |cell: &&Cell| {
            cell.withheld.is_some() || cell.counts_or_stand_ins().is_some_and(|(_, n)| n > 0.0)
        };
        let cells: Vec<&Cell> = self
            .nation(kinds, year, indicator)
            .filter(would_count)
            .collect();
        let known = self.national(kinds, year, indicator, register, disclosure);
        known.is_none()
            && is_enough(cells.len(), year, register)
            && cells.iter().any(|cell| cell.withheld.is_some())
    }

    /// The cells of England's authorities that are scored.
    fn nation<'f>(
        &'f self,
        kinds: &'f SourceKinds,
        year: i16,
        indicator: &'f str,
    ) -> impl Iterator<Item = &'f Cell> {
        let ids = self.authorities(year).iter();
        ids.filter_map(move |id| self.scored(kinds, year, indicator, *id))
    }

    fn published_nation(&self, year: i16, indicator: &str) -> Option<(f64, f64, SourceKind)> {
        self.cells_at(year, indicator, &Location::National)
            .iter()
            .filter(|cell| cell.value.is_ok())
            .find_map(|cell| Some((cell.numerator?, cell.denominator?, cell.source)))
    }

    /// The sums over authorities, where enough of them have both counts.
    fn added_up(
        &self,
        kinds: &SourceKinds,
        year: i16,
        indicator: &str,
        register: &Register,
        disclosure: &Disclosure,
    ) -> Option<(f64, f64, SourceKind)> {
        let cells = self.nation(kinds, year, indicator);
        let cells: Vec<&Cell> = cells
            .filter(|cell| cell.counts_or_stand_ins().is_some())
            .collect();
        if !is_enough(cells.len(), year, register) {
            return None;
        }
        let mut sums = [Sum::default(), Sum::default()];
        for cell in cells {
            let shown = [cell.numerator, cell.denominator];
            let counts = cell.counts_or_stand_ins().map(<[f64; 2]>::from);
            for ((sum, shown), count) in sums.iter_mut().zip(shown).zip(counts?) {
                sum.add(count, shown.is_none());
            }
        }
        let [x, n] = sums.map(Sum::known);
        let (x, n) = x.zip(n)?;
        #[allow(clippy::cast_precision_loss, reason = "at most a thousand")]
        let base = disclosure.rounding as f64;
        let (x, n) = match disclosure.mode {
            Mode::Public => (rounded_to(x, base), rounded_to(n, base)),
            Mode::Internal => (x, n),
        };
        Some((x, n, SourceKind::Computed))
    }
}

/// Whether the counts of so many authorities stand for the nation.
fn is_enough(counts: usize, year: i16, register: &Register) -> bool {
    let all = register.authorities_of(year).count();
    #[allow(clippy::cast_precision_loss, reason = "a few hundred authorities")]
    let share = counts as f64 >= ENOUGH * all as f64 - 1e-9;
    counts >= 2 && share
}

/// A sum over the nation, with how much of it stands in for what is withheld.
#[derive(Default)]
struct Sum {
    all: f64,
    stand_ins: f64,
}

impl Sum {
    fn add(&mut self, count: f64, stands_in: bool) {
        self.all += count;
        if stands_in {
            self.stand_ins += count;
        }
    }

    /// The sum, where not too much of it stands in for what is withheld.
    fn known(self) -> Option<f64> {
        (self.stand_ins <= MOST_STAND_INS * self.all).then_some(self.all)
    }
}

/// Rounded half up to a multiple.
fn rounded_to(number: f64, base: f64) -> f64 {
    (number / base + 0.5).floor() * base
}
