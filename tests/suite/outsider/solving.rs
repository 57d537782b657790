//! Whole numbers that nobody shows, what is known of them, and a solver that looks for numbers they
//! could all be.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use microlp::{ComparisonOp, Error, OptimizationDirection, Problem};

/// More than any count of an authority.
pub(crate) const MANY: i64 = 5_000;
/// How many numbers a withheld count must be able to be.
const POSSIBLE: usize = 3;

/// A count by its place among all.
pub(crate) type Unknown = usize;

/// `low <= sum of terms <= high`.
#[derive(Debug, Clone)]
struct Bound {
    terms: Vec<(Unknown, i64)>,
    low: i64,
    high: i64,
}

/// Everything known of some counts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known {
    names: BTreeMap<String, Unknown>,
    ranges: Vec<(i64, i64)>,
    withheld: BTreeSet<Unknown>,
    bounds: Vec<Bound>,
}

/// A withheld count that can be too few numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) name: String,
    pub(crate) could_be: Vec<i64>,
}

impl Known {
    pub(crate) fn unknown(&mut self, name: &str) -> Unknown {
        let next = self.ranges.len();
        let at = *self.names.entry(name.to_owned()).or_insert(next);
        if at == next {
            self.ranges.push((0, MANY));
        }
        at
    }

    /// A count that is known of.
    pub(crate) fn named(&self, name: &str) -> Option<Unknown> {
        self.names.get(name).copied()
    }

