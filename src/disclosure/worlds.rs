//! What somebody who adds and subtracts could find out: the whole numbers that withheld cells
//! could be, given what is shown.
//!
//! Ranges come from narrowing each cell by every sum it stands in, again and again. That a number
//! is possible is only believed once a whole set of numbers for all withheld cells is found in
//! which every sum is right, so that the answer errs towards "too few".

use std::collections::{BTreeMap, VecDeque};

use super::ledger::{CellId, Entry, Ledger};

/// Larger than any count.
const BOUNDLESS: i64 = 1 << 40;
/// How often each sum is looked at, on average, before narrowing is given up.
const ROUNDS: usize = 200;
/// How many numbers are tried before a search is given up.
const TRIES: usize = 400;

/// Whether enough numbers were found possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Enough {
    Yes,
    NotFound,
}

/// Σ sign · cell = constant.
#[derive(Debug, Clone, Default)]
struct Equation {
    terms: Vec<(usize, i64)>,
    constant: i64,
}

/// The withheld cells of some sums, with what is known of each.
#[derive(Debug, Clone)]
pub(super) struct Worlds {
    at: BTreeMap<CellId, usize>,
    truth: Vec<i64>,
    bounds: Vec<(i64, i64)>,
    equations: Vec<Equation>,
    /// The sums each cell stands in.
    of: Vec<Vec<usize>>,
}

impl Worlds {
    /// What some sums of a ledger say, of whose cells the public has those that are shown or known.
    pub(super) fn of(ledger: &Ledger, relations: impl IntoIterator<Item = usize>) -> Self {
        Self::where_public(ledger, relations, Entry::is_public)
    }

    /// The same where the public has other cells.
    pub(super) fn where_public(
        ledger: &Ledger,
        relations: impl IntoIterator<Item = usize>,
        is_public: impl Fn(&Entry) -> bool,
    ) -> Self {
        let mut worlds = Self {
            at: BTreeMap::new(),
            truth: Vec::new(),
            bounds: Vec::new(),
            equations: Vec::new(),
            of: Vec::new(),
        };
        for relation in relations.into_iter().filter_map(|at| ledger.relation(at)) {
            let mut equation = Equation::default();
            let parts = relation.parts.iter().map(|part| (*part, 1));
            for (id, sign) in parts.chain([(relation.total, -1)]) {
                let Some(entry) = ledger.entry(id) else {
                    continue;
                };
                let count = i64::try_from(entry.count.count).unwrap_or(BOUNDLESS);
                if is_public(entry) {
                    equation.constant -= sign * count;
                } else {
                    let at = worlds.variable(id, count, entry.floor());
                    equation.terms.push((at, sign));
                    if let Some(of) = worlds.of.get_mut(at) {
                        of.push(worlds.equations.len());
                    }
                }
            }
            worlds.equations.push(equation);
        }
        worlds.narrow_all();
        worlds
    }

    fn variable(&mut self, id: CellId, truth: i64, floor: i64) -> usize {
        let next = self.truth.len();
        let at = *self.at.entry(id).or_insert(next);
        if at == next {
            self.truth.push(truth);
            self.bounds.push((floor, BOUNDLESS));
            self.of.push(Vec::new());
        }
        at
    }

    fn narrow_all(&mut self) {
        let mut bounds = std::mem::take(&mut self.bounds);
        self.narrow(&mut bounds, 0..self.equations.len());
        self.bounds = bounds;
    }

    /// The least and the most that narrowing leaves a cell.
    pub(super) fn bounds_of(&self, id: CellId) -> Option<(i64, i64)> {
        self.bounds.get(*self.at.get(&id)?).copied()
    }

    /// How many whole numbers narrowing leaves a cell.
    pub(super) fn range(&self, id: CellId) -> Option<usize> {
        let (low, high) = self.bounds_of(id)?;
        usize::try_from(high - low + 1).ok()
    }

    /// Whether a cell can be shown to have so many possible numbers, its own among them.
    pub(super) fn possible(&self, id: CellId, wanted: usize) -> Enough {
        let Some(at) = self.at.get(&id).copied() else {
            // A cell in no sum can be any number.
            return Enough::Yes;
        };
        let (Some(truth), Some((low, high))) = (self.truth.get(at), self.bounds.get(at)) else {
            return Enough::NotFound;
        };
        let reach = i64::try_from(wanted).unwrap_or(BOUNDLESS);
        let near = (1..=reach).flat_map(|step| [truth + step, truth - step]);
        let others = near.filter(|value| value >= low && value <= high);
        let found = others.filter(|value| self.holds(at, *value));
        if found.take(wanted - 1).count() + 1 >= wanted {
            Enough::Yes
        } else {
            Enough::NotFound
        }
    }

