//! From published tables to the tables of a report.

use crate::disclosure::{Column, Published, PublishedTable};
use crate::measure::Absence;
use crate::source::Symbol;

use super::super::super::figure::Figure;
use super::super::super::number;
use super::model::{GroupCell, GroupColumn, GroupRow, GroupTable};

/// What is said under a table in which anything is withheld.
const WITHHELD: &str =
    "[c] is withheld: it could point at a child, or would give away a figure that could.";

/// What shares in a column are of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum ShareOf {
    /// The total of the column.
    Total,
    /// The first column of the row.
    Row,
    /// No share is given.
    Nothing,
}

/// How a published table is set out.
pub(in crate::report) struct Setting<'s, R> {
    caption: String,
    groups: &'static str,
    /// The name of a group, and of the page about it.
    name: &'s dyn Fn(&R) -> (String, String),
    share: &'s dyn Fn(Column) -> ShareOf,
}

impl<'s, R> Setting<'s, R> {
    pub(in crate::report) fn new(
        caption: String,
        groups: &'static str,
        name: &'s dyn Fn(&R) -> (String, String),
        share: &'s dyn Fn(Column) -> ShareOf,
    ) -> Self {
        Self {
            caption,
            groups,
            name,
            share,
        }
    }
}

/// Shares of the total under children, of the row under what part of them did.
pub(in crate::report) fn of_total_and_row(column: Column) -> ShareOf {
    match column {
        Column::Children => ShareOf::Total,
        _ => ShareOf::Row,
    }
}

/// No shares.
pub(in crate::report) fn of_nothing(_: Column) -> ShareOf {
    ShareOf::Nothing
}

/// Shares of the total.
pub(in crate::report) fn of_total(_: Column) -> ShareOf {
    ShareOf::Total
}

/// A table whose groups have a name and no page.
pub(in crate::report) fn named<R>(
    table: &PublishedTable<R>,
    caption: String,
    groups: &'static str,
    name: impl Fn(&R) -> &'static str,
    share: fn(Column) -> ShareOf,
) -> Option<GroupTable> {
    let name = |row: &R| (name(row).to_owned(), String::new());
    set(table, &Setting::new(caption, groups, &name, &share))
}

/// The count as a figure.
pub(in crate::report) fn figure(published: Published) -> Figure {
    match published {
        Published::Shown(count) => {
            let value = float(count);
            Figure::number(value, number::count(value))
        }
        Published::Withheld => Figure::absence(Absence::Symbol(Symbol::Confidential)),
    }
}

#[allow(clippy::cast_precision_loss, reason = "counts of children")]
pub(in crate::report) fn float(count: u64) -> f64 {
    count as f64
}

/// The heading of a column.
pub(in crate::report) fn heading(column: Column) -> &'static str {
    match column {
        Column::Children => "Children",
        Column::Outside => "Placed outside",
        Column::Missing => "Went missing in the year",
        Column::UpTo20Miles => "Up to 20 miles from home",
        Column::Over20Miles => "Over 20 miles from home",
        Column::DistanceNotKnown => "Distance not known",
        Column::Incidents => "Missing incidents",
        Column::LongIncidents => "Of three days or more",
        Column::MissingFromThere => "Went missing from there",
        Column::Notifiable => "Placed in a recorded year",
        Column::Notified => "Host authority told",
    }
}

/// "412 of 900 children (46%)", "412 of 900 children", "[c]".
pub(in crate::report) fn out_of<R>(
    table: &PublishedTable<R>,
    part: Published,
    whole: Published,
    what: &str,
) -> String {
    let share = table.share(part, whole);
    let what = if what.is_empty() {
        String::new()
    } else {
        format!(" {what}")
    };
    let (part, whole) = (figure(part), figure(whole));
    match (part.is_number() && whole.is_number(), share) {
        (false, _) => part.display,
        (true, None) => format!("{} of {}{what}", part.display, whole.display),
        (true, Some(share)) => format!(
            "{} of {}{what} ({})",
            part.display,
            whole.display,
            number::share(share)
        ),
    }
}

