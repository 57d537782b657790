//! How authorities came from one another, and the codes each has had.

use jiff::civil::Date;

use super::{AuthorityId, Register};

/// An ONS code and the days it was valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeSpan {
    /// The code.
    pub code: String,
    /// The first day it was valid; none for the codes the register begins with.
    pub from: Option<Date>,
    /// The first day it was no longer valid; none while it is in use.
    pub until: Option<Date>,
}

impl CodeSpan {
    fn covers(&self, day: Date) -> bool {
        lasts(self.from, self.until, day)
    }
}

/// Whether a day lies in a span of time: `from` is its first day, `until` the
/// first day after it, and none stands for a side without an end.
pub(super) fn lasts(from: Option<Date>, until: Option<Date>, day: Date) -> bool {
    from.is_none_or(|first| first <= day) && until.is_none_or(|end| day < end)
}

/// What happened to an authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// The same authority under a new name and code.
    Rename,
    /// The whole of the predecessor went into a larger successor.
    Merge,
    /// Part of the predecessor went to the successor.
    Split,
    /// The same authority under a new code: its boundary or status changed.
    CodeChange,
}

impl ChangeKind {
    /// The kind that a word of a table means.
    #[must_use]
    pub fn from_table(text: &str) -> Option<Self> {
        Some(match text {
            "rename" => Self::Rename,
            "merge" => Self::Merge,
            "split" => Self::Split,
            "code-change" => Self::CodeChange,
            _ => return None,
        })
    }
}

/// One step in the history of authorities.
///
/// A rename or a change of code stays within one identity: `predecessor` and
/// `successor` are then the same and only the codes differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reorganisation {
    /// The authority before.
    pub predecessor: AuthorityId,
    /// The authority after.
    pub successor: AuthorityId,
    /// The ONS code before.
    pub predecessor_code: String,
    /// The ONS code after.
    pub successor_code: String,
    /// The first day of the successor.
    pub date: Date,
    /// What happened.
    pub kind: ChangeKind,
}

/// The 31 March a year's figures refer to.
pub(super) fn census_day(year: i16) -> Option<Date> {
    Date::new(year, 3, 31).ok()
}

impl Register {
    /// Every reorganisation the register knows, in order of date.
    #[must_use]
    pub fn reorganisations(&self) -> &[Reorganisation] {
        &self.reorganisations
    }

    /// The authorities this one was formed from, in whole or in part.
    ///
    /// ```
    /// use care_scorecard::authority::{Register, Resolution};
    ///
    /// let register = Register::built_in();
    /// let Resolution::Authority(bcp) = register.resolve("BCP") else { panic!() };
    /// let names: Vec<&str> = register
    ///     .predecessors(bcp)
    ///     .map(|id| register.authority(id).name.as_str())
    ///     .collect();
    /// assert_eq!(names, ["Bournemouth", "Poole", "Dorset"]);
    /// ```
    pub fn predecessors(&self, id: AuthorityId) -> impl Iterator<Item = AuthorityId> + '_ {
        self.between_identities()
            .filter(move |change| change.successor == id)
            .map(|change| change.predecessor)
    }

    /// The authorities that took over this one, in whole or in part.
    pub fn successors(&self, id: AuthorityId) -> impl Iterator<Item = AuthorityId> + '_ {
        self.between_identities()
            .filter(move |change| change.predecessor == id)
            .map(|change| change.successor)
    }

    fn between_identities(&self) -> impl Iterator<Item = &Reorganisation> {
        self.reorganisations
            .iter()
            .filter(|change| change.predecessor != change.successor)
    }

    /// Every ONS code the authority has had, oldest first.
    #[must_use]
    pub fn codes_of(&self, id: AuthorityId) -> &[CodeSpan] {
        self.code_spans.get(id.index()).map_or(&[], Vec::as_slice)
    }

    /// The ONS code valid on 31 March of a year; none when the authority did not
    /// exist that day.
    ///
    /// ```
    /// use care_scorecard::authority::{Register, Resolution};
    ///
    /// let register = Register::built_in();
    /// let Resolution::Authority(somerset) = register.resolve("Somerset") else { panic!() };
    /// assert_eq!(register.code_in(somerset, 2023), Some("E10000027"));
    /// assert_eq!(register.code_in(somerset, 2024), Some("E06000066"));
    /// ```
    #[must_use]
    pub fn code_in(&self, id: AuthorityId, year: i16) -> Option<&str> {
        let day = census_day(year)?;
        self.codes_of(id)
            .iter()
            .find(|span| span.covers(day))
            .map(|span| span.code.as_str())
    }

    /// Whether the authority existed on 31 March of a year.
    #[must_use]
    pub fn exists_on_31_march(&self, id: AuthorityId, year: i16) -> bool {
        let authority = self.get(id);
        authority
            .zip(census_day(year))
            .is_some_and(|(authority, day)| authority.existed_on(day))
    }

    /// The authorities of a year: those that existed on its 31 March, in the order
    /// of their latest codes.
    ///
    /// ```
    /// use care_scorecard::authority::Register;
    ///
    /// let register = Register::built_in();
    /// assert_eq!(register.authorities_of(2024).count(), 153);
    /// ```
    pub fn authorities_of(&self, year: i16) -> impl Iterator<Item = &super::Authority> {
        let day = census_day(year);
        self.authorities()
            .iter()
            .filter(move |authority| day.is_some_and(|day| authority.existed_on(day)))
    }

    /// The authority that had this one's area on a day: itself while it existed,
    /// otherwise its only successor or predecessor. None when the area was, or
    /// came to be, divided among several.
    #[must_use]
    pub fn on_day(&self, id: AuthorityId, day: Date) -> Option<AuthorityId> {
        let mut current = id;
        for _ in 0..self.authorities().len() {
            let authority = self.get(current)?;
            if authority.existed_on(day) {
                return Some(current);
            }
            current = if authority.abolished.is_some_and(|gone| gone <= day) {
                only(self.successors(current))?
            } else {
                only(self.predecessors(current))?
            };
        }
        None
    }
}

fn only(mut ids: impl Iterator<Item = AuthorityId>) -> Option<AuthorityId> {
    let first = ids.next()?;
    ids.next().is_none().then_some(first)
}
