//! A map on which every unit is a hexagon of the same size.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::drawing::{Anchor, Drawing, Paint, Shape, Stroke};
use super::legend::{Key, keys};
use super::measure_text::{CAP_HEIGHT, fit, width};

/// Hexagons with a short name and the mark of their category.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TileMap {
    /// The finding, in a sentence.
    pub title: String,
    /// Text alternative; without one it counts the tiles of each category.
    pub description: Option<String>,
    /// Width in points, wider if the tiles' names need it; the height follows from the tiles.
    pub width: f64,
    /// One hexagon each; of two on the same place the first is drawn.
    pub tiles: Vec<Tile>,
    /// Up to four, in the order of the colours.
    pub categories: Vec<TileCategory>,
    /// What a tile without a category is: "Not ranked".
    pub uncategorised: String,
}

/// One unit of a [`TileMap`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tile {
    /// A short name of up to four letters; may be empty.
    pub label: String,
    /// Column, counted from the west; every odd row lies half a tile further east.
    pub q: i32,
    /// Row, counted from the north.
    pub r: i32,
    /// Which of the categories, counted from 0.
    pub category: Option<usize>,
    /// Whether it is one the map is about: outlined.
    pub highlighted: bool,
}

/// A category of tiles, told by colour and by mark.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TileCategory {
    /// In words, for the legend.
    pub label: String,
    /// One or two characters printed in every tile of the category.
    pub mark: String,
    /// Whether it is the middle of a scale, neither good nor bad: it is grey.
    pub neutral: bool,
}

/// Font size of names and marks.
const SIZE: f64 = 7.0;
/// Widest tile, in points.
const WIDEST: f64 = 34.0;
/// Narrowest tile with a name, in points.
const NAMED: f64 = 24.0;
/// Narrowest tile without.
const UNNAMED: f64 = 14.0;
const MARGIN: f64 = 3.0;
/// Half the square root of three: half a hexagon's width, as a share of its side.
const HALF_WIDTH: f64 = 0.866_025_403_784_438_6;

/// Where the tiles stand.
struct Layout {
    canvas: f64,
    left: f64,
    /// Length of a hexagon's side.
    side: f64,
    first_q: i32,
    first_r: i32,
    rows: i32,
}

impl TileMap {
    /// Draws the tiles; without any, a drawing that says "No data".
    pub fn draw(&self) -> Drawing {
        let tiles = self.placed();
        let Some(layout) = self.layout(&tiles) else {
            return Drawing::no_data(&self.title, self.width);
        };
        let mut shapes = Vec::new();
        for highlighted in [false, true] {
            self.hexagons(&tiles, &layout, highlighted, &mut shapes);
        }
        self.names(&tiles, &layout, &mut shapes);
        self.marks(&tiles, &layout, &mut shapes);
        let bottom = layout.bottom() + 6.0;
        let (legend, height) = keys(&self.legend(&tiles), MARGIN, layout.canvas - MARGIN, bottom);
        shapes.extend(legend);
        Drawing {
            width: layout.canvas,
            height: bottom + height + MARGIN,
            title: self.title.clone(),
            description: self
                .description
                .clone()
                .unwrap_or_else(|| self.summary(&tiles)),
            shapes,
        }
    }

    /// Where each tile stands, in the order of the tiles, and how wide they are; none of a tile that is not drawn.
    pub fn centres(&self) -> (Vec<Option<(f64, f64)>>, f64) {
        let placed = self.placed();
        let Some(layout) = self.layout(&placed) else {
            return (Vec::new(), 0.0);
        };
        let is_drawn = |tile: &Tile| placed.iter().any(|other| std::ptr::eq(*other, tile));
        let centre = |tile: &Tile| is_drawn(tile).then(|| layout.centre(tile));
        let centres = self.tiles.iter().map(centre).collect();
        (centres, layout.side * 2.0 * HALF_WIDTH)
    }

    /// One tile for each place, row by row.
    fn placed(&self) -> Vec<&Tile> {
        let mut places: BTreeMap<(i32, i32), &Tile> = BTreeMap::new();
        for tile in &self.tiles {
            places.entry((tile.r, tile.q)).or_insert(tile);
        }
        places.into_values().collect()
    }

    fn layout(&self, tiles: &[&Tile]) -> Option<Layout> {
        let (first_q, last_q) = (
            tiles.iter().map(|t| t.q).min()?,
            tiles.iter().map(|t| t.q).max()?,
        );
        let (first_r, last_r) = (
            tiles.iter().map(|t| t.r).min()?,
            tiles.iter().map(|t| t.r).max()?,
        );
        let columns = f64::from(last_q - first_q) + 1.5;
        let widest = tiles
            .iter()
            .map(|tile| width(&tile.label, SIZE, true))
            .fold(0.0, f64::max);
        let least = if widest > 0.0 { NAMED } else { UNNAMED };
        let needed = (widest + 4.0).clamp(least, WIDEST);
        let tile = ((self.width - 2.0 * MARGIN) / columns).clamp(needed, WIDEST);
        let canvas = self.width.max(columns * tile + 2.0 * MARGIN);
        Some(Layout {
            canvas,
            left: (canvas - columns * tile) / 2.0,
            side: tile / 2.0 / HALF_WIDTH,
            first_q,
            first_r,
            rows: last_r - first_r + 1,
        })
    }

