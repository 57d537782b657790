//! The formulas computed apart: by another way round, or as plainly as they can be written down, from
//! counts of every size.

#![allow(
    clippy::cast_precision_loss,
    reason = "counts of children and authorities are small"
)]
#![allow(
    clippy::disallowed_methods,
    clippy::needless_range_loop,
    reason = "the platform's own functions, and equations as they are written down"
)]

use care_scorecard_statistics::{
    Confidence, Funnel, TREND_YEARS, Transformation, TrendDirection, design_effect,
    design_effect_of_counts, explained_by, rate_trend, weighted_trend,
};
use proptest::prelude::*;

/// Equal to nine digits, of the number itself where it is large.
fn near(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= 1e-9 * expected.abs().max(1.0)
}

/// The value at a share of the way through sorted values, by straight lines between them.
fn type_7(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let way = share * (sorted.len() - 1) as f64;
    let (below, above) = (way.floor() as usize, way.ceil() as usize);
    sorted[below] * (1.0 - (way - way.floor())) + sorted[above] * (way - way.floor())
}

/// The place of a count, and the variance of that, on a scale.
fn plain_place(scale: Transformation, x: f64, n: f64) -> (f64, f64) {
    match scale {
        Transformation::Arcsine => ((x / n).sqrt().asin(), 1.0 / (4.0 * n)),
        Transformation::LogRate { design } => (((x + 0.5) / n).ln(), design / x),
        Transformation::LogEach { design } => (((x + 0.5) / n).ln(), design / x - 1.0 / n),
    }
}

/// φ, τ² and the limits of size n at z, with no more than the formulas.
struct Plain {
    phi: f64,
    tau_squared: f64,
    rankability: f64,
    limits: (f64, f64),
}

fn plain_funnel(scale: Transformation, target: f64, counts: &[(f64, f64)], n: f64) -> Plain {
    let on_scale = |value: f64| match scale {
        Transformation::Arcsine => value.sqrt().asin(),
        _ => value.ln(),
    };
    let mut z = Vec::new();
    let mut weights = Vec::new();
    for (x, n) in counts {
        let (place, variance) = plain_place(scale, *x, *n);
        if variance.is_finite() && variance > 0.0 {
            z.push((place - on_scale(target)) / variance.sqrt());
            weights.push(1.0 / variance);
        }
    }
    let (low, high) = (type_7(&z, 0.1), type_7(&z, 0.9));
    let units = z.len() as f64;
    let mut phi = 0.0;
    for z in &z {
        phi += z.max(low).min(high).powi(2) / units;
    }
    let (sum, squares): (f64, f64) = (
        weights.iter().sum(),
        weights.iter().map(|w| w.powi(2)).sum(),
    );
    let tau_squared = if units >= 20.0 && phi > 1.0 {
        ((units * phi - (units - 1.0)) / (sum - squares / sum)).max(0.0)
    } else {
        0.0
    };
    let variances: Vec<f64> = weights.iter().map(|w| 1.0 / w).collect();
    let expected = match scale {
        Transformation::Arcsine => 1.0 / (4.0 * n),
        Transformation::LogRate { design } => design / (target * n),
        Transformation::LogEach { design } => (design / (target * n) - 1.0 / n).max(0.0),
    };
    let half = 1.959_963_984_540_054 * (expected + tau_squared).sqrt();
    let back = |place: f64| match scale {
        Transformation::Arcsine => place.clamp(0.0, std::f64::consts::FRAC_PI_2).sin().powi(2),
        _ => place.exp(),
    };
    Plain {
        phi,
        tau_squared,
        rankability: tau_squared / (tau_squared + type_7(&variances, 0.5)),
        limits: (back(on_scale(target) - half), back(on_scale(target) + half)),
    }
}

fn agrees(scale: Transformation, target: f64, counts: &[(f64, f64)], n: f64) {
    let found = Funnel::new(scale, target, counts).expect("a target on the scale");
    let plain = plain_funnel(scale, target, counts, n);
    assert!(near(found.phi.expect("units"), plain.phi), "{scale:?} phi");
    assert!(near(found.tau_squared, plain.tau_squared), "{scale:?} tau");
    let rankability = found.rankability.expect("twenty units");
    assert!(
        near(rankability, plain.rankability),
        "{scale:?} rankability"
    );
    let limits = found.limits(n, Confidence::P95);
    assert!(near(limits.low, plain.limits.0), "{scale:?} low");
    assert!(near(limits.high, plain.limits.1), "{scale:?} high");
}

/// The slope of a line through points at times 1 to 5 less one that is left out, and 1/se² of it, by the
/// equations of least squares: Σw a + Σwt b = Σwy and Σwt a + Σwt² b = Σwty.
fn plain_line(points: &[(f64, f64)], left_out: Option<usize>) -> (f64, f64) {
    let (mut w0, mut w1, mut w2, mut y0, mut y1) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (at, (y, w)) in points.iter().enumerate() {
        if Some(at) == left_out {
            continue;
        }
        let t = at as f64 - 2.0;
        w0 += w;
        w1 += w * t;
        w2 += w * t * t;
        y0 += w * y;
        y1 += w * t * y;
    }
    let determinant = w0 * w2 - w1 * w1;
    ((w0 * y1 - w1 * y0) / determinant, determinant / w0)
}

