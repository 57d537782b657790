//! The PDF writer as a whole: valid, complete and reproducible.

use crate::pdf_support;

use crate::reader::Reader;
use care_scorecard::render::pdf;
use care_scorecard::render::pdf::document::{Block, Contents, Document, Inline, Table, TypeSize};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use pdf_support::{report, rich};
use proptest::prelude::*;

fn landscape() -> Document {
    let mut document = rich();
    document.landscape = true;
    document.marking = Some("OFFICIAL-SENSITIVE".into());
    document
}

/// The rules of PDF/UA-1 a file breaks.
fn faults(bytes: &[u8]) -> Vec<String> {
    let options = ValidationOptions::default().profile(ValidationProfile::PdfUa1);
    match validate_pdf_bytes(bytes, &options) {
        Ok(report) => {
            let failures = report.failures.iter();
            failures
                .map(|failure| format!("{} {}", failure.rule_id, failure.message))
                .collect()
        }
        Err(error) => vec![error.to_string()],
    }
}

#[test]
fn documents_are_valid_pdf_ua() {
    for (name, document) in [
        ("rich", rich()),
        ("landscape", landscape()),
        ("report", report()),
    ] {
        let bytes = pdf::write(&document).unwrap();
        assert_eq!(faults(&bytes), [""; 0], "{name}");
        if let Ok(folder) = std::env::var("PDF_SAMPLES") {
            std::fs::write(format!("{folder}/{name}.pdf"), &bytes).unwrap();
        }
    }
}

#[test]
fn an_empty_document_is_valid_too() {
    let bytes = pdf::write(&Document::new("Nothing")).unwrap();
    assert_eq!(faults(&bytes), [""; 0]);
}

#[test]
fn everything_the_document_says_is_read_out_in_its_order() {
    for document in [rich(), landscape()] {
        let reading = squeezed(&Reader::new(&pdf::write(&document).unwrap()).reading());
        let mut from = 0;
        for text in document.blocks.iter().flat_map(texts) {
            let text = squeezed(&text);
            let at = reading[from..].find(&text);
            from += at
                .unwrap_or_else(|| panic!("{text} is not read out after {}", &reading[..from]))
                + text.len();
        }
    }
}

#[test]
fn elements_and_the_number_tree_agree() {
    for document in [rich(), landscape(), report()] {
        let reader = Reader::new(&pdf::write(&document).unwrap());
        let held = reader.held();
        assert_eq!(held, reader.parents());
        assert_eq!(held.0.into_keys().collect::<Vec<_>>(), reader.painted());
        assert!(!held.1.is_empty());
    }
}

#[test]
fn the_same_document_gives_the_same_bytes_in_any_thread() {
    let (first, other) = (pdf::write(&rich()).unwrap(), pdf::write(&report()).unwrap());
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|turn| {
                let (first, other) = (&first, &other);
                scope.spawn(move || {
                    if turn % 2 == 0 {
                        assert!(pdf::write(&report()).unwrap() == *other);
                    }
                    assert!(pdf::write(&rich()).unwrap() == *first);
                })
            })
            .collect();
        threads
            .into_iter()
            .for_each(|thread| thread.join().unwrap());
    });
}

#[test]
fn different_documents_have_different_identifiers() {
    let identifier = |document: &Document| {
        let bytes = pdf::write(document).unwrap();
        format!(
            "{:?}",
            lopdf::Document::load_mem(&bytes)
                .unwrap()
                .trailer
                .get(b"ID")
                .unwrap()
        )
    };
    let mut changed = report();
    changed.subject.push('!');
    assert_ne!(identifier(&report()), identifier(&changed));
}

#[test]
fn a_report_of_five_pages_is_small() {
    let bytes = pdf::write(&report()).unwrap();
    assert_eq!(
        lopdf::Document::load_mem(&bytes).unwrap().get_pages().len(),
        5
    );
    assert!(bytes.len() < 50_000, "{} bytes", bytes.len());
    assert!(bytes.starts_with(b"%PDF-1.7"));
}

