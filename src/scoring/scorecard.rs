//! The scores of a year.

use serde::Serialize;

use crate::config::{Configuration, Domain, Indicator};
use crate::diagnostic::Diagnostics;
use crate::measure::Absence;

use super::by::{ByAuthority, ByDomain, ByIndicator, DomainIndex, IndicatorIndex};
use super::normalise::Scale;
use super::tree::Tree;

/// How far a share may fall short of what is asked and still count as reaching it.
pub(super) const TOLERANCE: f64 = 1e-9;

/// The scores of a year: what [`super::score`] makes of a panel.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Scorecard {
    /// Every indicator of the configuration.
    pub indicators: ByIndicator<IndicatorScores>,
    /// Every domain of the configuration.
    pub domains: ByDomain<DomainScores>,
    /// The overall score.
    pub overall: ByAuthority<Score>,
    /// The nation's overall score, where it has a value for every common-set indicator.
    pub national: Option<f64>,
    /// What was left out, and why.
    pub diagnostics: Diagnostics,
}

/// The scores of an indicator.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct IndicatorScores {
    /// Its code.
    pub code: String,
    /// Its domain.
    pub domain: DomainIndex,
    /// How values became scores; none where the indicator is not in the common set.
    pub scale: Option<Scale>,
    /// Why it is not in the common set.
    pub not_scored: Option<NotScored>,
    /// Authorities with a value.
    pub with_value: usize,
    /// Authorities that could have one: all but those to whom it does not apply.
    pub applicable: usize,
    /// By authority.
    pub scores: ByAuthority<Score>,
    /// The nation's score.
    pub national: Option<f64>,
    /// The value that was scored in place of its own, which is implausibly low.
    pub held_at: ByAuthority<Option<f64>>,
    /// Whether its score was held at the nation's.
    pub capped: ByAuthority<bool>,
}

/// Why an indicator is shown but not scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
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
#[non_exhaustive]
pub struct DomainScores {
    /// Its code.
    pub code: String,
    /// Whether any of its indicators is in the common set.
    pub comparable: bool,
    /// Whether what an authority lacks here keeps it from an overall rank wherever the domain has
    /// weight.
    pub bars: ByAuthority<bool>,
    /// By authority.
    pub scores: ByAuthority<Score>,
    /// The nation's score.
    pub national: Option<f64>,
}

/// One score of one authority.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
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
#[non_exhaustive]
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

/// A domain with its scores.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct ScoredDomain<'s> {
    /// Its place.
    pub at: DomainIndex,
    /// As configured.
    pub domain: &'s Domain,
    /// Its scores.
    pub scores: &'s DomainScores,
}

/// An indicator with its domain and its scores.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct ScoredIndicator<'s> {
    /// Its place.
    pub at: IndicatorIndex,
    /// Its domain, as configured.
    pub domain: &'s Domain,
    /// As configured.
    pub indicator: &'s Indicator,
    /// Its scores.
    pub scores: &'s IndicatorScores,
}

impl ScoredIndicator<'_> {
    /// Whether it is in the common set.
    pub fn is_scored(&self) -> bool {
        self.scores.scale.is_some()
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

    /// The domains of the configuration that was scored by, each with its scores.
    ///
    /// # Panics
    /// Where the configuration has other domains than the one that was scored by.
    pub fn domains_of<'s>(
        &'s self,
        configuration: &'s Configuration,
    ) -> ByDomain<ScoredDomain<'s>> {
        let tree = Tree::of(configuration);
        let pairs = tree.domains.zip(&self.domains);
        let same = pairs
            .into_iter()
            .all(|(domain, scores)| domain.code == scores.code);
        assert!(same, "a scorecard of other domains");
        self.domains.map(|at, _| ScoredDomain {
            at,
            domain: tree.domains[at],
            scores: &self.domains[at],
        })
    }

    /// The indicators of the configuration that was scored by, each with its scores.
    ///
    /// # Panics
    /// Where the configuration has other indicators than the one that was scored by.
    pub fn indicators_of<'s>(
        &'s self,
        configuration: &'s Configuration,
    ) -> ByIndicator<ScoredIndicator<'s>> {
        let tree = Tree::of(configuration);
        let pairs = tree.indicators.zip(&self.indicators);
        let same = pairs
            .into_iter()
            .all(|(leaf, scores)| leaf.indicator.code == scores.code);
        assert!(same, "a scorecard of other indicators");
        tree.indicators.map(|at, leaf| ScoredIndicator {
            at,
            domain: tree.domains[leaf.domain],
            indicator: leaf.indicator,
            scores: &self.indicators[at],
        })
    }
}
