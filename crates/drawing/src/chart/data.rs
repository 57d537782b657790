//! The words and numbers charts have in common.

use serde::{Deserialize, Serialize};

/// A number with the words that print it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The number, in the unit of the axis it stands on.
    pub value: f64,
    /// The number as printed, with its unit: "11%".
    pub display: String,
}

/// A named number drawn as a line or tick: a median, a benchmark.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// What it is: "England", "Median".
    pub label: String,
    /// Where it stands and how it is printed.
    pub reading: Reading,
}

/// One unit of many: an authority, a region, a type of placement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Datum {
    /// Its name, up to about 60 characters.
    pub label: String,
    /// Where it stands and how it is printed.
    pub reading: Reading,
    /// Whether it is one the chart is about: coloured and labelled.
    pub highlighted: bool,
}

/// A numeric axis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Axis {
    /// What is measured, with its unit in words: "Children with a missing incident (%)".
    pub title: String,
    /// Written after every tick's number: "%", or nothing.
    pub suffix: String,
}

impl Reading {
    /// A number and how it is printed.
    pub fn new(value: f64, display: impl Into<String>) -> Self {
        Self {
            value,
            display: display.into(),
        }
    }
}

impl Mark {
    /// A name, a number and how it is printed.
    pub fn new(label: impl Into<String>, value: f64, display: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            reading: Reading::new(value, display),
        }
    }

    /// The label beside the mark: "England 11%".
    pub(crate) fn caption(&self) -> String {
        format!("{} {}", self.label, self.reading.display)
    }
}

impl Datum {
    /// An ordinary unit, not highlighted.
    pub fn new(label: impl Into<String>, value: f64, display: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            reading: Reading::new(value, display),
            highlighted: false,
        }
    }

    /// The same unit, highlighted.
    pub fn highlighted(mut self) -> Self {
        self.highlighted = true;
        self
    }

    /// The label beside the unit's mark: "Norton 14%".
    pub(crate) fn caption(&self) -> String {
        format!("{} {}", self.label, self.reading.display)
    }
}

impl Axis {
    /// An axis with its title and what follows every tick's number.
    pub fn new(title: impl Into<String>, suffix: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            suffix: suffix.into(),
        }
    }
}
