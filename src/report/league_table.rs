//! The national league table.

mod bands;
mod rows;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::assessment::Assessment;
use crate::scoring::ScoredDomain;
use crate::source::Symbol;
use crate::statistics::{median, quantile, standard_deviation};

use super::authority::Fact;
use super::comparisons::Comparisons;
use super::figure::{Figure, Passage, Sign, or_nothing};
use super::frame::Frame;
use super::kind_of_place::{PeerRank, PlaceResult};
use super::map::Map;
use super::offered::Offered;
use super::rank::Rank;
use super::recording::RecordingEffect;
use super::sureness::BandResult;
use super::weighing::Weighing;
use super::words;
use super::{file_name, findings, number, reading};

use rows::rows;

/// What the league table of any year says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Standings {
    /// What stands on every page.
    pub frame: Frame,
    /// The first finding, in a sentence.
    pub headline: String,
    /// England's figure for the indicator that weighs most in each scored domain, and how the
    /// authorities spread around it.
    pub national_figures: Vec<Fact>,
    /// How many are ranked and how many are not, in a sentence.
    pub ranked_line: String,
    /// Whether the table is to be read by bands rather than by ranks: half of the ranges of ranks
    /// are wider than half of the ranking.
    pub bands_lead: bool,
    /// Whether ranks can be told apart, in a sentence; none where nobody is ranked.
    pub bands_sentence: Option<String>,
    /// How many are above, around and below England, in a sentence; none where England has no
    /// score.
    pub bands_line: Option<String>,
    /// The domains, in the order of the configuration.
    pub domains: Vec<DomainHead>,
    /// How many of them can be scored: each a column of the table.
    pub scored_domains: usize,
    /// Those that are ranked, from the first; ties in order of names.
    pub ranked: Vec<LeagueRow>,
    /// Those that are not, by name, each with the reason.
    pub unranked: Vec<LeagueRow>,
    /// England's overall score.
    pub national: Figure,
    /// How many of the ranked score higher than England; none where England has no score.
    pub england_place: Option<usize>,
    /// What comes with the kind of place.
    pub place: PlaceResult,
    /// The types of authority that have any ranked, by name; empty where the table does not open by type.
    pub kinds: Vec<RankedKind>,
    /// What the table can be filtered by.
    pub filters: Filters,
    /// How to read the table.
    pub how_to_read: Vec<Passage>,
    /// How sure the figures are.
    pub how_sure: Vec<Passage>,
    /// Signs used in the tables.
    pub signs: Vec<Sign>,
}

/// Everything the league table says, as a page and as a document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeagueTable {
    /// Where authorities stand.
    #[serde(flatten)]
    pub standings: Standings,
    /// Further findings, a sentence each.
    pub findings: Vec<String>,
    /// What the recording policy does to the ranking.
    pub recording: RecordingEffect,
    /// The middle of the ranked scores.
    pub median: Figure,
    /// Where every authority stands, overall and then by scored domain; empty with fewer than two.
    pub maps: Vec<Map>,
    /// The finding of the chart of ranks with their ranges.
    pub rank_chart_title: String,
    /// What that chart shows, for who cannot see it.
    pub rank_chart_words: String,
    /// What a page needs to rank anew under other weights; none where there is nothing to weigh.
    pub weighing: Option<Weighing>,
    /// The finding of the chart of overall scores.
    pub score_chart_title: String,
    /// The finding of the chart of domains.
    pub domain_chart_title: String,
    /// What the publication offers as data.
    pub offered: Offered,
    /// The method in a few sentences, for documents that stand alone.
    pub method: Vec<String>,
}

/// The league table of a year that a publication does not open with, without maps, charts and the reader's own
/// weights. Reports and domain pages are of the year that the publication opens with.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct YearTable {
    /// Where authorities stood.
    #[serde(flatten)]
    pub standings: Standings,
    /// The year that the publication opens with.
    pub opened: i16,
}

/// A domain at the head of a column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DomainHead {
    /// Its code.
    pub code: String,
    /// The name of its page, without ending.
    pub file: String,
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
    /// The indicators it is made of this year, by name.
    pub indicators: Vec<String>,
    /// How far the scores of ranked authorities lie from their mean (standard deviation, n − 1); none of fewer than two.
    pub deviation: Option<f64>,
}

