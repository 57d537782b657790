//! Whether the domains say the same of an authority, in words and figures.

use serde::Serialize;

use crate::assessment::Assessment;
use crate::scoring::agreement;

use super::figure::Figure;
use super::{number, words};

/// How far the scores of domains go together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AgreementResult {
    /// What that means for the overall score, in sentences.
    pub finding: String,
    /// Of every two scored domains.
    pub pairs: Vec<PairOfDomains>,
}

/// How far two domains go together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PairOfDomains {
    /// Their titles.
    pub domains: [String; 2],
    /// The correlation of their scores, −1 to 1.
    pub correlation: Figure,
}

/// What is commonly asked of α before parts are taken to measure one thing.
const ONE_THING: f64 = 0.7;

impl AgreementResult {
    pub(super) fn of(assessment: &Assessment<'_>) -> Option<Self> {
        let configuration = assessment.configuration();
        let found = agreement(configuration, &assessment.scorecard);
        if found.correlations.is_empty() {
            return None;
        }
        let title = |code: &String| {
            let domain = configuration.domains.iter().find(|d| d.code == *code);
            domain.map_or_else(|| code.clone(), |domain| domain.title.clone())
        };
        let pairs = found.correlations.iter().map(|pair| PairOfDomains {
            domains: pair.domains.each_ref().map(title),
            correlation: pair.correlation.map_or_else(
                || Figure::absent("not estimated", "too few authorities have both scores"),
                |r| Figure::number(r, number::decimal(r, 2)),
            ),
        });
        let domains = assessment.domains_scored();
        Some(Self {
            finding: finding(domains, found.alpha, found.authorities),
            pairs: pairs.collect(),
        })
    }
}

/// A small number in words.
fn in_letters(domains: usize) -> String {
    let words = [
        "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    ];
    words
        .get(domains)
        .map_or_else(|| domains.to_string(), |word| (*word).to_owned())
}

fn finding(domains: usize, alpha: Option<f64>, authorities: usize) -> String {
    let one = format!(
        "In the overall score one number stands for {}.",
        in_letters(domains)
    );
    let Some(alpha) = alpha else {
        return one;
    };
    let written = number::decimal(alpha, 2);
    let means = if alpha < ONE_THING {
        "The domains go together only weakly, and an authority can be good at one and poor at another: read the \
         domains before the overall score."
    } else {
        "So the domains go together; read them before the overall score all the same."
    };
    format!(
        "{one} Cronbach\u{2019}s α of the domain scores of {} is {written}, where {} is commonly asked before parts are \
         taken to measure one thing. {means}",
        words::authorities(authorities),
        number::decimal(ONE_THING, 1)
    )
}
