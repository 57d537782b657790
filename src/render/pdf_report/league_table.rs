//! The national league table as a document.

use crate::render::charts;
use crate::render::pdf::document::{Block, Cell, Column, Document, Inline, KeyFact, Row, Table};
use crate::report::{LeagueRow, LeagueTable};

use super::parts::{figure, framed, imprint, notices, number, passage, rank, signs};

pub(super) fn document(model: &LeagueTable) -> Document {
    let frame = &model.frame;
    let title = format!("{}: league table of local authorities", frame.title);
    let subject = format!("{}. {}", frame.period, model.ranked_line);
    let mut document = framed(frame, title.clone(), subject);
    let blocks = &mut document.blocks;
    blocks.push(Block::heading(1, title));
    blocks.extend(imprint(frame));
    blocks.push(Block::lead(model.headline.as_str()));
    blocks.push(Block::KeyFacts(key_facts(model)));
    blocks.extend(notices(frame));
    blocks.push(Block::heading(2, "Findings"));
    blocks.push(Block::bullets(model.findings.iter().map(String::as_str)));
    if !model.ranked.is_empty() {
        blocks.push(figure(charts::scores(model, WIDTH), &frame.source_line));
    }
    blocks.push(figure(charts::domains(model, WIDTH), &frame.source_line));
    ranked(model, blocks);
    unranked(model, blocks);
    closing(model, blocks);
    document
}

/// Width of a chart that fills the text, in points.
const WIDTH: f64 = 480.0;

fn key_facts(model: &LeagueTable) -> Vec<KeyFact> {
    let fact = |label: &str, value: String, detail: &str| KeyFact {
        label: label.to_owned(),
        value,
        detail: detail.to_owned(),
    };
    vec![
        fact("Ranked", model.ranked.len().to_string(), "authorities"),
        fact("Not ranked", model.unranked.len().to_string(), "listed with the reason"),
        fact("Median score", model.median.display.clone(), "of those ranked"),
        fact("England", model.national.display.clone(), "overall score"),
    ]
}

fn ranked(model: &LeagueTable, blocks: &mut Vec<Block>) {
    blocks.push(Block::PageBreak);
    blocks.push(Block::heading(2, "League table"));
    blocks.push(Block::paragraph(model.ranked_line.as_str()));
    if model.ranked.is_empty() {
        return;
    }
    let mut columns = vec![Column::right("Rank"), Column::left("Authority"), Column::right("Overall")];
    columns.extend(model.domains.iter().map(|domain| Column::right(domain.title.as_str())));
    let rows = model.ranked.iter().map(ranked_row).collect();
    let note = format!("Scores from 0 to 100, more is better. {}", model.frame.source_line);
    blocks.push(Block::Table(
        Table::new(format!("Authorities by overall score, {}", lower(&model.frame.period)), columns, rows).with_note(note),
    ));
}

fn ranked_row(row: &LeagueRow) -> Row {
    let name = Cell::new(row.name.as_str()).with_small(row.region.as_str());
    let mut cells = vec![rank(row.rank.as_ref()), name, number(&row.score).bold()];
    cells.extend(row.domains.iter().map(number));
    Row::headed(cells)
}

fn unranked(model: &LeagueTable, blocks: &mut Vec<Block>) {
    if model.unranked.is_empty() {
        return;
    }
    blocks.push(Block::heading(2, "Authorities that are not ranked"));
    let rows = model.unranked.iter().map(|row| {
        Row::headed([Cell::new(row.name.as_str()), number(&row.score), Cell::new(row.reasons.join(" "))])
    });
    let columns = vec![
        Column::left("Authority").share(0.24),
        Column::right("Score").share(0.12),
        Column::left("Why it is not ranked"),
    ];
    blocks.push(Block::Table(Table::new("Authorities that are not ranked, by name", columns, rows.collect())));
}

fn closing(model: &LeagueTable, blocks: &mut Vec<Block>) {
    blocks.push(Block::heading(2, "How to read this"));
    blocks.extend(model.how_to_read.iter().map(|p| passage(3, p)));
    blocks.push(Block::heading(2, "How sure these figures are"));
    blocks.extend(model.how_sure.iter().map(|p| passage(3, p)));
    blocks.push(Block::heading(2, "The method in brief"));
    blocks.extend(model.method.iter().map(|text| Block::paragraph(text.as_str())));
    blocks.push(Block::heading(2, "What each domain is made of this year"));
    blocks.push(Block::bullets(model.domains.iter().map(|domain| {
        let made_of = if domain.comparable { domain.indicators.join("; ") } else { "not scored this year".to_owned() };
        vec![Inline::bold(format!("{} ({}): ", domain.title, domain.weight)), Inline::text(made_of)]
    })));
    blocks.extend(signs(&model.signs));
}

fn lower(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|c| c.to_lowercase().chain(characters).collect()).unwrap_or_default()
}
