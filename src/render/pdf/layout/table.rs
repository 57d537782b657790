//! Tables: structure, rows, and what is repeated when they run over a page.

use crate::chart::drawing::Paint;
use crate::render::pdf::PdfError;
use crate::render::pdf::document::{Align, Column, Row, Table};
use crate::render::pdf::page::Item;
use crate::render::pdf::paragraph::Paragraph;
use crate::render::pdf::style::{self, colour};
use crate::render::pdf::tag::{NodeId, Role};

use super::cell::{CellLine, Prepared};
use super::columns::{self, Demand};
use super::composer::{Composer, Frame};
use super::flow::hold;
use super::strip::{Keep, Repeat, Strip};

/// Sizes of type tried, in this order, until every word fits its column.
const SCALES: [f64; 4] = [1.0, 0.93, 0.86, 0.78];
/// A table no higher than this share of a page is never divided.
const SHORT: f64 = 0.35;

/// A table whose text is shaped.
struct Shaped<'a> {
    headings: Vec<Paragraph>,
    rows: Vec<Vec<Prepared<'a>>>,
}

/// The columns of a table on the page.
struct Grid<'a> {
    columns: &'a [Column],
    frames: Vec<Frame>,
    frame: Frame,
    scale: f64,
}

impl Grid<'_> {
    fn column(&self, at: usize) -> (Frame, Align) {
        (self.frames[at], self.columns[at].align)
    }
}

impl Composer {
    /// Lays a table out.
    pub(super) fn table(&mut self, table: &Table, frame: Frame) -> Result<(), PdfError> {
        check(table)?;
        let node = self.tree.add(self.parent(), Role::Table);
        let caption = self.plain(node, Role::Caption, &table.caption, style::CAPTION)?;
        let shaped = self.shape_table(node, table)?;
        let grid = self.grid(table, &shaped, frame)?;
        let mut strips = self.strips_of(&caption, style::CAPTION, frame)?;
        strips
            .iter_mut()
            .for_each(|strip| strip.keep = Keep::Needed);
        if let Some(first) = strips.first_mut() {
            first.before = style::BLOCK_GAP;
        }
        if let Some(last) = strips.last_mut() {
            last.after = 3.0;
        }
        let head = self.head_strip(&shaped.headings, &grid)?;
        let repeat = self.repeat(&table.caption, &head, frame)?;
        strips.push(head);
        let body = strips.len();
        for (row, cells) in table.rows.iter().zip(&shaped.rows) {
            let rows = self.row_strips(row, cells, &grid, repeat)?;
            strips.extend(rows);
        }
        keep_ends(&mut strips[body..], self.room);
        self.finish_table(table, strips, frame)
    }

    fn finish_table(
        &mut self,
        table: &Table,
        mut strips: Vec<Strip>,
        frame: Frame,
    ) -> Result<(), PdfError> {
        let height: f64 = strips.iter().map(|strip| strip.height).sum();
        if height < self.room * SHORT {
            hold(&mut strips, Keep::Wanted);
        }
        for note in &table.notes {
            if let Some(last) = strips.last_mut() {
                last.keep = Keep::Needed;
                last.after = last.after.max(4.0);
            }
            let node = self.tree.add(self.parent(), Role::Paragraph);
            let text = self.rich(node, note, style::SMALL)?;
            let frame = super::flow::readable(frame);
            let mut lines = self.strips_of(&text, style::SMALL, frame)?;
            if let Some(last) = lines.last_mut() {
                last.after = 2.0;
            }
            strips.extend(lines);
        }
        self.push(strips, style::BLOCK_GAP + 4.0);
        Ok(())
    }

