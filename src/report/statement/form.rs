//! The form by which a board asks an authority for what its statement needs: as a page and a
//! document to read, and as files to fill in that this program reads back.

use serde::Serialize;

use super::super::authority::Subject;
use super::super::board::CoverLine;
use super::super::figure::Passage;
use super::super::frame::Frame;
use super::super::{Reports, file_name, inert};
use super::answered::{QUESTIONS, Question};
use super::form_sheets::FormSheet;
use crate::authority::AuthorityId;
use crate::indicator::definition;

/// The request form.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RequestForm {
    /// What stands on every page.
    pub frame: Frame,
    /// The authority's code in the year.
    pub code: String,
    /// The name of its files, without ending.
    pub file: String,
    /// The authority's name.
    pub name: String,
    /// What it is.
    pub title: String,
    /// Who asks.
    pub audience: String,
    /// What it is for, in a sentence or two.
    pub purpose: String,
    /// To whom the letter goes, from whom, and by when and to whom an answer is wanted.
    pub head: Vec<CoverLine>,
    /// The letter: what is asked and why, by when, to whom, on what basis, and how it is protected.
    pub letter: Vec<Passage>,
    /// The sheets of the workbook to fill in.
    pub sheets: Vec<FormSheet>,
    /// The authority's code and the year, as each row of the workbook has them.
    pub place: (String, i16),
    /// What is asked, one file each, for those who would rather send files.
    pub parts: Vec<FormPart>,
}

/// What a board says when it asks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ask {
    /// By when the answer is wanted, as it is to be printed; none leaves a line to write on.
    pub due: Option<String>,
    /// Whether it asks again.
    pub is_reminder: bool,
}

/// A file to fill in, with guidance.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FormPart {
    /// What it is about.
    pub title: String,
    /// What to bear in mind, a paragraph each.
    pub guidance: Vec<String>,
    /// The file to fill in, beside the form.
    pub file: String,
    /// What the table of fields holds.
    pub caption: String,
    /// What the places of the fields are: columns or rows of the file.
    pub where_heading: String,
    /// What is asked in it.
    pub fields: Vec<FormField>,
    /// The file as it is sent out.
    pub blank: String,
}

/// One answer of the form.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FormField {
    /// What is asked.
    pub question: String,
    /// How to count it.
    pub guidance: String,
    /// The column or row it goes into.
    pub place: String,
}

/// The measures that are asked for, where no return is given.
pub(super) const MEASURES: [&str; 15] = [
    "cla-at-31-march",
    "cla-during-year",
    "placed-outside",
    "placed-20-miles-outside",
    "children-missing",
    "repeat-missing",
    "missing-incident-rate",
    "long-missing",
    "outside-and-missing",
    "uasc-share",
    "uasc-missing",
    "uasc-still-missing",
    "uasc-nationality-recorded",
    "host-notified",
    "host-notified-in-five-days",
];

/// The columns of the totals of return interviews that are filled in.
pub(super) const TOTALS: [(&str, &str, &str); 7] = [
    (
        "incidents",
        "Missing incidents",
        "All missing incidents in the year, those still open too. Count incidents, not children.",
    ),
    (
        "offered",
        "Offered",
        "Of those incidents, how many were followed by the offer of an interview.",
    ),
    (
        "offered_within_72h",
        "Offered within 72 hours",
        "Of those incidents, those with an interview offered within 72 hours of the return. Leave it empty where times are not recorded.",
    ),
    (
        "held",
        "Held",
        "Of those incidents, those with an interview that took place.",
    ),
    (
        "held_within_72h",
        "Held within 72 hours",
        "Of those incidents, those with an interview that took place within 72 hours of the return.",
    ),
    (
        "accepted",
        "Accepted",
        "Of those offered, the ones the child accepted. A child may refuse.",
    ),
    (
        "reviewed",
        "Placement reviews",
        "Of the incidents, those followed by a review of the placement.",
    ),
];

