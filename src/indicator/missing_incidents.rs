//! Missing incidents: how many, and how they were managed.

use super::binding::Binding;
use super::count::{Count, IN_YEAR};
use super::definition::{Beside, Definition, From};
use super::kind::{Direction, Kind, Unit};

/// The code of the domain.
pub const MISSING_INCIDENTS: &str = "missing-incidents";
const DOMAIN: &str = MISSING_INCIDENTS;
const RECORDING: &str =
    "Rates depend on how well an authority records: a low figure can be poor recording.";
const TO_THE_DAY: &str = "\"Within 72 hours\" can be judged to the day only. An incident that is still open has no interview in time.";
const FROM_BOTH: &[From] = &[From::Published, From::Returns];
const FROM_RETURNS: &[From] = &[From::Returns];
const FROM_INTERVIEWS: &[From] = &[From::Returns, From::With(Beside::Interviews)];

/// The code of the share of children who went missing.
pub const CHILDREN_MISSING: &str = "children-missing";
/// The code of the share of children aged 10 to 17 who went missing.
pub const CHILDREN_MISSING_AGED: &str = "children-missing-aged-10-to-17";
/// The code of the rate of missing incidents.
pub const INCIDENT_RATE: &str = "missing-incident-rate";
/// The code of the share of missing children who went missing more than once.
pub const REPEAT_MISSING_SHARE: &str = "repeat-missing";
/// The code of the incidents of absence without authorisation.
pub const AWAY_INCIDENTS: &str = "away-incidents";
/// The code of the children missing on 31 March.
pub const MISSING_AT_31_MARCH: &str = "missing-at-31-march";
/// The code of the number of incidents for each missing child.
pub const INCIDENTS_PER_CHILD: &str = "incidents-per-missing-child";
/// The code of how far the police's count and the authority's agree.
pub const POLICE_AGREEMENT: &str = "police-agreement";

/// Children with at least one missing incident.
pub const MISSING: Count = Count::children("missing");
/// Of those aged 10 to 17, and of all so old.
const MISSING_AGED: Count = Count::children("missing-aged-10-to-17");
/// Children of 10 to 17 looked after in the year.
pub const IN_YEAR_AGED: Count = Count::children("in-year-aged-10-to-17");
/// Children with two or more.
const REPEAT_MISSING: Count = Count::children("repeat-missing");
/// Children with an incident of either kind.
const MISSING_OR_AWAY: Count = Count::children("missing-or-away");
/// Children with an absence without authorisation.
const AWAY: Count = Count::children("away");
/// Absences without authorisation.
const AWAY_COUNT: Count = Count::incidents("away-incidents");
/// Children missing on 31 March.
pub(super) const STILL_MISSING: Count = Count::children("still-missing").on_31_march();
/// Missing incidents.
pub const INCIDENTS: Count = Count::incidents("incidents");
/// Missing incidents of three days or more.
pub const LONG: Count = Count::incidents("long");
/// Missing incidents whose length is known.
pub const LENGTH_KNOWN: Count = Count::incidents("length-known");
/// Missing incidents with an interview offered in three days.
pub const OFFERED_IN_TIME: Count = Count::incidents("offered-in-time");
/// Those with an interview held in three days.
pub const HELD_IN_TIME: Count = Count::incidents("held-in-time");
/// Those with an interview offered.
pub const OFFERED: Count = Count::incidents("offered");
/// Those with an interview accepted.
pub const ACCEPTED: Count = Count::incidents("accepted");
/// Missing incidents followed by a review of the placement.
const REVIEWED: Count = Count::incidents("reviewed");
/// The smaller of the authority's and the police's count.
const SMALLER_COUNT: Count = Count::incidents("smaller-count");
/// The larger of the two.
const LARGER_COUNT: Count = Count::incidents("larger-count");

