//! One authority's year of measures laid out in a ledger.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::indicator::counts::MISSING;
use crate::indicator::{Binding, Count as Named, Kind, Of, Part};
use crate::measure::{Absence, Cell, Figures};
use crate::source::Symbol;
use crate::source::published::Location;

use super::super::cell::{is_few, whole_number};
use super::super::ledger::{CellId, Count, Ledger, Standing};
use super::naming::{GIVEN, given};
use super::{Decided, Guard, Place, is_ours};

/// What it costs beside all else to withhold a count of all children.
const DEAREST: u32 = 10_000;

pub(super) struct Year<'g> {
    guard: Guard<'g>,
    ledger: Ledger,
    counts: BTreeMap<Arc<str>, CellId>,
    /// The children who went missing, by whose count it is.
    missing: [Option<u64>; 2],
    /// The pairs of which one is part of the other.
    parts: BTreeSet<(CellId, CellId)>,
}

/// Whose counts are related.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// Those of returns.
    Returns,
    /// Those that were given, and those of returns where none was.
    Given,
}

impl<'g> Year<'g> {
    pub(super) fn of(
        figures: &Figures,
        indicators: &[Arc<str>],
        (year, id): Place,
        guard: Guard<'g>,
    ) -> Self {
        let mut laid = Self {
            guard,
            ledger: Ledger::new(guard.rules.disclosure().clone()),
            counts: BTreeMap::new(),
            missing: [None; 2],
            parts: BTreeSet::new(),
        };
        laid.ledger.say_why(true);
        let here = Location::Authority(id);
        let cells = || {
            indicators.iter().flat_map(|indicator| {
                let cells = figures.cells_at(year, indicator, &here).iter();
                let ours = cells.filter(|cell| is_ours(cell));
                ours.map(move |cell| (indicator.as_ref(), cell))
            })
        };
        cells().for_each(|(indicator, cell)| laid.find_missing(indicator, cell));
        cells().for_each(|(indicator, cell)| laid.add(indicator, cell));
        laid.relate(Whose::Returns);
        if laid.counts.keys().any(|name| name.starts_with(GIVEN)) {
            laid.relate(Whose::Given);
            laid.relate_same();
        }
        laid
    }

    /// How many children are behind the incidents of the year.
    fn find_missing(&mut self, indicator: &str, cell: &Cell) {
        for part in [Part::Numerator, Part::Denominator] {
            let name = self.guard.naming.name(indicator, part, cell);
            let count = match part {
                Part::Numerator => cell.numerator,
                Part::Denominator => cell.denominator,
            };
            let is_given = name.starts_with(GIVEN);
            if name.trim_start_matches(GIVEN) == MISSING.name() {
                let missing = self.missing.get_mut(usize::from(is_given));
                if let Some(missing) = missing {
                    *missing = missing.or_else(|| count.and_then(whole_number));
                }
            }
        }
    }

    fn add(&mut self, indicator: &str, cell: &Cell) {
        let first = cell
            .numerator
            .and_then(|x| self.count(indicator, Part::Numerator, x, cell));
        let second = cell
            .denominator
            .and_then(|n| self.count(indicator, Part::Denominator, n, cell));
        if is_withheld(cell) {
            // Withheld for another reason than its counts, as where others published it so.
            for id in [first, second].into_iter().flatten() {
                self.ledger.set_standing(id, Standing::Withheld);
            }
        }
        let (Some(first), Some(second)) = (first, second) else {
            return;
        };
        let proportion = self.guard.rules.kind(indicator) == Kind::Proportion;
        if proportion && first != second && self.parts.insert((first, second)) {
            self.ledger.relate_part(second, first);
        }
    }

