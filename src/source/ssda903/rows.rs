//! The rows of a return, typed. None of them can print what identifies a child.

use crate::authority::AuthorityId;

use super::super::day::Day;
use super::super::known::Known;
use super::{ChildKey, Token};

/// Where a row was read: the dataset's file and the line in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Origin {
    /// Position in the dataset's list of files.
    pub file: u32,
    /// Line, counted from 1; in XML the line of the element's end.
    pub line: u32,
}

/// A row of the header table: who a child is.
#[derive(Debug, Clone)]
pub struct Person {
    /// Who.
    pub child: ChildKey,
    /// Date of birth, where it could be read.
    pub born: Option<Born>,
    /// SEX as it stands; blank where the table has none.
    pub sex: Token,
    /// ETHNIC as it stands; blank where the table has none.
    pub ethnicity: Token,
    /// UPN, packed as CHILD is, where it is a number: it is only looked for in authorities' words.
    pub pupil: Option<ChildKey>,
    /// MC_DOB, the date of birth of the child's own child, for the same.
    pub own_child_born: Option<Born>,
    /// Where it was read.
    pub origin: Origin,
}

/// A date of birth. It is not printed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Born(pub Day);

impl std::fmt::Debug for Born {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Born(not shown)")
    }
}

/// On which side of the authority's boundary a placement lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Locality {
    /// In the area of the responsible authority.
    Inside,
    /// Elsewhere, also in another country.
    Outside,
}

/// The area a placement lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Area {
    /// That of an upper-tier authority.
    Authority(AuthorityId),
    /// Not in England.
    OutsideEngland,
    /// Neither given nor derived.
    #[default]
    Unknown,
}

/// A column of the episodes of which a cell may be filled, but not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EpisodeColumn {
    /// RNE.
    Rne,
    /// PLACE.
    Place,
    /// PLACE_PROVIDER.
    Provider,
    /// REC.
    Rec,
    /// REASON_PLACE_CHANGE.
    ReasonPlaceChange,
    /// PL_LOCATION, where the postcodes do not give it either.
    Location,
    /// PL_DISTANCE, where the postcodes do not give it either.
    Distance,
    /// DEC, until the next episode has told it.
    Dec,
}

/// The columns of a row whose cell is filled, but cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unread(u8);

impl Unread {
    /// Whether every cell can be read, or is blank.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the cell of a column cannot be read.
    #[must_use]
    pub fn has(self, column: EpisodeColumn) -> bool {
        self.0 & (1 << column as u8) != 0
    }

    /// Notes whether it can.
    pub(crate) fn set(&mut self, column: EpisodeColumn, unread: bool) {
        let bit = 1 << column as u8;
        self.0 = if unread { self.0 | bit } else { self.0 & !bit };
    }
}

/// A row of the episodes table: an unbroken combination of legal status and placement.
#[derive(Debug, Clone)]
pub struct Episode {
    /// Who.
    pub child: ChildKey,
    /// DECOM, the first day.
    pub start: Day,
    /// DEC, the last day; none while it is open.
    pub end: Option<Day>,
    /// RNE.
    pub reason_new: Token,
    /// LS.
    pub legal_status: Token,
    /// PLACE.
    pub place: Token,
    /// PLACE_PROVIDER.
    pub provider: Token,
    /// REC.
    pub reason_ended: Token,
    /// REASON_PLACE_CHANGE.
    pub reason_changed: Token,
    /// HOME_POST.
    pub home_post: Token,
    /// PL_POST.
    pub place_post: Token,
    /// URN.
    pub urn: Token,
    /// PL_LA: given, else derived.
    pub area: Area,
    /// PL_LOCATION: given, else derived; none where neither.
    pub locality: Option<Locality>,
    /// PL_DISTANCE in miles: given, else derived; none where neither.
    pub miles: Option<f64>,
    /// Columns whose cell is filled, but cannot be read.
    pub unread: Unread,
    /// Where it was read.
    pub origin: Origin,
}

