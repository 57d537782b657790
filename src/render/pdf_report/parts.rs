//! What the documents share.

use crate::chart::drawing::Drawing;
use crate::render::pdf::document::{Block, Cell, Column, Document, Figure, Inline, Row, Table};
use crate::report::{Figure as Number, Frame, Passage, Rank, Sign};

/// A document with the frame's metadata and nothing in it yet.
pub(super) fn framed(frame: &Frame, title: String, subject: String) -> Document {
    let mut document = Document::new(title);
    document.publisher.clone_from(&frame.publisher);
    document.subject = subject;
    document.marking.clone_from(&frame.marking);
    document.created = frame.released.as_ref().and_then(|released| released.timestamp());
    document
}

/// Year, publisher and date of release, then what the publication is.
pub(super) fn imprint(frame: &Frame) -> Vec<Block> {
    let released = frame.released.as_ref().map(|r| format!("Released {}", r.words));
    let parts = [Some(frame.period.clone()), non_empty(&frame.publisher), released, non_empty(&frame.contact)];
    let line: Vec<String> = parts.into_iter().flatten().collect();
    vec![Block::small(line.join("  ·  ")), Block::small(frame.status.as_str())]
}

fn non_empty(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// What no reader may miss.
pub(super) fn notices(frame: &Frame) -> impl Iterator<Item = Block> + '_ {
    frame.notices.iter().chain(&frame.recording_caveat).map(notice)
}

pub(super) fn notice(passage: &Passage) -> Block {
    Block::Notice {
        heading: passage.heading.clone(),
        paragraphs: passage.paragraphs.iter().map(|text| vec![Inline::text(text.as_str())]).collect(),
    }
}

/// A heading and its paragraphs, kept on one page if that is possible.
pub(super) fn passage(level: u8, passage: &Passage) -> Block {
    let mut blocks = vec![Block::heading(level, passage.heading.as_str())];
    blocks.extend(passage.paragraphs.iter().map(|text| Block::paragraph(text.as_str())));
    Block::KeepTogether(blocks)
}

/// A chart under its finding.
pub(super) fn figure(drawing: Drawing, source: &str) -> Block {
    Block::Figure(Figure { caption: drawing.title.clone(), drawing, source: source.to_owned() })
}

/// A number, or the sign in its place in the colour of secondary text.
pub(super) fn number(number: &Number) -> Cell {
    let cell = Cell::new(number.display.as_str());
    if number.is_number() { cell } else { cell.painted(crate::chart::drawing::Paint::Muted) }
}

/// A rank and the range it could lie in; never the rank alone.
pub(super) fn rank(rank: Option<&Rank>) -> Cell {
    match rank {
        Some(rank) => {
            let range = rank.interval.as_ref().map(|i| format!("likely {}", i.display));
            Cell::new(rank.display.as_str()).with_small(range.unwrap_or_else(|| format!("of {}", rank.of)))
        }
        None => Cell::new("not ranked").painted(crate::chart::drawing::Paint::Muted),
    }
}

/// The signs used and what they mean.
pub(super) fn signs(signs: &[Sign]) -> Option<Block> {
    (!signs.is_empty()).then(|| {
        let rows = signs.iter().map(|s| Row::headed([Cell::new(s.sign.as_str()), Cell::new(s.meaning.as_str())]));
        Block::Table(Table::new(
            "Signs used in the tables",
            vec![Column::left("Sign"), Column::left("Meaning")],
            rows.collect(),
        ))
    })
}
