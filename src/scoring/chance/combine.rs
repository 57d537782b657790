//! From the scores of indicators to those of domains and overall, many times.

use crate::config::Aggregation;

use super::plan::{Plan, Unit};

/// The weights of a draw.
#[derive(Debug, Clone)]
pub(in crate::scoring) struct Weights {
    /// By indicator of the common set.
    pub(in crate::scoring) indicators: Vec<f64>,
    /// By domain with one.
    pub(in crate::scoring) domains: Vec<f64>,
}

impl Weights {
    pub(in crate::scoring) fn of(plan: &Plan<'_>) -> Self {
        Self {
            indicators: plan
                .indicators
                .iter()
                .map(|planned| planned.weight)
                .collect(),
            domains: plan.domains.iter().map(|(_, weight)| *weight).collect(),
        }
    }
}

/// The running weighted mean of one score.
#[derive(Clone, Copy, Default)]
struct Mean {
    weights: f64,
    sum: f64,
}

impl Mean {
    fn add(&mut self, aggregation: Aggregation, weight: f64, score: f64) {
        self.weights += weight;
        self.sum += match aggregation {
            Aggregation::Arithmetic => weight * score,
            Aggregation::Geometric => weight * libm::log(score),
            Aggregation::Harmonic => weight / score,
        };
    }

    /// Not a number where nothing was added.
    fn result(self, aggregation: Aggregation) -> f64 {
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

/// The most domains that are kept on the stack.
const MOST_DOMAINS: usize = 32;

impl Plan<'_> {
    /// Multiplies the weight of a domain of the configuration, if it is scored.
    pub(in crate::scoring) fn scale_domain(&self, weights: &mut Weights, at: usize, factor: f64) {
        let place = self.domains.iter().position(|(domain, _)| *domain == at);
        if let Some(weight) = place.and_then(|place| weights.domains.get_mut(place)) {
            *weight *= factor;
        }
    }

    /// Multiplies the weight of an indicator of the configuration, if it is scored.
    pub(in crate::scoring) fn scale_indicator(
        &self,
        weights: &mut Weights,
        at: usize,
        factor: f64,
    ) {
        let place = self.indicators.iter().position(|planned| planned.at == at);
        if let Some(weight) = place.and_then(|place| weights.indicators.get_mut(place)) {
            *weight *= factor;
        }
    }

    /// The overall score of a unit from its scores on the indicators; those of its domains go to
    /// `domains`, not a number where one is not scored.
    pub(super) fn combine(
        &self,
        unit: &Unit,
        weights: &Weights,
        scores: &[f64],
        domains: &mut [f64],
    ) -> f64 {
        let mut few = [Mean::default(); MOST_DOMAINS];
        let mut many = Vec::new();
        let means = match few.get_mut(..self.domains.len()) {
            Some(means) => means,
            None => {
                many.resize(self.domains.len(), Mean::default());
                &mut many
            }
        };
        let weighed = self.indicators.iter().zip(&weights.indicators).zip(scores);
        for ((planned, weight), score) in weighed {
            if let Some(mean) = means.get_mut(planned.domain).filter(|_| !score.is_nan()) {
                mean.add(self.aggregation, *weight, *score);
            }
        }
        let mut overall = Mean::default();
        let weighed = means
            .iter()
            .zip(&weights.domains)
            .zip(&unit.domains)
            .zip(domains);
        for (((mean, weight), scored), domain) in weighed {
            *domain = if *scored {
                mean.result(self.aggregation)
            } else {
                f64::NAN
            };
            if *weight > 0.0 && !domain.is_nan() {
                overall.add(self.aggregation, *weight, *domain);
            }
        }
        overall.result(self.aggregation)
    }
}
