//! Whether scores that are summed up say the same.

/// Pearson's correlation of pairs, −1 to 1. None with fewer than three, or where either does not vary.
///
/// ```
/// use care_scorecard_statistics::correlation;
/// assert_eq!(correlation(&[(1.0, 3.0), (2.0, 2.0), (3.0, 1.0)]), Some(-1.0));
/// ```
pub fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    if pairs.len() < 3 {
        return None;
    }
    let one: Vec<f64> = pairs.iter().map(|(x, _)| *x).collect();
    let other: Vec<f64> = pairs.iter().map(|(_, y)| *y).collect();
    let (x, y) = (deviations(&one), deviations(&other));
    let product: f64 = x.iter().zip(&y).map(|(a, b)| a * b).sum();
    let scale = (squares(&x) * squares(&y)).sqrt();
    (scale > 0.0).then(|| (product / scale).clamp(-1.0, 1.0))
}

/// Cronbach's α of rows that each have a score of every part: k/(k − 1) · (1 − Σ variances / variance of the sum)
/// (Cronbach 1951). Above 0.7 the parts are commonly taken to measure one thing; it may be below 0. None with
/// fewer than two parts or three rows, or where the sums do not vary.
///
/// ```
/// use care_scorecard_statistics::cronbach_alpha;
/// let rows = [vec![1.0, 1.0], vec![2.0, 2.0], vec![3.0, 3.0]];
/// assert_eq!(cronbach_alpha(&rows), Some(1.0));
/// ```
///
/// # Panics
/// Where a row has not as many scores as the first.
pub fn cronbach_alpha(rows: &[Vec<f64>]) -> Option<f64> {
    let parts = rows.first()?.len();
    if parts < 2 || rows.len() < 3 {
        return None;
    }
    assert!(
        rows.iter().all(|row| row.len() == parts),
        "a score of every part"
    );
    let variance = |values: Vec<f64>| squares(&deviations(&values));
    let of_parts: f64 = (0..parts)
        .map(|at| variance(rows.iter().map(|row| row[at]).collect()))
        .sum();
    let of_sums = variance(rows.iter().map(|row| row.iter().sum()).collect());
    #[allow(clippy::cast_precision_loss, reason = "a handful of domains")]
    let k = parts as f64;
    (of_sums > 0.0).then(|| k / (k - 1.0) * (1.0 - of_parts / of_sums))
}

/// The standard deviation, with n − 1; none of fewer than two values.
///
/// ```
/// use care_scorecard_statistics::standard_deviation;
/// assert_eq!(standard_deviation(&[1.0, 2.0, 3.0]), Some(1.0));
/// assert_eq!(standard_deviation(&[1.0]), None);
/// ```
pub fn standard_deviation(values: &[f64]) -> Option<f64> {
    #[allow(clippy::cast_precision_loss, reason = "a few hundred authorities")]
    let freedom = (values.len() as f64) - 1.0;
    (freedom >= 1.0).then(|| (squares(&deviations(values)) / freedom).sqrt())
}

fn deviations(values: &[f64]) -> Vec<f64> {
    #[allow(clippy::cast_precision_loss, reason = "a few hundred authorities")]
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    values.iter().map(|value| value - mean).collect()
}

fn squares(values: &[f64]) -> f64 {
    values.iter().map(|value| value * value).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Worked by hand: variances 1, 1 and of the sums 3 of [(1, 2), (2, 1), (3, 3)].
    #[test]
    fn alpha_by_hand() {
        let rows = [vec![1.0, 2.0], vec![2.0, 1.0], vec![3.0, 3.0]];
        let alpha = cronbach_alpha(&rows).unwrap();
        assert!((alpha - 2.0 * (1.0 - 2.0 / 3.0)).abs() < 1e-12);
        let pairs: Vec<(f64, f64)> = rows.iter().map(|row| (row[0], row[1])).collect();
        assert!((correlation(&pairs).unwrap() - 0.5).abs() < 1e-12);
    }

    #[test]
    fn nothing_is_said_of_what_does_not_vary() {
        assert_eq!(correlation(&[(1.0, 1.0), (1.0, 2.0), (1.0, 3.0)]), None);
        assert_eq!(
            cronbach_alpha(&[vec![1.0, 2.0], vec![2.0, 1.0], vec![0.0, 3.0]]),
            None
        );
        assert_eq!(cronbach_alpha(&[vec![1.0], vec![2.0], vec![3.0]]), None);
    }
}