/// A table with a row for each group that has any, and its total; none where nothing of any group
/// can be said. Groups of which nothing is shown share one row, and a column that shows nothing is
/// left out.
pub(in crate::report) fn set<R>(
    table: &PublishedTable<R>,
    setting: &Setting<'_, R>,
) -> Option<GroupTable> {
    let mut rows = rows_of(table, setting);
    let says = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.cells.get(at));
        let mut numbers = cells.filter_map(|cell| cell.figure.value);
        numbers.any(|number| number > 0.0)
    };
    let kept: Vec<bool> = (0..table.columns.len()).map(says).collect();
    if !kept.first().is_some_and(|first| *first) {
        return None;
    }
    if !table.totals.is_empty() {
        let mut cells = cells_of(table, setting, &table.totals);
        cells.iter_mut().take(1).for_each(|cell| cell.share.clear());
        rows.push(GroupRow {
            is_total: true,
            ..row_of("All".to_owned(), String::new(), cells)
        });
    }
    for row in &mut rows {
        let cells = std::mem::take(&mut row.cells).into_iter().zip(&kept);
        row.cells = cells.filter(|(_, kept)| **kept).map(|(c, _)| c).collect();
    }
    let columns = table.columns.iter().zip(&kept).filter(|(_, kept)| **kept);
    let columns = columns.map(|(column, _)| GroupColumn::number(heading(*column)));
    let mut set = GroupTable {
        caption: setting.caption.clone(),
        groups: setting.groups.to_owned(),
        columns: columns.collect(),
        rows,
        notes: Vec::new(),
    };
    set.note_withheld();
    Some(set)
}

fn rows_of<R>(table: &PublishedTable<R>, setting: &Setting<'_, R>) -> Vec<GroupRow> {
    let is_any = |cell: &Published| *cell != Published::Shown(0);
    let (mut rows, mut unsaid) = (Vec::new(), Vec::new());
    for (row, cells) in table.rows.iter().filter(|(_, c)| c.iter().any(is_any)) {
        let (label, file) = (setting.name)(row);
        if cells.iter().all(|cell| *cell == Published::Withheld) {
            unsaid.push(label);
        } else {
            let cells = cells_of(table, setting, cells);
            rows.push(row_of(label, file, cells));
        }
    }
    if !unsaid.is_empty() {
        let cells = vec![Published::Withheld; table.columns.len()];
        let cells = cells_of(table, setting, &cells);
        rows.push(row_of(unsaid.join("; "), String::new(), cells));
    }
    rows
}

fn row_of(label: String, file: String, cells: Vec<GroupCell>) -> GroupRow {
    GroupRow {
        label,
        file,
        cells,
        is_total: false,
    }
}

impl GroupTable {
    /// Says what "\[c\]" is, where it stands in the table.
    pub(in crate::report) fn note_withheld(&mut self) {
        let mut cells = self.rows.iter().flat_map(|row| &row.cells);
        if cells.any(|cell| cell.figure.display == "[c]") {
            self.notes.push(WITHHELD.to_owned());
        }
    }
}

fn cells_of<R>(
    table: &PublishedTable<R>,
    setting: &Setting<'_, R>,
    cells: &[Published],
) -> Vec<GroupCell> {
    let columns = table.columns.iter().zip(cells);
    let cells = columns.map(|(column, count)| {
        let whole = match (setting.share)(*column) {
            ShareOf::Total => table.total(*column),
            ShareOf::Row if *column == Column::Notified => {
                let of = table.columns.iter().position(|c| *c == Column::Notifiable);
                cells.get(of.unwrap_or(0)).copied()
            }
            ShareOf::Row => cells.first().copied(),
            ShareOf::Nothing => None,
        };
        let share = whole.and_then(|whole| table.share(*count, whole));
        GroupCell {
            figure: figure(*count),
            share: share.map(number::share).unwrap_or_default(),
        }
    });
    cells.collect()
}

/// A table of one row: its groups as columns; none where nothing of any group can be said.
pub(in crate::report) fn across<R>(
    table: &PublishedTable<R>,
    caption: String,
    label: &str,
    name: impl Fn(&R) -> String,
) -> Option<GroupTable> {
    if !table
        .rows
        .iter()
        .flat_map(|(_, cells)| cells)
        .any(|c| c.count().is_some_and(|n| n > 0))
    {
        return None;
    }
    let counts = table.rows.iter().filter_map(|(row, cells)| {
        let count = cells.first().copied()?;
        Some((name(row), count))
    });
    let total = table.totals.first().map(|total| ("All".to_owned(), *total));
    let (columns, cells): (Vec<String>, Vec<Published>) = counts.chain(total).unzip();
    let cells = cells.into_iter().map(|count| GroupCell {
        figure: figure(count),
        share: String::new(),
    });
    let mut across = GroupTable {
        caption,
        groups: String::new(),
        columns: columns.iter().map(|c| GroupColumn::number(c)).collect(),
        rows: vec![row_of(label.to_owned(), String::new(), cells.collect())],
        notes: Vec::new(),
    };
    across.note_withheld();
    Some(across)
}
