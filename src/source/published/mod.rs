//! Published DfE data: the files behind Explore Education Statistics.
//!
//! Which table a file is, is told by its filters and labels; only the rows whose labels count a
//! [`Quantity`] are read, and nothing else in it can stop or change anything. The statistical first
//! releases of 2010 to 2017 have a row a place and a column a figure, and are read beside.

mod cells;
mod checks;
mod columns;
mod first_release;
mod label;
mod layout;
mod messages;
mod places;
mod quantity;
mod reader;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::authority::AuthorityId;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

use super::Figure;

pub(super) use first_release::read as read_first_release;
pub use label::{label_words, quantity_of};
pub use quantity::Quantity;
pub(super) use reader::read;

/// The place a figure is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Location {
    /// England.
    National,
    /// A region, by its E12 code.
    Region(Arc<str>),
    /// An authority.
    Authority(AuthorityId),
}

/// What a figure is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellKey {
    /// What is counted.
    pub quantity: Quantity,
    /// The year ending 31 March.
    pub year: i16,
    /// Where.
    pub location: Location,
}

/// A published figure and the file it stands in.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedCell {
    /// The number or symbol.
    pub figure: Figure,
    /// The code the row was published under.
    pub code: Arc<str>,
    /// Which of the dataset's files, in the order of [`super::Dataset::files`].
    pub file: usize,
}

/// The figures of one published file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PublishedFile {
    /// The file's name in messages.
    pub name: String,
    /// The latest year in it.
    pub release: i16,
    /// The figures.
    pub cells: BTreeMap<CellKey, FileCell>,
    /// Authorities that have a row a figure is taken from, by year.
    pub seen: Vec<(i16, AuthorityId)>,
}

/// A figure of one file.
#[derive(Debug, Clone, PartialEq)]
pub struct FileCell {
    /// The number or symbol.
    pub figure: Figure,
    /// The code the row was published under.
    pub code: Arc<str>,
    /// The line it stands in.
    pub line: u64,
}

/// All published figures of a dataset: for each quantity and cell the latest release.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Published {
    cells: BTreeMap<CellKey, PublishedCell>,
}

impl Published {
    /// A figure.
    pub fn get(
        &self,
        quantity: Quantity,
        year: i16,
        location: &Location,
    ) -> Option<&PublishedCell> {
        self.cells.get(&CellKey {
            quantity,
            year,
            location: location.clone(),
        })
    }

    /// All figures in order of quantity, year and place.
    pub fn iter(&self) -> impl Iterator<Item = (&CellKey, &PublishedCell)> {
        self.cells.iter()
    }

    /// Whether any place has this quantity in a year.
    pub fn has(&self, quantity: Quantity, year: i16) -> bool {
        let from = CellKey {
            quantity,
            year,
            location: Location::National,
        };
        self.cells
            .range(from..)
            .next()
            .is_some_and(|(key, _)| key.quantity == quantity && key.year == year)
    }

    /// Brings the files together: the later release wins. What lost is reported once a file and
    /// quantity; a file that repeats another is reported once.
    pub(super) fn merged(
        files: Vec<(usize, PublishedFile)>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut files = files;
        files.sort_by(|(_, a), (_, b)| (b.release, &a.name).cmp(&(a.release, &b.name)));
        let mut merged = Self::default();
        let mut winners: BTreeMap<usize, (String, i16)> = BTreeMap::new();
        for (index, file) in files {
            merged.add(index, &file, &winners, diagnostics);
            winners.insert(index, (file.name, file.release));
        }
        merged
    }

    fn add(
        &mut self,
        index: usize,
        file: &PublishedFile,
        winners: &BTreeMap<usize, (String, i16)>,
        diagnostics: &mut Diagnostics,
    ) {
        let mut lost: BTreeMap<(Quantity, usize), (usize, usize)> = BTreeMap::new();
        let mut repeated: BTreeMap<usize, usize> = BTreeMap::new();
        for (key, cell) in &file.cells {
            match self.cells.get(key) {
                None => {
                    let cell = PublishedCell {
                        figure: cell.figure,
                        code: Arc::clone(&cell.code),
                        file: index,
                    };
                    self.cells.insert(key.clone(), cell);
                }
                Some(winner) => {
                    let differs = winner.figure != cell.figure;
                    let counts = lost.entry((key.quantity, winner.file)).or_default();
                    counts.0 += 1;
                    counts.1 += usize::from(differs);
                    *repeated.entry(winner.file).or_default() += usize::from(!differs);
                }
            }
        }
        for (winner, cells) in repeated {
            if let Some((name, release)) = winners.get(&winner)
                && cells == file.cells.len()
                && *release == file.release
            {
                diagnostics.push(repeats(&file.name, name));
            }
        }
        for ((quantity, winner), (cells, differing)) in lost {
            let Some((name, release)) = winners.get(&winner) else {
                continue;
            };
            let same_release = *release == file.release;
            if same_release && differing > 0 {
                diagnostics.push(conflict(quantity, &file.name, name, differing));
            } else if !same_release {
                diagnostics.push(superseded(quantity, file, name, cells, differing));
            }
        }
    }
}

fn repeats(file: &str, other: &str) -> Diagnostic {
    let message = format!("every figure in this file is in {other} too; they are read once");
    Diagnostic::notice(Code::Superseded, message).at(crate::diagnostic::Place::file(file))
}

fn conflict(quantity: Quantity, file: &str, other: &str, differing: usize) -> Diagnostic {
    let message = format!(
        "{differing} figures for \"{quantity}\" differ from those in {other}, which is of the same release"
    );
    Diagnostic::error(Code::TwoRowsForOneCell, message)
        .at(crate::diagnostic::Place::file(file))
        .help("keep one of the two files in the dataset")
}

fn superseded(
    quantity: Quantity,
    file: &PublishedFile,
    winner: &str,
    cells: usize,
    differing: usize,
) -> Diagnostic {
    let message = format!(
        "{cells} figures for \"{quantity}\" are also in {winner}, which is used instead; {differing} of them differ"
    );
    Diagnostic::notice(Code::Superseded, message).at(crate::diagnostic::Place::file(&file.name))
}

#[cfg(test)]
mod tests;
