//! A report to a board as a document.

use care_scorecard_drawing::document::{Block, Cell, Column, Figure, Row, Table};

use crate::report::{Answer, BoardReport, BoardSection, GroupTable, TableSubject};

use super::super::charts;
use super::parts::{self, HALF};
use super::{sections, words};

pub(super) fn blocks(model: &BoardReport) -> Vec<Block> {
    let frame = &model.frame;
    let mut blocks = vec![
        Block::heading(1, format!("{}: {}", model.name, model.title)),
        Block::small(format!("{} {}", model.audience, frame.status)),
        Block::lead(model.headline.as_str()),
    ];
    blocks.extend(parts::facts(&model.key_facts));
    blocks.push(Block::heading(2, "Findings"));
    blocks.push(Block::bullets(model.findings.iter().map(String::as_str)));
    let mut beside: Vec<Block> = frame.recording_caveat.iter().map(parts::notice).collect();
    beside.extend(parts::passages(&model.terms, 2));
    blocks.extend(columns(&mut beside));
    blocks.extend(answers(&model.answers));
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
    beside.push(Block::heading(2, "Questions to ask"));
    beside.push(Block::numbered(model.questions.iter().map(String::as_str)));
    beside.extend(parts::closing_alone(frame, &model.signs));
    blocks.extend(columns(&mut beside));
    blocks
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
        Column::left("What is asked").share(0.42),
        Column::left("Recommendation").share(0.22),
        Column::left("Where it is answered").share(0.36),
    ];
    let row = |answer: &Answer| {
        Row::headed([
            Cell::from(answer.point.as_str()),
            Cell::from(answer.recommendation.as_str()),
            Cell::from(answer.place.as_str()),
        ])
    };
    vec![
        Block::heading(2, "What the inquiry asked for, and where it is answered"),
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
