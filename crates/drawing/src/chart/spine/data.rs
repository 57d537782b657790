//! What a spine chart is drawn from.

use serde::{Deserialize, Serialize};

use super::super::data::Reading;

/// One row an indicator, all centred on the benchmark.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Spine {
    /// The finding, in a sentence.
    pub title: String,
    /// Text alternative; without one it names the rows that are better and worse.
    pub description: Option<String>,
    /// Width in points, at least 240; below 480 numbers stand under the names rather than in
    /// columns. The height follows from the number of rows.
    pub width: f64,
    /// Head of the column of the unit's values: "Norton".
    pub subject: String,
    /// Heads of the columns of groups that are shown beside it, at most two: "North East",
    /// "Neighbours".
    pub groups: Vec<String>,
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
    /// Printed instead of a value, in a word or a symbol: "\[c\]".
    pub absent: String,
    /// How the value compares with the benchmark.
    pub standing: Standing,
    /// The benchmark's value, which the row is centred on.
    pub benchmark: Reading,
    /// The groups' values, in the order of [`Spine::groups`].
    pub groups: Vec<Option<Reading>>,
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

impl SpineRow {
    /// What stands in the column of the unit's values.
    pub(super) fn printed(&self) -> &str {
        self.value
            .as_ref()
            .map_or(self.absent.as_str(), |value| &value.display)
    }
}
