//! Tables: structure, rows, and what is repeated when they run over a page.

use crate::chart::drawing::Paint;
use crate::document::{Row, Table};
use crate::pdf::error::PdfError;
use crate::pdf::page::Item;
use crate::pdf::paragraph::Paragraph;
use crate::pdf::style::{self, colour};
use crate::pdf::tag::{NodeId, Role};

use super::cell::{CellLine, Prepared, Slot};
use super::columns::{self, Demand};
use super::composer::{Composer, Frame};
use super::strip::{Keep, Repeat, Strip, hold};

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
struct Grid {
    slots: Vec<Slot>,
    frame: Frame,
    scale: f64,
}

impl Composer {
    /// Lays a table out.
    pub(super) fn table(&mut self, table: &Table, frame: Frame) -> Result<(), PdfError> {
        check(table)?;
        let node = self.tree.add(self.parent(), Role::Table);
        let caption = self.plain(node, Role::Caption, &table.caption, style::CAPTION)?;
        let shaped = self.shape_table(node, table)?;
        let grid = Grid::new(table, &shaped, frame);
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
            let frame = frame.readable();
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
        let rows_headed = has_more_data_than_headings(table);
        let mut rows = Vec::with_capacity(table.rows.len());
        let body = (!table.rows.is_empty()).then(|| self.tree.add(node, Role::TableBody));
        for row in &table.rows {
            let parent = self.tree.add(body.unwrap_or(node), Role::TableRow);
            let mut cells = Vec::with_capacity(row.cells.len());
            for (at, cell) in row.cells.iter().enumerate() {
                let heads = at == 0 && row.headed && rows_headed;
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

    fn head_strip(&mut self, headings: &[Paragraph], grid: &Grid) -> Result<Strip, PdfError> {
        let style = style::COLUMN_HEAD.scaled_to(style::COLUMN_HEAD.size * grid.scale);
        let mut columns = Vec::with_capacity(headings.len());
        for (heading, slot) in headings.iter().zip(&grid.slots) {
            let frame = slot.text(heading.widest * style.size);
            columns.push((frame, self.lines(heading, style, frame.width)?));
        }
        let most = columns
            .iter()
            .map(|(_, lines)| lines.len())
            .max()
            .unwrap_or(0);
        let height = style.leading * most as f64 + 2.0 * style::ROW_PADDING;
        let mut strip = Strip {
            height,
            keep: Keep::Needed,
            ..Strip::default()
        };
        for ((heading, slot), (frame, lines)) in headings.iter().zip(&grid.slots).zip(&columns) {
            for (index, line) in lines.iter().enumerate() {
                let down = (most - lines.len() + index) as f64;
                let x = frame.align(slot.align, line.width * style.size);
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
        let reminder = self.words(None, &reminder(caption), style::SMALL)?;
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
        grid: &Grid,
        repeat: usize,
    ) -> Result<Vec<Strip>, PdfError> {
        let mut columns = Vec::with_capacity(cells.len());
        for (cell, slot) in cells.iter().zip(&grid.slots) {
            columns.push(self.cell_lines(cell, *slot, grid.scale)?);
        }
        let above = self.repeats.get(repeat).map_or(0.0, |repeat| repeat.height);
        let limit = self.room - above - 2.0 * style::ROW_PADDING;
        let mut strips = slices(columns, limit);
        if let Some(last) = strips.last_mut().filter(|_| row.leading) {
            last.keep = Keep::Needed;
        }
        strips
            .iter_mut()
            .for_each(|strip| strip.repeat = Some(repeat));
        rule_row(&mut strips, row, grid.frame);
        Ok(strips)
    }
}

impl Grid {
    /// Widths for the columns of a table, and the largest type that suits them.
    fn new(table: &Table, shaped: &Shaped<'_>, frame: Frame) -> Self {
        let room = frame.width - style::COLUMN_GAP * (table.columns.len() as f64 - 1.0);
        let (mut scale, mut demands) = (1.0, Vec::new());
        for size in SCALES {
            scale = size;
            demands = shaped.demands(table, size);
            if columns::fit(&demands, room) {
                break;
            }
        }
        let mut x = frame.x;
        let mut slots = Vec::with_capacity(demands.len());
        let widths = columns::widths(&demands, room);
        for (at, (width, column)) in widths.into_iter().zip(&table.columns).enumerate() {
            let frame = Frame { x, width };
            let drawings = shaped
                .column(at)
                .filter_map(|cell| cell.beside(frame, scale));
            slots.push(Slot {
                frame,
                align: column.align,
                reserved: drawings.fold(0.0, f64::max),
            });
            x += width + style::COLUMN_GAP;
        }
        Self {
            slots,
            frame,
            scale,
        }
    }
}

impl<'a> Shaped<'a> {
    fn column(&self, at: usize) -> impl Iterator<Item = &Prepared<'a>> {
        self.rows.iter().filter_map(move |row| row.get(at))
    }

    fn demands(&self, table: &Table, scale: f64) -> Vec<Demand> {
        let size = style::COLUMN_HEAD.size * scale;
        let columns = table.columns.iter().zip(&self.headings).enumerate();
        let demands = columns.map(|(at, (column, heading))| {
            let word = heading.narrowest * size;
            let folded = word.max(heading.widest * size * HEADING_FOLD);
            let extents = self.column(at).map(|cell| cell.extent(scale));
            let (narrowest, widest) = extents
                .fold((word, folded), |(least, most), (one, other)| {
                    (least.max(one), most.max(other))
                });
            // A little more than the sum of widths, which is rounded.
            Demand {
                narrowest: narrowest + 0.1,
                widest: widest + 0.1,
                width: column.width,
            }
        });
        demands.collect()
    }
}

/// A long heading counts as if folded in two: it wraps before it widens its column.
const HEADING_FOLD: f64 = 0.55;
/// About how high the parts of a row are that is taller than a page.
const SLICE: f64 = 50.0;

/// The cells of a row as one strip, or as many when they are higher than `limit`.
fn slices(columns: Vec<Vec<CellLine>>, limit: f64) -> Vec<Strip> {
    let height = |lines: &Vec<CellLine>| lines.iter().map(|line| line.height).sum::<f64>();
    let tall = columns.iter().map(height).fold(0.0, f64::max) > limit;
    let limit = if tall { SLICE } else { limit };
    let mut columns: Vec<_> = columns
        .into_iter()
        .map(|lines| lines.into_iter().peekable())
        .collect();
    let mut strips: Vec<Strip> = Vec::new();
    while strips.is_empty() || columns.iter_mut().any(|column| column.peek().is_some()) {
        let mut strip = Strip::default();
        let top = if strips.is_empty() {
            style::ROW_PADDING
        } else {
            0.0
        };
        let filled: Vec<Vec<Placed>> = columns
            .iter_mut()
            .map(|column| fill(column, limit, top))
            .collect();
        let ends = filled.iter().flatten().map(|placed| placed.bottom);
        strip.height = ends.fold(top, f64::max);
        for placed in as_copied(filled) {
            strip.items.extend(placed.line.items);
            strip.areas.extend(placed.line.areas);
        }
        strips.push(strip);
    }
    if let Some(last) = strips.last_mut() {
        last.height += style::ROW_PADDING;
    }
    strips
}

/// A line of a cell where it stands in its strip.
struct Placed {
    line: CellLine,
    top: f64,
    bottom: f64,
}

/// Takes as many lines of a cell as fit into `limit`, at least one, one below the other from `top`.
fn fill(
    lines: &mut std::iter::Peekable<std::vec::IntoIter<CellLine>>,
    limit: f64,
    top: f64,
) -> Vec<Placed> {
    let mut placed = Vec::new();
    let mut height = 0.0;
    while let Some(mut line) = lines.next_if(|line| height == 0.0 || height + line.height <= limit)
    {
        line.shift(top + height);
        let above = top + height;
        height += line.height;
        placed.push(Placed {
            line,
            top: above,
            bottom: top + height,
        });
    }
    placed
}

/// Lines of a cell that make it one of prose.
const PROSE: usize = 3;

/// The lines of a row in the order in which they are painted, and copied by what does not know the tags: line by
/// line over all cells, so that the figures of a row stay together; cell by cell where one behind the first is
/// prose, which would be mixed with the next.
fn as_copied(cells: Vec<Vec<Placed>>) -> Vec<Placed> {
    let is_prose = cells.iter().skip(1).any(|cell| cell.len() >= PROSE);
    let mut all: Vec<Placed> = cells.into_iter().flatten().collect();
    if !is_prose {
        all.sort_by(|one, other| one.top.total_cmp(&other.top));
    }
    all
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

/// The first words of a caption: enough to know the table by.
fn reminder(caption: &str) -> String {
    let words: Vec<&str> = caption.split_whitespace().collect();
    match words.get(..REMINDER) {
        Some(first) if words.len() > REMINDER => format!("{}… (continued)", first.join(" ")),
        _ => format!("{caption} (continued)"),
    }
}

/// Words of a caption in a reminder.
const REMINDER: usize = 6;

/// Whether rows are given headings: not where a table of pairs would have more headings than data,
/// which is read out as headings of nothing.
fn has_more_data_than_headings(table: &Table) -> bool {
    let (columns, rows) = (table.columns.len(), table.rows.len());
    columns + rows <= rows * columns.saturating_sub(1)
}

fn check(table: &Table) -> Result<(), PdfError> {
    let expected = table.columns.len();
    if expected == 0 {
        return Err(PdfError::EmptyTable {
            caption: table.caption.clone(),
        });
    }
    let ragged = table
        .rows
        .iter()
        .position(|row| row.cells.len() != expected);
    ragged.map_or(Ok(()), |at| {
        Err(PdfError::RaggedTable {
            caption: table.caption.clone(),
            row: at + 1,
            found: table.rows[at].cells.len(),
            expected,
        })
    })
}