    /// Category and paint, if the tile has one that is drawn.
    fn category(&self, tile: &Tile) -> Option<(&TileCategory, Paint)> {
        let place = tile.category?;
        let category = self.categories.get(place)?;
        Some((category, category.paint(place)?))
    }

    /// The tiles of each category in turn, and those of none first: neighbours in the list share
    /// their style, which keeps the drawing small.
    fn by_category<'a>(
        &self,
        tiles: &[&'a Tile],
    ) -> Vec<(&'a Tile, Option<(&TileCategory, Paint)>)> {
        let mut sorted: Vec<_> = tiles
            .iter()
            .map(|tile| (*tile, self.category(tile)))
            .collect();
        sorted.sort_by_key(|(_, category)| category.map(|(_, paint)| paint));
        sorted
    }

    fn hexagons(
        &self,
        tiles: &[&Tile],
        layout: &Layout,
        highlighted: bool,
        shapes: &mut Vec<Shape>,
    ) {
        for (tile, category) in self.by_category(tiles) {
            if tile.highlighted == highlighted {
                let paint = category.map(|(_, paint)| paint);
                shapes.push(hexagon(
                    layout.centre(tile),
                    layout.side - 0.75,
                    paint,
                    highlighted,
                ));
            }
        }
    }

    /// The names: in the middle, or above the mark.
    fn names(&self, tiles: &[&Tile], layout: &Layout, shapes: &mut Vec<Shape>) {
        for (tile, category) in self.by_category(tiles) {
            if tile.label.is_empty() {
                continue;
            }
            let below = match category {
                Some((category, _)) if !category.mark.is_empty() => -0.75,
                _ => CAP_HEIGHT * SIZE / 2.0,
            };
            let label = fit(&tile.label, SIZE, true, layout.room());
            shapes.push(tile_text(layout.centre(tile), below, label, category).bold());
        }
    }

    fn marks(&self, tiles: &[&Tile], layout: &Layout, shapes: &mut Vec<Shape>) {
        for (tile, found) in self.by_category(tiles) {
            if let Some((category, _)) = found.filter(|(category, _)| !category.mark.is_empty()) {
                let mark = fit(&category.mark, SIZE, false, layout.room());
                let below = if tile.label.is_empty() {
                    CAP_HEIGHT * SIZE / 2.0
                } else {
                    SIZE + 0.75
                };
                shapes.push(tile_text(layout.centre(tile), below, mark, found));
            }
        }
    }

    fn legend(&self, tiles: &[&Tile]) -> Vec<Key> {
        let categories = self.categories.iter().enumerate();
        let mut list: Vec<Key> = categories
            .filter_map(|(place, category)| {
                let paint = category.paint(place)?;
                Some(key(&category.label, &category.mark, Some(paint)))
            })
            .collect();
        if tiles.iter().any(|tile| self.category(tile).is_none()) {
            list.push(key(&self.uncategorised, "", None));
        }
        list
    }

    fn summary(&self, tiles: &[&Tile]) -> String {
        let count = |wanted: Option<&TileCategory>| {
            tiles
                .iter()
                .filter(|tile| self.category(tile).map(|(it, _)| it) == wanted)
                .count()
        };
        let known = self.categories.iter().take(4);
        let mut parts: Vec<String> = known
            .map(|category| format!("{}: {}", category.label, count(Some(category))))
            .collect();
        if count(None) > 0 {
            parts.push(format!("{}: {}", self.uncategorised, count(None)));
        }
        parts.join("; ") + "."
    }
}

impl TileCategory {
    /// Its paint, by its place among the categories.
    fn paint(&self, place: usize) -> Option<Paint> {
        let paint = Paint::CATEGORIES.get(place).copied();
        if self.neutral {
            Some(Paint::Grid)
        } else {
            paint
        }
    }
}

/// A text in the middle of a tile, its baseline so far below the centre.
fn tile_text(
    (x, y): (f64, f64),
    below: f64,
    content: String,
    category: Option<(&TileCategory, Paint)>,
) -> Shape {
    let paint = category.map_or(Paint::Ink, |(_, paint)| paint.on_top());
    Shape::text((x, y + below), SIZE, content)
        .anchored(Anchor::Middle)
        .painted(paint)
}

impl Layout {
    /// Room for a text in a tile.
    fn room(&self) -> f64 {
        self.side * 2.0 * HALF_WIDTH - 2.0
    }

