//! The letter of a request: what is asked and why, what is still open, by when, to whom, on what basis, and how
//! the answers are protected.

use super::super::authority::Subject;
use super::super::board::{CoverLine, FROM};
use super::super::figure::Passage;
use super::super::words;
use super::form::Ask;
use super::form_sheets::{FormSheet, Takes};

impl Subject<'_> {
    /// To whom the letter goes, from whom, and by when an answer is wanted.
    pub(super) fn letter_head(self, ask: &Ask, contact: Option<&str>) -> Vec<CoverLine> {
        let name = self.assessment.name(self.id);
        let line = |label: &str, value: Option<String>| CoverLine {
            label: label.to_owned(),
            value,
        };
        vec![
            line(
                "To",
                Some(format!("the director of children’s services, {name}")),
            ),
            line(FROM, Some(self.board())),
            line("Date", None),
            line("Please answer by", ask.due.clone()),
            line("Please answer to", contact.map(str::to_owned)),
        ]
    }

    /// The passages of the letter.
    pub(super) fn letter(self, sheets: &[FormSheet], ask: &Ask) -> Vec<Passage> {
        let year = self.assessment.year;
        let again = ask.is_reminder.then(|| AGAIN.to_owned());
        let what = format!(
            "We ask for the counts and words that the annual statement on your authority for the year ending 31 March {year} is made \
             of: how many children you placed out of area, how far away and in what, how many of them went missing, what return \
             interviews taught, and what you did about it. The inquiry into children missing from care asks every authority to tell \
             its board this each year (Recommendation 9)."
        );
        let mut letter = vec![Passage::new(
            "What we ask, and why",
            again.into_iter().chain([what]),
        )];
        letter.push(Passage::new("What is still open", open(sheets)));
        letter.extend(
            ALWAYS.map(|(heading, paragraphs)| Passage::new(heading, paragraphs.iter().copied())),
        );
        letter
    }
}

const AGAIN: &str =
    "We asked for this before and have not had all of it. What is still open stands below.";

/// What every letter says.
const ALWAYS: [(&str, &[&str]); 3] = [
    (
        "How to answer",
        &[
            "Fill in the workbook that comes with this letter: one sheet a subject, a note beside each cell. Leave empty what you do \
             not know. You may rename sheets, add columns and write remarks; please leave the column “Question code” as it is. If you \
             send your return on children looked after (SSDA903) as well, the first sheet can stay empty. Please send it by secure \
             mail.",
        ],
    ),
    (
        "Legal basis",
        &[
            "Under section 16H of the Children Act 2004 safeguarding partners may ask for information that helps them in their work, \
             and whoever is asked must give it. Small counts can point at a child, so they are handled as personal data; the basis is \
             a public task (UK GDPR, Article 6(1)(e)).",
        ],
    ),
    (
        "How your answers are protected",
        &[
            "Send counts, however small, and no names, dates of birth, postcodes or identifiers. Small numbers stand only in the \
             board’s own version, which is marked on every page. In what is published they are withheld, with every number that would \
             tell one.",
        ],
    ),
];

/// What nobody has answered yet, a sentence a sheet; what is known need not be sent again.
fn open(sheets: &[FormSheet]) -> Vec<String> {
    let is_known = sheets
        .iter()
        .flat_map(|sheet| &sheet.rows)
        .any(|row| row.is_known);
    if !is_known {
        return vec!["All of it: we have no answer for this year yet.".to_owned()];
    }
    sheets.iter().map(open_of).collect()
}

fn open_of(sheet: &FormSheet) -> String {
    let name = &sheet.name;
    let open = sheet.rows.iter().filter(|row| !row.is_known);
    let mut open: Vec<String> = open
        .map(|row| match row.takes {
            Takes::Words => format!("“{}”", row.subject),
            Takes::Count | Takes::CountOutOf => format!("“{}”", row.question),
        })
        .collect();
    open.dedup();
    if open.is_empty() {
        format!("{name}: nothing, we have answers already.")
    } else if sheet.rows.iter().all(|row| !row.is_known) {
        format!("{name}: all of it.")
    } else {
        format!("{name}: {}.", words::list(&open))
    }
}
