//! Lines over years.

use serde::{Deserialize, Serialize};

use super::data::{Axis, Reading};
use super::drawing::Drawing;

/// Up to four lines, each named at its end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trend {
    /// The finding, in a sentence.
    pub title: String,
    /// Text alternative; without one it gives each line's first and last value.
    pub description: Option<String>,
    /// Width in points.
    pub width: f64,
    /// What is measured.
    pub axis: Axis,
    /// Labels of the years, oldest first: "2024", "2023 to 2024".
    pub years: Vec<String>,
    /// Up to four, the one the chart is about first; further ones are not drawn.
    pub series: Vec<TrendSeries>,
    /// Whether the axis begins at zero; otherwise it begins near the lowest value.
    pub from_zero: bool,
}

/// One line of a [`Trend`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrendSeries {
    /// Its name: "Norton", "England".
    pub label: String,
    /// One for each year; a missing one leaves a gap.
    pub values: Vec<Option<Reading>>,
}

impl Trend {
    /// Draws the lines; without a value on any, a drawing that says "No data".
    pub fn draw(&self) -> Drawing {
        Drawing::no_data(&self.title, self.width)
    }
}
