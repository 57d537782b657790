//! What is said of a workbook beside its tables.

use crate::diagnostic::{Code, Diagnostic, Place};

use super::sheet::called;

type Counted = Option<(u64, u32, u32)>;

/// What is said of a workbook beside its tables.
#[derive(Default)]
pub(super) struct Told {
    pub(super) hidden: Vec<String>,
    pub(super) empty: Vec<String>,
    pub(super) other: Vec<String>,
    notes: Vec<String>,
    problems: Vec<Diagnostic>,
}

impl Told {
    /// Notes what was seen in a sheet that is read: formulas without a result, long numbers, and the rows of
    /// notes below its table.
    pub(super) fn note(
        &mut self,
        book: &str,
        sheet: &str,
        (unresolved, long, notes): (Counted, Counted, Option<(u32, u32)>),
    ) {
        let place = || Place::file(format!("{book}, sheet {sheet}"));
        if let Some((count, row, column)) = unresolved {
            let message = format!(
                "formulas in this sheet have no result in the file, so that what they would show is not known: {count} cells, the first at {}",
                called(row, column)
            );
            let error = Diagnostic::error(Code::UnreadableFile, message).at(place());
            self.problems.push(error.help(
                "open the workbook in a spreadsheet program and save it, so that it holds the results; or paste values in place of the formulas",
            ));
        }
        if let Some((count, row, column)) = long {
            let message = format!(
                "whole numbers in this sheet have 15 digits or more, of which spreadsheets lose the last: {count} cells, the first at {}",
                called(row, column)
            );
            let warning = Diagnostic::warning(Code::WorkbookParts, message).at(place());
            self.problems.push(warning.help(
                "where they are identifiers, export them again as text, or export the table as CSV",
            ));
        }
        if let Some((from, to)) = notes {
            let rows = if from == to {
                format!("row {from}")
            } else {
                format!("rows {from} to {to}")
            };
            self.notes.push(format!("{rows} of {sheet}"));
        }
    }

    /// The messages: one for all that is passed by.
    pub(super) fn into_diagnostics(self, book: &str) -> Vec<Diagnostic> {
        let mut passed = Vec::new();
        let mut say = |what: &str, names: &[String]| {
            if !names.is_empty() {
                passed.push(format!("{what}: {}", names.join(", ")));
            }
        };
        say("sheets that are hidden", &self.hidden);
        say("sheets with no table that is known", &self.other);
        say("sheets with nothing in them", &self.empty);
        say("notes below a table", &self.notes);
        let mut all = self.problems;
        if !passed.is_empty() {
            let message = format!("not read in this workbook: {}", passed.join("; "));
            all.push(
                Diagnostic::notice(Code::WorkbookParts, message)
                    .at(Place::file(book))
                    .help("where one of these holds data, show it, or give it the columns that docs/data-dictionary.md lists"),
            );
        }
        all
    }
}
