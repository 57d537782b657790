//! Withholding more, until no relation tells too much of a withheld count.
//!
//! Relations are taken in their order, again and again. What each leaves of the ranges of withheld
//! counts is worked out from the numbers that are shown in it:
//!
//! - it cuts none to fewer than [`LEAST`] numbers: what it cuts is kept, and nothing more goes;
//! - it cuts one further, or to a single number: the cheapest count that it shows goes too.
//!
//! That a relation was tight says something of the counts it shows, so this is granted: a link with
//! the three numbers it could be takes its place. The cheapest is chosen by cost and order, never by
//! its number.

use std::collections::BTreeSet;

use super::super::worlds::{Enough, Worlds};
use super::{BOUNDLESS, CellId, Class, Count, Entry, EntryKind, Ledger, POSSIBLE, Relation};

/// How many numbers a relation must leave a withheld count: one more than it must keep in the end,
/// since that a relation was tight says something too.
pub(super) const LEAST: i64 = 4;
/// How many a relation may leave whose tightness is granted.
const GRANTED: i64 = 3;
/// After how many counts that nothing protects no more are looked for: whatever is shown by choice goes.
const GIVEN_UP: usize = 12;
/// How often all relations are looked at before narrowing is given up.
const ROUNDS: usize = 60;

/// Ranges that a relation leaves.
pub(super) type Cut = Vec<(CellId, (i64, i64))>;

/// Whether a relation leaves enough of the ranges of what it does not show.
enum Weight {
    /// Enough.
    Loose,
    /// Too little, as it would be whatever it shows.
    Alone,
    /// Too little, for what it shows: how far its shown part lies from the end it is near.
    Tight(Near),
}

/// At which end of its range the sum of what is withheld lies.
#[derive(Clone, Copy)]
enum Near {
    Low,
    High,
    Neither,
}

impl Ledger {
    /// Withholds more until no relation by itself cuts a range too far, where anything is left to
    /// withhold.
    pub(in crate::disclosure) fn close(&mut self) {
        let mut ranges: Vec<(i64, i64)> = self.entries.iter().map(|e| e.domain).collect();
        for _ in 0..ROUNDS {
            let mut changed = false;
            let mut at = 0;
            while at < self.relations.len() {
                changed |= self.close_relation(at, &mut ranges);
                at += 1;
            }
            if !changed {
                break;
            }
        }
    }

    fn close_relation(&mut self, at: usize, ranges: &mut Vec<(i64, i64)>) -> bool {
        // What is joined is weighed as relations of its own, further on.
        let mut changed = self.close_together(at, ranges);
        loop {
            let (weight, cut) = self.weigh(at, &|id| ranges.get(id.0).copied());
            let relations = match weight {
                Weight::Loose => Vec::new(),
                Weight::Alone => vec![at],
                Weight::Tight(_) if self.is_tight_alone(at) => vec![at],
                Weight::Tight(_) => self.beside(at),
            };
            let Some(cover) = self.cheapest(&relations) else {
                for (id, range) in cut {
                    if let Some(own) = ranges.get_mut(id.0) {
                        *own = range;
                        changed = true;
                    }
                }
                return changed;
            };
            if let Weight::Tight(near) = weight {
                self.grant(at, near, ranges);
            }
            self.withhold(cover, ranges);
            changed = true;
        }
    }

    /// What a relation leaves of each range in it.
    fn weigh(&self, at: usize, range: &dyn Fn(CellId) -> Option<(i64, i64)>) -> (Weight, Cut) {
        let Some(relation) = self.relation(at) else {
            return (Weight::Loose, Vec::new());
        };
        let range = |id: CellId| range(id).unwrap_or((0, BOUNDLESS));
        let span = |(id, sign): (CellId, i64)| {
            let (low, high) = range(id);
            if sign > 0 { (low, high) } else { (-high, -low) }
        };
        let spans = relation.terms.iter().map(|term| span(*term));
        let (lowest, highest) = spans.fold((0, 0), |(l, h), (low, high)| (l + low, h + high));
        let (mut cut, mut tight) = (Vec::new(), false);
        for (id, sign) in &relation.terms {
            let own = range(*id);
            if own.0 == own.1 {
                continue;
            }
            let (low, high) = span((*id, *sign));
            let (least, most) = (high - highest, low - lowest);
            let (least, most) = if *sign > 0 {
                (least, most)
            } else {
                (-most, -least)
            };
            let left = self.allowed(*id, (own.0.max(least), own.1.min(most)));
            if left == own {
                continue;
            }
            let protects = self.entry(*id).is_some_and(Entry::needs_protection);
            tight |= protects
                && self.numbers_in(*id, left) < relation.least.min(self.numbers_in(*id, own));
            cut.push((*id, left));
        }
        let hides = |(id, _): &&(CellId, i64)| !self.entry(*id).is_some_and(Entry::is_public);
        let hidden = relation.terms.iter().filter(hides).count();
        if !tight || hidden == relation.terms.len() {
            return (Weight::Loose, cut);
        }
        if hidden == 1 {
            return (Weight::Alone, cut);
        }
        // Nothing is what all add up to: the withheld part is near its least where the sum of the
        // least of all is near nothing.
        let near = match (-lowest < GRANTED, highest < GRANTED) {
            (true, _) => Near::Low,
            (false, true) => Near::High,
            (false, false) => Near::Neither,
        };
        (Weight::Tight(near), cut)
    }

