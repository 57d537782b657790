//! Flags for places of placement and distances from home that are not known.

use crate::indicator::{
    FAR_OUTSIDE_AMONG_KNOWN, FAR_OUTSIDE_AMONG_KNOWN_WITHOUT_UASC_SHARE,
    FAR_OUTSIDE_WITHOUT_UASC_SHARE, PLACED_20_MILES_OUTSIDE, Places, UASC_SHARE, definition,
};

use super::super::children::{self, Census};
use super::super::{Cell, SourceKind};
use super::{Basis, Flag, Flagged, Look};

/// Share of unknown distances above which a cell is flagged.
const DISTANCES: f64 = 0.15;
/// Share of unknown locations above which a cell is flagged.
pub const MANY_LOCATIONS_UNKNOWN: f64 = 0.05;

impl Look<'_> {
    pub(super) fn unknown_places(&self, cell: &Cell) -> Vec<Flagged> {
        let needs = definition(&self.key.indicator).map_or(Places::NotAsked, |d| d.places);
        let look = |wanted: bool, flag: Flag, counts: Option<(f64, f64)>, limit: f64| {
            let (unknown, all) = counts.filter(|(_, all)| wanted && *all > 0.0)?;
            let numbers = [("unknown", unknown), ("out of", all)];
            (unknown / all > limit).then(|| Flagged::new(flag, &numbers))
        };
        let distance = look(
            needs == Places::Distance,
            Flag::DistanceUnknown,
            self.unknown_distances(cell),
            DISTANCES,
        );
        let location = look(
            needs >= Places::Side,
            Flag::LocationUnknown,
            self.unknown_locations(cell),
            MANY_LOCATIONS_UNKNOWN,
        );
        distance.into_iter().chain(location).collect()
    }

    /// Children with unknown distance, of those for whom one is expected: not unaccompanied ones, whose
    /// home is not recorded.
    fn unknown_distances(&self, cell: &Cell) -> Option<(f64, f64)> {
        match self.basis {
            _ if cell.source != SourceKind::ChildLevel => self.unknown_as_published(cell),
            Basis::Everything { .. } => {
                let census = self.census(cell)?;
                let counts = [census.distance_unknown, census.distance_expected];
                let [unknown, all] = counts.map(children::count);
                Some((unknown, all))
            }
            Basis::Shown => {
                let out_of = |code: &str| self.beside(cell, code)?.denominator;
                let all = out_of(FAR_OUTSIDE_WITHOUT_UASC_SHARE)?;
                let known = out_of(FAR_OUTSIDE_AMONG_KNOWN_WITHOUT_UASC_SHARE)?;
                Some((all - known, all))
            }
        }
    }

    /// The same of published counts, which put unaccompanied children among those of unknown
    /// distance: nationally they are 7,440 of the 7,920 of 2024.
    fn unknown_as_published(&self, cell: &Cell) -> Option<(f64, f64)> {
        let out_of = |code: &str| self.beside(cell, code)?.denominator;
        let all = out_of(PLACED_20_MILES_OUTSIDE)?;
        let known = out_of(FAR_OUTSIDE_AMONG_KNOWN)?;
        let unaccompanied = self.beside(cell, UASC_SHARE).and_then(Cell::recorded);
        let unaccompanied = unaccompanied.unwrap_or(0.0);
        Some(((all - known - unaccompanied).max(0.0), all - unaccompanied))
    }

    /// Children of whom it is not known on which side they are placed, of all. No measure shows them.
    fn unknown_locations(&self, cell: &Cell) -> Option<(f64, f64)> {
        let Basis::Everything { .. } = self.basis else {
            return None;
        };
        let census = self.census(cell)?;
        let counts = [census.location_unknown, census.children];
        let [unknown, all] = counts.map(children::count);
        Some((unknown, all))
    }

    fn census(&self, cell: &Cell) -> Option<&Census> {
        (cell.source == SourceKind::ChildLevel).then_some(())?;
        self.measures.censuses.get(&(self.key.year, self.authority))
    }
}
