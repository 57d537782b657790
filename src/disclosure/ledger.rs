//! Counts of an authority's year with the sums that tie them, and which of them are withheld.
//!
//! A ledger knows nothing of tables: it holds cells and relations "this is the sum of those". A cell
//! that stands in several tables is one cell, so that what one table hides no other gives away.
//!
//! [`Ledger::protect`] decides in three steps. Every count gets a *class* by itself ([`Class`]); then
//! more is withheld until no relation tells too much ([`closure`]); then it is checked that whole
//! sets of numbers remain possible ([`super::worlds`]). The first two look at classes and at numbers
//! that are shown, never at a number that is withheld: whoever knows how the decision is made, and
//! the class of every count, learns nothing more from it.

mod carried;
mod classes;
mod closure;
mod together;

use serde::Serialize;

use crate::config::{Disclosure, Mode};

pub(super) use carried::{Carried, Room};

/// A cell of a [`Ledger`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellId(pub(super) usize);

/// How many possible whole numbers every withheld cell must keep.
pub const POSSIBLE: usize = 3;
/// Larger than any count.
pub(super) const BOUNDLESS: i64 = 1 << 40;

/// Why a count is withheld, which is published beside it: it says in which range the count lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// 1 to the threshold.
    Few,
    /// Incidents of 1 to the threshold children, however many.
    OfFewChildren,
    /// All of what it is part of but 1 to the threshold; but 0 to the threshold where the attribute
    /// is sensitive.
    AllButFew,
    /// One or more out of so few that no percentage is made of them.
    OutOfFew,
    /// Because another could be had from it.
    WithAnother,
}

impl Class {
    /// As tables print it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Few => "few",
            Self::OfFewChildren => "of-few-children",
            Self::AllButFew => "all-but-few",
            Self::OutOfFew => "out-of-few",
            Self::WithAnother => "with-another",
        }
    }
}

/// A count before publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// What is counted.
    pub count: u64,
    /// The children behind it: itself where children are counted; none where it counts incidents
    /// and the children behind them are not known.
    pub children: Option<u64>,
    /// Whether it is about an attribute of which even "all" says too much.
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
    /// The count as a number: of a link it may be below nothing.
    pub(super) number: i64,
    kind: EntryKind,
    /// Whether nothing is decided about it any more: it is known from elsewhere, or an earlier pass
    /// has settled it.
    settled: bool,
    /// Why it is withheld; none where it is shown.
    class: Option<Class>,
    /// The least and the most it could be by its class.
    pub(super) domain: (i64, i64),
    /// Whether it is known not to be 1 to the threshold.
    pub(super) not_few: bool,
    /// What withholding it costs; the cheapest is withheld first.
    cost: u32,
    /// The least and the most it could be where it is withheld for another, since that it is the
    /// cheapest tells something of it.
    if_withheld: Option<(i64, i64)>,
}

/// What a cell is to the public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum EntryKind {
    /// Written out unless withheld.
    Printed,
    /// Not written out, but a count of children or incidents: it must not be few and found out.
    Implied,
    /// A number that only ties others.
    Link,
    /// The public has it.
    Known,
}

impl Entry {
    /// Whether the public has it: written out or known from elsewhere.
    pub(super) fn is_public(&self) -> bool {
        match self.kind {
            EntryKind::Known => true,
            EntryKind::Printed => self.class.is_none(),
            EntryKind::Implied | EntryKind::Link => false,
        }
    }

    /// Whether the public has it whatever is decided now.
    fn is_fixed(&self) -> bool {
        self.kind == EntryKind::Known || (self.settled && self.is_public())
    }

    /// Whether its class leaves a number possible.
    pub(super) fn allows(&self, number: i64, threshold: i64) -> bool {
        let (low, high) = self.domain;
        let few = (1..=threshold).contains(&number);
        (low..=high).contains(&number) && !(self.not_few && few)
    }

    /// Whether enough numbers must remain possible for it.
    fn needs_protection(&self) -> bool {
        match self.kind {
            EntryKind::Printed | EntryKind::Implied => self.class.is_some(),
            EntryKind::Link | EntryKind::Known => false,
        }
    }
}

/// Numbers of which the signed sum is nothing.
#[derive(Debug, Clone)]
pub(super) struct Relation {
    /// Each with +1 or -1.
    pub(super) terms: Vec<(CellId, i64)>,
    /// Whether it is what a table is made of, so that rules about parts of a whole apply: the first
    /// term is the whole.
    is_table: bool,
    /// Whether the parts that are withheld are a group of their own where they are few together.
    joins: bool,
    /// How many numbers it may leave a withheld count: fewer where what it says is granted.
    least: i64,
}

