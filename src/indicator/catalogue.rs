//! All indicators, and how their counts are bound.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::binding::{Binding, TableCell};
use super::count::{Count, Part};
use super::definition::Definition;
use super::{context, missing_incidents, out_of_area, stability, sufficiency};

/// Indicators, and how their counts are bound to one another.
///
/// The catalogue that ships is [`Catalogue::built_in`]; a program that counts something further
/// from returns adds it with [`Catalogue::with`].
#[derive(Debug, Clone)]
pub struct Catalogue {
    definitions: Vec<Definition>,
    bindings: Vec<Binding>,
    at: BTreeMap<&'static str, usize>,
    /// Where each count stands.
    stands: BTreeMap<&'static str, Vec<(&'static str, Part)>>,
    /// The counts that are cells of each table.
    cells: BTreeMap<&'static str, Vec<(Count, TableCell)>>,
}

impl Catalogue {
    fn new(definitions: Vec<Definition>, bindings: Vec<Binding>) -> Self {
        let at = definitions.iter().enumerate();
        let mut stands: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for definition in &definitions {
            for part in [Part::Numerator, Part::Denominator] {
                if let Some(count) = definition.part(part) {
                    let of_count = stands.entry(count.name()).or_default();
                    of_count.push((definition.code, part));
                }
            }
        }
        let mut cells: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for binding in &bindings {
            if let Binding::StandsIn { count, cell } = binding {
                let of_table = cells.entry(cell.table).or_default();
                of_table.push((*count, *cell));
            }
        }
        Self {
            stands,
            cells,
            at: at.map(|(at, definition)| (definition.code, at)).collect(),
            definitions,
            bindings,
        }
    }

    /// Every indicator that ships, by domain in the order of reports, then context.
    pub fn built_in() -> &'static Self {
        static BUILT_IN: LazyLock<Catalogue> = LazyLock::new(|| {
            let definitions = [
                sufficiency::INDICATORS,
                missing_incidents::INDICATORS,
                out_of_area::INDICATORS,
                stability::INDICATORS,
                &context::indicators(),
            ];
            let bindings = [
                context::BINDINGS,
                out_of_area::BINDINGS,
                sufficiency::BINDINGS,
                missing_incidents::BINDINGS,
                stability::BINDINGS,
            ];
            Catalogue::new(definitions.concat(), bindings.concat())
        });
        &BUILT_IN
    }

    /// The same with one more indicator and what binds its counts.
    #[must_use]
    pub fn with(&self, definition: Definition, bindings: &[Binding]) -> Self {
        let definitions = [&self.definitions[..], &[definition]].concat();
        Self::new(definitions, [&self.bindings[..], bindings].concat())
    }

    /// Every indicator, in the order of reports.
    pub fn definitions(&self) -> impl Iterator<Item = &Definition> {
        self.definitions.iter()
    }

    /// The indicator of a code.
    #[must_use]
    pub fn definition(&self, code: &str) -> Option<&Definition> {
        self.at.get(code).and_then(|at| self.definitions.get(*at))
    }

    /// Where an indicator stands in the order of reports; those that are not known come last.
    #[must_use]
    pub fn position(&self, code: &str) -> usize {
        self.at.get(code).copied().unwrap_or(usize::MAX)
    }

    /// The indicators that show a count, and as which part.
    #[must_use]
    pub fn stands_in(&self, count: Count) -> &[(&'static str, Part)] {
        self.stands.get(count.name()).map_or(&[], Vec::as_slice)
    }

    /// The cells of a table by group that are counts of indicators.
    #[must_use]
    pub fn cells_of(&self, table: &str) -> &[(Count, TableCell)] {
        self.cells.get(table).map_or(&[], Vec::as_slice)
    }

    /// How counts are bound to one another.
    #[must_use]
    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }

    /// Every count that an indicator or a binding names, by name.
    #[must_use]
    pub fn counts(&self) -> BTreeSet<Count> {
        let of_indicators = self.definitions.iter().flat_map(|definition| {
            let denominator = definition.denominator.map(|counted| counted.count);
            [Some(definition.numerator.count), denominator]
        });
        let bound = self.bindings.iter().flat_map(Binding::counts);
        of_indicators.flatten().chain(bound).collect()
    }
}

/// Every indicator that ships, by domain in the order of reports, then context.
pub fn definitions() -> impl Iterator<Item = &'static Definition> {
    Catalogue::built_in().definitions()
}

/// The indicator of a code.
///
/// ```
/// use care_scorecard::indicator::definition;
/// assert_eq!(definition("children-missing").map(|d| d.domain), Some("missing-incidents"));
/// assert!(definition("made-up").is_none());
/// ```
#[must_use]
pub fn definition(code: &str) -> Option<&'static Definition> {
    Catalogue::built_in().definition(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique() {
        let codes: BTreeSet<_> = definitions().map(|d| d.code).collect();
        assert_eq!(codes.len(), definitions().count());
    }

    #[test]
    fn a_name_stands_for_one_count() {
        let counts = Catalogue::built_in().counts();
        let names: BTreeSet<_> = counts.iter().map(Count::name).collect();
        assert_eq!(names.len(), counts.len(), "{counts:?}");
    }

    #[test]
    fn the_data_dictionary_says_what_the_definitions_say() {
        let dictionary = include_str!("../../docs/data-dictionary.md");
        for definition in definitions() {
            let (code, title) = (definition.code, definition.title);
            let counted = definition.numerator.words;
            let out_of = match definition.out_of_words() {
                "" => "–",
                words => words,
            };
            let row = format!("| `{code}` | {title} | {counted} | {out_of} | ");
            assert!(
                dictionary.contains(&row),
                "not in the data dictionary: {row}"
            );
        }
    }
}
