//! What can be doubtful about a cell, and how it is said.

use serde::Serialize;

/// What is doubtful about how a cell was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flag {
    /// None at all, where chance would leave none less than once in a thousand.
    ImplausibleZero,
    /// Below the lower 99.8% overdispersion-adjusted limit.
    UnusuallyLow,
    /// Too few recorded to publish: recording cannot be assessed.
    SuppressedUnverifiable,
    /// Missing incidents, but no absence without authorisation.
    NoAwayRecorded,
    /// As many missing incidents as absences without authorisation: one may be copied into the other.
    SameAsAway,
    /// More incidents open on 31 March than the upper 99.8% limit.
    OpenIncidents,
    /// A change from last year that chance would bring less than twice in a thousand.
    Jump,
    /// Incidents per missing child outside the 99.8% limits.
    IncidentsPerChildOutlier,
    /// The police count is well above the authority's.
    PoliceDisagree,
    /// The police's count of incidents is used, which is higher than the authority's: no doubt, but
    /// a mark.
    PoliceCountUsed,
    /// Many distances are unknown.
    DistanceUnknown,
    /// Many locations are unknown.
    LocationUnknown,
    /// Rows that cannot be read are left out: no doubt, but a mark.
    RowsLeftOut,
    /// Those of whom a cell cannot be read are left out of both counts: no doubt, but a mark.
    CellsLeftOut,
    /// There is no data.
    NoData,
}

impl Flag {
    /// Whether a score on the number of missing incidents is held at the national value's.
    #[must_use]
    pub fn caps(self) -> bool {
        matches!(self, Self::ImplausibleZero | Self::PoliceDisagree)
    }

    /// Whether it casts doubt on the recording. A mark of what was done about it does not, nor the note that no
    /// absence without authorisation is recorded, which holds of two authorities in five.
    #[must_use]
    pub fn is_doubt(self) -> bool {
        !matches!(
            self,
            Self::PoliceCountUsed | Self::NoAwayRecorded | Self::RowsLeftOut | Self::CellsLeftOut
        )
    }

    /// As tables print it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ImplausibleZero => "implausible-zero",
            Self::UnusuallyLow => "unusually-low",
            Self::SuppressedUnverifiable => "suppressed-unverifiable",
            Self::NoAwayRecorded => "no-away-recorded",
            Self::SameAsAway => "same-as-away",
            Self::OpenIncidents => "open-incidents",
            Self::Jump => "jump",
            Self::IncidentsPerChildOutlier => "incidents-per-child-outlier",
            Self::PoliceDisagree => "police-disagree",
            Self::PoliceCountUsed => "police-count-used",
            Self::DistanceUnknown => "distance-unknown",
            Self::LocationUnknown => "location-unknown",
            Self::RowsLeftOut => "rows-left-out",
            Self::CellsLeftOut => "cells-left-out",
            Self::NoData => "no-data",
        }
    }
}

/// A flag with the numbers behind it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Flagged {
    /// The flag.
    pub flag: Flag,
    /// What each number is, and the number.
    pub numbers: Vec<(&'static str, f64)>,
}

impl Flagged {
    /// The flag, then the numbers behind it: "unusually-low (value 4.2, limit 5.1)".
    #[must_use]
    pub fn words(&self) -> String {
        let numbers: Vec<String> = self
            .numbers
            .iter()
            .map(|(name, number)| format!("{name} {}", (number * 1e4).round() / 1e4))
            .collect();
        match numbers.as_slice() {
            [] => self.flag.as_str().to_owned(),
            numbers => format!("{} ({})", self.flag.as_str(), numbers.join(", ")),
        }
    }

    pub(in crate::measure) fn new(flag: Flag, numbers: &[(&'static str, f64)]) -> Self {
        Self {
            flag,
            numbers: numbers.to_vec(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_printed_in_kebab_case() {
        for flag in [
            Flag::ImplausibleZero,
            Flag::NoAwayRecorded,
            Flag::SameAsAway,
            Flag::OpenIncidents,
            Flag::Jump,
            Flag::NoData,
        ] {
            let json = serde_json::to_string(&flag).unwrap();
            assert_eq!(json, format!("\"{}\"", flag.as_str()));
        }
    }
}
