//! Carrying a short series of yearly counts forward.

use statrs::distribution::{ContinuousCDF, Normal, StudentsT};

/// Fewest yearly counts that are carried forward.
pub const LEAST_COUNTS: usize = 3;

/// Steps of the fit; each squares the distance to the answer, so that few are needed.
const STEPS: usize = 50;

/// A count that is expected of a later year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Projected {
    /// Years after the last count, at least 1.
    pub ahead: u32,
    /// The expected count.
    pub count: f64,
    /// Lower end of the interval in which the count of that year is expected.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Yearly counts carried forward.
#[derive(Debug, Clone, PartialEq)]
pub struct Projection {
    /// The change from one year to the next, as a factor: 1.02 is 2% more each year.
    pub yearly_factor: f64,
    /// How many times the variance of chance the counts vary about the trend, at least 1.
    pub dispersion: f64,
    /// The years to come, nearest first.
    pub years: Vec<Projected>,
}

/// A trend fitted to counts at known times.
struct Fit {
    level: f64,
    slope: f64,
    /// Variances and covariance of the two, where the dispersion is 1.
    variance: [f64; 3],
    /// Pearson's χ² over its degrees of freedom.
    dispersion: f64,
}

/// Carries counts (a time in years and a count each, in order of time) forward by `ahead` years
/// with an interval that holds a new count with the chance `level` (0 to 1).
///
/// The trend is a log-linear Poisson regression, ln μ = a + b t, fitted by iteratively weighted
/// least squares with weights μ. The dispersion is φ = max(1, Σ(y − μ)²/μ / (n − 2)). A new count
/// varies about its expectation by φμ and the expectation by φμ²v, v being the variance of a + b t;
/// the interval is exp(ln μ ± q √(φ(v + 1/μ))), with q of the normal distribution where φ = 1,
/// else of Student's t with n − 2 degrees of freedom. Source: P. McCullagh and J. A. Nelder,
/// *Generalized Linear Models*, second edition, 1989, chapter 6.
///
/// None where there are fewer than [`LEAST_COUNTS`] counts, one is not above 0, or two are of one
/// time.
///
/// ```
/// use care_scorecard_statistics::projection;
/// let even = projection(&[(0.0, 100.0), (1.0, 100.0), (2.0, 100.0)], 1, 0.95).unwrap();
/// assert!((even.yearly_factor - 1.0).abs() < 1e-9);
/// assert!((even.years[0].count - 100.0).abs() < 1e-6);
/// ```
#[must_use]
pub fn projection(counts: &[(f64, f64)], ahead: u32, level: f64) -> Option<Projection> {
    let usable = counts.iter().all(|(t, y)| t.is_finite() && *y > 0.0)
        && counts
            .windows(2)
            .all(|pair| matches!(pair, [a, b] if a.0 < b.0));
    let (last, _) = counts
        .last()
        .filter(|_| usable && counts.len() >= LEAST_COUNTS)?;
    // Counted from the last year, so that the numbers stay small.
    let centred: Vec<(f64, f64)> = counts.iter().map(|(t, y)| (t - last, *y)).collect();
    let fit = fit(&centred)?;
    let q = quantile(level, fit.dispersion, counts.len())?;
    let year = |ahead: u32| {
        let at = f64::from(ahead);
        let [of_level, of_slope, of_both] = fit.variance;
        let variance = of_level + 2.0 * at * of_both + at * at * of_slope;
        let eta = fit.level + fit.slope * at;
        let count = libm::exp(eta);
        let spread = q * (fit.dispersion * (variance + 1.0 / count)).sqrt();
        Projected {
            ahead,
            count,
            low: libm::exp(eta - spread),
            high: libm::exp(eta + spread),
        }
    };
    Some(Projection {
        yearly_factor: libm::exp(fit.slope),
        dispersion: fit.dispersion,
        years: (1..=ahead).map(year).collect(),
    })
}

fn quantile(level: f64, dispersion: f64, counts: usize) -> Option<f64> {
    let p = 0.5 + level / 2.0;
    if dispersion <= 1.0 {
        return Some(Normal::standard().inverse_cdf(p));
    }
    let freedom = f64::from(u32::try_from(counts - 2).ok()?);
    Some(StudentsT::new(0.0, 1.0, freedom).ok()?.inverse_cdf(p))
}

