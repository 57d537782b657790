//! From published tables to the tables of a report.

use crate::disclosure::{Column, Published, PublishedTable};

use super::super::super::figure::Figure;
use super::super::super::number;
use super::model::{
    GroupCell, GroupColumn, GroupRow, GroupTable, RowSubject, TableHead, TableSubject,
};

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

/// A group as a row names it.
pub(in crate::report) struct Group {
    pub(in crate::report) label: String,
    /// The name of the page about it; none where there is none.
    pub(in crate::report) file: Option<String>,
    pub(in crate::report) subject: RowSubject,
}

impl Group {
    /// A group with a name and no page.
    pub(in crate::report) fn named(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            file: None,
            subject: RowSubject::Group,
        }
    }

    fn row(self, cells: Vec<GroupCell>) -> GroupRow {
        GroupRow {
            file: self.file,
            subject: self.subject,
            ..GroupRow::new(self.label, cells)
        }
    }
}

/// A column of words behind the counts: its heading, and what it says of a row.
type Beside<'s, R> = (&'static str, &'s dyn Fn(&R) -> String);

/// How a published table is set out.
pub(in crate::report) struct Setting<'s, R> {
    pub(in crate::report) caption: String,
    pub(in crate::report) groups: &'static str,
    pub(in crate::report) subject: TableSubject,
    pub(in crate::report) name: &'s dyn Fn(&R) -> Group,
    pub(in crate::report) share: &'s dyn Fn(Column) -> ShareOf,
    pub(in crate::report) heading: fn(Column) -> &'static str,
    pub(in crate::report) beside: Option<Beside<'s, R>>,
}

impl<'s, R> Setting<'s, R> {
    pub(in crate::report) fn new(
        caption: String,
        groups: &'static str,
        name: &'s dyn Fn(&R) -> Group,
        share: &'s dyn Fn(Column) -> ShareOf,
    ) -> Self {
        Self {
            caption,
            groups,
            subject: TableSubject::Groups,
            name,
            share,
            heading,
            beside: None,
        }
    }
}

/// A published table set out: what its columns count, and its rows.
pub(in crate::report) struct SetOut {
    head: TableHead<'static>,
    pub(in crate::report) counted: Vec<Column>,
    pub(in crate::report) rows: Vec<GroupRow>,
}

