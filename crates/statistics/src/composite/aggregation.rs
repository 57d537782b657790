//! Scores to one score.

use serde::Serialize;

/// How scores are combined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Aggregation {
    /// Weighted mean: a low score can be made up for by a high one.
    Arithmetic,
    /// Weighted geometric mean: a low score weighs more.
    Geometric,
    /// Weighted harmonic mean: a low score weighs most.
    Harmonic,
}

impl Aggregation {
    /// Every one, as settings name it.
    pub const NAMES: [(&'static str, Self); 3] = [
        ("arithmetic", Self::Arithmetic),
        ("geometric", Self::Geometric),
        ("harmonic", Self::Harmonic),
    ];

    /// The weighted mean of scores: Σwy/Σw (arithmetic), exp(Σw ln y/Σw) (geometric), Σw/Σ(w/y)
    /// (harmonic). None where the weights add up to 0.
    ///
    /// ```
    /// use care_scorecard_statistics::Aggregation;
    /// assert_eq!(Aggregation::Arithmetic.combine([(1.0, 40.0), (3.0, 80.0)]), Some(70.0));
    /// assert_eq!(Aggregation::Harmonic.combine([(1.0, 50.0), (1.0, 50.0)]), Some(50.0));
    /// assert_eq!(Aggregation::Geometric.combine([]), None);
    /// ```
    pub fn combine(self, scores: impl IntoIterator<Item = (f64, f64)>) -> Option<f64> {
        let mut mean = Mean::default();
        for (weight, score) in scores {
            mean.add(self, weight, score);
        }
        (mean.weights > 0.0).then(|| mean.result(self))
    }

    /// What a score adds to the sum under a weight.
    #[inline]
    pub fn contribution(self, weight: f64, score: f64) -> f64 {
        match self {
            Self::Arithmetic => weight * score,
            Self::Geometric => weight * libm::log(score),
            Self::Harmonic => weight / score,
        }
    }
}

/// The running weighted mean of one score.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Mean {
    weights: f64,
    sum: f64,
}

impl Mean {
    #[inline]
    pub(super) fn add(&mut self, aggregation: Aggregation, weight: f64, score: f64) {
        self.weights += weight;
        self.sum += aggregation.contribution(weight, score);
    }

    /// Not a number where nothing was added.
    #[inline]
    pub(super) fn result(self, aggregation: Aggregation) -> f64 {
        if self.weights <= 0.0 {
            return f64::NAN;
        }
        match aggregation {
            Aggregation::Arithmetic => self.sum / self.weights,
            Aggregation::Geometric => libm::exp(self.sum / self.weights),
            Aggregation::Harmonic => self.weights / self.sum,
        }
    }
}
