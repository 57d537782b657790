//! A report to a board as JSON: its figures in one list, its words in another place.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Serialize;

use crate::config::{Licence, Mode};
use crate::measure::Absence;
use crate::report::{
    Action, Answer, BoardMeasure, BoardReport, BoardSection, CoverLine, Figure, Frame, GroupTable,
    Lack, Passage, Sign, TextBlock,
};

use super::json::Count;

/// The version of the form; it changes when a key changes its meaning or goes away.
pub const SCHEMA_VERSION: u32 = 3;

/// The name of the schema.
fn schema_name() -> String {
    format!("urn:care-scorecard:board-report:{SCHEMA_VERSION}")
}

/// The JSON Schema (draft 2020-12) of the form, with a line end.
///
/// # Errors
/// Only where the schema cannot be written as JSON, which does not happen.
pub fn schema() -> Result<String, serde_json::Error> {
    let mut schema = schemars::schema_for!(Document<'static>);
    let title = format!("A report to a board, version {SCHEMA_VERSION}");
    schema.insert("title".to_owned(), title.into());
    schema.insert("$id".to_owned(), schema_name().into());
    serde_json::to_string_pretty(&schema).map(|text| text + "\n")
}

/// A report as JSON, with a line end.
///
/// # Errors
/// Only where a number cannot be written as JSON, which a report never holds.
pub fn report(report: &BoardReport) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(&document(report)).map(|text| text + "\n")
}

/// An annual statement or a section of a needs assessment on one authority.
#[derive(Debug, Serialize, JsonSchema)]
struct Document<'a> {
    /// The name of the schema that describes this form.
    #[serde(rename = "$schema")]
    schema: String,
    schema_version: u32,
    generator: &'a str,
    /// Protective marking and embargo; null where there is neither.
    marking: Option<&'a str>,
    /// `statement` or `jsna`.
    kind: &'a str,
    title: &'a str,
    /// Whom it is for.
    audience: &'a str,
    authority: Authority<'a>,
    /// The year ending 31 March.
    year: i16,
    period: &'a str,
    /// What it claims to be, in a sentence.
    status: &'a str,
    /// Null where the configuration does not say.
    publisher: Option<&'a str>,
    /// Null where the configuration does not say.
    contact: Option<&'a str>,
    /// Date of release as ISO 8601; null where there is none.
    released: Option<&'a str>,
    /// The licence that it may be used under; null where the publisher gives none, and in an internal version.
    licence: Option<&'a Licence>,
    /// What the publishers of its sources ask to be said.
    acknowledgements: &'a [String],
    /// What it is made from.
    sources: Vec<Source<'a>>,
    /// `public`, or `internal` where small numbers are in it.
    mode: Mode,
    /// The figures by which the next statement tells a change; empty where it is no statement of one authority.
    measures: Vec<MeasureRow<'a>>,
    /// Every figure of its tables and charts over years.
    figures: Vec<FigureRow<'a>>,
    prose: Prose<'a>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Authority<'a> {
    code: &'a str,
    name: &'a str,
}

/// Files of one kind that figures were taken from.
#[derive(Debug, Serialize, JsonSchema)]
struct Source<'a> {
    /// What they are.
    title: &'a str,
    /// Their paths within the dataset, or how many they are.
    files: &'a [String],
}

/// A figure that is handed on to the next statement.
#[derive(Debug, Serialize, JsonSchema)]
struct MeasureRow<'a> {
    indicator: &'a str,
    /// `child-level`, `published`, `given` or `computed`.
    source: &'a str,
    /// Unrounded; null where it is not shown.
    value: Option<Count>,
    numerator: Option<Count>,
    denominator: Option<Count>,
    /// `ok` beside a value; a symbol, or `no-data`, where there is none.
    status: &'a str,
}

/// A cell of a table, by where it stands.
#[derive(Debug, Serialize, JsonSchema)]
struct FigureRow<'a> {
    /// The section, by its code.
    section: &'a str,
    /// What the table counts.
    table: &'a str,
    /// The group, or what is counted.
    row: &'a str,
    /// The heading of its column.
    column: &'a str,
    /// The number, unrounded; null where there is none.
    value: Option<Count>,
    /// `ok` beside a number; a symbol, or `no-data`, where there is none; `words` where words stand in its place.
    status: Cow<'a, str>,
    /// As it is printed; null where nothing is.
    shown: Option<&'a str>,
    /// What it is a share of, as it is printed: "46%"; null where it is none, or is of too few.
    share: Option<&'a str>,
    /// Whether it is of the total of the other rows.
    is_total: bool,
}

