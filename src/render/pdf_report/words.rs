//! Authorities' own words.

use care_scorecard_drawing::document::{Block, Cell, Column, Content, Inline, Row, Table};

use crate::report::{ListItem, Reply, Span, TextBlock};

/// The right of reply.
pub(super) fn reply(reply: &Reply) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading(2, &reply.title),
        Block::small(reply.about.as_str()),
    ];
    blocks.extend(self::blocks(&reply.blocks));
    blocks
}

/// Words under the heading of the section they stand in.
pub(super) fn blocks(said: &[TextBlock]) -> Vec<Block> {
    said.iter().flat_map(block).collect()
}

fn block(block: &TextBlock) -> Vec<Block> {
    match block {
        TextBlock::Heading { level, spans } => {
            vec![Block::heading(*level, plain(spans))]
        }
        TextBlock::Paragraph { spans } => vec![Block::paragraph(inlines(spans))],
        TextBlock::List { ordered, items } => vec![list(*ordered, items)],
        TextBlock::Quote { paragraphs } => paragraphs.iter().map(|spans| quoted(spans)).collect(),
        TextBlock::Table { columns, rows } => vec![Block::Table(table(columns, rows))],
    }
}

fn inlines(spans: &[Span]) -> Vec<Inline> {
    let inline = |span: &Span| {
        if span.is_break {
            Inline::Break
        } else if span.link.is_empty() {
            Inline::Text {
                text: span.text.clone(),
                bold: span.strong,
                italic: span.emphasis,
            }
        } else {
            Inline::link(&span.text, &span.link)
        }
    };
    spans.iter().map(inline).collect()
}

fn plain(spans: &[Span]) -> String {
    let text = |span: &Span| {
        if span.is_break {
            " ".to_owned()
        } else {
            span.text.clone()
        }
    };
    spans.iter().map(text).collect()
}

fn list(ordered: bool, items: &[ListItem]) -> Block {
    let item = |item: &ListItem| {
        let mut content = inlines(&item.spans);
        for under in &item.under {
            content.push(Inline::Break);
            content.push(Inline::text("– "));
            content.extend(inlines(under));
        }
        Content(content)
    };
    let items = items.iter().map(item);
    if ordered {
        Block::numbered(items)
    } else {
        Block::bullets(items)
    }
}

/// A paragraph between quotation marks.
fn quoted(spans: &[Span]) -> Block {
    let mut content = vec![Inline::text("“")];
    content.extend(inlines(spans));
    content.push(Inline::text("”"));
    Block::paragraph(content)
}

fn table(columns: &[Vec<Span>], rows: &[Vec<Vec<Span>>]) -> Table {
    let head = columns.iter().map(|spans| Column::left(plain(spans)));
    let row = |row: &Vec<Vec<Span>>| Row::plain(row.iter().map(|c| Cell::new(inlines(c))));
    Table::new("Table", head.collect(), rows.iter().map(row).collect())
}
