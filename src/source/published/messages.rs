//! What is said of a published table as a whole.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::source::table::Table;

use super::label::MEANT;
use super::layout::{Identified, NotUsed};

/// Why a table gives no figure, said once.
pub(super) fn not_used(table: &Table<'_>, why: &NotUsed) -> Diagnostic {
    let place = Place::file(table.name);
    let note = |message: String| Diagnostic::notice(Code::LabelNotUsed, message);
    match why {
        NotUsed::Filter(column) => note(format!(
            "this published table is set out by {column}, as no table is that indicators are taken from; it is not used"
        )),
        NotUsed::Labels => note(
            "this is a published table, but no indicator is taken from it; it is not used".to_owned(),
        ),
        NotUsed::NoAuthorities => note(
            "this published table has no rows of authorities; no indicator is taken from it and it is not used".to_owned(),
        ),
        NotUsed::NoCount(title) => Diagnostic::warning(
            Code::MissingColumn,
            format!("this looks like the table of {title}, but has no column \"number\" with counts; it is not used"),
        )
        .expected("a column \"number\" (children_count in later releases)")
        .help("download the file again, or restore the column's name"),
    }
    .at(place)
}

/// Labels that indicators need and the table has not: one message for the table.
pub(super) fn lacking(name: &str, identified: &Identified) -> Option<Diagnostic> {
    let lacking = identified.lacking();
    let first = lacking.first()?;
    let meant = lacking
        .iter()
        .any(|label| label.likeness >= MEANT && label.nearest.is_some());
    let told: Vec<String> = lacking
        .iter()
        .map(|label| {
            let years = if label.years.is_empty() {
                String::new()
            } else {
                format!(" in {}", label.years.join(", "))
            };
            let near = match &label.nearest {
                Some(nearest) if label.likeness >= MEANT => {
                    format!("; nearest is \"{nearest}\"")
                }
                _ => String::new(),
            };
            let usual = &label.usual;
            format!(
                "\"{usual}\"{years} (no figure for {}{near})",
                label.indicators.join(", ")
            )
        })
        .collect();
    let title = &identified.layout.known.title;
    let message = format!(
        "this table of {title} has no label known as {}",
        told.join("; ")
    );
    let diagnostic = if meant {
        Diagnostic::warning(Code::LabelUnknown, message)
            .help("if the publisher worded the label anew, change it in the file to the one that is known and tell us")
    } else {
        Diagnostic::notice(Code::LabelUnknown, message)
    };
    Some(
        diagnostic
            .at(Place::file(name))
            .expected(format!("\"{}\"", first.usual)),
    )
}

/// No column says which authority a row is about.
pub(super) fn missing_code(name: &str) -> Diagnostic {
    Diagnostic::error(Code::MissingColumn, "there is no column \"new_la_code\"")
        .at(Place::file(name))
        .expected("a column \"new_la_code\": it holds the nine-character code of each authority")
        .help("download the file again, or restore the column's name")
}
