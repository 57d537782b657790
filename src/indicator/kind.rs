//! What is good, what kind of number it is and how it is written.

use serde::Serialize;

/// What is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// More is better.
    HigherIsBetter,
    /// Less is better.
    LowerIsBetter,
    /// Neither: shown, not scored.
    None,
}

impl Direction {
    /// The word in the weights file.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::HigherIsBetter => "higher-is-better",
            Self::LowerIsBetter => "lower-is-better",
            Self::None => "none",
        }
    }
}

/// What kind of number an indicator is, which decides its interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A share of the denominator, as a percentage.
    Proportion,
    /// Events per 100 of the denominator.
    Rate,
    /// Any other number.
    Number,
}

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Per cent.
    Percent,
    /// Per 100 children.
    PerHundred,
    /// Per 10,000 children of the population.
    PerTenThousand,
    /// A plain count.
    Count,
    /// A plain ratio.
    Each,
}

impl Unit {
    /// What a numerator over its denominator is multiplied by.
    #[must_use]
    pub fn scale(self) -> f64 {
        match self {
            Self::Percent | Self::PerHundred => 100.0,
            Self::PerTenThousand | Self::Count | Self::Each => 1.0,
        }
    }
}
