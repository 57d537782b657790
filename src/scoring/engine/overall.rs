//! The overall score, and who is ranked by it.

use crate::config::{CoverageBy, Domain, DomainsRequired};
use crate::scoring::by::{AuthorityIndex, ByAuthority, DomainIndex};
use crate::scoring::reasons;
use crate::scoring::scorecard::{DomainScores, Score, Standing, TOLERANCE};

use super::tally::Engine;

impl Engine<'_> {
    fn is_small(&self, unit: AuthorityIndex) -> bool {
        self.panel.is_small(unit, self.settings.minimum_children)
    }

    pub(super) fn overall(&mut self) -> ByAuthority<Score> {
        let units = self.panel.authorities();
        let overall = units.map(|unit, _| self.overall_score(unit));
        for unit in units.keys() {
            if self.is_small(unit) {
                self.leave_unranked(unit);
            }
        }
        overall
    }

    /// Takes the ranks of an authority with too few children.
    fn leave_unranked(&mut self, unit: AuthorityIndex) {
        let reason = reasons::few_children(self.settings.minimum_children);
        let indicators = self.indicators.iter_mut().map(|i| &mut i.scores);
        for scores in indicators.chain(self.domains.iter_mut().map(|d| &mut d.scores)) {
            let score = &mut scores[unit];
            if score.standing == Standing::Ranked {
                score.standing = Standing::Unranked;
                score.reason.clone_from(&reason);
            }
        }
    }

    /// Whether a domain that nobody is ranked without has no comparable figures this year.
    fn is_wanting(&self, domain: &Domain) -> bool {
        let counts =
            |(_, counted, _): (DomainIndex, &Domain, &DomainScores)| std::ptr::eq(counted, domain);
        domain.required && domain.weight > 0.0 && !self.weighted().any(counts)
    }

    fn overall_score(&self, unit: AuthorityIndex) -> Score {
        let (coverage, present) = self.scored_domains(unit);
        let reasons = self.why_unranked(unit, present.len());
        // Whoever is not ranked has a score only where enough of the whole is there for one.
        let enough =
            coverage.is_some_and(|share| share + TOLERANCE >= self.settings.minimum_coverage);
        let scored = (enough || reasons.is_empty()).then_some(present);
        Score {
            score: scored.and_then(|present| self.settings.aggregation.combine(present)),
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
    fn scored_domains(&self, unit: AuthorityIndex) -> (Option<f64>, Vec<(f64, f64)>) {
        let by_weight = self.settings.coverage_by == CoverageBy::Weight;
        let (mut whole, mut part, mut present) = (0.0, 0.0, Vec::new());
        for (_, domain, scores) in self.weighted() {
            let size = if by_weight { domain.weight } else { 1.0 };
            whole += size;
            let score = &scores.scores[unit];
            if let Some(y) = score.score {
                debug_assert!(score.coverage.is_some(), "a score without its coverage");
                part += size * score.coverage.unwrap_or(1.0);
                present.push((domain.weight, y));
            }
        }
        ((whole > 0.0).then(|| part / whole), present)
    }

    /// Why an authority with so many scored domains is not ranked; empty where it is.
    fn why_unranked(&self, unit: AuthorityIndex, scored: usize) -> Vec<String> {
        let settings = self.settings;
        let mut reasons = Vec::new();
        if self.is_small(unit) {
            reasons.push(reasons::few_children(settings.minimum_children));
        }
        for (_, domain) in self.tree.domains.pairs() {
            reasons.extend(self.is_wanting(domain).then(|| reasons::no_year(domain)));
        }
        let all_required = settings.domains_required == DomainsRequired::All;
        for (at, domain, scores) in self.weighted() {
            let score = &scores.scores[unit];
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
