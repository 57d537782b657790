//! Published DfE data: the files behind Explore Education Statistics.
//!
//! Any file of that form is read whole, so that a bad cell anywhere is found; the rows whose
//! labels count a [`Quantity`] are kept.

mod columns;
mod label;
mod quantity;
mod reader;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::authority::AuthorityId;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

use super::Figure;

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
    /// Whether it has rows of authorities, not of the nation only.
    pub has_authorities: bool,
    /// The figures.
    pub cells: BTreeMap<CellKey, (Figure, Arc<str>)>,
    /// Authorities that have any row, by year.
    pub seen: Vec<(i16, AuthorityId)>,
    /// Labels no indicator is taken from.
    pub labels_not_used: usize,
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

    /// Brings the files together: the later release wins, a file of authorities before one of the
    /// nation only. What lost is reported once a file and quantity.
    pub(super) fn merged(
        files: Vec<(usize, PublishedFile)>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut files = files;
        files.sort_by(|(_, a), (_, b)| {
            (b.release, b.has_authorities, &a.name).cmp(&(a.release, a.has_authorities, &b.name))
        });
        let mut merged = Self::default();
        let mut winners: BTreeMap<usize, (String, i16, bool)> = BTreeMap::new();
        for (index, file) in files {
            merged.add(index, &file, &winners, diagnostics);
            winners.insert(index, (file.name, file.release, file.has_authorities));
        }
        merged
    }

    fn add(
        &mut self,
        index: usize,
        file: &PublishedFile,
        winners: &BTreeMap<usize, (String, i16, bool)>,
        diagnostics: &mut Diagnostics,
    ) {
        let mut lost: BTreeMap<(Quantity, usize), (usize, usize)> = BTreeMap::new();
        for (key, (figure, code)) in &file.cells {
            match self.cells.get(key) {
                None => {
                    let cell = PublishedCell {
                        figure: *figure,
                        code: Arc::clone(code),
                        file: index,
                    };
                    self.cells.insert(key.clone(), cell);
                }
                Some(winner) => {
                    let counts = lost.entry((key.quantity, winner.file)).or_default();
                    counts.0 += 1;
                    counts.1 += usize::from(winner.figure != *figure);
                }
            }
        }
        for ((quantity, winner), (cells, differing)) in lost {
            let Some((name, release, has_authorities)) = winners.get(&winner) else {
                continue;
            };
            let same_release = *release == file.release;
            if same_release && differing > 0 && *has_authorities && file.has_authorities {
                diagnostics.push(conflict(quantity, &file.name, name, differing));
            } else if differing > 0 || !same_release {
                diagnostics.push(superseded(quantity, file, name, cells, differing));
            }
        }
    }
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
