//! Whether the domains of a scorecard say the same of an authority.

use serde::Serialize;

use crate::config::Configuration;
use crate::statistics::{correlation, cronbach_alpha};

use super::scorecard::Scorecard;

/// How far the scores of domains go together, over the authorities that are ranked and have a score of each.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Agreement {
    /// How many authorities that are.
    pub authorities: usize,
    /// Of every two domains.
    pub correlations: Vec<Correlation>,
    /// Cronbach's α of all domains: commonly asked to be 0.7 before parts are taken to measure one thing.
    pub alpha: Option<f64>,
}

/// How far two domains go together.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Correlation {
    /// The codes of the domains.
    pub domains: [String; 2],
    /// Pearson's correlation, −1 to 1; none with fewer than three authorities.
    pub correlation: Option<f64>,
}

/// How far the scored domains of a scorecard go together.
///
/// # Panics
/// Where the scorecard is not of this configuration.
pub fn agreement(configuration: &Configuration, scorecard: &Scorecard) -> Agreement {
    let domains = scorecard.domains_of(configuration);
    let scored = domains
        .iter()
        .filter(|d| d.domain.weight > 0.0 && d.scores.comparable);
    let scored: Vec<_> = scored.collect();
    let rows: Vec<Vec<f64>> = scorecard
        .overall
        .pairs()
        .filter(|(_, overall)| overall.rank.is_some())
        .filter_map(|(at, _)| scored.iter().map(|d| d.scores.scores[at].score).collect())
        .collect();
    let mut correlations = Vec::new();
    for (one, first) in scored.iter().enumerate() {
        for (other, second) in scored.iter().enumerate().skip(one + 1) {
            let pairs: Vec<(f64, f64)> = rows.iter().map(|row| (row[one], row[other])).collect();
            correlations.push(Correlation {
                domains: [first.domain.code.clone(), second.domain.code.clone()],
                correlation: correlation(&pairs),
            });
        }
    }
    Agreement {
        authorities: rows.len(),
        correlations,
        alpha: cronbach_alpha(&rows),
    }
}
