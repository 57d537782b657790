//! Yearly counts carried forward, by another route than the library's: the slope is found by
//! halving an interval, and quantiles are those of printed tables.

/// The quantiles of 97.5% of Student's t with 1, 2 and 3 degrees of freedom, and of the normal.
const T: [f64; 3] = [
    12.706_204_736_174_7,
    4.302_652_729_749_46,
    3.182_446_305_283_71,
];
const NORMAL: f64 = 1.959_963_984_540_05;

/// The expected count of a later year and its interval; none where the interval says nothing.
///
/// The likelihood of a log-linear Poisson trend is greatest where Σ(y − μ) = 0 and Σt(y − μ) = 0. For
/// any slope b the first gives the level, e^a = Σy / Σe^(bt); the second falls as b rises.
pub(super) fn projected(counts: &[(f64, f64)], year: f64) -> Option<[f64; 3]> {
    let last = counts.last()?.0;
    let all = three_years(counts);
    let narrow = all.iter().all(|[_, low, high]| *high <= 3.0 * low);
    let ahead = all.into_iter().zip([1.0, 2.0, 3.0]);
    let found = ahead.into_iter().find(|(_, ahead)| last + ahead == year)?;
    narrow.then_some(found.0)
}

fn three_years(counts: &[(f64, f64)]) -> Vec<[f64; 3]> {
    // Away from the first year, where the library counts from the last.
    let first = counts[0].0;
    let counts: Vec<(f64, f64)> = counts.iter().map(|(t, y)| (t - first, *y)).collect();
    let total: f64 = counts.iter().map(|(_, y)| y).sum();
    let level = |b: f64| total / counts.iter().map(|(t, _)| libm::exp(b * t)).sum::<f64>();
    let score = |b: f64| {
        let parts = counts
            .iter()
            .map(|(t, y)| t * (y - level(b) * libm::exp(b * t)));
        parts.sum::<f64>()
    };
    let (mut below, mut above) = (-5.0, 5.0);
    for _ in 0..200 {
        let middle = f64::midpoint(below, above);
        if score(middle) > 0.0 {
            below = middle;
        } else {
            above = middle;
        }
    }
    let b = f64::midpoint(below, above);
    let mean = |t: f64| level(b) * libm::exp(b * t);
    let degrees = counts.len() - 2;
    let chi: f64 = counts
        .iter()
        .map(|(t, y)| (y - mean(*t)).powi(2) / mean(*t))
        .sum();
    let dispersion = chi / f64::from(u32::try_from(degrees).unwrap());
    let (dispersion, q) = if dispersion > 1.0 {
        (dispersion, T[degrees - 1])
    } else {
        (1.0, NORMAL)
    };
    // The variance of the logarithm at t: 1/Σμ + (t − t̄)²/Σμ(t − t̄)², times weighted by μ.
    let weight = total;
    let middle = counts.iter().map(|(t, _)| t * mean(*t)).sum::<f64>() / weight;
    let spread: f64 = counts
        .iter()
        .map(|(t, _)| mean(*t) * (t - middle).powi(2))
        .sum();
    let end = counts[counts.len() - 1].0;
    let ahead = [1.0, 2.0, 3.0].map(|ahead| {
        let t = end + ahead;
        let variance = 1.0 / weight + (t - middle).powi(2) / spread;
        let half = q * (dispersion * (variance + 1.0 / mean(t))).sqrt();
        [
            mean(t),
            mean(t) * libm::exp(-half),
            mean(t) * libm::exp(half),
        ]
    });
    ahead.to_vec()
}