    fn centre(&self, tile: &Tile) -> (f64, f64) {
        let shift = if tile.r.rem_euclid(2) == 1 { 0.5 } else { 0.0 };
        let column = f64::from(tile.q - self.first_q) + shift + 0.5;
        let row = f64::from(tile.r - self.first_r);
        (
            self.left + column * self.side * 2.0 * HALF_WIDTH,
            MARGIN + self.side * (1.0 + 1.5 * row),
        )
    }

    fn bottom(&self) -> f64 {
        MARGIN + self.side * (0.5 + 1.5 * f64::from(self.rows))
    }
}

fn hexagon((x, y): (f64, f64), side: f64, paint: Option<Paint>, outlined: bool) -> Shape {
    let (wide, half) = (side * HALF_WIDTH, side / 2.0);
    let corners = [
        (0.0, -side),
        (wide, -half),
        (wide, half),
        (0.0, side),
        (-wide, half),
        (-wide, -half),
    ];
    let stroke = match (outlined, paint) {
        (true, _) => Some(Stroke::solid(Paint::Ink, 2.25)),
        (false, None) => Some(Stroke::dashed(Paint::Muted, 0.75)),
        (false, Some(Paint::Grid)) => Some(Stroke::solid(Paint::Muted, 0.75)),
        (false, Some(_)) => None,
    };
    Shape::Polygon {
        points: corners.map(|(dx, dy)| (x + dx, y + dy)).to_vec(),
        fill: Some(paint.unwrap_or(Paint::Surface)),
        stroke,
    }
}

fn key(label: &str, mark: &str, paint: Option<Paint>) -> Key {
    let mark = mark.to_owned();
    let sign = move |centre: (f64, f64)| {
        let mut shapes = vec![hexagon(centre, 6.5, paint, false)];
        if !mark.is_empty() {
            let at = (centre.0, centre.1 + CAP_HEIGHT * SIZE / 2.0);
            let text = Shape::text(at, SIZE, mark.clone()).anchored(Anchor::Middle);
            shapes.push(text.painted(paint.map_or(Paint::Ink, Paint::on_top)));
        }
        shapes
    };
    Key {
        sign: Box::new(sign),
        label: label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::checks::{LONG, assert_sound};
    use super::*;

    fn map(places: &[(i32, i32)], width: f64) -> TileMap {
        let category = |(place, label): (usize, &str)| TileCategory {
            label: label.to_owned(),
            mark: ["A", "B", "C", "D"][place].to_owned(),
            neutral: place == 1,
        };
        let tile = |(place, (q, r)): (usize, &(i32, i32))| Tile {
            label: format!("T{place}"),
            q: *q,
            r: *r,
            category: (place % 5 < 4).then_some(place % 5),
            highlighted: place == 7,
        };
        TileMap {
            title: "The highest scores are in the north".to_owned(),
            description: None,
            width,
            tiles: places.iter().enumerate().map(tile).collect(),
            categories: ["Highest quarter", "Upper middle", "Lower middle", LONG]
                .into_iter()
                .enumerate()
                .map(category)
                .collect(),
            uncategorised: "Not ranked".to_owned(),
        }
    }

    fn country() -> Vec<(i32, i32)> {
        (0..153).map(|place| (place % 13, place / 13)).collect()
    }

    #[test]
    fn maps_large_and_small_stay_readable() {
        for width in [240.0, 480.0] {
            assert_sound(&map(&country(), width).draw());
            assert_sound(&map(&[(3, 3)], width).draw());
            assert_sound(&map(&[(-2, 1), (5, -4)], width).draw());
        }
    }

    #[test]
    fn neighbours_touch_and_none_overlap() {
        let map = map(&country(), 480.0);
        let tiles = map.placed();
        let layout = map.layout(&tiles).unwrap();
        let near = layout.side * 2.0 * HALF_WIDTH;
        for (place, tile) in tiles.iter().enumerate() {
            for other in &tiles[..place] {
                let ((x, y), (across, down)) = (layout.centre(tile), layout.centre(other));
                let apart = ((x - across).powi(2) + (y - down).powi(2)).sqrt();
                assert!(apart > near - 1e-6, "{tile:?} and {other:?}");
            }
        }
    }

    #[test]
    fn categories_are_counted() {
        assert_eq!(
            map(&country()[..6], 480.0).draw().description,
            format!(
                "Highest quarter: 2; Upper middle: 1; Lower middle: 1; {LONG}: 1; Not ranked: 1."
            )
        );
    }

    #[test]
    fn of_two_tiles_on_one_place_the_first_is_drawn() {
        assert_eq!(map(&[(1, 1), (1, 1)], 480.0).placed().len(), 1);
    }

    #[test]
    fn no_tiles_say_so() {
        assert_eq!(map(&[], 480.0).draw().description, "No data.");
    }

    proptest! {
        #[test]
        fn any_places_stay_readable(places in prop::collection::vec((-12..12, -12..12), 1..60)) {
            assert_sound(&map(&places, 480.0).draw());
        }
    }
}
