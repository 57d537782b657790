//! Scores to one score.

use crate::config::Aggregation;

/// The weighted mean of scores: Σwy/Σw (arithmetic), exp(Σw ln y/Σw) (geometric), Σw/Σ(w/y)
/// (harmonic). None where the weights add up to 0.
///
/// ```
/// use care_scorecard::config::Aggregation;
/// use care_scorecard::scoring::combine;
/// assert_eq!(combine(Aggregation::Arithmetic, [(1.0, 40.0), (3.0, 80.0)]), Some(70.0));
/// assert_eq!(combine(Aggregation::Harmonic, [(1.0, 50.0), (1.0, 50.0)]), Some(50.0));
/// assert_eq!(combine(Aggregation::Geometric, []), None);
/// ```
pub fn combine(
    aggregation: Aggregation,
    scores: impl IntoIterator<Item = (f64, f64)>,
) -> Option<f64> {
    let (mut weights, mut sum) = (0.0, 0.0);
    for (weight, score) in scores {
        weights += weight;
        sum += match aggregation {
            Aggregation::Arithmetic => weight * score,
            Aggregation::Geometric => weight * libm::log(score),
            Aggregation::Harmonic => weight / score,
        };
    }
    if weights <= 0.0 {
        return None;
    }
    Some(match aggregation {
        Aggregation::Arithmetic => sum / weights,
        Aggregation::Geometric => libm::exp(sum / weights),
        Aggregation::Harmonic => weights / sum,
    })
}

/// What a score adds to the overall score under its effective weight.
pub(super) fn contribution(aggregation: Aggregation, effective_weight: f64, score: f64) -> f64 {
    match aggregation {
        Aggregation::Arithmetic => effective_weight * score,
        Aggregation::Geometric => effective_weight * libm::log(score),
        Aggregation::Harmonic => effective_weight / score,
    }
}