/// All that it says in words.
#[derive(Debug, Serialize, JsonSchema)]
struct Prose<'a> {
    /// Author, approver, date, contact, period, status, marking.
    cover: Vec<Cover<'a>>,
    headline: &'a str,
    /// What a reader must know before any figure.
    first: &'a [String],
    answers: Vec<Answered<'a>>,
    sections: Vec<Section<'a>>,
    limits: &'a [String],
    actions: Vec<ToDo<'a>>,
    /// The list of words.
    terms: Vec<Said<'a>>,
    signs: Vec<Shorthand<'a>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Cover<'a> {
    label: &'a str,
    /// Null where it is still to be written in.
    value: Option<&'a str>,
}

/// Something to act on. Who does it, by when and how far it is are the board's to fill in.
#[derive(Debug, Serialize, JsonSchema)]
struct ToDo<'a> {
    finding: &'a str,
    question: &'a str,
    owner: Option<&'a str>,
    due: Option<&'a str>,
    progress: Option<&'a str>,
    /// The year of the statement that asked first; null where that is this one.
    since: Option<i16>,
}

/// A heading and its paragraphs.
#[derive(Debug, Serialize, JsonSchema)]
struct Said<'a> {
    heading: &'a str,
    paragraphs: &'a [String],
}

/// A point of a recommendation, and where it is answered.
#[derive(Debug, Serialize, JsonSchema)]
struct Answered<'a> {
    recommendation: &'a str,
    point: &'a str,
    /// In brief; null where nothing answers it.
    answer: Option<&'a str>,
    /// The section that answers it; null where none does.
    section: Option<&'a str>,
    /// Why nothing answers it: `withheld`, `not-given`, `not-read` (too many rows of the return), `none` (nothing to count);
    /// null where something does. What is `not-given` is for the next request to ask.
    lack: Option<&'a str>,
    /// The title of that section, or why there is none in words.
    place: &'a str,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Section<'a> {
    code: &'a str,
    title: &'a str,
    finding: &'a str,
    tables: Vec<TableWords<'a>>,
    notes: &'a [String],
    /// Words of the authority.
    words: &'a [TextBlock],
    source: &'a str,
}

/// What is said of a table; its figures are in `figures`.
#[derive(Debug, Serialize, JsonSchema)]
struct TableWords<'a> {
    caption: &'a str,
    /// The heading of its groups; null where there is none.
    groups: Option<&'a str>,
    columns: Vec<&'a str>,
    notes: &'a [String],
}

/// A sign and what it means.
#[derive(Debug, Serialize, JsonSchema)]
struct Shorthand<'a> {
    sign: &'a str,
    meaning: &'a str,
}

fn document(report: &BoardReport) -> Document<'_> {
    let frame: &Frame = &report.frame;
    Document {
        schema: schema_name(),
        schema_version: SCHEMA_VERSION,
        generator: crate::GENERATOR,
        marking: frame.marking.as_deref(),
        kind: report.kind.as_str(),
        title: &report.title,
        audience: &report.audience,
        authority: Authority {
            code: &report.code,
            name: &report.name,
        },
        year: frame.year,
        period: &frame.period,
        status: &frame.status,
        publisher: frame.publisher.as_deref(),
        contact: frame.contact.as_deref(),
        released: frame.released.as_ref().map(|date| date.iso.as_str()),
        licence: frame.licence.as_ref(),
        acknowledgements: &frame.acknowledgements,
        sources: frame
            .sources
            .iter()
            .map(|source| Source {
                title: &source.kind,
                files: &source.files,
            })
            .collect(),
        mode: report.mode,
        measures: report.measures.iter().map(measure).collect(),
        figures: report.sections.iter().flat_map(figures).collect(),
        prose: prose(report),
    }
}