pub(super) const INDICATORS: &[Definition] = &[
    Definition::proportion(
        DOMAIN,
        CHILDREN_MISSING,
        "Children who went missing",
        MISSING,
        "children with at least one missing incident in the year",
    )
    .out_of(IN_YEAR, "children looked after during the year")
    .good(Direction::LowerIsBetter)
    .caveat(RECORDING)
    .from(FROM_BOTH)
    .about_how_many(),
    Definition::proportion(
        DOMAIN,
        INCIDENT_RATE,
        "Missing incidents per 100 children",
        INCIDENTS,
        "missing incidents in the year",
    )
    .out_of(IN_YEAR, "children looked after during the year")
    .good(Direction::LowerIsBetter)
    .written(Kind::Rate, Unit::PerHundred)
    .caveat(RECORDING)
    .from(FROM_BOTH)
    .about_how_many(),
    Definition::proportion(
        DOMAIN,
        REPEAT_MISSING_SHARE,
        "Missing children who went missing more than once",
        REPEAT_MISSING,
        "children with two or more missing incidents in the year",
    )
    .out_of(MISSING, "children with at least one missing incident in the year")
    .good(Direction::LowerIsBetter)
    .caveat(RECORDING)
    .from(FROM_BOTH)
    .about_how_many(),
    Definition::proportion(
        DOMAIN,
        CHILDREN_MISSING_AGED,
        "Children aged 10 to 17 who went missing",
        MISSING_AGED,
        "children aged 10 to 17 on 31 March or on leaving with at least one missing incident in the year",
    )
    .out_of(
        IN_YEAR_AGED,
        "children looked after during the year, aged 10 to 17 on 31 March or on leaving",
    )
    .good(Direction::LowerIsBetter)
    .caveat("Most missing children are teenagers, and authorities differ in how many of theirs are. A low figure can be poor recording.")
    .from(FROM_RETURNS)
    .about_how_many(),
    Definition::proportion(
        DOMAIN,
        "missing-or-away",
        "Children who went missing or were away without authorisation",
        MISSING_OR_AWAY,
        "children with an incident of either kind in the year",
    )
    .out_of(IN_YEAR, "children looked after during the year")
    .good(Direction::LowerIsBetter)
    .caveat("Comparable between authorities that draw the line between the two kinds differently.")
    .from(FROM_RETURNS)
    .about_how_many(),
    Definition::proportion(
        DOMAIN,
        "long-missing",
        "Missing incidents of three days or more",
        LONG,
        "missing incidents of three days or more by date; open ones counted to 31 March",
    )
    .out_of(
        LENGTH_KNOWN,
        "missing incidents in the year, without those begun after 28 March and still open",
    )
    .good(Direction::LowerIsBetter)
    .caveat("The return carries dates, not times.")
    .from(FROM_RETURNS)
    .about_how_many(),
    Definition::proportion(
        DOMAIN,
        "interview-held-in-three-days",
        "Return interviews held within three days",
        HELD_IN_TIME,
        "incidents with an interview on the day of return or the three days after",
    )
    .out_of(INCIDENTS, "missing incidents in the year")
    .good(Direction::HigherIsBetter)
    .caveat(TO_THE_DAY)
    .from(FROM_INTERVIEWS),
    Definition::proportion(
        DOMAIN,
        "interview-offered-in-three-days",
        "Return interviews offered within three days",
        OFFERED_IN_TIME,
        "incidents with an interview offered on the day of return or the three days after",
    )
    .out_of(INCIDENTS, "missing incidents in the year")
    .good(Direction::HigherIsBetter)
    .caveat(TO_THE_DAY)
    .from(FROM_INTERVIEWS),
    Definition::proportion(
        DOMAIN,
        "interview-accepted",
        "Return interviews accepted",
        ACCEPTED,
        "interviews accepted",
    )
    .out_of(OFFERED, "interviews offered")
    .caveat("A child may refuse.")
    .from(FROM_INTERVIEWS),
    Definition::proportion(
        DOMAIN,
        "placement-review-held",
        "Placement reviews held after an incident",
        REVIEWED,
        "missing incidents followed by a placement review in the days that the configuration sets",
    )
    .out_of(INCIDENTS, "missing incidents in the year")
    .good(Direction::HigherIsBetter)
    .caveat("The number of days is our choice. One review may serve several incidents.")
    .from(FROM_INTERVIEWS),
    Definition::proportion(
        DOMAIN,
        POLICE_AGREEMENT,
        "Agreement with police counts",
        SMALLER_COUNT,
        "the smaller of the authority's and the police's count of missing incidents",
    )
    .out_of(LARGER_COUNT, "the larger of the two")
    .written(Kind::Number, Unit::Percent)
    .caveat("Police count by place; only counts for the children the authority is responsible for are compared.")
    .from(&[From::With(Beside::Police)])
    .of_two_sources(),
];

