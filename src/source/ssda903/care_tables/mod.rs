//! The tables of the Standard Safeguarding Dataset about care: episodes, placements, legal status and
//! persons. Where an authority's year has no table of episodes of the return, they give it: each
//! episode with the placement it names and the legal status on the day it began.
//!
//! Columns as its published data specification has them; earlier names of theirs are in `shapes.csv`.

mod placements;
mod reading;

use std::collections::BTreeSet;

use crate::source::day::Day;
use crate::source::known::Known;

use super::left_out::Lost;
use super::parse::{Cells, Reading};
use super::{ChildKey, Episode, LeftOut, Origin, Person, TableKind, Token};

use placements::{Placed, Placements};
pub(super) use reading::fields;

/// What such tables hold of an authority's year; a table that no file gave is absent.
#[derive(Debug, Clone, Default)]
pub(super) struct CareTables {
    stays: Option<Vec<Stay>>,
    placements: Option<Vec<Placed>>,
    statuses: Option<Vec<Status>>,
    persons: Option<Vec<Person>>,
    /// Columns that a table may lack, as far as any has them.
    columns: BTreeSet<&'static str>,
}

/// An episode without its placement and legal status, and what it names to find them.
#[derive(Debug, Clone)]
struct Stay {
    episode: Episode,
    placement: Option<ChildKey>,
    id: Option<ChildKey>,
    period: Option<ChildKey>,
}

/// A legal status of a child over time; none where its code is no code of any year.
#[derive(Debug, Clone)]
struct Status {
    child: ChildKey,
    code: Option<Token>,
    start: Known<Day>,
    end: Known<Day>,
}

/// What the tables give in place of those of a return.
pub(super) struct Taken {
    pub(super) episodes: Vec<Episode>,
    pub(super) people: Option<Vec<Person>>,
    /// Episodes of which it cannot be said whether they are short breaks.
    pub(super) left_out: Vec<LeftOut>,
    /// Where episodes stand whose placement is not found.
    pub(super) unplaced: Vec<Origin>,
    /// Columns that may lack, as far as they are there.
    pub(super) columns: BTreeSet<&'static str>,
}

/// Why they give no episodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lacking {
    Episodes,
    Placements,
    LegalStatus,
}

impl Lacking {
    /// The table that is not there.
    pub(super) fn table(self) -> &'static str {
        match self {
            Self::Episodes => "episodes",
            Self::Placements => "placements",
            Self::LegalStatus => "legal status",
        }
    }

    /// What it is needed for.
    pub(super) fn why(self) -> &'static str {
        match self {
            Self::Episodes => "the others do not say when a child was in care",
            Self::Placements => "where children are placed cannot be told without",
            Self::LegalStatus => "short breaks, which no measure counts, cannot be told without",
        }
    }
}

impl CareTables {
    /// Whether it has a table that says something of care.
    pub(super) fn is_any(&self) -> bool {
        self.stays.is_some() || self.placements.is_some() || self.statuses.is_some()
    }

    /// Notes which columns that may lack a table has.
    pub(super) fn note_columns(&mut self, given: impl Iterator<Item = &'static str>) {
        self.columns.extend(given);
    }

    pub(super) fn open(&mut self, kind: TableKind) {
        match kind {
            TableKind::SafeguardingEpisodes => {
                self.stays.get_or_insert_default();
            }
            TableKind::SafeguardingPlacements => {
                self.placements.get_or_insert_default();
            }
            TableKind::SafeguardingStatuses => {
                self.statuses.get_or_insert_default();
            }
            TableKind::SafeguardingPersons => {
                self.persons.get_or_insert_default();
            }
            _ => {}
        }
    }

    /// Reads a row of one of the tables; one that has no day in the year gives nothing.
    pub(super) fn push(
        &mut self,
        kind: TableKind,
        row: &impl Cells,
        reading: &mut Reading<'_>,
    ) -> Result<(), Lost> {
        match kind {
            TableKind::SafeguardingEpisodes => {
                let stay = reading.stay(row)?;
                self.stays.get_or_insert_default().extend(stay);
            }
            TableKind::SafeguardingPlacements => {
                let placed = reading.placed(row);
                self.placements.get_or_insert_default().extend(placed);
            }
            TableKind::SafeguardingStatuses => {
                let status = reading.status(row)?;
                self.statuses.get_or_insert_default().extend(status);
            }
            TableKind::SafeguardingPersons => {
                let person = reading.known_person(row)?;
                self.persons.get_or_insert_default().push(person);
            }
            _ => {}
        }
        Ok(())
    }

