//! Characters that steer how text runs and leave no mark, such as those around names of other
//! scripts, have no sign in a typeface and are left out of documents.

use care_scorecard_drawing::chart::drawing::{Drawing, Shape};
use care_scorecard_drawing::document::{Block, Cell, Document, Figure, Inline};
use care_scorecard_drawing::pdf::can_print;

/// Leaves out what leaves no mark.
pub(in crate::render) fn make(document: &mut Document) {
    let mut mend = |text: &mut String| {
        if text.chars().any(|c| leaves_no_mark(c) && !can_print(c)) {
            text.retain(|c| !leaves_no_mark(c) || can_print(c));
        }
    };
    let names = [&mut document.running_head, &mut document.publisher];
    for text in names
        .into_iter()
        .chain([&mut document.title, &mut document.subject])
    {
        mend(text);
    }
    for block in &mut document.blocks {
        mend_block(block, &mut mend);
    }
}

fn leaves_no_mark(character: char) -> bool {
    matches!(
        character,
        '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
    )
}

fn mend_block(block: &mut Block, mend: &mut impl FnMut(&mut String)) {
    match block {
        Block::Heading { text, .. } => mend(text),
        Block::Paragraph { content, .. } => mend_inlines(content, mend),
        Block::List { items, .. } => items.iter_mut().for_each(|item| mend_inlines(item, mend)),
        Block::Table(table) => {
            mend(&mut table.caption);
            table
                .columns
                .iter_mut()
                .for_each(|column| mend(&mut column.heading));
            table
                .rows
                .iter_mut()
                .flat_map(|row| &mut row.cells)
                .for_each(|cell| mend_cell(cell, mend));
            table
                .notes
                .iter_mut()
                .for_each(|note| mend_inlines(note, mend));
        }
        Block::Figure(figure) => mend_figure(figure, mend),
        Block::FigureRow(figures) => figures
            .iter_mut()
            .for_each(|figure| mend_figure(figure, mend)),
        Block::Notice {
            heading,
            paragraphs,
        } => {
            mend(heading);
            paragraphs
                .iter_mut()
                .for_each(|paragraph| mend_inlines(paragraph, mend));
        }
        Block::KeyFacts(facts) => facts.iter_mut().for_each(|fact| {
            [&mut fact.label, &mut fact.value, &mut fact.detail]
                .into_iter()
                .for_each(&mut *mend);
        }),
        Block::TwoColumns(blocks) | Block::KeepTogether(blocks) => {
            for block in blocks {
                mend_block(block, mend);
            }
        }
        Block::PageBreak => {}
    }
}

fn mend_inlines(inlines: &mut [Inline], mend: &mut impl FnMut(&mut String)) {
    for inline in inlines {
        match inline {
            Inline::Text { text, .. } | Inline::Link { text, .. } => mend(text),
            Inline::Break => {}
        }
    }
}

fn mend_cell(cell: &mut Cell, mend: &mut impl FnMut(&mut String)) {
    mend_inlines(&mut cell.content, mend);
    mend(&mut cell.small);
    if let Some(drawing) = &mut cell.drawing {
        mend_drawing(&mut drawing.drawing, mend);
    }
}

fn mend_figure(figure: &mut Figure, mend: &mut impl FnMut(&mut String)) {
    mend(&mut figure.caption);
    mend(&mut figure.source);
    mend_drawing(&mut figure.drawing, mend);
}

fn mend_drawing(drawing: &mut Drawing, mend: &mut impl FnMut(&mut String)) {
    mend(&mut drawing.title);
    mend(&mut drawing.description);
    for shape in &mut drawing.shapes {
        if let Shape::Text { content, .. } = shape {
            mend(content);
        }
    }
}
