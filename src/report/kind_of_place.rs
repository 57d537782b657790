//! What comes with the kind of place, in words and figures.

use serde::Serialize;

use crate::assessment::{Assessment, KindOfPlace, Peers};
use crate::statistics::Explained;

use super::figure::Figure;
use super::{number, words};

/// How much of the differences between scores region and type of authority explain.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlaceResult {
    /// Whether it is so much that the league table opens by type of authority.
    pub leads: bool,
    /// What that means for a reader; none where it is not so much.
    pub sentence: Option<&'static str>,
    /// How much is explained, in a sentence; none where there are too few authorities to tell.
    pub explained: Option<String>,
    /// Of the overall score, then of each scored domain; empty in the league table.
    pub shares: Vec<ExplainedShare>,
}

/// How much is explained of one score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExplainedShare {
    /// "Overall score", or the title of a domain.
    pub title: String,
    /// The share of its variance (adjusted R²): "38%". What is below 0 is shown as 0.
    pub share: Figure,
    /// Over how many authorities.
    pub authorities: usize,
}

/// A ranked authority among its peers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PeerRank {
    /// Its rank among the ranked of its type.
    pub rank: usize,
    /// How many these are.
    pub of: usize,
    /// "3 of 24".
    pub display: String,
    /// Among its statistical neighbours and itself: "2 of 11"; none where they are not known.
    pub near: Option<String>,
    /// The mean score of the ranked of its type.
    pub mean: Figure,
    /// Its score less that.
    pub difference: Figure,
}

const COMES_WITH_THE_PLACE: &str = "Part of these differences comes with the kind of place and not with what an authority does: \
     in a small, dense authority a child placed three miles away is placed outside. How much of each domain goes with it is on the \
     methodology page; why it does is not known of all of it.";

impl PlaceResult {
    pub(super) fn of(assessment: &Assessment<'_>, place: &KindOfPlace) -> Self {
        let domains = assessment.domains().into_iter();
        let domains = domains.filter(|d| d.scores.comparable);
        let domains = domains.map(|d| share(&d.domain.title, place.domains[d.at]));
        let leads = place.leads();
        Self {
            leads,
            sentence: leads.then_some(COMES_WITH_THE_PLACE),
            explained: place.overall.map(|overall| in_words(&overall)),
            shares: [share("Overall score", place.overall)]
                .into_iter()
                .chain(domains)
                .collect(),
        }
    }
}

fn in_words(overall: &Explained) -> String {
    format!(
        "Region and type of authority explain {} of the differences between overall scores (adjusted R² over {}).",
        number::share(overall.adjusted.max(0.0)),
        words::authorities(overall.count)
    )
}

fn share(title: &str, explained: Option<Explained>) -> ExplainedShare {
    ExplainedShare {
        title: title.to_owned(),
        share: explained.map_or_else(
            || Figure::absent("not estimated", "too few authorities are ranked to tell"),
            |found| Figure::share(Some(found.adjusted.max(0.0))),
        ),
        authorities: explained.map_or(0, |found| found.count),
    }
}

impl PeerRank {
    pub(super) fn of(peers: &Peers, score: Option<f64>) -> Self {
        let difference = score.map(|score| score - peers.mean);
        Self {
            rank: peers.rank,
            of: peers.of,
            display: format!("{} of {}", peers.rank, peers.of),
            near: peers.near.map(|(rank, of)| format!("{rank} of {of}")),
            mean: Figure::number(peers.mean, number::score(peers.mean)),
            difference: difference.map_or_else(
                || Figure::absent("not scored", "it has no score"),
                |number| Figure::number(number, signed(number)),
            ),
        }
    }
}

/// With its sign: "+3.2", "−0.4"; none of a difference that rounds to nothing.
fn signed(number: f64) -> String {
    let plain = number::decimal(number, 1);
    if number::rounded(number, 1) > 0.0 {
        format!("+{plain}")
    } else {
        plain
    }
}
