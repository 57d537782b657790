//! What a page needs to score and rank anew under its reader's weights.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use crate::assessment::Assessment;
use crate::config::Aggregation;
use crate::scoring::{DomainDraws, Reweighting};

use super::file_name;

/// Draws that a page carries. The published intervals rest on all draws; these are the first.
const CARRIED: u64 = 250;
/// Steps between the lowest and the highest drawn score; one more stands for no score.
const STEPS: f64 = 65_534.0;
/// What stands for no score.
const NONE: u16 = u16::MAX;

/// Domain scores, and draws of them, from which the overall scores and ranks follow under any
/// weights. In a public publication they were made from published cells only.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Weighing {
    /// How domain scores become the overall score.
    pub aggregation: Aggregation,
    /// How many domains must be scored for a rank; none where every one with weight must.
    pub required: Option<usize>,
    /// The largest weight a reader can give.
    pub highest: f64,
    /// By how much a reader can change a weight.
    pub step: f64,
    /// The domains, in the order of the scores.
    pub domains: Vec<WeighedDomain>,
    /// The authorities, in the order of the draws.
    pub authorities: Vec<WeighedAuthority>,
    /// England's domain scores, if it has all of them.
    pub nation: Option<Vec<f64>>,
    /// The draws: in a script of their own, since few readers need them.
    #[serde(skip)]
    pub draws: CarriedDraws,
    /// How much of the draws an interval covers, 0 to 1.
    pub interval: f64,
}

/// A domain of a [`Weighing`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WeighedDomain {
    /// Its code.
    pub code: String,
    /// Its name.
    pub title: String,
    /// Its weight in the published ranking.
    pub weight: f64,
}

/// An authority of a [`Weighing`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WeighedAuthority {
    /// The name of its page, without ending.
    pub file: String,
    /// Its domain scores, as exact as any rank needs them.
    pub scores: Vec<Option<f64>>,
    /// By domain: whether what it lacks there keeps it from a rank if the domain has weight; not written where
    /// nothing does.
    #[serde(skip_serializing_if = "keeps_nobody")]
    pub bars: Vec<bool>,
    /// Whether it has too few children to be ranked under any weights; not written where it has enough.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub small: bool,
}

fn keeps_nobody(bars: &[bool]) -> bool {
    !bars.contains(&true)
}

/// Domain scores drawn again and again.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CarriedDraws {
    /// How many.
    pub count: usize,
    /// The lowest drawn score.
    pub low: f64,
    /// The highest.
    pub high: f64,
    /// Draw by draw, the factor by which each domain's weight varied.
    pub factors: Vec<f64>,
    /// Draw by draw, authority by authority and then England, the scores of the domains: each two
    /// bytes, the lower first, that count 65,534ths of the way from `low` to `high`; 65,535 stands
    /// for no score. In base64.
    pub scores: String,
}

impl Weighing {
    /// None where there are not two domains to weigh against each other.
    pub(super) fn of(assessment: &Assessment<'_>) -> Option<Self> {
        let (configuration, panel) = (assessment.configuration(), &assessment.panel);
        let scorecard = &assessment.scorecard;
        let reweighting = Reweighting::of(configuration, panel, scorecard);
        if reweighting.domains.len() < 2 {
            return None;
        }
        let mut chances = assessment.uncertainty().chances.clone();
        chances.draws = chances.draws.min(CARRIED);
        let drawn = DomainDraws::of(configuration, panel, scorecard, &chances);
        let authorities = panel.authorities().zip(&reweighting.authorities);
        let weights = || reweighting.domains.iter().map(|domain| domain.weight);
        let total: f64 = weights().sum();
        let whole = weights().all(|weight| weight.fract() == 0.0);
        Some(Self {
            aggregation: reweighting.aggregation,
            required: reweighting.required,
            highest: total,
            step: if whole && total >= 20.0 {
                1.0
            } else {
                total / 100.0
            },
            domains: reweighting
                .domains
                .iter()
                .map(|domain| WeighedDomain {
                    code: domain.code.clone(),
                    title: domain.title.clone(),
                    weight: domain.weight,
                })
                .collect(),
            authorities: authorities
                .map(|(id, authority)| WeighedAuthority {
                    file: file_name(assessment.code(*id)),
                    scores: authority
                        .domains
                        .iter()
                        .map(|d| d.score.map(|score| super::rounded(score, 7)))
                        .collect(),
                    bars: authority.domains.iter().map(|d| d.bars).collect(),
                    small: authority.small,
                })
                .collect(),
            nation: reweighting.nation,
            draws: CarriedDraws::of(&drawn),
            interval: chances.interval,
        })
    }
}

impl CarriedDraws {
    fn of(drawn: &DomainDraws) -> Self {
        let known = || drawn.scores.iter().copied().filter(|score| !score.is_nan());
        let low = known().fold(f64::INFINITY, f64::min);
        let high = known().fold(f64::NEG_INFINITY, f64::max);
        let (low, high) = if low < high {
            (low, high)
        } else {
            (0.0, 100.0)
        };
        let bytes: Vec<u8> = drawn
            .scores
            .iter()
            .flat_map(|score| step(*score, low, high).to_le_bytes())
            .collect();
        Self {
            count: drawn.draws,
            low,
            high,
            factors: drawn
                .factors
                .iter()
                .map(|f| super::rounded(*f, 4))
                .collect(),
            scores: STANDARD.encode(bytes),
        }
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and 65,534"
)]
fn step(score: f64, low: f64, high: f64) -> u16 {
    if score.is_nan() {
        return NONE;
    }
    let share = ((score - low) / (high - low)).clamp(0.0, 1.0);
    (share * STEPS).round() as u16
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails where it panics")]

    use super::*;

    #[test]
    fn draws_read_back_as_they_were() {
        let drawn = DomainDraws {
            draws: 2,
            factors: vec![1.0, 0.812_345_6],
            scores: vec![-10.0, f64::NAN, 40.0, 110.0],
        };
        let carried = CarriedDraws::of(&drawn);
        assert_eq!(carried.factors, [1.0, 0.8123]);
        let bytes = STANDARD.decode(&carried.scores).unwrap();
        let steps: Vec<u16> = bytes
            .chunks(2)
            .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
            .collect();
        assert_eq!((steps[0], steps[1], steps[3]), (0, NONE, 65_534));
        let back = carried.low + f64::from(steps[2]) / STEPS * (carried.high - carried.low);
        assert!((back - 40.0).abs() < 0.001);
    }

    #[test]
    fn draws_that_are_all_alike_are_written_too() {
        let drawn = DomainDraws {
            draws: 1,
            factors: vec![1.0],
            scores: vec![50.0],
        };
        let carried = CarriedDraws::of(&drawn);
        assert_eq!((carried.low, carried.high), (0.0, 100.0));
    }
}
