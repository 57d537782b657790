//! What an authority is compared with.

use serde::Serialize;

use crate::assessment::Comparison;

use super::figure::Figure;
use super::sureness::Judgement;
use super::{number, words};

/// What an authority is compared with.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Benchmark {
    /// Its name: "England", "North East", "Statistical neighbours".
    pub name: String,
    /// Its value.
    pub figure: Figure,
    /// How it came about: "13,010 of 116,420", "median of 10 authorities"; none where there is no
    /// more to say than the figure.
    pub basis: Option<String>,
    /// "lower than England", of the figures as they are; none where there is nothing to compare.
    pub comparison: Option<String>,
    /// Whether that is more than chance and the usual differences between authorities; none where
    /// it cannot be told.
    pub judgement: Option<Judgement>,
}

/// How a figure to compare with came about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Origin {
    /// As it was published, without counts, or not at all.
    Plain,
    /// From a count and what it is out of.
    Counts(f64, f64),
    /// From the counts of all years that are added up.
    PooledYears,
    /// The middle of so many authorities of a region.
    MedianOfRegion(usize),
    /// The middle of so many statistical neighbours.
    MedianOfNeighbours(usize),
}

impl Origin {
    /// The same in words; none where there is no more to say than the figure.
    pub(super) fn words(self) -> Option<String> {
        match self {
            Self::Plain => None,
            Self::Counts(count, of) => Some(counts(count, of)),
            Self::PooledYears => Some("all pooled years".to_owned()),
            Self::MedianOfRegion(number) => Some(format!("median of {number} authorities")),
            Self::MedianOfNeighbours(number) => Some(format!("median of {number}")),
        }
    }
}

/// "13,010 of 116,420".
pub(super) fn counts(count: f64, of: f64) -> String {
    format!("{} of {}", number::count(count), number::count(of))
}

/// A figure to compare with, before anything is compared with it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Comparator {
    /// "England", "North East", "Statistical neighbours"; empty where a region is not known.
    pub(super) name: String,
    /// What sentences call it: "England", "the region", "its neighbours".
    pub(super) called: &'static str,
    pub(super) figure: Figure,
    pub(super) origin: Origin,
}

impl Comparator {
    /// Whether it is the middle of figures of authorities.
    pub(super) fn is_median(&self) -> bool {
        matches!(
            self.origin,
            Origin::MedianOfRegion(_) | Origin::MedianOfNeighbours(_)
        )
    }

    /// Beside nothing that it is compared with.
    pub(super) fn alone(self) -> Benchmark {
        self.judged(None, None)
    }

    /// Beside a value, with where it lies by limits that allow for chance.
    pub(super) fn judged(self, own: Option<&Figure>, judged: Option<Comparison>) -> Benchmark {
        let compared = |own: &Figure| {
            let (value, with) = (own.value?, self.figure.value?);
            Some(if own.prints_as(&self.figure) {
                words::compared_alike(value, with, self.called)
            } else {
                words::compared(value, with, self.called)
            })
        };
        Benchmark {
            comparison: own.and_then(compared),
            judgement: judged.map(|comparison| Judgement::of(comparison, self.called)),
            basis: self.origin.words(),
            name: self.name,
            figure: self.figure,
        }
    }
}