impl Relation {
    pub(super) fn cells(&self) -> impl Iterator<Item = CellId> {
        self.terms.iter().map(|(id, _)| *id)
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
    /// How many relations an earlier pass has looked at the parts of.
    classified: usize,
    /// Whether it is published why a count is withheld.
    says_why: bool,
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
            classified: 0,
            says_why: false,
        }
    }

    /// Says whether it is published why a count is withheld: if so, one that is for another is known not
    /// to be few.
    pub fn say_why(&mut self, says_why: bool) {
        self.says_why = says_why;
    }

    fn push(&mut self, count: Count, kind: EntryKind) -> CellId {
        self.entries.push(Entry {
            count,
            number: i64::try_from(count.count).unwrap_or(BOUNDLESS),
            kind,
            settled: false,
            class: None,
            domain: (0, BOUNDLESS),
            not_few: false,
            cost: 0,
            if_withheld: None,
        });
        self.of.push(Vec::new());
        CellId(self.entries.len() - 1)
    }

    /// Adds a cell that is written out.
    pub fn add(&mut self, count: Count) -> CellId {
        self.push(count, EntryKind::Printed)
    }

    /// Adds a cell that is not written out but follows from those that are: what a part leaves of
    /// its whole, a total that is not printed.
    pub fn add_implied(&mut self, count: Count) -> CellId {
        self.push(count, EntryKind::Implied)
    }

    /// A number that only ties others.
    fn add_link(&mut self, count: u64) -> CellId {
        self.push(Count::children(count), EntryKind::Link)
    }

    /// Says what the public knows of a cell from elsewhere.
    pub fn set_standing(&mut self, id: CellId, standing: Standing) {
        self.edit(id, |entry| match standing {
            Standing::Free => {}
            Standing::Known => entry.kind = EntryKind::Known,
            Standing::Withheld if entry.class.is_none() => {
                (entry.class, entry.domain) = (Some(Class::WithAnother), (0, BOUNDLESS));
            }
            Standing::Withheld => {}
        });
    }

    /// Says that a cell is the sum of others. The counts must say so too: no numbers at all would
    /// fit a sum that is wrong, and every cell it touches would be held to be given away.
    pub fn relate(&mut self, total: CellId, parts: Vec<CellId>) {
        debug_assert_eq!(
            self.count_of(total),
            parts.iter().map(|id| self.count_of(*id)).sum::<u64>(),
            "a sum that does not add up"
        );
        self.add_relation(&[total], &parts, true);
    }

    fn add_relation(&mut self, totals: &[CellId], parts: &[CellId], is_table: bool) {
        let totals = totals.iter().map(|id| (*id, -1));
        let parts = parts.iter().map(|id| (*id, 1));
        let relation = Relation {
            terms: totals.chain(parts).collect(),
            is_table,
            joins: is_table,
            least: closure::LEAST,
        };
        self.push_relation(relation);
    }

    fn push_relation(&mut self, relation: Relation) {
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
        if let Some(rest) = self.count_of(whole).checked_sub(self.count_of(part)) {
            let rest = self.add_implied(Count::children(rest));
            self.add_relation(&[whole], &[part, rest], true);
        }
    }

    /// Says that what is left of some counts after others stands for children with something in
    /// common, as those who were both missing and away. What the counts contradict is not said.
    pub fn relate_difference(&mut self, of: &[CellId], less: &[CellId]) {
        let sum = |ids: &[CellId]| ids.iter().map(|id| self.count_of(*id)).sum::<u64>();
        if let Some(rest) = sum(of).checked_sub(sum(less)) {
            let rest = self.add_implied(Count::children(rest));
            let less: Vec<CellId> = less.iter().copied().chain([rest]).collect();
            self.add_relation(of, &less, false);
        }
    }

    /// Says that cells are parts of another which leave nothing that is not known.
    pub fn relate_parts_of(&mut self, whole: CellId, mut parts: Vec<CellId>) {
        let sum: u64 = parts.iter().map(|id| self.count_of(*id)).sum();
        let Some(rest) = self.count_of(whole).checked_sub(sum) else {
            return;
        };
        if rest > 0 {
            parts.push(self.add_implied(Count::children(rest)));
        }
        self.relate(whole, parts);
    }

    /// Says that the counts of some cells are together no more than those of others. What is left
    /// is nobody's count, so nothing about it needs to be hidden. What the counts contradict is
    /// not said.
    pub fn bound(&mut self, wholes: &[CellId], parts: &[CellId]) {
        let sum = |ids: &[CellId]| ids.iter().map(|id| self.count_of(*id)).sum::<u64>();
        if let Some(rest) = sum(wholes).checked_sub(sum(parts)) {
            let rest = self.add_link(rest);
            let parts: Vec<CellId> = parts.iter().copied().chain([rest]).collect();
            self.add_relation(wholes, &parts, false);
        }
    }

    /// Says that parts leave of a whole no fewer than so many. What the counts contradict is not said.
    pub(super) fn leave(&mut self, whole: CellId, parts: &[CellId], least: u64) {
        let least = self.add_link(least);
        self.edit(least, |entry| entry.kind = EntryKind::Known);
        let parts: Vec<CellId> = parts.iter().copied().chain([least]).collect();
        self.bound(&[whole], &parts);
    }

    /// Says that counts add up to another that is no table's total; what the counts contradict is
    /// not said.
    pub fn equal(&mut self, total: CellId, parts: &[CellId]) {
        let sum: u64 = parts.iter().map(|id| self.count_of(*id)).sum();
        if sum == self.count_of(total) {
            self.add_relation(&[total], parts, false);
        }
    }

    /// Says that a cell is the same as one that is settled: shown where that is, withheld where that
    /// is.
    pub(super) fn is_same(&mut self, id: CellId, settled: CellId) {
        let Some(same) = self.entry(settled).cloned() else {
            return;
        };
        self.edit(id, |entry| *entry = same);
        self.add_relation(&[settled], &[id], false);
    }

    /// Says what withholding a cell costs, beside what it costs already.
    pub fn add_cost(&mut self, id: CellId, cost: u32) {
        self.edit(id, |entry| entry.cost = entry.cost.saturating_add(cost));
    }

    /// Says that a cell is shown whatever it counts, since it says nothing about anybody or follows
    /// from what is shown elsewhere by choice.
    pub fn exempt(&mut self, id: CellId) {
        self.edit(id, |entry| {
            (entry.kind, entry.class) = (EntryKind::Known, None)
        });
    }

    /// Says what a count is out of, where that is not a cell: as a share of it.
    pub fn set_base(&mut self, id: CellId, base: u64) {
        if base > 0 && self.count_of(id) <= base {
            let whole = self.add_link(base);
            self.edit(whole, |entry| entry.kind = EntryKind::Known);
            self.relate_part(whole, id);
        }
    }

    /// Whether the public has a cell whatever is decided now.
    pub(super) fn is_told(&self, id: CellId) -> bool {
        self.entry(id).is_some_and(Entry::is_fixed)
    }

    /// Whether nothing is withheld here.
    pub(super) fn is_internal(&self) -> bool {
        self.rules.mode == Mode::Internal
    }

    /// What may be written out of a cell.
    #[must_use]
    pub fn published(&self, id: CellId) -> super::Published {
        match self.entries.get(id.0) {
            Some(entry) if entry.class.is_none() || self.is_internal() => {
                super::Published::Shown(entry.count.count)
            }
            _ => super::Published::Withheld,
        }
    }

    /// Why a cell is withheld; none where it is shown.
    #[must_use]
    pub fn class(&self, id: CellId) -> Option<Class> {
        self.entries.get(id.0)?.class
    }

    /// Decides what is withheld. Returns the cells for which nothing that can still be withheld
    /// would help, since what is known from elsewhere gives them away.
    ///
    /// Nothing is withheld in internal mode.
    pub fn protect(&mut self) -> Vec<CellId> {
        if self.is_internal() {
            return Vec::new();
        }
        self.find_known();
        self.find_classes();
        self.close();
        self.check()
    }

    /// Leaves everything as it is decided: what is added later must do with it.
    pub fn settle(&mut self) {
        for entry in &mut self.entries {
            entry.settled = true;
        }
        self.classified = self.relations.len();
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

    pub(super) fn threshold(&self) -> i64 {
        i64::try_from(self.rules.threshold).unwrap_or(BOUNDLESS)
    }

    pub(super) fn count_of(&self, id: CellId) -> u64 {
        self.entry(id).map_or(0, |entry| entry.count.count)
    }
}
