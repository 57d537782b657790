//! Watching, while returns are read, for children who could be found in authorities' words.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::source::Day;
use crate::source::ssda903::{ChildKey, Return};

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
        let mut see = |key: ChildKey, born: Option<Day>| {
            let spots = self.keys.get(&key).into_iter().flatten();
            found.extend(spots.map(|(file, line)| (*file, *line, Sighting::Child)));
            let spots = born.and_then(|born| self.days.get(&born));
            let spots = spots.into_iter().flatten();
            found.extend(spots.map(|(file, line)| (*file, *line, Sighting::Birth)));
        };
        for row in tables.people.iter().flatten() {
            see(row.child, row.born.map(|born| born.0));
        }
        for row in tables.uasc.iter().flatten() {
            see(row.child, row.born.map(|born| born.0));
        }
        for row in tables.episodes.iter().flatten() {
            see(row.child, None);
        }
        for row in tables.absences.iter().flatten() {
            see(row.child, None);
        }
        found
    }
}
