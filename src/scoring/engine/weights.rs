//! Effective weights and contributions.

use crate::config::Aggregation;
use crate::scoring::by::{AuthorityIndex, DomainIndex};
use crate::scoring::scorecard::Score;

use super::tally::Engine;

impl Engine<'_> {
    /// Effective weights and contributions: each authority's own weights, renormalised over what
    /// it has, multiplied up the tree.
    pub(super) fn weigh(&mut self) {
        for unit in self.panel.authorities().keys() {
            for at in self.domains.keys() {
                if let Some(share) = self.share(at, unit) {
                    self.weigh_domain(at, unit, share);
                }
            }
        }
    }

    /// A domain's share of an authority's overall score; none where it is not scored.
    fn share(&self, at: DomainIndex, unit: AuthorityIndex) -> Option<f64> {
        let scored = |place: DomainIndex| self.domains[place].scores[unit].score.is_some();
        if !scored(at) {
            return None;
        }
        let counted = self.weighted().filter(|(place, ..)| scored(*place));
        let total: f64 = counted.map(|(_, domain, _)| domain.weight).sum();
        Some(if self.domains[at].comparable && total > 0.0 {
            self.tree.domains[at].weight / total
        } else {
            0.0
        })
    }

    fn weigh_domain(&mut self, at: DomainIndex, unit: AuthorityIndex, share: f64) {
        let aggregation = self.settings.aggregation;
        let present: f64 = self
            .common(at)
            .filter(|c| c.scores.scores[unit].score.is_some())
            .map(|c| c.indicator.weight)
            .sum();
        for (scores, leaf) in self.indicators.zip_mut(&self.tree.indicators) {
            if scores.domain == at {
                let effective = share * leaf.indicator.weight / present;
                set_weight(&mut scores.scores[unit], effective, aggregation);
            }
        }
        set_weight(&mut self.domains[at].scores[unit], share, aggregation);
    }
}

fn set_weight(score: &mut Score, effective: f64, aggregation: Aggregation) {
    if let Some(y) = score.score {
        score.effective_weight = Some(effective);
        score.contribution = Some(aggregation.contribution(effective, y));
    }
}