impl Episode {
    /// Whether it is one of a series of short breaks: LS V3 or V4.
    #[must_use]
    pub fn is_short_break(&self) -> bool {
        const SERIES: [Token; 2] = [Token::of("V3"), Token::of("V4")];
        SERIES.contains(&self.legal_status)
    }
}

/// Which kind of absence an incident is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AbsenceKind {
    /// `M`: missing.
    Missing,
    /// `A`: away from placement without authorisation.
    Away,
}

/// A row of the missing table.
#[derive(Debug, Clone)]
pub struct Absent {
    /// Who.
    pub child: ChildKey,
    /// Date of birth, where the table has it.
    pub born: Option<Born>,
    /// MISSING.
    pub kind: AbsenceKind,
    /// MIS_START.
    pub start: Day,
    /// The time of day of MIS_START in seconds, 0 where none is given: it orders incidents of one day.
    pub start_seconds: u32,
    /// MIS_END; blank while it is open.
    pub end: Known<Day>,
    /// The time of day of MIS_END in seconds, 0 where none is given.
    pub end_seconds: u32,
    /// Where it was read.
    pub origin: Origin,
}

/// A row of the UASC table.
#[derive(Debug, Clone)]
pub struct Uasc {
    /// Who.
    pub child: ChildKey,
    /// Date of birth.
    pub born: Option<Born>,
    /// DUC, the date the status ended or will end.
    pub ends: Known<Day>,
    /// Where it was read.
    pub origin: Origin,
}

/// A return interview: what followed one missing incident.
#[derive(Debug, Clone)]
pub struct Interview {
    /// Who.
    pub child: ChildKey,
    /// MIS_START of the incident.
    pub missing_since: Day,
    /// The time of day of it in seconds, 0 where none is given.
    pub since_seconds: u32,
    /// Whether one was offered.
    pub offered: Known<bool>,
    /// When it was offered.
    pub offered_on: Known<Day>,
    /// Whether the child accepted.
    pub accepted: Known<bool>,
    /// When it was held.
    pub held_on: Known<Day>,
    /// Whether the interviewer was independent.
    pub independent: Option<bool>,
    /// Whether the child chose the interviewer.
    pub child_chose: Option<bool>,
    /// The reason, a position in [`super::reasons`].
    pub reason: Option<u8>,
    /// The harm, a position in [`super::harms`].
    pub harm: Option<u8>,
    /// When the placement was reviewed.
    pub reviewed_on: Known<Day>,
    /// Whether there is an action plan.
    pub action_plan: Option<bool>,
    /// Whether the host authority took part in it.
    pub host_involved: Option<bool>,
    /// Whether the police took part in it.
    pub police_involved: Option<bool>,
    /// Where it was read.
    pub origin: Origin,
}

/// Why a child was placed outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutReason {
    /// To keep the child safe.
    Safety,
    /// For a specialist placement.
    Specialist,
    /// To be with family.
    Family,
    /// No local place was free.
    NoLocalPlace,
}

impl OutReason {
    /// Every reason, in the order of reports.
    pub const ALL: [Self; 4] = [
        Self::Safety,
        Self::Specialist,
        Self::Family,
        Self::NoLocalPlace,
    ];

    /// As files spell it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Safety => "safety",
            Self::Specialist => "specialist",
            Self::Family => "family",
            Self::NoLocalPlace => "no-local-place",
        }
    }
}

/// A row of the notifications file: when the host authority was told, and why outside.
#[derive(Debug, Clone)]
pub struct Notification {
    /// Who.
    pub child: ChildKey,
    /// DECOM of the episode.
    pub start: Day,
    /// When the host was told.
    pub notified_on: Known<Day>,
    /// Why outside.
    pub reason: Known<OutReason>,
    /// Where it was read.
    pub origin: Origin,
}

/// A row of the nationality file. Which nationality it is, is not kept.
#[derive(Debug, Clone)]
pub struct Nationality {
    /// Who.
    pub child: ChildKey,
    /// Whether one is recorded.
    pub recorded: bool,
}
