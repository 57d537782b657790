//! The domains and indicators of a configuration, by their places.

use crate::config::{Configuration, Domain, Indicator};

use super::by::{ByDomain, ByIndicator, DomainIndex};

/// The tree of weights.
pub(super) struct Tree<'c> {
    pub(super) domains: ByDomain<&'c Domain>,
    pub(super) indicators: ByIndicator<Leaf<'c>>,
}

/// An indicator in the tree.
#[derive(Clone, Copy)]
pub(super) struct Leaf<'c> {
    pub(super) domain: DomainIndex,
    pub(super) indicator: &'c Indicator,
}

impl<'c> Tree<'c> {
    pub(super) fn of(configuration: &'c Configuration) -> Self {
        let domains = ByDomain::collected(&configuration.domains);
        let leaves = domains.pairs().flat_map(|(at, domain)| {
            let leaf = move |indicator| Leaf {
                domain: at,
                indicator,
            };
            domain.indicators.iter().map(leaf)
        });
        Self {
            indicators: ByIndicator::collected(leaves),
            domains,
        }
    }
}
