//! A report to a board as a document.

use care_scorecard_drawing::document::{Block, Cell, Column, Figure, Inline, Row, Table};

use crate::report::{
    Action, Answer, BoardReport, BoardSection, CoverLine, GroupTable, Passage, TableSubject,
};

use super::super::charts;
use super::parts::{self, HALF};
use super::{sections, words};

pub(super) fn blocks(model: &BoardReport) -> Vec<Block> {
    let frame = &model.frame;
    let mut blocks = vec![
        Block::small(model.audience.as_str()),
        Block::heading(1, format!("{}: {}", model.name, model.title)),
        Block::small(cover(&model.cover)),
    ];
    if !model.first.is_empty() {
        blocks.push(parts::notice(&Passage {
            heading: "Read this first".to_owned(),
            paragraphs: model.first.clone(),
        }));
    }
    blocks.push(Block::lead(model.headline.as_str()));
    blocks.extend(answers(&model.answers));
    let mut beside: Vec<Block> = frame.recording_caveat.iter().map(parts::notice).collect();
    for section in &model.sections {
        if is_wide(section) {
            blocks.extend(columns(&mut beside));
            blocks.extend(wide(section));
        } else {
            beside.extend(narrow(section));
        }
    }
    beside.push(Block::heading(2, "What the data cannot say"));
    beside.push(Block::bullets(model.limits.iter().map(String::as_str)));
    blocks.extend(columns(&mut beside));
    blocks.extend(actions(&model.actions));
    beside.push(Block::heading(2, "Words"));
    beside.extend(model.terms.iter().map(word));
    beside.extend(parts::closing_alone(frame, &model.signs));
    blocks.extend(columns(&mut beside));
    blocks
}

/// The lines of the cover, one after the other; what is still to be written in has a line to write on.
pub(super) fn cover(lines: &[CoverLine]) -> Vec<Inline> {
    let line = |(at, line): (usize, &CoverLine)| {
        let value = line.value.as_deref().unwrap_or("………………………………");
        let before = (at > 0).then_some(Inline::Break);
        let said = [
            Inline::bold(format!("{}: ", line.label)),
            Inline::text(value),
        ];
        before.into_iter().chain(said)
    };
    lines.iter().enumerate().flat_map(line).collect()
}

/// A word with what it means.
fn word(term: &Passage) -> Block {
    Block::small(vec![
        Inline::bold(format!("{}: ", term.heading)),
        Inline::text(term.paragraphs.join(" ")),
    ])
}

/// What to act on, with room to write.
fn actions(actions: &[Action]) -> Vec<Block> {
    let columns = vec![
        Column::left("Finding").share(0.28),
        Column::left("Question").share(0.32),
        Column::left("Owner").share(0.14),
        Column::left("Due").share(0.1),
        Column::left("Progress").share(0.16),
    ];
    let row = |action: &Action| {
        Row::headed([
            found(action),
            Cell::from(action.question.as_str()),
            Cell::from(action.owner.as_deref().unwrap_or_default()),
            Cell::from(action.due.as_deref().unwrap_or_default()),
            Cell::from(action.progress.as_deref().unwrap_or_default()),
        ])
    };
    let caption = "Findings and questions. Owner, date and progress are for the board to write in";
    let rows = actions.iter().map(row).collect();
    vec![
        Block::heading(2, "What to act on"),
        Block::Table(Table::new(caption, columns, rows)),
    ]
}

/// What an action is about, and since when it is asked.
fn found(action: &Action) -> Cell {
    let finding = Cell::from(action.finding.as_str());
    match action.since {
        Some(year) => finding.with_small(format!("asked since {year}")),
        None => finding,
    }
}

/// What has gathered for two columns, if anything.
fn columns(gathered: &mut Vec<Block>) -> Option<Block> {
    let mut gathered = std::mem::take(gathered);
    if gathered.len() < 2 {
        // A table alone would be split for nothing.
        return gathered.pop();
    }
    Some(Block::TwoColumns(gathered))
}