impl Reports<'_> {
    /// The form for an authority of the year; none where it is not one.
    pub fn request_form(&self, id: AuthorityId, ask: &Ask) -> Option<RequestForm> {
        let subject = Subject::of(
            (self.assessment, self.previous.as_deref()),
            &self.shared,
            id,
        )?;
        let code = self.assessment.code(id).to_owned();
        let year = self.assessment.year;
        let frame = self.frame.alone(None);
        let sheets = subject.form_sheets();
        Some(RequestForm {
            file: format!("request-{}", file_name(&code)),
            name: self.assessment.name(id).to_owned(),
            title: if ask.is_reminder {
                "reminder of our request for the annual statement".to_owned()
            } else {
                "request for the annual statement".to_owned()
            },
            audience: format!("From {}. {}.", subject.board(), frame.period),
            purpose: format!(
                "Please fill in the workbook for the year from 1 April {} to 31 March {year} and send it back.",
                year - 1
            ),
            head: subject.letter_head(ask, frame.contact.as_deref()),
            letter: subject.letter(&sheets, ask),
            place: subject.form_place(),
            sheets,
            parts: vec![
                subject.asked_figures(&code),
                asked_interviews(&code, year),
                asked_police(&code, year),
                asked_words(&code),
                asked_steps(&code),
            ],
            code,
            frame,
        })
    }
}

impl Subject<'_> {
    fn asked_figures(self, code: &str) -> FormPart {
        let year = self.assessment.year;
        let mut blank = String::from("authority_code,year,indicator,numerator,denominator,value\n");
        for indicator in MEASURES {
            blank += &format!("{},{year},{indicator},,,\n", inert(code));
        }
        let field = |indicator: &&str| {
            let known = definition(indicator)?;
            let counted = known.numerator.words;
            let guidance = match known.denominator {
                None => format!("value: {counted}."),
                Some(whole) => format!("numerator: {counted}; denominator: {}.", whole.words),
            };
            Some(FormField {
                question: self.measure_title(indicator),
                guidance,
                place: (*indicator).to_owned(),
            })
        };
        FormPart {
            title: "1. Children placed out of area, missing, unaccompanied".to_owned(),
            guidance: FIGURES.map(str::to_owned).to_vec(),
            file: "fill-in/measures.csv".to_owned(),
            caption: "Counts asked for".to_owned(),
            where_heading: "Row (indicator)".to_owned(),
            fields: MEASURES.iter().filter_map(field).collect(),
            blank,
        }
    }
}

const FIGURES: [&str; 2] = [
    "Leave this file out if you send your return on children looked after (SSDA903), which answers all of it and more. Otherwise \
     give both counts in each row and leave “value” empty, except where only a value is asked for. Remove the rows you cannot \
     answer: do not enter 0 for what is not known.",
    "Enter true counts, however small: this form is for the board alone, and so is what is made of it with “--mode internal”. In \
     what is made of it for the public, counts that point at few children are withheld.",
];

fn asked_interviews(code: &str, year: i16) -> FormPart {
    let columns: Vec<&str> = TOTALS.iter().map(|(column, ..)| *column).collect();
    let empty = ",".repeat(columns.len());
    let blank = format!(
        "authority_code,year,{}\n{},{year}{empty}\n",
        columns.join(","),
        inert(code)
    );
    let field = |(column, question, guidance): &(&str, &str, &str)| FormField {
        question: (*question).to_owned(),
        guidance: (*guidance).to_owned(),
        place: (*column).to_owned(),
    };
    FormPart {
        title: "2. Return interviews and placement reviews".to_owned(),
        guidance: vec![
            "One row with the totals of the year. “incidents”, “offered” and “held” are needed; leave out this file if they are \
             not known, and delete the row if it stays empty. If you can send a log with a row for each interview (return-interviews.csv), send that instead: it \
             also says why children went missing and what harm came to light."
                .to_owned(),
        ],
        file: "fill-in/interview-totals.csv".to_owned(),
        caption: "Totals asked for".to_owned(),
        where_heading: "Column".to_owned(),
        fields: TOTALS.iter().map(field).collect(),
        blank,
    }
}

