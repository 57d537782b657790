//! Unknown whole numbers, what binds them, and narrowing their ranges by it.

use std::collections::{BTreeSet, VecDeque};

/// Larger than any count.
pub(crate) const BOUNDLESS: i64 = 1 << 40;

/// An unknown of [`Numbers`].
pub(crate) type Unknown = usize;

/// Unknowns, each with its factor.
type Terms = Vec<(Unknown, i64)>;

/// low ≤ Σ factor · unknown ≤ high.
#[derive(Debug, Clone)]
pub(crate) struct Constraint {
    pub(crate) terms: Terms,
    pub(crate) low: i64,
    pub(crate) high: i64,
    /// What told it, as an index into whatever the caller keeps of that.
    pub(crate) told_by: usize,
}

/// Unknown whole numbers with all that is known of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Numbers {
    pub(super) bounds: Vec<(i64, i64)>,
    pub(super) constraints: Vec<Constraint>,
    pub(super) of: Vec<Vec<usize>>,
    /// What has been said: two publications of the same data say it twice, and a search would try all
    /// of it twice.
    said: BTreeSet<(Terms, i64, i64)>,
    /// The constraints that last raised the low end and lowered the high end of each.
    narrowed_by: Vec<[Option<usize>; 2]>,
}

/// A constraint that no numbers fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Contradiction {
    pub(crate) told_by: usize,
}

impl Numbers {
    pub(crate) fn add(&mut self) -> Unknown {
        self.bounds.push((0, BOUNDLESS));
        self.of.push(Vec::new());
        self.narrowed_by.push([None; 2]);
        self.bounds.len() - 1
    }

    pub(crate) fn constrain(&mut self, constraint: Constraint) {
        let said = (constraint.terms.clone(), constraint.low, constraint.high);
        if !self.said.insert(said) {
            return;
        }
        let at = self.constraints.len();
        for (unknown, _) in &constraint.terms {
            if let Some(of) = self.of.get_mut(*unknown) {
                of.push(at);
            }
        }
        self.constraints.push(constraint);
    }

    /// That one number lies in a range.
    pub(crate) fn within(&mut self, unknown: Unknown, low: i64, high: i64, told_by: usize) {
        self.constrain(Constraint {
            terms: vec![(unknown, 1)],
            low,
            high,
            told_by,
        });
    }

    /// The same unknowns, of which only so much is known as some have told.
    pub(crate) fn told_by(&self, counts: impl Fn(usize) -> bool) -> Self {
        let mut kept = Self::default();
        for _ in &self.bounds {
            kept.add();
        }
        let told = self.constraints.iter().filter(|c| counts(c.told_by));
        told.for_each(|constraint| kept.constrain(constraint.clone()));
        kept
    }

    pub(crate) fn range(&self, unknown: Unknown) -> (i64, i64) {
        self.bounds.get(unknown).copied().unwrap_or((0, BOUNDLESS))
    }

    pub(super) fn len(&self) -> usize {
        self.bounds.len()
    }

    /// What told the ends of a range.
    pub(crate) fn narrowed_by(&self, unknown: Unknown) -> Vec<usize> {
        let ends = self.narrowed_by.get(unknown).copied().unwrap_or_default();
        let mut told: Vec<usize> = ends.into_iter().flatten().collect();
        told.dedup();
        told
    }

    /// Narrows every number by every constraint until nothing changes.
    pub(crate) fn narrow(&mut self) -> Result<(), Contradiction> {
        let queue = (0..self.constraints.len()).collect();
        let mut bounds = std::mem::take(&mut self.bounds);
        let mut narrowed_by = std::mem::take(&mut self.narrowed_by);
        let done = self.narrow_from(queue, &mut bounds, |unknown, end, at| {
            let told = self.constraints.get(at).map(|c| c.told_by);
            if let Some(ends) = narrowed_by.get_mut(unknown) {
                ends[end] = told;
            }
        });
        (self.bounds, self.narrowed_by) = (bounds, narrowed_by);
        done
    }

    /// Narrows by some constraints and whatever they set off; `changed` is told of every end that
    /// moves: 0 the low, 1 the high.
    pub(super) fn narrow_from(
        &self,
        mut queue: VecDeque<usize>,
        bounds: &mut [(i64, i64)],
        mut changed: impl FnMut(Unknown, usize, usize),
    ) -> Result<(), Contradiction> {
        let mut waits = vec![false; self.constraints.len()];
        for at in &queue {
            if let Some(waits) = waits.get_mut(*at) {
                *waits = true;
            }
        }
        // A circle of constraints can narrow boundless ranges for ever by one.
        let mut left = 200 * self.constraints.len() + 10_000;
        while let Some(at) = queue.pop_front() {
            if let Some(waits) = waits.get_mut(at) {
                *waits = false;
            }
            left -= 1;
            if left == 0 {
                break;
            }
            let Some(constraint) = self.constraints.get(at) else {
                continue;
            };
            for moved in constraint.narrow(bounds)? {
                changed(moved.0, moved.1, at);
                for next in self.of.get(moved.0).into_iter().flatten() {
                    if let Some(waits) = waits.get_mut(*next).filter(|waits| !**waits) {
                        *waits = true;
                        queue.push_back(*next);
                    }
                }
            }
        }
        Ok(())
    }
}

impl Constraint {
    /// Narrows each number by what the others leave it; returns the ends that moved.
    pub(super) fn narrow(
        &self,
        bounds: &mut [(i64, i64)],
    ) -> Result<Vec<(Unknown, usize)>, Contradiction> {
        let contradiction = Contradiction {
            told_by: self.told_by,
        };
        let span = |bounds: &[(i64, i64)], (at, factor): (Unknown, i64)| {
            let (low, high) = bounds.get(at).copied().unwrap_or((0, BOUNDLESS));
            let ends = (low.saturating_mul(factor), high.saturating_mul(factor));
            (ends.0.min(ends.1), ends.0.max(ends.1))
        };
        let spans = self.terms.iter().map(|term| span(bounds, *term));
        let (lowest, highest) = spans.fold((0, 0), |(l, h): (i64, i64), (low, high)| {
            (l.saturating_add(low), h.saturating_add(high))
        });
        if lowest > self.high || highest < self.low {
            return Err(contradiction);
        }
        let mut moved = Vec::new();
        if lowest >= self.low && highest <= self.high {
            return Ok(moved);
        }
        for term in &self.terms {
            let (low, high) = span(bounds, *term);
            let least = self.low.saturating_sub(highest - high);
            let most = self.high.saturating_sub(lowest - low);
            let factor = term.1;
            let (least, most) = if factor > 0 {
                (divided_up(least, factor), most.div_euclid(factor))
            } else {
                (divided_up(-most, -factor), (-least).div_euclid(-factor))
            };
            let Some(bound) = bounds.get_mut(term.0) else {
                continue;
            };
            if least > bound.0 {
                bound.0 = least;
                moved.push((term.0, 0));
            }
            if most < bound.1 {
                bound.1 = most;
                moved.push((term.0, 1));
            }
            if bound.0 > bound.1 {
                return Err(contradiction);
            }
        }
        Ok(moved)
    }
}

pub(super) fn divided_up(number: i64, by: i64) -> i64 {
    -((-number).div_euclid(by))
}
