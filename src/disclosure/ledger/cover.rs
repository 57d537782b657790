//! Deciding what is withheld: what is too small, then what would give it away.

use super::super::cell::is_few;
use super::super::worlds::{Enough, Worlds};
use super::{CellId, Entry, Ledger, POSSIBLE, Relation};

impl Ledger {
    /// Marks the parts of every sum that a rule hides: all but a few of it, parts of a small
    /// whole, and none or all of a sensitive one.
    pub(super) fn find_primary(&mut self) {
        for relation in self.relations.clone().into_iter().filter(|r| !r.is_bound) {
            let total = self.count_of(relation.total);
            let small_base = total > 0 && total < self.rules.percentage_minimum_denominator;
            for part in relation.parts {
                let count = self.count_of(part);
                let all_but_few = is_few(total.saturating_sub(count), self.rules.threshold);
                let sensitive = self.entry(part).is_some_and(|e| e.count.sensitive);
                let none_or_all = sensitive && total > 0 && (count == 0 || count == total);
                if small_base || none_or_all {
                    self.hide_even_zero(part);
                } else if all_but_few {
                    self.edit(part, |entry| entry.primary = true);
                }
            }
        }
    }

    pub(super) fn hide_even_zero(&mut self, id: CellId) {
        self.edit(id, |entry| {
            entry.primary = true;
            entry.zero_hides = true;
        });
    }

    /// Shows the parts of nothing, which everybody knows to be none.
    pub(super) fn show_parts_of_nothing(&mut self) {
        for relation in self.relations.clone() {
            let total = self.entry(relation.total);
            if total.is_some_and(|total| total.is_public() && total.count.count == 0) {
                for part in relation.parts {
                    self.edit(part, |entry| {
                        entry.known = true;
                        entry.primary = false;
                        entry.withheld = false;
                    });
                }
            }
        }
    }

    /// Withholds more until no single sum gives a withheld cell away.
    pub(super) fn cover_each_relation(&mut self) {
        let mut covered = false;
        while !covered {
            covered = true;
            for at in 0..self.relations.len() {
                while let Some(exposed) = self.exposed_by(at) {
                    let Some(cover) = self.cheapest(&[at], exposed) else {
                        break;
                    };
                    self.withhold(cover);
                    covered = false;
                }
            }
        }
    }

    /// A cell that one sum by itself narrows down too far, or that is too few together with all
    /// the others that the sum does not show.
    fn exposed_by(&self, relation: usize) -> Option<CellId> {
        if let Some(few) = self.few_together(relation) {
            return Some(few);
        }
        if !self.has_hidden(relation) {
            return None;
        }
        let worlds = Worlds::of(self, [relation]);
        let mut cells = self.relations.get(relation)?.cells();
        let told = |id: &CellId| worlds.range(*id).is_some_and(|range| range < POSSIBLE);
        cells.find(|id| self.is_hidden(*id) && told(id))
    }

    /// One of the withheld parts of a shown total that together are as few as one may not be: a
    /// reader who takes the others from the total has their sum.
    fn few_together(&self, relation: usize) -> Option<CellId> {
        let relation = self.relations.get(relation)?;
        if relation.is_bound || !self.entry(relation.total)?.is_public() {
            return None;
        }
        let is_secret = |id: &CellId| !self.entry(*id).is_some_and(Entry::is_public);
        let secret: Vec<CellId> = relation.parts.iter().copied().filter(is_secret).collect();
        let together = secret.iter().map(|id| self.count_of(*id)).sum();
        let all = self.count_of(relation.total);
        let tells_more = together < all && !is_few(all, self.rules.threshold);
        let printed = secret.into_iter().find(|id| self.is_hidden(*id));
        printed.filter(|_| tells_more && is_few(together, self.rules.threshold))
    }

