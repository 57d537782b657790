//! The names of groups.

use crate::disclosure::{InterviewRow, UascRow};
use crate::measure::children::{DurationBand, PlacementGroup, Side};

pub(in crate::report) fn placement(group: PlacementGroup) -> &'static str {
    match group {
        PlacementGroup::FosterRelative => "Foster care with a relative or friend",
        PlacementGroup::FosterOther => "Other foster care",
        PlacementGroup::PlacedForAdoption => "Placed for adoption",
        PlacementGroup::WithParents => "With parents",
        PlacementGroup::Homes => "Children’s homes, also secure ones",
        PlacementGroup::SupportedAccommodation => "Supported accommodation",
        PlacementGroup::OtherAccommodation => "Independent living and other accommodation",
        PlacementGroup::OtherResidential => "Other residential settings",
        PlacementGroup::ResidentialSchool => "Residential schools",
        PlacementGroup::ResidentialEmployment => "Residential employment",
        PlacementGroup::Temporary => "Temporary placement",
        PlacementGroup::NotKnown => "Not known",
    }
}

pub(in crate::report) fn provider(code: &str) -> &'static str {
    match code {
        "PR0" => "Parents or others with parental responsibility",
        "PR1" => "The authority itself",
        "PR2" => "Another authority",
        "PR3" => "Other public provision",
        "PR4" => "Private",
        "PR5" => "Voluntary",
        _ => "Not known",
    }
}

pub(in crate::report) fn side(side: Side) -> &'static str {
    match side {
        Side::Inside => "Inside the authority",
        Side::Outside => "Outside",
        Side::NotKnown => "Not known",
    }
}

pub(in crate::report) fn duration(band: DurationBand) -> &'static str {
    match band {
        DurationBand::SameDay => "None",
        DurationBand::OneDay => "One",
        DurationBand::TwoDays => "Two",
        DurationBand::ThreeToSixDays => "Three to six",
        DurationBand::SevenDaysOrMore => "Seven or more",
        DurationBand::NotYetKnown => "Not yet known",
    }
}

/// The bands of distance from home of children placed outside, as they are counted.
pub(in crate::report) const MILES_OUTSIDE: [&str; 6] = [
    "Up to 5 miles",
    "Over 5 and up to 10 miles",
    "Over 10 and up to 20 miles",
    "Over 20 and up to 50 miles",
    "Over 50 miles",
    "Not known",
];
/// The place among them of the band that ends at 20 miles.
pub(in crate::report) const MILES_UP_TO_20: usize = 2;

pub(in crate::report) fn out_reason(code: Option<&str>) -> &'static str {
    match code {
        Some("safety") => "The child’s safety",
        Some("specialist") => "A specialist placement",
        Some("family") => "To be with or near family",
        Some("no-local-place") => "No suitable place nearby",
        Some(_) => "Another reason",
        None => "Not recorded",
    }
}

pub(in crate::report) fn uasc(row: UascRow) -> &'static str {
    match row {
        UascRow::AtCensus => "Looked after on 31 March",
        UascRow::Outside => "Of those, placed outside the authority",
        UascRow::InYear => "Looked after at some time in the year",
        UascRow::Missing => "Of those in the year, went missing",
        UascRow::StillMissing => "Of those in the year, still missing on 31 March",
    }
}

pub(in crate::report) fn interview(row: InterviewRow) -> &'static str {
    match row {
        InterviewRow::Incidents => "Missing incidents",
        InterviewRow::Offered => "Offered",
        InterviewRow::OfferedInTime => "Offered within three days",
        InterviewRow::Accepted => "Accepted",
        InterviewRow::Held => "Held",
        InterviewRow::HeldInTime => "Held within three days",
        InterviewRow::Independent => "Held by somebody independent",
        InterviewRow::ChildChose => "Held by somebody of the child’s choice",
        InterviewRow::ActionPlans => "Followed by an action plan",
        InterviewRow::PlansWithHost => "Plan made with the host authority",
        InterviewRow::PlansWithPolice => "Plan made with the police",
    }
}

/// The months of a year from April.
pub(in crate::report) fn month(at: Option<u8>) -> &'static str {
    const MONTHS: [&str; 12] = [
        "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar",
    ];
    at.map_or("Earlier", |at| {
        MONTHS.get(usize::from(at)).copied().unwrap_or("")
    })
}

pub(in crate::report) fn weekday(at: usize) -> &'static str {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    DAYS.get(at).copied().unwrap_or("")
}
