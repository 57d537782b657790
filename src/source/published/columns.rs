//! Which columns of a published file hold labels and which hold figures.

use std::ops::ControlFlow;

use crate::diagnostic::Diagnostics;
use crate::source::shape::header_key;
use crate::source::symbol::Figure;
use crate::source::table::Table;

/// Columns that say where and when, in every file of the form.
const PLACE_AND_TIME: [&str; 22] = [
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "la_name",
    "new_la_code",
    "lad_code",
    "lad_name",
    "lsip_code",
    "lsip_name",
    "pcon_code",
    "pcon_name",
    "local_authority_selection_status",
    "version",
    "release",
    "ukprn",
    "urn",
    "lad_type",
];

/// Spellings of the column that holds the count, the usual first.
const COUNT: [&str; 7] = [
    "number",
    "children_count",
    "count",
    "number_of_children",
    "children_number",
    "value",
    "cla_count",
];

/// How many rows tell a column of figures from one of labels.
const SAMPLE: usize = 400;

/// The columns of a published file that are neither place nor time.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// Columns of labels, in order.
    pub(super) filters: Vec<usize>,
    /// Columns of figures, in order.
    pub(super) figures: Vec<usize>,
    /// The column of counts.
    pub(super) count: Option<usize>,
    /// The column of rates per 10,000 children.
    pub(super) rate: Option<usize>,
}

/// How many cells of a column hold anything, and how many of them a figure.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    filled: usize,
    figures: usize,
}

impl Columns {
    pub(super) fn of(table: &Table<'_>) -> Self {
        let key = |at: &usize| table.header.get(*at).map(|cell| header_key(cell));
        let is_candidate = |at: &usize| {
            key(at).is_some_and(|key| !key.is_empty() && !PLACE_AND_TIME.contains(&key.as_str()))
        };
        let candidates: Vec<usize> = (0..table.header.len()).filter(is_candidate).collect();
        let mut columns = Self::default();
        for (at, seen) in seen_in(table, &candidates) {
            let spelled = key(&at).is_some_and(|key| COUNT.contains(&key.as_str()));
            let mostly_figures = seen.filled > 0 && seen.figures * 2 > seen.filled;
            if mostly_figures || (seen.filled == 0 && spelled) {
                columns.figures.push(at);
            } else {
                columns.filters.push(at);
            }
        }
        columns.count = columns.count_column(table);
        columns.rate = ["rate_per_10000", "rate_per_10k"]
            .iter()
            .find_map(|name| table.column_named(name));
        columns
    }

    fn count_column(&self, table: &Table<'_>) -> Option<usize> {
        let key = |at: &usize| {
            table
                .header
                .get(*at)
                .map(|cell| header_key(cell))
                .unwrap_or_default()
        };
        let usual = COUNT
            .iter()
            .find_map(|name| self.figures.iter().find(|at| key(at) == *name));
        let by_word = || {
            self.figures.iter().find(|at| {
                let key = key(at);
                let words: Vec<&str> = key.split('_').collect();
                words
                    .iter()
                    .any(|w| matches!(*w, "number" | "count" | "total"))
                    && !words
                        .iter()
                        .any(|w| matches!(*w, "population" | "percent" | "percentage" | "rate"))
            })
        };
        usual.or_else(by_word).copied()
    }
}

/// What the first rows hold in some columns.
fn seen_in(table: &Table<'_>, columns: &[usize]) -> Vec<(usize, Seen)> {
    let mut all: Vec<(usize, Seen)> = columns.iter().map(|at| (*at, Seen::default())).collect();
    let mut rows = 0;
    table.while_row(&mut Diagnostics::default(), |row, _| {
        rows += 1;
        if rows > SAMPLE {
            return ControlFlow::Break(());
        }
        for (at, seen) in &mut all {
            let cell = row.cell(*at);
            seen.filled += usize::from(!cell.is_empty());
            seen.figures += usize::from(Figure::read(cell).is_some());
        }
        ControlFlow::Continue(())
    });
    all
}