/// An authority in the league table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeagueRow {
    /// Its code in the year.
    pub code: String,
    /// The name of its page and document, without ending, by its code in the year.
    pub file: String,
    /// The name of the page in the publication's `authorities/`, without ending; none where the year
    /// that the publication opens with does not know the authority.
    #[serde(serialize_with = "or_nothing")]
    pub page: Option<String>,
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
    /// Its rank among its peers; none where it is not ranked or the table does not open by type.
    pub peers: Option<PeerRank>,
    /// Where its overall score stands against England's in the draws; none where it is not ranked
    /// or England has no score.
    pub band: Option<BandResult>,
    /// Its overall score.
    pub score: Figure,
    /// What is doubtful about how its figures were recorded, in a few words each.
    pub doubts: Vec<String>,
    /// Whether words of its own stand on its page.
    pub has_reply: bool,
    /// Its rank as it would be if doubts about recording were only said; none where it had none.
    pub rank_without_policy: Option<usize>,
    /// Its domain scores, in the order of [`Standings::domains`].
    pub domains: Vec<Figure>,
    /// How much of what could be scored was there.
    pub coverage: Figure,
    /// Why it is not ranked, a sentence each; empty where it is.
    pub reasons: Vec<String>,
    /// The symbols whose meaning the reasons give.
    #[serde(skip)]
    symbols: BTreeSet<Symbol>,
}

/// A type of authority, with how many of it are ranked.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RankedKind {
    /// Its name.
    pub title: String,
    /// How many are ranked.
    pub ranked: usize,
    /// Their mean score.
    pub mean: Figure,
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

impl Standings {
    /// Where authorities stand in a year; `opened` is the one that the publication opens with.
    fn of(
        assessment: &Assessment<'_>,
        shared: &Comparisons,
        frame: Frame,
        opened: &Assessment<'_>,
    ) -> Self {
        let place = assessment.kind_of_place();
        let (ranked, unranked) = rows(assessment, shared, &place, opened);
        let domains = domain_heads(assessment);
        let explained = unranked.iter().flat_map(|row| row.symbols.iter().copied());
        let numbers = findings::Ranked {
            year: frame.year,
            ranked: &ranked,
            unranked: unranked.len(),
        };
        Self {
            headline: findings::headline(&numbers, shared),
            national_figures: findings::national_figures(assessment, shared),
            ranked_line: ranked_line(&ranked, &unranked),
            bands_lead: bands::lead(assessment),
            bands_sentence: bands::told_apart(assessment),
            bands_line: bands::counted(&ranked),
            kinds: if place.leads() {
                kinds(&ranked)
            } else {
                Vec::new()
            },
            place: PlaceResult {
                // The page on the method has them.
                shares: Vec::new(),
                ..PlaceResult::of(assessment, &place)
            },
            filters: filters(assessment, &ranked, &unranked),
            how_to_read: reading::how_to_read(assessment, &domains).passages(),
            how_sure: reading::how_sure(assessment, shared),
            signs: reading::signs_only_explained(explained),
            national: Figure::maybe_score(
                assessment.scorecard.national,
                "England has no figure for something that is scored",
            ),
            england_place: england_place(assessment, &ranked),
            frame,
            scored_domains: domains.iter().filter(|domain| domain.comparable).count(),
            domains,
            ranked,
            unranked,
        }
    }
}

impl LeagueTable {
    pub(super) fn of(
        assessment: &Assessment<'_>,
        shared: &Comparisons,
        frame: Frame,
        offered: Offered,
    ) -> Self {
        // All that the maps need; asked for now, so that nothing is drawn twice.
        assessment.uncertainty();
        let standings = Standings::of(assessment, shared, frame, assessment);
        let ranked = &standings.ranked;
        Self {
            findings: findings::findings(shared, ranked),
            recording: RecordingEffect::of(assessment, shared),
            maps: maps(assessment),
            rank_chart_title: bands::rank_chart_title(assessment),
            rank_chart_words: bands::rank_chart_words(ranked),
            weighing: Weighing::of(assessment),
            score_chart_title: findings::score_chart_title(shared),
            domain_chart_title: findings::domain_chart_title(&standings.domains),
            method: reading::method(assessment),
            median: Figure::maybe_score(median(&shared.scores), "nobody is ranked"),
            offered,
            standings,
        }
    }
}

