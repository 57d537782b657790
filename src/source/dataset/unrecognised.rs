//! What is said of a file whose columns are those of no known input.

use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::source::logs::{LOG, proposed};
use crate::source::shape::{Recognition, is_known_column};
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

pub(super) fn not_recognised(table: &Table<'_>, recognition: &Recognition) -> Diagnostic {
    let place = Place::file(table.name);
    match recognition {
        Recognition::Lacking {
            shape,
            column,
            nearest,
        } => {
            let mut diagnostic = Diagnostic::error(
                Code::MissingColumn,
                format!(
                    "this looks like a file of the kind \"{shape}\", but has no column \"{column}\""
                ),
            )
            .at(place)
            .expected(format!("a column \"{column}\""));
            // Other sheets of Ofsted's workbook have nearly the columns of the list.
            if *shape == "providers" || *shape == LOG {
                diagnostic.severity = Severity::Warning;
            }
            let mapping = proposed(&table.header).filter(|_| *shape == LOG);
            if let Some(mapping) = mapping {
                return diagnostic.help(to_paste(&mapping));
            }
            // A damaged head of a child-level file can hold what stands in its rows: it is placed, not shown.
            let child_level = is_about_children(shape);
            diagnostic = match nearest.and_then(|at| Some((at, table.header.get(at)?))) {
                Some((at, _)) if child_level => {
                    let number = at + 1;
                    diagnostic.help(format!(
                        "is column {number} meant? rename it to \"{column}\""
                    ))
                }
                Some((_, found)) => {
                    diagnostic.help(format!("is \"{found}\" meant? rename it to \"{column}\""))
                }
                None => diagnostic.help("add the column, or remove the file from the folder"),
            };
            diagnostic
        }
        Recognition::Unknown { nearest, absent } => {
            let help = proposed(&table.header).map_or_else(
                || "if it holds data for the scorecard, give it the columns that docs/data-dictionary.md lists".to_owned(),
                |mapping| to_paste(&mapping),
            );
            Diagnostic::warning(
                Code::NotRecognised,
                "the columns of this file are those of no known input; it is not used",
            )
            .at(place)
            .found(known_columns(&table.header))
            .expected(format!(
                "for the nearest kind, \"{nearest}\", also: {}",
                absent.join(", ")
            ))
            .help(help)
        }
        Recognition::Known(_) => Diagnostic::notice(Code::NotUsed, "recognised").at(place),
    }
}