    /// What a relation leaves of its ranges whatever others do.
    pub(super) fn left_alone(&self, at: usize) -> Cut {
        self.weigh(at, &|id| Some(self.entry(id)?.domain)).1
    }

    /// Whether groups are told too much of by their own sum, so that no other needs to cover it.
    fn is_tight_alone(&self, at: usize) -> bool {
        let is_group = |relation: &Relation| relation.joins && !relation.is_table;
        let alone = || self.weigh(at, &|id| Some(self.entry(id)?.domain)).0;
        self.relation(at).is_some_and(is_group) && matches!(alone(), Weight::Tight(_))
    }

    /// A relation with those that its withheld counts stand in, which may be what cuts their ranges.
    fn beside(&self, at: usize) -> Vec<usize> {
        let cells = self.relation(at).into_iter().flat_map(Relation::cells);
        let hidden = cells.filter(|id| !self.entry(*id).is_some_and(Entry::is_public));
        let of = |id: CellId| self.of.get(id.0).into_iter().flatten().copied();
        std::iter::once(at).chain(hidden.flat_map(of)).collect()
    }

    /// A range without the numbers at its ends that a count is known not to be.
    fn allowed(&self, id: CellId, (low, high): (i64, i64)) -> (i64, i64) {
        let few = 1..=self.threshold();
        if !self.entry(id).is_some_and(|entry| entry.not_few) {
            return (low, high);
        }
        let low = if few.contains(&low) {
            few.end() + 1
        } else {
            low
        };
        let high = if few.contains(&high) { 0 } else { high };
        (low, high)
    }

    /// How many numbers of a range a count could be.
    fn numbers_in(&self, id: CellId, (low, high): (i64, i64)) -> i64 {
        let all = high - low + 1;
        if !self.entry(id).is_some_and(|entry| entry.not_few) {
            return all;
        }
        let few = high.min(self.threshold()) - low.max(1) + 1;
        all - few.max(0)
    }

    /// Says of what is withheld in a relation that it was near an end of its range.
    fn grant(&mut self, at: usize, near: Near, ranges: &mut Vec<(i64, i64)>) {
        let Some(relation) = self.relation(at) else {
            return;
        };
        let open = |(id, _): &&(CellId, i64)| {
            let own = ranges.get(id.0).copied().unwrap_or_default();
            own.0 < own.1
        };
        let terms: Vec<(CellId, i64)> = relation.terms.iter().filter(open).copied().collect();
        let end = |(id, sign): &(CellId, i64), low: bool| {
            let own = ranges.get(id.0).copied().unwrap_or_default();
            if (*sign > 0) == low {
                sign * own.0
            } else {
                sign * own.1
            }
        };
        let low: i64 = terms.iter().map(|term| end(term, true)).sum();
        let high: i64 = terms.iter().map(|term| end(term, false)).sum();
        let range = match near {
            Near::Low => (low, low + GRANTED - 1),
            Near::High => (high - GRANTED + 1, high),
            Near::Neither => return,
        };
        let number = terms
            .iter()
            .filter_map(|(id, sign)| Some(sign * self.entry(*id)?.number))
            .sum();
        let link = self.push(Count::children(0), EntryKind::Link);
        self.edit(link, |entry| (entry.number, entry.domain) = (number, range));
        ranges.push(range);
        self.push_relation(Relation {
            terms: terms.into_iter().chain([(link, -1)]).collect(),
            is_table: false,
            joins: false,
            least: GRANTED,
        });
        // What follows from a grant is granted too.
        for at in self.reached_from(link) {
            if let Some(relation) = self.relations.get_mut(at) {
                relation.least = GRANTED;
            }
        }
    }

    fn withhold(&mut self, id: CellId, ranges: &mut [(i64, i64)]) {
        let (threshold, says_why) = (self.threshold(), self.says_why);
        self.edit(id, |entry| {
            let few = if entry.count.children.is_some() {
                threshold
            } else {
                threshold * 2
            };
            entry.class = Some(Class::WithAnother);
            // It would have another class.
            entry.not_few = says_why;
            entry.domain = match entry.if_withheld {
                _ if entry.count.count == 0 => (0, BOUNDLESS),
                Some(range) => range,
                None => (few + 1, BOUNDLESS),
            };
        });
        // What followed from the count when it was shown follows no more.
        for (own, entry) in ranges.iter_mut().zip(&self.entries) {
            *own = entry.domain;
        }
    }

    /// Withholds a count before relations are weighed again.
    pub(super) fn withhold_now(&mut self, id: CellId) {
        let mut ranges: Vec<(i64, i64)> = self.entries.iter().map(|e| e.domain).collect();
        self.withhold(id, &mut ranges);
    }

