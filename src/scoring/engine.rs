//! Common set, scores, ranks: section by section as the methodology has it.

mod domain;
mod overall;
mod weights;

use crate::config::{Configuration, Domain, Indicator};
use crate::diagnostic::Diagnostics;
use crate::statistics::competition_ranks;

use super::aggregate::combine;
use super::indicator::indicator_scores;
use super::normalise::Bounds;
use super::panel::Panel;
use super::policy::Treated;
use super::{DomainScores, IndicatorScores, Score, Scorecard, Standing};

/// Scores and ranks the authorities of a panel.
pub fn score(configuration: &Configuration, panel: &Panel) -> Scorecard {
    let mut diagnostics = Diagnostics::default();
    let mut engine = Engine {
        configuration,
        panel,
        indicators: all_indicators(configuration, panel, &mut diagnostics),
        domains: Vec::new(),
    };
    for at in 0..configuration.domains.len() {
        let scores = engine.domain_scores(at);
        engine.domains.push(scores);
    }
    let overall = engine.overall();
    engine.weigh(overall.len());
    let national = engine.national();
    let mut scorecard = Scorecard {
        indicators: engine.indicators,
        domains: engine.domains,
        overall,
        national,
        diagnostics,
    };
    rank_all(&mut scorecard);
    scorecard
}

/// The scores of every indicator of the configuration.
fn all_indicators(
    configuration: &Configuration,
    panel: &Panel,
    diagnostics: &mut Diagnostics,
) -> Vec<IndicatorScores> {
    let bounds = Bounds::of(configuration.scorecard.aggregation);
    let common_set = configuration.scorecard.common_set;
    let domains = configuration.domains.iter().enumerate();
    let tree = domains.flat_map(|(at, domain)| domain.indicators.iter().map(move |i| (at, i)));
    tree.zip(&panel.columns)
        .map(|((domain, indicator), column)| {
            let treated = Treated {
                policy: configuration.recording.policy,
                indicator,
                column,
            };
            indicator_scores(domain, treated, common_set, bounds, diagnostics)
        })
        .collect()
}

struct Engine<'e> {
    configuration: &'e Configuration,
    panel: &'e Panel,
    indicators: Vec<IndicatorScores>,
    domains: Vec<DomainScores>,
}

impl Engine<'_> {
    /// The common-set indicators of a domain with their weights.
    fn common(&self, domain: usize) -> impl Iterator<Item = (&Indicator, &IndicatorScores)> {
        self.configuration
            .indicators()
            .zip(&self.indicators)
            .filter(move |(_, scores)| scores.domain == domain && scores.scale.is_some())
            .map(|((_, indicator), scores)| (indicator, scores))
    }

    fn domain(&self, at: usize) -> Option<&Domain> {
        self.configuration.domains.get(at)
    }

    /// The domains that count towards the overall score.
    fn weighted(&self) -> impl Iterator<Item = (usize, &Domain, &DomainScores)> {
        let domains = self
            .configuration
            .domains
            .iter()
            .zip(&self.domains)
            .enumerate();
        domains
            .map(|(at, (d, s))| (at, d, s))
            .filter(|(_, d, s)| d.weight > 0.0 && s.comparable)
    }

    fn national(&self) -> Option<f64> {
        let scores: Option<Vec<(f64, f64)>> = self
            .weighted()
            .map(|(_, domain, scores)| scores.national.map(|y| (domain.weight, y)))
            .collect();
        combine(self.configuration.scorecard.aggregation, scores?)
    }
}

/// Ranks every level; who is not ranked is outside the number that are.
fn rank_all(scorecard: &mut Scorecard) {
    rank(&mut scorecard.overall);
    for domain in &mut scorecard.domains {
        rank(&mut domain.scores);
    }
    for indicator in &mut scorecard.indicators {
        rank(&mut indicator.scores);
    }
}

fn rank(scores: &mut [Score]) {
    let eligible: Vec<Option<f64>> = scores
        .iter()
        .map(|s| s.score.filter(|_| s.standing == Standing::Ranked))
        .collect();
    let ranked = eligible.iter().flatten().count();
    for (score, rank) in scores.iter_mut().zip(competition_ranks(&eligible)) {
        score.rank = rank;
        score.rank_of = ranked;
    }
}