pub(super) const BINDINGS: &[Binding] = &[
    // Those only away, those only missing, and those who were both.
    Binding::Difference {
        of: &[MISSING_OR_AWAY],
        less: &[MISSING],
    },
    Binding::Difference {
        of: &[MISSING_OR_AWAY],
        less: &[AWAY],
    },
    Binding::Difference {
        of: &[MISSING, AWAY],
        less: &[MISSING_OR_AWAY],
    },
    Binding::Overlap {
        either: MISSING_OR_AWAY,
        kinds: [MISSING, AWAY],
        whole: IN_YEAR,
    },
    Binding::part_of(&[MISSING_OR_AWAY], &[IN_YEAR]),
    // The younger children, and those of them who went missing.
    Binding::Difference {
        of: &[MISSING],
        less: &[MISSING_AGED],
    },
    Binding::Difference {
        of: &[IN_YEAR],
        less: &[IN_YEAR_AGED],
    },
    Binding::part_of(&[MISSING_AGED], &[IN_YEAR_AGED]),
    Binding::AtMost {
        parts: &[MISSING, IN_YEAR_AGED],
        wholes: &[IN_YEAR, MISSING_AGED],
    },
    // Each of those who went missing more than once has two incidents at least.
    Binding::AtMost {
        parts: &[MISSING, REPEAT_MISSING],
        wholes: &[INCIDENTS],
    },
    Binding::part_of(&[REPEAT_MISSING], &[MISSING]),
    Binding::part_of(&[STILL_MISSING], &[MISSING]),
    Binding::part_of(&[AWAY], &[AWAY_COUNT]),
    Binding::part_of(&[LONG], &[LENGTH_KNOWN]),
    Binding::part_of(&[LENGTH_KNOWN], &[INCIDENTS]),
    // Incidents of unknown length began in the last days and are still open, one for each child.
    Binding::AtMost {
        parts: &[INCIDENTS],
        wholes: &[LENGTH_KNOWN, STILL_MISSING],
    },
    Binding::part_of(&[REVIEWED], &[INCIDENTS]),
    Binding::part_of(&[HELD_IN_TIME], &[INCIDENTS]),
    Binding::part_of(&[OFFERED_IN_TIME], &[OFFERED]),
    Binding::part_of(&[OFFERED], &[INCIDENTS]),
    Binding::part_of(&[ACCEPTED], &[OFFERED]),
    Binding::part_of(&[SMALLER_COUNT], &[INCIDENTS]),
    Binding::part_of(&[INCIDENTS], &[LARGER_COUNT]),
    // The police print their count, and tables print the incidents of unknown length. What is out of
    // the incidents is withheld with them, and what that is part of.
    Binding::Together {
        count: INCIDENTS,
        others: &[
            LENGTH_KNOWN,
            SMALLER_COUNT,
            LARGER_COUNT,
            REVIEWED,
            OFFERED,
            OFFERED_IN_TIME,
            HELD_IN_TIME,
        ],
    },
    Binding::stands_in(INCIDENTS, ["incident-placements", "total", "incidents"]),
    Binding::stands_in(INCIDENTS, ["months", "total", "incidents"]),
    Binding::stands_in(INCIDENTS, ["weekdays", "total", "incidents"]),
    Binding::stands_in(LENGTH_KNOWN, ["durations", "total", "incidents"]),
    Binding::stands_in(INCIDENTS, ["interviews", "incidents", "incidents"]),
    Binding::stands_in(OFFERED, ["interviews", "offered", "incidents"]),
    Binding::stands_in(
        OFFERED_IN_TIME,
        ["interviews", "offered-in-time", "incidents"],
    ),
    Binding::stands_in(ACCEPTED, ["interviews", "accepted", "incidents"]),
    Binding::stands_in(HELD_IN_TIME, ["interviews", "held-in-time", "incidents"]),
];

pub(super) const CONTEXT: [Definition; 4] = [
    Definition::proportion(
        super::context::DOMAIN,
        "away-from-placement",
        "Children away from placement without authorisation",
        AWAY,
        "children with at least one incident of absence from placement without authorisation in the year",
    )
    .out_of(IN_YEAR, "children looked after during the year")
    .from(FROM_BOTH),
    Definition::count(
        super::context::DOMAIN,
        AWAY_INCIDENTS,
        "Incidents of absence without authorisation",
        AWAY_COUNT,
        "incidents of absence from placement without authorisation in the year",
    )
    .from(FROM_BOTH),
    Definition::count(
        super::context::DOMAIN,
        MISSING_AT_31_MARCH,
        "Children missing on 31 March",
        STILL_MISSING,
        "children missing on 31 March",
    )
    .from(FROM_BOTH),
    Definition::count(
        super::context::DOMAIN,
        INCIDENTS_PER_CHILD,
        "Missing incidents for each missing child",
        INCIDENTS,
        "missing incidents in the year",
    )
    .out_of(MISSING, "children with at least one missing incident in the year")
    .written(Kind::Number, Unit::Each)
    .from(FROM_BOTH),
];