/// The figures of a section: those of its tables, then those of its lines over years.
fn figures(section: &BoardSection) -> impl Iterator<Item = FigureRow<'_>> {
    let code = section.section.code.as_str();
    let tables = section.section.tables.iter();
    let tables = tables.flat_map(move |table| of_table(code, table));
    let lines = section.lines.iter().flat_map(move |lines| {
        lines.lines.iter().flat_map(move |line| {
            let years = lines.years.iter().zip(&line.values);
            years.filter_map(move |(year, figure)| {
                let place = (
                    code,
                    lines.title.as_str(),
                    line.name.as_str(),
                    year.as_str(),
                );
                Some(row(place, figure.as_ref()?))
            })
        })
    });
    tables.chain(lines)
}

fn of_table<'a>(
    code: &'a str,
    table: &'a GroupTable,
) -> impl Iterator<Item = FigureRow<'a>> + use<'a> {
    table.rows.iter().flat_map(move |group| {
        let cells = table.columns.iter().zip(&group.cells);
        cells.map(move |(column, cell)| {
            let place = (
                code,
                table.caption.as_str(),
                group.label.as_str(),
                column.heading.as_str(),
            );
            FigureRow {
                share: cell.share.as_deref(),
                is_total: group.is_total,
                ..row(place, &cell.figure)
            }
        })
    })
}

/// A figure by its section, table, row and column.
fn row<'a>(
    (section, table, row, column): (&'a str, &'a str, &'a str, &'a str),
    figure: &'a Figure,
) -> FigureRow<'a> {
    let status = match (figure.value, figure.absence) {
        (Some(_), _) => "ok",
        (None, Some(absence)) => absence.as_str(),
        (None, None) => "words",
    };
    FigureRow {
        section,
        table,
        row,
        column,
        value: figure.value.map(Count),
        status: status.into(),
        shown: Some(figure.display.as_str()).filter(|shown| !shown.is_empty()),
        share: None,
        is_total: false,
    }
}

fn prose(report: &BoardReport) -> Prose<'_> {
    Prose {
        cover: report.cover.iter().map(cover).collect(),
        headline: &report.headline,
        first: &report.first,
        answers: report.answers.iter().map(answered).collect(),
        sections: report.sections.iter().map(section).collect(),
        limits: &report.limits,
        actions: report.actions.iter().map(to_do).collect(),
        terms: report.terms.iter().map(said).collect(),
        signs: report.signs.iter().map(shorthand).collect(),
    }
}

fn measure(measure: &BoardMeasure) -> MeasureRow<'_> {
    MeasureRow {
        indicator: measure.indicator,
        source: measure.source.as_str(),
        value: measure.value.ok().map(Count),
        numerator: measure.counts.map(|(count, _)| Count(count)),
        denominator: measure.counts.map(|(_, of)| Count(of)),
        status: measure.value.err().map_or("ok", Absence::as_str),
    }
}

fn cover(line: &CoverLine) -> Cover<'_> {
    Cover {
        label: &line.label,
        value: line.value.as_deref(),
    }
}

fn to_do(action: &Action) -> ToDo<'_> {
    ToDo {
        finding: &action.finding,
        question: &action.question,
        owner: action.owner.as_deref(),
        due: action.due.as_deref(),
        progress: action.progress.as_deref(),
        since: action.since,
    }
}

fn said(passage: &Passage) -> Said<'_> {
    Said {
        heading: &passage.heading,
        paragraphs: &passage.paragraphs,
    }
}

fn answered(answer: &Answer) -> Answered<'_> {
    Answered {
        recommendation: &answer.recommendation,
        point: &answer.point,
        answer: answer.answer.as_deref(),
        section: answer.section.map(crate::report::SectionCode::as_str),
        lack: answer.lack.map(Lack::as_str),
        place: &answer.place,
    }
}

fn section(section: &BoardSection) -> Section<'_> {
    let of = &section.section;
    Section {
        code: of.code.as_str(),
        title: &of.title,
        finding: &of.finding,
        tables: of.tables.iter().map(words_of).collect(),
        notes: &of.notes,
        words: &section.words,
        source: &of.source,
    }
}

fn words_of(table: &GroupTable) -> TableWords<'_> {
    TableWords {
        caption: &table.caption,
        groups: table.groups.as_deref(),
        columns: table
            .columns
            .iter()
            .map(|column| column.heading.as_str())
            .collect(),
        notes: &table.notes,
    }
}

fn shorthand(sign: &Sign) -> Shorthand<'_> {
    Shorthand {
        sign: &sign.sign,
        meaning: &sign.meaning,
    }
}
