//! Doubts about recording that need the spread of all authorities, and the funnels behind them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::authority::AuthorityId;
use crate::config::Mode;
use crate::indicator::{
    About, Binding, CHILDREN_MISSING, Catalogue, INCIDENT_RATE, INCIDENTS_PER_CHILD, Kind,
    MISSING_AT_31_MARCH, MISSING_INCIDENTS, Part, counts, definition,
};
use crate::source::Symbol;
use crate::source::published::Location;
use crate::statistics::{Confidence, Funnel, Transformation};

use super::children::count;
use super::tally::{Tally, factor, kind};
use super::{Absence, Cell, Flag, Flagged};

/// The chance of no case at all below which none is implausible.
const IMPLAUSIBLE: f64 = 0.001;
/// The largest count that published tables withhold.
const LARGEST_WITHHELD: f64 = 5.0;

/// The funnels of a year, and the doubts about the recording of every cell that is scored.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Recording {
    funnels: BTreeMap<Arc<str>, Funnel>,
    flags: BTreeMap<(Arc<str>, AuthorityId), Vec<Flagged>>,
}

impl Recording {
    /// The funnels and doubts of the cells of a tally.
    pub fn of(tally: &Tally<'_>) -> Self {
        let mut recording = Self::default();
        let Some(year) = tally.years.last().copied() else {
            return recording;
        };
        for indicator in tally.measures.indicators(year) {
            let funnel = tally.funnel(&indicator);
            let zero = Zero::of(tally, &indicator);
            for id in tally.authorities() {
                let mut flags = known(tally, year, &indicator, *id);
                flags.extend(zero.as_ref().and_then(|zero| zero.flag(tally, *id)));
                if let Some(funnel) = &funnel {
                    flags.extend(very_low(tally, funnel, &indicator, *id));
                }
                recording.add(&indicator, *id, flags);
            }
            if let Some(funnel) = funnel {
                recording.funnels.insert(indicator, funnel);
            }
        }
        recording.incidents_per_child(tally);
        recording.open_incidents(tally, year);
        recording
    }

    fn add(&mut self, indicator: &Arc<str>, id: AuthorityId, flags: Vec<Flagged>) {
        if flags.is_empty() {
            return;
        }
        let known = self.flags.entry((Arc::clone(indicator), id)).or_default();
        for flag in flags {
            if known.iter().all(|other| other.flag != flag.flag) {
                known.push(flag);
            }
        }
    }

    /// Incidents per missing child outside the 99.8% limits of the log ratio.
    fn incidents_per_child(&mut self, tally: &Tally<'_>) {
        let Some((all, funnel)) = incidents_and_children(tally) else {
            return;
        };
        for (id, (incidents, children)) in all {
            let limits = funnel.limits(children, Confidence::P99_8);
            let value = incidents / children;
            if value < limits.low || value > limits.high {
                let flag = Flagged::new(
                    Flag::IncidentsPerChildOutlier,
                    &[
                        ("incidents for each", value),
                        ("lower limit", limits.low),
                        ("upper limit", limits.high),
                    ],
                );
                for code in [INCIDENT_RATE, INCIDENTS_PER_CHILD] {
                    self.add(&code.into(), id, vec![flag.clone()]);
                }
            }
        }
        self.funnels.insert(INCIDENTS_PER_CHILD.into(), funnel);
    }

    /// More incidents open than the upper 99.8% limit of authorities.
    fn open_incidents(&mut self, tally: &Tally<'_>, year: i16) {
        for (id, share, limit) in above_usual(&open_of_all(tally, year)) {
            let numbers = [
                ("open", share.0),
                ("out of", share.1),
                ("upper limit in per cent", 100.0 * limit),
            ];
            let flag = Flagged::new(Flag::OpenIncidents, &numbers);
            for indicator in tally.measures.indicators(year) {
                let is_of_missing =
                    definition(&indicator).is_some_and(|known| known.domain == MISSING_INCIDENTS);
                if is_of_missing {
                    self.add(&indicator, id, vec![flag.clone()]);
                }
            }
        }
    }

    /// The doubts about a cell.
    pub fn flags(&self, indicator: &str, id: AuthorityId) -> &[Flagged] {
        self.flags
            .get(&(indicator.into(), id))
            .map_or(&[], Vec::as_slice)
    }

