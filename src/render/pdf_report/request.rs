//! The letter by which a board asks an authority for its statement.

use care_scorecard_drawing::document::{Block, Cell, Column, Inline, Row, Table};

use crate::report::{PlacingLetter, RequestForm};

use super::{board, parts};

pub(super) fn blocks(model: &RequestForm) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading(1, format!("{}: {}", model.name, model.title)),
        Block::paragraph(board::cover(&model.head)),
        Block::lead(model.purpose.as_str()),
    ];
    blocks.extend(parts::passages(&model.letter, 2));
    blocks.push(signed());
    blocks.push(Block::small(format!(
        "With this letter: {}.xlsx, the workbook to fill in. {}",
        model.file, model.frame.period
    )));
    blocks
}

/// A letter to an authority that places children in the area of another.
pub(super) fn placing(model: &PlacingLetter) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading(1, &model.title),
        Block::paragraph(board::cover(&model.head)),
        Block::lead(model.purpose.as_str()),
    ];
    blocks.extend(parts::passages(&model.letter, 2));
    let columns = vec![
        Column::left("What we ask").share(0.62),
        Column::left("Your answer").share(0.38),
    ];
    let row = |asked: &String| Row::headed([Cell::from(asked.as_str()), Cell::from("")]);
    let rows = model.asked.iter().map(row).collect();
    blocks.push(Block::heading(2, "Please tell us"));
    let caption = "Questions, with room to answer";
    blocks.push(Block::Table(Table::new(caption, columns, rows)));
    blocks.push(signed());
    blocks
}

fn signed() -> Block {
    Block::paragraph(vec![Inline::bold("Signed: "), Inline::text("………………………………")])
}
