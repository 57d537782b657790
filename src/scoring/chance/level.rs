//! The rankings that draws are counted in: overall, of domains, of indicators.

use crate::scoring::by::{AuthorityIndex, By, ByAuthority};
use crate::scoring::scorecard::{Score, Scorecard};

use super::index::{CommonIndex, ComparableIndex, UnitIndex};
use super::plan::Plan;

/// A value for each ranking.
#[derive(Clone)]
pub(super) struct ByLevel<T> {
    pub(super) overall: T,
    /// None where domains are not asked for.
    pub(super) domains: Option<By<ComparableIndex, T>>,
    /// None where indicators are not asked for.
    pub(super) indicators: Option<By<CommonIndex, T>>,
}

/// One ranking.
#[derive(Default)]
pub(super) struct Level {
    /// Authorities with a score.
    pub(super) scored: Vec<AuthorityIndex>,
    /// The nation, where it has one.
    pub(super) nation: Option<UnitIndex>,
    /// Authorities with a rank.
    pub(super) ranked: Vec<AuthorityIndex>,
}

impl Level {
    fn of(plan: &Plan<'_>, scores: &ByAuthority<Score>, national: Option<f64>) -> Self {
        let which = |is: fn(&Score) -> bool| {
            let places = scores.pairs().filter(move |(_, score)| is(score));
            places.map(|(at, _)| at).collect()
        };
        debug_assert!(
            national.is_none() || plan.nation.is_some(),
            "a score of the nation without any of its values"
        );
        Self {
            scored: which(|score| score.score.is_some()),
            nation: plan.nation.filter(|_| national.is_some()),
            ranked: which(|score| score.rank.is_some()),
        }
    }

    /// How many authorities have a score.
    pub(super) fn rows(&self) -> usize {
        self.scored.len()
    }
}

impl ByLevel<Level> {
    /// Every ranking of a scorecard.
    pub(super) fn of(plan: &Plan<'_>, scorecard: &Scorecard) -> Self {
        let domains = plan.domains.map(|_, planned| {
            let domain = &scorecard.domains[planned.at];
            Level::of(plan, &domain.scores, domain.national)
        });
        let indicators = plan.indicators.map(|_, planned| {
            let indicator = &scorecard.indicators[planned.at];
            Level::of(plan, &indicator.scores, indicator.national)
        });
        Self {
            domains: Some(domains),
            indicators: Some(indicators),
            ..Self::overall(plan, scorecard)
        }
    }

    /// The overall ranking alone.
    pub(super) fn overall(plan: &Plan<'_>, scorecard: &Scorecard) -> Self {
        Self {
            overall: Level::of(plan, &scorecard.overall, scorecard.national),
            domains: None,
            indicators: None,
        }
    }

    /// Nobody is ranked in anything; the scores of domains are asked for.
    pub(super) fn of_domain_scores(plan: &Plan<'_>) -> Self {
        Self {
            overall: Level::default(),
            domains: Some(plan.domains.map(|_, _| Level::default())),
            indicators: None,
        }
    }
}

impl<T> ByLevel<T> {
    /// Overall, then the domains, then the indicators.
    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        let domains = self.domains.iter().flatten();
        let indicators = self.indicators.iter().flatten();
        std::iter::once(&self.overall)
            .chain(domains)
            .chain(indicators)
    }

    fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        let domains = self.domains.iter_mut().flat_map(By::iter_mut);
        let indicators = self.indicators.iter_mut().flat_map(By::iter_mut);
        std::iter::once(&mut self.overall)
            .chain(domains)
            .chain(indicators)
    }

    pub(super) fn map<U>(&self, mut of: impl FnMut(&T) -> U) -> ByLevel<U> {
        ByLevel {
            overall: of(&self.overall),
            domains: self.domains.as_ref().map(|by| by.map(|_, value| of(value))),
            indicators: self
                .indicators
                .as_ref()
                .map(|by| by.map(|_, value| of(value))),
        }
    }

    /// Another value for each ranking, from two.
    pub(super) fn with<U, V>(
        &self,
        other: &ByLevel<U>,
        mut of: impl FnMut(&T, &U) -> V,
    ) -> ByLevel<V> {
        assert!(self.sizes(other), "rankings of different plans");
        let domains = self.domains.as_ref().zip(other.domains.as_ref());
        let indicators = self.indicators.as_ref().zip(other.indicators.as_ref());
        ByLevel {
            overall: of(&self.overall, &other.overall),
            domains: domains.map(|(a, b)| a.map(|at, value| of(value, &b[at]))),
            indicators: indicators.map(|(a, b)| a.map(|at, value| of(value, &b[at]))),
        }
    }

    /// Whether another has the same rankings.
    fn sizes<U>(&self, other: &ByLevel<U>) -> bool {
        self.domains.as_ref().map(By::len) == other.domains.as_ref().map(By::len)
            && self.indicators.as_ref().map(By::len) == other.indicators.as_ref().map(By::len)
    }

    pub(super) fn zip_mut<'l, U>(
        &'l mut self,
        other: &'l ByLevel<U>,
    ) -> impl Iterator<Item = (&'l mut T, &'l U)> {
        assert!(self.sizes(other), "rankings of different plans");
        self.iter_mut().zip(other.iter())
    }
}
