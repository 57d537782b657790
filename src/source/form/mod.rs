//! The form that a board sends an authority, as it comes back: a row a question, on whichever sheet.
//!
//! People fill in forms as they write: rows stay blank, "n/a" and "not recorded" stand where nothing is
//! known, "<5" where a small number is withheld, words beside a number. What can be read is read; an answer
//! that cannot is left out with one message, and the rest is used.

mod answer;
mod question;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::authority::{AuthorityId, Register};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::indicator::{Kind, definition};

use super::cells::{Given, location, year_of};
use super::interview_totals::InterviewTotals;
use super::own::GivenMeasure;
use super::police::{MissingDefinition, PoliceCount, Scope};
use super::published::Location;
use super::symbol::{Figure, Symbol};
use super::table::{Row, Table};
use super::words::{self, Words, WordsKind};

use answer::{Answer, Unread, read};
use question::Question;

/// What the answers of one sheet give.
#[derive(Debug, Default)]
pub(super) struct FormAnswers {
    pub(super) measures: Vec<GivenMeasure>,
    pub(super) interviews: Vec<InterviewTotals>,
    pub(super) police: Vec<PoliceCount>,
    pub(super) words: Vec<Words>,
}

/// Reads a sheet of a form.
pub(super) fn form(
    table: &Table<'_>,
    register: &Register,
    diagnostics: &mut Diagnostics,
) -> FormAnswers {
    let Some(columns) = Columns::of(table) else {
        return FormAnswers::default();
    };
    let mut gathered = Gathered::default();
    let mut before = Given::new();
    table.for_each_row(diagnostics, |row, diagnostics| {
        let text = row.cell(columns.answer);
        let code = row.cell(columns.code);
        if answer::is_left_open(text) {
            // Words in the second cell alone would be lost without a word.
            diagnostics.extend(columns.only_out_of(row));
            return;
        }
        let Some(question) = Question::of(code) else {
            diagnostics.push(not_used(
                row,
                columns.code,
                "this row is none of the form’s: its question has no code that is known, so that its answer is not used",
                "the code that the form came with",
            ));
            return;
        };
        if row.cell(columns.authority).is_empty() || row.cell(columns.year).is_empty() {
            diagnostics.push(not_used(
                row,
                columns.authority,
                "this row does not say whose answer it is, or of which year; it is not used",
                "the code of the authority and the year that the form came with",
            ));
            return;
        }
        let place = location(row, columns.authority, register, diagnostics);
        let year = year_of(row, columns.year, diagnostics);
        let (Some((Location::Authority(authority), named)), Some(year)) = (place, year) else {
            return;
        };
        let key = (authority, year, code.to_owned());
        if before.is_first(key, row, columns.code, "this answer", diagnostics) {
            let asked = Asked {
                authority,
                named,
                year,
                question,
            };
            gathered.take(row, &asked, &columns, diagnostics);
        }
    });
    gathered.answers(table.name, diagnostics)
}

/// A question with whom it was put to.
struct Asked<'q> {
    authority: AuthorityId,
    /// As the row names it.
    named: Arc<str>,
    year: i16,
    question: Question<'q>,
}

/// Where the columns of a form stand.
struct Columns {
    authority: usize,
    year: usize,
    code: usize,
    answer: usize,
    out_of: Option<usize>,
}

impl Columns {
    fn of(table: &Table<'_>) -> Option<Self> {
        let found = table.recognised()?;
        Some(Self {
            authority: found.column("authority_code")?,
            year: found.column("year")?,
            code: found.column("question_code")?,
            answer: found.column("answer")?,
            out_of: found.column("out_of"),
        })
    }

    /// Said where a row has what it is out of and no answer.
    fn only_out_of(&self, row: &Row<'_>) -> Option<Diagnostic> {
        let at = self.out_of?;
        let alone = !answer::is_left_open(row.cell(at));
        alone.then(|| {
            not_used(
                row,
                self.answer,
                "this row says out of how many, and gives no answer; it is not used",
                "a number in both cells",
            )
        })
    }
}

