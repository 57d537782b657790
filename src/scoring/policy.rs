//! What the recording policy makes of a value.

use crate::config::{Direction, Indicator, Policy};
use crate::measure::Absence;

use super::by::{AuthorityIndex, ByAuthority};
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
    fn doubt(&self, at: AuthorityIndex) -> &Doubt {
        &self.column.entries()[at].doubt
    }

    /// The best value an authority can be scored by: where less is better, plausibly low recording.
    pub(super) fn floor(&self, at: AuthorityIndex) -> Option<f64> {
        let plateau =
            self.policy == Policy::Plateau && self.indicator.direction == Direction::LowerIsBetter;
        self.doubt(at).limit.filter(|_| plateau)
    }

    /// Whether an authority's score is held at the nation's.
    pub(super) fn capped(&self, at: AuthorityIndex) -> bool {
        self.policy == Policy::Plateau && self.doubt(at).capped
    }

    /// Whether an authority without a value is not to be ranked for it.
    pub(super) fn unverifiable(&self, at: AuthorityIndex) -> bool {
        self.policy != Policy::Flag && self.doubt(at).unverifiable
    }

    /// An authority's value, which may be another than that of the column.
    pub(super) fn scored(&self, at: AuthorityIndex, value: Result<f64, Absence>) -> Scored {
        let doubt = self.doubt(at);
        match value {
            Err(absence) => Scored::Absent(absence),
            Ok(_) if doubt.not_comparable => Scored::NotComparable,
            Ok(_) if self.policy == Policy::Exclude && !doubt.flags.is_empty() => Scored::Excluded,
            Ok(value) => Scored::Value(held(value, self.floor(at))),
        }
    }

    /// The flags of a value, as they are printed.
    pub(super) fn doubt_words(&self, at: AuthorityIndex) -> String {
        self.doubt(at).flags.join(", ")
    }

    pub(super) fn all(&self) -> ByAuthority<Scored> {
        let entries = self.column.entries();
        entries.map(|at, entry| self.scored(at, entry.value))
    }
}

/// A value that is never better than a limit, where less is better.
pub(super) fn held(value: f64, floor: Option<f64>) -> f64 {
    floor.map_or(value, |floor| value.max(floor))
}
