//! The scores of domains, and what an authority lacks in them.

use crate::config::{CoverageBy, DomainsRequired, Indicator};
use crate::measure::Absence;
use crate::scoring::by::{AuthorityIndex, ByAuthority, DomainIndex};
use crate::scoring::reasons;
use crate::scoring::scorecard::{DomainScores, Score, Standing, TOLERANCE};

use super::tally::{Common, Engine};

impl Engine<'_> {
    pub(super) fn domain_scores(&self, at: DomainIndex) -> DomainScores {
        let comparable = self.common(at).next().is_some();
        let national: Option<Vec<(f64, f64)>> = self
            .common(at)
            .map(|c| c.scores.national.map(|y| (c.indicator.weight, y)))
            .collect();
        let units = self.panel.authorities();
        let scores: ByAuthority<Score> =
            units.map(|unit, _| self.domain_score(at, unit, comparable));
        let all = self.settings.domains_required == DomainsRequired::All;
        let bars = |unit, score: &Score| {
            (all && score.score.is_none()) || self.lacking(at, unit).is_some()
        };
        DomainScores {
            code: self.tree.domains[at].code.clone(),
            comparable,
            bars: scores.map(bars),
            scores,
            national: national.and_then(|scores| self.settings.aggregation.combine(scores)),
        }
    }

    fn domain_score(&self, at: DomainIndex, unit: AuthorityIndex, comparable: bool) -> Score {
        if !comparable {
            let reason = "no indicator of this domain is comparable this year".to_owned();
            return Score {
                standing: Standing::NotComparable,
                reason,
                ..Score::default()
            };
        }
        let (coverage, present) = self.present(at, unit);
        let minimum = self.settings.minimum_coverage;
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
            score.score = self.settings.aggregation.combine(present);
            if let Some(lacking) = self.lacking(at, unit) {
                score.standing = Standing::Unranked;
                score.reason = lacking;
            }
        }
        score
    }

    /// The share of a domain that is present, and the weights and scores of what is.
    fn present(&self, at: DomainIndex, unit: AuthorityIndex) -> (f64, Vec<(f64, f64)>) {
        let by = self.settings.coverage_by;
        let size = |indicator: &Indicator| {
            if by == CoverageBy::Weight {
                indicator.weight
            } else {
                1.0
            }
        };
        let (mut whole, mut part, mut present) = (0.0, 0.0, Vec::new());
        for Common {
            indicator, scores, ..
        } in self.common(at)
        {
            whole += size(indicator);
            if let Some(y) = scores.scores[unit].score {
                part += size(indicator);
                present.push((indicator.weight, y));
            }
        }
        (part / whole, present)
    }

    /// The one reason for which every common-set indicator of a domain is absent, if it is one.
    fn shared_absence(&self, at: DomainIndex, unit: AuthorityIndex) -> Option<Absence> {
        let standings = self.common(at).map(|c| c.scores.scores[unit].standing);
        let mut absences = standings.filter_map(|standing| match standing {
            Standing::Absent(absence) => Some(absence),
            _ => None,
        });
        let first = absences.next()?;
        absences.all(|other| other == first).then_some(first)
    }

    /// In a domain that must be complete: what an authority lacks, unless it is excused. In any
    /// domain: what is withheld and may not have been recorded, and what cannot be read.
    pub(super) fn lacking(&self, at: DomainIndex, unit: AuthorityIndex) -> Option<String> {
        let complete = self.tree.domains[at].complete;
        let lacks = |common: Common<'_>| {
            let score = &common.scores.scores[unit];
            let lacking = match score.standing {
                Standing::Absent(_) => !self.panel.columns()[common.at].entries()[unit].excused,
                Standing::Doubtful => true,
                _ => false,
            };
            // Whoever damages the rows behind a poor figure is not to rank without it.
            let left_out = score.standing == Standing::Absent(Absence::LeftOut);
            (lacking && (complete || left_out || self.unverifiable(common.at, unit)))
                .then(|| format!("{} ({})", common.indicator.title, score.reason))
        };
        let lacking: Vec<String> = self.common(at).filter_map(lacks).collect();
        if lacking.is_empty() {
            None
        } else {
            Some(format!("lacks: {}", lacking.join("; ")))
        }
    }
}
