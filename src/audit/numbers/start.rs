//! One set of numbers with which every constraint holds, to start from.

use std::collections::VecDeque;

use super::{Numbers, Unknown};

/// How many numbers are tried, for each unknown, before the search is given up.
const TRIES_EACH: usize = 20;
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
        let mut tries = TRIES_EACH * group.len() + 200;
        // Not by recursion: a group can hold thousands.
        let mut choices: Vec<Choice> = Vec::new();
        let mut at = 0;
        loop {
            while group.get(at).is_some_and(|u| is_settled(bounds, *u)) {
                at += 1;
            }
            let Some(unknown) = group.get(at).copied() else {
                return true;
            };
            let next = Choice::of(at, unknown, bounds);
            match self.choose(next, &mut choices, bounds, &mut tries) {
                Some(chosen) => at = chosen + 1,
                None => break,
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
    ) -> Option<usize> {
        while *tries > 0 {
            *tries -= 1;
            let Some(value) = choice.values.pop() else {
                choice = choices.pop()?;
                take_back(&mut choice.undo, bounds);
                continue;
            };
            if self.set(choice.unknown, value, bounds, &mut choice.undo) {
                let at = choice.at;
                choices.push(choice);
                return Some(at);
            }
            take_back(&mut choice.undo, bounds);
        }
        None
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
    at: usize,
    unknown: Unknown,
    /// What is still to be tried, last first.
    values: Vec<i64>,
    undo: Undo,
}

impl Choice {
    fn of(at: usize, unknown: Unknown, bounds: &[(i64, i64)]) -> Self {
        let (low, high) = bounds.get(unknown).copied().unwrap_or_default();
        let middle = low + (high - low) / 2;
        let near = low + (middle - low).min(3);
        let mut values = Vec::new();
        for value in [high, low, low + 1, middle, near] {
            if value <= high && !values.contains(&value) {
                values.push(value);
            }
        }
        Self {
            at,
            unknown,
            values,
            undo: Vec::new(),
        }
    }
}

fn is_settled(bounds: &[(i64, i64)], unknown: Unknown) -> bool {
    bounds.get(unknown).is_none_or(|(low, high)| low == high)
}
