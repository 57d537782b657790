//! Why a figure or a section is not there: withheld, not given, or nothing that could be counted. What
//! is said of one is never said of another.

use serde::Serialize;

use crate::disclosure::AuthorityTables;
use crate::measure::Absence;
use crate::source::Symbol;

use super::super::authority::{SectionCode, Subject};
use super::super::words;
use super::{BoardSection, has};

/// Why something is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lack {
    /// It could point at a child, or would give away a figure that could.
    Withheld,
    /// Nobody gave it.
    NotGiven,
    /// Too much of what was given cannot be read.
    NotRead,
    /// There is nobody and nothing to count.
    NotArising,
}

impl Lack {
    fn of(absence: Absence) -> Self {
        match absence {
            Absence::Symbol(Symbol::Confidential) => Self::Withheld,
            Absence::Symbol(Symbol::NotApplicable) => Self::NotArising,
            Absence::LeftOut => Self::NotRead,
            Absence::Symbol(_) | Absence::NoData => Self::NotGiven,
        }
    }

    /// In one word, for programs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Withheld => "withheld",
            Self::NotGiven => "not-given",
            Self::NotRead => "not-read",
            Self::NotArising => "none",
        }
    }

    /// What follows "How many children went missing": "is withheld".
    pub(in crate::report) fn verb(self) -> &'static str {
        match self {
            Self::Withheld => "is withheld",
            Self::NotGiven => "was not given",
            Self::NotRead => "cannot be told, since too many rows of the return cannot be read",
            Self::NotArising => "does not arise",
        }
    }
}

/// Tables of one section, of all that an authority's year by groups can have.
type HasTable = fn(&AuthorityTables) -> bool;

impl Subject<'_> {
    /// Why a measure of the year has no value.
    pub(in crate::report) fn lack_of(self, code: &str) -> Lack {
        let cell = self.cell_in(self.assessment.year, code);
        let absence = cell.map_or(Absence::NoData, |cell| {
            cell.value.err().unwrap_or(Absence::NoData)
        });
        Lack::of(absence)
    }

    /// Why it is not said how many are placed out of area: "is withheld".
    pub(in crate::report) fn places_lack(self) -> &'static str {
        if self.is_located() {
            self.lack_of("placed-outside").verb()
        } else {
            "is not known: the return does not say where they were placed"
        }
    }

    /// Why there is no section.
    pub(in crate::report) fn lacks(self, code: SectionCode) -> Lack {
        let by_table = |has: HasTable| {
            if self.counts_by_group(has) {
                Lack::Withheld
            } else {
                Lack::NotGiven
            }
        };
        match code {
            SectionCode::PlacedWhere if !self.is_located() => Lack::NotGiven,
            SectionCode::PlacedWhere => self.lack_of("placed-outside"),
            SectionCode::Placements => by_table(|t| t.placements.is_some()),
            SectionCode::OutOfArea => by_table(|t| t.hosts.is_some()),
            SectionCode::Hosted if self.counts_by_group(|t| t.hosted.is_some()) => Lack::Withheld,
            SectionCode::Hosted if self.counts_by_group(|t| t.hosted_is_complete) => {
                Lack::NotArising
            }
            SectionCode::Unaccompanied if self.both_counts("uasc-share").is_some() => {
                Lack::NotArising
            }
            SectionCode::Unaccompanied if self.counts_by_group(|t| t.uasc.is_some()) => {
                Lack::Withheld
            }
            SectionCode::Unaccompanied => self.lack_of("uasc-share"),
            SectionCode::Notifications => self.lack_of("host-notified"),
            SectionCode::ReturnInterviews if self.is_none_missing() => Lack::NotArising,
            SectionCode::ReturnInterviews if self.counts_by_group(|t| t.interviews.is_some()) => {
                Lack::Withheld
            }
            SectionCode::ReturnInterviews => self.lack_of("interview-held-in-three-days"),
            _ => Lack::NotGiven,
        }
    }

    /// Whether there is such a table by group of the authority, or there was before it was left out.
    fn counts_by_group(self, has: HasTable) -> bool {
        let tables = self.assessment.tables().get(&self.id);
        tables.is_some_and(has) || self.assessment.tables_left_out(self.id).is_some_and(has)
    }

    /// That the tables by group were left out, where they were.
    pub(in crate::report) fn tables_are_left_out(self) -> Option<String> {
        self.assessment.tables_left_out(self.id)?;
        Some(
            "Tables by group: they are left out of this version, since figures that could point at a child could be had \
             from them."
                .to_owned(),
        )
    }
}

/// What a section is about, what it needs where that was not given, and that there are none.
fn words_of(code: SectionCode) -> [&'static str; 3] {
    const RETURNS_OF_OTHERS: &str =
        "they are known from the returns of other authorities, which were not all given";
    match code {
        SectionCode::Need => ["How many children are in care", "no figure was given", ""],
        SectionCode::Provision => [
            "Places and vacancies",
            "neither Ofsted’s list of providers nor a file of capacity was given",
            "",
        ],
        SectionCode::Sufficiency => [
            "Whether there are enough places",
            "that needs both the places and the kinds of placement children live in",
            "",
        ],
        SectionCode::Placements => [
            "Kinds of placement, providers and host authorities",
            "they need the authority’s return on children looked after, which was not given",
            "",
        ],
        SectionCode::Unaccompanied => [
            "Unaccompanied children",
            "no figure about them was given",
            "there were none",
        ],
        SectionCode::Hosted => [
            "Children of other authorities placed here",
            RETURNS_OF_OTHERS,
            "there were none",
        ],
        SectionCode::Notifications => [
            "Whether host authorities were told of placements",
            "no record of notifications was given",
            "no placement out of area began in the year",
        ],
        SectionCode::ReturnInterviews => [
            "Return interviews and placement reviews",
            "no record of them was given. No national return carries them",
            "no missing incident was recorded",
        ],
        SectionCode::Police => ["The police’s count", "it was not given", ""],
        SectionCode::StepsTaken => ["Steps taken", "the authority gave no account of them", ""],
        _ => ["Further figures", "they were not given", ""],
    }
}

impl Subject<'_> {
    /// What is not there, by why it is not, each in a word or a few.
    pub(in crate::report) fn lacking_by_reason(
        self,
        all: &[SectionCode],
        sections: &[BoardSection],
    ) -> Vec<(&'static str, Vec<String>)> {
        let mut lacking: Vec<(&'static str, Vec<String>)> = Vec::new();
        for code in all.iter().filter(|code| !has(sections, **code)) {
            let why = match self.lacks(*code) {
                Lack::Withheld => "withheld",
                Lack::NotGiven => "not given",
                Lack::NotRead => "not read",
                Lack::NotArising => continue,
            };
            let [what, ..] = words_of(*code);
            let what = words::uncapitalised(what);
            match lacking.iter_mut().find(|(known, _)| *known == why) {
                Some((_, list)) => list.push(what),
                None => lacking.push((why, vec![what])),
            }
        }
        lacking
    }

    /// Why a section is not there, in a sentence.
    pub(in crate::report) fn section_lacks(self, code: SectionCode) -> String {
        let [what, not_given, none] = words_of(code);
        let why = match self.lacks(code) {
            Lack::Withheld => {
                "withheld, since they could point at a child or give away a figure that could"
            }
            Lack::NotArising => none,
            Lack::NotGiven => not_given,
            Lack::NotRead => "too many rows of the return cannot be read",
        };
        format!("{what}: {why}.")
    }
}
