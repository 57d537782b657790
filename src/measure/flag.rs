//! What makes the recording behind a cell doubtful, with the numbers that say so.

/// A doubt about how a figure was recorded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Flag {
    /// None of n recorded, where the national share would give none less than once in a thousand.
    ImplausibleZero {
        /// Out of how many.
        denominator: f64,
        /// The national share, 0 to 1.
        national: f64,
    },
    /// Below the lower 99.8% limit.
    UnusuallyLow {
        /// The value.
        value: f64,
        /// The limit, in the unit of the value.
        limit: f64,
    },
    /// Withheld, and even the largest count that is withheld would be below the lower 99.8% limit.
    SuppressedUnverifiable {
        /// The largest value it can be.
        most: f64,
        /// The limit, in the unit of the value.
        limit: f64,
    },
    /// No incident of absence without authorisation, though there are missing incidents.
    NoAwayRecorded {
        /// Missing incidents.
        incidents: f64,
    },
    /// A change since last year that chance gives less than once in 500.
    Jump {
        /// Last year's value.
        before: f64,
        /// This year's value.
        now: f64,
    },
    /// Incidents for each missing child outside the 99.8% limits.
    IncidentsPerChildOutlier {
        /// Incidents for each missing child.
        value: f64,
        /// The lower limit.
        low: f64,
        /// The upper limit.
        high: f64,
    },
    /// The police counted many more.
    PoliceDisagree {
        /// The authority's count.
        authority: f64,
        /// The police's count.
        police: f64,
    },
    /// Too many distances are not known.
    DistanceUnknown {
        /// Their share, 0 to 1.
        share: f64,
    },
    /// Too many locations are not known.
    LocationUnknown {
        /// Their share, 0 to 1.
        share: f64,
    },
    /// No figure at all.
    NoData,
}

impl Flag {
    /// As tables print it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::ImplausibleZero { .. } => "implausible-zero",
            Self::UnusuallyLow { .. } => "unusually-low",
            Self::SuppressedUnverifiable { .. } => "suppressed-unverifiable",
            Self::NoAwayRecorded { .. } => "no-away-recorded",
            Self::Jump { .. } => "jump",
            Self::IncidentsPerChildOutlier { .. } => "incidents-per-child-outlier",
            Self::PoliceDisagree { .. } => "police-disagree",
            Self::DistanceUnknown { .. } => "distance-unknown",
            Self::LocationUnknown { .. } => "location-unknown",
            Self::NoData => "no-data",
        }
    }

    /// Whether a score on the number of missing incidents is held at the national value's.
    pub fn caps(&self) -> bool {
        matches!(
            self,
            Self::ImplausibleZero { .. } | Self::PoliceDisagree { .. }
        )
    }

    /// Whether it says that none were recorded where that is implausible.
    pub fn is_zero(&self) -> bool {
        matches!(self, Self::ImplausibleZero { .. })
    }

    /// Whether it says that a count is withheld that is too low for its recording to be judged.
    pub fn is_unverifiable(&self) -> bool {
        matches!(self, Self::SuppressedUnverifiable { .. })
    }

    /// What it says, with its numbers.
    pub fn words(&self) -> String {
        match self {
            Self::ImplausibleZero {
                denominator,
                national,
            } => format!(
                "none of {denominator} recorded, where {:.1}% nationally makes none implausible",
                national * 100.0
            ),
            Self::UnusuallyLow { value, limit } => format!(
                "{value:.1} is below {limit:.1}, which chance and the usual differences between authorities reach less than once in a thousand"
            ),
            Self::SuppressedUnverifiable { most, limit } => format!(
                "too few recorded to publish; recording cannot be assessed (at most {most:.1}, where {limit:.1} is the lowest that is plausible)"
            ),
            Self::NoAwayRecorded { incidents } => format!(
                "no absence without authorisation recorded beside {incidents} missing incidents"
            ),
            Self::Jump { before, now } => {
                format!("from {before:.1} to {now:.1} in a year, more than chance gives")
            }
            Self::IncidentsPerChildOutlier { value, low, high } => format!(
                "{value:.1} incidents for each missing child, outside {low:.1} to {high:.1}"
            ),
            Self::PoliceDisagree { authority, police } => {
                format!("the authority counted {authority} incidents, the police {police}")
            }
            Self::DistanceUnknown { share } => {
                format!(
                    "the distance from home of {:.0}% is not known",
                    share * 100.0
                )
            }
            Self::LocationUnknown { share } => {
                format!("the location of {:.0}% is not known", share * 100.0)
            }
            Self::NoData => "no figure in the data".to_owned(),
        }
    }
}
