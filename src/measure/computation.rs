//! How an indicator is computed: from published tables, from child-level returns.

use std::sync::LazyLock;

use crate::indicator::{Binding, Catalogue, Definition};
use crate::source::published::Quantity;

use super::children::ChildFormula;
use super::{context, missing, out_of_area, stability, sufficiency};

/// How an indicator is computed.
#[derive(Debug, Clone, Copy)]
pub struct Computation {
    /// The code of the indicator.
    pub indicator: &'static str,
    /// Where published figures for it come from, in the order they are looked for.
    pub published: &'static [Formula],
    /// How child-level returns give it; none where they do not, or not one authority's alone.
    pub children: Option<ChildFormula>,
}

impl Computation {
    /// An indicator that is not computed yet.
    #[must_use]
    pub const fn of(indicator: &'static str) -> Self {
        Self {
            indicator,
            published: &[],
            children: None,
        }
    }

    /// The same from published tables.
    #[must_use]
    pub const fn published(self, published: &'static [Formula]) -> Self {
        Self { published, ..self }
    }

    /// The same from child-level returns.
    #[must_use]
    pub const fn counted(self, children: ChildFormula) -> Self {
        Self {
            children: Some(children),
            ..self
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
    /// All places in children's homes in the area, by a list of providers.
    ListedPlaces,
    /// A share among the denominator less the unknown: the count, then what is taken off the denominator.
    AmongKnown(Quantity, [Quantity; 2]),
}

/// Every indicator with how it is computed.
#[derive(Debug, Clone)]
pub struct Repertoire {
    catalogue: Catalogue,
    /// In the order of the catalogue.
    computations: Vec<Computation>,
}

impl Repertoire {
    /// What ships.
    pub fn built_in() -> &'static Self {
        static BUILT_IN: LazyLock<Repertoire> = LazyLock::new(|| {
            let computations = [
                sufficiency::COMPUTED,
                missing::COMPUTED,
                out_of_area::COMPUTED,
                stability::COMPUTED,
                context::COMPUTED,
            ];
            Repertoire::new(Catalogue::built_in().clone(), computations.concat())
        });
        &BUILT_IN
    }

    fn new(catalogue: Catalogue, mut computations: Vec<Computation>) -> Self {
        computations.sort_by_key(|computation| catalogue.position(computation.indicator));
        Self {
            catalogue,
            computations,
        }
    }

    /// The same with one more indicator: what it is, what binds its counts, how it is computed.
    #[must_use]
    pub fn with(
        &self,
        definition: Definition,
        bindings: &[Binding],
        computation: Computation,
    ) -> Self {
        let catalogue = self.catalogue.with(definition, bindings);
        Self::new(catalogue, [&self.computations[..], &[computation]].concat())
    }

    /// What the indicators are.
    #[must_use]
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// Every indicator that is computed here, with how.
    pub fn computed(&self) -> impl Iterator<Item = (&Definition, &Computation)> {
        self.computations.iter().filter_map(|computation| {
            let definition = self.catalogue.definition(computation.indicator)?;
            Some((definition, computation))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicator::{Beside, From};

    #[test]
    fn what_is_computed_is_what_definitions_say() {
        let repertoire = Repertoire::built_in();
        assert_eq!(repertoire.computed().count(), repertoire.computations.len());
        for definition in repertoire.catalogue().definitions() {
            let mut all = repertoire.computed();
            let computation = all.find(|(d, _)| d.code == definition.code).map(|(_, c)| c);
            let published = computation.is_some_and(|c| !c.published.is_empty());
            let says = definition.from.contains(&From::Published);
            let with_places = definition.from.contains(&From::With(Beside::Places));
            assert_eq!(published, says || with_places, "{}", definition.code);
            if computation.is_some_and(|c| c.children.is_some()) {
                let returns = definition.from.contains(&From::Returns) || with_places;
                assert!(returns, "{}", definition.code);
            }
        }
    }
}
