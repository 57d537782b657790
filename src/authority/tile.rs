//! Where authorities stand on a map of equal hexagons.

use std::collections::BTreeMap;

use super::{AuthorityId, Register};

/// An authority's hexagon. The layout is our own: near one another on the ground is near on the
/// map, regions hold together, and nothing is to scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// Column, counted from the west; every odd row lies half a tile further east.
    pub column: i32,
    /// Row, counted from the north.
    pub row: i32,
    /// A short name of up to four letters.
    pub label: String,
}

/// The hexagons of a register by authority.
pub(super) type Tiles = BTreeMap<AuthorityId, Tile>;

impl Register {
    /// Where an authority stands on the map; none for a dataset's own authorities.
    #[must_use]
    pub fn tile(&self, id: AuthorityId) -> Option<&Tile> {
        self.tiles.get(&id)
    }
}
