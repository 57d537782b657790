//! A spine chart: many indicators of one unit against one benchmark, better to the right.

use serde::{Deserialize, Serialize};

use super::data::Reading;
use super::drawing::Drawing;

/// One row an indicator, all centred on the benchmark.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Spine {
    /// The finding, in a sentence.
    pub title: String,
    /// Text alternative; without one it names the rows that are better and worse.
    pub description: Option<String>,
    /// Width in points; the height follows from the number of rows.
    pub width: f64,
    /// Head of the column of the unit's values: "Norton".
    pub subject: String,
    /// Head of the column of regional values: "North East".
    pub region: Option<String>,
    /// Head of the column of benchmark values: "England".
    pub benchmark: String,
    /// From the top.
    pub rows: Vec<SpineRow>,
}

/// One indicator of a [`Spine`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SpineRow {
    /// The indicator's short name.
    pub label: String,
    /// Whether a higher value is better; without, the row is turned round.
    pub higher_is_better: bool,
    /// The unit's value, if there is one.
    pub value: Option<Reading>,
    /// Printed instead of a value: "suppressed".
    pub absent: String,
    /// How the value compares with the benchmark.
    pub standing: Standing,
    /// The benchmark's value, which the row is centred on.
    pub benchmark: Reading,
    /// The region's value.
    pub region: Option<Reading>,
    /// How all units spread, if there are enough of them.
    pub spread: Option<Spread>,
}

/// How all units' values spread, in the unit of the indicator.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// Lowest value.
    pub lowest: f64,
    /// A quarter of the units lie below.
    pub lower_quartile: f64,
    /// A quarter of the units lie above.
    pub upper_quartile: f64,
    /// Highest value.
    pub highest: f64,
}

/// How a value compares with a benchmark; drawn as a shape of its own, not as a colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Better than the benchmark: a triangle pointing up.
    Better,
    /// Not told apart from the benchmark: a circle.
    Similar,
    /// Worse than the benchmark: a triangle pointing down.
    Worse,
    /// Not compared: a hollow circle.
    NotCompared,
}

impl Spine {
    /// Draws the rows; without any, a drawing that says "No data".
    pub fn draw(&self) -> Drawing {
        Drawing::no_data(&self.title, self.width)
    }
}