    fn shape_table<'a>(&mut self, node: NodeId, table: &'a Table) -> Result<Shaped<'a>, PdfError> {
        let head = self.tree.add(node, Role::TableHead);
        let row = self.tree.add(head, Role::TableRow);
        let mut headings = Vec::with_capacity(table.columns.len());
        for column in &table.columns {
            headings.push(self.plain(
                row,
                Role::ColumnHeading,
                &column.heading,
                style::COLUMN_HEAD,
            )?);
        }
        let mut rows = Vec::with_capacity(table.rows.len());
        let body = (!table.rows.is_empty()).then(|| self.tree.add(node, Role::TableBody));
        for row in &table.rows {
            let parent = self.tree.add(body.unwrap_or(node), Role::TableRow);
            let mut cells = Vec::with_capacity(row.cells.len());
            for (at, cell) in row.cells.iter().enumerate() {
                let heads = at == 0 && row.headed;
                let role = if heads {
                    Role::RowHeading
                } else {
                    Role::DataCell
                };
                let node = self.tree.add(parent, role);
                cells.push(self.prepare(node, cell, row.emphasised)?);
            }
            rows.push(cells);
        }
        Ok(Shaped { headings, rows })
    }

    fn grid<'a>(
        &mut self,
        table: &'a Table,
        shaped: &Shaped<'_>,
        frame: Frame,
    ) -> Result<Grid<'a>, PdfError> {
        let room = frame.width - style::COLUMN_GAP * (table.columns.len() as f64 - 1.0);
        let (mut scale, mut demands) = (1.0, Vec::new());
        for size in SCALES {
            scale = size;
            demands = self.demands(table, shaped, size)?;
            if columns::fit(&demands, room) {
                break;
            }
        }
        let mut x = frame.x;
        let frames = columns::widths(&demands, room).into_iter().map(|width| {
            let column = Frame { x, width };
            x += width + style::COLUMN_GAP;
            column
        });
        Ok(Grid {
            columns: &table.columns,
            frames: frames.collect(),
            frame,
            scale,
        })
    }

    fn demands(
        &mut self,
        table: &Table,
        shaped: &Shaped<'_>,
        scale: f64,
    ) -> Result<Vec<Demand>, PdfError> {
        let mut demands = Vec::with_capacity(table.columns.len());
        for (at, (column, heading)) in table.columns.iter().zip(&shaped.headings).enumerate() {
            let size = style::COLUMN_HEAD.size * scale;
            let mut narrowest = heading.narrowest() * size;
            let mut widest = narrowest.max(heading.widest(&mut self.shaper)? * size * HEADING_FOLD);
            for cell in shaped.rows.iter().filter_map(|row| row.get(at)) {
                let (least, most) = self.extent(cell, scale)?;
                narrowest = narrowest.max(least);
                widest = widest.max(most);
            }
            demands.push(Demand {
                narrowest: narrowest + 0.01,
                widest: widest + 0.01,
                width: column.width,
            });
        }
        Ok(demands)
    }

    fn head_strip(&mut self, headings: &[Paragraph], grid: &Grid<'_>) -> Result<Strip, PdfError> {
        let style = style::COLUMN_HEAD.scaled_to(style::COLUMN_HEAD.size * grid.scale);
        let mut columns = Vec::with_capacity(headings.len());
        for (at, heading) in headings.iter().enumerate() {
            columns.push(self.lines(heading, style, grid.column(at).0.width)?);
        }
        let most = columns.iter().map(Vec::len).max().unwrap_or(0);
        let height = style.leading * most as f64 + 2.0 * style::ROW_PADDING;
        let mut strip = Strip {
            height,
            keep: Keep::Needed,
            ..Strip::default()
        };
        for (at, (heading, lines)) in headings.iter().zip(&columns).enumerate() {
            let (frame, align) = grid.column(at);
            for (index, line) in lines.iter().enumerate() {
                let down = (most - lines.len() + index) as f64;
                let x = frame.align(align, line.width * style.size);
                strip.add(heading.paint(line, style, x, style::ROW_PADDING + style.leading * down));
            }
        }
        let rule = height - style::STRONG;
        strip.items.push(Item::rule(
            grid.frame.x,
            rule,
            grid.frame.width,
            style::STRONG,
            colour(Paint::Ink),
        ));
        Ok(strip)
    }

    /// Notes the column headings, below a reminder of the caption, for repetition.
    fn repeat(&mut self, caption: &str, head: &Strip, frame: Frame) -> Result<usize, PdfError> {
        let reminder = self.words(None, &format!("{caption} (continued)"), style::SMALL)?;
        let (mut items, _, height) = self.stack(&reminder, style::SMALL, frame, 0.0)?;
        let head_items = head.items.iter().cloned();
        items.extend(head_items.map(|item| item.untagged().shifted(0.0, height)));
        self.repeats.push(Repeat {
            height: height + head.height,
            items,
        });
        Ok(self.repeats.len() - 1)
    }

    fn row_strips(
        &mut self,
        row: &Row,
        cells: &[Prepared<'_>],
        grid: &Grid<'_>,
        repeat: usize,
    ) -> Result<Vec<Strip>, PdfError> {
        let mut columns = Vec::with_capacity(cells.len());
        for (at, cell) in cells.iter().enumerate() {
            columns.push(
                self.cell_lines(cell, grid.column(at), grid.scale)?
                    .into_iter()
                    .peekable(),
            );
        }
        let above = self.repeats.get(repeat).map_or(0.0, |repeat| repeat.height);
        let limit = self.room - above - 2.0 * style::ROW_PADDING;
        let mut strips = Vec::new();
        loop {
            let mut strip = Strip {
                repeat: Some(repeat),
                ..Strip::default()
            };
            let mut highest: f64 = 0.0;
            for column in &mut columns {
                highest = highest.max(fill(column, limit, &mut strip));
            }
            strip.height = highest + 2.0 * style::ROW_PADDING;
            strips.push(strip);
            if columns.iter_mut().all(|column| column.peek().is_none()) {
                break;
            }
        }
        rule_row(&mut strips, row, grid.frame);
        Ok(strips)
    }
}

