//! Common set, scores, ranks: section by section as the methodology has it.

mod domain;
mod overall;
mod tally;
mod weights;

use crate::config::Configuration;
use crate::diagnostic::Diagnostics;
use crate::statistics::competition_ranks;

use super::by::{ByAuthority, ByDomain, ByIndicator};
use super::indicator::indicator_scores;
use super::normalise::Bounds;
use super::panel::{Panel, PanelError};
use super::policy::Treated;
use super::scorecard::{IndicatorScores, Score, Scorecard, Standing};
use super::tree::Tree;

use tally::Engine;

/// Scores and ranks the authorities of a panel.
///
/// # Errors
/// Where the panel was not made for the indicators of this configuration.
pub fn score(configuration: &Configuration, panel: &Panel) -> Result<Scorecard, PanelError> {
    panel.fits(configuration)?;
    Ok(scored(configuration, panel))
}

/// The same of a panel that was made for this configuration, or for one with other weights and
/// settings only.
///
/// # Panics
/// Where it was not.
pub(crate) fn scored(configuration: &Configuration, panel: &Panel) -> Scorecard {
    debug_assert_eq!(panel.fits(configuration), Ok(()));
    let mut diagnostics = Diagnostics::default();
    let tree = Tree::of(configuration);
    let indicators = all_indicators(configuration, &tree, panel, &mut diagnostics);
    let mut engine = Engine {
        settings: &configuration.scorecard,
        policy: configuration.recording.policy,
        tree,
        panel,
        indicators,
        domains: ByDomain::new(Vec::new()),
    };
    engine.domains = engine.tree.domains.map(|at, _| engine.domain_scores(at));
    let overall = engine.overall();
    engine.weigh();
    let mut scorecard = Scorecard {
        national: engine.national(),
        indicators: engine.indicators,
        domains: engine.domains,
        overall,
        diagnostics,
    };
    rank_all(&mut scorecard);
    scorecard
}

/// The scores of every indicator of the configuration.
fn all_indicators(
    configuration: &Configuration,
    tree: &Tree<'_>,
    panel: &Panel,
    diagnostics: &mut Diagnostics,
) -> ByIndicator<IndicatorScores> {
    let bounds = Bounds::of(configuration.scorecard.aggregation);
    let common_set = configuration.scorecard.common_set;
    tree.indicators.map(|at, leaf| {
        let treated = Treated {
            policy: configuration.recording.policy,
            indicator: leaf.indicator,
            column: &panel.columns()[at],
        };
        indicator_scores(leaf.domain, treated, common_set, bounds, diagnostics)
    })
}

/// Ranks every level; who is not ranked is outside the number that are.
fn rank_all(scorecard: &mut Scorecard) {
    rank(&mut scorecard.overall);
    for domain in scorecard.domains.iter_mut() {
        rank(&mut domain.scores);
    }
    for indicator in scorecard.indicators.iter_mut() {
        rank(&mut indicator.scores);
    }
}

fn rank(scores: &mut ByAuthority<Score>) {
    let eligible = scores.map(|_, s| s.score.filter(|_| s.standing == Standing::Ranked));
    let ranked = eligible.iter().flatten().count();
    let ranks = ByAuthority::new(competition_ranks(eligible.as_slice()));
    for (score, rank) in scores.zip_mut(&ranks) {
        score.rank = *rank;
        score.rank_of = ranked;
    }
}
