//! The letter of a request: what is asked and why, what is still open, by when, to whom, on what basis, and how
//! the answers are protected.

use super::super::authority::Subject;
use super::super::figure::Passage;
use super::super::words;
use super::form::Ask;
use super::form_sheets::{FormSheet, Takes};

/// Room to write.
const LINE: &str = "………………………………";

impl Subject<'_> {
    /// The passages of the letter.
    pub(super) fn letter(
        self,
        sheets: &[FormSheet],
        ask: &Ask,
        contact: Option<&str>,
    ) -> Vec<Passage> {
        let year = self.assessment.year;
        let again = ask
            .is_reminder
            .then(|| "We asked for this before and have not had all of it. What is still open stands below.".to_owned());
        let what = format!(
            "We ask for the counts and words that your annual statement for the year ending 31 March {year} is made of: how many \
             children you placed out of area, how far and in what, how many of them went missing, what return interviews taught, and \
             what you did about it. The inquiry into children missing from care asks that every authority tells its board this each \
             year (Recommendation 9)."
        );
        let due = ask.due.as_deref().unwrap_or(LINE);
        let contact = contact.unwrap_or(LINE);
        let mut letter = vec![
            Passage::new("What we ask, and why", again.into_iter().chain([what])),
            Passage::new(
                "How to answer",
                [
                    "Fill in the workbook that comes with this letter: one sheet a subject, a note beside each cell. Leave empty \
                     what you do not know. You may rename sheets, add columns and write remarks; leave the column “Question code” as it \
                     is. If you send your return on children looked after (SSDA903), the first sheet can stay empty.",
                ],
            ),
            Passage::new(
                "By when, and to whom",
                [format!(
                    "Please send it back by {due} to {contact}, by secure mail."
                )],
            ),
        ];
        letter.push(Passage::new("What is still open", open(sheets)));
        letter.extend([
            Passage::new(
                "Legal basis",
                [
                    "Section 16H of the Children Act 2004: safeguarding partners may ask a person or body for information that helps \
                     them in their work, and who is asked must give it. Small counts can point at a child and are handled as personal \
                     data; the basis is a public task (UK GDPR, Article 6(1)(e)).",
                ],
            ),
            Passage::new(
                "How your answers are protected",
                [
                    "Send counts, however small, and no names, dates of birth, postcodes or identifiers. Small numbers stand only in the \
                     board’s own version, which is marked on every page. In what is published they are withheld, with every number that \
                     would tell one.",
                ],
            ),
        ]);
        letter
    }
}

/// What no figure of the dataset answers yet, a sentence a sheet; what is known need not be sent again.
fn open(sheets: &[FormSheet]) -> Vec<String> {
    let said = sheets.iter().map(|sheet| {
        let counted = sheet.rows.iter().filter(|row| row.takes != Takes::Words);
        let all = counted.clone().count();
        let open: Vec<String> = counted
            .filter(|row| !row.is_known)
            .map(|row| format!("“{}”", row.question))
            .collect();
        match (all, open.len()) {
            (0, _) => format!(
                "{}: all of it, as far as it is not told elsewhere.",
                sheet.name
            ),
            (_, 0) => format!("{}: nothing; we have answers already.", sheet.name),
            (all, left) if all == left => format!("{}: all of it.", sheet.name),
            _ => format!("{}: {}.", sheet.name, words::list(&open)),
        }
    });
    said.collect()
}
