//! The quality of recording: flags on cells, with the numbers behind them.
//!
//! These are the flags that need no funnel; those that do come with the scoring of a year.

mod flag;
mod shown;
mod unknown_places;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use statrs::distribution::{Binomial, DiscreteCDF};

use crate::authority::AuthorityId;
use crate::config::Configuration;
use crate::diagnostic::Diagnostics;
use crate::indicator::{
    AWAY_INCIDENTS, CHILDREN_MISSING, INCIDENT_RATE, Kind, MISSING_INCIDENTS, POLICE_AGREEMENT,
    definition,
};
use crate::source::published::Location;
use crate::source::{Dataset, MissingDefinition, Scope};

use super::tally::{Tally, counts_incidents};
use super::{Absence, Cell, Figures, MeasureKey};

pub use flag::{Flag, Flagged};
pub use unknown_places::MANY_LOCATIONS_UNKNOWN;

/// Probability below which a zero is not plausible.
const IMPLAUSIBLE: f64 = 0.001;
/// Probability below which a change from last year is a jump.
const JUMP: f64 = 0.002;
/// Incidents of each kind from which on the same number of both is a copy rather than chance.
const MANY_INCIDENTS: f64 = 50.0;

/// Flags every cell of an authority.
pub(super) fn flag(measures: &mut Figures, dataset: &Dataset, configuration: &Configuration) {
    let police = police(dataset);
    flag_by(
        measures,
        dataset,
        configuration,
        &Basis::Everything { police },
    );
}

/// What flags may be made from.
enum Basis {
    /// All that files give.
    Everything {
        /// The police's counts that can be compared with the authorities'.
        police: BTreeMap<(i16, AuthorityId), f64>,
    },
    /// The cells that are shown.
    Shown,
}

fn flag_by(
    measures: &mut Figures,
    dataset: &Dataset,
    configuration: &Configuration,
    basis: &Basis,
) {
    let nations = nations(measures, dataset, configuration);
    let cells: Vec<(MeasureKey, &[Cell])> = measures.cells.iter().collect();
    let of_place = |(key, cells): &(MeasureKey, &[Cell])| {
        let Location::Authority(authority) = key.location else {
            return Vec::new();
        };
        let look = Look {
            measures,
            key,
            authority,
            nations: &nations,
            basis,
            police_multiple: configuration.recording.police_multiple,
        };
        cells.iter().map(|cell| look.flags(cell)).collect()
    };
    let flags: Vec<Vec<Vec<Flagged>>> = cells.par_iter().map(of_place).collect();
    for ((_, cells), found) in measures.cells.iter_mut().zip(flags) {
        for (cell, flags) in cells.iter_mut().zip(found) {
            cell.flags = flags;
        }
    }
}

/// What the nation's counts of a year tell.
struct Nation {
    /// Its proportion by indicator.
    proportions: BTreeMap<Arc<str>, f64>,
    /// How many incidents one that is by itself is worth.
    design: f64,
}

/// The nation by year.
type Nations = BTreeMap<i16, Nation>;

/// The national proportion of each indicator and year, where there is one, and how incidents cluster.
fn nations(measures: &Figures, dataset: &Dataset, configuration: &Configuration) -> Nations {
    let of_year = |year: i16| {
        let mut proportions = BTreeMap::new();
        let mixed = configuration.measures.mixed_sources;
        let kinds = measures.source_kinds(year, mixed, &mut Diagnostics::default());
        for indicator in measures.indicators(year) {
            let of_kind = definition(&indicator).map(|d| d.kind);
            if of_kind.is_some_and(|kind| kind != Kind::Proportion) {
                continue;
            }
            let disclosure = &configuration.disclosure;
            let national =
                measures.national(&kinds, year, &indicator, &dataset.register, disclosure);
            if let Some(n) = national.filter(|n| n.denominator > 0.0) {
                proportions.insert(indicator, n.numerator / n.denominator);
            }
        }
        let tally = Tally {
            measures,
            kinds: &kinds,
            register: &dataset.register,
            configuration,
            years: vec![year],
        };
        let design = tally.national_design().unwrap_or(1.0);
        let nation = Nation {
            proportions,
            design,
        };
        (year, nation)
    };
    measures.years().into_par_iter().map(of_year).collect()
}

