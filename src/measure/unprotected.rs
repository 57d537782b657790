//! Figures as files give them: small counts are among them, so that nothing of them can be read.

use std::collections::BTreeMap;
use std::fmt;

use crate::authority::AuthorityId;
use crate::config::Configuration;
use crate::diagnostic::Diagnostics;
use crate::source::Dataset;

use super::children::Breakdowns;
use super::{Extent, Figures, Repertoire};

/// Figures before protection, of every year.
///
/// They have no accessor: what may be shown of them is made by [`crate::disclosure::protect`], which
/// alone may open them.
pub struct Unprotected {
    figures: Figures,
    repertoire: Repertoire,
}

impl fmt::Debug for Unprotected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unprotected").finish_non_exhaustive()
    }
}

/// What is counted by groups, by year and authority.
pub(crate) type AllBreakdowns = BTreeMap<(i16, AuthorityId), Breakdowns>;

impl Unprotected {
    /// Computes every measure that a dataset's files give, and what else is asked for of returns.
    /// Problems are added to `diagnostics`.
    pub fn compute(
        dataset: &Dataset,
        configuration: &Configuration,
        extent: Extent,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let built_in = Repertoire::built_in();
        Self::compute_by(built_in, dataset, configuration, extent, diagnostics)
    }

    /// The same of other indicators than those that ship.
    pub fn compute_by(
        repertoire: &Repertoire,
        dataset: &Dataset,
        configuration: &Configuration,
        extent: Extent,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let figures = Figures::compute(repertoire, dataset, configuration, extent, diagnostics);
        Self {
            figures,
            repertoire: repertoire.clone(),
        }
    }

    /// The figures, what is counted by groups, and what the indicators are. For
    /// [`crate::disclosure`] alone: a test holds every other room to it.
    pub(crate) fn open_figures(mut self) -> (Figures, AllBreakdowns, Repertoire) {
        let breakdowns = std::mem::take(&mut self.figures.breakdowns);
        (self.figures, breakdowns, self.repertoire)
    }
}