    /// The cell of a count.
    fn count(&mut self, indicator: &str, part: Part, count: f64, cell: &Cell) -> Option<CellId> {
        let Guard { rules, naming } = self.guard;
        let whole = whole_number(count)?;
        let name = naming.name(indicator, part, cell);
        let named = rules
            .catalogue()
            .definition(indicator)
            .and_then(|known| known.part(part));
        let of = named.map_or(Of::Children, |named| named.of());
        let is_given = name.starts_with(GIVEN);
        let behind = match (part, cell.children.and_then(whole_number)) {
            (Part::Numerator, Some(children)) => Some(children),
            _ => self.missing.get(usize::from(is_given)).copied().flatten(),
        };
        let sensitive = part == Part::Numerator && rules.is_sensitive(indicator)
            || named.is_some_and(|named| named.is_sensitive());
        let ledger = &mut self.ledger;
        let id = *self.counts.entry(name).or_insert_with(|| {
            let count = match (of, behind) {
                (Of::Incidents, Some(children)) => Count::incidents(whole, children.min(whole)),
                (Of::Incidents, None) => Count::incidents_of_unknown(whole),
                _ => Count::children(whole),
            };
            let id = ledger.add(if sensitive { count.sensitive() } else { count });
            if of == Of::Things {
                ledger.set_standing(id, Standing::Known);
            }
            id
        });
        let everybody = named.is_some_and(|named| named.is_of_everybody());
        let dearest = if everybody { DEAREST } else { 0 };
        self.ledger.add_cost(id, rules.cost(indicator) + dearest);
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
        let covered: Vec<[Named; 3]> = bindings
            .iter()
            .filter_map(|binding| self.cover_overlap(binding, whose))
            .collect();
        for binding in bindings {
            match binding {
                Binding::SumOf { whole, parts } => {
                    let whole = self.find(*whole, whose);
                    if let Some((whole, parts)) = whole.zip(self.all(parts, whose)) {
                        self.ledger.equal(whole, &parts);
                    }
                }
                Binding::Difference { of, less } => {
                    let named = || of.iter().chain(*less);
                    let is_covered = |three: &[Named; 3]| named().all(|c| three.contains(c));
                    let ids = self.all(of, whose).zip(self.all(less, whose));
                    match ids {
                        Some((of, less)) if covered.iter().any(is_covered) => {
                            self.ledger.bound(&of, &less);
                        }
                        Some((of, less)) => self.ledger.relate_difference(&of, &less),
                        None => {}
                    }
                }
                Binding::AtMost { parts, wholes } => self.bound(parts, wholes, whose),
                Binding::Overlap { .. } | Binding::Together { .. } | Binding::StandsIn { .. } => {}
            }
        }
    }

    /// Withholds how many are of either of two kinds, where those of one only or of both are few, and
    /// says which counts that covers. To say which of them are few would leave a kind of hardly more
    /// than few too little: that one of them is, leaves of either at least as many numbers as few
    /// has, whatever the kinds count. So it is where both are more than few and are by more than few
    /// less than the whole, which is granted; elsewhere each difference is a count of its own.
    fn cover_overlap(&mut self, binding: &Binding, whose: Whose) -> Option<[Named; 3]> {
        let Binding::Overlap {
            either,
            kinds: [one, other],
            whole,
        } = binding
        else {
            return None;
        };
        let three = [*either, *one, *other];
        let id = |count: Named| self.find(count, whose);
        let (all, kinds) = (id(*either)?, [id(*one)?, id(*other)?]);
        let whole = id(*whole)?;
        let few = self.guard.rules.disclosure().threshold;
        let number = |id: CellId| self.ledger.count_of(id);
        let [first, second] = kinds.map(number);
        let both = first.saturating_add(second);
        let left = [
            number(all).checked_sub(first)?,
            number(all).checked_sub(second)?,
            both.checked_sub(number(all))?,
        ];
        let is_open = |id: CellId| self.ledger.class(id).is_none();
        let many = first.min(second) > few && kinds.into_iter().all(is_open);
        let room = number(whole).saturating_sub(both) > few && is_open(whole);
        if !many || !room || !left.iter().any(|left| is_few(*left, few)) {
            return None;
        }
        self.ledger.set_standing(all, Standing::Withheld);
        self.ledger.leave(whole, &kinds, few.saturating_add(1));
        Some(three)
    }

    fn bound(&mut self, parts: &[Named], wholes: &[Named], whose: Whose) {
        let ids = self.all(parts, whose).zip(self.all(wholes, whose));
        let Some((part_ids, whole_ids)) = ids else {
            return;
        };
        match (parts, &part_ids[..], &whole_ids[..]) {
            ([one], [part], [whole]) if whose == Whose::Given && one.of() == Of::Children => {
                self.ledger.relate_difference(&[*whole], &[*part]);
            }
            _ => self.ledger.bound(&whole_ids, &part_ids),
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

    /// Says that what goes with a withheld count is withheld too; whether that is more.
    fn add_together(&mut self) -> bool {
        let mut any = false;
        for binding in self.guard.rules.catalogue().bindings() {
            let Binding::Together { count, others } = binding else {
                continue;
            };
            for whose in [Whose::Returns, Whose::Given] {
                let shown = |id: &CellId| self.ledger.class(*id).is_none();
                if self.find(*count, whose).is_none_or(|id| shown(&id)) {
                    continue;
                }
                let ids = others.iter().filter_map(|count| self.find(*count, whose));
                for id in ids.filter(shown).collect::<Vec<_>>() {
                    self.ledger.set_standing(id, Standing::Withheld);
                    any = true;
                }
            }
        }
        any
    }

    /// Decides what is withheld.
    pub(super) fn decide(mut self) -> Decided {
        self.ledger.protect();
        // What goes with a count may take more along.
        while self.add_together() {
            self.ledger.protect();
        }
        self.ledger.settle();
        Decided {
            ledger: self.ledger,
            counts: self.counts,
        }
    }
}

fn is_withheld(cell: &Cell) -> bool {
    cell.value == Err(Absence::Symbol(Symbol::Confidential))
}