    /// The funnel of an indicator, where it has one.
    pub fn funnel(&self, indicator: &str) -> Option<&Funnel> {
        self.funnels.get(indicator)
    }
}

/// An authority, its missing incidents and its missing children.
type ByAuthority = (AuthorityId, (f64, f64));

/// Incidents and missing children of every authority that has some, and the funnel of their ratio
/// around the nation's.
fn incidents_and_children(tally: &Tally<'_>) -> Option<(Vec<ByAuthority>, Funnel)> {
    let nation = (
        tally.national(INCIDENT_RATE)?.x,
        tally.national(CHILDREN_MISSING)?.x,
    );
    if nation.1 <= 0.0 {
        return None;
    }
    let of = |id| {
        let incidents = tally.recorded_incidents(id)?;
        Some((incidents, tally.counts(CHILDREN_MISSING, id)?.x))
    };
    let all: Vec<ByAuthority> = tally
        .authorities()
        .iter()
        .filter_map(|id| Some((*id, of(*id)?)))
        .filter(|(_, (_, children))| *children > 0.0)
        .collect();
    let counts: Vec<(f64, f64)> = all.iter().map(|(_, counts)| *counts).collect();
    let scale = Transformation::LogEach {
        design: tally.national_design().unwrap_or(1.0),
    };
    let funnel = Funnel::new(scale, nation.0 / nation.1, &counts)?;
    Some((all, funnel))
}

/// Missing incidents that are open on 31 March or were left open, of all; in public children missing
/// on 31 March of those who went missing, as far as both are shown.
fn open_of_all(tally: &Tally<'_>, year: i16) -> Vec<ByAuthority> {
    let is_public = tally.configuration.disclosure.mode == Mode::Public;
    let of_return = |id: AuthorityId| {
        let census = tally.measures.censuses.get(&(year, id))?;
        let (all, open) = census.incidents?;
        Some((count(open), count(all)))
    };
    let shown = |id: AuthorityId| {
        let scored = |code: &str| tally.measures.scored(tally.kinds, year, code, id);
        let still = scored(MISSING_AT_31_MARCH)?.numerator?;
        Some((still, scored(CHILDREN_MISSING)?.numerator?))
    };
    let of = |id: AuthorityId| if is_public { shown(id) } else { of_return(id) };
    let all = tally.authorities().iter();
    all.filter_map(|id| Some((*id, of(*id)?)))
        .filter(|(_, (open, all))| *all > 0.0 && open <= all)
        .collect()
}

/// Of parts of wholes those above the upper 99.8% limit around the share of all, with that limit.
fn above_usual(all: &[ByAuthority]) -> Vec<(AuthorityId, (f64, f64), f64)> {
    let counts: Vec<(f64, f64)> = all.iter().map(|(_, counts)| *counts).collect();
    let (x, n) = counts
        .iter()
        .fold((0.0, 0.0), |(x, n), (own, of)| (x + own, n + of));
    let funnel = (n > 0.0)
        .then(|| Funnel::new(Transformation::Arcsine, x / n, &counts))
        .flatten();
    let Some(funnel) = funnel else {
        return Vec::new();
    };
    let above = |(id, (x, n)): &ByAuthority| {
        let limit = funnel.limits(*n, Confidence::P99_8).high;
        (x / n > limit).then_some((*id, (*x, *n), limit))
    };
    all.iter().filter_map(above).collect()
}

/// The flags that a cell came with. None is implausible only of a share.
fn known(tally: &Tally<'_>, year: i16, indicator: &str, id: AuthorityId) -> Vec<Flagged> {
    let cell = tally.measures.scored(tally.kinds, year, indicator, id);
    let share =
        indicator == INCIDENT_RATE || kind(tally.configuration, indicator) == Kind::Proportion;
    let mut flags = cell.map(|cell| cell.flags.clone()).unwrap_or_default();
    flags.retain(|flagged| share || flagged.flag != Flag::ImplausibleZero);
    flags
}

/// Where no case at all is implausible.
struct Zero<'i> {
    indicator: &'i str,
    national: f64,
}

