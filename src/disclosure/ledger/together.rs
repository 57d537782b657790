//! What is withheld of a table is a count together, which its whole less what is shown tells: where
//! that is few, the group it makes is withheld like any other, so that one count more goes.

use super::classes::class_up_to;
use super::{BOUNDLESS, CellId, Class, Count, Entry, EntryKind, Ledger, Relation};

/// How much more than the least it could be a count may be that is few because its parts are many: that
/// each is one or more and all together are few would leave too little of what each is.
const SPREAD: u64 = 3;

impl Ledger {
    /// Joins the parts of a table that are withheld by themselves, whatever else will be: what they
    /// are together must not be found out from other tables either.
    pub(super) fn find_together(&mut self, at: usize) {
        let Some((whole, parts)) = self.groups(at) else {
            return;
        };
        let (hidden, others): (Vec<CellId>, Vec<CellId>) = parts
            .into_iter()
            .partition(|part| matches!(self.class(*part), Some(Class::Few | Class::OfFewChildren)));
        let nearly = |id: &CellId| self.class(*id) == Some(Class::AllButFew);
        if !others.iter().any(nearly) {
            self.join(whole, (&hidden, &others), SPREAD);
        }
    }

    /// Joins the parts of a table that are withheld by now, for whatever reason, where the whole and
    /// all others are shown. Whether they are few together is to be seen from what is shown.
    /// Returns whether anything was joined.
    pub(super) fn close_together(&mut self, at: usize, ranges: &mut Vec<(i64, i64)>) -> bool {
        let is_public = |ledger: &Self, id| ledger.entry(id).is_some_and(Entry::is_public);
        let Some((whole, parts)) = self.groups(at).filter(|(id, _)| is_public(self, *id)) else {
            return false;
        };
        let (others, hidden): (Vec<CellId>, Vec<CellId>) =
            parts.into_iter().partition(|part| is_public(self, *part));
        let protects = |id: &CellId| self.entry(*id).is_some_and(Entry::needs_protection);
        if !hidden.iter().any(protects) || self.cheapest(&[at]).is_none() {
            return false;
        }
        let joined = self.join(whole, (&hidden, &others), 0);
        for id in self.ids().skip(ranges.len()) {
            ranges.extend(self.entry(id).map(|entry| entry.domain));
        }
        joined
    }

    /// The whole and the parts of a relation whose parts are groups.
    fn groups(&self, at: usize) -> Option<(CellId, Vec<CellId>)> {
        let relation = self.relation(at).filter(|relation| relation.joins)?;
        let mut cells = relation.cells();
        Some((cells.next()?, cells.collect()))
    }

    /// Makes one count of several withheld parts of a whole, where they are few together. Of many
    /// parts a little more is taken for few, so much more than the least they could be.
    fn join(
        &mut self,
        whole: CellId,
        (hidden, others): (&[CellId], &[CellId]),
        spread: u64,
    ) -> bool {
        let entries = hidden.iter().filter_map(|id| self.entry(*id));
        let together = entries.map(|entry| entry.count).reduce(added);
        let Some(together) = together.filter(|sum| sum.count < self.count_of(whole)) else {
            return false;
        };
        if hidden.len() < 2 || self.is_joined(hidden) {
            return false;
        }
        let least: i64 = hidden.iter().map(|id| self.least(*id)).sum();
        let parts = u64::try_from(least).unwrap_or(u64::MAX);
        let more = if spread > 0 { parts + spread } else { 0 };
        let few = self.rules.threshold.max(more);
        let to_number = |count| i64::try_from(count).unwrap_or(BOUNDLESS);
        let most = match class_up_to(few, together) {
            Some(Class::Few) => to_number(few),
            Some(_) => BOUNDLESS,
            // Where each could be none, whether all are is not told apart from few.
            None if least == 0 && together.count == 0 => to_number(few),
            None => return false,
        };
        let id = self.add_implied(together);
        self.edit(id, |entry| {
            // Nobody prints it, and its range is that of so many parts.
            entry.class = Some(Class::WithAnother);
            entry.domain = (least, most);
        });
        let others: Vec<CellId> = others.iter().copied().chain([id]).collect();
        self.add_relation(&[whole], &others, false);
        self.add_relation(&[id], hidden, false);
        true
    }

    /// Whether what some counts are together is a count already.
    fn is_joined(&self, hidden: &[CellId]) -> bool {
        let of = hidden.first().and_then(|id| self.of.get(id.0));
        let mut relations = of.into_iter().flatten().filter_map(|at| self.relation(*at));
        relations.any(|relation: &Relation| {
            let whole = relation.cells().next().and_then(|id| self.entry(id));
            whole.is_some_and(|entry| entry.kind == EntryKind::Implied)
                && relation.cells().skip(1).eq(hidden.iter().copied())
        })
    }

    /// The least that a withheld count could be by its class.
    fn least(&self, id: CellId) -> i64 {
        let Some(entry) = self.entry(id) else {
            return 0;
        };
        match entry.class {
            // None to few, as what is left of all but few is.
            Some(Class::Few) if entry.domain == (0, self.threshold()) => 0,
            Some(Class::Few | Class::OfFewChildren) => 1,
            Some(Class::AllButFew) => self.threshold() + 1,
            _ => entry.domain.0.max(0),
        }
    }
}

/// Two counts together: of incidents no more children are behind both than behind each added up.
fn added(one: Count, other: Count) -> Count {
    let children = one.children.zip(other.children);
    Count {
        count: one.count.saturating_add(other.count),
        children: children.map(|(one, other)| one.saturating_add(other)),
        sensitive: one.sensitive || other.sensitive,
    }
}
