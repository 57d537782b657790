//! Secondary suppression among the cells of measures: what one withholds must not follow from the
//! others, of the same authority or in a sum over the nation.

mod counts;
mod nation;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::authority::AuthorityId;
use crate::config::{Configuration, Mode};
use crate::measure::{Cell, Flag, Measures, SourceKind};
use crate::source::published::Location;

use super::is_sensitive;
use super::ledger::{CellId, Count, Ledger, Standing};
use counts::{BOUNDS, Part, RESTS, SUMS, TOGETHER, is_of_two_counts, name};

/// An authority's year.
type Place = (i16, AuthorityId);
/// Counts that must be withheld, by authority and year.
type Hidden = BTreeMap<Place, BTreeSet<Arc<str>>>;

/// What the public can tell of withheld counts without sums over the nation: least and most.
type Ranges = BTreeMap<Place, BTreeMap<Arc<str>, (f64, f64)>>;

/// How often sums over the nation are looked at again after more was withheld.
const ROUNDS: usize = 4;
/// The counts that many cells are out of.
const OF_ALL: [&str; 2] = ["census", "in-year"];
/// What it costs to withhold one of them.
const DEAREST: u8 = 3;

/// Withholds, in public mode, what would give away what [`super::withhold`] has withheld: a count
/// that stands in several cells, counts that add up, sums over the nation.
pub fn complete(
    measures: &mut Measures,
    dataset: &crate::source::Dataset,
    configuration: &Configuration,
) {
    if configuration.disclosure.mode != Mode::Public {
        return;
    }
    let mut open = places(measures);
    if open.is_empty() {
        return;
    }
    let mut ranges = Ranges::new();
    for round in 0..ROUNDS {
        let settled = protected(measures, &open, configuration);
        apply(measures, &settled);
        ranges.extend(settled);
        let is_last = round + 1 == ROUNDS;
        let more = nation::cover(measures, dataset, configuration, &ranges, is_last);
        if more.is_empty() {
            break;
        }
        open = Hidden::new();
        for (place, count) in more {
            let known = ranges.get(&place).into_iter().flat_map(BTreeMap::keys);
            let hidden = open
                .entry(place)
                .or_insert_with(|| known.cloned().collect());
            hidden.insert(count);
        }
    }
    blur_flags(measures, &ranges);
}

/// The authorities and years of which anything counted here is withheld.
fn places(measures: &mut Measures) -> Hidden {
    let mut hidden = Hidden::new();
    for (key, cells) in measures.each_mut() {
        let withheld = cells
            .iter()
            .any(|c| c.source == SourceKind::ChildLevel && c.withheld.is_some());
        if let (Location::Authority(id), true) = (&key.location, withheld) {
            hidden.entry((key.year, *id)).or_default();
        }
    }
    hidden
}

fn protected(measures: &Measures, hidden: &Hidden, configuration: &Configuration) -> Ranges {
    let mut indicators: BTreeMap<i16, Vec<Arc<str>>> = BTreeMap::new();
    for (year, _) in hidden.keys() {
        let of_year = || measures.indicators(*year);
        indicators.entry(*year).or_insert_with(of_year);
    }
    let places: Vec<(&Place, &BTreeSet<Arc<str>>)> = hidden.iter().collect();
    let protect = |(place, more): (&Place, &BTreeSet<Arc<str>>)| {
        let of_year = indicators.get(&place.0).map_or(&[][..], Vec::as_slice);
        let mut year = Year::of(measures, of_year, *place, configuration);
        (*place, year.protect(more))
    };
    places.into_par_iter().map(protect).collect()
}

/// One authority's year laid out in a ledger.
struct Year {
    ledger: Ledger,
    counts: BTreeMap<Arc<str>, CellId>,
}

impl Year {
    fn of(
        measures: &Measures,
        indicators: &[Arc<str>],
        (year, id): Place,
        configuration: &Configuration,
    ) -> Self {
        let mut laid = Self {
            ledger: Ledger::new(configuration.disclosure.clone()),
            counts: BTreeMap::new(),
        };
        let here = Location::Authority(id);
        for indicator in indicators {
            for cell in measures.cells_at(year, indicator, &here) {
                if cell.source == SourceKind::ChildLevel {
                    laid.add(indicator, cell, configuration);
                }
            }
        }
        laid.relate();
        laid
    }

    fn add(&mut self, indicator: &str, cell: &Cell, configuration: &Configuration) {
        let Some((x, n)) = cell.known_counts() else {
            return;
        };
        let rules = &configuration.disclosure;
        let small_base = n.is_some_and(|n| {
            #[allow(clippy::cast_precision_loss, reason = "a small setting")]
            let minimum = rules.percentage_minimum_denominator as f64;
            n < minimum
        });
        let cost = cost(indicator, configuration);
        let sensitive = is_sensitive(indicator);
        let first = name(indicator, Part::Numerator, cell);
        let first = self.count(first, x, sensitive, cost);
        if let Some(id) = first.filter(|_| cell.withheld.is_some()) {
            self.ledger.set_standing(id, Standing::Withheld);
            if let (true, Some(base)) = (small_base, n.and_then(whole_number)) {
                self.ledger.set_base(id, base);
            }
        }
        let Some(n) = n else { return };
        let second = name(indicator, Part::Denominator, cell);
        let cost = if OF_ALL.contains(&&*second) {
            DEAREST
        } else {
            cost
        };
        let Some(second) = self.count(second, n, false, cost) else {
            return;
        };
        let hides = cell.withheld.is_some() && cell.denominator.is_none();
        if hides || (is_of_two_counts(indicator) && cell.withheld.is_some()) {
            self.ledger.set_standing(second, Standing::Withheld);
        }
        if sensitive && n == 0.0 {
            // That there is nobody to count says too much of them.
            self.ledger.set_base(second, 1);
        }
    }

