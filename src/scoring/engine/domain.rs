//! The scores of domains, and what an authority lacks in them.

use crate::config::{CoverageBy, DomainsRequired, Indicator};
use crate::measure::Absence;
use crate::scoring::aggregate::combine;
use crate::scoring::policy::Treated;
use crate::scoring::{DomainScores, IndicatorScores, Score, Standing, TOLERANCE, reasons};

use super::Engine;

impl Engine<'_> {
    pub(super) fn domain_scores(&self, at: usize) -> DomainScores {
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
        let (coverage, present) = self.present(at, unit);
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

    /// The share of a domain that is present, and the weights and scores of what is.
    fn present(&self, at: usize, unit: usize) -> (f64, Vec<(f64, f64)>) {
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
        (part / whole, present)
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
    pub(super) fn lacking(&self, at: usize, unit: usize) -> Option<String> {
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
}