/// Weighted least squares on the logarithms, repeated until nothing moves.
fn fit(counts: &[(f64, f64)]) -> Option<Fit> {
    let mean = counts.iter().map(|(_, y)| y).sum::<f64>() / as_number(counts.len());
    let (mut level, mut slope) = (libm::log(mean), 0.0);
    let mut variance = [0.0; 3];
    for _ in 0..STEPS {
        let (mut w, mut wt, mut wtt, mut wz, mut wtz) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (t, y) in counts {
            let eta = level + slope * t;
            let mu = libm::exp(eta);
            let working = eta + (y - mu) / mu;
            w += mu;
            wt += mu * t;
            wtt += mu * t * t;
            wz += mu * working;
            wtz += mu * t * working;
        }
        let determinant = w * wtt - wt * wt;
        if determinant <= 0.0 || !determinant.is_finite() {
            return None;
        }
        let before = (level, slope);
        level = (wtt * wz - wt * wtz) / determinant;
        slope = (w * wtz - wt * wz) / determinant;
        variance = [wtt / determinant, w / determinant, -wt / determinant];
        if (level - before.0).abs() + (slope - before.1).abs() < 1e-13 {
            break;
        }
    }
    let pearson: f64 = counts
        .iter()
        .map(|(t, y)| {
            let mu = libm::exp(level + slope * t);
            (y - mu) * (y - mu) / mu
        })
        .sum();
    Some(Fit {
        level,
        slope,
        variance,
        dispersion: (pearson / as_number(counts.len() - 2)).max(1.0),
    })
}

#[allow(clippy::cast_precision_loss, reason = "a few years")]
fn as_number(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails where it panics")]

    use super::*;
    use proptest::prelude::*;

    fn series(counts: &[f64]) -> Vec<(f64, f64)> {
        let times = (0..).map(f64::from);
        times.zip(counts.iter().copied()).collect()
    }

    fn near(found: f64, expected: f64) {
        assert!(
            (found - expected).abs() <= 1e-6 * expected,
            "{found} for {expected}"
        );
    }

    /// Counts that double each year lie on the curve, so that the fit is exact and the dispersion
    /// is that of chance. By hand, for 100, 200, 400 and the next year: Σw = 700, Σwt = 1,000,
    /// Σwt² = 1,800, determinant 260,000; variance at 3: (1,800 − 6 · 1,000 + 9 · 700)/260,000 =
    /// 2,100/260,000; interval exp(ln 800 ± 1.959964 √(2,100/260,000 + 1/800)).
    #[test]
    fn counts_on_the_curve_are_carried_along_it() {
        let doubled = projection(&series(&[100.0, 200.0, 400.0]), 1, 0.95).unwrap();
        near(doubled.yearly_factor, 2.0);
        near(doubled.dispersion, 1.0);
        let next = doubled.years[0];
        near(next.count, 800.0);
        let spread = 1.959_963_984_540_054 * (2_100.0 / 260_000.0 + 1.0 / 800.0_f64).sqrt();
        near(next.low, 800.0 * libm::exp(-spread));
        near(next.high, 800.0 * libm::exp(spread));
    }

    /// Against the likelihood maximised by another route, Newton's steps on both parameters, with
    /// Student's t at 3 degrees of freedom, 3.182446.
    #[test]
    fn counts_about_the_curve_widen_the_interval() {
        let counts = [300.0, 330.0, 310.0, 390.0, 350.0];
        let found = projection(&series(&counts), 3, 0.95).unwrap();
        near(found.yearly_factor, 1.048_820_200_260_409_7);
        near(found.dispersion, 2.486_209_298_480_468);
        let [first, _, third] = found.years[..] else {
            panic!("three years were asked for")
        };
        near(first.count, 386.773_008_270_826_1);
        near(first.low, 264.809_106_900_697_5);
        near(first.high, 564.910_176_665_681_5);
        near(third.count, 425.459_519_120_222_75);
        near(third.low, 256.776_490_598_777_9);
        near(third.high, 704.954_733_152_945);
    }

    #[test]
    fn too_little_is_not_carried_forward() {
        assert_eq!(projection(&series(&[100.0, 90.0]), 1, 0.95), None);
        assert_eq!(projection(&series(&[0.0, 90.0, 80.0]), 1, 0.95), None);
        let twice = [(1.0, 10.0), (1.0, 10.0), (2.0, 10.0)];
        assert_eq!(projection(&twice, 1, 0.95), None);
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_count(
            counts in proptest::collection::vec(1_u32..2000, 3..6),
        ) {
            let counts: Vec<f64> = counts.into_iter().map(f64::from).collect();
            let found = projection(&series(&counts), 3, 0.95).unwrap();
            for year in &found.years {
                prop_assert!(year.low < year.count && year.count < year.high);
            }
        }

        #[test]
        fn the_time_does_not_matter_but_for_its_steps(
            counts in proptest::collection::vec(50_u32..2000, 3..6),
            shift in -30_i32..30,
        ) {
            let counts: Vec<f64> = counts.into_iter().map(f64::from).collect();
            let here = projection(&series(&counts), 2, 0.95).unwrap();
            let moved: Vec<(f64, f64)> = series(&counts)
                .into_iter()
                .map(|(t, y)| (t + f64::from(shift), y))
                .collect();
            let there = projection(&moved, 2, 0.95).unwrap();
            for (a, b) in here.years.iter().zip(&there.years) {
                prop_assert!((a.count - b.count).abs() < 1e-5 * a.count);
                prop_assert!((a.high - b.high).abs() < 1e-5 * a.high);
            }
        }
    }
}
