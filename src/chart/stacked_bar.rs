//! One bar made of parts: what each domain adds to a score.

use serde::{Deserialize, Serialize};

use super::data::{Datum, Reading};
use super::drawing::Drawing;

/// Up to four parts laid end to end, each named.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StackedBar {
    /// The finding, in a sentence.
    pub title: String,
    /// Text alternative; without one it lists the parts.
    pub description: Option<String>,
    /// Width in points.
    pub width: f64,
    /// The length of the whole scale: 100 for a score.
    pub full: f64,
    /// What the parts add up to, printed at the end of the bar.
    pub total: Reading,
    /// Up to four, in the order of the colours; further ones are not drawn, nor negative ones.
    pub parts: Vec<Datum>,
}

impl StackedBar {
    /// Draws the bar; without parts, a drawing that says "No data".
    pub fn draw(&self) -> Drawing {
        Drawing::no_data(&self.title, self.width)
    }
}