    /// Withholds more until all sums together leave every withheld cell enough possible numbers;
    /// returns the cells for which nothing would. What is withheld later takes no possibility
    /// away, so each cell is settled once.
    pub(super) fn cover_whole(&mut self) -> Vec<CellId> {
        let mut open: Vec<CellId> = self.ids().filter(|id| self.is_hidden(*id)).collect();
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
            if self.is_given_away(id) {
                self.edit(id, |entry| entry.known = true);
                given_away.push(id);
                continue;
            }
            let near = self.of.get(id.0).cloned().unwrap_or_default();
            let cover = self
                .cheapest(&near, id)
                .or_else(|| self.cheapest(&reached, id));
            if let Some(cover) = cover {
                self.withhold(cover);
                open.extend([id, cover]);
            }
        }
        given_away
    }

    /// What narrowing by all sums leaves of some cells: least and most.
    #[allow(clippy::cast_precision_loss, reason = "counts of children")]
    pub(in crate::disclosure) fn ranges(&self, ids: &[CellId]) -> Vec<(f64, f64)> {
        let worlds = Worlds::of(self, 0..self.relations.len());
        let range = |id: &CellId| match worlds.bounds_of(*id) {
            Some((low, high)) => (low as f64, high as f64),
            None => (0.0, f64::MAX),
        };
        ids.iter().map(range).collect()
    }

    /// Whether a cell would be found out though everything else were withheld that can be.
    fn is_given_away(&self, id: CellId) -> bool {
        let all = 0..self.relations.len();
        let worlds = Worlds::where_public(self, all, Entry::is_known);
        worlds.possible(id, POSSIBLE) != Enough::Yes
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
                    let cells = self.relations.get(*at).map(Relation::cells);
                    let hidden = cells
                        .into_iter()
                        .flatten()
                        .filter(|id| !self.entry(*id).is_some_and(Entry::is_public));
                    next.extend(hidden);
                }
            }
        }
        reached.sort_unstable();
        reached
    }

    /// Of the shown cells of some sums the one whose withholding costs least: one that opens no
    /// other sum, no zero, no total, a small one.
    fn cheapest(&self, relations: &[usize], exposed: CellId) -> Option<CellId> {
        let cells = relations.iter().filter_map(|at| self.relations.get(*at));
        let shown = cells.flat_map(Relation::cells).filter(|id| {
            let entry = self.entry(*id);
            *id != exposed && entry.is_some_and(|e| e.printed && !e.known && !e.withheld)
        });
        shown.min_by_key(|id| {
            let own = self.of.get(id.0).map_or(&[][..], Vec::as_slice);
            let others = own.iter().filter(|at| !relations.contains(at));
            let opened = others.filter(|at| !self.has_hidden(**at)).count();
            let of = |at: &usize| self.relations.get(*at);
            let is_total = own.iter().filter_map(of).any(|r| r.total == *id);
            let count = self.count_of(*id);
            let cost = self.entry(*id).map_or(0, |entry| entry.cost);
            (cost, count == 0, opened, is_total, count, *id)
        })
    }

    fn has_hidden(&self, relation: usize) -> bool {
        let cells = self.relations.get(relation).map(Relation::cells);
        cells.into_iter().flatten().any(|id| self.is_hidden(id))
    }

    fn is_hidden(&self, id: CellId) -> bool {
        self.entry(id).is_some_and(Entry::needs_protection)
    }

    /// Takes as known what follows from what is known from elsewhere, though everything else were
    /// withheld; returns what should have been hidden of it.
    pub(super) fn find_given_away(&mut self) -> Vec<CellId> {
        if !self.entries.iter().any(Entry::is_known) {
            return Vec::new();
        }
        let all = 0..self.relations.len();
        let worlds = Worlds::where_public(self, all, Entry::is_known);
        let lost = self.ids().filter(|id| {
            let few = worlds.range(*id).is_some_and(|range| range < POSSIBLE);
            few && !self.entry(*id).is_some_and(Entry::is_known)
        });
        let mut lost: Vec<CellId> = lost.collect();
        for id in &lost {
            self.edit(*id, |entry| entry.known = true);
        }
        lost.retain(|id| self.entry(*id).is_some_and(|entry| entry.primary));
        lost
    }
}
