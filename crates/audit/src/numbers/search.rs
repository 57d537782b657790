//! Which numbers an unknown could be: found by changing one set of numbers that fits as little as
//! it takes.

use std::collections::BTreeSet;

use super::start::take_back;
use super::unknowns::{Constraint, Numbers, Unknown, divided_up};

/// How many changes of numbers are tried for one value before another way is tried.
const MOVES: usize = 600;
/// How many numbers may change together.
const DEPTH: usize = 14;
/// The largest group that is searched from the start where changes do not help.
const LARGEST: usize = 400;

/// A set of numbers that fits, and every number seen to be possible so far.
#[derive(Debug)]
pub(crate) struct Fit<'n> {
    numbers: &'n Numbers,
    groups: Vec<Vec<Unknown>>,
    /// The group of each unknown that is not settled.
    group_of: Vec<Option<usize>>,
    /// By group, whether numbers that fit were found.
    fits: Vec<bool>,
    values: Vec<i64>,
    sums: Vec<i64>,
    seen: Vec<BTreeSet<i64>>,
    wanted: usize,
}

impl<'n> Fit<'n> {
    /// Finds numbers that fit; `wanted` is how many possible ones of each are of interest.
    pub(crate) fn of(numbers: &'n Numbers, wanted: usize) -> Self {
        let mut bounds = numbers.bounds.clone();
        let groups = numbers.groups();
        let mut group_of = vec![None; bounds.len()];
        let settled = groups.iter().enumerate().map(|(at, group)| {
            for unknown in group {
                if let Some(of) = group_of.get_mut(*unknown) {
                    *of = Some(at);
                }
            }
            numbers.settle(group, &mut bounds) && numbers.fits(group, &bounds)
        });
        let fits = settled.collect();
        let values: Vec<i64> = bounds.iter().map(|(low, _)| *low).collect();
        let sum = |c: &Constraint| {
            let value = |at: &Unknown| values.get(*at).copied().unwrap_or(0);
            c.terms.iter().map(|(at, f)| f * value(at)).sum()
        };
        Self {
            sums: numbers.constraints.iter().map(sum).collect(),
            seen: values
                .iter()
                .map(|value| BTreeSet::from([*value]))
                .collect(),
            numbers,
            groups,
            group_of,
            fits,
            values,
            wanted,
        }
    }

    /// How many numbers an unknown could be, as far as is of interest.
    pub(crate) fn possible(&mut self, unknown: Unknown) -> usize {
        match self.group_of.get(unknown).copied().flatten() {
            Some(group) if self.fits.get(group) != Some(&true) => return 0,
            Some(_) => {}
            None => return 1,
        }
        let (low, high) = self.numbers.range(unknown);
        let now = self.value(unknown);
        let reach = i64::try_from(self.wanted).unwrap_or(i64::MAX).max(1) * 2;
        let near = (1..=reach).flat_map(|step| [now + step, now - step]);
        let mut candidates: Vec<i64> = near.filter(|v| (low..=high).contains(v)).collect();
        candidates.extend([low, high]);
        for value in candidates {
            if self.has_enough(unknown) {
                break;
            }
            if !self.is_seen(unknown, value) && !self.by_moves(unknown, value) {
                self.search_anew(unknown, value);
            }
        }
        let seen = self.seen.get(unknown).map_or(0, BTreeSet::len);
        seen.min(self.wanted)
    }

    fn has_enough(&self, unknown: Unknown) -> bool {
        let seen = self.seen.get(unknown);
        seen.is_some_and(|seen| seen.len() >= self.wanted)
    }

    fn is_seen(&self, unknown: Unknown, value: i64) -> bool {
        let seen = self.seen.get(unknown);
        seen.is_some_and(|seen| seen.contains(&value))
    }

    fn value(&self, unknown: Unknown) -> i64 {
        self.values.get(unknown).copied().unwrap_or(0)
    }

    fn see(&mut self, unknown: Unknown, value: i64) {
        if let Some(seen) = self.seen.get_mut(unknown) {
            seen.insert(value);
        }
    }