fn asked_police(code: &str, year: i16) -> FormPart {
    let row =
        |scope: &str, definition: &str| format!("{},{year},{scope},{definition},,,\n", inert(code));
    let blank = [
        "authority_code,year,scope,definition,missing_incidents,children_missing,absent_incidents\n".to_owned(),
        row("responsible", "all"),
        row("responsible", "over-24h"),
        row("located", "all"),
    ];
    let field = |place: &str, question: &str, guidance: &str| FormField {
        question: question.to_owned(),
        guidance: guidance.to_owned(),
        place: place.to_owned(),
    };
    FormPart {
        title: "3. The police’s counts".to_owned(),
        guidance: vec![
            "Ask the police for their counts of the year. Fill in the rows you get and delete the others, or leave out this \
             file: a row without a count of incidents cannot be read. In each, “missing_incidents” is needed; \
             “children_missing” and “absent_incidents” (absences the police did not call missing) may stay empty."
                .to_owned(),
        ],
        file: "fill-in/police.csv".to_owned(),
        caption: "Police counts asked for".to_owned(),
        where_heading: "Row (scope, definition)".to_owned(),
        fields: vec![
            field(
                "responsible, all",
                "Your children, incidents of any length",
                "Children you look after, wherever they are placed.",
            ),
            field(
                "responsible, over-24h",
                "Your children, incidents over 24 hours",
                "The same, of them those of more than 24 hours.",
            ),
            field(
                "located, all",
                "All looked-after children in your area",
                "Whoever is responsible for them.",
            ),
        ],
        blank: blank.concat(),
    }
}

/// What is asked in words, since no file of figures takes it.
fn asked_words(code: &str) -> FormPart {
    let mut blank = String::from(
        "<!--\nWrite each answer after its colon, or as further lines below a heading. Lines that stay as they are, and \nheadings without an answer, are not printed.\n-->\n",
    );
    for question in &QUESTIONS {
        blank += &format!("\n# {}\n\n", question.heading);
        for line in question.lines {
            blank += &format!("- {line}:\n");
        }
    }
    let field = |question: &Question| FormField {
        question: question.heading.to_owned(),
        guidance: if question.lines.is_empty() {
            question.guidance.to_owned()
        } else {
            format!(
                "{} Asked: {}.",
                question.guidance,
                question.lines.join("; ")
            )
        },
        place: format!("# {}", question.heading),
    };
    FormPart {
        title: "4. Where children are placed, who hosts them, what interviews taught".to_owned(),
        guidance: vec![
            "What your return (SSDA903), a log of interviews and a record of notifications do not already tell. Leave out \
             what they do. Lines and tables of Markdown are both read. Answers are printed as you send them, in the version for the board’s own eyes only: they may hold \
             small numbers. A text with a postcode, a date of birth or a child’s identifier is refused."
                .to_owned(),
        ],
        file: format!("fill-in/answers/{}.md", file_name(code)),
        caption: "Asked in words".to_owned(),
        where_heading: "Heading".to_owned(),
        fields: QUESTIONS.iter().map(field).collect(),
        blank,
    }
}

fn asked_steps(code: &str) -> FormPart {
    FormPart {
        title: "5. Steps taken".to_owned(),
        guidance: vec![
            "In your own words, at most three pages: what you did in the year so that fewer children go missing, so that those \
             placed out of area are safe, and so that there are places nearer home; what you learnt from return interviews and \
             changed because of it; what you did for unaccompanied children who are still missing."
                .to_owned(),
            "The words are printed as you send them. A text with a postcode, a date of birth or a child’s identifier is refused."
                .to_owned(),
        ],
        file: format!("fill-in/steps-taken/{}.md", file_name(code)),
        caption: String::new(),
        where_heading: String::new(),
        fields: Vec::new(),
        blank: STEPS.to_owned(),
    }
}

const STEPS: &str = "<!--
The steps taken in the year, in your own words: at most three pages of Markdown.

- so that fewer children go missing
- for children placed out of area
- so that there are places nearer home
- what return interviews taught, and what changed because of it
- for unaccompanied children who are still missing

Write below this comment.
-->
";
