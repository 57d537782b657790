//! What somebody who adds and subtracts could find out: the whole numbers that withheld cells
//! could be, given what is shown.
//!
//! Ranges come from narrowing each cell by every sum it stands in, again and again. That a number
//! is possible is only believed once a whole set of numbers for all withheld cells is found in
//! which every sum is right and every count is what its class says, so that the answer errs towards
//! "too few".

use std::collections::{BTreeMap, VecDeque};

use super::ledger::{BOUNDLESS, CellId, Entry, Ledger};

/// How often each sum is looked at, on average, before narrowing is given up.
const ROUNDS: usize = 200;
/// How many numbers are tried before a search is given up.
const TRIES: usize = 2_000;

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
    entries: Vec<Entry>,
    bounds: Vec<(i64, i64)>,
    equations: Vec<Equation>,
    /// The sums each cell stands in.
    of: Vec<Vec<usize>>,
    threshold: i64,
}

impl Worlds {
    /// What some relations of a ledger say, of whose cells the public has those that are shown or
    /// known, and the class of every other.
    pub(super) fn of(ledger: &Ledger, relations: impl IntoIterator<Item = usize>) -> Self {
        let mut worlds = Self {
            at: BTreeMap::new(),
            entries: Vec::new(),
            bounds: Vec::new(),
            equations: Vec::new(),
            of: Vec::new(),
            threshold: ledger.threshold(),
        };
        for relation in relations.into_iter().filter_map(|at| ledger.relation(at)) {
            let mut equation = Equation::default();
            for (id, sign) in &relation.terms {
                let Some(entry) = ledger.entry(*id) else {
                    continue;
                };
                if entry.is_public() {
                    equation.constant -= sign * entry.number;
                } else {
                    let at = worlds.variable(*id, entry);
                    equation.terms.push((at, *sign));
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

    fn variable(&mut self, id: CellId, entry: &Entry) -> usize {
        let next = self.entries.len();
        let at = *self.at.entry(id).or_insert(next);
        if at == next {
            self.entries.push(entry.clone());
            self.bounds.push(entry.domain);
            self.of.push(Vec::new());
        }
        at
    }

    fn narrow_all(&mut self) {
        let mut bounds = std::mem::take(&mut self.bounds);
        self.narrow(&mut bounds, 0..self.equations.len());
        self.bounds = bounds;
    }

    fn truth(&self, at: usize) -> Option<i64> {
        self.entries.get(at).map(|entry| entry.number)
    }

    fn allows(&self, at: usize, value: i64) -> bool {
        let entry = self.entries.get(at);
        entry.is_some_and(|entry| entry.allows(value, self.threshold))
    }

    /// Whether a cell can be shown to have so many possible numbers, its own among them.
    pub(super) fn possible(&self, id: CellId, wanted: usize) -> Enough {
        let Some(at) = self.at.get(&id).copied() else {
            // A cell in no sum can be any number.
            return Enough::Yes;
        };
        let (Some(truth), Some((low, high))) = (self.truth(at), self.bounds.get(at)) else {
            return Enough::NotFound;
        };
        let reach = i64::try_from(wanted).unwrap_or(BOUNDLESS);
        let near = (1..=reach).flat_map(|step| [truth + step, truth - step]);
        // Between none and the least that is not few lies nothing.
        let beyond = self.entries.get(at).filter(|entry| entry.not_few);
        let beyond = beyond.map(|_| (1..=reach).map(|step| self.threshold + step).chain([0]));
        let beyond = beyond
            .into_iter()
            .flatten()
            .filter(|value| (value - truth).abs() > reach);
        let others = near
            .chain(beyond)
            .filter(|value| value >= low && value <= high && self.allows(at, *value));
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
        let Some((at, mended)) = self.wrong(&bounds) else {
            return true;
        };
        let (low, high) = bounds.get(at).copied().unwrap_or_default();
        let near = self.number(at, &bounds);
        let values = [
            mended,
            near,
            near + 1,
            near - 1,
            near + 2,
            near - 2,
            low,
            high,
        ];
        let mut tried: Vec<i64> = Vec::with_capacity(values.len());
        for value in values {
            let allowed = (low..=high).contains(&value) && self.allows(at, value);
            if !allowed || tried.contains(&value) {
                continue;
            }
            tried.push(value);
            if self.search(bounds.clone(), (at, value), tries) {
                return true;
            }
        }
        false
    }

    /// What a cell is taken for while nothing speaks against it: its own number, or the nearest.
    fn number(&self, at: usize, bounds: &[(i64, i64)]) -> i64 {
        let (low, high) = bounds.get(at).copied().unwrap_or_default();
        self.truth(at).map_or(low, |truth| truth.clamp(low, high))
    }

    /// A cell that has to change, with all others taken for the nearest they can be, and the number
    /// that would mend the sum it stands in; none where every sum is right.
    fn wrong(&self, bounds: &[(i64, i64)]) -> Option<(usize, i64)> {
        let is_open = |at: usize| bounds.get(at).is_some_and(|(low, high)| low < high);
        let width = |at: &usize| bounds.get(*at).map_or(0, |(low, high)| high - low);
        let mut all = 0..self.entries.len();
        if let Some(at) = all.find(|at| !self.allows(*at, self.number(*at, bounds))) {
            return Some((at, self.number(at, bounds)));
        }
        for equation in &self.equations {
            let terms = equation.terms.iter();
            let sum: i64 = terms
                .map(|(at, sign)| sign * self.number(*at, bounds))
                .sum();
            let off = equation.constant - sum;
            if off == 0 {
                continue;
            }
            let open = equation.terms.iter().filter(|(at, _)| is_open(*at));
            let fits = |(at, sign): &&(usize, i64)| {
                let mended = self.number(*at, bounds) + sign * off;
                let bound = bounds.get(*at).copied().unwrap_or_default();
                (bound.0..=bound.1).contains(&mended) && self.allows(*at, mended)
            };
            let some = |at: &usize| self.number(*at, bounds) > 0;
            let fitting = open.clone().filter(fits);
            let at = fitting.max_by_key(|(at, _)| (some(at), width(at)));
            let at = at.or_else(|| open.min_by_key(|(at, _)| width(at)));
            let (at, sign) = at.copied().unwrap_or_default();
            return Some((at, self.number(at, bounds) + sign * off));
        }
        None
    }

    /// Leaves out numbers at the ends of ranges that a class does not allow; false where none is
    /// left.
    fn skip_few(&self, bounds: &mut [(i64, i64)], changed: &[usize]) -> bool {
        changed.iter().all(|at| {
            let not_few = self.entries.get(*at).is_some_and(|entry| entry.not_few);
            let Some(bound) = bounds.get_mut(*at).filter(|_| not_few) else {
                return true;
            };
            let few = 1..=self.threshold;
            if few.contains(&bound.0) {
                bound.0 = self.threshold + 1;
            }
            if few.contains(&bound.1) {
                bound.1 = 0;
            }
            bound.0 <= bound.1
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
            if equation.narrow(bounds, &mut changed).is_none() || !self.skip_few(bounds, &changed) {
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
