//! All cells of a dataset, and what they are of.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::authority::AuthorityId;
use crate::indicator::{CLA_AT_31_MARCH, Catalogue};
use crate::source::published::Location;

use super::cells::Cells;
use super::{Cell, MeasureKey, children};

/// All cells of a dataset. Before protection they are [`super::Unprotected`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figures {
    pub(super) cells: Cells,
    pub(super) authorities: BTreeMap<i16, Vec<AuthorityId>>,
    pub(super) codes: BTreeMap<(i16, AuthorityId), Arc<str>>,
    pub(super) censuses: BTreeMap<(i16, AuthorityId), children::Census>,
    pub(super) breakdowns: BTreeMap<(i16, AuthorityId), children::Breakdowns>,
    pub(super) child_level_rows: BTreeMap<(i16, &'static str), usize>,
}

impl Figures {
    /// The cell that takes precedence: given before child-level before published.
    pub fn best(&self, year: i16, indicator: &str, location: &Location) -> Option<&Cell> {
        self.cells_at(year, indicator, location).first()
    }

    /// The cells of every kind of source, in order of precedence.
    pub fn cells_at(&self, year: i16, indicator: &str, location: &Location) -> &[Cell] {
        self.cells.at(year, indicator, location)
    }

    /// Every cell with what it measures.
    pub(crate) fn each_mut(&mut self) -> impl Iterator<Item = (MeasureKey, &mut [Cell])> {
        self.cells.iter_mut()
    }

    /// Every cell that takes precedence, by year, indicator and place.
    pub fn iter(&self) -> impl Iterator<Item = (MeasureKey, &Cell)> {
        let all = self.cells.iter();
        all.filter_map(|(key, cells)| Some((key, cells.first()?)))
    }

    /// Rows of child-level returns that were used, by year and table, over all authorities.
    pub fn child_level_rows(&self) -> &BTreeMap<(i16, &'static str), usize> {
        &self.child_level_rows
    }

    /// The years that have any cell.
    pub fn years(&self) -> Vec<i16> {
        self.cells.years().collect()
    }

    /// The indicators that any place has a cell of in a year: those known here in the order of
    /// their domains, then others by code.
    pub fn indicators(&self, year: i16) -> Vec<Arc<str>> {
        let mut codes: Vec<Arc<str>> = self.cells.indicators(year).cloned().collect();
        let catalogue = Catalogue::built_in();
        codes.sort_by_cached_key(|code| (catalogue.position(code), Arc::clone(code)));
        codes
    }

    /// The dataset's authorities of a year: those that have a row of that year in any input and
    /// existed on its 31 March, or all of the dataset's own. In order of the register.
    pub fn authorities(&self, year: i16) -> &[AuthorityId] {
        self.authorities.get(&year).map_or(&[], Vec::as_slice)
    }

    /// The code an authority goes by in a year: the one most of its cells were published under.
    pub fn code(&self, year: i16, authority: AuthorityId) -> Option<&Arc<str>> {
        self.codes.get(&(year, authority))
    }

    /// The regions that have any cell in a year.
    pub fn regions(&self, year: i16) -> Vec<Location> {
        let regions = self.cells.places(year);
        let regions = regions.filter(|place| matches!(place, Location::Region(_)));
        let regions: BTreeSet<&Location> = regions.collect();
        regions.into_iter().cloned().collect()
    }

    /// Children looked after on 31 March, where any source says.
    pub fn children(&self, year: i16, authority: AuthorityId) -> Option<f64> {
        self.best(year, CLA_AT_31_MARCH, &Location::Authority(authority))
            .and_then(|cell| cell.value.ok())
    }

    /// No cells of some authorities.
    #[cfg(test)]
    pub(crate) fn of_authorities(year: i16, authorities: Vec<AuthorityId>) -> Self {
        Self {
            authorities: BTreeMap::from([(year, authorities)]),
            ..Self::default()
        }
    }
}
