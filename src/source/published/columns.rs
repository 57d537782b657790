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

impl Columns {
    pub(super) fn of(table: &Table<'_>) -> Self {
        let candidates: Vec<usize> = (0..table.header.len())
            .filter(|at| {
                table.header.get(*at).is_some_and(|cell| {
                    let key = header_key(cell);
                    !key.is_empty() && !PLACE_AND_TIME.contains(&key.as_str())
                })
            })
            .collect();
        let mut figures_seen = vec![0_usize; candidates.len()];
        let mut filled_seen = vec![0_usize; candidates.len()];
        let mut rows = 0;
        table.while_row(&mut Diagnostics::default(), |row, _| {
            rows += 1;
            if rows > SAMPLE {
                return ControlFlow::Break(());
            }
            for ((at, figures), filled) in candidates
                .iter()
                .zip(&mut figures_seen)
                .zip(&mut filled_seen)
            {
                let cell = row.cell(*at);
                *filled += usize::from(!cell.is_empty());
                *figures += usize::from(Figure::read(cell).is_some());
            }
            ControlFlow::Continue(())
        });
        let mut columns = Self::default();
        for ((at, figures), filled) in candidates.into_iter().zip(figures_seen).zip(filled_seen) {
            let spelled = table
                .header
                .get(at)
                .is_some_and(|h| COUNT.contains(&header_key(h).as_str()));
            if (filled > 0 && figures * 2 > filled) || (filled == 0 && spelled) {
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
