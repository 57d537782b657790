//! How sure a figure, a score and a rank are, in words.

use serde::Serialize;

use crate::assessment::Comparison;
use crate::scoring::{AuthorityIndex, Band, ByAuthority, RankSpread, Spread};
use crate::statistics::{Range, Trend, TrendDirection};

use super::figure::{Figure, Interval};
use super::number::{self, Style};
use super::words;

/// Where a figure stands against a benchmark, by limits around the benchmark that allow for chance
/// and for the usual differences between authorities.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Judgement {
    /// The word as tables print it: `much-better`, `similar`, `lower`.
    pub code: Comparison,
    /// In words: "much better".
    pub word: String,
    /// The limits that the figure lies beyond, or within where it is similar: "95%" or "99.8%".
    pub limits: String,
    /// Against what: "much better than England", "similar to England".
    pub phrase: String,
    /// "Much better than England: beyond the 99.8% limits."
    pub sentence: String,
}

impl Judgement {
    pub(super) fn of(comparison: Comparison, benchmark: &str) -> Self {
        let (word, limits) = (comparison.words(), comparison.limits());
        let (phrase, place) = if comparison == Comparison::Similar {
            (format!("similar to {benchmark}"), "within")
        } else {
            (format!("{word} than {benchmark}"), "beyond")
        };
        Self {
            code: comparison,
            word: word.to_owned(),
            limits: limits.to_owned(),
            sentence: words::sentence(&format!("{phrase}: {place} the {limits} limits")),
            phrase,
        }
    }
}

/// Where a score stands against England's over all draws.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BandResult {
    /// `above`, `around` or `below`.
    pub code: Band,
    /// In a word: "above".
    pub word: String,
    /// In words: "above England".
    pub words: String,
    /// Its place among the bands: 1 above, 2 around, 3 below.
    pub order: u8,
}

impl BandResult {
    /// The band of one of many; none where England has no score or the authority no rank.
    pub(super) fn of(spreads: Option<&ByAuthority<Spread>>, at: AuthorityIndex) -> Option<Self> {
        let code = spreads?[at].band?;
        Some(Self {
            code,
            word: code.as_str().to_owned(),
            words: format!("{} England", code.as_str()),
            order: match code {
                Band::Above => 1,
                Band::Around => 2,
                Band::Below => 3,
            },
        })
    }
}

/// What the draws say of a rank.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RankChances {
    /// The middle rank of the draws.
    pub median: Figure,
    /// Share of draws in which it was in the best quarter.
    pub top_quarter: Figure,
    /// Share of draws in which it was in the worst quarter.
    pub bottom_quarter: Figure,
    /// All of it in a sentence.
    pub sentence: String,
}

impl RankChances {
    pub(super) fn of(spread: RankSpread) -> Self {
        let chance = |share: f64| Figure::number(share, number::chance(share));
        let (top, bottom) = (chance(spread.top_quarter), chance(spread.bottom_quarter));
        let median = Figure::number(
            spread.median,
            number::decimal(number::rounded(spread.median, 0), 0),
        );
        Self {
            sentence: format!(
                "In the draws its middle rank is {}; it is in the best quarter in {} of them and in the worst quarter in {}.",
                median.display, top.display, bottom.display
            ),
            median,
            top_quarter: top,
            bottom_quarter: bottom,
        }
    }
}

/// Whether a value rose or fell over five years.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TrendTest {
    /// `increasing`, `decreasing` or `no-significant-change`: of the value, not of merit.
    pub code: TrendDirection,
    /// In words: "increasing".
    pub word: String,
    /// Whether the years share children, so that the test is a hint only.
    pub indicative: bool,
    /// In short: "increasing (indicative)".
    pub short: String,
    /// "Increasing over the five years to 2024. Indicative only: many of the children are the same from one year to the next."
    pub sentence: String,
}

impl TrendTest {
    pub(super) fn of(trend: Trend, year: i16, indicative: bool) -> Self {
        let word = match trend.direction {
            TrendDirection::Increasing => "increasing",
            TrendDirection::Decreasing => "decreasing",
            TrendDirection::NoSignificantChange => "no significant change",
        };
        let mut sentence = words::sentence(&format!("{word} over the five years to {year}"));
        if indicative {
            sentence +=
                " Indicative only: many of the children are the same from one year to the next.";
        }
        Self {
            code: trend.direction,
            word: word.to_owned(),
            indicative,
            short: format!("{word}{}", if indicative { " (indicative)" } else { "" }),
            sentence,
        }
    }
}

impl Interval {
    /// The 95% interval of a value.
    pub(super) fn of_value(range: Range, style: Style) -> Self {
        Self {
            low: range.low,
            high: range.high,
            display: format!("{} to {}", style.write(range.low), style.write(range.high)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_judgement_names_its_benchmark_and_limits() {
        let far = Judgement::of(Comparison::MuchBetter, "England");
        assert_eq!(
            far.sentence,
            "Much better than England: beyond the 99.8% limits."
        );
        let near = Judgement::of(Comparison::Similar, "the region");
        assert_eq!(
            near.sentence,
            "Similar to the region: within the 95% limits."
        );
        let neutral = Judgement::of(Comparison::Lower, "England");
        assert_eq!((&*neutral.word, &*neutral.limits), ("lower", "95%"));
    }

    #[test]
    fn a_chance_is_never_printed_as_certain_unless_it_is() {
        let spread = RankSpread {
            median: 12.5,
            low: 1,
            high: 30,
            top_quarter: 0.9996,
            bottom_quarter: 0.0004,
        };
        let chances = RankChances::of(spread);
        assert_eq!(chances.top_quarter.display, "over 99%");
        assert_eq!(chances.bottom_quarter.display, "under 1%");
        assert_eq!(chances.median.display, "13");
    }
}
