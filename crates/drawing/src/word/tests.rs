use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::*;
use crate::chart::data::{Axis, Datum};
use crate::chart::ranked_bars::RankedBars;
use crate::document::{Block, Cell, Column, Figure, Inline, Row, Table};

fn sample() -> Document {
    let chart = RankedBars {
        title: "Norton hosts the most".to_owned(),
        description: None,
        width: 600.0,
        axis: Axis::new("Children", ""),
        units: "authorities".to_owned(),
        bars: vec![
            Datum::new("Norton", 14.0, "14"),
            Datum::new("Wyre & <Co>", 9.0, "9"),
        ],
        reference: None,
    };
    let figure = Figure {
        drawing: chart.draw(),
        caption: "Norton hosts the most".to_owned(),
        source: "Source: made up.".to_owned(),
    };
    let table = Table::new(
        "Children & \"places\"",
        vec![Column::left("Kind"), Column::right("Children")],
        vec![
            Row::headed([Cell::from("Homes"), Cell::from("54").with_small("15%")]),
            Row::headed([Cell::from("All"), Cell::from("361")]).emphasised(),
        ],
    );
    let mut document = Document::new("Statement: \u{1}Exampleshire <1>");
    document.marking = Some("OFFICIAL-SENSITIVE".to_owned());
    document.blocks = vec![
        Block::heading(1, "Statement"),
        Block::paragraph(vec![
            Inline::text("See "),
            Inline::link("the guidance", "https://example.org/?a=1&b=2"),
        ]),
        Block::numbered(["one", "two"]),
        Block::Table(table.clone()),
        Block::Table(table),
        Block::Figure(figure.clone()),
        Block::numbered(["again one"]),
        Block::TwoColumns(vec![Block::Figure(figure), Block::bullets(["a point"])]),
    ];
    document
}

fn parts(file: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(file)).unwrap();
    let mut all = BTreeMap::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        all.insert(entry.name().unwrap().into_owned(), bytes);
    }
    all
}

fn text(parts: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(parts[name].clone()).unwrap()
}

/// Values of an attribute.
fn values<'t>(text: &'t str, attribute: &str) -> Vec<&'t str> {
    let before = format!(" {attribute}=\"");
    let found = text.split(before.as_str()).skip(1);
    found.map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn whatever_the_text_names_is_there() {
    let parts = parts(&write(&sample()).unwrap());
    let document = text(&parts, "word/document.xml");
    let relations = text(&parts, "word/_rels/document.xml.rels");
    let known = values(&relations, "Id");
    for used in values(&document, "r:embed")
        .into_iter()
        .chain(values(&document, "r:id"))
    {
        assert!(known.contains(&used), "{used}");
    }
    for target in values(&relations, "Target") {
        let there = target.starts_with("https://") || parts.contains_key(&format!("word/{target}"));
        assert!(there, "{target}");
    }
    assert_eq!(values(&document, "descr").len(), 4);
    let numbers: Vec<&str> = document
        .split("<wp:docPr id=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert_eq!(numbers, ["1", "2"]);
    assert!(parts["word/media/picture1.png"].starts_with(b"\x89PNG"));
    assert!(text(&parts, "word/media/picture1.svg").contains("Wyre &amp; &lt;Co&gt;"));
}

#[test]
fn tables_have_a_row_that_repeats_and_keep_numbers_apart() {
    let parts = parts(&write(&sample()).unwrap());
    let document = text(&parts, "word/document.xml");
    assert_eq!(document.matches("<w:tbl>").count(), 2);
    assert_eq!(document.matches("<w:tblHeader/>").count(), 2);
    assert!(!document.contains("</w:tbl>\n<w:tbl>"));
    let between = document.split(">54<").nth(1).unwrap();
    let between = between.split(">15%<").next().unwrap();
    assert!(between.contains("</w:p>"), "{between}");
}

#[test]
fn every_page_has_the_marking() {
    let parts = parts(&write(&sample()).unwrap());
    let document = text(&parts, "word/document.xml");
    assert!(!document.contains("titlePg"));
    assert_eq!(document.matches("<w:sectPr>").count(), 1);
    for part in ["word/header1.xml", "word/footer1.xml"] {
        assert!(text(&parts, part).contains("OFFICIAL-SENSITIVE"), "{part}");
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert_eq!(write(&sample()).unwrap(), write(&sample()).unwrap());
}

#[test]
fn signs_that_xml_cannot_hold_are_left_out() {
    let parts = parts(&write(&sample()).unwrap());
    let core = text(&parts, "docProps/core.xml");
    assert!(core.contains("Statement: Exampleshire &lt;1&gt;"), "{core}");
}

#[test]
fn a_figure_without_words_is_refused() {
    let mut document = sample();
    if let Some(Block::Figure(figure)) = document.blocks.get_mut(5) {
        figure.drawing.title.clear();
        figure.drawing.description.clear();
    }
    let refused = write(&document);
    assert!(matches!(refused, Err(WordError::MissingAlternative { .. })));
}