impl YearTable {
    /// The table of a year; `opened` is the one that the publication opens with.
    pub(super) fn of(
        assessment: &Assessment<'_>,
        shared: &Comparisons,
        frame: Frame,
        opened: &Assessment<'_>,
    ) -> Self {
        Self {
            standings: Standings::of(assessment, shared, frame, opened),
            opened: opened.year,
        }
    }
}

/// The map of overall scores, then those of the scored domains.
fn maps(assessment: &Assessment<'_>) -> Vec<Map> {
    let drawn = assessment.uncertainty();
    let scorecard = &assessment.scorecard;
    let overall = Map::of(
        assessment,
        "overall score",
        &scorecard.overall,
        Some(&drawn.overall),
    );
    let domains = assessment.domains().into_iter();
    let domains = domains.filter(|d| d.scores.comparable).filter_map(|d| {
        let what = format!("score for “{}”", d.domain.title);
        let spreads = drawn.domains[d.at].as_ref();
        Map::of(assessment, &what, &d.scores.scores, spreads)
    });
    overall.into_iter().chain(domains).collect()
}

pub(super) fn domain_heads(assessment: &Assessment<'_>) -> Vec<DomainHead> {
    let domains = assessment.domains();
    let indicators = assessment.indicators();
    let comparable = domains.iter().filter(|d| d.scores.comparable);
    let total: f64 = comparable.map(|d| d.domain.weight).sum();
    let head = |d: &ScoredDomain<'_>| {
        let (domain, scores) = (d.domain, d.scores);
        let ranked: Vec<f64> = scores
            .scores
            .iter()
            .filter(|s| s.rank.is_some())
            .filter_map(|s| s.score)
            .collect();
        let quantile = |p: f64| quantile(&ranked, p).map(|v| Figure::number(v, number::score(v)));
        let own = indicators.iter().filter(|i| i.scores.domain == d.at);
        let used = own.filter(|i| i.is_scored());
        DomainHead {
            code: domain.code.clone(),
            file: file_name(&domain.code),
            title: domain.title.clone(),
            weight: number::share(if scores.comparable && total > 0.0 {
                domain.weight / total
            } else {
                0.0
            }),
            comparable: scores.comparable,
            national: Figure::maybe_score(scores.national, "no national figure"),
            spread: quantile(0.0)
                .zip(quantile(0.5))
                .zip(quantile(1.0))
                .map(|((a, b), c)| [a, b, c]),
            indicators: used.map(|i| i.indicator.title.clone()).collect(),
            deviation: standard_deviation(&ranked),
        }
    };
    domains.iter().map(head).collect()
}

/// How many of the ranked score higher than England.
fn england_place(assessment: &Assessment<'_>, ranked: &[LeagueRow]) -> Option<usize> {
    let national = assessment.scorecard.national?;
    let scores = ranked.iter().filter_map(|row| row.score.value);
    Some(scores.filter(|score| *score > national).count())
}

/// The types of the ranked, by name.
fn kinds(ranked: &[LeagueRow]) -> Vec<RankedKind> {
    let mut kinds: BTreeMap<&str, (usize, Option<&PeerRank>)> = BTreeMap::new();
    for row in ranked {
        let (count, peers) = kinds.entry(&row.kind).or_default();
        *count += 1;
        *peers = peers.or(row.peers.as_ref());
    }
    let kind = |(title, (ranked, peers)): (&str, (usize, Option<&PeerRank>))| RankedKind {
        title: title.to_owned(),
        ranked,
        mean: peers.map_or_else(
            || Figure::absent("not scored", "nobody has a score"),
            |peers| peers.mean.clone(),
        ),
    };
    kinds.into_iter().map(kind).collect()
}

fn ranked_line(ranked: &[LeagueRow], unranked: &[LeagueRow]) -> String {
    words::ranked(ranked.len(), unranked.len(), "")
}

fn filters(assessment: &Assessment<'_>, ranked: &[LeagueRow], unranked: &[LeagueRow]) -> Filters {
    let all = || ranked.iter().chain(unranked);
    let distinct = |of: fn(&LeagueRow) -> &String| -> Vec<String> {
        let set: BTreeSet<&String> = all().map(of).filter(|text| !text.is_empty()).collect();
        set.into_iter().cloned().collect()
    };
    Filters {
        regions: distinct(|row| &row.region),
        kinds: distinct(|row| &row.kind),
        neighbours: !assessment.evidence.dataset.neighbours.is_empty()
            && all().any(|r| !r.neighbours.is_empty()),
    }
}
