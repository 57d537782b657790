//! The class of every count by itself, and what a class says of the number.

use super::super::cell::is_few;
use super::{BOUNDLESS, CellId, Class, Count, Entry, EntryKind, Ledger};

impl Ledger {
    /// Takes as known what follows from what is shown already: to withhold it would hide nothing.
    pub(super) fn find_known(&mut self) {
        let mut changed = true;
        while changed {
            changed = false;
            for at in self.classified..self.relations.len() {
                for id in self.follows(at) {
                    let shown =
                        |entry: &Entry| !entry.settled && self.own_class(entry.count).is_none();
                    if self.entry(id).is_some_and(shown) {
                        self.edit(id, |entry| entry.kind = EntryKind::Known);
                        changed = true;
                    }
                }
            }
        }
    }

    /// The cells of a relation that follow from those which the public has in any case: the only other
    /// one, or all others where they are together nobody.
    fn follows(&self, at: usize) -> Vec<CellId> {
        let terms = self
            .relation(at)
            .map_or(&[][..], |relation| &relation.terms);
        let fixed = |id: CellId| self.entry(id).filter(|entry| entry.is_fixed());
        let sum: i64 = terms
            .iter()
            .filter_map(|(id, sign)| Some(sign * fixed(*id)?.number))
            .sum();
        let open: Vec<(CellId, i64)> = terms
            .iter()
            .copied()
            .filter(|(id, _)| fixed(*id).is_none())
            .collect();
        let first = open.first().map(|(_, sign)| *sign);
        // A number that only ties others may be below nothing.
        let counts = |id: CellId| self.entry(id).is_some_and(|entry| entry.domain.0 >= 0);
        let one_side = open
            .iter()
            .all(|(id, sign)| Some(*sign) == first && counts(*id));
        let nobody = open.len() < terms.len() && sum == 0 && one_side;
        if open.len() == 1 || nobody {
            open.into_iter().map(|(id, _)| id).collect()
        } else {
            Vec::new()
        }
    }

    /// Gives every count that is not settled its class and its domain.
    pub(super) fn find_classes(&mut self) {
        for id in self.ids() {
            let Some(entry) = self.entry(id).filter(|entry| !entry.settled) else {
                continue;
            };
            let own = match entry.kind {
                EntryKind::Printed | EntryKind::Implied => self.own_class(entry.count),
                EntryKind::Link | EntryKind::Known => None,
            };
            if own.is_some() && entry.class.is_none() {
                self.edit(id, |entry| entry.class = own);
            }
        }
        for at in self.classified..self.relations.len() {
            self.find_parts(at);
        }
        for at in self.classified..self.relations.len() {
            self.find_together(at);
        }
        self.classified = self.relations.len();
        for id in self.ids() {
            self.find_domain(id);
        }
    }

    /// The class of a count whatever it is part of.
    fn own_class(&self, count: Count) -> Option<Class> {
        class_up_to(self.rules.threshold, count)
    }

    /// Marks the part of a whole that is all of it but a few, and every part of one that is too small
    /// for a percentage.
    fn find_parts(&mut self, at: usize) {
        let Some(relation) = self.relation(at).filter(|relation| relation.is_table) else {
            return;
        };
        let mut cells = relation.cells();
        let Some(whole) = cells.next() else { return };
        let parts: Vec<CellId> = cells.collect();
        let total = self.count_of(whole);
        if total == 0 {
            return;
        }
        if total < self.rules.percentage_minimum_denominator {
            self.find_out_of_few(total, &parts);
            return;
        }
        let nearly = |part: &CellId| self.is_all_but_few(*part, total);
        let Some(part) = parts.iter().copied().find(nearly) else {
            return;
        };
        self.edit(part, |entry| entry.class = Some(Class::AllButFew));
        let others: Vec<CellId> = parts.into_iter().filter(|other| *other != part).collect();
        let rest = total.saturating_sub(self.count_of(part));
        // Of more than two parts all others go too: that each is few or none would leave too little
        // of what they are together.
        if rest == 0 || others.len() > 1 {
            others.iter().for_each(|other| self.hide_none(*other));
        }
        if others.len() > 1 {
            let id = self.add_implied(Count::children(rest));
            self.hide_none(id);
            self.add_relation(&[whole], &[part, id], false);
            self.add_relation(&[id], &others, false);
        }
    }

