//! Which columns of a published file hold labels and which hold figures.

use std::ops::ControlFlow;

use crate::diagnostic::Diagnostics;
use crate::source::shape::header_key;
use crate::source::symbol::Figure;
use crate::source::table::Table;

/// Columns that say where and when, in every file of the form.
const PLACE_AND_TIME: [&str; 26] = [
    "time_period",
    "time_identifier",
    "time_frame",
    "geographic_level",
    "location",
    "location_code",
    "location_id",
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

/// Spellings of the column of rates per 10,000 children.
const RATE: [&str; 3] = ["rate_per_10000", "rate_per_10k", "rate_per_10_000"];

/// Other columns of figures that releases have had.
const BESIDE: [&str; 6] = [
    "percentage",
    "percent",
    "children_percent",
    "children_percentage",
    "population_estimate",
    "population",
];

/// Words of which a column of figures has one in its name.
const OF_FIGURES: [&str; 19] = [
    "number",
    "count",
    "total",
    "value",
    "percentage",
    "percent",
    "pct",
    "proportion",
    "share",
    "rate",
    "ratio",
    "average",
    "mean",
    "median",
    "estimate",
    "numerator",
    "denominator",
    "lower",
    "upper",
];

/// Words that no column of counts has in its name.
const NOT_OF_COUNTS: [&str; 14] = [
    "population",
    "percent",
    "percentage",
    "pct",
    "rate",
    "ratio",
    "proportion",
    "share",
    "average",
    "mean",
    "median",
    "estimate",
    "lower",
    "upper",
];

/// How many rows tell a column of figures from one of labels.
const SAMPLE: usize = 400;

/// The columns of a published file that are neither place nor time.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// Columns of labels, in order, with their names.
    pub(super) filters: Vec<(usize, String)>,
    /// Columns of figures under a name that no release had yet: they may be labels after all.
    pub(super) perhaps: Vec<usize>,
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

impl Seen {
    fn are_figures(self) -> bool {
        self.figures * 2 > self.filled || self.filled == 0
    }
}

impl Columns {
    pub(super) fn of(table: &Table<'_>) -> Self {
        let keys: Vec<(usize, String)> = table
            .header
            .iter()
            .map(|cell| header_key(cell))
            .enumerate()
            .filter(|(_, key)| !key.is_empty() && !PLACE_AND_TIME.contains(&key.as_str()))
            .collect();
        let seen = seen_in(table, keys.iter().map(|(at, _)| *at).collect());
        let mut columns = Self::default();
        let mut by_word = Vec::new();
        for ((at, key), seen) in keys.into_iter().zip(seen) {
            let words: Vec<&str> = key.split('_').collect();
            let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
            let usual = COUNT.contains(&key.as_str());
            let known = usual || RATE.contains(&key.as_str()) || BESIDE.contains(&key.as_str());
            let are_figures = seen.are_figures() || (usual && seen.figures > 0);
            if !(known || has(&OF_FIGURES)) || !are_figures {
                columns.filters.push((at, key));
                continue;
            }
            if !known {
                columns.perhaps.push(at);
                if !has(&NOT_OF_COUNTS) {
                    by_word.push(at);
                }
            }
        }
        let named = |names: &[&str]| {
            let is_figures = |at: &usize| !columns.filters.iter().any(|(filter, _)| filter == at);
            let found = names.iter().find_map(|name| table.column_named(name));
            found.filter(is_figures)
        };
        columns.rate = named(&RATE);
        columns.count = named(&COUNT).or(match by_word.as_slice() {
            [only] => Some(*only),
            _ => None,
        });
        let count = columns.count;
        columns.perhaps.retain(|at| Some(*at) != count);
        columns
    }
}

/// What the first rows hold in some columns.
fn seen_in(table: &Table<'_>, columns: Vec<usize>) -> Vec<Seen> {
    let mut all = vec![Seen::default(); columns.len()];
    let mut rows = 0;
    table.while_row_or_note(&mut Diagnostics::default(), |row, _| {
        rows += 1;
        if rows > SAMPLE {
            return ControlFlow::Break(());
        }
        for (at, seen) in columns.iter().zip(&mut all) {
            let cell = row.cell(*at);
            seen.filled += usize::from(!cell.is_empty());
            seen.figures += usize::from(Figure::read(cell).is_some());
        }
        ControlFlow::Continue(())
    });
    all
}