    /// Whether a count is shown and need not be.
    fn is_open_to_choice(&self, id: CellId) -> bool {
        let entry = self.entry(id);
        entry.is_some_and(|e| e.kind == EntryKind::Printed && !e.settled && e.class.is_none())
    }

    /// Of the counts that some relations show the one whose withholding costs least: no total, one
    /// that stands in few other relations, the first. One of nobody goes last, since its class says
    /// that it is.
    pub(super) fn cheapest(&self, relations: &[usize]) -> Option<CellId> {
        let cells = relations.iter().filter_map(|at| self.relation(*at));
        let shown = cells.flat_map(Relation::cells);
        let shown = shown.filter(|id| self.is_open_to_choice(*id));
        shown.min_by_key(|id| {
            let own = self.of.get(id.0).map_or(&[][..], Vec::as_slice);
            let others = own.iter().filter(|at| !relations.contains(at)).count();
            let of = |at: &usize| self.relation(*at);
            let is_total = |r: &Relation| r.is_table && r.cells().next() == Some(*id);
            let is_total = own.iter().filter_map(of).any(is_total);
            let (nobody, cost) = self
                .entry(*id)
                .map_or((true, 0), |entry| (entry.count.count == 0, entry.cost));
            (nobody, cost, is_total, others, *id)
        })
    }

    /// Checks that whole sets of numbers remain possible for every withheld count. Where they do
    /// not, as relations may tell together what none tells alone, more is withheld. This step looks
    /// at numbers, so it stands outside the reasoning above and is expected to find nothing; it
    /// returns the cells for which nothing is left to withhold.
    pub(super) fn check(&mut self) -> Vec<CellId> {
        let mut open = self.unsafe_cells();
        let mut given_away = Vec::new();
        let mut last: Option<(Vec<usize>, Worlds)> = None;
        while let Some(id) = open.pop() {
            let reached = self.reached_from(id);
            let worlds = match last.take() {
                Some((same, worlds)) if same == reached => worlds,
                _ => Worlds::of(self, reached.iter().copied()),
            };
            if worlds.possible(id, POSSIBLE) == Enough::Yes {
                last = Some((reached, worlds));
                continue;
            }
            let near = self.of.get(id.0).cloned().unwrap_or_default();
            let cover = self.cheapest(&near).or_else(|| self.cheapest(&reached));
            if let Some(cover) = cover {
                self.withhold_now(cover);
                open.extend([id, cover]);
            } else if self.is_told_none(id) {
                // Whoever looks at the others finds that it is none, so that nothing is hidden.
                self.exempt(id);
                self.edit(id, |entry| (entry.domain, entry.not_few) = ((0, 0), false));
                open.extend(self.unsafe_among(&reached));
            } else {
                // Whoever can tell it knows it when he looks at the others.
                self.edit(id, |entry| entry.kind = EntryKind::Known);
                given_away.push(id);
                if given_away.len() >= GIVEN_UP {
                    // Of the others it is not known, so that nothing stays that need not.
                    let shown: Vec<CellId> = self
                        .ids()
                        .filter(|id| self.is_open_to_choice(*id))
                        .collect();
                    shown.into_iter().for_each(|id| self.withhold_now(id));
                    given_away.extend(self.unsafe_cells());
                    break;
                }
                open.extend(self.unsafe_among(&reached));
            }
        }
        given_away
    }

    /// Those of some relations.
    fn unsafe_among(&self, relations: &[usize]) -> Vec<CellId> {
        let cells = relations.iter().filter_map(|at| self.relation(*at));
        let cells: BTreeSet<CellId> = cells.flat_map(Relation::cells).collect();
        let protects = |id: &CellId| self.entry(*id).is_some_and(Entry::needs_protection);
        cells.into_iter().filter(protects).collect()
    }

    /// Whether a count of nobody is withheld for others alone.
    fn is_told_none(&self, id: CellId) -> bool {
        let entry = self.entry(id).filter(|entry| !entry.settled);
        entry.is_some_and(|e| {
            e.kind == EntryKind::Printed
                && e.count.count == 0
                && e.class == Some(Class::WithAnother)
                && e.not_few
        })
    }

    /// The cells that must keep enough possible numbers.
    fn unsafe_cells(&self) -> Vec<CellId> {
        let protects = |id: &CellId| self.entry(*id).is_some_and(Entry::needs_protection);
        self.ids().filter(protects).collect()
    }

    /// The relations that bear on a cell: its own, and those of every cell not public in them.
    fn reached_from(&self, id: CellId) -> Vec<usize> {
        let mut seen = vec![false; self.relations.len()];
        let mut reached = Vec::new();
        let mut next = vec![id];
        while let Some(cell) = next.pop() {
            for at in self.of.get(cell.0).into_iter().flatten() {
                if let Some(seen) = seen.get_mut(*at).filter(|seen| !**seen) {
                    *seen = true;
                    reached.push(*at);
                    let cells = self.relation(*at).into_iter().flat_map(Relation::cells);
                    next.extend(cells.filter(|id| !self.entry(*id).is_some_and(Entry::is_public)));
                }
            }
        }
        reached.sort_unstable();
        reached
    }
}
