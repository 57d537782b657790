//! What is left of protected figures: only what follows from the cells that are shown.

use std::collections::BTreeMap;

use crate::config::Configuration;
use crate::indicator::{INCIDENTS_PER_CHILD, POLICE_AGREEMENT};
use crate::source::Dataset;

use super::super::{Figures, MeasureKey, SourceKind, higher_count};
use super::{Basis, flag_by};

impl Figures {
    /// Leaves of protected figures what follows from the cells that are shown: what only child-level
    /// data tell goes, and flags are made anew. A flag that needs more than is shown is left out.
    pub(crate) fn keep_what_is_shown(&mut self, dataset: &Dataset, configuration: &Configuration) {
        let own_counts = self.own_counts_shown();
        for (key, cells) in self.cells.iter_mut() {
            for cell in cells {
                cell.design_effect = None;
                cell.children = None;
                cell.own_count = own_counts.get(&(key.clone(), cell.source)).copied();
            }
        }
        let of_police: Vec<(MeasureKey, SourceKind)> = self.of_police().collect();
        flag_by(self, dataset, configuration, &Basis::Shown);
        for (key, source) in of_police {
            let cells = self.cells.at_mut(key.year, &key.indicator, &key.location);
            for cell in cells.iter_mut().filter(|cell| cell.source == source) {
                higher_count::mark(cell, cell.own_count);
            }
        }
    }

    /// The cells with the police's count.
    fn of_police(&self) -> impl Iterator<Item = (MeasureKey, SourceKind)> {
        self.cells.iter().flat_map(|(key, cells)| {
            let marked = cells.iter().filter(|cell| cell.is_of_police());
            let marked: Vec<SourceKind> = marked.map(|cell| cell.source).collect();
            marked.into_iter().map(move |source| (key.clone(), source))
        })
    }

    /// The authorities' own counts where the police's are used: the smaller of the two that agree or
    /// do not, or what stands beside the missing children.
    fn own_counts_shown(&self) -> BTreeMap<(MeasureKey, SourceKind), f64> {
        let shown = |(key, source): (MeasureKey, SourceKind)| {
            let best = |code: &str| self.best(key.year, code, &key.location);
            let both = best(POLICE_AGREEMENT).and_then(|both| both.numerator);
            let own = both.or_else(|| best(INCIDENTS_PER_CHILD)?.numerator)?;
            Some(((key, source), own))
        };
        self.of_police().filter_map(shown).collect()
    }
}
