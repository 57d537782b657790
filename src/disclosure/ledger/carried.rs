//! What a ledger takes over from another, and what those ask who look at several sums at once.

use super::{CellId, Entry, EntryKind, Ledger, POSSIBLE};

/// A count with what was decided of it in another ledger.
#[derive(Debug, Clone)]
pub(in crate::disclosure) struct Carried(Entry);

impl Carried {
    /// Whether the public has it.
    pub(in crate::disclosure) fn is_shown(&self) -> bool {
        self.0.is_public()
    }

    /// The number.
    pub(in crate::disclosure) fn count(&self) -> u64 {
        self.0.count.count
    }
}

/// How many fewer and how many more a withheld count could be by its class, and what it is.
#[derive(Debug, Clone, Copy)]
pub(in crate::disclosure) struct Room {
    /// How many fewer.
    pub(in crate::disclosure) fewer: i64,
    /// How many more.
    pub(in crate::disclosure) more: i64,
    /// What it is.
    pub(in crate::disclosure) number: i64,
}

impl Ledger {
    /// A count as it is decided here.
    pub(in crate::disclosure) fn carried(&self, id: CellId) -> Option<Carried> {
        let settled = |entry: Entry| Entry {
            settled: true,
            // What others give away although it is withheld stays withheld.
            kind: match entry.class {
                Some(_) => EntryKind::Printed,
                None => entry.kind,
            },
            ..entry
        };
        self.entry(id).cloned().map(settled).map(Carried)
    }

    /// Takes over a count from another ledger, as it was decided there.
    pub(in crate::disclosure) fn carry(&mut self, carried: &Carried) -> CellId {
        let id = self.add(carried.0.count);
        self.edit(id, |entry| *entry = carried.0.clone());
        id
    }

    /// Says that a count is the sum of others, which are groups of their own when few together; no
    /// percentage is made of them. What the counts contradict is not said.
    pub(in crate::disclosure) fn relate_group(&mut self, total: CellId, parts: &[CellId]) {
        let before = self.relations.len();
        self.equal(total, parts);
        for relation in self.relations.iter_mut().skip(before) {
            relation.joins = true;
        }
    }

    /// Says in which range a count is known to lie where it is withheld for another.
    pub(in crate::disclosure) fn set_range_if_withheld(&mut self, id: CellId, range: (i64, i64)) {
        self.edit(id, |entry| entry.if_withheld = Some(range));
    }

    /// Withholds by classes and by what each relation tells, as [`Self::protect`] does, without
    /// looking for whole sets of numbers.
    pub(in crate::disclosure) fn choose(&mut self) {
        if !self.is_internal() {
            self.find_known();
            self.find_classes();
            self.close();
        }
    }

    /// Whether the public has a count.
    pub(in crate::disclosure) fn is_shown(&self, id: CellId) -> bool {
        self.entry(id).is_some_and(Entry::is_public)
    }

    /// How far a count could be from what it is, by its class.
    pub(in crate::disclosure) fn room_of(&self, id: CellId) -> Room {
        let (low, high, number) = self
            .entry(id)
            .map_or((0, 0, 0), |e| (e.domain.0, e.domain.1, e.number));
        Room {
            fewer: number - low,
            more: high - number,
            number,
        }
    }

    /// Withholds the cheapest count that makes more numbers possible for another, if there is one:
    /// none where one sum alone tells too much and has nothing left to withhold.
    pub(in crate::disclosure) fn withhold_beside(&mut self, id: CellId) -> Option<CellId> {
        let near = self.of.get(id.0).cloned().unwrap_or_default();
        let alone = near.iter().copied().filter(|at| self.tells(*at, id));
        let alone: Vec<usize> = alone.collect();
        let cover = if alone.is_empty() {
            self.cheapest(&near)
        } else {
            let covers: Option<Vec<CellId>> =
                alone.iter().map(|at| self.cheapest(&[*at])).collect();
            covers?.first().copied()
        }?;
        self.withhold_now(cover);
        Some(cover)
    }

    /// Whether one relation by itself leaves a count too few numbers.
    fn tells(&self, at: usize, id: CellId) -> bool {
        let left = self.left_alone(at).into_iter();
        let mut own = left.filter(|(cell, _)| *cell == id);
        let few = i64::try_from(POSSIBLE).unwrap_or(i64::MAX);
        own.any(|(_, (low, high))| high - low + 1 < few)
    }
}