/// Counts of the police that belong together, and where the first of them stands.
struct Counted {
    place: Place,
    counts: BTreeMap<String, f64>,
}

/// Answers as they are met; what belongs to one row of another kind of file is put together at the end.
#[derive(Default)]
struct Gathered {
    measures: Vec<GivenMeasure>,
    interviews: BTreeMap<(AuthorityId, i16), BTreeMap<String, Figure>>,
    police: BTreeMap<(AuthorityId, i16, Scope, MissingDefinition), Counted>,
    words: BTreeMap<(AuthorityId, i16, WordsKind), String>,
}

impl Gathered {
    fn take(
        &mut self,
        row: &Row<'_>,
        asked: &Asked<'_>,
        columns: &Columns,
        diagnostics: &mut Diagnostics,
    ) {
        let (authority, year) = (asked.authority, asked.year);
        if let Question::Words(kind, heading, line) = asked.question {
            let key = (authority, year, kind);
            self.say(key, heading, line, row.cell(columns.answer));
            return;
        }
        let Some(answer) = counted(row, columns.answer, diagnostics) else {
            return;
        };
        match asked.question {
            Question::Measure(indicator) => {
                let measure = measure(row, (indicator, answer), columns, diagnostics);
                self.measures.extend(measure.map(|(counts, value)| GivenMeasure {
                    location: Location::Authority(authority),
                    code: Arc::clone(&asked.named),
                    year,
                    indicator: indicator.to_owned(),
                    numerator: counts.map(|(numerator, _)| numerator),
                    denominator: counts.map(|(_, denominator)| denominator),
                    value,
                    published: None,
                    line: row.line(),
                }));
            }
            Question::Interviews(total) => {
                let totals = self.interviews.entry((authority, year)).or_default();
                totals.insert(total.to_owned(), answer.figure);
            }
            Question::Police(scope, definition, what) => match answer.figure.number() {
                Some(count) => {
                    let key = (authority, year, scope, definition);
                    let counted = self.police.entry(key).or_insert_with(|| Counted {
                        place: row.place(columns.answer),
                        counts: BTreeMap::new(),
                    });
                    counted.counts.insert(what.to_owned(), count);
                }
                None => diagnostics.push(not_used(
                    row,
                    columns.answer,
                    "a count of the police that is withheld cannot be compared; it is not used",
                    "the number itself: the board’s own version shows small numbers, the public one withholds them",
                )),
            },
            Question::Words(..) => {}
        }
    }

    /// Words as the text that a file of them would hold.
    fn say(
        &mut self,
        key: (AuthorityId, i16, WordsKind),
        heading: &str,
        line: Option<&str>,
        said: &str,
    ) {
        let text = self.words.entry(key).or_default();
        let title = format!("# {heading}\n");
        if key.2 == WordsKind::Answers && !text.contains(&title) {
            *text += &format!("\n{title}\n");
        }
        match line {
            Some(line) => *text += &format!("- {line}: {}\n", said.replace('\n', " ")),
            None => *text += &format!("{said}\n\n"),
        }
    }

    fn answers(self, name: &str, diagnostics: &mut Diagnostics) -> FormAnswers {
        let interviews = self.interviews.into_iter();
        let police =
            self.police
                .into_iter()
                .filter_map(|((authority, year, scope, definition), given)| {
                    let of = |what: &str| given.counts.get(what).copied();
                    let Some(missing_incidents) = of("missing_incidents") else {
                        diagnostics.push(without_incidents(given.place));
                        return None;
                    };
                    Some(PoliceCount {
                        authority,
                        year,
                        scope,
                        definition,
                        missing_incidents,
                        children_missing: of("children_missing"),
                        absent_incidents: of("absent_incidents"),
                    })
                });
        let police = police.collect();
        let words = self
            .words
            .into_iter()
            .filter_map(|(key, text)| words::of_form(key, name, &text, diagnostics));
        FormAnswers {
            measures: self.measures,
            interviews: interviews.filter_map(totals).collect(),
            police,
            words: words.collect(),
        }
    }
}