/// Police counts of missing incidents that can be compared with the authority's.
fn police(dataset: &Dataset) -> BTreeMap<(i16, AuthorityId), f64> {
    dataset
        .police
        .iter()
        .filter(|(_, p)| p.scope == Scope::Responsible && p.definition == MissingDefinition::All)
        .map(|(_, p)| ((p.year, p.authority), p.missing_incidents))
        .collect()
}

/// One cell's surroundings.
struct Look<'m> {
    measures: &'m Figures,
    key: &'m MeasureKey,
    authority: AuthorityId,
    nations: &'m Nations,
    basis: &'m Basis,
    police_multiple: f64,
}

impl Look<'_> {
    fn flags(&self, cell: &Cell) -> Vec<Flagged> {
        let of_missing =
            definition(&self.key.indicator).is_some_and(|d| d.domain == MISSING_INCIDENTS);
        let mut flags = Vec::new();
        flags.extend(self.implausible_zero(cell));
        if of_missing {
            flags.extend(self.away(cell));
            flags.extend(self.jump(cell));
            flags.extend(self.police_disagrees());
            if matches!(cell.value, Err(Absence::NoData | Absence::LeftOut)) {
                flags.push(Flagged::new(Flag::NoData, &[]));
            }
        }
        flags.extend(self.unknown_places(cell));
        if cell.known_only {
            flags.push(Flagged::new(Flag::CellsLeftOut, &[]));
        } else if cell.left.is_any() {
            flags.push(Flagged::new(Flag::RowsLeftOut, &[]));
        }
        flags.sort_by_key(|flagged| flagged.flag);
        flags
    }

    /// `missing-incident-rate` takes it from `children-missing`: from the cell of the same kind of
    /// source, else from the one that takes precedence.
    fn implausible_zero(&self, cell: &Cell) -> Option<Flagged> {
        if &*self.key.indicator != INCIDENT_RATE {
            return self.implausible_zero_of(&self.key.indicator, cell);
        }
        let (year, place) = (self.key.year, &self.key.location);
        let children = self.measures.cells_at(year, CHILDREN_MISSING, place);
        let same = self.beside(cell, CHILDREN_MISSING);
        self.implausible_zero_of(CHILDREN_MISSING, same.or(children.first())?)
    }

    fn implausible_zero_of(&self, indicator: &str, cell: &Cell) -> Option<Flagged> {
        let of_year = self.nations.get(&self.key.year);
        let national = of_year.and_then(|nation| nation.proportions.get(indicator));
        let (x, n, p) = (cell.numerator?, cell.denominator?, *national?);
        let chance = probability_of_none(p, n);
        (x == 0.0 && cell.value.is_ok() && chance < IMPLAUSIBLE).then(|| {
            let numbers = [
                ("out of", n),
                ("national share", p),
                ("probability of none", chance),
            ];
            Flagged::new(Flag::ImplausibleZero, &numbers)
        })
    }

    /// No absence without authorisation beside missing incidents, or as many of either.
    fn away(&self, cell: &Cell) -> Option<Flagged> {
        let count = |indicator: &str| self.beside(cell, indicator)?.recorded();
        let (missing, away) = (count(INCIDENT_RATE)?, count(AWAY_INCIDENTS)?);
        let numbers = [("missing incidents", missing), ("away incidents", away)];
        away_flag(missing, away).map(|flag| Flagged::new(flag, &numbers))
    }

    fn jump(&self, cell: &Cell) -> Option<Flagged> {
        let before =
            self.measures
                .cells_at(self.key.year - 1, &self.key.indicator, &self.key.location);
        let of_one_definition =
            |other: &&Cell| other.source == cell.source && other.wording == cell.wording;
        let before = before.iter().find(of_one_definition)?;
        let (x, n) = (cell.recorded()?, cell.denominator?);
        let (x0, n0) = (before.recorded()?, before.denominator?);
        let p = two_sided(
            self.independent(x),
            self.independent(x) + self.independent(x0),
            n / (n + n0),
        )?;
        (p < JUMP && definition(&self.key.indicator)?.kind != Kind::Number).then(|| {
            let numbers = [
                ("last year", x0),
                ("out of", n0),
                ("this year", x),
                ("out of now", n),
                ("probability", p),
            ];
            Flagged::new(Flag::Jump, &numbers)
        })
    }

    /// Incidents as so many that are each by themselves: those of one child go together.
    fn independent(&self, count: f64) -> f64 {
        let nation = self.nations.get(&self.key.year);
        match nation.filter(|_| counts_incidents(&self.key.indicator)) {
            Some(nation) => (count / nation.design).round(),
            None => count,
        }
    }

    fn police_disagrees(&self) -> Option<Flagged> {
        let (own, police) = self.both_counts()?;
        (police > self.police_multiple * own).then(|| {
            Flagged::new(
                Flag::PoliceDisagree,
                &[
                    ("the authority's incidents", own),
                    ("the police's incidents", police),
                ],
            )
        })
    }

    /// The authority's incidents and the police's. Where only shown cells count, both stand in their
    /// agreement.
    fn both_counts(&self) -> Option<(f64, f64)> {
        let best = |code: &str| self.measures.best(self.key.year, code, &self.key.location);
        let own = best(INCIDENT_RATE).and_then(Cell::recorded);
        match self.basis {
            Basis::Everything { police } => {
                Some((own?, *police.get(&(self.key.year, self.authority))?))
            }
            Basis::Shown => {
                let both = best(POLICE_AGREEMENT)?;
                let (smaller, larger) = (both.numerator?, both.denominator?);
                (own? == smaller).then_some((smaller, larger))
            }
        }
    }

    /// The cell of another indicator from the same kind of source.
    fn beside(&self, cell: &Cell, indicator: &str) -> Option<&Cell> {
        let (year, place) = (self.key.year, &self.key.location);
        let mut cells = self.measures.cells_at(year, indicator, place).iter();
        cells.find(|other| other.source == cell.source)
    }
}

