//! Whether a value rose or fell over five years.

/// Years a trend is judged over.
pub const TREND_YEARS: usize = 5;
/// The 99.8% point of chi-square with one degree of freedom.
const CRITICAL: f64 = 9.549_535_706_083_24;

/// A test of trend.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, schemars::JsonSchema)]
pub struct Trend {
    /// Change a year: of the logit of a proportion, or of the logarithm of a rate.
    pub slope: f64,
    /// The statistic, to be compared with 9.5495.
    pub chi_squared: f64,
    /// Whether the slope keeps its sign whichever year is left out.
    pub stable: bool,
    /// What it comes to.
    pub direction: TrendDirection,
}

/// What a test of trend comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TrendDirection {
    /// The value rises.
    Increasing,
    /// The value falls.
    Decreasing,
    /// Neither can be told.
    NoSignificantChange,
}

impl TrendDirection {
    /// As tables print it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Increasing => "increasing",
            Self::Decreasing => "decreasing",
            Self::NoSignificantChange => "no-significant-change",
        }
    }
}

impl Trend {
    fn of(slope: f64, chi_squared: f64, slopes_without_one: impl Iterator<Item = f64>) -> Self {
        let rises = slope >= 0.0;
        let stable = slopes_without_one
            .into_iter()
            .all(|other| (other >= 0.0) == rises);
        let direction = match chi_squared > CRITICAL && stable {
            false => TrendDirection::NoSignificantChange,
            true if rises => TrendDirection::Increasing,
            true => TrendDirection::Decreasing,
        };
        Self {
            slope,
            chi_squared,
            stable,
            direction,
        }
    }

    const NONE: Self = Self {
        slope: 0.0,
        chi_squared: 0.0,
        stable: true,
        direction: TrendDirection::NoSignificantChange,
    };
}

/// The chi-square test of trend of a proportion over five years of counts (x, n), oldest first:
/// N(N Σxt − X Σnt)²/(X(N − X)(N Σnt² − (Σnt)²)) (Armitage 1955), and a slope, by least squares
/// on the logit ln(x/(n − x)), that keeps its sign whichever year is left out, 0 counting as
/// positive. Half is added to both counts of a logit where one is 0.
///
/// ```
/// use care_scorecard_statistics::{TrendDirection, proportion_trend};
/// let trend = proportion_trend(&[(100.0, 1e3), (130.0, 1e3), (160.0, 1e3), (200.0, 1e3), (230.0, 1e3)]);
/// assert_eq!(trend.direction, TrendDirection::Increasing);
/// ```
pub fn proportion_trend(years: &[(f64, f64); TREND_YEARS]) -> Trend {
    let (mut x_sum, mut n_sum, mut xt, mut nt, mut ntt) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for ((x, n), t) in years.iter().zip(TIMES) {
        x_sum += x;
        n_sum += n;
        xt += x * t;
        nt += n * t;
        ntt += n * t * t;
    }
    if x_sum <= 0.0 || x_sum >= n_sum {
        return Trend::NONE;
    }
    let difference = n_sum * xt - x_sum * nt;
    let chi_squared =
        n_sum * difference * difference / (x_sum * (n_sum - x_sum) * (n_sum * ntt - nt * nt));
    let points = years.map(|(x, n)| (logit(x, n), 1.0));
    let slopes = (0..TREND_YEARS).map(|out| line(&points, Some(out)).slope);
    Trend::of(line(&points, None).slope, chi_squared, slopes)
}

fn logit(x: f64, n: f64) -> f64 {
    let (yes, no) = (x, n - x);
    if yes <= 0.0 || no <= 0.0 {
        libm::log((yes + 0.5) / (no + 0.5))
    } else {
        libm::log(yes / no)
    }
}

/// The trend of five rates, oldest first, each of x events out of n of which d go together as one: least
/// squares on ln(x/n), weighted by 1/se² with se² = d/x; χ² = (b/se_b)². None where a year has no event.
///
/// ```
/// use care_scorecard_statistics::{TrendDirection, rate_trend};
/// let years = [(100.0, 1e3, 1.0), (150.0, 1e3, 1.0), (200.0, 1e3, 1.0), (260.0, 1e3, 1.0), (330.0, 1e3, 1.0)];
/// assert_eq!(rate_trend(&years).map(|trend| trend.direction), Some(TrendDirection::Increasing));
/// let clustered = years.map(|(x, n, _)| (x, n, 60.0));
/// assert_eq!(rate_trend(&clustered).map(|trend| trend.direction), Some(TrendDirection::NoSignificantChange));
/// ```
pub fn rate_trend(years: &[(f64, f64, f64); TREND_YEARS]) -> Option<Trend> {
    weighted_trend(&years.map(|(x, n, design)| (libm::log(x / n), (design / x).sqrt())))
}

