//! The overall score, and who is ranked by it.

use crate::config::{CoverageBy, DomainsRequired};
use crate::scoring::aggregate::combine;
use crate::scoring::{Score, Standing, reasons};

use super::Engine;

impl Engine<'_> {
    fn is_small(&self, unit: usize) -> bool {
        #[allow(clippy::cast_precision_loss, reason = "at most a million")]
        let minimum = self.configuration.scorecard.minimum_children as f64;
        self.panel
            .children
            .get(unit)
            .copied()
            .flatten()
            .is_some_and(|children| children < minimum)
    }

    pub(super) fn overall(&mut self) -> Vec<Score> {
        let units = self.panel.authorities.len();
        let overall: Vec<Score> = (0..units).map(|unit| self.overall_score(unit)).collect();
        for unit in 0..units {
            if self.is_small(unit) {
                self.leave_unranked(unit);
            }
        }
        overall
    }

    /// Takes the ranks of an authority with too few children.
    fn leave_unranked(&mut self, unit: usize) {
        let reason = reasons::few_children(self.configuration.scorecard.minimum_children);
        let indicators = self.indicators.iter_mut().map(|i| &mut i.scores);
        for scores in indicators.chain(self.domains.iter_mut().map(|d| &mut d.scores)) {
            let ranked = scores.get_mut(unit);
            if let Some(score) = ranked.filter(|s| s.standing == Standing::Ranked) {
                score.standing = Standing::Unranked;
                score.reason.clone_from(&reason);
            }
        }
    }

    fn overall_score(&self, unit: usize) -> Score {
        let (coverage, present) = self.scored_domains(unit);
        let reasons = self.why_unranked(unit, present.len());
        Score {
            score: combine(self.configuration.scorecard.aggregation, present),
            effective_weight: Some(1.0),
            coverage,
            standing: if reasons.is_empty() {
                Standing::Ranked
            } else {
                Standing::Unranked
            },
            reason: reasons.join("; "),
            ..Score::default()
        }
    }

    /// The share of the whole that is present, and the weights and scores of the domains that are.
    fn scored_domains(&self, unit: usize) -> (Option<f64>, Vec<(f64, f64)>) {
        let by_weight = self.configuration.scorecard.coverage_by == CoverageBy::Weight;
        let (mut whole, mut part, mut present) = (0.0, 0.0, Vec::new());
        for (_, domain, scores) in self.weighted() {
            let size = if by_weight { domain.weight } else { 1.0 };
            whole += size;
            let score = scores.scores.get(unit);
            if let Some((score, y)) = score.and_then(|score| Some((score, score.score?))) {
                part += size * score.coverage.unwrap_or(1.0);
                present.push((domain.weight, y));
            }
        }
        ((whole > 0.0).then(|| part / whole), present)
    }

    /// Why an authority with so many scored domains is not ranked; empty where it is.
    fn why_unranked(&self, unit: usize, scored: usize) -> Vec<String> {
        let settings = &self.configuration.scorecard;
        let mut reasons = Vec::new();
        if self.is_small(unit) {
            reasons.push(reasons::few_children(settings.minimum_children));
        }
        let all_required = settings.domains_required == DomainsRequired::All;
        for (at, domain, scores) in self.weighted() {
            let Some(score) = scores.scores.get(unit) else {
                continue;
            };
            let lacking = self.lacking(at, unit);
            let lacking = lacking.map(|lacking| format!("{}: {lacking}", domain.title));
            let unscored = || format!("{}: {}", domain.title, score.reason);
            reasons.extend(if score.score.is_none() && all_required {
                lacking.or_else(|| Some(unscored()))
            } else {
                lacking
            });
        }
        if let DomainsRequired::AtLeast(needed) = settings.domains_required
            && scored < needed
        {
            reasons.push(format!("{scored} domains are scored; {needed} are needed"));
        }
        if scored == 0 && reasons.is_empty() {
            reasons.push("no domain is scored".to_owned());
        }
        reasons
    }
}