    /// Whether every withheld count could be three numbers.
    pub(crate) fn is_safe(&self) -> bool {
        self.attack().is_some_and(|found| found.is_empty())
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    pub(crate) fn withhold(&mut self, at: Unknown) {
        self.withheld.insert(at);
    }

    /// How many counts are withheld that nothing shows elsewhere.
    pub(crate) fn withheld(&self) -> usize {
        self.withheld.len()
    }

    /// Says in which range a count lies.
    pub(crate) fn between(&mut self, at: Unknown, low: i64, high: i64) {
        let range = &mut self.ranges[at];
        *range = (range.0.max(low), range.1.min(high));
    }

    pub(crate) fn sum(&mut self, terms: Vec<(Unknown, i64)>, low: i64, high: i64) {
        self.bounds.push(Bound { terms, low, high });
    }

    /// Says that something is none or at least so many.
    pub(crate) fn none_or_from(&mut self, terms: Vec<(Unknown, i64)>, least: i64) {
        let some = self.ranges.len();
        self.ranges.push((0, 1));
        let with = |factor: i64| {
            let mut all = terms.clone();
            all.push((some, factor));
            all
        };
        self.sum(with(-least), 0, MANY);
        self.sum(with(-MANY), -MANY, 0);
    }

    /// The withheld counts that could be fewer than three numbers; none where no numbers fit.
    pub(crate) fn attack(&self) -> Option<Vec<Found>> {
        if self.ranges.iter().any(|(low, high)| low > high) {
            return None;
        }
        let mut found = Vec::new();
        let parts = self.parts()?;
        for part in &parts {
            found.extend(self.attack_part(part)?);
        }
        let tied: BTreeSet<Unknown> = parts.iter().flat_map(|part| part.free.clone()).collect();
        for at in self.withheld.iter().filter(|at| !tied.contains(at)) {
            let (low, high) = self.ranges[*at];
            if high - low < 2 {
                found.push(self.found(*at, &(low..=high).collect()));
            }
        }
        Some(found)
    }

    fn found(&self, at: Unknown, could_be: &BTreeSet<i64>) -> Found {
        let name = self.names.iter().find(|(_, other)| **other == at);
        Found {
            name: name.map_or_else(String::new, |(name, _)| name.clone()),
            could_be: could_be.iter().copied().collect(),
        }
    }

    fn attack_part(&self, part: &Part) -> Option<Vec<Found>> {
        let mut seen: BTreeMap<Unknown, BTreeSet<i64>> = BTreeMap::new();
        let mut look = |ask: &Ask| {
            let world = part.solve(ask)?;
            for (at, number) in part.free.iter().zip(&world) {
                seen.entry(*at).or_default().insert(*number);
            }
            let place = part.free.iter().position(|at| *at == ask.of).unwrap_or(0);
            Some((world[place], seen.get(&ask.of).map_or(0, BTreeSet::len)))
        };
        let mut found = Vec::new();
        let hidden: Vec<Unknown> = part
            .free
            .iter()
            .copied()
            .filter(|at| self.withheld.contains(at))
            .collect();
        let first = part.free.first().copied()?;
        look(&Ask::of(first, None))?;
        let mut few = Vec::new();
        for at in hidden {
            let (low, known) = look(&Ask::of(at, Some(OptimizationDirection::Minimize)))?;
            if known >= POSSIBLE {
                continue;
            }
            let (high, known) = look(&Ask::of(at, Some(OptimizationDirection::Maximize)))?;
            if known >= POSSIBLE {
                continue;
            }
            let mut enough = false;
            if high - low > 1 {
                let ask = Ask {
                    within: Some((low + 1, high - 1)),
                    ..Ask::of(at, None)
                };
                enough = look(&ask).is_some();
            }
            if !enough {
                few.push(at);
            }
        }
        for at in few {
            found.push(self.found(at, seen.get(&at)?));
        }
        Some(found)
    }

    /// What hangs together, without what is known already; none where something contradicts itself.
    fn parts(&self) -> Option<Vec<Part>> {
        let mut group: Vec<usize> = (0..self.ranges.len()).collect();
        fn root(group: &mut [usize], mut at: usize) -> usize {
            while group[at] != at {
                group[at] = group[group[at]];
                at = group[at];
            }
            at
        }
        let mut kept = Vec::new();
        for bound in &self.bounds {
            let mut sum: BTreeMap<Unknown, i64> = BTreeMap::new();
            for (at, factor) in &bound.terms {
                *sum.entry(*at).or_default() += factor;
            }
            let fixed = |at: &Unknown| self.ranges[*at].0 == self.ranges[*at].1;
            let constant: i64 = sum
                .iter()
                .filter(|(at, _)| fixed(at))
                .map(|(at, factor)| factor * self.ranges[*at].0)
                .sum();
            let open = sum
                .into_iter()
                .filter(|(at, factor)| !fixed(at) && *factor != 0);
            let open: Vec<(Unknown, i64)> = open.collect();
            let (low, high) = (bound.low - constant, bound.high - constant);
            let Some((first, _)) = open.first().copied() else {
                if low > 0 || high < 0 {
                    return None;
                }
                continue;
            };
            for (at, _) in &open {
                let (one, other) = (root(&mut group, first), root(&mut group, *at));
                group[one] = other;
            }
            kept.push(Bound {
                terms: open,
                low,
                high,
            });
        }
        let mut parts: BTreeMap<usize, Part> = BTreeMap::new();
        for bound in kept {
            let at = root(&mut group, bound.terms[0].0);
            parts.entry(at).or_default().bounds.push(bound);
        }
        let mut parts: Vec<Part> = parts.into_values().collect();
        for part in &mut parts {
            let of = part.bounds.iter().flat_map(|bound| &bound.terms);
            let free: BTreeSet<Unknown> = of.map(|(at, _)| *at).collect();
            part.ranges = free.iter().map(|at| self.ranges[*at]).collect();
            part.free = free.into_iter().collect();
        }
        Some(parts)
    }
}

/// Counts that hang together.
#[derive(Debug, Default)]
struct Part {
    free: Vec<Unknown>,
    ranges: Vec<(i64, i64)>,
    bounds: Vec<Bound>,
}

/// What numbers are asked for.
struct Ask {
    of: Unknown,
    towards: Option<OptimizationDirection>,
    within: Option<(i64, i64)>,
}

impl Ask {
    fn of(of: Unknown, towards: Option<OptimizationDirection>) -> Self {
        Self {
            of,
            towards,
            within: None,
        }
    }
}

#[allow(clippy::cast_precision_loss, reason = "counts")]
fn real(number: i64) -> f64 {
    number as f64
}

impl Part {
    /// Numbers with which everything holds, each looked at again in whole numbers; none where there
    /// are none.
    fn solve(&self, ask: &Ask) -> Option<Vec<i64>> {
        let towards = ask.towards.unwrap_or(OptimizationDirection::Minimize);
        let mut problem = Problem::new(towards);
        problem.set_time_limit(Duration::from_secs(60));
        let variables: Vec<_> = self
            .free
            .iter()
            .zip(&self.ranges)
            .map(|(at, range)| {
                let asked = *at == ask.of;
                let (low, high) = ask.within.filter(|_| asked).unwrap_or(*range);
                let weight = if asked && ask.towards.is_some() {
                    1.0
                } else {
                    0.0
                };
                let whole = |number: i64| i32::try_from(number).unwrap();
                problem.add_integer_var(weight, (whole(low), whole(high)))
            })
            .collect();
        let place = |at: Unknown| self.free.binary_search(&at).unwrap();
        for bound in &self.bounds {
            let terms = || {
                let terms = bound.terms.iter();
                let terms = terms.map(|(at, factor)| (variables[place(*at)], real(*factor)));
                terms.collect::<Vec<_>>()
            };
            if bound.low == bound.high {
                problem.add_constraint(terms(), ComparisonOp::Eq, real(bound.low));
                continue;
            }
            problem.add_constraint(terms(), ComparisonOp::Ge, real(bound.low));
            problem.add_constraint(terms(), ComparisonOp::Le, real(bound.high));
        }
        let solution = match problem.solve() {
            Ok(outcome) => outcome.into_solution().expect("the solver ran out of time"),
            Err(Error::Infeasible) => return None,
            Err(error) => panic!("the solver failed: {error}"),
        };
        #[allow(clippy::cast_possible_truncation, reason = "rounded, and within i32")]
        let numbers = variables
            .iter()
            .map(|variable| solution.var_value(*variable).round() as i64);
        let numbers: Vec<i64> = numbers.collect();
        for bound in &self.bounds {
            let terms = bound.terms.iter();
            let sum: i64 = terms.map(|(at, factor)| factor * numbers[place(*at)]).sum();
            assert!(
                (bound.low..=bound.high).contains(&sum),
                "the solver's numbers do not fit"
            );
        }
        Some(numbers)
    }
}

#[test]
fn the_solver_finds_what_follows_and_nothing_else() {
    let mut known = Known::default();
    let [a, b, c] = ["a", "b", "c"].map(|name| known.unknown(name));
    for at in [a, b, c] {
        known.withhold(at);
        known.between(at, 1, 5);
    }
    // 2a + b = 5 leaves a 1 or 2; b + c = 4 then leaves b 3 or 1, and c 1 or 3.
    known.sum(vec![(a, 2), (b, 1)], 5, 5);
    known.sum(vec![(b, 1), (c, 1)], 4, 4);
    let found: Vec<(String, Vec<i64>)> = known
        .attack()
        .unwrap()
        .into_iter()
        .map(|found| (found.name, found.could_be))
        .collect();
    let expected = [("a", vec![1, 2]), ("b", vec![1, 3]), ("c", vec![1, 3])];
    assert_eq!(found, expected.map(|(name, all)| (name.to_owned(), all)));
    known.sum(vec![(a, 1)], 3, 3);
    assert!(known.attack().is_none());
}

#[test]
fn none_or_from_six_is_what_it_says() {
    let mut known = Known::default();
    let (a, b) = (known.unknown("a"), known.unknown("b"));
    known.withhold(a);
    known.sum(vec![(a, 1), (b, 1)], 6, 6);
    known.none_or_from(vec![(a, 1)], 6);
    let found = known.attack().unwrap();
    assert_eq!(found[0].could_be, [0, 6]);
}
