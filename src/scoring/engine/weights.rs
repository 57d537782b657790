//! Effective weights and contributions.

use crate::config::Aggregation;
use crate::scoring::Score;
use crate::scoring::aggregate::contribution;

use super::Engine;

impl Engine<'_> {
    /// Effective weights and contributions: each authority's own weights, renormalised over what
    /// it has, multiplied up the tree.
    pub(super) fn weigh(&mut self, units: usize) {
        let weights: Vec<f64> = self
            .configuration
            .indicators()
            .map(|(_, i)| i.weight)
            .collect();
        for unit in 0..units {
            for at in 0..self.domains.len() {
                if let Some(share) = self.share(at, unit) {
                    self.weigh_domain(at, unit, share, &weights);
                }
            }
        }
    }

    /// A domain's share of an authority's overall score; none where it is not scored.
    fn share(&self, at: usize, unit: usize) -> Option<f64> {
        let scored = |place: usize| {
            let score = self.domains.get(place).and_then(|d| d.scores.get(unit));
            score.is_some_and(|score| score.score.is_some())
        };
        let counted = self.weighted().filter(|(place, ..)| scored(*place));
        let total: f64 = counted.map(|(_, domain, _)| domain.weight).sum();
        let comparable = self.domains.get(at).filter(|_| scored(at))?.comparable;
        let weight = self.domain(at).map_or(0.0, |domain| domain.weight);
        Some(if comparable && total > 0.0 {
            weight / total
        } else {
            0.0
        })
    }

    fn weigh_domain(&mut self, at: usize, unit: usize, share: f64, weights: &[f64]) {
        let aggregation = self.configuration.scorecard.aggregation;
        let present: f64 = self
            .common(at)
            .filter(|(_, s)| s.scores.get(unit).is_some_and(|s| s.score.is_some()))
            .map(|(i, _)| i.weight)
            .sum();
        for (scores, weight) in self.indicators.iter_mut().zip(weights) {
            if scores.domain == at
                && let Some(score) = scores.scores.get_mut(unit)
            {
                set_weight(score, share * weight / present, aggregation);
            }
        }
        let domain = self.domains.get_mut(at);
        if let Some(score) = domain.and_then(|domain| domain.scores.get_mut(unit)) {
            set_weight(score, share, aggregation);
        }
    }
}

fn set_weight(score: &mut Score, effective: f64, aggregation: Aggregation) {
    if let Some(y) = score.score {
        score.effective_weight = Some(effective);
        score.contribution = Some(contribution(aggregation, effective, y));
    }
}