/// A message on counts of the police that lack the one they are read by.
fn without_incidents(place: Place) -> Diagnostic {
    let message = "the police’s missing incidents of these children are not given; what stands beside them is not used";
    Diagnostic::warning(Code::FormAnswer, message)
        .at(place)
        .expected("the number of missing incidents, in the row for them")
        .help("ask the police for it; the other answers are used")
}

/// Totals of which any was given; the others are not available.
fn totals(
    ((authority, year), given): ((AuthorityId, i16), BTreeMap<String, Figure>),
) -> Option<InterviewTotals> {
    let of = |total: &str| given.get(total).copied();
    let needed = |total: &str| of(total).unwrap_or(Figure::Symbol(Symbol::NotAvailable));
    (!given.is_empty()).then(|| InterviewTotals {
        authority,
        year,
        incidents: needed("incidents"),
        offered: needed("offered"),
        offered_in_time: of("offered_within_72h"),
        held: needed("held"),
        held_in_time: of("held_within_72h"),
        accepted: of("accepted"),
        reviewed: of("reviewed"),
    })
}

/// The answer of a cell; what cannot be read is said once.
fn counted(row: &Row<'_>, column: usize, diagnostics: &mut Diagnostics) -> Option<Answer> {
    match read(row.cell(column)) {
        Ok(answer) => {
            if answer.is_estimate {
                let message = "this answer says that it is an estimate; it is taken as it stands";
                diagnostics.push(
                    Diagnostic::warning(Code::FormAnswer, message)
                        .at(row.place(column))
                        .help("send the counted number where there is one"),
                );
            }
            Some(answer)
        }
        Err(Unread::NotGiven) => None,
        Err(why) => {
            diagnostics.push(not_used(row, column, why.message(), why.expected()));
            None
        }
    }
}

/// Both counts of a measure that is out of others, or its value.
#[allow(clippy::type_complexity, reason = "two counts or a value")]
fn measure(
    row: &Row<'_>,
    (indicator, answer): (&str, Answer),
    columns: &Columns,
    diagnostics: &mut Diagnostics,
) -> Option<(Option<(Figure, Figure)>, Option<Figure>)> {
    let known = definition(indicator);
    let Some(known) = known else {
        diagnostics.push(not_used(
            row,
            columns.code,
            "this question has the code of no measure; its answer is not used",
            "the code that the form came with",
        ));
        return None;
    };
    if known.denominator.is_none() {
        return Some((None, Some(answer.figure)));
    }
    let at = columns
        .out_of
        .filter(|at| !answer::is_left_open(row.cell(*at)));
    let whole = match (at, answer.out_of) {
        (Some(at), _) => counted(row, at, diagnostics)?.figure,
        (None, Some(whole)) => whole,
        (None, None) => {
            diagnostics.push(not_used(
                row,
                columns.out_of.unwrap_or(columns.answer),
                "this answer does not say out of how many; it is not used",
                "the number of all of them in the column “Out of”",
            ));
            return None;
        }
    };
    let larger = answer.figure.number().zip(whole.number());
    if larger.is_some_and(|(part, whole)| part > whole && known.kind == Kind::Proportion) {
        diagnostics.push(not_used(
            row,
            columns.answer,
            "this answer is larger than what it is out of; neither is used",
            "a part of those in the column “Out of”",
        ));
        return None;
    }
    Some((Some((answer.figure, whole)), None))
}

/// A message on an answer that is left out. What stands in the cell is not said: it may be about a child.
fn not_used(row: &Row<'_>, column: usize, message: &str, expected: &str) -> Diagnostic {
    Diagnostic::warning(Code::FormAnswer, message)
        .at(row.place(column))
        .expected(expected)
        .help("correct the cell, or leave it empty; the other answers are used")
}

#[cfg(test)]
mod tests;