    /// Withholds what is not none of a small whole, and in a table of more than two parts that one
    /// of them is all of it.
    fn find_out_of_few(&mut self, total: u64, parts: &[CellId]) {
        let base = self.rules.percentage_minimum_denominator.saturating_sub(1);
        let most = i64::try_from(base).unwrap_or(BOUNDLESS);
        let printed = |part: &CellId| {
            let entry = self.entry(*part);
            entry.is_some_and(|e| e.kind == EntryKind::Printed && e.number > 0)
        };
        if !parts.iter().any(printed) {
            return;
        }
        let alone = parts.iter().any(|part| self.count_of(*part) == total) && parts.len() > 2;
        for part in parts {
            self.edit(*part, |entry| {
                let printed = entry.kind == EntryKind::Printed && (entry.number > 0 || alone);
                let counts = printed || entry.kind == EntryKind::Implied;
                if counts && !entry.settled {
                    let least = i64::from(printed && !alone);
                    (entry.class, entry.domain) = (Some(Class::OutOfFew), (least, most));
                }
            });
        }
    }

    fn is_all_but_few(&self, part: CellId, total: u64) -> bool {
        let Some(entry) = self.entry(part) else {
            return false;
        };
        let rest = total.saturating_sub(entry.count.count);
        let open = entry.kind == EntryKind::Printed && entry.class.is_none() && !entry.settled;
        open && entry.count.count > self.rules.threshold
            && (is_few(rest, self.rules.threshold) || (entry.count.sensitive && rest == 0))
    }

    /// Withholds a count of none or few, which would give away that the rest is all or nearly so.
    fn hide_none(&mut self, id: CellId) {
        let none_to_few = (0, self.threshold());
        self.edit(id, |entry| {
            if !entry.settled && matches!(entry.kind, EntryKind::Printed | EntryKind::Implied) {
                (entry.class, entry.domain) = (Some(Class::Few), none_to_few);
            }
        });
    }

    /// What the class of a count says of its number, to whoever knows the classes.
    fn find_domain(&mut self, id: CellId) {
        let threshold = self.threshold();
        self.edit(id, |entry| {
            let number = entry.number;
            if entry.is_public() {
                entry.domain = (number, number);
                return;
            }
            if entry.settled {
                return;
            }
            let none_too = entry.domain == (0, threshold);
            entry.domain = match (entry.kind, entry.class) {
                (_, Some(Class::Few)) if none_too => entry.domain,
                (_, Some(Class::Few)) => (1, threshold),
                (_, Some(Class::OfFewChildren)) => (1, BOUNDLESS),
                (_, Some(Class::AllButFew)) => (threshold + 1, BOUNDLESS),
                // Set when it was withheld, and what a link can be when it was made.
                (_, Some(Class::WithAnother | Class::OutOfFew)) | (EntryKind::Link, None) => {
                    entry.domain
                }
                _ => (0, BOUNDLESS),
            };
            entry.not_few = match entry.class {
                None => entry.kind == EntryKind::Implied,
                Some(Class::WithAnother) => entry.not_few,
                Some(_) => false,
            };
        });
    }
}

/// The class of a count by itself, where so many are few.
pub(super) fn class_up_to(few: u64, count: Count) -> Option<Class> {
    match count.children {
        Some(children) if children == count.count => is_few(count.count, few).then_some(Class::Few),
        Some(children) => {
            (is_few(children, few) || is_few(count.count, few)).then_some(Class::OfFewChildren)
        }
        None => is_few(count.count, few.saturating_mul(2)).then_some(Class::OfFewChildren),
    }
}
