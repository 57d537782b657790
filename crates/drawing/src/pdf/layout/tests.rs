//! Whole documents on pages.

use std::collections::BTreeSet;

use crate::chart::drawing::Drawing;
use crate::document::{
    Block, Cell, Column, Contents, Document, Figure, Inline, KeyFact, Row, Table,
};
use crate::pdf::error::PdfError;
use crate::pdf::page::{Item, Mark, Page, Pages};
use crate::pdf::tag::{Child, NodeId, Role, Target};

use super::lay_out;

fn document(blocks: Vec<Block>) -> Document {
    let mut document = Document::new("Test");
    document.blocks = blocks;
    document
}

fn words(item: &Item) -> String {
    match &item.mark {
        Mark::Text(text) => text.words.iter().map(|word| &*word.text).collect(),
        Mark::Path(_) => String::new(),
    }
}

fn artifacts(page: &Page) -> Vec<String> {
    page.items
        .iter()
        .filter(|item| item.content.is_none())
        .map(words)
        .collect()
}

/// The pages each row of a document's tables is painted on.
fn row_pages(pages: &Pages) -> Vec<BTreeSet<usize>> {
    let rows = pages
        .tree
        .nodes()
        .filter(|(_, node)| node.role == Role::TableRow);
    rows.map(|(row, _)| {
        let on = |(number, page): (usize, &Page)| {
            let inside = |item: &Item| {
                item.content
                    .is_some_and(|content| is_inside(pages, pages.tree.owner(content), row))
            };
            page.items.iter().any(inside).then_some(number)
        };
        pages.pages.iter().enumerate().filter_map(on).collect()
    })
    .collect()
}

fn is_inside(pages: &Pages, node: NodeId, ancestor: NodeId) -> bool {
    node == ancestor
        || pages
            .tree
            .node(node)
            .parent
            .is_some_and(|parent| is_inside(pages, parent, ancestor))
}

fn long_table(rows: usize) -> Block {
    let row = |number: usize| {
        Row::headed([
            Cell::from(format!("Name {number}")),
            Cell::from(number.to_string()),
        ])
    };
    let columns = vec![Column::left("Authority"), Column::right("Count")];
    Block::Table(Table::new("Long", columns, (0..rows).map(row).collect()))
}

#[test]
fn rows_stay_whole_and_in_order_under_repeated_headings() {
    let pages = lay_out(&document(vec![Block::heading(1, "Title"), long_table(120)])).unwrap();
    let rows = row_pages(&pages);
    assert_eq!(rows.len(), 121);
    assert!(rows.iter().all(|on| on.len() == 1));
    assert!(rows.iter().is_sorted());
    for page in &pages.pages[1..] {
        let furniture = artifacts(page);
        assert!(
            furniture.contains(&"Long (continued)".into()),
            "{furniture:?}"
        );
        assert!(furniture.contains(&"Authority".into()) && furniture.contains(&"Count".into()));
    }
    assert!(!artifacts(&pages.pages[0]).contains(&"Authority".into()));
}

/// The words of a table in the order in which they are painted.
fn painted(columns: usize, rows: Vec<Row>) -> Vec<String> {
    let columns = (0..columns).map(|at| Column::left(format!("Column {at}")));
    let table = Table::new("Table", columns.collect(), rows);
    let pages = lay_out(&document(vec![Block::Table(table)])).unwrap();
    let items = pages.pages[0].items.iter();
    let texts = items.filter(|item| item.content.is_some()).map(words);
    texts.filter(|text| !text.is_empty()).collect()
}

#[test]
fn the_figures_of_a_row_are_painted_together() {
    let row = |name: &str| {
        let rank = Cell::from("5 of 11").with_small("2 to 9");
        Row::headed([Cell::from(name).with_small("a town"), rank, "40%".into()])
    };
    let words = painted(3, vec![row("One"), row("Two")]);
    let rows = &words[words.len() - 10..];
    assert_eq!(rows[..5], ["One", "5 of 11", "40%", "a town", "2 to 9"]);
    assert_eq!(rows[5..], ["Two", "5 of 11", "40%", "a town", "2 to 9"]);
}

#[test]
fn prose_in_a_row_is_painted_cell_by_cell() {
    let long = "word ".repeat(120);
    let row = Row::headed(["One".into(), Cell::from(long), Cell::from("who")]);
    let words = painted(3, vec![row]);
    assert_eq!(words.last().map(String::as_str), Some("who"));
}

#[test]
fn key_facts_are_of_one_size_but_for_a_twentieth() {
    use crate::pdf::style::{CELL, CELL_SMALL, FACT_DETAIL, FACT_LABEL, FACT_VALUE};
    for (first, other) in [
        (FACT_LABEL, FACT_VALUE),
        (FACT_LABEL, FACT_DETAIL),
        (CELL, CELL_SMALL),
    ] {
        assert!((other.size / first.size - 1.0).abs() < 0.05);
    }
}

#[test]
fn a_row_taller_than_a_page_runs_over_pages() {
    let tall = Row::headed([Cell::from("Tall"), Cell::from("word ".repeat(4000))]);
    let table = Table::new(
        "Tall",
        vec![Column::left("Name"), Column::left("Text")],
        vec![tall],
    );
    let pages = lay_out(&document(vec![Block::Table(table)])).unwrap();
    assert!(row_pages(&pages)[1].len() > 1);
}

