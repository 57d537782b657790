//! What the inquiry asks an authority to tell its board, and where the statement tells it.

use super::super::authority::SectionCode;
use super::super::board::{Point, Topic};

const NINE: &str = "Recommendation 9";
const TWENTY_SEVEN: &str = "Recommendation 27";
const THREE: &str = "Recommendation 3";

/// What the inquiry asks an authority to tell its board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    HowMany,
    HowFar,
    Kinds,
    Hosts,
    Missing,
    Unaccompanied,
    Hosted,
    Notified,
    Interviews,
    Steps,
    Reviews,
    Police,
    Limits,
}

impl Asked {
    /// Everything, in the order of the statement.
    pub(super) const ALL: [Self; 13] = [
        Self::HowMany,
        Self::HowFar,
        Self::Kinds,
        Self::Hosts,
        Self::Missing,
        Self::Unaccompanied,
        Self::Interviews,
        Self::Steps,
        Self::Hosted,
        Self::Notified,
        Self::Reviews,
        Self::Police,
        Self::Limits,
    ];

    /// In words, and the section that tells it.
    pub(super) fn point(self) -> Point {
        use SectionCode as S;
        use Topic as T;
        let (recommendation, asked, section, topic) = match self {
            Self::HowMany => (
                NINE,
                "How many children are placed out of area",
                S::OutOfArea,
                T::All,
            ),
            Self::HowFar => (NINE, "How far away they are", S::OutOfArea, T::TwentyMiles),
            Self::Kinds => {
                let asked = "In what kind of placement, and with which providers";
                (NINE, asked, S::Placements, T::All)
            }
            Self::Hosts => (NINE, "In which authorities", S::OutOfArea, T::Hosts),
            Self::Missing => {
                let asked = "How many of them went missing, how often and for how long";
                (NINE, asked, S::GoingMissing, T::All)
            }
            Self::Unaccompanied => {
                let asked =
                    "Unaccompanied children: how many, placed where, missing and still missing";
                (NINE, asked, S::Unaccompanied, T::All)
            }
            Self::Hosted => (
                NINE,
                "Children of other authorities placed here",
                S::Hosted,
                T::All,
            ),
            Self::Notified => (
                NINE,
                "Whether host authorities were told",
                S::Notifications,
                T::All,
            ),
            Self::Interviews => {
                let asked = "What was learnt from return interviews";
                (NINE, asked, S::ReturnInterviews, T::Interviews)
            }
            Self::Steps => (
                NINE,
                "What the authority did about it",
                S::StepsTaken,
                T::All,
            ),
            Self::Reviews => {
                let asked = "Placement reviews after a child went missing";
                (THREE, asked, S::ReturnInterviews, T::Reviews)
            }
            Self::Police => {
                let asked = "The authority’s count against the police’s";
                (TWENTY_SEVEN, asked, S::Police, T::All)
            }
            Self::Limits => (NINE, "What the figures cannot say", S::Limits, T::All),
        };
        Point {
            recommendation,
            asked,
            section,
            topic,
        }
    }
}
