//! Which kind of source a ranking uses: child-level and published cells of one indicator and year
//! are not mixed unless the configuration says so.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::authority::AuthorityId;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::published::Location;

use super::{Absence, Cell, Figures, SourceKind};

/// For each indicator of a year, the kind that is scored.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SourceKinds {
    kinds: BTreeMap<Arc<str>, SourceKind>,
    mixed: bool,
}

impl SourceKinds {
    /// Whether an indicator is scored from published figures.
    pub fn is_published(&self, indicator: &str) -> bool {
        self.kinds.get(indicator) == Some(&SourceKind::Published)
    }
}

impl Figures {
    /// Chooses for each indicator the kind that more authorities have a value in, published on a
    /// tie. Where both kinds are there, says so.
    pub fn source_kinds(
        &self,
        year: i16,
        mixed: bool,
        diagnostics: &mut Diagnostics,
    ) -> SourceKinds {
        let mut chosen = SourceKinds {
            mixed,
            ..SourceKinds::default()
        };
        for indicator in self.indicators(year) {
            let child_level = self.with_value(year, &indicator, SourceKind::ChildLevel);
            let published = self.with_value(year, &indicator, SourceKind::Published);
            let kind = if child_level > published {
                SourceKind::ChildLevel
            } else {
                SourceKind::Published
            };
            if child_level > 0 && published > 0 && !mixed {
                let authorities = match child_level {
                    1 => "1 authority has".to_owned(),
                    more => format!("{more} authorities have"),
                };
                let message = format!(
                    "{indicator} in {year}: {authorities} child-level figures and {published} published ones; only the {} ones are scored",
                    kind.as_str()
                );
                diagnostics.push(
                    Diagnostic::notice(Code::SourcesNotMixed, message)
                        .help("set mixed_sources = true in the section [measures] to score both"),
                );
            }
            chosen.kinds.insert(indicator, kind);
        }
        chosen
    }

    /// How many authorities have a value from a kind of source.
    fn with_value(&self, year: i16, indicator: &str, kind: SourceKind) -> usize {
        let has = |id: &&AuthorityId| {
            let cells = self.cells_at(year, indicator, &Location::Authority(**id));
            cells
                .iter()
                .any(|cell| cell.source == kind && cell.value.is_ok())
        };
        self.authorities(year).iter().filter(has).count()
    }

    /// The cell that is scored.
    pub fn scored(
        &self,
        kinds: &SourceKinds,
        year: i16,
        indicator: &str,
        authority: AuthorityId,
    ) -> Option<&Cell> {
        let cells = self.cells_at(year, indicator, &Location::Authority(authority));
        let kind = kinds
            .kinds
            .get(indicator)
            .copied()
            .unwrap_or(SourceKind::Published);
        cells
            .iter()
            .find(|cell| kinds.mixed || cell.source == SourceKind::Given || cell.source == kind)
    }

    /// The value that is scored, or why there is none.
    pub fn scored_value(
        &self,
        kinds: &SourceKinds,
        year: i16,
        indicator: &str,
        authority: AuthorityId,
    ) -> Result<f64, Absence> {
        self.scored(kinds, year, indicator, authority)
            .map_or(Err(Absence::NoData), |cell| cell.value)
    }
}
