//! How much region and type of authority explain of real scores, by a regression that shares no code with the
//! program's: the equations of least squares, solved.

use std::collections::BTreeSet;

use care_scorecard::assessment::Evidence;
use care_scorecard::config::Configuration;
use care_scorecard::source::Memory;

use crate::support::shared;

/// A ranked authority: its score, region and type.
struct Ranked {
    score: f64,
    region: String,
    kind: String,
}

/// Adjusted R² of scores on an indicator for every region and type but the first of each.
fn regression(ranked: &[Ranked]) -> f64 {
    let groups = |of: fn(&Ranked) -> &String| -> Vec<String> {
        let all: BTreeSet<&String> = ranked.iter().map(of).collect();
        all.into_iter().skip(1).cloned().collect()
    };
    let (regions, kinds) = (groups(|r| &r.region), groups(|r| &r.kind));
    let row = |r: &Ranked| -> Vec<f64> {
        let region = regions
            .iter()
            .map(|region| f64::from(u8::from(*region == r.region)));
        let kind = kinds
            .iter()
            .map(|kind| f64::from(u8::from(*kind == r.kind)));
        std::iter::once(1.0).chain(region).chain(kind).collect()
    };
    let rows: Vec<(Vec<f64>, f64)> = ranked.iter().map(|r| (row(r), r.score)).collect();
    let width = rows[0].0.len();
    // X'X and X'y beside each other.
    let mut equations = vec![vec![0.0; width + 1]; width];
    for (x, y) in &rows {
        for (i, equation) in equations.iter_mut().enumerate() {
            for j in 0..width {
                equation[j] += x[i] * x[j];
            }
            equation[width] += x[i] * y;
        }
    }
    // Gauss and Jordan; a column that follows from those before it has nothing left to divide by.
    let mut fitted = Vec::new();
    for pivot in 0..width {
        if equations[pivot][pivot].abs() < 1e-7 {
            continue;
        }
        fitted.push(pivot);
        let scale = equations[pivot][pivot];
        equations[pivot]
            .iter_mut()
            .for_each(|value| *value /= scale);
        let solved = equations[pivot].clone();
        for (at, equation) in equations.iter_mut().enumerate() {
            if at != pivot {
                let times = equation[pivot];
                equation
                    .iter_mut()
                    .zip(&solved)
                    .for_each(|(value, by)| *value -= times * by);
            }
        }
    }
    let predicted =
        |x: &[f64]| -> f64 { fitted.iter().map(|at| equations[*at][width] * x[*at]).sum() };
    let count = ranked.len() as f64;
    let mean = ranked.iter().map(|r| r.score).sum::<f64>() / count;
    let total: f64 = ranked.iter().map(|r| (r.score - mean).powi(2)).sum();
    let rest: f64 = rows.iter().map(|(x, y)| (y - predicted(x)).powi(2)).sum();
    1.0 - rest / (count - fitted.len() as f64) / (total / (count - 1.0))
}

#[test]
#[ignore = "needs the published files beside the project: set CARE_SCORECARD_SHARED"]
fn what_the_kind_of_place_explains_is_what_a_regression_explains() {
    let data = shared().join("data");
    let folder = std::fs::read_dir(data.join("published/2024")).unwrap();
    let mut paths: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
    paths.push(data.join("published/la_cla_on_31_march_by_characteristics.csv"));
    let files = paths.iter().map(|path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        (name, std::fs::read(path).unwrap())
    });
    let evidence = Evidence::gather(&Memory::of(files), Configuration::built_in().clone()).unwrap();
    let assessment = evidence.assess(2024);
    let found = assessment.kind_of_place().overall.unwrap();
    let register = &evidence.dataset.register;
    let scores = assessment.scorecard.overall.pairs();
    let ranked: Vec<Ranked> = scores
        .filter(|(_, score)| score.rank.is_some())
        .map(|(at, score)| {
            let authority = register.authority(assessment.panel.authorities()[at]);
            Ranked {
                score: score.score.unwrap(),
                region: authority.region.clone(),
                kind: authority.kind.to_string(),
            }
        })
        .collect();
    assert!(ranked.len() > 130, "{}", ranked.len());
    assert!(
        (found.adjusted - regression(&ranked)).abs() < 1e-6,
        "{}",
        found.adjusted
    );
}
