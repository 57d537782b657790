//! What the recording policy makes of a value.

use crate::config::{Direction, Indicator, Policy};
use crate::measure::Absence;

use super::panel::{Column, Doubt};

/// A value as it is scored, or why it is not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Scored {
    /// The value that is scored, which the policy may have held back.
    Value(f64),
    /// No value.
    Absent(Absence),
    /// Flagged, and left out under the policy.
    Excluded,
    /// None recorded where that is implausible: never compared.
    NotComparable,
}

impl Scored {
    pub(super) fn value(self) -> Option<f64> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }
}

/// A column under a policy.
#[derive(Clone, Copy)]
pub(super) struct Treated<'c> {
    pub(super) policy: Policy,
    pub(super) indicator: &'c Indicator,
    pub(super) column: &'c Column,
}

impl Treated<'_> {
    fn doubt(&self, at: usize) -> Option<&Doubt> {
        self.column.doubts.get(at)
    }

    /// The best value an authority can be scored by: where less is better, plausibly low recording.
    pub(super) fn floor(&self, at: usize) -> Option<f64> {
        let plateau =
            self.policy == Policy::Plateau && self.indicator.direction == Direction::LowerIsBetter;
        self.doubt(at).filter(|_| plateau)?.limit
    }

    /// Whether an authority's score is held at the nation's.
    pub(super) fn capped(&self, at: usize) -> bool {
        self.policy == Policy::Plateau && self.doubt(at).is_some_and(|doubt| doubt.capped)
    }

    /// Whether an authority without a value is not to be ranked for it.
    pub(super) fn unverifiable(&self, at: usize) -> bool {
        self.policy != Policy::Flag && self.doubt(at).is_some_and(|doubt| doubt.unverifiable)
    }

    pub(super) fn scored(&self, at: usize, value: &Result<f64, Absence>) -> Scored {
        match (value, self.doubt(at)) {
            (Err(absence), _) => Scored::Absent(*absence),
            (Ok(_), Some(doubt)) if doubt.not_comparable => Scored::NotComparable,
            (Ok(_), Some(doubt)) if self.policy == Policy::Exclude && !doubt.flags.is_empty() => {
                Scored::Excluded
            }
            (Ok(value), _) => Scored::Value(held(*value, self.floor(at))),
        }
    }

    /// The flags of a value, as they are printed.
    pub(super) fn doubt_words(&self, at: usize) -> String {
        self.doubt(at)
            .map(|doubt| doubt.flags.join(", "))
            .unwrap_or_default()
    }

    pub(super) fn all(&self) -> Vec<Scored> {
        let values = self.column.values.iter().enumerate();
        values.map(|(at, value)| self.scored(at, value)).collect()
    }
}

/// A value that is never better than a limit, where less is better.
pub(super) fn held(value: f64, floor: Option<f64>) -> f64 {
    floor.map_or(value, |floor| value.max(floor))
}