#[test]
fn a_short_table_is_not_divided() {
    let filler = (0..42).map(|_| Block::paragraph("A line of text."));
    let pages = lay_out(&document(filler.chain([long_table(8)]).collect())).unwrap();
    let on: BTreeSet<_> = row_pages(&pages).into_iter().flatten().collect();
    assert_eq!(on.len(), 1);
}

#[test]
fn nothing_is_painted_outside_the_page() {
    let long = "Llanfair".repeat(40);
    let blocks = vec![
        Block::heading(1, long.clone()),
        Block::KeyFacts(vec![
            KeyFact {
                label: long.clone(),
                value: long.clone(),
                detail: long.clone()
            };
            4
        ]),
        Block::notice(long.clone(), long.clone()),
        Block::bullets([long.clone()]),
        Block::Table(Table::new(
            long.clone(),
            vec![Column::left(long.clone()); 9],
            vec![Row::plain(vec![
                Cell::from(long.clone()).with_small(long);
                9
            ])],
        )),
    ];
    let pages = lay_out(&document(blocks)).unwrap();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        let Mark::Text(text) = &item.mark else {
            continue;
        };
        let width: f64 = text.words.iter().map(|word| word.width).sum::<f64>() * text.size;
        assert!(
            text.x >= 50.0 && text.x + width <= pages.width - 50.0,
            "{}",
            words(item)
        );
        assert!(text.y > 20.0 && text.y < pages.height - 10.0);
    }
}

#[test]
fn a_heading_is_never_last_on_its_page() {
    for lines in 0..60 {
        let filler = (0..lines).map(|_| Block::small("A line."));
        let mut blocks: Vec<_> = filler.collect();
        blocks.extend([
            Block::heading(1, "Heading"),
            Block::paragraph("Text below."),
            Block::paragraph("More."),
        ]);
        let pages = lay_out(&document(blocks)).unwrap();
        let page = &pages.pages[pages.headings[0].page];
        assert!(
            page.items
                .iter()
                .any(|item| words(item).starts_with("Text")),
            "{lines} lines above"
        );
    }
}

#[test]
fn contents_name_the_pages_headings_stand_on() {
    let mut blocks = vec![Block::heading(1, "Title")];
    for chapter in 1..=8 {
        blocks.extend([
            Block::heading(2, format!("Chapter {chapter}")),
            Block::paragraph("Text."),
            Block::PageBreak,
        ]);
    }
    let mut document = document(blocks);
    let pages = lay_out(&document).unwrap();
    let links = pages
        .tree
        .nodes()
        .filter(|(_, node)| node.role == Role::Link);
    let mut seen = 0;
    for (id, node) in links {
        let Some(Target::Heading(heading)) = node.target else {
            continue;
        };
        let Child::Content(content) = node.children[0] else {
            panic!("{id:?}")
        };
        let text: String = pages.pages[0]
            .items
            .iter()
            .filter(|item| item.content == Some(content))
            .map(words)
            .collect();
        let heading = &pages.headings[heading];
        assert_eq!(text, format!("{} {}", heading.text, heading.page + 1));
        seen += 1;
    }
    assert_eq!(seen, 8);
    document.contents = Contents::Never;
    let without = lay_out(&document).unwrap();
    assert!(
        without
            .tree
            .nodes()
            .all(|(_, node)| node.role != Role::Contents)
    );
}

#[test]
fn faults_are_named_before_anything_is_written() {
    let drawing = Drawing {
        width: 10.0,
        height: 10.0,
        title: " ".into(),
        description: String::new(),
        shapes: Vec::new(),
    };
    let figure = Figure {
        drawing: drawing.clone(),
        caption: "Chart".into(),
        source: String::new(),
    };
    let cell = Table::new(
        "T",
        vec![Column::left("A")],
        vec![Row::plain([Cell::from("x").with_drawing(drawing)])],
    );
    let ragged = Table::new(
        "T",
        vec![Column::left("A"), Column::left("B")],
        vec![Row::plain([Cell::from("x")])],
    );
    let fault = |block| lay_out(&document(vec![block])).unwrap_err();
    assert_eq!(
        fault(Block::Figure(figure)),
        PdfError::MissingAlternative {
            caption: "Chart".into()
        }
    );
    assert_eq!(
        fault(Block::Table(cell)),
        PdfError::MissingAlternative {
            caption: "x".into()
        }
    );
    assert_eq!(
        fault(Block::Table(ragged)),
        PdfError::RaggedTable {
            caption: "T".into(),
            row: 1,
            found: 1,
            expected: 2
        }
    );
    assert_eq!(
        fault(Block::Table(Table::new("T", Vec::new(), Vec::new()))),
        PdfError::EmptyTable {
            caption: "T".into()
        }
    );
    assert_eq!(
        fault(Block::heading(2, "Low")),
        PdfError::HeadingLevel {
            text: "Low".into(),
            level: 2,
            previous: 0
        }
    );
    assert_eq!(
        fault(Block::paragraph(vec![Inline::link(
            " ",
            "https://example.org"
        )])),
        PdfError::EmptyLink {
            url: "https://example.org".into()
        }
    );
    assert!(matches!(
        fault(Block::paragraph("市")),
        PdfError::MissingGlyph {
            character: '市',
            ..
        }
    ));
}
