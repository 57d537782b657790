//! A rank, with what is said of it.

use serde::Serialize;

use crate::scoring::{AuthorityIndex, ByAuthority, Score, Spread};
use crate::statistics::ordinal;

use super::figure::Interval;
use super::sureness::RankChances;
use super::words;

/// A place among those that are ranked.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rank {
    /// 1 is best; ties share the smaller number.
    pub rank: usize,
    /// How many are ranked.
    pub of: usize,
    /// How many are not.
    pub not_ranked: usize,
    /// As printed: "33" or "33=" where it is shared.
    pub display: String,
    /// In words: "33rd of 143 ranked; 10 are not ranked".
    pub words: String,
    /// How far the rank could vary; none where that is not estimated.
    pub interval: Option<Interval>,
    /// What else the draws say of it; none where that is not estimated.
    pub chances: Option<RankChances>,
}

impl Rank {
    /// The rank of one of many, with how far it could vary where that is drawn.
    pub(super) fn of(
        scores: &ByAuthority<Score>,
        spreads: Option<&ByAuthority<Spread>>,
        at: AuthorityIndex,
    ) -> Option<Self> {
        let score = &scores[at];
        let rank = score.rank?;
        let shared = scores
            .iter()
            .filter(|other| other.rank == Some(rank))
            .count()
            > 1;
        let of = score.rank_of;
        let not_ranked = scores.len() - of;
        let spread = spreads.and_then(|spreads| spreads[at].rank);
        Some(Self {
            rank,
            of,
            not_ranked,
            display: format!("{rank}{}", if shared { "=" } else { "" }),
            words: format!(
                "{}{} of {of} ranked, {} not ranked",
                if shared { "joint " } else { "" },
                ordinal(rank),
                words::or_none(not_ranked)
            ),
            interval: spread.map(Interval::of_rank),
            chances: spread.map(RankChances::of),
        })
    }
}
