//! What has been scored so far, and what of it counts.

use crate::config::{Domain, Indicator, Policy, Scorecard as Settings};
use crate::scoring::by::{AuthorityIndex, ByDomain, ByIndicator, DomainIndex, IndicatorIndex};
use crate::scoring::panel::Panel;
use crate::scoring::policy::Treated;
use crate::scoring::scorecard::{DomainScores, IndicatorScores};
use crate::scoring::tree::Tree;

pub(super) struct Engine<'e> {
    pub(super) settings: &'e Settings,
    pub(super) policy: Policy,
    pub(super) tree: Tree<'e>,
    pub(super) panel: &'e Panel,
    pub(super) indicators: ByIndicator<IndicatorScores>,
    /// Empty until the domains are scored.
    pub(super) domains: ByDomain<DomainScores>,
}

/// An indicator of the common set.
#[derive(Clone, Copy)]
pub(super) struct Common<'e> {
    pub(super) at: IndicatorIndex,
    pub(super) indicator: &'e Indicator,
    pub(super) scores: &'e IndicatorScores,
}

impl Engine<'_> {
    /// The common-set indicators of a domain.
    pub(super) fn common(&self, domain: DomainIndex) -> impl Iterator<Item = Common<'_>> {
        let all = self.indicators.pairs().map(|(at, scores)| Common {
            at,
            indicator: self.tree.indicators[at].indicator,
            scores,
        });
        all.filter(move |c| c.scores.domain == domain && c.scores.scale.is_some())
    }

    /// The domains that count towards the overall score.
    pub(super) fn weighted(&self) -> impl Iterator<Item = (DomainIndex, &Domain, &DomainScores)> {
        self.domains
            .pairs()
            .map(|(at, scores)| (at, self.tree.domains[at], scores))
            .filter(|(_, domain, scores)| domain.weight > 0.0 && scores.comparable)
    }

    pub(super) fn national(&self) -> Option<f64> {
        let scores: Option<Vec<(f64, f64)>> = self
            .weighted()
            .map(|(_, domain, scores)| scores.national.map(|y| (domain.weight, y)))
            .collect();
        self.settings.aggregation.combine(scores?)
    }

    pub(super) fn unverifiable(&self, at: IndicatorIndex, unit: AuthorityIndex) -> bool {
        let treated = Treated {
            policy: self.policy,
            indicator: self.tree.indicators[at].indicator,
            column: &self.panel.columns()[at],
        };
        treated.unverifiable(unit)
    }
}
