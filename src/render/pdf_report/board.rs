//! A report to a board as a document.

use crate::report::{Answer, BoardReport, BoardSection};

use super::super::charts;
use super::super::pdf::document::{Block, Cell, Column, Figure, Row, Table};
use super::authority::TEXT;
use super::{parts, sections, words};

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
    blocks.extend(frame.recording_caveat.as_ref().map(parts::notice));
    blocks.extend(parts::passages(&model.terms, 2));
    blocks.extend(answers(&model.answers));
    for section in &model.sections {
        blocks.extend(section_blocks(section));
    }
    blocks.push(Block::heading(2, "What the data cannot say"));
    blocks.push(Block::bullets(model.limits.iter().map(String::as_str)));
    blocks.push(Block::heading(2, "Questions to ask"));
    blocks.push(Block::numbered(model.questions.iter().map(String::as_str)));
    blocks.extend(parts::closing_alone(frame, &model.signs));
    blocks
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

fn section_blocks(item: &BoardSection) -> Vec<Block> {
    let section = &item.section;
    let mut blocks = vec![
        Block::heading(2, &section.title),
        Block::paragraph(section.finding.as_str()),
    ];
    let figure = |drawing, caption: &str| {
        Block::Figure(Figure {
            drawing,
            caption: caption.to_owned(),
            source: section.source.clone(),
        })
    };
    let lines = item.lines.as_ref();
    blocks.extend(lines.map(|lines| figure(charts::lines(lines, TEXT), &lines.title)));
    let chart = section.chart.as_ref();
    blocks.extend(chart.map(|chart| figure(charts::section(chart, TEXT), &chart.title)));
    blocks.extend(
        section
            .tables
            .iter()
            .map(|t| Block::Table(sections::table(t))),
    );
    blocks.extend(words::blocks(&item.words));
    let mut small = section.notes.clone();
    small.push(section.source.clone());
    blocks.push(Block::small(small.join(" ")));
    blocks
}
