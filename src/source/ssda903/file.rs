//! The child-level files of a dataset: which table each holds, and whose year it is.

use std::sync::Arc;

use crate::authority::{AuthorityId, Register};
use crate::source::files::Bytes;
use crate::source::shape::Recognised;

use super::named::Whose;

/// What a child-level file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TableKind {
    /// Who the children are.
    Header,
    /// Their episodes.
    Episodes,
    /// Missing incidents.
    Missing,
    /// Unaccompanied asylum-seeking children.
    Uasc,
    /// Return interviews.
    Interviews,
    /// The missing table of the Standard Safeguarding Dataset.
    Safeguarding,
    /// Its episodes of care.
    SafeguardingEpisodes,
    /// Its placements.
    SafeguardingPlacements,
    /// Its legal statuses.
    SafeguardingStatuses,
    /// Its persons.
    SafeguardingPersons,
    /// Notifications of host authorities.
    Notifications,
    /// Nationality.
    Nationality,
    /// The whole return as XML.
    Xml,
    /// A table of the return that no measure is taken from.
    NotUsed,
}

impl TableKind {
    /// How many there are.
    pub(crate) const COUNT: usize = Self::NotUsed as usize + 1;

    /// What its rows are about, in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Header => "the header",
            Self::Episodes | Self::SafeguardingEpisodes => "episodes",
            Self::SafeguardingPlacements => "placements",
            Self::SafeguardingStatuses => "legal status",
            Self::SafeguardingPersons => "persons",
            Self::Missing => "missing incidents",
            Self::Uasc => "unaccompanied children",
            Self::Interviews | Self::Safeguarding => "return interviews",
            Self::Notifications => "notifications",
            Self::Nationality => "nationality",
            Self::Xml | Self::NotUsed => "the return",
        }
    }

    /// The kind of a recognised shape; none where it is not child-level.
    #[must_use]
    pub fn of_shape(shape: &str) -> Option<Self> {
        Some(match shape {
            "header" => Self::Header,
            "episodes" => Self::Episodes,
            "missing" => Self::Missing,
            "uasc" => Self::Uasc,
            "return-interviews" => Self::Interviews,
            "safeguarding-missing" => Self::Safeguarding,
            "safeguarding-episodes" => Self::SafeguardingEpisodes,
            "safeguarding-placements" => Self::SafeguardingPlacements,
            "safeguarding-legal-status" => Self::SafeguardingStatuses,
            "safeguarding-persons" => Self::SafeguardingPersons,
            "notifications" => Self::Notifications,
            "nationality" => Self::Nationality,
            "reviews"
            | "social-worker-episodes"
            | "deprivation-of-liberty"
            | "annex-a-children-in-care"
            | "outcomes-2"
            | "outcomes-3"
            | "adoption"
            | "placed-for-adoption"
            | "previous-permanence" => Self::NotUsed,
            _ => return None,
        })
    }

    /// Whether a year must be known for it: other tables are joined by date.
    #[must_use]
    pub fn needs_year(self) -> bool {
        matches!(
            self,
            Self::Header | Self::Episodes | Self::Missing | Self::Uasc | Self::Xml
        ) || self.is_of_care()
    }

    /// Whether it is a table of the Standard Safeguarding Dataset that episodes are made of.
    #[must_use]
    pub(super) fn is_of_care(self) -> bool {
        matches!(
            self,
            Self::SafeguardingEpisodes
                | Self::SafeguardingPlacements
                | Self::SafeguardingStatuses
                | Self::SafeguardingPersons
        )
    }
}

/// A child-level file. Only its head has been read.
#[derive(Debug, Clone)]
pub struct ReturnFile {
    /// Position in the dataset's list of files.
    pub file: usize,
    /// Path relative to the dataset.
    pub name: String,
    /// What it holds.
    pub(crate) bytes: Arc<dyn Bytes>,
    /// Which table it holds.
    pub kind: TableKind,
    /// The authority its folder names.
    pub authority: Option<AuthorityId>,
    /// The year its folder names.
    pub year: Option<i16>,
    pub(crate) columns: Option<Arc<Recognised>>,
    pub(crate) delimiter: u8,
    pub(crate) rows_above: usize,
}

impl ReturnFile {
    /// Where a field stands, counted from 0.
    #[must_use]
    pub fn column(&self, field: &str) -> Option<usize> {
        self.columns.as_ref().and_then(|c| c.column(field))
    }

    /// Whose it likely is, by the rows above its head and its name. No more than likely: a title can name whoever keeps
    /// the system.
    pub(crate) fn titled(&self, register: &Register) -> Whose {
        let head = super::open::head_of(self.bytes.as_ref()).map(|(head, _)| head);
        let head = head.unwrap_or_default();
        let titles = String::from_utf8_lossy(&head);
        let titles = titles.lines().take(self.rows_above);
        titles
            .chain([self.name.as_str()])
            .fold(Whose::default(), |known, title| {
                let said = super::named::said(title, register, known.year);
                Whose {
                    authority: known.authority.or(said.authority),
                    year: known.year.or(said.year),
                }
            })
    }

    /// Whether each row says whose it is, in columns LA and YEAR.
    #[must_use]
    pub fn says_whose(&self) -> bool {
        self.column("la").is_some() && (self.column("year").is_some() || !self.kind.needs_year())
    }

    /// Whether its rows are read, and are those of the authority whose folder it lies in.
    pub(super) fn is_read_by_folder(&self) -> bool {
        !self.says_whose()
            && self.kind != TableKind::NotUsed
            && (self.year.is_some() || !self.kind.needs_year())
    }
}