impl<'i> Zero<'i> {
    /// Of a proportion with a national value. The incident rate takes it from the children.
    fn of(tally: &Tally<'_>, indicator: &'i str) -> Option<Self> {
        let indicator = if indicator == INCIDENT_RATE {
            CHILDREN_MISSING
        } else {
            indicator
        };
        if kind(tally.configuration, indicator) != Kind::Proportion {
            return None;
        }
        let national = tally.national(indicator)?;
        Some(Self {
            indicator,
            national: national.x / national.n,
        })
    }

    fn flag(&self, tally: &Tally<'_>, id: AuthorityId) -> Option<Flagged> {
        let counts = tally.counts(self.indicator, id)?;
        let chance = libm::pow(1.0 - self.national, counts.n);
        (counts.x == 0.0 && chance < IMPLAUSIBLE).then(|| {
            Flagged::new(
                Flag::ImplausibleZero,
                &[
                    ("out of", counts.n),
                    ("national share", self.national),
                    ("probability of none", chance),
                ],
            )
        })
    }
}

/// Below the lower 99.8% limit, or withheld and below it whatever it is.
fn very_low(
    tally: &Tally<'_>,
    funnel: &Funnel,
    indicator: &str,
    id: AuthorityId,
) -> Option<Flagged> {
    if definition(indicator).is_none_or(|known| known.about != About::HowMany) {
        return None;
    }
    let (kind, factor) = (kind(tally.configuration, indicator), factor(indicator));
    if let Some(counts) = tally.counts(indicator, id) {
        let (_, n) = counts.in_funnel(kind);
        let limit = funnel.limits(n, Confidence::P99_8).low * factor;
        let value = counts.x / counts.n * factor;
        return (value < limit).then(|| {
            Flagged::new(
                Flag::UnusuallyLow,
                &[("value", value), ("lower limit", limit)],
            )
        });
    }
    let year = *tally.years.last()?;
    let cell = tally.measures.scored(tally.kinds, year, indicator, id)?;
    let confidential = cell.value == Err(Absence::Symbol(Symbol::Confidential));
    // Of other figures a withheld one says nothing of how few were recorded.
    if !confidential || indicator != CHILDREN_MISSING || shows_more_missing(tally, year, id) {
        return None;
    }
    let n = cell.denominator.filter(|n| *n > 0.0)?;
    let limit = funnel.limits(n, Confidence::P99_8).low;
    let most = LARGEST_WITHHELD / n;
    (most < limit).then(|| {
        Flagged::new(
            Flag::SuppressedUnverifiable,
            &[("at most", most * factor), ("lower limit", limit * factor)],
        )
    })
}

/// Whether counts that are shown elsewhere tell that more children went missing than published tables
/// withhold: their number itself, or that of some of them.
fn shows_more_missing(tally: &Tally<'_>, year: i16, id: AuthorityId) -> bool {
    let catalogue = Catalogue::built_in();
    let here = Location::Authority(id);
    let parts = catalogue
        .bindings()
        .iter()
        .filter_map(|binding| match binding {
            Binding::AtMost {
                parts: [part],
                wholes: [counts::MISSING],
            } => Some(*part),
            _ => None,
        });
    parts.chain([counts::MISSING]).any(|count| {
        catalogue.stands_in(count).iter().any(|(indicator, part)| {
            let cells = tally.measures.cells_at(year, indicator, &here).iter();
            let shown = |cell: &Cell| match part {
                Part::Numerator => cell.numerator,
                Part::Denominator => cell.denominator,
            };
            cells
                .filter_map(shown)
                .any(|count| count > LARGEST_WITHHELD)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authority::Register;

    #[test]
    fn more_open_than_usual_is_above_the_upper_limit() {
        let ids = Register::built_in().authorities().iter().map(|a| a.id);
        let usual = |at: usize| if at == 0 { (60.0, 100.0) } else { (2.0, 100.0) };
        let all: Vec<ByAuthority> = ids
            .take(30)
            .enumerate()
            .map(|(at, id)| (id, usual(at)))
            .collect();
        let above = above_usual(&all);
        assert_eq!(above.len(), 1);
        assert_eq!((above[0].0, above[0].1), (all[0].0, (60.0, 100.0)));
        assert_eq!(above_usual(&all[1..]), []);
        assert_eq!(above_usual(&[]), []);
        let none: Vec<ByAuthority> = all.iter().map(|(id, _)| (*id, (0.0, 9.0))).collect();
        assert_eq!(above_usual(&none), []);
    }
}
