//! What the sections of the weights file set that are not the tree of weights.

use std::collections::BTreeMap;

use serde::Serialize;

use super::licence::Licence;
pub use crate::statistics::Aggregation;

/// How an indicator's values are put on the scale of scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Normalisation {
    /// Between two fixed values.
    Goalposts,
    /// Between the lowest and the highest value of the year.
    MinMax,
    /// By distance from the mean in standard deviations, around 50.
    ZScore,
    /// By the share of authorities that do worse.
    PercentileRank,
    /// By rank over the number of authorities.
    Rank,
}

impl Normalisation {
    /// Every one, as the weights file names it.
    pub const NAMES: [(&'static str, Self); 5] = [
        ("goalposts", Self::Goalposts),
        ("min-max", Self::MinMax),
        ("z-score", Self::ZScore),
        ("percentile-rank", Self::PercentileRank),
        ("rank", Self::Rank),
    ];
}

/// What coverage is a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CoverageBy {
    /// Of weight.
    Weight,
    /// Of the number of indicators.
    Count,
}

/// How many scored domains an authority needs to be ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DomainsRequired {
    /// Every domain that has a common-set indicator.
    All,
    /// At least this many.
    AtLeast(usize),
}

/// `[scorecard]`.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Scorecard {
    /// What the scorecard is called on pages.
    pub title: String,
    /// How scores are combined.
    pub aggregation: Aggregation,
    /// For indicators that do not say.
    pub normalisation: Normalisation,
    /// Share of authorities that must have an indicator for it to be scored, 0 to 1.
    pub common_set: f64,
    /// Share of a domain that must be present for it to be scored, 0 to 1.
    pub minimum_coverage: f64,
    /// What that is a share of.
    pub coverage_by: CoverageBy,
    /// Scored domains needed for a rank.
    pub domains_required: DomainsRequired,
    /// Children looked after on 31 March below which an authority is not ranked.
    pub minimum_children: u64,
    /// Years whose counts are added up.
    pub pooling_years: u64,
}

impl Scorecard {
    /// The years whose counts are added up for a year, oldest first.
    pub fn pooled_years(&self, year: i16) -> Vec<i16> {
        // No year comes before the first that there can be.
        let span = i16::try_from(self.pooling_years).unwrap_or(i16::MAX).max(1);
        ((year + 1).saturating_sub(span)..=year).collect()
    }
}

/// What is done about doubtful recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// Say so only.
    Flag,
    /// Very low recording earns what plausibly low recording earns.
    Plateau,
    /// A flagged cell does not count.
    Exclude,
}

impl Policy {
    /// As the weights file has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Flag => "flag",
            Self::Plateau => "plateau",
            Self::Exclude => "exclude",
        }
    }
}

/// Whose count of incidents is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum IncidentCount {
    /// The authority's own.
    Authority,
    /// The higher of the authority's and the police's.
    Higher,
}

/// `[recording]`.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Recording {
    /// What is done about doubtful recording.
    pub policy: Policy,
    /// Whose count of incidents is used.
    pub count: IncidentCount,
    /// Police count over the authority's above which the two disagree.
    pub police_multiple: f64,
    /// Days within which a placement review must follow an incident.
    pub review_days: u64,
}

/// `[measures]`.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct MeasureSettings {
    /// Whether a ranking may mix child-level and published cells.
    pub mixed_sources: bool,
    /// Whether moves with the same carer count as placements.
    pub count_same_carer_moves: bool,
}

/// What is drawn at random.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RandomSource {
    /// The sampling error of each measure.
    Sampling,
    /// The choice of weights.
    Weights,
}

/// `[ranking]`.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Ranking {
    /// Number of draws.
    pub draws: u64,
    /// Seed of the draws.
    pub seed: u64,
    /// How far a weight may vary, as a share of itself.
    pub weight_noise: f64,
    /// What is drawn.
    pub sources: Vec<RandomSource>,
    /// Coverage of the interval, 0 to 1.
    pub interval: f64,
}

/// `[comparison]`.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Comparison {
    /// Names of the groups shown: national, region, statistical-neighbours, type, or a grouping file's.
    pub groups: Vec<String>,
}

/// What may be shown, and to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Small numbers suppressed.
    Public,
    /// Everything, marked OFFICIAL-SENSITIVE.
    Internal,
}

/// `[disclosure]`.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Disclosure {
    /// What may be shown.
    pub mode: Mode,
    /// The largest count that is suppressed.
    pub threshold: u64,
    /// Why it is lower than 5, which only producers of official statistics may choose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold_reason: Option<String>,
    /// The smallest denominator of a percentage that is shown.
    pub percentage_minimum_denominator: u64,
    /// What national and regional totals are rounded to.
    pub rounding: u64,
}

/// What the publication claims to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Management information, not official statistics.
    ManagementInformation,
    /// Official statistics.
    OfficialStatistics,
    /// Official statistics in development.
    OfficialStatisticsInDevelopment,
    /// Accredited official statistics.
    AccreditedOfficialStatistics,
}

/// `[inputs]`: what the files leave open.
#[derive(Debug, Clone, Default, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Inputs {
    /// The authority, by code or name, of returns of which neither folder nor name says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,
    /// The year ending 31 March of such returns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i16>,
    /// `[inputs.return-interviews]`: the columns of a log of return interviews, ours and theirs.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(with = "BTreeMap<String, String>")]
    pub return_interviews: BTreeMap<&'static str, String>,
    /// The year ending 31 March of a list of providers that says none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider_year: Option<i16>,
}

impl Inputs {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Written as null where it is blank.
fn or_null<S: serde::Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    Some(text)
        .filter(|text| !text.trim().is_empty())
        .serialize(serializer)
}

/// `[publication]`.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Publication {
    /// Who publishes; null where that is not said.
    #[serde(serialize_with = "or_null")]
    #[schemars(with = "Option<String>")]
    pub publisher: String,
    /// How to reach the publisher; null where that is not said.
    #[serde(serialize_with = "or_null")]
    #[schemars(with = "Option<String>")]
    pub contact: String,
    /// Where the publication will stand on the web, ending in "/"; null where that is not said.
    #[serde(serialize_with = "or_null")]
    #[schemars(with = "Option<String>")]
    pub url: String,
    /// Date of release as ISO 8601; null where there is none.
    #[serde(serialize_with = "or_null")]
    #[schemars(with = "Option<String>")]
    pub release_date: String,
    /// The licence of what is published; null where none is given.
    pub licence: Option<Licence>,
    /// Whether it is not out yet, which every page then says.
    pub embargoed: bool,
    /// What the safeguarding board or partnership is called.
    pub board_name: String,
    /// Who wrote the reports to boards; null where that is not said.
    #[serde(serialize_with = "or_null")]
    #[schemars(with = "Option<String>")]
    pub author: String,
    /// Who approved them; null where that is not said.
    #[serde(serialize_with = "or_null")]
    #[schemars(with = "Option<String>")]
    pub approved_by: String,
    /// Whether documents (PDF) are written beside the pages.
    pub documents: bool,
    /// What the publisher changed since last time, for the page on the method; null where nothing is said.
    #[serde(serialize_with = "or_null")]
    #[schemars(with = "Option<String>")]
    pub changes: String,
    /// What the publication claims to be.
    pub status: Status,
    /// Whether the publisher may claim an official-statistics status.
    pub publisher_is_official_producer: bool,
}
