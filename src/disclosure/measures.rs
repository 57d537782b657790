//! Secondary suppression among the cells of measures: what one withholds must not follow from the
//! others, of the same authority or in a sum over the nation.

mod naming;
mod nation;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::authority::AuthorityId;
use crate::indicator::{Binding, Count as Named, Of, Part, counts};
use crate::measure::{Cell, Figures, Flag, SourceKind};
use crate::source::Dataset;
use crate::source::published::Location;

use super::cell::{whole_number, withhold_count};
use super::ledger::{CellId, Count, Ledger, Standing};
use super::rules::Rules;
use naming::{GIVEN, Naming, given};

/// An authority's year.
type Place = (i16, AuthorityId);
/// Counts that must be withheld, by authority and year.
type Hidden = BTreeMap<Place, BTreeSet<Arc<str>>>;

/// What the public can tell of withheld counts without sums over the nation: least and most.
type Ranges = BTreeMap<Place, BTreeMap<Arc<str>, (f64, f64)>>;

/// How often sums over the nation are looked at again after more was withheld.
const ROUNDS: usize = 4;
/// What it costs to withhold a count that many cells are out of.
const DEAREST: u8 = 3;

/// What a year is protected by.
#[derive(Clone, Copy)]
struct Guard<'g> {
    rules: &'g Rules<'g>,
    naming: &'g Naming,
}

/// Withholds what would give away what [`super::withhold`] has withheld: a count that stands in
/// several cells, counts that are bound to one another, sums over the nation.
pub(super) fn complete(figures: &mut Figures, dataset: &Dataset, rules: &Rules<'_>) {
    let mut open = places(figures);
    if open.is_empty() {
        return;
    }
    let naming = Naming::of(rules.catalogue());
    let guard = Guard {
        rules,
        naming: &naming,
    };
    let mut ranges = Ranges::new();
    for round in 0..ROUNDS {
        let settled = protected(figures, &open, guard);
        apply(figures, &settled, &naming);
        ranges.extend(settled);
        let is_last = round + 1 == ROUNDS;
        let more = nation::cover(figures, dataset, guard, &ranges, is_last);
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
    blur_flags(figures, &ranges, &naming);
}

/// Whether a cell is protected together with the others of its authority and year: counted from
/// returns, or given and not published by anybody.
fn is_ours(cell: &Cell) -> bool {
    match cell.source {
        SourceKind::ChildLevel => true,
        SourceKind::Given => !cell.public,
        SourceKind::Published | SourceKind::Computed => false,
    }
}

/// The authorities and years of which anything counted here is withheld.
fn places(figures: &mut Figures) -> Hidden {
    let mut hidden = Hidden::new();
    for (key, cells) in figures.each_mut() {
        let withheld = cells.iter().any(|c| is_ours(c) && c.withheld.is_some());
        if let (Location::Authority(id), true) = (&key.location, withheld) {
            hidden.entry((key.year, *id)).or_default();
        }
    }
    hidden
}

fn protected(figures: &Figures, hidden: &Hidden, guard: Guard<'_>) -> Ranges {
    let mut indicators: BTreeMap<i16, Vec<Arc<str>>> = BTreeMap::new();
    for (year, _) in hidden.keys() {
        let of_year = || figures.indicators(*year);
        indicators.entry(*year).or_insert_with(of_year);
    }
    let places: Vec<(&Place, &BTreeSet<Arc<str>>)> = hidden.iter().collect();
    let protect = |(place, more): (&Place, &BTreeSet<Arc<str>>)| {
        let of_year = indicators.get(&place.0).map_or(&[][..], Vec::as_slice);
        let mut year = Year::of(figures, of_year, *place, guard);
        (*place, year.protect(more))
    };
    places.into_par_iter().map(protect).collect()
}

/// One authority's year laid out in a ledger.
struct Year<'g> {
    guard: Guard<'g>,
    ledger: Ledger,
    counts: BTreeMap<Arc<str>, CellId>,
}

impl<'g> Year<'g> {
    fn of(figures: &Figures, indicators: &[Arc<str>], (year, id): Place, guard: Guard<'g>) -> Self {
        let mut laid = Self {
            guard,
            ledger: Ledger::new(guard.rules.disclosure().clone()),
            counts: BTreeMap::new(),
        };
        let here = Location::Authority(id);
        for indicator in indicators {
            for cell in figures.cells_at(year, indicator, &here) {
                if is_ours(cell) {
                    laid.add(indicator, cell);
                }
            }
        }
        laid.relate(Whose::Returns);
        if laid.counts.keys().any(|name| name.starts_with(GIVEN)) {
            laid.relate(Whose::Given);
            laid.relate_same();
        }
        laid
    }