/// A long heading counts as if folded in two: it wraps before it widens its column.
const HEADING_FOLD: f64 = 0.55;

/// Moves as many lines of a cell as fit into `limit` to a strip, at least one, and says how high
/// they are.
fn fill(
    lines: &mut std::iter::Peekable<std::vec::IntoIter<CellLine>>,
    limit: f64,
    strip: &mut Strip,
) -> f64 {
    let mut height = 0.0;
    while let Some(mut line) = lines.next_if(|line| height == 0.0 || height + line.height <= limit)
    {
        line.shift(style::ROW_PADDING + height);
        height += line.height;
        strip.items.append(&mut line.items);
        strip.areas.append(&mut line.areas);
    }
    height
}

/// Draws the rule below a row, and the stronger ones of a row that is set apart.
fn rule_row(strips: &mut [Strip], row: &Row, frame: Frame) {
    let (thickness, paint) = if row.emphasised {
        (style::STRONG, Paint::Muted)
    } else {
        (style::FINE, Paint::Grid)
    };
    if let Some(first) = strips.first_mut().filter(|_| row.emphasised) {
        first.items.insert(
            0,
            Item::rule(
                frame.x,
                -style::STRONG,
                frame.width,
                thickness,
                colour(paint),
            ),
        );
    }
    if let Some(last) = strips.last_mut() {
        let y = last.height - thickness;
        last.items.push(Item::rule(
            frame.x,
            y,
            frame.width,
            thickness,
            colour(paint),
        ));
    }
}

/// Keeps the first two rows and the last two rows on one page each, where they are small.
fn keep_ends(rows: &mut [Strip], room: f64) {
    let count = rows.len();
    let small = |strip: &Strip| strip.height < room * 0.2;
    for at in [0, count.saturating_sub(2)] {
        if at + 1 < count && small(&rows[at]) && small(&rows[at + 1]) {
            rows[at].keep = Keep::Needed;
        }
    }
}

fn check(table: &Table) -> Result<(), PdfError> {
    let expected = table.columns.len();
    let ragged = table
        .rows
        .iter()
        .position(|row| row.cells.len() != expected || expected == 0);
    ragged.map_or(Ok(()), |at| {
        Err(PdfError::RaggedTable {
            caption: table.caption.clone(),
            row: at + 1,
            found: table.rows[at].cells.len(),
            expected,
        })
    })
}
