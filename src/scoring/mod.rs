//! From values to scores and ranks: any tree *scorecard → domains → indicators* that the
//! configuration describes, over any measures. Nothing here knows what an indicator means.
//!
//! The steps are those of the methodology (`docs/methodology.md`): common set, normalisation,
//! aggregation, ranking. No value is ever filled in.

mod aggregate;
mod chance;
mod engine;
mod indicator;
mod normalise;
mod panel;
mod policy;
mod reasons;
mod reweighting;
mod robustness;
mod route;
mod what_if;

use serde::Serialize;

use crate::diagnostic::Diagnostics;
use crate::measure::Absence;

pub use aggregate::combine;
pub use chance::{
    Band, Chances, RankSpread, Spread, Uncertainty, overall_uncertainty, uncertainty,
};
pub use engine::score;
pub use normalise::{Bounds, Scale};
pub use panel::{Column, Doubt, Panel};
pub use reweighting::{DomainDraws, Reweighted, Reweighting};
pub use robustness::{
    Alternative, Importance, LeftOut, Moved, Refused, Robustness, SobolIndices, mean_rank_change,
    moved, robustness, sensitivity, without_policy,
};
pub use route::{Reasons, Side, reasons};
pub use what_if::{Changed, with_value};

/// How far a share may fall short of what is asked and still count as reaching it.
const TOLERANCE: f64 = 1e-9;

/// The scores of a year. Vectors over authorities are in the order of the panel.
#[derive(Debug, Clone, PartialEq)]
pub struct Scorecard {
    /// Every indicator of the configuration, in its order.
    pub indicators: Vec<IndicatorScores>,
    /// Every domain of the configuration, in its order.
    pub domains: Vec<DomainScores>,
    /// The overall score.
    pub overall: Vec<Score>,
    /// The nation's overall score, where it has a value for every common-set indicator.
    pub national: Option<f64>,
    /// What was left out, and why.
    pub diagnostics: Diagnostics,
}

/// The scores of an indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct IndicatorScores {
    /// Its code.
    pub code: String,
    /// Its domain, as an index into [`Scorecard::domains`].
    pub domain: usize,
    /// How values became scores; none where the indicator is not in the common set.
    pub scale: Option<Scale>,
    /// Why it is not in the common set.
    pub not_scored: Option<NotScored>,
    /// Authorities with a value.
    pub with_value: usize,
    /// Authorities that could have one: all but those to whom it does not apply.
    pub applicable: usize,
    /// By authority.
    pub scores: Vec<Score>,
    /// The nation's score.
    pub national: Option<f64>,
    /// By authority: the value that was scored in place of its own, which is implausibly low.
    pub held_at: Vec<Option<f64>>,
    /// By authority: whether its score was held at the nation's.
    pub capped: Vec<bool>,
}

/// Why an indicator is shown but not scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NotScored {
    /// Its weight is 0.
    NoWeight,
    /// It has no direction.
    NoDirection,
    /// No authority has a value.
    NoData,
    /// Too few authorities have a value.
    TooFew,
    /// All values are the same, or there is one only, and the method needs a range.
    NoRange,
}

/// The scores of a domain.
#[derive(Debug, Clone, PartialEq)]
pub struct DomainScores {
    /// Its code.
    pub code: String,
    /// Whether any of its indicators is in the common set.
    pub comparable: bool,
    /// Whether what an authority lacks here keeps it from an overall rank wherever the domain has
    /// weight.
    pub bars: Vec<bool>,
    /// By authority.
    pub scores: Vec<Score>,
    /// The nation's score.
    pub national: Option<f64>,
}

/// One score of one authority.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Score {
    /// The score, from the bottom to the top of the scale, unrounded.
    pub score: Option<f64>,
    /// The authority's own weight for it, renormalised over what is present, up the tree: 0 to 1.
    pub effective_weight: Option<f64>,
    /// What it adds to the overall score: e·y (arithmetic), e·ln y (geometric), e/y (harmonic).
    pub contribution: Option<f64>,
    /// Share of what could be present that is, 0 to 1.
    pub coverage: Option<f64>,
    /// 1 is best; ties share the smaller rank.
    pub rank: Option<usize>,
    /// How many are ranked.
    pub rank_of: usize,
    /// Whether and how it counts.
    pub standing: Standing,
    /// Why there is no score or no rank, in words.
    pub reason: String,
}

/// Whether a score is there and ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// Scored and ranked.
    #[default]
    Ranked,
    /// Scored, or partly so, but not ranked.
    Unranked,
    /// No value to score.
    Absent(Absence),
    /// Too little of the domain is present.
    Coverage,
    /// Not in the common set this year.
    NotComparable,
    /// There is a value, but its recording is too doubtful for it to count.
    Doubtful,
}

impl Standing {
    /// As tables print it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ranked => "ok",
            Self::Unranked => "unranked",
            Self::Absent(absence) => absence.as_str(),
            Self::Coverage => "coverage",
            Self::NotComparable | Self::Doubtful => "not-comparable",
        }
    }
}

impl Scorecard {
    /// How many authorities have an overall rank.
    pub fn ranked(&self) -> usize {
        self.overall
            .iter()
            .filter(|score| score.rank.is_some())
            .count()
    }
}

#[cfg(test)]
mod tests;
