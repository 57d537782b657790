//! The sections of an authority's report by groups.

use care_scorecard_drawing::document::{Block, Cell, Column, Figure, Row, Table};

use crate::report::{Frame, GroupCell, GroupColumn, GroupRow, GroupTable, Section};

use super::super::charts;
use super::parts::HALF;

/// Most of a table's width that the names of its groups may take.
const NAMES: f64 = 0.4;
/// Most columns of figures that half the width of a page holds.
pub(super) const NARROW: usize = 4;
/// Longest share that stands beside its count rather than below it, in characters.
const LONG: usize = 6;

pub(super) fn blocks(sections: &[Section], frame: &Frame) -> Vec<Block> {
    sections
        .iter()
        .flat_map(|section| blocks_of(section, frame))
        .collect()
}

fn blocks_of(section: &Section, frame: &Frame) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading(2, &section.title),
        Block::paragraph(section.finding.as_str()),
    ];
    blocks.extend(section.chart.as_ref().map(|chart| {
        Block::Figure(Figure {
            drawing: charts::section(chart, HALF),
            caption: chart.title.clone(),
            source: section.source.clone(),
        })
    }));
    blocks.extend(section.tables.iter().map(|group| {
        let mut set = narrow(group);
        set.notes.clear();
        Block::Table(set)
    }));
    blocks.push(Block::small(said_once(section, frame).join(" ")));
    blocks
}

/// What must be said about the tables of a section and about itself, each thing once.
fn said_once(section: &Section, frame: &Frame) -> Vec<String> {
    let of_tables = section.tables.iter().flat_map(|group| &group.notes);
    let source = (section.source != frame.source_line).then_some(&section.source);
    let mut said: Vec<String> = Vec::new();
    for note in of_tables.chain(&section.notes).chain(source) {
        if !note.is_empty() && !said.contains(note) {
            said.push(note.clone());
        }
    }
    said
}

/// A table for half the width of a page: one of a single long row stands upright.
pub(super) fn narrow(group: &GroupTable) -> Table {
    let [only] = &group.rows[..] else {
        return table(group);
    };
    if group.columns.len() <= NARROW {
        return table(group);
    }
    let upright = GroupTable {
        columns: vec![GroupColumn {
            heading: only.label.clone(),
            is_number: true,
        }],
        rows: std::iter::zip(&group.columns, &only.cells)
            .map(|(column, cell)| GroupRow {
                label: column.heading.clone(),
                cells: vec![cell.clone()],
                ..only.clone()
            })
            .collect(),
        ..group.clone()
    };
    table(&upright)
}

/// The share of a table's width that years need.
const YEARS: f64 = 0.1;

pub(super) fn table(group: &GroupTable) -> Table {
    #[allow(clippy::cast_precision_loss, reason = "a few columns")]
    let count = group.columns.len() as f64;
    let words = group.columns.iter().any(|column| !column.is_number);
    let many = count > 5.0;
    let by_year = group.is_by_year();
    let names = match (many, words) {
        _ if by_year => YEARS,
        (true, _) => 0.16,
        (false, true) => 0.38,
        (false, false) => NAMES,
    };
    let rest = if words || many || by_year || count > 2.0 {
        (1.0 - names) / count
    } else {
        0.2
    };
    let heading = group.groups.as_deref().unwrap_or(" ");
    let first = Column::left(heading).share(1.0 - rest * count);
    let columns = group.columns.iter().map(|column| {
        let head = if column.is_number {
            Column::right(&column.heading)
        } else {
            Column::left(&column.heading)
        };
        head.share(rest)
    });
    let columns = std::iter::once(first).chain(columns).collect();
    let rows = group.rows.iter().map(row).collect();
    let mut table = Table::new(&group.caption, columns, rows);
    for note in &group.notes {
        table = table.with_note(note.as_str());
    }
    table
}

fn row(row: &GroupRow) -> Row {
    let cell = |cell: &GroupCell| match cell.share.as_deref() {
        None => Cell::from(cell.figure.display.as_str()),
        Some(long) if long.chars().count() > LONG => {
            Cell::from(cell.figure.display.as_str()).with_small(long)
        }
        Some(share) => Cell::from(format!("{} ({share})", cell.figure.display)),
    };
    let name = std::iter::once(Cell::from(row.label.as_str()));
    let set = Row::headed(name.chain(row.cells.iter().map(cell)));
    if row.is_total { set.emphasised() } else { set }
}
