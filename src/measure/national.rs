//! The national value of an indicator.

use crate::authority::Register;
use crate::config::{Disclosure, Mode};
use crate::source::published::Location;

use super::tally::factor;
use super::{Figures, SourceKind, SourceKinds, ratio};

/// Share of the authorities of England whose counts must be there for their sum to stand for it.
const ENOUGH: f64 = 0.9;

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
    fn is_silent(&self, year: i16, indicator: &str) -> bool {
        self.silent
            .iter()
            .any(|(y, i)| *y == year && &**i == indicator)
    }

    /// England's published numerator and denominator; where there are none, the sums over the
    /// authorities' cells that have both counts, if these are at least 90% of the authorities of
    /// England and at least two. In public mode each sum is rounded first. A measure given by
    /// value alone has no national value.
    pub fn national(
        &self,
        kinds: &SourceKinds,
        year: i16,
        indicator: &str,
        register: &Register,
        disclosure: &Disclosure,
    ) -> Option<National> {
        let (numerator, denominator, source) =
            self.published_nation(year, indicator).or_else(|| {
                let shown = !self.is_silent(year, indicator);
                shown.then(|| self.added_up(kinds, year, indicator, register, disclosure))?
            })?;
        let value = ratio(numerator, denominator, factor(indicator)).ok()?;
        Some(National {
            numerator,
            denominator,
            value,
            source,
        })
    }

    /// Whether there are enough counts for England's value, and it is not made since it would tell
    /// something of those that are withheld.
    pub fn withholds_nation(
        &self,
        kinds: &SourceKinds,
        year: i16,
        indicator: &str,
        register: &Register,
        disclosure: &Disclosure,
    ) -> bool {
        let known = self.national(kinds, year, indicator, register, disclosure);
        let added = self.added_up(kinds, year, indicator, register, disclosure);
        known.is_none() && added.is_some_and(|(_, n, _)| n > 0.0)
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
        let counts: Vec<(f64, f64)> = self
            .authorities(year)
            .iter()
            .filter_map(|id| self.scored(kinds, year, indicator, *id))
            .filter_map(super::Cell::counts)
            .collect();
        let all = register.authorities_of(year).count();
        #[allow(clippy::cast_precision_loss, reason = "a few hundred authorities")]
        let enough = counts.len() >= 2 && counts.len() as f64 >= ENOUGH * all as f64 - 1e-9;
        if !enough {
            return None;
        }
        let (x, n) = counts
            .iter()
            .fold((0.0, 0.0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
        #[allow(clippy::cast_precision_loss, reason = "at most a thousand")]
        let base = disclosure.rounding as f64;
        let (x, n) = match disclosure.mode {
            Mode::Public => (rounded_to(x, base), rounded_to(n, base)),
            Mode::Internal => (x, n),
        };
        Some((x, n, SourceKind::Computed))
    }
}

/// Rounded half up to a multiple.
fn rounded_to(number: f64, base: f64) -> f64 {
    (number / base + 0.5).floor() * base
}
