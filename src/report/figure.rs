//! The smallest things a report says: a number or why there is none, a rank, a benchmark.

use serde::Serialize;

use crate::measure::Absence;
use crate::scoring::{AuthorityIndex, ByAuthority, RankSpread, Score, Spread, Standing};
use crate::source::Symbol;
use crate::statistics::ordinal;

use super::sureness::{Judgement, RankChances};
use super::{number, words};

/// A number as it is printed, or what is printed in its place.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct Figure {
    /// The number, unrounded: to sort by and to draw.
    pub value: Option<f64>,
    /// What is printed: "11%", "\[c\]", "no data".
    pub display: String,
    /// Why there is no number, in words; empty where there is one.
    pub meaning: String,
}

impl Figure {
    /// A number and how it is printed.
    pub(super) fn number(value: f64, display: String) -> Self {
        Self {
            value: Some(value),
            display,
            meaning: String::new(),
        }
    }

    /// Words in place of a number.
    pub(super) fn absent(display: impl Into<String>, meaning: impl Into<String>) -> Self {
        Self {
            value: None,
            display: display.into(),
            meaning: meaning.into(),
        }
    }

    /// A value of a measure.
    pub(super) fn measure(value: Result<f64, Absence>, style: number::Style) -> Self {
        match value {
            Ok(value) => Self::number(value, style.write(value)),
            Err(absence) => Self::absence(absence),
        }
    }

    /// The sign that stands for an absence, and what it means.
    pub(super) fn absence(absence: Absence) -> Self {
        match absence {
            Absence::Symbol(symbol) => {
                Self::absent(format!("[{}]", symbol.as_str()), meaning(symbol))
            }
            Absence::NoData => Self::absent("no data", "no file has a figure"),
        }
    }

    /// A score to one decimal, or why there is none.
    pub(super) fn score(score: &Score) -> Self {
        match (score.score, score.standing) {
            (Some(value), _) => Self::number(value, number::score(value)),
            (None, Standing::Absent(Absence::Symbol(symbol))) => {
                Self::absent(format!("[{}]", symbol.as_str()), meaning(symbol))
            }
            (None, Standing::Absent(Absence::NoData)) => {
                Self::absent("no data", score.reason.clone())
            }
            (None, _) => Self::absent("not scored", score.reason.clone()),
        }
    }

    /// A score of a domain or of the whole, or why there is none.
    pub(super) fn summed(score: &Score) -> Self {
        score.score.map_or_else(
            || Self::absent("not scored", score.reason.clone()),
            |value| Self::number(value, number::score(value)),
        )
    }

    /// A score to one decimal, or why there is none.
    pub(super) fn maybe_score(score: Option<f64>, why_not: &str) -> Self {
        score.map_or_else(
            || Self::absent("not available", why_not),
            |score| Self::number(score, number::score(score)),
        )
    }

    /// A share from 0 to 1 as a whole percentage.
    pub(super) fn share(share: Option<f64>) -> Self {
        share.map_or_else(
            || Self::absent("none", "nothing is scored"),
            |share| Self::number(share, number::share(share)),
        )
    }

    /// Whether there is a number.
    pub fn is_number(&self) -> bool {
        self.value.is_some()
    }
}

/// What a symbol of official statistics means.
pub(super) fn meaning(symbol: Symbol) -> &'static str {
    match symbol {
        Symbol::Confidential => "withheld, since it could point at a child",
        Symbol::NotApplicable => "does not apply: there is nobody to count it out of",
        Symbol::NotAvailable => "not available",
        Symbol::RoundsToZero => "more than none, but rounds to zero: an older sign for [low]",
        Symbol::Low => "more than none, but rounds to zero",
        Symbol::LowReliability => "of low reliability",
    }
}

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

/// The range a number lies in with the stated chance.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// As printed: "22 to 45".
    pub display: String,
}

impl Interval {
    fn of_rank(spread: RankSpread) -> Self {
        let (low, high) = (
            number::rounded(spread.low, 0),
            number::rounded(spread.high, 0),
        );
        Self {
            low: spread.low,
            high: spread.high,
            display: format!("{} to {}", number::count(low), number::count(high)),
        }
    }
}

/// What an authority is compared with.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Benchmark {
    /// Its name: "England", "North East", "Statistical neighbours".
    pub name: String,
    /// Its value.
    pub figure: Figure,
    /// How it came about: "published", "13,010 of 116,420", "median of 10 authorities".
    pub basis: String,
    /// "lower than England", of the figures as they are; empty where there is nothing to compare.
    pub comparison: String,
    /// Whether that is more than chance and the usual differences between authorities; none where
    /// it cannot be told.
    pub judgement: Option<Judgement>,
}

/// A passage of a page: a heading and its paragraphs.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct Passage {
    /// What it is about.
    pub heading: String,
    /// What it says.
    pub paragraphs: Vec<String>,
}

impl Passage {
    pub(super) fn new<T: Into<String>>(
        heading: impl Into<String>,
        paragraphs: impl IntoIterator<Item = T>,
    ) -> Self {
        Self {
            heading: heading.into(),
            paragraphs: paragraphs.into_iter().map(Into::into).collect(),
        }
    }
}

/// A sign and what it means.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sign {
    /// As printed: "\[c\]".
    pub sign: String,
    /// In words.
    pub meaning: String,
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
