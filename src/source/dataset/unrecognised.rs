//! What is said of a file whose columns are those of no known input.

use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::source::logs::{LOG, UnknownLog, proposed};
use crate::source::shape::{Nearest, Recognition, is_known_column, nearest};
use crate::source::table::Table;

/// The columns that are known, by name, and how many others there are.
fn known_columns(header: &[String]) -> String {
    let known: Vec<&str> = header
        .iter()
        .filter(|cell| is_known_column(cell))
        .map(String::as_str)
        .collect();
    let others = header.iter().filter(|cell| !cell.is_empty()).count() - known.len();
    match (known.is_empty(), others) {
        (true, _) => format!("{others} columns, none with a known name"),
        (false, 0) => known.join(", "),
        (false, _) => format!("{} and {others} columns with other names", known.join(", ")),
    }
}

/// Whether a kind of file has a row for a child.
fn is_about_children(shape: &str) -> bool {
    const AGGREGATE: [&str; 14] = [
        "published",
        "table-tool",
        "first-release",
        "reorganisations",
        "providers",
        "measures",
        "authorities",
        "grouping",
        "neighbours",
        "authority-lookup",
        "tier-lookup",
        "capacity",
        "police",
        "interview-totals",
    ];
    !AGGREGATE.contains(&shape)
}

fn to_paste(mapping: &str) -> String {
    format!(
        "if it is a log of return interviews, put this into the weights file, corrected where it guesses wrong:\n{mapping}"
    )
}

/// A table whose columns are those of no known input.
pub(super) struct Unrecognised {
    recognition: Recognition,
    /// What it is nearest to by what its columns mean.
    nearest: Option<Nearest>,
    header: Vec<String>,
}

impl Unrecognised {
    pub(super) fn of(table: &Table<'_>) -> Self {
        Self {
            recognition: table.recognition.clone(),
            nearest: nearest(&table.header),
            header: table.header.clone(),
        }
    }

    /// What could be mapped, where it may be a log of return interviews.
    pub(super) fn log(&self, file: usize) -> Option<UnknownLog> {
        let of_another =
            matches!(&self.recognition, Recognition::Lacking { shape, .. } if *shape != LOG);
        UnknownLog::of(file, &self.header).filter(|_| !of_another)
    }

    /// The message about files, or about sheets of one workbook, of which this is the first.
    pub(super) fn diagnostic(&self, place: Place) -> Diagnostic {
        let Recognition::Lacking {
            shape,
            column,
            nearest,
        } = &self.recognition
        else {
            return self.unknown(place);
        };
        // Other sheets of Ofsted's workbook have nearly the columns of the list.
        let is_error = *shape != "providers" && *shape != LOG;
        // Another kind may be all there in other words.
        let near = self.nearest.as_ref();
        let is_another =
            near.is_some_and(|n| n.is_meant() && n.absent.len() > 1 && n.shape != *shape);
        let mut diagnostic = match is_another {
            true => self.unknown(place),
            false => self.lacking((shape, column), *nearest, place),
        };
        diagnostic.severity = match is_error {
            true => Severity::Error,
            false => Severity::Warning,
        };
        diagnostic
    }

    /// Whether a message about one says the same of another.
    pub(super) fn is_alike(&self, other: &Self) -> bool {
        let kind = |it: &Self| match &it.recognition {
            Recognition::Lacking { shape, column, .. } => Some((*shape, *column)),
            _ => None,
        };
        let near = |it: &Self| it.nearest.as_ref().map(|near| near.shape);
        kind(self) == kind(other) && near(self) == near(other)
    }

