//! Where cells are kept: by year, then indicator, then place, so that a look-up copies no code.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::source::published::Location;

use super::{Cell, MeasureKey};

type Places = BTreeMap<Location, Vec<Cell>>;
type Indicators = BTreeMap<Arc<str>, Places>;

/// The cells of a dataset, of every kind of source.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Cells {
    years: BTreeMap<i16, Indicators>,
}

impl Cells {
    pub(super) fn at(&self, year: i16, indicator: &str, location: &Location) -> &[Cell] {
        let places = self.years.get(&year).and_then(|y| y.get(indicator));
        let cells = places.and_then(|places| places.get(location));
        cells.map_or(&[], Vec::as_slice)
    }

    pub(super) fn at_mut(
        &mut self,
        year: i16,
        indicator: &str,
        location: &Location,
    ) -> &mut [Cell] {
        let places = self.years.get_mut(&year).and_then(|y| y.get_mut(indicator));
        let cells = places.and_then(|places| places.get_mut(location));
        cells.map_or(&mut [], Vec::as_mut_slice)
    }

    /// The cells of a place, to which one may be added.
    pub(super) fn of(&mut self, year: i16, indicator: &str, location: Location) -> &mut Vec<Cell> {
        let indicators = self.years.entry(year).or_default();
        let code = match indicators.get_key_value(indicator) {
            Some((code, _)) => Arc::clone(code),
            None => indicator.into(),
        };
        let places = indicators.entry(code).or_default();
        places.entry(location).or_default()
    }

    /// The years that have any cell, in order.
    pub(super) fn years(&self) -> impl Iterator<Item = i16> {
        self.years.keys().copied()
    }

    /// The indicators that have any cell in a year, in order of their codes.
    pub(super) fn indicators(&self, year: i16) -> impl Iterator<Item = &Arc<str>> {
        self.years.get(&year).into_iter().flat_map(BTreeMap::keys)
    }

    /// The places that have any cell in a year, once for each indicator.
    pub(super) fn places(&self, year: i16) -> impl Iterator<Item = &Location> {
        let indicators = self.years.get(&year).into_iter();
        indicators
            .flat_map(BTreeMap::values)
            .flat_map(BTreeMap::keys)
    }

    /// Every place's cells with what they measure, by year, indicator and place.
    pub(super) fn iter(&self) -> impl Iterator<Item = (MeasureKey, &[Cell])> {
        self.years.iter().flat_map(|(year, indicators)| {
            indicators.iter().flat_map(move |(indicator, places)| {
                let of = move |location: &Location| MeasureKey::new(*year, indicator, location);
                places
                    .iter()
                    .map(move |(at, cells)| (of(at), cells.as_slice()))
            })
        })
    }

    /// The same, to be changed.
    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = (MeasureKey, &mut [Cell])> {
        self.years.iter_mut().flat_map(|(year, indicators)| {
            indicators.iter_mut().flat_map(move |(indicator, places)| {
                let of = move |location: &Location| MeasureKey::new(*year, indicator, location);
                let places = places.iter_mut();
                places.map(move |(at, cells)| (of(at), cells.as_mut_slice()))
            })
        })
    }
}
