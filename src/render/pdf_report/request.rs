//! The letter by which a board asks an authority for its statement.

use care_scorecard_drawing::document::{Block, Inline};

use crate::report::RequestForm;

use super::{board, parts};

pub(super) fn blocks(model: &RequestForm) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading(1, format!("{}: {}", model.name, model.title)),
        Block::paragraph(board::cover(&model.head)),
        Block::lead(model.purpose.as_str()),
    ];
    blocks.extend(parts::passages(&model.letter, 2));
    let room = "………………………………";
    blocks.push(Block::paragraph(vec![
        Inline::bold("Signed: "),
        Inline::text(room),
    ]));
    blocks.push(Block::small(format!(
        "With this letter: {}.xlsx, the workbook to fill in. {}",
        model.file, model.frame.period
    )));
    blocks
}