/// R² of a regression on indicators of groups without the first of each factor, by elimination.
fn plain_r_squared(values: &[f64], factors: &[&[usize]]) -> f64 {
    let mut columns = vec![vec![1.0; values.len()]];
    for factor in factors {
        for group in 1..=*factor.iter().max().expect("values") {
            columns.push(factor.iter().map(|of| f64::from(*of == group)).collect());
        }
    }
    columns.push(values.to_vec());
    let dot =
        |one: &[f64], other: &[f64]| -> f64 { one.iter().zip(other).map(|(a, b)| a * b).sum() };
    let mut matrix: Vec<Vec<f64>> = Vec::new();
    for row in &columns {
        matrix.push(columns.iter().map(|column| dot(row, column)).collect());
    }
    let last = columns.len() - 1;
    for pivot in 0..last {
        if matrix[pivot][pivot] < 1e-9 {
            continue;
        }
        for row in pivot + 1..=last {
            let times = matrix[row][pivot] / matrix[pivot][pivot];
            for column in pivot..=last {
                matrix[row][column] -= times * matrix[pivot][column];
            }
        }
    }
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let total: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    1.0 - matrix[last][last] / total
}

#[test]
fn a_design_effect_from_counts_is_that_of_numbers_in_a_geometric_series() {
    for (each, share) in [(6.5, 0.63), (1.2, 0.1), (3.0, 1.0), (12.0, 0.8)] {
        // Of those with more than one, m − 1 is 1, 2, … with chances q, q(1 − q), …, its mean g = 1/q.
        let q = share / (each - 1.0);
        let (mut events, mut squares) = (1.0 - share, 1.0 - share);
        if q > 1.0 {
            continue;
        }
        for further in 1..20_000 {
            let chance = share * q * (1.0_f64 - q).powi(further - 1);
            let m = f64::from(further) + 1.0;
            events += chance * m;
            squares += chance * m * m;
        }
        assert!(near(events, each), "{events} {each}");
        let found = design_effect_of_counts(each * 200.0, 200.0, share);
        assert!(
            near(found, squares / events),
            "{found} {}",
            squares / events
        );
    }
}

proptest! {
    #[test]
    fn a_design_effect_is_the_mean_over_events(children in proptest::collection::vec(1_u32..60, 1..80)) {
        let events: Vec<f64> = children
            .iter()
            .flat_map(|m| std::iter::repeat_n(f64::from(*m), *m as usize))
            .collect();
        let mean = events.iter().sum::<f64>() / events.len() as f64;
        prop_assert!(near(design_effect(children.into_iter().map(f64::from)), mean));
    }

    #[test]
    fn funnels_are_as_the_formulas_say(
        counts in proptest::collection::vec((1_u32..400, 1_u32..3000), 25..160),
        target in 0.02_f64..0.6,
        design in 1.0_f64..20.0,
        n in 10_u32..3000,
    ) {
        let n = f64::from(n);
        let shares: Vec<(f64, f64)> = counts
            .iter()
            .map(|(x, more)| (f64::from(*x), f64::from(x + more)))
            .collect();
        agrees(Transformation::Arcsine, target, &shares, n);
        agrees(Transformation::LogRate { design }, target * 4.0, &shares, n);
        // Incidents for each missing child: from one to six each.
        let each: Vec<(f64, f64)> = counts
            .iter()
            .map(|(x, more)| (f64::from(x + more % (5 * x)), f64::from(*x)))
            .collect();
        agrees(Transformation::LogEach { design: design + 6.0 }, 1.0 + target * 10.0, &each, n);
    }

    #[test]
    fn trends_of_rates_are_as_the_formulas_say(
        counts in proptest::array::uniform5((1_u32..2000, 50_u32..4000)),
        design in 1.0_f64..20.0,
    ) {
        let years: [(f64, f64, f64); TREND_YEARS] =
            counts.map(|(x, n)| (f64::from(x), f64::from(n), design));
        let points = years.map(|(x, n, d)| ((x / n).ln(), x / d));
        let (slope, precision) = plain_line(&points, None);
        let found = rate_trend(&years).expect("every year has events");
        prop_assert!(near(found.slope, slope));
        prop_assert!(near(found.chi_squared, slope * slope * precision));
        let same = (0..TREND_YEARS).all(|out| (plain_line(&points, Some(out)).0 >= 0.0) == (slope >= 0.0));
        let sure = same && slope * slope * precision > 9.549_535_706_083_24;
        let direction = match (sure, slope > 0.0) {
            (false, _) => TrendDirection::NoSignificantChange,
            (true, true) => TrendDirection::Increasing,
            (true, false) => TrendDirection::Decreasing,
        };
        prop_assert_eq!(found.direction, direction);
        let errors = years.map(|(x, n, d)| ((x / n).ln(), (d / x).sqrt()));
        prop_assert_eq!(weighted_trend(&errors).map(|trend| trend.direction), Some(direction));
    }

    #[test]
    fn what_is_explained_is_what_a_regression_explains(
        rows in proptest::collection::vec((0.0_f64..100.0, 0_usize..9, 0_usize..5), 40..160),
    ) {
        let values: Vec<f64> = rows.iter().map(|(value, _, _)| *value).collect();
        let one: Vec<usize> = rows.iter().map(|(_, group, _)| *group).collect();
        let other: Vec<usize> = rows.iter().map(|(_, _, group)| *group).collect();
        let found = explained_by(&values, &[&one, &other]).expect("more values than groups");
        prop_assert!((found.r_squared - plain_r_squared(&values, &[&one, &other])).abs() < 1e-6);
    }
}
