//! One set of numbers with which every constraint holds, to start from.

use std::collections::VecDeque;

use super::unknowns::{Numbers, Unknown};

/// How many numbers are tried, beyond one for each unknown, before the search is given up.
const TRIES: usize = 2_000;
/// Up to which width of a range every number in it is tried.
const SMALL: i64 = 12;
/// How many orders of trying there are.
const PREFERENCES: usize = 4;
/// How many constraints one settled number is followed through.
const REACH: usize = 2_000;

/// What a range was before it was narrowed.
pub(super) type Undo = Vec<(Unknown, (i64, i64))>;

impl Numbers {
    /// The unknowns that bear on one another, by group; those that are settled are in none.
    pub(super) fn groups(&self) -> Vec<Vec<Unknown>> {
        let mut seen = vec![false; self.len()];
        let mut groups = Vec::new();
        for first in (0..self.len()).filter(|unknown| self.is_open(*unknown)) {
            let group = self.group_of(first, &mut seen);
            if !group.is_empty() {
                groups.push(group);
            }
        }
        groups
    }

    fn is_open(&self, unknown: Unknown) -> bool {
        let (low, high) = self.range(unknown);
        low < high
    }

    fn group_of(&self, first: Unknown, seen: &mut [bool]) -> Vec<Unknown> {
        let (mut group, mut next) = (Vec::new(), vec![first]);
        while let Some(unknown) = next.pop() {
            match seen.get_mut(unknown) {
                Some(seen) if !*seen => *seen = true,
                _ => continue,
            }
            group.push(unknown);
            let constraints = self.of.get(unknown).into_iter().flatten();
            let constraints = constraints.filter_map(|at| self.constraints.get(*at));
            let near = constraints.flat_map(|c| c.terms.iter().map(|(at, _)| *at));
            next.extend(near.filter(|near| self.is_open(*near)));
        }
        group.sort_unstable();
        group
    }

    /// Settles a group of unknowns one after the other so that every constraint holds. False, and
    /// nothing changed, where the search is given up.
    pub(super) fn settle(&self, group: &[Unknown], bounds: &mut [(i64, i64)]) -> bool {
        (0..PREFERENCES).any(|preference| self.settle_by(preference, group, bounds))
    }

    /// The number with the fewest possibilities left goes first, so that what does not fit is
    /// noticed near to where it was decided.
    fn settle_by(&self, preference: usize, group: &[Unknown], bounds: &mut [(i64, i64)]) -> bool {
        let mut tries = group.len() + TRIES;
        // Not by recursion: a group can hold thousands.
        let mut choices: Vec<Choice> = Vec::new();
        loop {
            let open = group.iter().filter_map(|unknown| {
                let (low, high) = bounds.get(*unknown)?;
                (low < high).then_some((high - low, *unknown))
            });
            let Some((_, unknown)) = open.min() else {
                return true;
            };
            let next = Choice::of(unknown, preference, bounds);
            if !self.choose(next, &mut choices, bounds, &mut tries) {
                break;
            }
        }
        for choice in choices.iter_mut().rev() {
            take_back(&mut choice.undo, bounds);
        }
        false
    }

    /// Tries the values of a choice, and where none will do, those of the choices before it.
    fn choose(
        &self,
        mut choice: Choice,
        choices: &mut Vec<Choice>,
        bounds: &mut [(i64, i64)],
        tries: &mut usize,
    ) -> bool {
        while *tries > 0 {
            *tries -= 1;
            let Some(value) = choice.values.pop() else {
                let Some(earlier) = choices.pop() else {
                    return false;
                };
                choice = earlier;
                take_back(&mut choice.undo, bounds);
                continue;
            };
            if self.set(choice.unknown, value, bounds, &mut choice.undo) {
                choices.push(choice);
                return true;
            }
            take_back(&mut choice.undo, bounds);
        }
        for choice in choices.iter_mut().rev() {
            take_back(&mut choice.undo, bounds);
        }
        choices.clear();
        false
    }

    /// Settles one number and narrows the others by it; false where that cannot be.
    pub(super) fn set(
        &self,
        unknown: Unknown,
        value: i64,
        bounds: &mut [(i64, i64)],
        undo: &mut Undo,
    ) -> bool {
        let Some(bound) = bounds.get_mut(unknown) else {
            return false;
        };
        undo.push((unknown, *bound));
        *bound = (value, value);
        let on = self.of.get(unknown).into_iter().flatten();
        let mut queue: VecDeque<usize> = on.copied().collect();
        let mut left = REACH;
        while let Some(constraint) = queue.pop_front().and_then(|at| self.constraints.get(at)) {
            let from = undo.len();
            let terms = constraint.terms.iter();
            undo.extend(terms.filter_map(|(at, _)| Some((*at, *bounds.get(*at)?))));
            let narrowed = constraint.narrow(bounds);
            let mut kept = from;
            for at in from..undo.len() {
                if undo
                    .get(at)
                    .is_some_and(|(u, was)| bounds.get(*u) != Some(was))
                {
                    undo.swap(kept, at);
                    kept += 1;
                }
            }
            undo.truncate(kept);
            if narrowed.is_err() {
                return false;
            }
            let moved = undo.get(from..).unwrap_or_default().iter();
            for next in moved.flat_map(|(at, _)| self.of.get(*at).into_iter().flatten()) {
                if left > 0 && !queue.contains(next) {
                    left -= 1;
                    queue.push_back(*next);
                }
            }
        }
        true
    }

    /// Whether settled numbers fit every constraint on a group.
    pub(super) fn fits(&self, group: &[Unknown], bounds: &[(i64, i64)]) -> bool {
        let on = group.iter().filter_map(|unknown| self.of.get(*unknown));
        let mut on = on.flatten().filter_map(|at| self.constraints.get(*at));
        on.all(|constraint| {
            let value = |at: &Unknown| bounds.get(*at).map_or(0, |bound| bound.0);
            let sum: i64 = constraint.terms.iter().map(|(at, f)| f * value(at)).sum();
            sum >= constraint.low && sum <= constraint.high
        })
    }
}

pub(super) fn take_back(undo: &mut Undo, bounds: &mut [(i64, i64)]) {
    while let Some((at, was)) = undo.pop() {
        if let Some(bound) = bounds.get_mut(at) {
            *bound = was;
        }
    }
}

/// One number being tried, with what its settling changed.
struct Choice {
    unknown: Unknown,
    /// What is still to be tried, last first.
    values: Vec<i64>,
    undo: Undo,
}

impl Choice {
    /// The preferences differ in what is tried first.
    fn of(unknown: Unknown, preference: usize, bounds: &[(i64, i64)]) -> Self {
        let (low, high) = bounds.get(unknown).copied().unwrap_or_default();
        let middle = low + (high - low) / 2;
        let near = low + (middle - low).min(3);
        let mut order = [near, middle, low, high, low + 1];
        order.rotate_left(preference % PREFERENCES);
        let others = if high - low <= SMALL {
            low..=high
        } else {
            low..=low
        };
        let mut values: Vec<i64> = Vec::new();
        for value in others.rev().chain(order.into_iter().rev()) {
            values.retain(|other| *other != value);
            if value <= high {
                values.push(value);
            }
        }
        Self {
            unknown,
            values,
            undo: Vec::new(),
        }
    }
}
