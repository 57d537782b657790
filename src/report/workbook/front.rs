//! Cover, contents and notes.

use super::super::frame::Frame;
use super::super::reading;
use super::Content;
use super::model::{Cell, Line, Sheet, Table};
use crate::config::Licence;
use crate::source::Symbol;

/// What the workbook holds, in a sentence.
pub(super) const SUBJECT: &str =
    "Scores, ranks and figures of local authorities on children missing from care";

/// Title, publisher, contact, date, status, and what shorthand means.
pub(super) fn cover(frame: &Frame) -> Sheet {
    let given = |text: Option<&String>| text.map_or("not given", String::as_str).to_owned();
    let released = frame.released.as_ref().map(|date| &date.words);
    let mut lines: Vec<Line> = frame.marking.iter().map(Line::text).collect();
    lines.push(Line::text(format!("{SUBJECT}. {}.", frame.period)));
    lines.push(Line::text(&frame.status));
    lines.push(Line::text(format!(
        "Publisher: {}",
        given(frame.publisher.as_ref())
    )));
    lines.push(Line::text(format!(
        "Contact: {}",
        given(frame.contact.as_ref())
    )));
    lines.push(Line::text(format!("Date of release: {}", given(released))));
    if let Some(Licence { title, url, .. }) = &frame.licence {
        lines.push(Line::text(format!("Licence: {title}, {url}")));
    }
    lines.extend(frame.acknowledgements.iter().map(Line::text));
    for notice in &frame.notices {
        let said = notice.paragraphs.join(" ");
        lines.push(Line::text(format!("{}. {said}", notice.heading)));
    }
    lines.push(Line::heading("What shorthand means"));
    lines.push(Line::text(
        "Some cells hold shorthand in square brackets in place of a number:",
    ));
    lines.extend(shorthand().map(Line::text));
    lines.push(Line::heading("How the workbook is laid out"));
    lines.push(Line::text(
        "The sheet Contents lists the tables, one to a sheet. Each table starts in column A below its title. \
         Notes, such as [note 1], are on the sheet Notes. No meaning is in colour, and no cell is merged or hidden.",
    ));
    Sheet {
        name: "Cover".to_owned(),
        title: frame.title.clone(),
        lines,
        table: None,
    }
}

/// One sentence for each shorthand in use. `k` is printed as `low`.
fn shorthand() -> impl Iterator<Item = String> {
    let signs = reading::signs().into_iter();
    let signs = signs.filter(|sign| sign.symbol != Symbol::RoundsToZero);
    signs.map(|sign| {
        let more = match sign.symbol {
            Symbol::NotAvailable => ": no file has a figure, or there is too little to score",
            Symbol::NotApplicable => ", or no rank is given",
            _ => "",
        };
        format!("{}: {}{more}.", sign.sign, sign.meaning)
    })
}

/// The tables, each with a link to its sheet.
pub(super) fn contents(content: &Content<'_>, tables: &[Sheet]) -> Sheet {
    let columns = vec![("Sheet".to_owned(), 12), ("What it holds".to_owned(), 90)];
    let mut table = Table::new("contents", columns);
    let front = [
        ("Cover", "Title, publisher, contact and shorthand"),
        ("Notes", "Notes on the tables"),
    ];
    let front = front.map(|(name, title)| (name.to_owned(), title.to_owned()));
    let tables = tables.iter().map(|s| (s.name.clone(), s.title.clone()));
    table.rows = front
        .into_iter()
        .chain(tables)
        .map(|(name, title)| vec![Cell::Link(name), Cell::text(&title)])
        .collect();
    front_sheet(
        content,
        "Contents",
        "This sheet holds one table, with a link to every other sheet.",
        table,
    )
}

/// The notes that titles and headers refer to.
pub(super) fn notes(content: &Content<'_>) -> Sheet {
    let columns = vec![("Note".to_owned(), 12), ("Text".to_owned(), 110)];
    let mut table = Table::new("notes", columns);
    let texts = content.notes.texts().into_iter();
    table.rows = texts
        .map(|(reference, text)| vec![Cell::text(&reference), Cell::text(&text)])
        .collect();
    front_sheet(content, "Notes", "This sheet holds one table.", table)
}

fn front_sheet(content: &Content<'_>, name: &str, holds: &str, table: Table) -> Sheet {
    let mut lines = vec![Line::text(holds)];
    lines.extend(content.frame.marking.iter().map(Line::text));
    Sheet {
        name: name.to_owned(),
        title: name.to_owned(),
        lines,
        table: Some(table),
    }
}
