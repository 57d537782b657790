//! Missing incidents: how many, and how they were managed.

use crate::config::{Direction, Kind};
use crate::source::published::Quantity;

use super::definition::{Definition, Formula, Unit, proportion};

pub(super) const DOMAIN: &str = "missing-incidents";
const RECORDING: &str =
    "Rates depend on how well an authority records: a low figure can be poor recording.";

/// The code of the share of children who went missing.
pub const CHILDREN_MISSING: &str = "children-missing";
/// The code of the rate of missing incidents.
pub const INCIDENT_RATE: &str = "missing-incident-rate";

/// Whether an indicator says how many incidents there were, rather than how they were managed.
pub(super) fn is_number_of_incidents(indicator: &str) -> bool {
    let others = ["repeat-missing", "missing-or-away", "long-missing"];
    indicator == CHILDREN_MISSING || indicator == INCIDENT_RATE || others.contains(&indicator)
}

/// Whether an implausible zero of an indicator is kept out of the comparison, rather than left to
/// the recording policy: outside the missing domain, which for an indicator that is not known here
/// is the configuration's.
pub fn kept_apart(indicator: &str, configured_domain: &str) -> bool {
    let domain = super::definition(indicator).map_or(configured_domain, |known| known.domain);
    domain != DOMAIN
}

/// Whether an indicator counts incidents rather than children: those of one child go together.
pub fn counts_incidents(indicator: &str) -> bool {
    let shares = [
        "long-missing",
        "interview-held-in-three-days",
        "interview-offered-in-three-days",
        "interview-accepted",
        "placement-review-held",
    ];
    indicator == INCIDENT_RATE || shares.contains(&indicator)
}

pub(super) const INDICATORS: &[Definition] = &[
    proportion(
        DOMAIN,
        CHILDREN_MISSING,
        "Children who went missing",
        Direction::LowerIsBetter,
        "children with at least one missing incident in the year",
        "children looked after during the year",
        RECORDING,
        &[Formula::share(
            Quantity::ChildrenMissing,
            Quantity::ClaDuringYear,
        )],
    ),
    Definition {
        kind: Kind::Rate,
        unit: Unit::PerHundred,
        ..proportion(
            DOMAIN,
            INCIDENT_RATE,
            "Missing incidents per 100 children",
            Direction::LowerIsBetter,
            "missing incidents in the year",
            "children looked after during the year",
            RECORDING,
            &[Formula::share(
                Quantity::MissingIncidents,
                Quantity::ClaDuringYear,
            )],
        )
    },
    proportion(
        DOMAIN,
        "repeat-missing",
        "Missing children who went missing more than once",
        Direction::LowerIsBetter,
        "children with two or more missing incidents in the year",
        "children with at least one missing incident in the year",
        RECORDING,
        &[Formula::share(
            Quantity::ChildrenMissingMoreThanOnce,
            Quantity::ChildrenMissing,
        )],
    ),
    proportion(
        DOMAIN,
        "missing-or-away",
        "Children who went missing or were away without authorisation",
        Direction::LowerIsBetter,
        "children with an incident of either kind in the year",
        "children looked after during the year",
        "Comparable between authorities that draw the line between the two kinds differently.",
        &[],
    ),
    proportion(
        DOMAIN,
        "long-missing",
        "Missing incidents of three days or more",
        Direction::LowerIsBetter,
        "missing incidents of three days or more by date; open ones counted to 31 March",
        "missing incidents in the year, without those begun after 28 March and still open",
        "The return carries dates, not times.",
        &[],
    ),
    proportion(
        DOMAIN,
        "interview-held-in-three-days",
        "Return interviews held within three days",
        Direction::HigherIsBetter,
        "incidents with an interview on the day of return or the three days after",
        "missing incidents that ended in the year with the child still looked after",
        "\"Within 72 hours\" can be judged to the day only.",
        &[],
    ),
    proportion(
        DOMAIN,
        "interview-offered-in-three-days",
        "Return interviews offered within three days",
        Direction::HigherIsBetter,
        "incidents with an interview offered on the day of return or the three days after",
        "missing incidents that ended in the year with the child still looked after",
        "\"Within 72 hours\" can be judged to the day only.",
        &[],
    ),
    proportion(
        DOMAIN,
        "interview-accepted",
        "Return interviews accepted",
        Direction::None,
        "interviews accepted",
        "interviews offered",
        "A child may refuse.",
        &[],
    ),
    proportion(
        DOMAIN,
        "placement-review-held",
        "Placement reviews held after an incident",
        Direction::HigherIsBetter,
        "missing incidents followed by a placement review in the days that the configuration sets",
        "missing incidents in the year",
        "The number of days is our choice. One review may serve several incidents.",
        &[],
    ),
    Definition {
        kind: Kind::Number,
        ..proportion(
            DOMAIN,
            "police-agreement",
            "Agreement with police counts",
            Direction::None,
            "the smaller of the authority's and the police's count of missing incidents",
            "the larger of the two",
            "Police count by place; only counts for the children the authority is responsible for are compared.",
            &[],
        )
    },
];