    fn lacking(
        &self,
        (shape, column): (&'static str, &'static str),
        spelled: Option<usize>,
        place: Place,
    ) -> Diagnostic {
        // Another kind may lack one column too, and have one that means it.
        let by_meaning = self
            .nearest
            .as_ref()
            .and_then(|near| match near.absent.as_slice() {
                [(column, Some(at))] => Some((near.shape, *column, *at)),
                _ => None,
            });
        let (shape, column, likely) = match by_meaning {
            Some((shape, column, at)) => (shape, column, Some(at)),
            None => (shape, column, spelled),
        };
        let message = format!(
            "this looks like a file of the kind \"{shape}\", but has no column \"{column}\""
        );
        let diagnostic = Diagnostic::error(Code::MissingColumn, message)
            .at(place)
            .expected(format!("a column \"{column}\""));
        let mapping = proposed(&self.header).filter(|_| shape == LOG);
        if let Some(mapping) = mapping {
            return diagnostic.help(to_paste(&mapping));
        }
        // A damaged head of a child-level file can hold what stands in its rows: it is placed, not shown.
        diagnostic.help(
            match likely.and_then(|at| Some((at, self.header.get(at)?))) {
                Some((at, _)) if is_about_children(shape) => {
                    let number = at + 1;
                    format!("is column {number} meant? rename it to \"{column}\"")
                }
                Some((_, found)) => format!("is \"{found}\" meant? rename it to \"{column}\""),
                None => "add the column, or remove the file from the folder".to_owned(),
            },
        )
    }

    fn unknown(&self, place: Place) -> Diagnostic {
        let diagnostic = Diagnostic::warning(
            Code::NotRecognised,
            "the columns of this file are those of no known input; it is not used",
        )
        .at(place)
        .found(known_columns(&self.header));
        let is_log = self.nearest.as_ref().is_none_or(|near| near.shape == LOG);
        let mapping = proposed(&self.header).filter(|_| is_log);
        let help = match (mapping, &self.nearest) {
            (Some(mapping), _) => to_paste(&mapping),
            (None, _) if is_divided_otherwise(&self.header) => {
                "its columns seem to be divided by another sign than comma, semicolon or tab: save it as CSV".to_owned()
            }
            (None, Some(near)) if near.is_meant() => {
                "rename these columns, or remove the file".to_owned()
            }
            _ => "if it holds data for the scorecard, give it the columns that docs/data-dictionary.md lists".to_owned(),
        };
        let Some(near) = &self.nearest else {
            return diagnostic.help(help);
        };
        let absent = near.absent.iter().map(|(column, meant)| match meant {
            Some(at) => format!("{column} (column {} may be meant)", at + 1),
            None => (*column).to_owned(),
        });
        let absent: Vec<String> = absent.collect();
        diagnostic
            .expected(format!(
                "for the nearest kind, \"{}\", also: {}",
                near.shape,
                absent.join(", ")
            ))
            .help(help)
    }
}

/// Whether the only name in a head holds several, divided by a sign that divides no columns here.
fn is_divided_otherwise(header: &[String]) -> bool {
    let mut filled = header.iter().filter(|cell| !cell.is_empty());
    match (filled.next(), filled.next()) {
        (Some(only), None) => ['|', '~', '^', '\u{1F}'].iter().any(|sign| {
            let cells: Vec<&str> = only.split(*sign).collect();
            cells.len() > 2 && cells.iter().filter(|cell| is_known_column(cell)).count() > 1
        }),
        _ => false,
    }
}

/// The messages of tables that are not recognised: one a kind for all sheets of a workbook, which come
/// one after another. Each stands with the name of its file and, where it is one, of its sheet.
pub(super) fn not_recognised(all: &[((&str, Option<&str>), Unrecognised)]) -> Vec<Diagnostic> {
    let mut left: Vec<&((&str, Option<&str>), Unrecognised)> = all.iter().collect();
    let mut said = Vec::new();
    while !left.is_empty() {
        let ((file, sheet), first) = left.remove(0);
        let is_same = |((other, of), it): &((&str, Option<&str>), Unrecognised)| {
            sheet.is_some() && of.is_some() && other == file && first.is_alike(it)
        };
        let (same, others) = left.into_iter().partition(|one| is_same(one));
        left = others;
        let same: Vec<&((&str, Option<&str>), Unrecognised)> = same;
        let sheets: Vec<&str> = same.iter().filter_map(|((_, sheet), _)| *sheet).collect();
        let place = match (sheet, sheets.as_slice()) {
            (None, _) => (*file).to_owned(),
            (Some(sheet), []) => format!("{file}, sheet {sheet}"),
            (Some(sheet), more) => format!("{file}, sheets {sheet}, {}", more.join(", ")),
        };
        said.push(first.diagnostic(Place::file(place)));
    }
    said
}