    fn count(&mut self, name: Arc<str>, count: f64, sensitive: bool, cost: u8) -> Option<CellId> {
        let whole = whole_number(count)?;
        let id = *self.counts.entry(name).or_insert_with(|| {
            let count = Count::children(whole);
            let count = if sensitive { count.sensitive() } else { count };
            self.ledger.add(count)
        });
        self.ledger.set_cost(id, cost);
        Some(id)
    }

    /// All of some counts, where each is there.
    fn all(&self, names: &[&str]) -> Option<Vec<CellId>> {
        names
            .iter()
            .map(|name| self.counts.get(*name).copied())
            .collect()
    }

    fn relate(&mut self) {
        for (whole, parts) in SUMS {
            if let (Some(whole), Some(parts)) = (self.all(&[whole]), self.all(parts)) {
                for whole in whole {
                    self.ledger.equal(whole, &parts);
                }
            }
        }
        for (whole, part, sensitive) in RESTS {
            let ids = self.counts.get(whole).zip(self.counts.get(part));
            if let Some((whole, part)) = ids.map(|(whole, part)| (*whole, *part)) {
                if sensitive {
                    self.ledger.relate_part_beside_sensitive(whole, part);
                } else {
                    self.ledger.relate_part(whole, part);
                }
            }
        }
        for (parts, wholes) in BOUNDS {
            if let (Some(parts), Some(wholes)) = (self.all(parts), self.all(wholes)) {
                self.ledger.bound(&wholes, &parts);
            }
        }
    }

    /// Says that what goes with a withheld count is withheld too; whether there is any.
    fn add_together(&mut self) -> bool {
        let mut any = false;
        for (count, others) in TOGETHER {
            let hides = |id: &CellId| self.ledger.published(*id).count().is_none();
            if self.counts.get(count).is_some_and(hides) {
                for id in others.iter().filter_map(|name| self.counts.get(*name)) {
                    self.ledger.set_standing(*id, Standing::Withheld);
                    any = true;
                }
            }
        }
        any
    }

    /// The counts that are to be withheld wherever they stand, with what can be told of each.
    fn protect(&mut self, more: &BTreeSet<Arc<str>>) -> BTreeMap<Arc<str>, (f64, f64)> {
        for id in more.iter().filter_map(|name| self.counts.get(name)) {
            self.ledger.set_standing(*id, Standing::Withheld);
        }
        self.ledger.protect();
        if self.add_together() {
            self.ledger.protect();
        }
        let withheld = |id: &CellId| self.ledger.published(*id).count().is_none();
        let hidden = self.counts.iter().filter(|(_, id)| withheld(id));
        let hidden: Vec<(&Arc<str>, CellId)> = hidden.map(|(name, id)| (name, *id)).collect();
        let ids: Vec<CellId> = hidden.iter().map(|(_, id)| *id).collect();
        let ranges = self.ledger.ranges(&ids).into_iter();
        let names = hidden.into_iter().map(|(name, _)| Arc::clone(name));
        names.zip(ranges).collect()
    }
}

/// Withholds the cells that hold a count which is to be withheld.
fn apply(measures: &mut Measures, hidden: &Ranges) {
    for (key, cells) in measures.each_mut() {
        let Location::Authority(id) = key.location else {
            continue;
        };
        let Some(counts) = hidden.get(&(key.year, id)) else {
            continue;
        };
        for cell in cells
            .iter_mut()
            .filter(|c| c.source == SourceKind::ChildLevel)
        {
            let hides = |part| counts.contains_key(&name(&key.indicator, part, cell));
            let (x, n) = (hides(Part::Numerator), hides(Part::Denominator));
            if (x || n) && cell.known_counts().is_some() {
                cell.withhold_count();
            }
            if n {
                cell.denominator = None;
            }
        }
    }
}

/// Takes numbers out of flags that are counts withheld elsewhere.
fn blur_flags(measures: &mut Measures, hidden: &Ranges) {
    let has = |place: Place, count: &str| hidden.get(&place).is_some_and(|c| c.contains_key(count));
    for (key, cells) in measures.each_mut() {
        let Location::Authority(id) = key.location else {
            continue;
        };
        let (now, before) = ((key.year, id), (key.year - 1, id));
        for cell in cells {
            let last_year = [Part::Numerator, Part::Denominator]
                .iter()
                .any(|part| has(before, &name(&key.indicator, *part, cell)));
            for flagged in &mut cell.flags {
                let told = match flagged.flag {
                    Flag::Jump => last_year,
                    Flag::PoliceDisagree | Flag::NoAwayRecorded => has(now, "incidents"),
                    Flag::DistanceUnknown => has(now, "uasc") || has(now, "distance-known"),
                    _ => false,
                };
                if told {
                    flagged.numbers.clear();
                }
            }
        }
    }
}

/// Whether an indicator counts in scores.
fn is_scored(indicator: &str, configuration: &Configuration) -> bool {
    let mut configured = configuration.indicators();
    configured.any(|(d, i)| i.code == indicator && i.is_scored() && i.weight * d.weight > 0.0)
}

/// What a gap in an indicator costs.
fn cost(indicator: &str, configuration: &Configuration) -> u8 {
    let mut configured = configuration.indicators();
    if is_scored(indicator, configuration) {
        2
    } else {
        u8::from(configured.any(|(_, i)| i.code == indicator))
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be a whole number of at most a million million"
)]
fn whole_number(count: f64) -> Option<u64> {
    let fits = (0.0..=1e12).contains(&count) && count.fract() == 0.0;
    fits.then_some(count as u64)
}
