//! One authority in the register.

use std::fmt;

use jiff::civil::Date;

use super::history::lasts;

/// An authority of one [`Register`](super::Register), in the order of codes.
///
/// It means nothing in another register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AuthorityId(pub(super) u16);

impl AuthorityId {
    /// The position in the register, counted from 0 in the order of codes.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// What kind of council an authority is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AuthorityKind {
    /// A London borough.
    LondonBorough,
    /// A metropolitan district.
    MetropolitanDistrict,
    /// A unitary authority.
    Unitary,
    /// A county council with districts below it.
    County,
    /// The City of London Corporation.
    CityOfLondon,
    /// The Council of the Isles of Scilly.
    IslesOfScilly,
    /// What a dataset's own authorities file says, in its words.
    Own(String),
}

impl AuthorityKind {
    pub(super) fn from_table(text: &str) -> Option<Self> {
        Some(match text {
            "london-borough" => Self::LondonBorough,
            "metropolitan-district" => Self::MetropolitanDistrict,
            "unitary" => Self::Unitary,
            "county" => Self::County,
            "city-of-london" => Self::CityOfLondon,
            "isles-of-scilly" => Self::IslesOfScilly,
            _ => return None,
        })
    }
}

impl fmt::Display for AuthorityKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::LondonBorough => "London borough",
            Self::MetropolitanDistrict => "metropolitan district",
            Self::Unitary => "unitary authority",
            Self::County => "county",
            Self::CityOfLondon => "City of London",
            Self::IslesOfScilly => "Isles of Scilly",
            Self::Own(words) => words,
        })
    }
}

/// An authority responsible for children's services.
///
/// One entry is one *identity*: what DfE gives one three-digit code. An identity
/// can have had several ONS codes; two identities can have had the same name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    /// Its place in the register.
    pub id: AuthorityId,
    /// The latest ONS code, or the code a dataset's own file gives.
    pub code: String,
    /// The three-digit code of DfE; none for a dataset's own authorities.
    pub dfe_code: Option<u16>,
    /// The name DfE publishes it under.
    pub name: String,
    /// The code of its region; no authority has changed region since 2009.
    pub region_code: String,
    /// The name of its region.
    pub region: String,
    /// Inner or Outer London, by code.
    pub sub_region_code: Option<String>,
    /// What kind of council it is.
    pub kind: AuthorityKind,
    /// The first day it existed, if later than the register begins.
    pub established: Option<Date>,
    /// The first day it no longer existed.
    pub abolished: Option<Date>,
}

impl Authority {
    /// Whether the authority existed on a day.
    #[must_use]
    pub fn existed_on(&self, day: Date) -> bool {
        lasts(self.established, self.abolished, day)
    }
}
