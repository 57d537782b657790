//! What is withheld by itself.

use std::collections::BTreeSet;

use crate::config::{Configuration, Disclosure};
use crate::indicator::{Catalogue, Kind};
use crate::measure::{Cell, SourceKind, kind};

use super::cell::is_few_of;

/// The rules of a configuration, with what is known of indicators.
#[derive(Debug, Clone)]
pub struct Rules<'c> {
    configuration: &'c Configuration,
    catalogue: &'c Catalogue,
    /// Indicators that the configuration calls sensitive.
    sensitive: BTreeSet<&'c str>,
}

impl<'c> Rules<'c> {
    /// The rules of a configuration.
    #[must_use]
    pub fn new(configuration: &'c Configuration, catalogue: &'c Catalogue) -> Self {
        let marked = configuration.indicators().filter(|(_, i)| i.sensitive);
        Self {
            configuration,
            catalogue,
            sensitive: marked.map(|(_, i)| i.code.as_str()).collect(),
        }
    }

    pub(super) fn disclosure(&self) -> &'c Disclosure {
        &self.configuration.disclosure
    }

    pub(super) fn catalogue(&self) -> &'c Catalogue {
        self.catalogue
    }

    /// Whether an indicator is about an attribute of which even "none" and "all" say too much:
    /// unaccompanied children, nationality, harm, and what the configuration says is so.
    #[must_use]
    pub fn is_sensitive(&self, indicator: &str) -> bool {
        let known = self.catalogue.definition(indicator);
        self.sensitive.contains(indicator) || known.is_some_and(|known| known.is_sensitive())
    }

    /// The kind of an indicator.
    pub(super) fn kind(&self, indicator: &str) -> Kind {
        let known = self.catalogue.definition(indicator);
        known.map_or_else(|| kind(self.configuration, indicator), |known| known.kind)
    }

    /// Whether an indicator counts in scores.
    pub(super) fn is_scored(&self, indicator: &str) -> bool {
        let mut configured = self.configuration.indicators();
        configured.any(|(d, i)| i.code == indicator && i.is_scored() && i.weight * d.weight > 0.0)
    }

    /// What a gap in an indicator costs: one that is scored most, context least.
    pub(super) fn cost(&self, indicator: &str) -> u32 {
        let mut configured = self.configuration.indicators();
        if self.is_scored(indicator) {
            100
        } else if configured.any(|(_, i)| i.code == indicator) {
            10
        } else {
            1
        }
    }

    /// Whether a cell that is not public must be withheld: its count is 1 to the threshold; for a
    /// proportion, the rest is; for a count of incidents, the children behind it are; its
    /// percentage is of fewer than the smallest denominator allowed; or it is 0% or 100% of a
    /// sensitive attribute. A true count of 0 is otherwise shown. A value given without the counts
    /// behind it cannot be judged, and is withheld.
    #[must_use]
    pub fn withholds(&self, indicator: &str, cell: &Cell) -> bool {
        let disclosure = self.disclosure();
        let Some(x) = cell.numerator else {
            return cell.source == SourceKind::Given && cell.value.is_ok();
        };
        let few = |count: f64| is_few_of(count, disclosure.threshold);
        let children = cell.children.is_some_and(few);
        let Some(n) = cell.denominator else {
            return few(x) || children;
        };
        if n == 0.0 {
            return false;
        }
        let rest = self.kind(indicator) == Kind::Proportion && few(n - x);
        #[allow(clippy::cast_precision_loss, reason = "a small setting")]
        let small_base = n < disclosure.percentage_minimum_denominator as f64;
        let all_or_none = self.is_sensitive(indicator) && (x == 0.0 || x >= n);
        few(x) || rest || children || small_base || all_or_none
    }
}
