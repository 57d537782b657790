//! A map on which every unit is a hexagon of the same size.

use serde::{Deserialize, Serialize};

use super::drawing::Drawing;

/// Hexagons with a short name and the mark of their category.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TileMap {
    /// The finding, in a sentence.
    pub title: String,
    /// Text alternative; without one it counts the tiles of each category.
    pub description: Option<String>,
    /// Width in points; the height follows from the tiles.
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
    /// A short name of up to four letters.
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
}

impl TileMap {
    /// Draws the tiles; without any, a drawing that says "No data".
    pub fn draw(&self) -> Drawing {
        Drawing::no_data(&self.title, self.width)
    }
}
