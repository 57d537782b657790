//! From the scores of indicators to those of domains and overall, many times.

use crate::config::Aggregation;
use crate::scoring::by::{AuthorityIndex, By, DomainIndex, IndicatorIndex};

use super::index::{CommonIndex, ComparableIndex, UnitIndex};
use super::plan::Plan;
use super::unit::Unit;

/// The weights of a draw.
#[derive(Debug, Clone)]
pub(in crate::scoring) struct Weights {
    pub(super) indicators: By<CommonIndex, f64>,
    pub(super) domains: By<ComparableIndex, f64>,
}

impl Weights {
    pub(in crate::scoring) fn of(plan: &Plan<'_>) -> Self {
        Self {
            indicators: plan.indicators.map(|_, planned| planned.weight),
            domains: plan.domains.map(|_, planned| planned.weight),
        }
    }

    /// The same with every domain weighing 1.
    pub(super) fn with_even_domains(self) -> Self {
        Self {
            domains: self.domains.map(|_, _| 1.0),
            ..self
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

/// Room in which scores are combined, kept between units so that nothing is allocated.
pub(super) struct Combining {
    means: By<ComparableIndex, Mean>,
    /// The scores of the domains, not a number where one is not scored.
    pub(super) domains: By<ComparableIndex, f64>,
}

impl Combining {
    pub(super) fn new(plan: &Plan<'_>) -> Self {
        Self {
            means: plan.domains.map(|_, _| Mean::default()),
            domains: plan.domains.map(|_, _| f64::NAN),
        }
    }

    /// The overall score of a unit from its scores on the indicators; those of its domains are
    /// kept.
    pub(super) fn overall(
        &mut self,
        plan: &Plan<'_>,
        unit: &Unit,
        weights: &Weights,
        scores: &By<CommonIndex, f64>,
    ) -> f64 {
        debug_assert_eq!(scores.len(), plan.indicators.len());
        debug_assert_eq!(unit.domains.len(), plan.domains.len());
        let aggregation = plan.aggregation;
        self.means.as_mut_slice().fill(Mean::default());
        let weighed = plan.indicators.zip(&weights.indicators);
        for ((planned, weight), score) in weighed.zip(scores) {
            if !score.is_nan() {
                self.means[planned.domain].add(aggregation, *weight, *score);
            }
        }
        let mut overall = Mean::default();
        let weighed = self.means.zip(&weights.domains).zip(&unit.domains);
        for (((mean, weight), scored), domain) in weighed.zip(self.domains.iter_mut()) {
            *domain = if *scored {
                mean.result(aggregation)
            } else {
                f64::NAN
            };
            if *weight > 0.0 && !domain.is_nan() {
                overall.add(aggregation, *weight, *domain);
            }
        }
        overall.result(aggregation)
    }
}

impl Plan<'_> {
    /// Multiplies the weight of a domain of the configuration, if it is scored.
    pub(in crate::scoring) fn scale_domain(
        &self,
        weights: &mut Weights,
        at: DomainIndex,
        factor: f64,
    ) {
        if let Some(place) = self.domains.find(|planned| planned.at == at) {
            weights.domains[place] *= factor;
        }
    }

    /// Multiplies the weight of an indicator of the configuration, if it is scored.
    pub(in crate::scoring) fn scale_indicator(
        &self,
        weights: &mut Weights,
        at: IndicatorIndex,
        factor: f64,
    ) {
        if let Some(place) = self.indicators.find(|planned| planned.at == at) {
            weights.indicators[place] *= factor;
        }
    }

    /// The overall scores of some authorities under other weights, where nothing is drawn.
    pub(in crate::scoring) fn scores_with(
        &self,
        weights: &Weights,
        members: impl IntoIterator<Item = AuthorityIndex>,
    ) -> Vec<f64> {
        let mut room = Combining::new(self);
        let mut scores = self.indicators.map(|_, _| f64::NAN);
        let members = members.into_iter().map(|at| &self.units[UnitIndex::of(at)]);
        members
            .map(|unit| {
                for (score, cell) in scores.zip_mut(&unit.cells) {
                    *score = cell.source.score();
                }
                room.overall(self, unit, weights, &scores)
            })
            .collect()
    }
}