fn anything() -> impl Strategy<Value = Block> {
    let text = "[A-Za-zŵŷłę0-9 ,.;()\\\\–-]{0,300}";
    let mut blocks = report().blocks;
    blocks.retain(|block| !matches!(block, Block::Heading { .. }));
    blocks.push(Block::Table(pdf_support::league(30)));
    prop_oneof![
        prop::sample::select(blocks),
        (2..4u8).prop_map(|level| Block::heading(level.min(2), "Heading")),
        text.prop_map(Block::paragraph),
        (text, text).prop_map(|(heading, text)| Block::notice(heading, text)),
        prop::collection::vec(text, 0..4).prop_map(Block::numbered),
        Just(Block::PageBreak),
        Just(Block::KeyFacts(Vec::new())),
        Just(Block::FigureRow(Vec::new())),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_a_document_holds_it_is_valid(
        blocks in prop::collection::vec(anything(), 0..14),
        together in any::<bool>(),
        columns in any::<bool>(),
        small in any::<bool>(),
        landscape in any::<bool>(),
        contents in prop::sample::select(vec![Contents::Always, Contents::Never]),
    ) {
        let mut document = Document::new("Anything");
        document.landscape = landscape;
        if small {
            document.type_size = TypeSize::Small;
        }
        document.contents = contents;
        document.blocks = vec![Block::heading(1, "Anything")];
        if columns {
            document.blocks.push(Block::TwoColumns(blocks));
        } else if together {
            document.blocks.push(Block::KeepTogether(blocks));
        } else {
            document.blocks.extend(blocks);
        }
        let bytes = pdf::write(&document).unwrap();
        prop_assert_eq!(faults(&bytes), [""; 0]);
        let reader = Reader::new(&bytes);
        prop_assert_eq!(reader.held(), reader.parents());
    }
}

/// Without white space: lines end in other places than paragraphs do.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

fn plain(content: &[Inline]) -> String {
    let text = |inline: &Inline| match inline {
        Inline::Text { text, .. } | Inline::Link { text, .. } => text.clone(),
        Inline::Break => " ".into(),
    };
    content.iter().map(text).collect()
}

/// What a block says, in reading order.
fn texts(block: &Block) -> Vec<String> {
    match block {
        Block::Heading { text, .. } => vec![text.clone()],
        Block::Paragraph { content, .. } => vec![plain(content)],
        Block::List { items, .. } => items.iter().map(|item| plain(item)).collect(),
        Block::Table(table) => table_texts(table),
        Block::Figure(figure) => vec![
            figure.caption.clone(),
            figure.drawing.description.clone(),
            figure.source.clone(),
        ],
        Block::FigureRow(figures) => figures
            .iter()
            .flat_map(|figure| texts(&Block::Figure(figure.clone())))
            .collect(),
        Block::Notice {
            heading,
            paragraphs,
        } => std::iter::once(heading.clone())
            .chain(paragraphs.iter().map(|text| plain(text)))
            .collect(),
        Block::KeyFacts(facts) => facts
            .iter()
            .flat_map(|fact| [fact.label.clone(), fact.value.clone(), fact.detail.clone()])
            .collect(),
        Block::TwoColumns(blocks) | Block::KeepTogether(blocks) => {
            blocks.iter().flat_map(texts).collect()
        }
        Block::PageBreak => Vec::new(),
    }
}

fn table_texts(table: &Table) -> Vec<String> {
    let mut texts = vec![table.caption.clone()];
    texts.extend(table.columns.iter().map(|column| column.heading.clone()));
    for cell in table.rows.iter().flat_map(|row| &row.cells) {
        texts.push(plain(&cell.content));
        texts.extend(
            cell.drawing
                .iter()
                .map(|own| own.drawing.description.clone()),
        );
        texts.push(cell.small.clone());
    }
    texts.extend(table.notes.iter().map(|note| plain(note)));
    texts
}
