use std::cmp::Ordering;

use super::*;
use crate::{BetaDraw, Range, competition_ranks, quantile};

const SCORES: Bounds = Bounds {
    lowest: 0.0,
    highest: 100.0,
};

fn scale() -> Scale {
    Scale::goalposts(Good::Low, SCORES, 1.0, 0.0)
}

fn share(x: f64, n: f64) -> Cell {
    cell(Source::Share(BetaDraw::after(x, n)))
}

fn cell(source: Source) -> Cell {
    Cell {
        source,
        factor: 1.0,
        floor: None,
        ceiling: f64::INFINITY,
    }
}

fn unit(cells: Vec<Cell>, groups: usize) -> Unit {
    Unit {
        roots: [None; ROOTS],
        cells,
        groups: vec![true; groups],
        bounds: Unit::bounds_of(Aggregation::Arithmetic),
    }
}

/// Two parts of one group and one of another, of so many units, the last of them the one that others are compared with.
fn composite(units: usize) -> Composite {
    let count = |unit: usize, step: usize| ((unit * step) % 37 + 1) as f64;
    let of = |at: usize| {
        let cells = [5, 7, 11].map(|step| share(count(at, step), 60.0 + count(at, 13)));
        unit(cells.to_vec(), 2)
    };
    let units: Vec<Unit> = (0..units).map(of).collect();
    let part = |group, weight| Part {
        group,
        weight,
        scale: scale(),
    };
    let order = Order {
        units: (0..units.len()).rev().collect(),
        parts: vec![2, 0, 1],
        groups: vec![1, 0],
    };
    let parts = vec![part(0, 1.0), part(0, 2.0), part(1, 1.0)];
    Composite::new(
        Aggregation::Arithmetic,
        vec![10.0, 10.0],
        parts,
        &units,
        order,
    )
}

fn ranking(units: usize) -> Ranking {
    Ranking {
        scored: (0..units).collect(),
        against: Some(units - 1),
        ranked: (0..units - 1).collect(),
    }
}

fn draws(number: u64) -> Draws {
    Draws {
        number,
        seed: 4,
        weights: Some(0.25),
        tail: 0.025,
    }
}

#[test]
fn ranks_and_intervals_are_those_of_every_draw_taken_by_itself() {
    let composite = composite(12);
    let draws = draws(3_000);
    let rankings = Rankings {
        overall: ranking(12),
        groups: vec![ranking(12); 2],
        parts: Vec::new(),
    };
    let mut found = Vec::new();
    composite.draw(&rankings, &draws, |ranked| {
        let ranks: Vec<Vec<u32>> = (0..11).map(|at| ranked.ranks.of(at).to_vec()).collect();
        let ranges: Vec<Range> = (0..12).filter_map(|at| ranked.range(at)).collect();
        let sides: Vec<Ordering> = (0..12).map(|at| ranked.side(at)).collect();
        found.push((ranks, ranges, sides));
    });
    assert_eq!(found.len(), 3);
    // The groups again, one draw after another, with nothing but ranks and quantiles of all.
    let mut of_group: Vec<Vec<Vec<f64>>> = vec![vec![Vec::new(); 12]; 2];
    composite.draw_groups(&draws, |_, scores| {
        for unit in 0..12 {
            for group in &mut of_group {
                group[unit].push(scores.next().unwrap());
            }
        }
    });
    for (group, (ranks, ranges, sides)) in of_group.iter().zip(&found[1..]) {
        let mut counts = vec![vec![0; 11]; 11];
        let of_draw = |draw: usize| group[..11].iter().map(move |scores| Some(scores[draw]));
        for scores in (0..3_000).map(|draw| of_draw(draw).collect::<Vec<Option<f64>>>()) {
            for (unit, rank) in competition_ranks(&scores).into_iter().enumerate() {
                counts[unit][rank.unwrap() - 1] += 1;
            }
        }
        assert_eq!(*ranks, counts);
        for (unit, range) in ranges.iter().enumerate() {
            let at = |p| quantile(&group[unit], p).unwrap();
            assert!((range.low - at(0.025)).abs() < 1e-4 && (range.high - at(0.975)).abs() < 1e-4);
            let ahead: Vec<f64> = (0..3_000).map(|d| group[unit][d] - group[11][d]).collect();
            let (low, high) = (
                quantile(&ahead, 0.025).unwrap(),
                quantile(&ahead, 0.975).unwrap(),
            );
            let expected = match (low > 0.0, high < 0.0) {
                (true, _) => Ordering::Greater,
                (_, true) => Ordering::Less,
                _ => Ordering::Equal,
            };
            assert_eq!(sides[unit], expected);
        }
    }
}

#[test]
fn more_draws_than_a_count_of_a_piece_holds_are_all_counted() {
    let part = Part {
        group: 0,
        weight: 1.0,
        scale: scale(),
    };
    let units = [1.0, 50.0, 99.0].map(|x| unit(vec![share(x * 100.0, 10_000.0)], 1));
    let order = Order {
        units: vec![0, 1, 2],
        parts: vec![0],
        groups: vec![0],
    };
    let composite = Composite::new(
        Aggregation::Arithmetic,
        vec![1.0],
        vec![part],
        &units,
        order,
    );
    let rankings = Rankings {
        overall: Ranking {
            scored: vec![0, 1, 2],
            against: None,
            ranked: vec![0, 1, 2],
        },
        ..Rankings::default()
    };
    let one = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .unwrap();
    let number = 5 * 60_000 + 7;
    one.install(|| {
        composite.draw(&rankings, &draws(number), |ranked| {
            let number = u32::try_from(number).unwrap();
            assert_eq!(ranked.ranks.of(0), [number, 0, 0]);
            assert_eq!(ranked.ranks.of(1), [0, number, 0]);
            assert_eq!(ranked.ranks.of(2), [0, 0, number]);
        });
    });
}

#[test]
fn without_draws_scores_under_other_weights_are_weighted_means() {
    let part = |group, weight| Part {
        group,
        weight,
        scale: scale(),
    };
    let scores = [40.0, 70.0, 90.0].map(|score| cell(Source::Score(score)));
    let missing = [Source::Score(40.0), Source::Absent, Source::Score(90.0)].map(cell);
    let units = [unit(scores.to_vec(), 2), unit(missing.to_vec(), 2)];
    let order = Order {
        units: vec![0, 1],
        parts: vec![0, 1, 2],
        groups: vec![0, 1],
    };
    let parts = vec![part(0, 1.0), part(0, 2.0), part(1, 5.0)];
    let composite = Composite::new(
        Aggregation::Arithmetic,
        vec![1.0, 1.0],
        parts,
        &units,
        order,
    );
    assert!(!composite.draws(0) && !composite.draws_most_of(0));
    let mut weights = composite.weights().clone();
    weights.groups[1] = 3.0;
    // (60 + 3·90) / 4 and, without the second part, (40 + 3·90) / 4.
    assert_eq!(composite.scores_with(&weights, [1, 0]), [77.5, 82.5]);
}
