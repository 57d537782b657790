//! What documents have in common.

use crate::config::Licence;
use crate::report::{self, BandResult, Frame, Passage, Rank, Sign, Source};
use care_scorecard_drawing::chart::drawing::Drawing;

use care_scorecard_drawing::document::{Block, Cell, Figure, Inline, KeyFact};

/// Width of the text of an upright page in small type, before the page is scaled.
pub(super) const WIDE: f64 = 612.0;
/// Half of it, without the space between.
pub(super) const HALF: f64 = 294.0;

/// Passages under headings of a level.
pub(super) fn passages(passages: &[Passage], level: u8) -> Vec<Block> {
    let mut blocks = Vec::new();
    for passage in passages {
        blocks.push(Block::heading(level, &passage.heading));
        blocks.extend(
            passage
                .paragraphs
                .iter()
                .map(|text| Block::paragraph(text.as_str())),
        );
    }
    blocks
}

/// A framed note.
pub(super) fn notice(passage: &Passage) -> Block {
    Block::Notice {
        heading: passage.heading.clone(),
        paragraphs: passage
            .paragraphs
            .iter()
            .map(|text| vec![Inline::text(text)])
            .collect(),
    }
}

/// Headline numbers, at most five to a row.
pub(super) fn facts(facts: &[report::Fact]) -> Vec<Block> {
    let fact = |fact: &report::Fact| KeyFact {
        label: fact.label.clone(),
        value: fact.value.clone(),
        detail: fact.detail.clone(),
    };
    let rows = if facts.len() < 2 { &[] } else { facts };
    let wide = rows.len().div_ceil(rows.len().div_ceil(5).max(1)).max(1);
    rows.chunks(wide)
        .filter(|row| row.len() > 1)
        .map(|row| Block::KeyFacts(row.iter().map(fact).collect()))
        .collect()
}

/// A chart over its source.
pub(super) fn figure(drawing: Drawing, frame: &Frame) -> Block {
    let caption = drawing.title.clone();
    Block::Figure(Figure {
        drawing,
        caption,
        source: frame.source_line.clone(),
    })
}

/// A number with what it is made of below.
pub(super) fn cell(text: &str, small: &str) -> Cell {
    Cell::from(text).with_small(small)
}

/// A rank with the number it is of.
pub(super) fn rank(rank: Option<&Rank>) -> Cell {
    match rank {
        Some(rank) => {
            let interval = rank
                .interval
                .as_ref()
                .map(|i| i.display.clone())
                .unwrap_or_default();
            Cell::from(format!("{} of {}", rank.display, rank.of)).with_small(interval)
        }
        None => Cell::from("not ranked"),
    }
}

/// A rank with the number it is of and its range beside it.
pub(super) fn rank_in_one_line(rank: Option<&Rank>) -> Cell {
    let Some(rank) = rank else {
        return Cell::from("not ranked");
    };
    let range = rank.interval.as_ref();
    let range = range.map_or_else(String::new, |range| format!(" ({})", range.display));
    Cell::from(format!("{} of {}{range}", rank.display, rank.of))
}

/// A band in a word.
pub(super) fn band(band: Option<&BandResult>) -> Cell {
    Cell::from(band.map_or("no band", |band| band.word.as_str()))
}

/// What the signs mean, where the figures come from, and what the publication is.
pub(super) fn closing(frame: &Frame, signs: &[Sign]) -> Vec<Block> {
    let mut blocks = signs_and_sources(frame, signs);
    let method = "The methodology is on the page of that name, with the data as files.";
    blocks.push(Block::small(format!("{} {method}", about(frame))));
    blocks
}

/// The same for a document that stands alone.
pub(super) fn closing_alone(frame: &Frame, signs: &[Sign]) -> Vec<Block> {
    let mut blocks = signs_and_sources(frame, signs);
    blocks.push(Block::small(about(frame)));
    blocks
}

fn signs_and_sources(frame: &Frame, signs: &[Sign]) -> Vec<Block> {
    let sign = |sign: &Sign| {
        [
            Inline::bold(&sign.sign),
            Inline::text(format!(" {}. ", sign.meaning)),
        ]
    };
    let mut blocks = Vec::new();
    if !signs.is_empty() {
        let said: Vec<Inline> = signs.iter().flat_map(sign).collect();
        blocks.extend([Block::heading(2, "Signs"), Block::paragraph(said)]);
    }
    if !frame.sources.is_empty() {
        blocks.push(Block::heading(2, "Data sources"));
        let source = |s: &Source| format!("{}: {}.", s.kind, s.files.join(", "));
        let sources: Vec<String> = frame.sources.iter().map(source).collect();
        blocks.push(Block::small(sources.join(" ")));
    }
    blocks
}

/// What the publication is, when it was released, by whom, and what may be done with it.
pub(super) fn about(frame: &Frame) -> String {
    let mut about = vec![format!("{} {}.", frame.status, frame.period)];
    if let Some(released) = &frame.released {
        about.push(format!("Released: {}.", released.words));
    }
    if let Some(publisher) = &frame.publisher {
        about.push(format!("Publisher: {publisher}."));
    }
    if let Some(contact) = &frame.contact {
        about.push(format!("Contact: {contact}."));
    }
    if let Some(Licence { title, url, .. }) = &frame.licence {
        about.push(format!("Licence: {title} ({url})."));
    }
    about.extend(frame.acknowledgements.iter().cloned());
    about.join(" ")
}