    fn add(&mut self, indicator: &str, cell: &Cell) {
        let Some((x, n)) = cell.known_counts() else {
            return;
        };
        let Guard { rules, naming } = self.guard;
        let small_base = n.is_some_and(|n| {
            #[allow(clippy::cast_precision_loss, reason = "a small setting")]
            let minimum = rules.disclosure().percentage_minimum_denominator as f64;
            n < minimum
        });
        let cost = rules.cost(indicator);
        let sensitive = rules.is_sensitive(indicator);
        let first = naming.name(indicator, Part::Numerator, cell);
        let first = self.count(first, x, sensitive, cost);
        if let Some(id) = first.filter(|_| cell.withheld.is_some()) {
            self.ledger.set_standing(id, Standing::Withheld);
            if let (true, Some(base)) = (small_base, n.and_then(whole_number)) {
                self.ledger.set_base(id, base);
            }
        }
        let Some(n) = n else { return };
        let second = naming.name(indicator, Part::Denominator, cell);
        let known = rules.catalogue().definition(indicator);
        let everybody = known.and_then(|known| known.part(Part::Denominator));
        let cost = match everybody {
            Some(count) if count.is_of_everybody() => DEAREST,
            _ => cost,
        };
        let Some(second) = self.count(second, n, false, cost) else {
            return;
        };
        let hides = cell.withheld.is_some() && cell.denominator.is_none();
        if hides || (rules.is_of_two_sources(indicator) && cell.withheld.is_some()) {
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

    /// A count as a return has it; as it was given, where it was, when given ones are related.
    fn find(&self, count: Named, whose: Whose) -> Option<CellId> {
        let counts = &self.counts;
        let plain = || counts.get(count.name()).copied();
        match whose {
            Whose::Returns => plain(),
            Whose::Given => {
                let given = counts.get(&*given(count.name())).copied();
                given.or_else(plain)
            }
        }
    }

    /// All of some counts, where each is there.
    fn all(&self, counts: &[Named], whose: Whose) -> Option<Vec<CellId>> {
        counts
            .iter()
            .map(|count| self.find(*count, whose))
            .collect()
    }

    /// Lays out what binds counts. Of given counts a part leaves children with something in common,
    /// whatever the part: nobody says which tables are printed beside them.
    fn relate(&mut self, whose: Whose) {
        let bindings = self.guard.rules.catalogue().bindings();
        for binding in bindings {
            if let Binding::SumOf { whole, parts } = binding
                && let (Some(whole), Some(parts)) =
                    (self.find(*whole, whose), self.all(parts, whose))
            {
                self.ledger.equal(whole, &parts);
            }
        }
        for binding in bindings {
            if let Binding::Rest {
                whole,
                part,
                sensitive,
            } = binding
                && let (Some(whole), Some(part)) =
                    (self.find(*whole, whose), self.find(*part, whose))
            {
                if *sensitive {
                    self.ledger.relate_part_beside_sensitive(whole, part);
                } else {
                    self.ledger.relate_part(whole, part);
                }
            }
        }
        for binding in bindings {
            if let Binding::AtMost { parts, wholes } = binding
                && let (Some(part_ids), Some(whole_ids)) =
                    (self.all(parts, whose), self.all(wholes, whose))
            {
                match (*parts, *wholes, &part_ids[..], &whole_ids[..]) {
                    ([one], [_], [part], [whole])
                        if whose == Whose::Given && one.of() == Of::Children =>
                    {
                        self.ledger.relate_part(*whole, *part);
                    }
                    _ => self.ledger.bound(&whole_ids, &part_ids),
                }
            }
        }
    }

    /// A count that was given as the returns have it tells of theirs, and theirs of it.
    fn relate_same(&mut self) {
        let both = self.counts.iter().filter_map(|(name, id)| {
            let plain = self.counts.get(name.strip_prefix(GIVEN)?)?;
            Some((*plain, *id))
        });
        for (plain, given) in both.collect::<Vec<_>>() {
            self.ledger.equal(plain, &[given]);
        }
    }

    /// Says that what goes with a withheld count is withheld too; whether there is any.
    fn add_together(&mut self) -> bool {
        let mut any = false;
        for binding in self.guard.rules.catalogue().bindings() {
            let Binding::Together { count, others } = binding else {
                continue;
            };
            for whose in [Whose::Returns, Whose::Given] {
                let hides = |id: &CellId| self.ledger.published(*id).count().is_none();
                if !self.find(*count, whose).as_ref().is_some_and(hides) {
                    continue;
                }
                let ids = others.iter().filter_map(|count| self.find(*count, whose));
                for id in ids.collect::<Vec<_>>() {
                    self.ledger.set_standing(id, Standing::Withheld);
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

/// Whose counts are related.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// Those of returns.
    Returns,
    /// Those that were given, and those of returns where none was.
    Given,
}

/// Withholds the cells that hold a count which is to be withheld.
fn apply(figures: &mut Figures, hidden: &Ranges, naming: &Naming) {
    for (key, cells) in figures.each_mut() {
        let Location::Authority(id) = key.location else {
            continue;
        };
        let Some(counts) = hidden.get(&(key.year, id)) else {
            continue;
        };
        for cell in cells.iter_mut().filter(|c| is_ours(c)) {
            let hides = |part| counts.contains_key(&naming.name(&key.indicator, part, cell));
            let (x, n) = (hides(Part::Numerator), hides(Part::Denominator));
            if (x || n) && cell.known_counts().is_some() {
                withhold_count(cell);
            }
            if n {
                cell.denominator = None;
            }
        }
    }
}

/// Takes numbers out of flags that are counts withheld elsewhere.
fn blur_flags(figures: &mut Figures, hidden: &Ranges, naming: &Naming) {
    let has = |place: Place, count: &str| {
        let hidden = hidden.get(&place);
        hidden.is_some_and(|c| c.contains_key(count) || c.contains_key(&*given(count)))
    };
    for (key, cells) in figures.each_mut() {
        let Location::Authority(id) = key.location else {
            continue;
        };
        let (now, before) = ((key.year, id), (key.year - 1, id));
        for cell in cells {
            let last_year = [Part::Numerator, Part::Denominator]
                .iter()
                .any(|part| has(before, &naming.name(&key.indicator, *part, cell)));
            for flagged in &mut cell.flags {
                let told = match flagged.flag {
                    Flag::Jump => last_year,
                    Flag::PoliceDisagree | Flag::NoAwayRecorded => {
                        has(now, counts::INCIDENTS.name())
                    }
                    Flag::DistanceUnknown => {
                        has(now, counts::UASC.name()) || has(now, counts::DISTANCE_KNOWN.name())
                    }
                    _ => false,
                };
                if told {
                    flagged.numbers.clear();
                }
            }
        }
    }
}
