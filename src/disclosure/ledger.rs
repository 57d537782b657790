//! Counts of a publication with the sums that tie them, and which of them must be withheld.
//!
//! A ledger knows nothing of tables: it holds cells and relations "this cell is the sum of those".
//! A cell that stands in several tables is one cell, so that what one table hides no other gives
//! away. [`Ledger::protect`] withholds what is too small, then what would give it away.

mod cover;

use crate::config::{Disclosure, Mode};

use super::cell::is_few;

/// A cell of a [`Ledger`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellId(pub(super) usize);

/// How many possible whole numbers every withheld cell must keep.
pub const POSSIBLE: usize = 3;

/// A count before publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// What is counted.
    pub count: u64,
    /// The children behind it: itself where children are counted; none where it counts incidents
    /// and the children behind them are not known.
    pub children: Option<u64>,
    /// Whether it is about an attribute of which even "none" and "all" say too much.
    pub sensitive: bool,
}

impl Count {
    /// A number of children.
    #[must_use]
    pub fn children(count: u64) -> Self {
        Self {
            count,
            children: Some(count),
            sensitive: false,
        }
    }

    /// A number of incidents with the children behind them.
    #[must_use]
    pub fn incidents(count: u64, children: u64) -> Self {
        Self {
            count,
            children: Some(children),
            sensitive: false,
        }
    }

    /// A number of incidents of nobody knows how many children. It is treated with caution: as
    /// though two incidents were one child's.
    #[must_use]
    pub fn incidents_of_unknown(count: u64) -> Self {
        Self {
            count,
            children: None,
            sensitive: false,
        }
    }

    /// About unaccompanied children, nationality or harm.
    #[must_use]
    pub fn sensitive(self) -> Self {
        Self {
            sensitive: true,
            ..self
        }
    }
}

/// What may be written out of a count that stands by itself, in no sum.
#[must_use]
pub fn publishable(count: Count, rules: &Disclosure) -> super::Published {
    let mut ledger = Ledger::new(rules.clone());
    let id = ledger.add(count);
    ledger.protect();
    ledger.published(id)
}

/// What the public knows of a cell from elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// Nothing.
    #[default]
    Free,
    /// The count: another table shows it, or an official one has it. It protects nothing.
    Known,
    /// That it is withheld, so it must be here too.
    Withheld,
}

#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) count: Count,
    /// Whether it is written out; a cell that is not still follows from those that are.
    printed: bool,
    known: bool,
    /// Whether it is shown whatever it counts.
    exempt: bool,
    /// Whether it must be protected for its own sake.
    primary: bool,
    /// Whether the rule that hides it also hides zeros, so that it could be one.
    zero_hides: bool,
    withheld: bool,
    /// What withholding it costs beyond the gap; the cheapest is withheld first.
    cost: u8,
}

impl Entry {
    /// Whether the public has it: written out or known from elsewhere.
    pub(super) fn is_public(&self) -> bool {
        self.known || (self.printed && !self.withheld)
    }

    /// Whether nobody could keep it back: it is known from elsewhere.
    pub(super) fn is_known(&self) -> bool {
        self.known
    }

    /// The smallest count the public must allow for. A zero is shown unless the rule hides zeros
    /// too, so that what is withheld can be taken to be at least 1.
    pub(super) fn floor(&self) -> i64 {
        i64::from(self.printed && !self.zero_hides && self.count.count > 0)
    }

    fn needs_protection(&self) -> bool {
        !self.known && ((self.printed && self.withheld) || self.primary)
    }
}

/// A sum: the total is what the parts add up to.
#[derive(Debug, Clone)]
pub(super) struct Relation {
    pub(super) total: CellId,
    pub(super) parts: Vec<CellId>,
    /// Whether it says how large counts can be, rather than what a table is made of: no rule about
    /// parts of a whole applies.
    pub(super) is_bound: bool,
}

impl Relation {
    pub(super) fn cells(&self) -> impl Iterator<Item = CellId> {
        std::iter::once(self.total).chain(self.parts.iter().copied())
    }
}

