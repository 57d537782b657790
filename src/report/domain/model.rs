//! What the report on one domain says.

use serde::Serialize;

use super::super::benchmark::Benchmark;
use super::super::figure::{Figure, Interval, Passage, Sign};
use super::super::frame::Frame;
use super::super::map::Map;
use super::super::rank::Rank;
use super::super::recording::DoubtResult;
use super::super::sureness::{BandResult, Judgement};

/// Everything the report on a domain says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DomainReport {
    /// What stands on every page.
    pub frame: Frame,
    /// Its code.
    pub code: String,
    /// The name of its page, without ending.
    pub file: String,
    /// Its name.
    pub title: String,
    /// The first finding, in a sentence.
    pub headline: String,
    /// What it is made of and how much it weighs, in sentences.
    pub weight: String,
    /// Whether it is scored this year.
    pub comparable: bool,
    /// England's score.
    pub national: Figure,
    /// The middle of the ranked scores.
    pub median: Figure,
    /// How many are ranked and how many are not, in a sentence.
    pub ranked_line: String,
    /// The finding of the chart of scores.
    pub spread_title: String,
    /// The finding of the chart of scores with their intervals; none where no score has one.
    pub ranges_title: Option<String>,
    /// Why scores have no intervals; none where they have.
    pub no_ranges: Option<&'static str>,
    /// Where every authority stands; none with fewer than two.
    pub map: Option<Map>,
    /// Its indicators that anybody has a figure for, in the order of the configuration.
    pub indicators: Vec<DomainIndicator>,
    /// Those that nobody has a figure for, in a sentence; none where there are none.
    pub absent: Option<String>,
    /// Those that are ranked in the domain, from the first.
    pub ranked: Vec<DomainRow>,
    /// Those that are not, by name.
    pub unranked: Vec<DomainRow>,
    /// What the words of comparison mean.
    pub how_compared: String,
    /// How sure the figures are.
    pub how_sure: Vec<Passage>,
    /// Signs used in the tables.
    pub signs: Vec<Sign>,
}

/// An indicator of a domain.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DomainIndicator {
    /// Its code.
    pub code: String,
    /// Its name.
    pub title: String,
    /// Its name, with the unit where neither it nor the values say it.
    pub titled: String,
    /// "Lower is better", "Higher is better" or "Neither is better".
    pub direction: String,
    /// What follows a number on an axis: "%", or nothing.
    pub suffix: String,
    /// The unit in words where the value does not carry it: "per 100".
    pub unit: Option<&'static str>,
    /// Whether it is scored this year.
    pub scored: bool,
    /// Why not, in a sentence; none where it is.
    pub reason: Option<String>,
    /// Its share of the domain when everything is there: "40%".
    pub share: String,
    /// England.
    pub england: Benchmark,
    /// Lowest, lower quartile, median, upper quartile and highest of the authorities.
    pub spread: Option<[Figure; 5]>,
    /// What is counted; none where the program does not know it.
    pub definition: Option<String>,
    /// What a reader must know before using it; none where that is nothing.
    pub caveat: Option<&'static str>,
    /// How values become scores, in a sentence; none where it is not scored.
    pub scale: Option<String>,
    /// How much of the spread between authorities is more than chance, in a sentence; none where
    /// that is not estimated.
    pub rankability: Option<String>,
    /// Its funnel plot; none where it has no counts or England no value.
    pub funnel: Option<FunnelPlot>,
}

/// Values against their denominators, with the limits of what is usual.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FunnelPlot {
    /// The finding, in a sentence.
    pub title: String,
    /// How to read it, in sentences.
    pub words: String,
    /// What is on the horizontal axis.
    pub across: String,
    /// What is on the vertical axis.
    pub up: String,
    /// England's value.
    pub england: Figure,
    /// The authorities.
    pub points: Vec<FunnelValue>,
    /// The limits, the wider first.
    pub limits: Vec<LimitCurve>,
}

/// An authority in a [`FunnelPlot`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FunnelValue {
    /// Its name.
    pub name: String,
    /// Its value.
    pub figure: Figure,
    /// What it is out of, allowing for incidents that cluster in children.
    pub denominator: f64,
    /// Whether it lies outside the wider limits.
    pub outside: bool,
}

/// Limits around England's value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LimitCurve {
    /// "99.8% limits".
    pub label: String,
    /// Denominator, lower and upper limit in the unit of the value, from the smallest on.
    pub ends: Vec<(f64, f64, f64)>,
}

/// An authority in the report on a domain.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DomainRow {
    /// The name of its page, without ending.
    pub file: String,
    /// Its name.
    pub name: String,
    /// Its region.
    pub region: String,
    /// Its score.
    pub score: Figure,
    /// The interval of its score; none where that is not estimated.
    pub interval: Option<Interval>,
    /// Its rank in the domain; none where it has none.
    pub rank: Option<Rank>,
    /// Where its score stands against England's in the draws.
    pub band: Option<BandResult>,
    /// How much of the domain was there.
    pub coverage: Figure,
    /// Its figures, in the order of [`DomainReport::indicators`].
    pub cells: Vec<DomainCell>,
    /// Why it is not ranked, in a sentence; none where it is.
    pub reason: Option<String>,
}

/// A figure in a [`DomainRow`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DomainCell {
    /// The value.
    pub figure: Figure,
    /// The counts behind it; none where there are none.
    pub count: Option<String>,
    /// Against England; none where it cannot be told.
    pub judgement: Option<Judgement>,
    /// What is doubtful about how it was recorded.
    pub doubts: Vec<DoubtResult>,
}
