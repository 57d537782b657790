//! Tables: a first row that repeats, rows that do not split, numbers to the right.

use crate::document::{Align, Cell, Column, ColumnWidth, Row, Table};

use super::WordError;
use super::body::{inline_run, paragraph, run, styled};
use super::picture::{Beside, TEXT_WIDTH};
use super::xml::escaped;

/// Twentieths of a point across the text.
const TWIPS: f64 = TEXT_WIDTH * 20.0;
/// Columns beyond which the type is smaller.
const MANY: usize = 6;

/// The caption, the table and its notes.
pub(super) fn table(table: &Table, beside: &mut Beside) -> Result<String, WordError> {
    let widths = widths(table);
    let small = table.columns.len() > MANY;
    let mut out = paragraph("Caption", &run(&table.caption));
    out += &format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"Figures\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblLayout w:type=\"fixed\"/><w:tblLook \
         w:val=\"00A0\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"1\" w:lastColumn=\"0\" w:noHBand=\"1\" \
         w:noVBand=\"1\"/><w:tblCaption w:val=\"{0}\"/><w:tblDescription w:val=\"{0}\"/></w:tblPr><w:tblGrid>",
        escaped(&table.caption)
    );
    for width in &widths {
        out += &format!("<w:gridCol w:w=\"{width}\"/>");
    }
    out += "</w:tblGrid>\n<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>";
    for (column, width) in table.columns.iter().zip(&widths) {
        let style = if small { "TableHeadSmall" } else { "TableHead" };
        out += &cell(*width, &aligned(style, column.align, &run(&column.heading)));
    }
    out += "</w:tr>\n";
    for row in &table.rows {
        out += &self::row(row, (&table.columns, &widths, small), beside)?;
    }
    out += "</w:tbl>\n";
    for note in &table.notes {
        let runs: String = note
            .iter()
            .map(|inline| inline_run(inline, beside))
            .collect();
        out += &paragraph("Small", &runs);
    }
    // A table next to a table would be one with it.
    if table.notes.is_empty() {
        out += &paragraph("AfterTable", "");
    }
    Ok(out)
}

/// The widths of the columns in twentieths of a point.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "some thousand twentieths of a point"
)]
fn widths(table: &Table) -> Vec<u32> {
    let given: f64 = table.columns.iter().filter_map(share).sum();
    let open = table.columns.iter().filter(|c| share(c).is_none()).count();
    let rest = (1.0 - given).max(0.1 * open as f64) / open.max(1) as f64;
    let shares: Vec<f64> = table
        .columns
        .iter()
        .map(|c| share(c).unwrap_or(rest))
        .collect();
    let sum: f64 = shares.iter().sum();
    shares
        .iter()
        .map(|share| (share / sum * TWIPS) as u32)
        .collect()
}

fn share(column: &Column) -> Option<f64> {
    match column.width {
        ColumnWidth::Share(share) => Some(share),
        ColumnWidth::Auto => None,
    }
}

fn row(
    row: &Row,
    (columns, widths, small): (&[Column], &[u32], bool),
    beside: &mut Beside,
) -> Result<String, WordError> {
    let mut out = String::from("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
    for (at, ((filled, column), width)) in row.cells.iter().zip(columns).zip(widths).enumerate() {
        let bold = row.emphasised || filled.bold || (row.headed && at == 0);
        let text = content(filled, (column, *width, small, bold), beside)?;
        out += &cell(*width, &text);
    }
    out += "</w:tr>\n";
    Ok(out)
}

fn cell(width: u32, paragraphs: &str) -> String {
    format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{paragraphs}</w:tc>")
}

/// The paragraphs of a cell: what it says, its drawing, what stands below. Each is a paragraph of its
/// own, so that numbers stay apart when the table is copied.
fn content(
    cell: &Cell,
    (column, width, small, bold): (&Column, u32, bool, bool),
    beside: &mut Beside,
) -> Result<String, WordError> {
    let style = if small { "TableSmall" } else { "TableText" };
    let mut runs = String::new();
    for inline in &cell.content {
        let made = match inline {
            crate::document::Inline::Text { text, .. } if bold => styled(text, "<w:b/>"),
            other => inline_run(other, beside),
        };
        runs += &made;
    }
    let mut out = aligned(style, column.align, &runs);
    if let Some(drawing) = cell.drawing.as_ref().filter(|d| !d.decorative) {
        let widest = f64::from(width) / 20.0 - 8.0;
        let picture = beside.picture(&drawing.drawing, ("a cell", widest.max(10.0)))?;
        out += &aligned(style, column.align, &picture);
    }
    if !cell.small.is_empty() {
        out += &aligned("TableNote", column.align, &run(&cell.small));
    }
    Ok(out)
}

fn aligned(style: &str, align: Align, runs: &str) -> String {
    let align = match align {
        Align::Left => "",
        Align::Right => "<w:jc w:val=\"right\"/>",
        Align::Centre => "<w:jc w:val=\"center\"/>",
    };
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{align}</w:pPr>{runs}</w:p>")
}
