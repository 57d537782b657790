//! Every unit's value with its interval, side by side from the lowest to the highest.

use serde::{Deserialize, Serialize};

use super::data::{Axis, Datum, Mark};
use super::drawing::Drawing;

/// Up to about 160 units on the horizontal axis, their values on the vertical.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Caterpillar {
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
    /// In any order: drawn from the lowest to the highest, equal ones as given.
    pub points: Vec<CaterpillarPoint>,
    /// A horizontal line across all units.
    pub reference: Option<Mark>,
}

/// One unit of a [`Caterpillar`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CaterpillarPoint {
    /// The unit and its value.
    pub datum: Datum,
    /// Lower and upper end of its interval, in the unit of the axis.
    pub interval: Option<(f64, f64)>,
}

impl Caterpillar {
    /// Draws the points and whiskers; without points, a drawing that says "No data".
    pub fn draw(&self) -> Drawing {
        Drawing::no_data(&self.title, self.width)
    }
}
