#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use super::*;
use proptest::prelude::*;

/// Every number each unknown can be, by trying all.
fn by_trying_all(unknowns: usize, most: i64, constraints: &[Constraint]) -> Vec<Vec<i64>> {
    let mut possible = vec![Vec::new(); unknowns];
    let mut values = vec![0_i64; unknowns];
    loop {
        let holds = constraints.iter().all(|c| {
            let sum: i64 = c
                .terms
                .iter()
                .map(|(at, factor)| factor * values[*at])
                .sum();
            (c.low..=c.high).contains(&sum)
        });
        if holds {
            for (possible, value) in possible.iter_mut().zip(&values) {
                if !possible.contains(value) {
                    possible.push(*value);
                }
            }
        }
        let Some(at) = values.iter().position(|value| *value < most) else {
            return possible;
        };
        values[at] += 1;
        values[..at].fill(0);
    }
}

/// Sums of some unknowns that certain true numbers fit, exact or rounded.
fn a_table() -> impl Strategy<Value = (Vec<i64>, Vec<Constraint>)> {
    let truth = proptest::collection::vec(0_i64..=4, 5);
    let sums = proptest::collection::vec((1_u8..32, -1_i64..=1, 0_i64..=2, 0_i64..=2), 1..6);
    (truth, sums).prop_map(|(truth, sums)| {
        let constraint = |(at, (which, sign, below, above)): (usize, (u8, i64, i64, i64))| {
            let of = (0..truth.len()).filter(|unknown| which & (1 << unknown) != 0);
            // The first of them can be the total of the others.
            let factor = |place: usize| if place == 0 && sign < 0 { -1 } else { 1 };
            let terms: Vec<(Unknown, i64)> = of
                .enumerate()
                .map(|(place, unknown)| (unknown, factor(place)))
                .collect();
            let sum: i64 = terms.iter().map(|(unknown, f)| f * truth[*unknown]).sum();
            Constraint {
                terms,
                low: sum - below / 2,
                high: sum + above / 2,
                told_by: at,
            }
        };
        let constraints = sums.into_iter().enumerate().map(constraint).collect();
        (truth, constraints)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn as_many_numbers_are_found_possible_as_by_trying_all((truth, constraints) in a_table()) {
        let mut numbers = Numbers::default();
        for _ in &truth {
            let unknown = numbers.add();
            numbers.within(unknown, 0, 5, 0);
        }
        for constraint in &constraints {
            numbers.constrain(constraint.clone());
        }
        numbers.narrow().unwrap();
        let all = by_trying_all(truth.len(), 5, &constraints);
        let mut fit = Fit::of(&numbers, 3);
        for (unknown, possible) in all.iter().enumerate() {
            prop_assert_eq!(fit.possible(unknown), possible.len().min(3), "unknown {}", unknown);
        }
    }
}

#[test]
fn a_circle_of_sums_settles_numbers_that_no_single_sum_does() {
    let mut numbers = Numbers::default();
    let [a, b, c] = [(); 3].map(|()| numbers.add());
    for pair in [[a, b], [b, c], [a, c]] {
        numbers.constrain(Constraint {
            terms: pair.map(|unknown| (unknown, 1)).to_vec(),
            low: 10,
            high: 10,
            told_by: 0,
        });
    }
    numbers.narrow().unwrap();
    assert_eq!(numbers.range(a), (0, 10));
    assert_eq!(Fit::of(&numbers, 3).possible(a), 1);
}

#[test]
fn what_no_numbers_fit_is_a_contradiction() {
    let mut numbers = Numbers::default();
    let unknown = numbers.add();
    numbers.within(unknown, 3, 3, 1);
    numbers.within(unknown, 5, 9, 2);
    assert!(numbers.narrow().is_err());
}
