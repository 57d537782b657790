//! The smallest things a report says: a number or why there is none, an interval, a passage, a sign.

use serde::{Serialize, Serializer};

use crate::measure::Absence;
use crate::scoring::{RankSpread, Score, Standing};
use crate::source::Symbol;

use super::number;

/// A number as it is printed, or what is printed in its place.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct Figure {
    /// The number, unrounded: to sort by and to draw.
    pub value: Option<f64>,
    /// What is printed: "11%", "\[c\]", "no data".
    pub display: String,
    /// Why there is no number, in words; empty where there is one.
    pub meaning: String,
    /// Why the measure itself has no value; none where there is a number, and where words stand in
    /// its place for another reason.
    #[serde(skip)]
    pub absence: Option<Absence>,
}

impl Figure {
    /// A number and how it is printed.
    pub(super) fn number(value: f64, display: String) -> Self {
        Self {
            value: Some(value),
            display,
            meaning: String::new(),
            absence: None,
        }
    }

    /// Words in place of a number.
    pub(super) fn absent(display: impl Into<String>, meaning: impl Into<String>) -> Self {
        Self {
            value: None,
            display: display.into(),
            meaning: meaning.into(),
            absence: None,
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
        let figure = match absence {
            Absence::Symbol(symbol) => Self::absent(bracketed(symbol), meaning(symbol)),
            Absence::NoData => Self::absent("no data", "no file has a figure"),
            Absence::LeftOut => Self::absent("no data", TOO_MUCH_LEFT_OUT),
        };
        Self {
            absence: Some(absence),
            ..figure
        }
    }

    /// The sign of a count that is withheld.
    pub(super) fn withheld() -> Self {
        Self::absence(Absence::Symbol(Symbol::Confidential))
    }

    /// A score to one decimal, or why there is none.
    pub(super) fn score(score: &Score) -> Self {
        match (score.score, score.standing) {
            (Some(value), _) => Self::number(value, number::score(value)),
            (None, Standing::Absent(Absence::NoData)) => Self {
                meaning: score.reason.clone(),
                ..Self::absence(Absence::NoData)
            },
            (None, Standing::Absent(absence)) => Self::absence(absence),
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

    /// An overall score; none of whoever is not ranked, since nothing could be compared with it.
    pub(super) fn overall(score: &Score) -> Self {
        if score.rank.is_some() {
            Self::summed(score)
        } else {
            Self::absent("no score", "only ranked authorities have an overall score")
        }
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

    /// Whether it is printed as another is.
    pub(super) fn prints_as(&self, other: &Self) -> bool {
        let (own, other) = (&self.display, &other.display);
        own == other
    }

    /// Whether it is withheld, since it could point at a child.
    pub fn is_withheld(&self) -> bool {
        self.symbol() == Some(Symbol::Confidential)
    }

    /// The symbol that stands in place of the number; none where there is no symbol.
    pub(super) fn symbol(&self) -> Option<Symbol> {
        match self.absence? {
            Absence::Symbol(symbol) => Some(symbol),
            Absence::NoData | Absence::LeftOut => None,
        }
    }
}

/// Why there is no figure where too many rows cannot be read.
pub(super) const TOO_MUCH_LEFT_OUT: &str =
    "more than 1 in 20 of the rows it is counted from cannot be read";

/// A symbol as it is printed: "\[c\]".
fn bracketed(symbol: Symbol) -> String {
    format!("[{}]", symbol.as_str())
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
    pub(super) fn of_rank(spread: RankSpread) -> Self {
        let (low, high) = (f64::from(spread.low), f64::from(spread.high));
        Self {
            low,
            high,
            display: format!("{} to {}", number::count(low), number::count(high)),
        }
    }
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
    /// The symbol it stands for.
    #[serde(skip)]
    pub symbol: Symbol,
}

impl Sign {
    pub(super) fn of(symbol: Symbol) -> Self {
        Self {
            sign: bracketed(symbol),
            meaning: meaning(symbol).to_owned(),
            symbol,
        }
    }
}

/// Written as an empty text where there is none, which readers of the data have always found.
pub(super) fn or_nothing<T: AsRef<str>, S: Serializer>(
    text: &Option<T>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text.as_ref().map_or("", AsRef::as_ref))
}
