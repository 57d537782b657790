//! The national league table.

use serde::Serialize;

use super::figure::{Figure, Passage, Rank, Sign};
use super::frame::Frame;

/// Everything the league table says, as a page and as a document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeagueTable {
    /// What stands on every page.
    pub frame: Frame,
    /// The first finding, in a sentence.
    pub headline: String,
    /// Further findings, a sentence each.
    pub findings: Vec<String>,
    /// How many are ranked and how many are not, in a sentence.
    pub ranked_line: String,
    /// The domains, in the order of the configuration.
    pub domains: Vec<DomainHead>,
    /// Those that are ranked, from the first; ties in order of names.
    pub ranked: Vec<LeagueRow>,
    /// Those that are not, by name, each with the reason.
    pub unranked: Vec<LeagueRow>,
    /// England's overall score.
    pub national: Figure,
    /// The middle of the ranked scores.
    pub median: Figure,
    /// What the table can be filtered by.
    pub filters: Filters,
    /// The finding of the chart of overall scores.
    pub score_chart_title: String,
    /// The finding of the chart of domains.
    pub domain_chart_title: String,
    /// How to read the table.
    pub how_to_read: Vec<Passage>,
    /// How sure the figures are.
    pub how_sure: Vec<Passage>,
    /// The method in a few sentences, for documents that stand alone.
    pub method: Vec<String>,
    /// Signs used in the tables.
    pub signs: Vec<Sign>,
}

/// A domain at the head of a column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DomainHead {
    /// Its code.
    pub code: String,
    /// Its name.
    pub title: String,
    /// Its share of the overall score when everything is there: "25%".
    pub weight: String,
    /// Whether any of its indicators is scored this year.
    pub comparable: bool,
    /// England's score.
    pub national: Figure,
    /// The lowest, middle and highest score of the ranked authorities.
    pub spread: Option<[Figure; 3]>,
    /// What it is made of this year: "Children who went missing; …".
    pub indicators: String,
}

/// An authority in the league table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeagueRow {
    /// Its code in the year.
    pub code: String,
    /// The name of its page and document, without ending.
    pub file: String,
    /// Its name.
    pub name: String,
    /// Its region.
    pub region: String,
    /// What kind of council it is.
    pub kind: String,
    /// File names of its statistical neighbours.
    pub neighbours: Vec<String>,
    /// Its rank; none where it is not ranked.
    pub rank: Option<Rank>,
    /// Its overall score.
    pub score: Figure,
    /// Its domain scores, in the order of [`LeagueTable::domains`].
    pub domains: Vec<Figure>,
    /// How much of what could be scored was there.
    pub coverage: Figure,
    /// Why it is not ranked, a sentence each; empty where it is.
    pub reasons: Vec<String>,
}

/// What the league table can be filtered by.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct Filters {
    /// Regions, by name.
    pub regions: Vec<String>,
    /// Kinds of council, by name.
    pub kinds: Vec<String>,
    /// Whether statistical neighbours are known.
    pub neighbours: bool,
}
