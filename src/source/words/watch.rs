//! Watching, while returns are read, for children who could be found in authorities' words.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::source::Day;
use crate::source::ssda903::{Born, ChildKey, Return};

use super::{Words, personal};

/// What in a text could point at a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sighting {
    /// A whole postcode.
    Postcode,
    /// A full date that is said to be of birth.
    BirthSaid,
    /// A full date that is the date of birth of a child in the dataset.
    Birth,
    /// The identifier of a child in the dataset.
    Child,
    /// The UPN of a child in the dataset.
    Pupil,
}

impl Sighting {
    /// The message: file and line, never the text.
    pub(crate) fn diagnostic(self, name: &str, line: u64) -> Diagnostic {
        let (message, help) = match self {
            Self::Postcode => (
                "this line has a postcode, by which a child could be found",
                "name the district or the authority instead",
            ),
            Self::BirthSaid => (
                "this line has a date of birth, by which a child could be found",
                "give the age, or leave it out",
            ),
            Self::Birth => (
                "this line has a full date that is the date of birth of a child in the dataset",
                "write the month and year without the day",
            ),
            Self::Child => (
                "this line has the identifier (CHILD) of a child in the dataset",
                "leave it out; a number that happens to be one can be put in another way, such as in words",
            ),
            Self::Pupil => (
                "this line has the unique pupil number (UPN) of a child in the dataset",
                "leave it out",
            ),
        };
        Diagnostic::error(Code::WordsRefused, message)
            .at(Place::line(name, line))
            .expected("words that could point at no child")
            .help(help)
    }
}

/// Where a text stands: its file, by position in the dataset's files, and line.
type Spot = (usize, u64);

/// What the words of a dataset hold that could be a child's.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    keys: BTreeMap<ChildKey, BTreeSet<Spot>>,
    days: BTreeMap<Day, BTreeSet<Spot>>,
}

impl Watch {
    pub(crate) fn of(all: &[Words]) -> Self {
        let mut watch = Self::default();
        let each: Vec<Self> = all.par_iter().map(Self::of_one).collect();
        for one in each {
            for (key, spots) in one.keys {
                watch.keys.entry(key).or_default().extend(spots);
            }
            for (day, spots) in one.days {
                watch.days.entry(day).or_default().extend(spots);
            }
        }
        watch
    }

    fn of_one(words: &Words) -> Self {
        let mut watch = Self::default();
        for (line, text) in &words.lines {
            let spot = (words.file, *line);
            for text in personal::identifiers(text) {
                for spelled in [text.to_uppercase(), text.to_lowercase(), text] {
                    if let Some(key) = ChildKey::read(spelled.as_bytes()) {
                        watch.keys.entry(key).or_default().insert(spot);
                    }
                }
            }
            for date in personal::dates(text) {
                watch.days.entry(date.day).or_default().insert(spot);
            }
        }
        watch
    }

    /// What of a return's children the words hold.
    pub(crate) fn sightings(&self, tables: &Return) -> BTreeSet<(usize, u64, Sighting)> {
        let mut found = BTreeSet::new();
        if self.keys.is_empty() && self.days.is_empty() {
            return found;
        }
        let spots = |key: ChildKey| self.keys.get(&key).into_iter().flatten();
        for row in tables.people.iter().flatten() {
            let pupil = row.pupil.into_iter().flat_map(spots);
            found.extend(pupil.map(|(file, line)| (*file, *line, Sighting::Pupil)));
        }
        // A child's rows stand together.
        let mut last = None;
        for key in children(tables).filter(|key| last.replace(*key) != Some(*key)) {
            found.extend(spots(key).map(|(file, line)| (*file, *line, Sighting::Child)));
        }
        for born in dates_of_birth(tables) {
            let spots = self.days.get(&born.0).into_iter().flatten();
            found.extend(spots.map(|(file, line)| (*file, *line, Sighting::Birth)));
        }
        found
    }
}

/// The children that any table of a return names, also beside the return itself.
fn children(tables: &Return) -> impl Iterator<Item = ChildKey> {
    let people = tables.people.iter().flatten().map(|row| row.child);
    let uasc = tables.uasc.iter().flatten().map(|row| row.child);
    let episodes = tables.episodes.iter().flatten().map(|row| row.child);
    let absences = tables.absences.iter().flatten().map(|row| row.child);
    let interviews = tables.interviews.iter().flatten().map(|row| row.child);
    let notified = tables.notifications.iter().flatten().map(|row| row.child);
    let nationalities = tables.nationalities.iter().flatten().map(|row| row.child);
    let unread = tables.left_out.iter().filter_map(|row| row.child);
    let of_return = people.chain(uasc).chain(episodes).chain(absences);
    let beside = interviews.chain(notified).chain(nationalities);
    of_return.chain(beside).chain(unread)
}

/// The dates of birth that any table of a return gives, of children and of their own children.
fn dates_of_birth(tables: &Return) -> impl Iterator<Item = Born> {
    let people = tables.people.iter().flatten();
    let people = people.flat_map(|row| [row.born, row.own_child_born]);
    let uasc = tables.uasc.iter().flatten().map(|row| row.born);
    let absences = tables.absences.iter().flatten().map(|row| row.born);
    people.chain(uasc).chain(absences).flatten()
}
