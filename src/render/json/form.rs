//! The form of `scorecard.json`.

use serde::Serialize;

use super::OtherYears;
use super::count::Count;

use crate::assessment::Comparison;
use crate::config::{Configuration, Licence};
use crate::scoring::{Band, Chances, NotScored, RankSpread};
use crate::statistics::{Funnel, Range, Trend};

#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(super) struct Document<'a> {
    /// The name of the schema that describes this form.
    #[serde(rename = "$schema")]
    pub(super) schema: String,
    pub(super) schema_version: u32,
    pub(super) generator: String,
    /// The protective marking of an internal version; null in a public one.
    pub(super) marking: Option<&'static str>,
    /// The licence that it may be used under; null where the publisher gives none, and in an internal version.
    pub(super) licence: Option<Licence>,
    /// What the publishers of its sources ask to be said.
    pub(super) acknowledgements: Vec<String>,
    /// What it is made from.
    pub(super) sources: Vec<Source>,
    pub(super) configuration: &'a Configuration,
    #[serde(flatten)]
    pub(super) results: Results<'a>,
    /// The same of the other years of the publication, oldest first; of their domains and indicators no
    /// ranges are drawn.
    #[schemars(with = "Vec<Results<'a>>")]
    pub(super) other_years: OtherYears<'a>,
}

/// Files of one kind that figures were taken from.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(super) struct Source {
    /// What they are.
    pub(super) title: String,
    /// Their paths within the dataset, or how many they are.
    pub(super) files: Vec<String>,
}

/// What a year came to.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(super) struct Results<'a> {
    /// The year ending 31 March.
    pub(super) year: i16,
    /// What the scorecard of the year is called: it says which domains it is without.
    pub(super) title: String,
    /// Why its figures are not comparable with those of any other year; null where they are.
    pub(super) stands_apart: Option<String>,
    /// The other years of this file whose scores can be set beside these: they are scored by the same
    /// domains and indicators.
    pub(super) comparable_years: Vec<i16>,
    pub(super) ranked: usize,
    pub(super) not_ranked: usize,
    pub(super) uncertainty: Sureness<'a>,
    pub(super) recording_policy: Vec<Effect<'a>>,
    pub(super) national: National,
    pub(super) indicators: Vec<Indicator<'a>>,
    pub(super) authorities: Vec<Authority<'a>>,
}

/// What the draws of the ranking were, and what they came to.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(super) struct Sureness<'a> {
    #[serde(flatten)]
    pub(super) chances: &'a Chances,
    pub(super) median_width: Option<f64>,
    pub(super) ranks_distinguishable: bool,
}

/// An authority that the recording policy moved.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(super) struct Effect<'a> {
    pub(super) code: &'a str,
    pub(super) rank_without: Option<usize>,
    pub(super) rank_with: Option<usize>,
}

#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(super) struct National {
    pub(super) score: Option<f64>,
    pub(super) domains: Vec<NationalDomain>,
}

#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(super) struct NationalDomain {
    pub(super) code: String,
    pub(super) title: String,
    pub(super) score: Option<f64>,
}

#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(super) struct Indicator<'a> {
    pub(super) code: &'a str,
    pub(super) title: &'a str,
    pub(super) domain: &'a str,
    pub(super) scored: bool,
    pub(super) not_scored: Option<NotScored>,
    pub(super) authorities_with_a_value: usize,
    pub(super) authorities_it_applies_to: usize,
    pub(super) national: Option<NationalValue>,
    pub(super) national_score: Option<f64>,
    pub(super) funnel: Option<&'a Funnel>,
    pub(super) shows_ranks: bool,
}

#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(super) struct NationalValue {
    pub(super) numerator: Count,
    pub(super) denominator: Count,
    pub(super) value: f64,
    pub(super) source: &'static str,
}

#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(super) struct Authority<'a> {
    pub(super) code: &'a str,
    pub(super) name: &'a str,
    pub(super) region: Option<&'a str>,
    pub(super) r#type: Option<String>,
    pub(super) overall: Node<'a>,
    pub(super) groups: Vec<GroupRank>,
    pub(super) domains: Vec<Node<'a>>,
    pub(super) indicators: Vec<Measured<'a>>,
}

#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(super) struct GroupRank {
    /// `region`, `type`, or `group` for one of the dataset's own.
    pub(super) kind: GroupKind,
    /// What it is called.
    pub(super) name: String,
    pub(super) rank: usize,
    pub(super) rank_of: usize,
}

/// What an authority is grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum GroupKind {
    Group,
    Region,
    Type,
}

#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(super) struct Node<'a> {
    /// Null of the overall score.
    pub(super) code: Option<&'a str>,
    /// Null of the overall score.
    pub(super) title: Option<&'a str>,
    pub(super) score: Option<f64>,
    pub(super) weight: Option<f64>,
    pub(super) effective_weight: Option<f64>,
    pub(super) contribution: Option<f64>,
    pub(super) coverage: Option<f64>,
    pub(super) rank: Option<usize>,
    /// How many are ranked; null where the authority is not one of them.
    pub(super) rank_of: Option<usize>,
    pub(super) score_interval: Option<Range>,
    pub(super) rank_spread: Option<RankSpread>,
    pub(super) band: Option<Band>,
    pub(super) status: &'static str,
    /// Why there is no score or no rank; null where nothing is to be said.
    pub(super) reason: Option<&'a str>,
}

#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(super) struct Measured<'a> {
    pub(super) numerator: Option<Count>,
    pub(super) denominator: Option<Count>,
    pub(super) value: Option<f64>,
    pub(super) value_status: &'static str,
    /// Null where no file has a figure.
    pub(super) source: Option<&'static str>,
    pub(super) interval: Option<Range>,
    pub(super) comparison: Option<Comparison>,
    pub(super) trend: Option<Trend>,
    pub(super) flags: Vec<FlagSaid>,
    pub(super) scored_as: Option<f64>,
    pub(super) held_at_the_national_score: bool,
    pub(super) notes: Vec<std::borrow::Cow<'static, str>>,
    #[serde(flatten)]
    pub(super) node: Node<'a>,
}

#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(super) struct FlagSaid {
    pub(super) code: &'static str,
    pub(super) numbers: std::collections::BTreeMap<&'static str, Count>,
}