    /// Gives an unknown a value and changes others until every constraint holds again. The
    /// numbers are then put back.
    fn by_moves(&mut self, unknown: Unknown, value: i64) -> bool {
        let mut moved = vec![(unknown, self.value(unknown))];
        let mut left = MOVES;
        self.change(unknown, value);
        let found = self.mend(&mut moved, &mut left);
        while let Some((unknown, was)) = moved.pop() {
            if found {
                self.see(unknown, self.value(unknown));
            }
            self.change(unknown, was);
        }
        found
    }

    fn change(&mut self, unknown: Unknown, value: i64) {
        let by = value - self.value(unknown);
        if let Some(now) = self.values.get_mut(unknown) {
            *now = value;
        }
        for at in self.numbers.of.get(unknown).into_iter().flatten() {
            let constraint = self.numbers.constraints.get(*at);
            let terms = constraint.into_iter().flat_map(|c| &c.terms);
            let factor = terms.filter(|(of, _)| *of == unknown).map(|(_, f)| f);
            let factor: i64 = factor.sum();
            if let Some(sum) = self.sums.get_mut(*at) {
                *sum += factor * by;
            }
        }
    }

    fn mend(&mut self, moved: &mut Vec<(Unknown, i64)>, left: &mut usize) -> bool {
        let Some((at, lacking)) = self.broken(moved) else {
            return true;
        };
        if moved.len() >= DEPTH {
            return false;
        }
        for (unknown, value) in self.remedies(at, lacking, moved) {
            if *left == 0 {
                return false;
            }
            *left -= 1;
            moved.push((unknown, self.value(unknown)));
            self.change(unknown, value);
            if self.mend(moved, left) {
                return true;
            }
            if let Some((unknown, was)) = moved.pop() {
                self.change(unknown, was);
            }
        }
        false
    }

    /// A constraint on what was moved that does not hold, and by how much its sum must grow.
    fn broken(&self, moved: &[(Unknown, i64)]) -> Option<(usize, i64)> {
        let on = moved.iter();
        let on = on.filter_map(|(unknown, _)| self.numbers.of.get(*unknown));
        on.flatten().find_map(|at| {
            let constraint = self.numbers.constraints.get(*at)?;
            let sum = *self.sums.get(*at)?;
            let lacking = (constraint.low - sum).max(0) + (constraint.high - sum).min(0);
            (lacking != 0).then_some((*at, lacking))
        })
    }

    /// What can be changed to make a sum grow by so much: the least bound up with others first.
    fn remedies(&self, at: usize, lacking: i64, moved: &[(Unknown, i64)]) -> Vec<(Unknown, i64)> {
        let constraint = self.numbers.constraints.get(at);
        let mut found: Vec<(bool, usize, Unknown, i64)> = Vec::new();
        for (unknown, factor) in constraint.into_iter().flat_map(|c| &c.terms) {
            if moved.iter().any(|(other, _)| other == unknown) {
                continue;
            }
            let (low, high) = self.numbers.range(*unknown);
            let now = self.value(*unknown);
            let by = divided_up(lacking.abs(), factor.abs());
            let wanted = now + lacking.signum() * factor.signum() * by;
            let value = wanted.clamp(low, high);
            if value != now {
                let bound_up = self.numbers.of.get(*unknown).map_or(0, Vec::len);
                found.push((value != wanted, bound_up, *unknown, value));
            }
        }
        found.sort_unstable();
        let found = found.into_iter();
        found
            .map(|(_, _, unknown, value)| (unknown, value))
            .collect()
    }

    /// Searches numbers for the whole group with one of them given.
    fn search_anew(&mut self, unknown: Unknown, value: i64) {
        let group = self.group_of.get(unknown).copied().flatten();
        let group = group.and_then(|at| self.groups.get(at)).cloned();
        let Some(group) = group.filter(|group| group.len() <= LARGEST) else {
            return;
        };
        let numbers = self.numbers;
        let mut bounds = numbers.bounds.clone();
        let mut undo = Vec::new();
        let found = numbers.set(unknown, value, &mut bounds, &mut undo)
            && numbers.settle(&group, &mut bounds)
            && numbers.fits(&group, &bounds);
        if found {
            for unknown in group {
                self.see(unknown, bounds.get(unknown).map_or(0, |bound| bound.0));
            }
        } else {
            take_back(&mut undo, &mut bounds);
        }
    }
}
