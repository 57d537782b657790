//! Confidence intervals of a proportion and of a rate.

use super::gamma::gamma_quantile;

/// A lower and an upper end.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, schemars::JsonSchema)]
pub struct Range {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Range {
    /// Both ends times a factor above 0.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self {
            low: self.low * factor,
            high: self.high * factor,
        }
    }
}

/// How much of a distribution an interval leaves out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Confidence {
    /// Standard deviations to either side.
    pub z: f64,
    /// Share beyond each end.
    pub tail: f64,
}

impl Confidence {
    /// 95%.
    pub const P95: Self = Self {
        z: 1.959_963_984_540_054,
        tail: 0.025,
    };
    /// 99.8%, the control limit of funnel plots.
    pub const P99_8: Self = Self {
        z: 3.090_232_306_167_813,
        tail: 0.001,
    };
}

/// Events below which the interval of a rate is exact.
const EXACT_BELOW: f64 = 10.0;

/// Wilson's score interval of a proportion x of n, 0 to 1 (Wilson 1927):
/// (2x + z² ∓ z√(z² + 4x(1 − x/n))) / (2(n + z²)). None where n is not above 0.
///
/// ```
/// use care_scorecard_statistics::{Confidence, wilson};
/// let interval = wilson(0.0, 1.0, Confidence::P95).unwrap();
/// assert_eq!(interval.low, 0.0);
/// assert!((interval.high - 0.793_450_685_622_762_5).abs() < 1e-15);
/// ```
pub fn wilson(x: f64, n: f64, confidence: Confidence) -> Option<Range> {
    let z = confidence.z;
    let spread = z * z + 4.0 * x * (1.0 - x / n);
    if !(n > 0.0 && spread >= 0.0) {
        return None;
    }
    let (middle, half, whole) = (2.0 * x + z * z, z * spread.sqrt(), 2.0 * (n + z * z));
    Some(Range {
        low: ((middle - half) / whole).max(0.0),
        high: ((middle + half) / whole).min(1.0),
    })
}

/// The interval of a rate of x events in n, per one of n. With 10 events or more Byar's
/// approximation x(1 − 1/(9x) − z/(3√x))³, and with x + 1 and + z (Breslow and Day 1987); below
/// that exact from the chi-square distribution (Garwood 1936), 0 where there is no event.
/// None where n is not above 0 or x is below 0.
pub fn rate_interval(x: f64, n: f64, confidence: Confidence) -> Option<Range> {
    if !(n > 0.0 && x >= 0.0) {
        return None;
    }
    let events = if x < EXACT_BELOW {
        Range {
            low: gamma_quantile(confidence.tail, x),
            high: gamma_quantile(1.0 - confidence.tail, x + 1.0),
        }
    } else {
        Range {
            low: byar(x, -confidence.z),
            high: byar(x + 1.0, confidence.z),
        }
    };
    Some(events.times(1.0 / n))
}

fn byar(x: f64, z: f64) -> f64 {
    let root = 1.0 - 1.0 / (9.0 * x) + z / (3.0 * x.sqrt());
    x * root * root * root
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn no_event_reaches_up_to_minus_the_logarithm_of_the_tail() {
        let interval = rate_interval(0.0, 10.0, Confidence::P95).unwrap();
        assert_eq!(interval.low, 0.0);
        assert!((interval.high + libm::log(0.025) / 10.0).abs() < 1e-14);
    }

    #[test]
    fn nothing_to_count_in_has_no_interval() {
        assert_eq!(wilson(0.0, 0.0, Confidence::P95), None);
        assert_eq!(rate_interval(3.0, 0.0, Confidence::P95), None);
    }

    proptest! {
        #[test]
        fn holds_the_value_and_widens_with_confidence(x in 0..400_u32, more in 1..400_u32) {
            let (x, n) = (f64::from(x), f64::from(x + more));
            for of in [wilson, rate_interval] {
                let (narrow, wide) = (of(x, n, Confidence::P95).unwrap(), of(x, n, Confidence::P99_8).unwrap());
                prop_assert!(narrow.low <= x / n + 1e-12 && x / n <= narrow.high + 1e-12);
                prop_assert!(wide.low <= narrow.low && narrow.high <= wide.high);
            }
        }

        #[test]
        fn turns_over_with_the_proportion(x in 0..400_u32, more in 1..400_u32) {
            let (x, n) = (f64::from(x), f64::from(x + more));
            let (one, other) = (wilson(x, n, Confidence::P95).unwrap(), wilson(n - x, n, Confidence::P95).unwrap());
            prop_assert!((one.low - (1.0 - other.high)).abs() < 1e-12);
        }
    }
}
