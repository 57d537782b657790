/// The quantile of a share `p` (0 to 1) of values in any order, by linear interpolation between
/// order statistics (type 7 of Hyndman and Fan 1996). None where there is no value.
///
/// ```
/// use care_scorecard_statistics::quantile;
/// assert_eq!(quantile(&[4.0, 1.0, 3.0, 2.0], 0.5), Some(2.5));
/// ```
pub fn quantile(values: &[f64], p: f64) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    #[allow(clippy::cast_precision_loss, reason = "far fewer than 2^52 values")]
    let at = p.clamp(0.0, 1.0) * last as f64;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the last index"
    )]
    let below = at.floor() as usize;
    let (low, high) = (sorted[below], sorted[(below + 1).min(last)]);
    Some(low + (at - at.floor()) * (high - low))
}

/// The middle value.
pub fn median(values: &[f64]) -> Option<f64> {
    quantile(values, 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ends_and_middle() {
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(quantile(&[7.0], 0.9), Some(7.0));
        assert_eq!(quantile(&[1.0, 2.0, 3.0, 4.0, 5.0], 0.1), Some(1.4));
    }

    proptest! {
        #[test]
        fn lies_between_the_extremes(values in proptest::collection::vec(-1e6..1e6_f64, 1..50), p in 0.0..1.0_f64) {
            let q = quantile(&values, p).unwrap();
            prop_assert!(values.iter().any(|v| *v <= q) && values.iter().any(|v| *v >= q));
        }
    }
}
