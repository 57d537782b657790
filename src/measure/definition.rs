//! What an indicator is: its words, what is good, and how published figures give it.

use crate::config::{Direction, Kind};
use crate::source::published::Quantity;

use super::children::ChildFormula;
use super::{context, missing, out_of_area, stability, sufficiency};

/// An indicator this program knows.
#[derive(Debug, Clone, Copy)]
pub struct Definition {
    /// Its code.
    pub code: &'static str,
    /// Its name.
    pub title: &'static str,
    /// The domain it belongs to, or `context`.
    pub domain: &'static str,
    /// What is good.
    pub direction: Direction,
    /// What kind of number it is.
    pub kind: Kind,
    /// How its value is written.
    pub unit: Unit,
    /// What is counted, in plain words.
    pub numerator: &'static str,
    /// Out of what, in plain words; empty for a plain count.
    pub denominator: &'static str,
    /// What a reader must know before using it.
    pub caveat: &'static str,
    /// Where published figures for it come from, in the order they are looked for.
    pub published: &'static [Formula],
    /// How child-level returns give it; none where they do not, or not one authority's alone.
    pub children: Option<ChildFormula>,
}

impl Definition {
    /// Whether it counts children of one day, 31 March, who can be the same children a year later.
    pub fn is_stock(&self) -> bool {
        self.denominator.contains("on 31 March")
    }
}

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Per cent.
    Percent,
    /// Per 100 children.
    PerHundred,
    /// Per 10,000 children of the population.
    PerTenThousand,
    /// A plain count.
    Count,
    /// A plain ratio.
    Each,
}

impl Unit {
    /// What a numerator over its denominator is multiplied by.
    pub fn scale(self) -> f64 {
        match self {
            Self::Percent | Self::PerHundred => 100.0,
            Self::PerTenThousand | Self::Count | Self::Each => 1.0,
        }
    }
}

/// How published figures give a numerator and a denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Formula {
    /// What is counted.
    pub numerator: Numerator,
    /// Out of what; none for a plain count.
    pub denominator: Option<Quantity>,
    /// Said beside every cell that comes this way.
    pub note: Option<&'static str>,
}

impl Formula {
    /// A count over the total of its own breakdown.
    pub(super) const fn share(numerator: Quantity, denominator: Quantity) -> Self {
        Self {
            numerator: Numerator::Count(numerator),
            denominator: Some(denominator),
            note: None,
        }
    }

    /// A plain count.
    pub(super) const fn count(numerator: Quantity) -> Self {
        Self {
            numerator: Numerator::Count(numerator),
            denominator: None,
            note: None,
        }
    }

    /// The same with something to say.
    pub(super) const fn noted(self, note: &'static str) -> Self {
        Self {
            note: Some(note),
            ..self
        }
    }
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numerator {
    /// One published count.
    Count(Quantity),
    /// The denominator less the second count plus the first.
    DenominatorPlusLess(Quantity, Quantity),
    /// Of the denominator, what the places of children's homes in the area can take.
    HomePlaces,
    /// A share among the denominator less the unknown: the count, then what is taken off the denominator.
    AmongKnown(Quantity, [Quantity; 2]),
}

/// A proportion in per cent.
#[allow(clippy::too_many_arguments, reason = "one line of a table each")]
pub(super) const fn proportion(
    domain: &'static str,
    code: &'static str,
    title: &'static str,
    direction: Direction,
    numerator: &'static str,
    denominator: &'static str,
    caveat: &'static str,
    published: &'static [Formula],
) -> Definition {
    Definition {
        code,
        title,
        domain,
        direction,
        kind: Kind::Proportion,
        unit: Unit::Percent,
        numerator,
        denominator,
        caveat,
        published,
        children: None,
    }
}

impl Definition {
    /// The same, given by child-level returns too.
    pub(super) const fn counted(self, children: ChildFormula) -> Self {
        Self {
            children: Some(children),
            ..self
        }
    }
}

/// Every indicator, by domain in the order of reports, then context.
pub fn definitions() -> impl Iterator<Item = &'static Definition> {
    [
        sufficiency::INDICATORS,
        missing::INDICATORS,
        out_of_area::INDICATORS,
        stability::INDICATORS,
        context::INDICATORS,
    ]
    .into_iter()
    .flatten()
}

/// The indicator of a code.
///
/// ```
/// use care_scorecard::measure::definition;
/// assert_eq!(definition("children-missing").map(|d| d.domain), Some("missing-incidents"));
/// assert!(definition("made-up").is_none());
/// ```
pub fn definition(code: &str) -> Option<&'static Definition> {
    definitions().find(|definition| definition.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_unique() {
        let codes: BTreeSet<_> = definitions().map(|d| d.code).collect();
        assert_eq!(codes.len(), definitions().count());
    }

    #[test]
    fn every_indicator_is_in_the_data_dictionary() {
        let dictionary = include_str!("../../docs/data-dictionary.md");
        for definition in definitions() {
            assert!(
                dictionary.contains(&format!("`{}`", definition.code)),
                "{}",
                definition.code
            );
        }
    }
}