    pub(super) fn join(&mut self, other: Self) {
        fn joined<T>(to: &mut Option<Vec<T>>, from: Option<Vec<T>>) {
            if let Some(rows) = from {
                to.get_or_insert_default().extend(rows);
            }
        }
        joined(&mut self.stays, other.stays);
        joined(&mut self.placements, other.placements);
        joined(&mut self.statuses, other.statuses);
        joined(&mut self.persons, other.persons);
        self.columns.extend(other.columns);
    }

    /// The episodes they make, and the dates of birth of their children.
    ///
    /// # Errors
    /// Where one of the tables that episodes are made of is absent: without legal status short
    /// breaks, which no measure counts, cannot be told.
    pub(super) fn take(&mut self) -> Result<Taken, Lacking> {
        let lacking = match (&self.stays, &self.placements, &self.statuses) {
            (None, ..) => Some(Lacking::Episodes),
            (_, None, _) => Some(Lacking::Placements),
            (.., None) => Some(Lacking::LegalStatus),
            _ => None,
        };
        if let Some(lacking) = lacking {
            return Err(lacking);
        }
        let stays = self.stays.take().unwrap_or_default();
        let placements = Placements::of(self.placements.take().unwrap_or_default());
        let mut statuses = self.statuses.take().unwrap_or_default();
        statuses.sort_by_key(|status| status.child);
        let (mut left_out, mut unplaced) = (Vec::new(), Vec::new());
        let mut episodes = Vec::with_capacity(stays.len());
        for mut stay in stays {
            let found = placements.of_stay(&stay);
            if found.is_none() {
                unplaced.push(stay.episode.origin);
            }
            stay.episode.place_in(found);
            match status_on(&statuses, &stay.episode) {
                Some(code) => {
                    stay.episode.legal_status = code;
                    episodes.push(stay.episode);
                }
                None => left_out.push(LeftOut {
                    table: TableKind::Episodes,
                    child: Some(stay.episode.child),
                    kind: None,
                    origin: stay.episode.origin,
                }),
            }
        }
        let people = self.persons.take().map(|persons| among(persons, &episodes));
        Ok(Taken {
            episodes,
            people,
            left_out,
            unplaced,
            columns: std::mem::take(&mut self.columns),
        })
    }
}

/// The persons who have an episode: the table holds everybody whom social care knows.
fn among(mut persons: Vec<Person>, episodes: &[Episode]) -> Vec<Person> {
    let mut children: Vec<ChildKey> = episodes.iter().map(|e| e.child).collect();
    children.sort_unstable();
    persons.retain(|person| children.binary_search(&person.child).is_ok());
    persons
}

/// The legal status of a child on the day an episode began, the one that began last among several.
/// None where none is known, or where some are series of short breaks and others are not.
fn status_on(statuses: &[Status], episode: &Episode) -> Option<Token> {
    const SERIES: [Token; 2] = [Token::of("V3"), Token::of("V4")];
    let from = statuses.partition_point(|status| status.child < episode.child);
    let own = statuses.get(from..).unwrap_or_default().iter();
    let own = own.take_while(|status| status.child == episode.child);
    let holds = |status: &&Status| {
        let began = status.start.judge(|start| start <= episode.start);
        let goes_on = status.end.judge_or(true, |end| end > episode.start);
        began != Some(false) && goes_on != Some(false)
    };
    let held: Vec<&Status> = own.filter(holds).collect();
    let codes: Option<Vec<Token>> = held.iter().map(|status| status.code).collect();
    let in_series = codes?.iter().filter(|code| SERIES.contains(code)).count();
    let last = held.iter().max_by_key(|status| status.start.read())?;
    (in_series == 0 || in_series == held.len()).then_some(last.code)?
}
