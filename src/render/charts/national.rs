//! Charts of all authorities together.

use care_scorecard_drawing::chart::caterpillar::{Caterpillar, CaterpillarPoint};
use care_scorecard_drawing::chart::data::{Axis, Datum};
use care_scorecard_drawing::chart::drawing::Drawing;
use care_scorecard_drawing::chart::tile_map::{Tile, TileCategory, TileMap};

use crate::report::{LeagueRow, LeagueTable, Map};

/// Every rank with its range.
pub(in crate::render) fn ranks(table: &LeagueTable, width: f64) -> Drawing {
    let point = |row: &LeagueRow| {
        let rank = row.rank.as_ref()?;
        #[allow(clippy::cast_precision_loss, reason = "a few hundred ranks")]
        let place = rank.rank as f64;
        Some(CaterpillarPoint {
            datum: Datum::new(&row.name, place, &rank.display),
            interval: rank.interval.as_ref().map(|range| (range.low, range.high)),
        })
    };
    Caterpillar {
        title: table.rank_chart_title.clone(),
        description: Some(table.rank_chart_words.clone()),
        width,
        axis: Axis::new("Rank, 1 is best", ""),
        units: "authorities".to_owned(),
        points: table.standings.ranked.iter().filter_map(point).collect(),
        reference: None,
        ranks: true,
    }
    .draw()
}

/// A map of hexagons; without names where there is no room for them.
pub(in crate::render) fn map(map: &Map, width: f64, named: bool) -> Drawing {
    tile_map(map, width, named).draw()
}

/// The map before it is drawn.
pub(in crate::render) fn tile_map(map: &Map, width: f64, named: bool) -> TileMap {
    let tile = |tile: &crate::report::MapTile| Tile {
        label: if named {
            tile.label.clone()
        } else {
            String::new()
        },
        q: tile.column,
        r: tile.row,
        category: tile.category,
        highlighted: false,
    };
    TileMap {
        title: map.title.clone(),
        description: None,
        width,
        tiles: map.tiles.iter().map(tile).collect(),
        categories: map
            .categories
            .iter()
            .map(|category| TileCategory {
                label: category.label.clone(),
                mark: category.mark.clone(),
                neutral: category.neutral,
            })
            .collect(),
        uncategorised: map.uncategorised.clone(),
    }
}
