//! The rankings that draws are counted in: overall, of domains, of indicators.

use crate::scoring::by::{AuthorityIndex, ByAuthority, Place};
use crate::scoring::scorecard::{Score, Scorecard};
use crate::statistics::{Ranking, Rankings};

use super::plan::Plan;

/// Who is ranked by what.
pub(super) struct Levels {
    pub(super) rankings: Rankings,
    /// Ranking by ranking: overall, of domains, of indicators.
    pub(super) levels: Vec<Level>,
}

/// One ranking.
pub(super) struct Level {
    /// Authorities with a score, and their places among those with a rank.
    pub(super) scored: Vec<(AuthorityIndex, Option<usize>)>,
    /// Whether the nation has a score too.
    pub(super) has_nation: bool,
}

impl Levels {
    /// Every ranking of a scorecard.
    pub(super) fn of(plan: &Plan, scorecard: &Scorecard) -> Self {
        let mut all = Self::overall(plan, scorecard);
        for planned in &plan.domains {
            let domain = &scorecard.domains[planned.at];
            let ranking = all.add(plan, &domain.scores, domain.national);
            all.rankings.groups.push(ranking);
        }
        for planned in &plan.indicators {
            let indicator = &scorecard.indicators[planned.at];
            let ranking = all.add(plan, &indicator.scores, indicator.national);
            all.rankings.parts.push(ranking);
        }
        all
    }

    /// The overall ranking alone.
    pub(super) fn overall(plan: &Plan, scorecard: &Scorecard) -> Self {
        let mut all = Self {
            rankings: Rankings::default(),
            levels: Vec::new(),
        };
        all.rankings.overall = all.add(plan, &scorecard.overall, scorecard.national);
        all
    }

    fn add(&mut self, plan: &Plan, scores: &ByAuthority<Score>, national: Option<f64>) -> Ranking {
        debug_assert!(
            national.is_none() || plan.nation.is_some(),
            "a score of the nation without any of its values"
        );
        let scored = || scores.pairs().filter(|(_, score)| score.score.is_some());
        let ranked = scores.pairs().filter(|(_, score)| score.rank.is_some());
        let ranking = Ranking {
            scored: scored().map(|(at, _)| at.number()).collect(),
            against: plan.nation.filter(|_| national.is_some()),
            ranked: ranked.map(|(at, _)| at.number()).collect(),
        };
        let place = |at: AuthorityIndex| ranking.ranked.binary_search(&at.number()).ok();
        self.levels.push(Level {
            scored: scored().map(|(at, _)| (at, place(at))).collect(),
            has_nation: ranking.against.is_some(),
        });
        ranking
    }
}
