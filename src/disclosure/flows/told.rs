//! What is told elsewhere of how many children went missing, which tables of flows must do with: how many
//! of an authority's children on 31 March did, and how many from a placement outside.

use super::*;

/// How many numbers must be left to what is not shown of a sum that is told, beside one for each part
/// that is not none.
const LEAST: u64 = 4;
/// The columns that are told of: who went missing, and who did from there.
const COLUMNS: usize = 2;

/// What is told of an authority's children, by column.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Told {
    /// That it is none, so that to withhold any part would only look safe.
    none: [bool; COLUMNS],
    /// That it is hardly more than what its named pairs show, so that they show nothing.
    close: [bool; COLUMNS],
}

impl Flows<'_> {
    /// Finds what is told, once it is chosen which pairs are named. It hangs on what is shown alone.
    pub(super) fn find_told(&mut self) {
        let all = self.sides.keys().map(|from| (*from, self.told_of(*from)));
        self.told = all.collect();
    }

    fn told_of(&self, from: AuthorityId) -> Told {
        let Some(sides) = self.sides.get(&from) else {
            return Told::default();
        };
        let shown = |count: &Carried| count.is_shown().then(|| count.count());
        let missing = sides.missing.as_ref().and_then(shown);
        let from_there = sides.missing_outside.as_ref().and_then(shown);
        let none = missing == Some(0);
        // Of those who went missing the ones outside are all but those who are not.
        let elsewhere = shown(&sides.census).zip(shown(&sides.outside));
        let few_elsewhere =
            elsewhere.is_some_and(|(all, outside)| all.saturating_sub(outside) < LEAST);
        Told {
            none: [none, none || from_there == Some(0)],
            close: [
                missing.is_some_and(|all| few_elsewhere || self.is_close(from, 0, all)),
                from_there.is_some_and(|all| self.is_close(from, 1, all)),
            ],
        }
    }

    /// Whether a sum leaves too little to the pairs that do not show their part of it.
    fn is_close(&self, from: AuthorityId, column: usize, all: u64) -> bool {
        let own = self.counts.iter().filter(|(pair, _)| pair.0 == from);
        let named = own.filter(|(pair, _)| !self.unnamed.contains(pair));
        let (mut sum, mut hidden) = (0, 0);
        for (_, count) in named {
            match self.parts(*count).get(column) {
                Some(Published::Shown(part)) => sum += part,
                _ => hidden += 1,
            }
        }
        sum > 0 && all.saturating_sub(sum) < LEAST + hidden
    }

    /// The counts of a pair besides the children, as they may be shown beside what is told.
    pub(super) fn parts_of(&self, (from, _): Pair, count: HostCount) -> [Published; 4] {
        let mut parts = self.parts(count);
        let told = self.told.get(&from).copied().unwrap_or_default();
        let closed = [told.close[0], told.close.contains(&true)];
        for ((part, none), close) in parts.iter_mut().zip(told.none).zip(closed) {
            if none {
                *part = printed::shown(0);
            } else if close && *part != printed::shown(0) {
                *part = Published::Withheld;
            }
        }
        parts
    }

    /// Of which columns it is told that none of these authorities' children is in them.
    pub(super) fn none_of(&self, mut from: impl Iterator<Item = AuthorityId>) -> [bool; COLUMNS] {
        let none = |id: AuthorityId| self.told.get(&id).copied().unwrap_or_default().none;
        let Some(first) = from.next() else {
            return [false; COLUMNS];
        };
        from.fold(none(first), |all, id| {
            let own = none(id);
            [all[0] && own[0], all[1] && own[1]]
        })
    }
}
