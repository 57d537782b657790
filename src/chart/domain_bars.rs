//! The scores of one unit's domains, from 0 to 100.

use serde::{Deserialize, Serialize};

use super::data::{Mark, Reading};
use super::drawing::Drawing;

/// One bar a domain, with a tick where the benchmark stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DomainBars {
    /// The finding, in a sentence.
    pub title: String,
    /// Text alternative; without one it lists the scores.
    pub description: Option<String>,
    /// Width in points; the height follows from the number of bars.
    pub width: f64,
    /// From the top.
    pub bars: Vec<DomainBar>,
}

/// One bar of [`DomainBars`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DomainBar {
    /// The domain's name.
    pub label: String,
    /// The score, from 0 to 100, if there is one.
    pub score: Option<Reading>,
    /// Printed instead of a score: "not scored".
    pub absent: String,
    /// What the score is compared with.
    pub benchmark: Option<Mark>,
}

impl DomainBars {
    /// Draws the bars; without any, a drawing that says "No data".
    pub fn draw(&self) -> Drawing {
        Drawing::no_data(&self.title, self.width)
    }
}
