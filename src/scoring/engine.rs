//! Common set, scores, ranks: section by section as the methodology has it.

use crate::config::{Configuration, CoverageBy, Domain, DomainsRequired, Indicator};
use crate::diagnostic::Diagnostics;
use crate::measure::Absence;
use crate::statistics::competition_ranks;

use super::aggregate::{combine, contribution};
use super::indicator::indicator_scores;
use super::normalise::Bounds;
use super::panel::Panel;
use super::policy::Treated;
use super::reasons;
use super::{DomainScores, IndicatorScores, Score, Scorecard, Standing, TOLERANCE};

/// Scores and ranks the authorities of a panel.
pub fn score(configuration: &Configuration, panel: &Panel) -> Scorecard {
    let mut diagnostics = Diagnostics::default();
    let bounds = Bounds::of(configuration.scorecard.aggregation);
    let domains = configuration.domains.iter().enumerate();
    let tree = domains.flat_map(|(at, domain)| {
        domain
            .indicators
            .iter()
            .map(move |indicator| (at, indicator))
    });
    let indicators: Vec<IndicatorScores> = tree
        .zip(&panel.columns)
        .map(|((domain, indicator), column)| {
            let policy = configuration.recording.policy;
            let common_set = configuration.scorecard.common_set;
            let treated = Treated {
                policy,
                indicator,
                column,
            };
            indicator_scores(domain, treated, common_set, bounds, &mut diagnostics)
        })
        .collect();
    let mut engine = Engine {
        configuration,
        panel,
        indicators,
        domains: Vec::new(),
    };
    for at in 0..configuration.domains.len() {
        let scores = engine.domain_scores(at);
        engine.domains.push(scores);
    }
    let overall = engine.overall();
    engine.weigh(&overall);
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

    fn domain_scores(&self, at: usize) -> DomainScores {
        let comparable = self.common(at).next().is_some();
        let aggregation = self.configuration.scorecard.aggregation;
        let national: Option<Vec<(f64, f64)>> = self
            .common(at)
            .map(|(i, scores)| scores.national.map(|y| (i.weight, y)))
            .collect();
        let scores: Vec<Score> = (0..self.panel.authorities.len())
            .map(|unit| self.domain_score(at, unit, comparable))
            .collect();
        let all = self.configuration.scorecard.domains_required == DomainsRequired::All;
        let bars = |(unit, score): (usize, &Score)| {
            (all && score.score.is_none()) || self.lacking(at, unit).is_some()
        };
        DomainScores {
            code: self.domain(at).map(|d| d.code.clone()).unwrap_or_default(),
            comparable,
            bars: scores.iter().enumerate().map(bars).collect(),
            scores,
            national: national.and_then(|scores| combine(aggregation, scores)),
        }
    }

    fn domain_score(&self, at: usize, unit: usize, comparable: bool) -> Score {
        if !comparable {
            let reason = "no indicator of this domain is comparable this year".to_owned();
            return Score {
                standing: Standing::NotComparable,
                reason,
                ..Score::default()
            };
        }
        let by = self.configuration.scorecard.coverage_by;
        let size = |indicator: &Indicator| {
            if by == CoverageBy::Weight {
                indicator.weight
            } else {
                1.0
            }
        };
        let (mut whole, mut part, mut present) = (0.0, 0.0, Vec::new());
        for (indicator, scores) in self.common(at) {
            whole += size(indicator);
            if let Some(y) = scores.scores.get(unit).and_then(|s| s.score) {
                part += size(indicator);
                present.push((indicator.weight, y));
            }
        }
        let coverage = part / whole;
        let minimum = self.configuration.scorecard.minimum_coverage;
        let mut score = Score {
            coverage: Some(coverage),
            ..Score::default()
        };
        if present.is_empty() {
            let absence = self.shared_absence(at, unit).unwrap_or(Absence::NoData);
            score.standing = Standing::Absent(absence);
            score.reason = format!("every figure of this domain: {}", reasons::absent(absence));
        } else if coverage + TOLERANCE < minimum {
            score.standing = Standing::Coverage;
            score.reason = format!(
                "only {} of the domain is present; {} is needed",
                reasons::percent(coverage),
                reasons::percent(minimum)
            );
        } else {
            score.score = combine(self.configuration.scorecard.aggregation, present);
            if let Some(lacking) = self.lacking(at, unit) {
                score.standing = Standing::Unranked;
                score.reason = lacking;
            }
        }
        score
    }

    /// The one reason for which every common-set indicator of a domain is absent, if it is one.
    fn shared_absence(&self, at: usize, unit: usize) -> Option<Absence> {
        let mut absences =
            self.common(at)
                .filter_map(|(_, scores)| match scores.scores.get(unit)?.standing {
                    Standing::Absent(absence) => Some(absence),
                    _ => None,
                });
        let first = absences.next()?;
        absences.all(|other| other == first).then_some(first)
    }

    /// In a domain that must be complete: what an authority lacks, but for a zero denominator. In
    /// any domain: what is withheld and may not have been recorded.
    fn lacking(&self, at: usize, unit: usize) -> Option<String> {
        let complete = self.domain(at)?.complete;
        let lacks = |(place, scores): (usize, &IndicatorScores)| {
            if scores.domain != at || scores.scale.is_none() {
                return None;
            }
            let score = scores.scores.get(unit)?;
            let (_, indicator) = self.configuration.indicators().nth(place)?;
            let lacking = match score.standing {
                Standing::Absent(absence) => absence != Absence::ZERO_DENOMINATOR,
                Standing::Doubtful => true,
                _ => false,
            };
            (lacking && (complete || self.unverifiable(place, indicator, unit)))
                .then(|| format!("{} ({})", indicator.title, score.reason))
        };
        let lacking: Vec<String> = self
            .indicators
            .iter()
            .enumerate()
            .filter_map(lacks)
            .collect();
        if lacking.is_empty() {
            None
        } else {
            Some(format!("lacks: {}", lacking.join("; ")))
        }
    }

    fn unverifiable(&self, place: usize, indicator: &Indicator, unit: usize) -> bool {
        let policy = self.configuration.recording.policy;
        self.panel.columns.get(place).is_some_and(|column| {
            Treated {
                policy,
                indicator,
                column,
            }
            .unverifiable(unit)
        })
    }

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

    fn overall(&mut self) -> Vec<Score> {
        let overall: Vec<Score> = (0..self.panel.authorities.len())
            .map(|unit| self.overall_score(unit))
            .collect();
        for unit in (0..overall.len())
            .filter(|unit| self.is_small(*unit))
            .collect::<Vec<_>>()
        {
            let reason = reasons::few_children(self.configuration.scorecard.minimum_children);
            let indicators = self.indicators.iter_mut().map(|i| &mut i.scores);
            for scores in indicators.chain(self.domains.iter_mut().map(|d| &mut d.scores)) {
                if let Some(score) = scores
                    .get_mut(unit)
                    .filter(|s| s.standing == Standing::Ranked)
                {
                    score.standing = Standing::Unranked;
                    score.reason.clone_from(&reason);
                }
            }
        }
        overall
    }

    fn overall_score(&self, unit: usize) -> Score {
        let mut reasons = Vec::new();
        if self.is_small(unit) {
            reasons.push(reasons::few_children(
                self.configuration.scorecard.minimum_children,
            ));
        }
        let (mut whole, mut part, mut present) = (0.0, 0.0, Vec::new());
        for (_, domain, scores) in self.weighted() {
            let size = if self.configuration.scorecard.coverage_by == CoverageBy::Weight {
                domain.weight
            } else {
                1.0
            };
            whole += size;
            let Some(score) = scores.scores.get(unit) else {
                continue;
            };
            match score.score {
                Some(y) => {
                    part += size * score.coverage.unwrap_or(1.0);
                    present.push((domain.weight, y));
                    if let Some(lacking) = self.lacking_in(domain, unit) {
                        reasons.push(lacking);
                    }
                }
                None if self.configuration.scorecard.domains_required == DomainsRequired::All => {
                    let lacking = self.lacking_in(domain, unit);
                    reasons.push(
                        lacking.unwrap_or_else(|| format!("{}: {}", domain.title, score.reason)),
                    );
                }
                None => reasons.extend(self.lacking_in(domain, unit)),
            }
        }
        if let DomainsRequired::AtLeast(needed) = self.configuration.scorecard.domains_required
            && present.len() < needed
        {
            reasons.push(format!(
                "{} domains are scored; {needed} are needed",
                present.len()
            ));
        }
        if present.is_empty() && reasons.is_empty() {
            reasons.push("no domain is scored".to_owned());
        }
        Score {
            score: combine(self.configuration.scorecard.aggregation, present),
            effective_weight: Some(1.0),
            coverage: (whole > 0.0).then(|| part / whole),
            standing: if reasons.is_empty() {
                Standing::Ranked
            } else {
                Standing::Unranked
            },
            reason: reasons.join("; "),
            ..Score::default()
        }
    }

    fn lacking_in(&self, domain: &Domain, unit: usize) -> Option<String> {
        let at = self
            .configuration
            .domains
            .iter()
            .position(|d| d.code == domain.code)?;
        self.lacking(at, unit)
            .map(|lacking| format!("{}: {lacking}", domain.title))
    }

    /// Effective weights and contributions: each authority's own weights, renormalised over what
    /// it has, multiplied up the tree.
    fn weigh(&mut self, overall: &[Score]) {
        let aggregation = self.configuration.scorecard.aggregation;
        for unit in 0..overall.len() {
            let scored =
                |scores: &DomainScores| scores.scores.get(unit).is_some_and(|s| s.score.is_some());
            let total: f64 = self
                .weighted()
                .filter(|(_, _, s)| scored(s))
                .map(|(_, d, _)| d.weight)
                .sum();
            for at in 0..self.domains.len() {
                let weight = self.domain(at).map_or(0.0, |d| d.weight);
                let Some(domain) = self.domains.get(at).filter(|s| scored(s)) else {
                    continue;
                };
                let share = if domain.comparable && total > 0.0 {
                    weight / total
                } else {
                    0.0
                };
                let present: f64 = self
                    .common(at)
                    .filter(|(_, s)| s.scores.get(unit).is_some_and(|s| s.score.is_some()))
                    .map(|(i, _)| i.weight)
                    .sum();
                let weights: Vec<f64> = self
                    .configuration
                    .indicators()
                    .map(|(_, i)| i.weight)
                    .collect();
                for (scores, weight) in self.indicators.iter_mut().zip(weights) {
                    if scores.domain == at
                        && let Some(score) = scores.scores.get_mut(unit)
                    {
                        set_weight(score, share * weight / present, aggregation);
                    }
                }
                if let Some(score) = self
                    .domains
                    .get_mut(at)
                    .and_then(|d| d.scores.get_mut(unit))
                {
                    set_weight(score, share, aggregation);
                }
            }
        }
    }

    fn national(&self) -> Option<f64> {
        let scores: Option<Vec<(f64, f64)>> = self
            .weighted()
            .map(|(_, domain, scores)| scores.national.map(|y| (domain.weight, y)))
            .collect();
        combine(self.configuration.scorecard.aggregation, scores?)
    }
}

fn set_weight(score: &mut Score, effective: f64, aggregation: crate::config::Aggregation) {
    if let Some(y) = score.score {
        score.effective_weight = Some(effective);
        score.contribution = Some(contribution(aggregation, effective, y));
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
