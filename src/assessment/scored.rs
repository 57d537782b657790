//! What is scored, with its scores.

use crate::authority::AuthorityId;
use crate::scoring::{AuthorityIndex, ByDomain, ByIndicator, ScoredDomain, ScoredIndicator};

use super::Assessment;

impl Assessment<'_> {
    /// An authority's place in the panel; none where it is not one of the year.
    pub fn position(&self, id: AuthorityId) -> Option<AuthorityIndex> {
        self.panel.position(id)
    }

    /// The domains of the configuration, each with its scores.
    pub fn domains(&self) -> ByDomain<ScoredDomain<'_>> {
        self.scorecard.domains_of(self.configuration())
    }

    /// The indicators of the configuration, each with its scores.
    pub fn indicators(&self) -> ByIndicator<ScoredIndicator<'_>> {
        self.scorecard.indicators_of(self.configuration())
    }
}