/// What is doubtful about so many missing incidents beside so many absences without authorisation.
#[allow(clippy::float_cmp, reason = "counts")]
fn away_flag(missing: f64, away: f64) -> Option<Flag> {
    if missing > 0.0 && away == 0.0 {
        Some(Flag::NoAwayRecorded)
    } else if missing >= MANY_INCIDENTS && missing == away {
        Some(Flag::SameAsAway)
    } else {
        None
    }
}

/// (1 − p)ⁿ: the probability that none of n has what a share p has.
fn probability_of_none(p: f64, n: f64) -> f64 {
    // Never none at all, however small it is.
    libm::pow(1.0 - p, n).max(f64::MIN_POSITIVE)
}

/// The two-sided probability of a count at least as far out as x of n, twice the smaller tail.
fn two_sided(x: f64, n: f64, p: f64) -> Option<f64> {
    if n <= 0.0 || !(0.0..=1.0).contains(&p) || x < 0.0 || x > n {
        return None;
    }
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "counts, checked above"
    )]
    let (count, all) = (x as u64, n as u64);
    let binomial = Binomial::new(p, all).ok()?;
    let lower = binomial.cdf(count);
    let upper = if count == 0 {
        1.0
    } else {
        binomial.sf(count - 1)
    };
    Some((2.0 * lower.min(upper)).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zero_is_implausible_where_chance_hardly_leaves_one() {
        assert!(probability_of_none(0.11, 50.0) > IMPLAUSIBLE);
        assert!(probability_of_none(0.11, 60.0) < IMPLAUSIBLE);
    }

    #[test]
    fn as_many_away_as_missing_is_a_copy_from_fifty_on() {
        assert_eq!(away_flag(50.0, 50.0), Some(Flag::SameAsAway));
        assert_eq!(away_flag(49.0, 49.0), None);
        assert_eq!(away_flag(50.0, 51.0), None);
        assert_eq!(away_flag(1.0, 0.0), Some(Flag::NoAwayRecorded));
        assert_eq!(away_flag(0.0, 0.0), None);
    }

    #[test]
    fn a_jump_is_what_chance_hardly_brings() {
        // 10 heads of 10: 2/1024.
        let p = two_sided(10.0, 10.0, 0.5).unwrap();
        assert!((p - 2.0 / 1024.0).abs() < 1e-12);
        assert_eq!(two_sided(5.0, 10.0, 0.5), Some(1.0));
        assert_eq!(two_sided(0.0, 0.0, 0.5), None);
    }
}
