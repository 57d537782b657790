//! Every unit's value as a dot on one axis.

use serde::{Deserialize, Serialize};

use super::data::{Axis, Datum, Mark};
use super::drawing::Drawing;

/// A strip of dots, stacked where they would overlap, with the highlighted ones named.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Distribution {
    /// The finding, in a sentence.
    pub title: String,
    /// Text alternative; without one the lowest, median, highest and highlighted are named.
    pub description: Option<String>,
    /// Width in points.
    pub width: f64,
    /// What is measured.
    pub axis: Axis,
    /// What the units are, in the plural: "authorities".
    pub units: String,
    /// One dot each, in any order.
    pub dots: Vec<Datum>,
    /// The middle of the dots, as a short line with its label.
    pub median: Option<Mark>,
    /// What the dots are compared with, as a dashed line with its label.
    pub benchmark: Option<Mark>,
}

impl Distribution {
    /// Draws the dots; without any, a drawing that says "No data".
    pub fn draw(&self) -> Drawing {
        Drawing::no_data(&self.title, self.width)
    }
}