    /// Whether numbers for all cells are found with one of them given.
    fn holds(&self, at: usize, value: i64) -> bool {
        self.search(self.bounds.clone(), (at, value), &mut { TRIES })
    }

    /// Whether numbers for all cells are found within bounds, with one of them given.
    fn search(
        &self,
        mut bounds: Vec<(i64, i64)>,
        (at, value): (usize, i64),
        tries: &mut usize,
    ) -> bool {
        if *tries == 0 {
            return false;
        }
        if let Some(bound) = bounds.get_mut(at) {
            *bound = (value, value);
        }
        let touched = self.of.get(at).into_iter().flatten().copied();
        if !self.narrow(&mut bounds, touched) {
            return false;
        }
        *tries -= 1;
        let open = bounds.iter().enumerate().filter(|(_, (l, h))| l < h);
        let Some((at, (low, high))) = open.min_by_key(|(at, (l, h))| (h - l, *at)) else {
            return self.is_right(&bounds);
        };
        let (low, high) = (*low, *high);
        let near = self.truth.get(at).map_or(low, |t| (*t).clamp(low, high));
        let values = [near, near + 1, near - 1, near + 2, near - 2, low, high];
        let mut tried: Vec<i64> = Vec::with_capacity(values.len());
        for value in values {
            if value < low || value > high || tried.contains(&value) {
                continue;
            }
            tried.push(value);
            if self.search(bounds.clone(), (at, value), tries) {
                return true;
            }
        }
        false
    }

    fn is_right(&self, bounds: &[(i64, i64)]) -> bool {
        self.equations.iter().all(|equation| {
            let value =
                |(at, sign): &(usize, i64)| bounds.get(*at).map_or(0, |(low, _)| sign * low);
            equation.terms.iter().map(value).sum::<i64>() == equation.constant
        })
    }

    /// Narrows cells by some sums, and by every sum of a cell that was narrowed, until nothing
    /// changes; false where nothing is left.
    fn narrow(&self, bounds: &mut [(i64, i64)], first: impl Iterator<Item = usize>) -> bool {
        let mut next: VecDeque<usize> = first.collect();
        let mut waits = vec![false; self.equations.len()];
        for at in &next {
            if let Some(waiting) = waits.get_mut(*at) {
                *waiting = true;
            }
        }
        let mut changed = Vec::new();
        for _ in 0..ROUNDS * self.equations.len() {
            let Some(at) = next.pop_front() else { break };
            if let Some(waiting) = waits.get_mut(at) {
                *waiting = false;
            }
            let Some(equation) = self.equations.get(at) else {
                continue;
            };
            changed.clear();
            if equation.narrow(bounds, &mut changed).is_none() {
                return false;
            }
            for sum in changed
                .iter()
                .filter_map(|cell| self.of.get(*cell))
                .flatten()
            {
                if let Some(waiting) = waits.get_mut(*sum).filter(|waiting| !**waiting) {
                    *waiting = true;
                    next.push_back(*sum);
                }
            }
        }
        true
    }
}

impl Equation {
    /// Narrows the cells of one sum, and says which; none where it cannot be right.
    fn narrow(&self, bounds: &mut [(i64, i64)], changed: &mut Vec<usize>) -> Option<()> {
        let span = |bounds: &[(i64, i64)], (at, sign): (usize, i64)| {
            let (low, high) = bounds.get(at).copied().unwrap_or_default();
            if sign > 0 { (low, high) } else { (-high, -low) }
        };
        let spans = self.terms.iter().map(|term| span(bounds, *term));
        let (lowest, highest) = spans.fold((0, 0), |(l, h), (low, high)| (l + low, h + high));
        if lowest > self.constant || highest < self.constant {
            return None;
        }
        for term in &self.terms {
            let (low, high) = span(bounds, *term);
            let least = self.constant - (highest - high);
            let most = self.constant - (lowest - low);
            let (least, most) = if term.1 > 0 {
                (least, most)
            } else {
                (-most, -least)
            };
            let bound = bounds.get_mut(term.0)?;
            let narrower = (bound.0.max(least), bound.1.min(most));
            if narrower.0 > narrower.1 {
                return None;
            }
            if *bound != narrower {
                *bound = narrower;
                changed.push(term.0);
            }
        }
        Some(())
    }
}