/// Counts, the sums that tie them, and what is withheld of them.
#[derive(Debug, Clone)]
pub struct Ledger {
    rules: Disclosure,
    entries: Vec<Entry>,
    relations: Vec<Relation>,
    /// The relations each cell stands in.
    of: Vec<Vec<usize>>,
}

impl Ledger {
    /// An empty ledger that goes by some rules.
    #[must_use]
    pub fn new(rules: Disclosure) -> Self {
        Self {
            rules,
            entries: Vec::new(),
            relations: Vec::new(),
            of: Vec::new(),
        }
    }

    /// Adds a cell that is written out.
    pub fn add(&mut self, count: Count) -> CellId {
        self.entries.push(Entry {
            count,
            printed: true,
            known: false,
            exempt: false,
            primary: self.is_small(count),
            zero_hides: count.sensitive,
            withheld: false,
            cost: 0,
        });
        self.of.push(Vec::new());
        CellId(self.entries.len() - 1)
    }

    /// Adds a cell that is not written out but follows from those that are: what a part leaves of
    /// its whole, a total that is not printed.
    pub fn add_implied(&mut self, count: Count) -> CellId {
        let id = self.add(count);
        self.edit(id, |entry| entry.printed = false);
        id
    }

    /// Says what the public knows of a cell from elsewhere.
    pub fn set_standing(&mut self, id: CellId, standing: Standing) {
        self.edit(id, |entry| match standing {
            Standing::Free => {}
            Standing::Known => entry.known = true,
            Standing::Withheld => entry.primary = true,
        });
    }

    /// Says that a cell is the sum of others. The counts must say so too: no numbers at all would
    /// fit a sum that is wrong, and every cell it touches would be held to be given away.
    pub fn relate(&mut self, total: CellId, parts: Vec<CellId>) {
        self.add_relation(total, parts, false);
    }

    fn add_relation(&mut self, total: CellId, parts: Vec<CellId>, is_bound: bool) {
        debug_assert_eq!(
            self.count_of(total),
            parts.iter().map(|id| self.count_of(*id)).sum::<u64>(),
            "a sum that does not add up"
        );
        let relation = Relation {
            total,
            parts,
            is_bound,
        };
        let at = self.relations.len();
        for id in relation.cells() {
            if let Some(of) = self.of.get_mut(id.0) {
                of.push(at);
            }
        }
        self.relations.push(relation);
    }

    /// Says that a cell is part of another, so that the two give away what is left of it.
    pub fn relate_part(&mut self, whole: CellId, part: CellId) {
        self.relate_rest(whole, part, Count::children);
    }

    /// The same where what is left is of an attribute of which even "none" says too much.
    pub fn relate_part_beside_sensitive(&mut self, whole: CellId, part: CellId) {
        self.relate_rest(whole, part, |rest| Count::children(rest).sensitive());
    }

    fn relate_rest(&mut self, whole: CellId, part: CellId, of: impl Fn(u64) -> Count) {
        if self.count_of(part) > self.count_of(whole) {
            return;
        }
        let rest = self.count_of(whole).saturating_sub(self.count_of(part));
        let rest = self.add_implied(of(rest));
        self.relate(whole, vec![part, rest]);
    }

    /// Says that cells are parts of another which leave nothing that is not known.
    pub fn relate_parts_of(&mut self, whole: CellId, mut parts: Vec<CellId>) {
        let sum: u64 = parts.iter().map(|id| self.count_of(*id)).sum();
        let Some(rest) = self.count_of(whole).checked_sub(sum) else {
            return;
        };
        if rest > 0 {
            let rest = self.add_implied(Count::children(rest));
            self.set_standing(rest, Standing::Known);
            parts.push(rest);
        }
        self.relate(whole, parts);
    }

