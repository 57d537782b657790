//! Whose the rows of a child-level file are, and of which year.

use crate::authority::AuthorityId;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::source::year_ending;

use super::ReturnFile;
use super::parse::Reading;
use super::rule;
use super::taking::Row;

/// Whose rows are, and of which year where that is told.
pub(super) type Owner = (AuthorityId, Option<i16>);

/// Tells whose each row is.
pub(super) struct Owners {
    pub(super) fixed: Option<Owner>,
    la: Option<usize>,
    year: Option<usize>,
    of_folder: (Option<AuthorityId>, Option<i16>),
    needs_year: bool,
    last: Option<(Vec<u8>, Vec<u8>, Option<Owner>)>,
}

impl Owners {
    pub(super) fn new(file: &ReturnFile) -> Self {
        let by_row = file.says_whose();
        Self {
            fixed: (!by_row)
                .then(|| file.authority.map(|id| (id, file.year)))
                .flatten(),
            la: file.column("la"),
            year: file.column("year"),
            of_folder: (file.authority, file.year),
            needs_year: file.kind.needs_year(),
            last: None,
        }
    }

    pub(super) fn of(&mut self, row: &impl Row, reading: &mut Reading<'_>) -> Option<Owner> {
        let cell = |at: Option<usize>| at.map_or(&[][..], |at| row.trimmed(at));
        let (la, year) = (cell(self.la), cell(self.year));
        if self.fixed.is_some() && la.is_empty() && year.is_empty() {
            return self.fixed;
        }
        let owner = match &self.last {
            Some((l, y, owner)) if l == la && y == year => *owner,
            _ => {
                let owner = self.resolve(la, year, reading);
                self.last = Some((la.to_vec(), year.to_vec(), owner));
                owner
            }
        };
        if self.fixed.is_some() {
            if owner != self.fixed {
                reading.note(&rule::FOLDER_DIFFERS);
            }
            return self.fixed;
        }
        if let Some((_, Some(year))) = owner {
            reading.set_year(year);
        }
        owner
    }

    fn resolve(&self, la: &[u8], year: &[u8], reading: &mut Reading<'_>) -> Option<Owner> {
        let year = if self.year.is_some() {
            year_ending(&String::from_utf8_lossy(year))
        } else {
            self.of_folder.1
        };
        if self.needs_year && year.is_none() {
            return None;
        }
        let id = match self.la {
            Some(_) => reading.owner(la, year.unwrap_or(0))?,
            None => self.of_folder.0?,
        };
        Some((id, year))
    }
}

/// Rows that name no authority or no year.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Unowned {
    rows: usize,
    first_line: u64,
}

impl Unowned {
    /// Whether there is none.
    pub(super) fn is_empty(self) -> bool {
        self.rows == 0
    }

    /// Counts a row.
    pub(super) fn note(&mut self, line: u64) {
        self.join(Self {
            rows: 1,
            first_line: line,
        });
    }

    /// Adds the rows of a later part of the file.
    pub(super) fn join(&mut self, later: Self) {
        if self.rows == 0 {
            self.first_line = later.first_line;
        }
        self.rows += later.rows;
    }

    pub(super) fn problem(&self, file: &ReturnFile) -> Option<Diagnostic> {
        (self.rows > 0).then(|| {
            let message = format!(
                "{} rows name no authority or no year that is known; they are left out",
                self.rows
            );
            Diagnostic::warning(Code::ReturnPlace, message)
                .at(Place::line(&file.name, self.first_line))
                .expected("a code or name in LA and a year such as 2024 in YEAR")
                .help("correct the columns LA and YEAR")
        })
    }
}