/// The trend of five values with their standard errors, oldest first, by least squares weighted by 1/se²:
/// χ² = (b/se_b)² (Public Health England, technical guide to recent trends, 2018). None where a value is not
/// finite or has no error.
pub fn weighted_trend(years: &[(f64, f64); TREND_YEARS]) -> Option<Trend> {
    let points = years.map(|(value, error)| (value, 1.0 / (error * error)));
    let is_sure =
        |(value, weight): &(f64, f64)| value.is_finite() && weight.is_finite() && *weight > 0.0;
    if !points.iter().all(is_sure) {
        return None;
    }
    let whole = line(&points, None);
    let slopes = (0..TREND_YEARS).map(|out| line(&points, Some(out)).slope);
    Some(Trend::of(
        whole.slope,
        whole.slope * whole.slope * whole.spread,
        slopes,
    ))
}

const TIMES: [f64; TREND_YEARS] = [1.0, 2.0, 3.0, 4.0, 5.0];

/// A fitted line: its slope, and the weighted spread of time, which is 1/se² of the slope.
struct Line {
    slope: f64,
    spread: f64,
}

fn line(points: &[(f64, f64); TREND_YEARS], left_out: Option<usize>) -> Line {
    let rows = || {
        let rows = points.iter().zip(TIMES).enumerate();
        rows.filter(move |(at, _)| Some(*at) != left_out)
            .map(|(_, ((y, w), t))| (*y, *w, t))
    };
    let whole: f64 = rows().map(|(_, w, _)| w).sum();
    let mean_t = rows().map(|(_, w, t)| w * t).sum::<f64>() / whole;
    let mean_y = rows().map(|(y, w, _)| w * y).sum::<f64>() / whole;
    let spread: f64 = rows()
        .map(|(_, w, t)| w * (t - mean_t) * (t - mean_t))
        .sum();
    let together: f64 = rows()
        .map(|(y, w, t)| w * (t - mean_t) * (y - mean_y))
        .sum();
    Line {
        slope: together / spread,
        spread,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nobody_and_everybody_do_not_change() {
        assert_eq!(proportion_trend(&[(0.0, 9.0); 5]), Trend::NONE);
        assert_eq!(proportion_trend(&[(9.0, 9.0); 5]), Trend::NONE);
    }

    #[test]
    fn a_change_that_hangs_on_one_year_is_not_stable() {
        let years = [
            (100.0, 1e3),
            (100.0, 1e3),
            (99.0, 1e3),
            (98.0, 1e3),
            (200.0, 1e3),
        ];
        let trend = proportion_trend(&years);
        assert!(trend.chi_squared > CRITICAL && !trend.stable);
        assert_eq!(trend.direction, TrendDirection::NoSignificantChange);
    }

    proptest! {
        #[test]
        fn backwards_the_trend_is_the_other_way(counts in proptest::array::uniform5((1..500_u32, 501..900_u32))) {
            let forward = counts.map(|(x, n)| (f64::from(x), f64::from(n)));
            let mut backward = forward;
            backward.reverse();
            let (a, b) = (proportion_trend(&forward), proportion_trend(&backward));
            prop_assert!((a.slope + b.slope).abs() < 1e-9);
            prop_assert!((a.chi_squared - b.chi_squared).abs() < 1e-6 * (1.0 + a.chi_squared));
            let rates = |years: [(f64, f64); 5]| years.map(|(x, n)| (x, n, 3.0));
            let (a, b) = (rate_trend(&rates(forward)).unwrap(), rate_trend(&rates(backward)).unwrap());
            prop_assert!((a.slope + b.slope).abs() < 1e-9);
            // Clusters of three leave a third of the statistic.
            let single = rate_trend(&forward.map(|(x, n)| (x, n, 1.0))).unwrap();
            prop_assert!((single.chi_squared - 3.0 * a.chi_squared).abs() < 1e-6 * (1.0 + single.chi_squared));
        }
    }
}
