//! The groups that breakdowns count in.

use serde::Serialize;

use crate::care::{is_home, is_other_accommodation, is_placed_for_adoption, is_temporary};
use crate::source::ssda903::{Episode, Locality, Token};

/// On which side of the boundary a child is placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// In the area of the responsible authority.
    Inside,
    /// Elsewhere.
    Outside,
    /// Not known.
    NotKnown,
}

impl Side {
    /// Every side, in the order of tables.
    pub const ALL: [Self; 3] = [Self::Inside, Self::Outside, Self::NotKnown];

    /// The side of an episode's placement.
    #[must_use]
    pub fn of(episode: &Episode) -> Self {
        match episode.locality {
            Some(Locality::Inside) => Self::Inside,
            Some(Locality::Outside) => Self::Outside,
            None => Self::NotKnown,
        }
    }
}

/// How far from home a child is placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DistanceBand {
    /// 20 miles or less.
    UpTo20,
    /// More than 20 miles.
    Over20,
    /// Not known.
    NotKnown,
}

impl DistanceBand {
    /// Every band, in the order of tables.
    pub const ALL: [Self; 3] = [Self::UpTo20, Self::Over20, Self::NotKnown];

    /// The band of an episode's placement.
    #[must_use]
    pub fn of(episode: &Episode) -> Self {
        match episode.miles {
            Some(miles) if miles > 20.0 => Self::Over20,
            Some(_) => Self::UpTo20,
            None => Self::NotKnown,
        }
    }
}

/// What kind of placement it is, in the groups of official tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlacementGroup {
    /// U1 to U3: foster care with a relative or friend.
    FosterRelative,
    /// U4 to U6: other foster care.
    FosterOther,
    /// A3 to A6.
    PlacedForAdoption,
    /// P1.
    WithParents,
    /// K1 and K2.
    Homes,
    /// K3, registered supported accommodation.
    SupportedAccommodation,
    /// H5, P2, Z1, Z11 to Z14.
    OtherAccommodation,
    /// R1 to R5: residential care, hospital, family centre, custody.
    OtherResidential,
    /// S1.
    ResidentialSchool,
    /// P3, residential employment.
    ResidentialEmployment,
    /// T0 to T4.
    Temporary,
    /// No known code.
    NotKnown,
}

impl PlacementGroup {
    /// Every group, in the order of tables.
    pub const ALL: [Self; 12] = [
        Self::FosterRelative,
        Self::FosterOther,
        Self::PlacedForAdoption,
        Self::WithParents,
        Self::Homes,
        Self::SupportedAccommodation,
        Self::OtherAccommodation,
        Self::OtherResidential,
        Self::ResidentialSchool,
        Self::ResidentialEmployment,
        Self::Temporary,
        Self::NotKnown,
    ];

    /// The group of an episode's placement.
    #[must_use]
    pub fn of(episode: &Episode) -> Self {
        const RELATIVE: [Token; 3] = [Token::of("U1"), Token::of("U2"), Token::of("U3")];
        const OTHER: [Token; 3] = [Token::of("U4"), Token::of("U5"), Token::of("U6")];
        const RESIDENTIAL: [Token; 4] = [
            Token::of("R1"),
            Token::of("R2"),
            Token::of("R3"),
            Token::of("R5"),
        ];
        let place = episode.place;
        match place {
            _ if RELATIVE.contains(&place) => Self::FosterRelative,
            _ if OTHER.contains(&place) => Self::FosterOther,
            _ if is_placed_for_adoption(episode) => Self::PlacedForAdoption,
            _ if place == Token::of("P1") => Self::WithParents,
            _ if is_home(episode) => Self::Homes,
            _ if place == Token::of("K3") => Self::SupportedAccommodation,
            _ if is_other_accommodation(episode) => Self::OtherAccommodation,
            _ if RESIDENTIAL.contains(&place) => Self::OtherResidential,
            _ if place == Token::of("S1") => Self::ResidentialSchool,
            _ if place == Token::of("P3") => Self::ResidentialEmployment,
            _ if is_temporary(episode) => Self::Temporary,
            _ => Self::NotKnown,
        }
    }
}

/// Who provides a placement: PR0 to PR5, else not known.
#[must_use]
pub(super) fn provider(episode: &Episode) -> &'static str {
    const CODES: [(&str, Token); 6] = [
        ("PR0", Token::of("PR0")),
        ("PR1", Token::of("PR1")),
        ("PR2", Token::of("PR2")),
        ("PR3", Token::of("PR3")),
        ("PR4", Token::of("PR4")),
        ("PR5", Token::of("PR5")),
    ];
    let known = CODES.iter().find(|(_, code)| *code == episode.provider);
    known.map_or("not-known", |(name, _)| name)
}

/// How long an incident lasted, by date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DurationBand {
    /// It ended on the day it started.
    SameDay,
    /// One day.
    OneDay,
    /// Two days.
    TwoDays,
    /// Three to six days.
    ThreeToSixDays,
    /// Seven days or more.
    SevenDaysOrMore,
    /// Open, and begun after 28 March.
    NotYetKnown,
}

impl DurationBand {
    /// The band of a number of days.
    #[must_use]
    pub fn of(days: Option<i32>) -> Self {
        match days {
            None => Self::NotYetKnown,
            Some(0) => Self::SameDay,
            Some(1) => Self::OneDay,
            Some(2) => Self::TwoDays,
            Some(3..=6) => Self::ThreeToSixDays,
            Some(_) => Self::SevenDaysOrMore,
        }
    }
}

/// Children counted thrice: all, those placed outside, those who went missing in the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Mix {
    /// All children looked after on 31 March.
    pub all: usize,
    /// Of them, placed outside.
    pub outside: usize,
    /// Of them, missing in the year.
    pub missing: usize,
}

impl Mix {
    /// Counts a child.
    pub(super) fn count(&mut self, outside: bool, missing: bool) {
        self.all += 1;
        self.outside += usize::from(outside);
        self.missing += usize::from(missing);
    }
}
