//! The form by which a board asks an authority for its statement, as a document.

use crate::report::{FormField, FormPart, RequestForm};

use super::parts;

use care_scorecard_drawing::document::{Block, Cell, Column, Row, Table};

pub(super) fn blocks(model: &RequestForm) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading(1, format!("{}: {}", model.name, model.title)),
        Block::small(format!("{} {}", model.audience, model.frame.status)),
        Block::lead(model.purpose.as_str()),
    ];
    blocks.extend(parts::passages(&model.letter, 2));
    blocks.push(Block::heading(2, "Or as files"));
    blocks.push(Block::paragraph(
        "Who would rather send files than the workbook can fill in those beside this letter, named below.",
    ));
    for part in &model.parts {
        blocks.push(Block::heading(3, &part.title));
        blocks.extend(
            part.guidance
                .iter()
                .map(|text| Block::paragraph(text.as_str())),
        );
        blocks.push(Block::paragraph(format!("Fill in: {}", part.file)));
        if !part.fields.is_empty() {
            blocks.push(Block::Table(fields(part)));
        }
    }
    blocks
}

fn fields(part: &FormPart) -> Table {
    let columns = vec![
        Column::left("Question").share(0.3),
        Column::left("How counted").share(0.44),
        Column::left(&part.where_heading).share(0.26),
    ];
    let row = |field: &FormField| {
        Row::headed([
            Cell::from(field.question.as_str()),
            Cell::from(field.guidance.as_str()),
            Cell::from(field.place.as_str()),
        ])
    };
    Table::new(
        &part.caption,
        columns,
        part.fields.iter().map(row).collect(),
    )
}
