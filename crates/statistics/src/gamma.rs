//! The gamma distribution, by functions that give the same on every platform.

/// Terms of the series at most; 20 events need about 80.
const TERMS: usize = 2_000;

/// The share of a gamma distribution of scale 1 that lies below x: the series
/// xᵃ e⁻ˣ / Γ(a + 1) · Σ xᵏ / ((a + 1) … (a + k)) (Abramowitz and Stegun 6.5.29).
pub(super) fn gamma_below(x: f64, shape: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let (mut term, mut sum, mut at) = (1.0, 1.0, shape);
    for _ in 0..TERMS {
        at += 1.0;
        term *= x / at;
        sum += term;
        if term < sum * f64::EPSILON * 0.01 {
            break;
        }
    }
    let first = libm::exp(shape * libm::log(x) - x - libm::lgamma(shape + 1.0));
    (first * sum).min(1.0)
}

/// The value below which the share p of a gamma distribution of scale 1 lies; half the quantile
/// of chi-square with twice the shape as degrees of freedom. 0 where the shape is 0.
pub(super) fn gamma_quantile(p: f64, shape: f64) -> f64 {
    if shape <= 0.0 || p <= 0.0 {
        return 0.0;
    }
    let (mut low, mut high) = (0.0, shape + 1.0);
    while gamma_below(high, shape) < p && high < 1e6 {
        low = high;
        high *= 2.0;
    }
    loop {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            return middle;
        }
        if gamma_below(middle, shape) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shape_one_is_the_exponential_distribution() {
        for p in [0.001, 0.025, 0.5, 0.975, 0.999] {
            let expected = -libm::log(1.0 - p);
            assert!((gamma_quantile(p, 1.0) / expected - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn one_and_a_half_events_lie_between_one_and_two() {
        let at = |shape| gamma_quantile(0.025, shape);
        assert!(at(1.0) < at(1.5) && at(1.5) < at(2.0));
    }
}