    /// Says that the counts of some cells are together no more than those of others. What is left
    /// is nobody's count, so nothing about it needs to be hidden. What the counts contradict is
    /// not said.
    pub fn bound(&mut self, wholes: &[CellId], parts: &[CellId]) {
        let sum = |ids: &[CellId]| ids.iter().map(|id| self.count_of(*id)).sum::<u64>();
        let (whole, part) = (sum(wholes), sum(parts));
        if part > whole {
            return;
        }
        let total = match wholes {
            [total] => *total,
            _ => {
                let total = self.add_link(whole);
                self.add_relation(total, wholes.to_vec(), true);
                total
            }
        };
        let rest = self.add_link(whole - part);
        let parts = parts.iter().copied().chain([rest]).collect();
        self.add_relation(total, parts, true);
    }

    /// Says that counts add up to another that is no table's total; what the counts contradict is
    /// not said.
    pub fn equal(&mut self, total: CellId, parts: &[CellId]) {
        let sum: u64 = parts.iter().map(|id| self.count_of(*id)).sum();
        if sum == self.count_of(total) {
            self.add_relation(total, parts.to_vec(), true);
        }
    }

    /// A number that only ties others.
    fn add_link(&mut self, count: u64) -> CellId {
        let id = self.add_implied(Count::children(count));
        self.edit(id, |entry| entry.primary = false);
        id
    }

    /// Says what withholding a cell costs, at least.
    pub fn set_cost(&mut self, id: CellId, cost: u8) {
        self.edit(id, |entry| entry.cost = entry.cost.max(cost));
    }

    /// Says that a cell is shown whatever it counts, since it says nothing about anybody or follows
    /// from what is shown elsewhere by choice.
    pub fn exempt(&mut self, id: CellId) {
        self.edit(id, |entry| entry.exempt = true);
    }

    /// Hides a cell that is out of too few for a percentage, as "none" and "all" would be one.
    pub fn set_base(&mut self, id: CellId, base: u64) {
        if base > 0 && base < self.rules.percentage_minimum_denominator {
            self.hide_even_zero(id);
        }
    }

    /// What may be written out of a cell.
    #[must_use]
    pub fn published(&self, id: CellId) -> super::Published {
        match self.entries.get(id.0) {
            Some(entry) if !entry.withheld => super::Published::Shown(entry.count.count),
            _ => super::Published::Withheld,
        }
    }

    /// Decides what is withheld: first what is too small, then as little else as will leave at
    /// least [`POSSIBLE`] whole numbers possible for every withheld cell, whoever adds and
    /// subtracts what is shown. Returns the cells for which that cannot be had, since what is
    /// known from elsewhere gives them away; nothing more than they can be withheld.
    ///
    /// Nothing is withheld in internal mode.
    pub fn protect(&mut self) -> Vec<CellId> {
        if self.rules.mode == Mode::Internal {
            return Vec::new();
        }
        self.find_primary();
        for entry in self.entries.iter_mut().filter(|entry| entry.exempt) {
            (entry.primary, entry.known) = (false, true);
        }
        let mut given_away = self.find_given_away();
        for entry in &mut self.entries {
            entry.withheld = entry.primary;
        }
        self.cover_each_relation();
        given_away.extend(self.cover_whole());
        self.show_parts_of_nothing();
        given_away
    }

    /// A count of 1 to the threshold, of incidents by the children behind them.
    fn is_small(&self, count: Count) -> bool {
        let threshold = self.rules.threshold;
        let few = |n: u64| is_few(n, threshold);
        match count.children {
            Some(children) => few(count.count) || few(children),
            None => is_few(count.count, threshold.saturating_mul(2)),
        }
    }

    fn withhold(&mut self, id: CellId) {
        self.edit(id, |entry| entry.withheld = true);
    }

    fn edit(&mut self, id: CellId, change: impl FnOnce(&mut Entry)) {
        if let Some(entry) = self.entries.get_mut(id.0) {
            change(entry);
        }
    }

    fn ids(&self) -> impl Iterator<Item = CellId> + use<> {
        (0..self.entries.len()).map(CellId)
    }

    pub(super) fn entry(&self, id: CellId) -> Option<&Entry> {
        self.entries.get(id.0)
    }

    pub(super) fn relation(&self, at: usize) -> Option<&Relation> {
        self.relations.get(at)
    }

    fn count_of(&self, id: CellId) -> u64 {
        self.entry(id).map_or(0, |entry| entry.count.count)
    }
}