impl SetOut {
    /// The table, with notes that come first and notes that come last.
    pub(in crate::report) fn table(self, first: Vec<String>, last: Vec<String>) -> GroupTable {
        GroupTable::new(self.head, self.rows, first, last)
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
    let name = |row: &R| Group::named(name(row));
    set(table, Setting::new(caption, groups, &name, &share))
}

/// The count as a figure.
pub(in crate::report) fn figure(published: Published) -> Figure {
    match published {
        Published::Shown(count) => {
            let value = float(count);
            Figure::number(value, number::count(value))
        }
        Published::Withheld => Figure::withheld(),
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

/// "412 of 900 children (46%)", "412 of 900 children", "\[c\]".
pub(in crate::report) fn out_of<R>(
    table: &PublishedTable<R>,
    part: Published,
    whole: Published,
    what: &str,
) -> String {
    out_of_both(table, part, whole, &format!(" {what}"))
}

/// The same in a cell, without what is counted.
pub(in crate::report) fn cell_out_of<R>(
    table: &PublishedTable<R>,
    part: Published,
    whole: Published,
) -> GroupCell {
    match part {
        Published::Shown(_) => GroupCell::words(out_of_both(table, part, whole, "")),
        Published::Withheld => GroupCell::of(figure(part)),
    }
}

fn out_of_both<R>(
    table: &PublishedTable<R>,
    part: Published,
    whole: Published,
    what: &str,
) -> String {
    let share = table.share(part, whole);
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
    setting: Setting<'_, R>,
) -> Option<GroupTable> {
    let set = set_out(table, setting)?;
    Some(set.table(Vec::new(), Vec::new()))
}

/// The same, to which notes are still to be added.
pub(in crate::report) fn set_out<R>(
    table: &PublishedTable<R>,
    setting: Setting<'_, R>,
) -> Option<SetOut> {
    let groups = groups_of(table, &setting);
    let kept = kept(table, &groups);
    if !kept.first().is_some_and(|first| *first) {
        return None;
    }
    let cells_of = |counts: &[Published]| {
        let cells = cells_of(table, &setting, counts).into_iter().zip(&kept);
        let cells = cells.filter(|(_, kept)| **kept);
        cells.map(|(cell, _)| cell).collect::<Vec<GroupCell>>()
    };
    let rows = groups.into_iter().map(|(group, counts, said)| {
        let said = said.map(GroupCell::words);
        group.row(cells_of(&counts).into_iter().chain(said).collect())
    });
    let total = (!table.totals.is_empty()).then(|| {
        let mut cells = cells_of(&table.totals);
        // The total has no share of itself.
        cells.iter_mut().take(1).for_each(|cell| cell.share = None);
        cells.extend(setting.beside.map(|_| GroupCell::words("")));
        GroupRow::total(cells)
    });
    let rows = rows.chain(total).collect();
    let columns = table.columns.iter().zip(&kept).filter(|(_, kept)| **kept);
    let counted: Vec<Column> = columns.map(|(column, _)| *column).collect();
    let columns = counted.iter();
    let columns = columns.map(|column| GroupColumn::number((setting.heading)(*column)));
    let beside = setting
        .beside
        .map(|(heading, _)| GroupColumn::words(heading));
    Some(SetOut {
        head: TableHead {
            columns: columns.chain(beside).collect(),
            caption: setting.caption,
            groups: Some(setting.groups),
            subject: setting.subject,
        },
        counted,
        rows,
    })
}

/// Which columns show any number but 0.
fn kept<R>(table: &PublishedTable<R>, groups: &[GroupCounts]) -> Vec<bool> {
    let says = |at: usize| {
        let counts = groups.iter().filter_map(|(_, counts, _)| counts.get(at));
        let mut counts = counts.filter_map(|count| count.count());
        counts.any(|count| count > 0)
    };
    (0..table.columns.len()).map(says).collect()
}

/// A group with its counts, and what is said of it beside them.
type GroupCounts = (Group, Vec<Published>, Option<String>);

/// The groups that have any, and those of which nothing is shown as one.
fn groups_of<R>(table: &PublishedTable<R>, setting: &Setting<'_, R>) -> Vec<GroupCounts> {
    let is_any = |cell: &Published| *cell != Published::Shown(0);
    let (mut groups, mut unsaid) = (Vec::new(), Vec::new());
    for (row, counts) in table.rows.iter().filter(|(_, c)| c.iter().any(is_any)) {
        let group = (setting.name)(row);
        if counts.iter().all(|count| *count == Published::Withheld) {
            unsaid.push(group);
        } else {
            let said = setting.beside.map(|(_, say)| say(row));
            groups.push((group, counts.clone(), said));
        }
    }
    if !unsaid.is_empty() {
        let counts = vec![Published::Withheld; table.columns.len()];
        groups.push((
            together(&unsaid),
            counts,
            setting.beside.map(|_| String::new()),
        ));
    }
    groups
}

/// Several groups in one.
fn together(groups: &[Group]) -> Group {
    let labels: Vec<&str> = groups.iter().map(|group| group.label.as_str()).collect();
    let mut subjects = groups.iter().map(|group| group.subject);
    let subject = subjects.find(|subject| *subject != RowSubject::Group);
    Group {
        subject: subject.unwrap_or(RowSubject::Group),
        ..Group::named(labels.join("; "))
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
            share: share.map(number::share),
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
    let cells = cells.into_iter().map(|count| GroupCell::of(figure(count)));
    let head = TableHead {
        caption,
        groups: None,
        columns: columns.iter().map(|c| GroupColumn::number(c)).collect(),
        subject: TableSubject::Groups,
    };
    let row = GroupRow::new(label, cells.collect());
    Some(GroupTable::new(head, vec![row], Vec::new(), Vec::new()))
}