/// Whether a table needs the whole width of the page: one of many columns, and one whose cells hold
/// counts beside shares, or words.
fn is_wide_table(table: &GroupTable) -> bool {
    let has_words = table.columns.iter().any(|column| !column.is_number);
    let beside_others = table.subject == TableSubject::BesideOthers;
    table.columns.len() > sections::NARROW || beside_others || has_words
}

fn is_wide(item: &BoardSection) -> bool {
    item.section.tables.iter().any(is_wide_table)
}

fn answers(answers: &[Answer]) -> Vec<Block> {
    let columns = vec![
        Column::left("What is asked").share(0.24),
        Column::left("Answer").share(0.43),
        Column::left("Asked by").share(0.15),
        Column::left("More under").share(0.18),
    ];
    let row = |answer: &Answer| {
        let (said, more) = match (&answer.answer, answer.section) {
            (Some(said), _) => (said.as_str(), answer.place.as_str()),
            (None, Some(_)) => ("See there", answer.place.as_str()),
            (None, None) => (answer.place.as_str(), "nothing more"),
        };
        Row::headed([
            Cell::from(answer.point.as_str()),
            Cell::from(said),
            Cell::from(answer.recommendation.as_str()),
            Cell::from(more),
        ])
    };
    vec![
        Block::heading(2, "What was asked, and the answers"),
        Block::Table(Table::new(
            "Points of the recommendations of the inquiry into children missing from care",
            columns,
            answers.iter().map(row).collect(),
        )),
    ]
}

/// A section for half the width of the page.
fn narrow(item: &BoardSection) -> Vec<Block> {
    let mut blocks = opening(item);
    blocks.extend(figures(item, HALF));
    let tables = item.section.tables.iter();
    blocks.extend(tables.map(half));
    blocks.extend(words::blocks(&item.words));
    blocks.push(said(item));
    blocks
}

/// A section with tables of the whole width, the others in two columns between them.
fn wide(item: &BoardSection) -> Vec<Block> {
    let mut blocks = opening(item);
    let mut beside = figures(item, HALF);
    for table in &item.section.tables {
        if is_wide_table(table) {
            blocks.extend(columns(&mut beside));
            let mut set = sections::table(table);
            set.notes.clear();
            blocks.push(Block::Table(set));
        } else {
            beside.push(half(table));
        }
    }
    beside.extend(words::blocks(&item.words));
    blocks.extend(columns(&mut beside));
    blocks.push(said(item));
    blocks
}

fn half(table: &GroupTable) -> Block {
    let mut set = sections::narrow(table);
    set.notes.clear();
    Block::Table(set)
}

fn opening(item: &BoardSection) -> Vec<Block> {
    vec![
        Block::heading(2, &item.section.title),
        Block::paragraph(item.section.finding.as_str()),
    ]
}

fn figures(item: &BoardSection, width: f64) -> Vec<Block> {
    let figure = |drawing, caption: &str| {
        Block::Figure(Figure {
            drawing,
            caption: caption.to_owned(),
            source: item.section.source.clone(),
        })
    };
    let lines = item.lines.iter();
    let lines = lines.map(|lines| figure(charts::lines(lines, width), &lines.title));
    let chart = item.section.chart.iter();
    let chart = chart.map(|chart| figure(charts::section(chart, width), &chart.title));
    lines.chain(chart).collect()
}

/// What must be said about the tables and the section, each thing once, and the source.
fn said(item: &BoardSection) -> Block {
    let of_tables = item.section.tables.iter().flat_map(|table| &table.notes);
    let mut said: Vec<&str> = Vec::new();
    let all = of_tables.chain(&item.section.notes);
    for note in all.chain([&item.section.source]) {
        if !said.contains(&note.as_str()) {
            said.push(note);
        }
    }
    Block::small(said.join(" "))
}
