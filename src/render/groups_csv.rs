//! Every authority's year by groups, as CSV: the tables of the reports as data.

use serde::Serialize;

use crate::assessment::Assessment;
use crate::authority::AuthorityId;
use crate::disclosure::{AuthorityTables, FlowRow, Published, PublishedTable};
use crate::report::{by_code, inert};
use crate::source::ssda903::{harms, reasons};

use super::table_csv::Writer;

/// The header of the table of groups.
const HEADER: [&str; 7] = [
    "authority_code",
    "authority_name",
    "year",
    "table",
    "row",
    "column",
    "count",
];

/// The bands of age of the table `ages`, then those of whom it is not known.
const AGES: [&str; 6] = [
    "under-1",
    "1-to-4",
    "5-to-9",
    "10-to-15",
    "16-and-over",
    "not-known",
];
/// The bands of miles of the table `outside-miles`, then those of whom it is not known.
const MILES: [&str; 6] = [
    "up-to-5",
    "over-5-to-10",
    "over-10-to-20",
    "over-20-to-50",
    "over-50",
    "not-known",
];
/// The months of a year.
const MONTHS: [&str; 12] = [
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "january",
    "february",
    "march",
];
/// The days of a week.
const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// The tables of all authorities, a row for each count; one that is withheld is `c`. Nothing where
/// no authority has a return.
pub fn groups(assessment: &Assessment<'_>) -> Option<String> {
    groups_of(assessment, &by_code(assessment))
}

/// The same of some authorities.
pub fn groups_of(assessment: &Assessment<'_>, ids: &[AuthorityId]) -> Option<String> {
    let tables = assessment.tables();
    let mut rows = Rows {
        writer: Writer::new(&HEADER),
        before: Vec::new(),
    };
    for id in ids.iter().copied() {
        if let Some(tables) = tables.get(&id) {
            rows.before = vec![
                inert(assessment.code(id)),
                inert(assessment.name(id)),
                assessment.year.to_string(),
            ];
            rows.by_child(tables);
            rows.by_incident(tables);
            rows.by_place(assessment, tables);
        }
    }
    (!tables.is_empty()).then(|| rows.writer.finish())
}

/// The rows of one authority in the making.
struct Rows {
    writer: Writer,
    /// Who and when.
    before: Vec<String>,
}

impl Rows {
    fn by_child(&mut self, tables: &AuthorityTables) {
        self.add("placements", tables.placements.as_ref(), slug);
        self.add("providers", tables.providers.as_ref(), slug);
        self.add("ages", tables.ages.as_ref(), |at| of(&AGES, *at));
        self.add("distance", tables.distance.as_ref(), slug);
        self.add("outside-miles", tables.outside_miles.as_ref(), |at| {
            of(&MILES, *at)
        });
        self.add("out-reasons", tables.out_reasons.as_ref(), |reason| {
            reason.unwrap_or("not-recorded").to_owned()
        });
        self.add("uasc", tables.uasc.as_ref(), slug);
        self.add("uasc-placements", tables.uasc_placements.as_ref(), slug);
    }

    fn by_incident(&mut self, tables: &AuthorityTables) {
        self.add("sides", tables.sides.as_ref(), slug);
        self.add("durations", tables.durations.as_ref(), slug);
        let placements = tables.incident_placements.as_ref();
        self.add("incident-placements", placements, slug);
        self.add("months", tables.months.as_ref(), |month| {
            let name = |at: u8| of(&MONTHS, usize::from(at));
            month.map_or_else(|| "before-the-year".to_owned(), name)
        });
        self.add("weekdays", tables.weekdays.as_ref(), |at| {
            of(&WEEKDAYS, *at)
        });
        self.add("interviews", tables.interviews.as_ref(), slug);
        let listed = |at: &usize, list: Option<&str>| list.map_or(at.to_string(), str::to_owned);
        self.add("interview-reasons", tables.reasons.as_ref(), |at| {
            listed(at, reasons().get(*at).map(|listed| listed.code))
        });
        self.add("interview-harms", tables.harms.as_ref(), |at| {
            listed(at, harms().get(*at).map(|listed| listed.code))
        });
    }

    fn by_place(&mut self, assessment: &Assessment<'_>, tables: &AuthorityTables) {
        let place = |row: &FlowRow| match row {
            FlowRow::Authority(id) => inert(assessment.code(*id)),
            other => slug(other),
        };
        self.add("hosts", tables.hosts.as_ref(), place);
        self.add("hosted", tables.hosted.as_ref(), place);
    }

    fn add<R>(
        &mut self,
        name: &str,
        table: Option<&PublishedTable<R>>,
        row_name: impl Fn(&R) -> String,
    ) {
        let Some(table) = table else { return };
        for (row, counts) in &table.rows {
            self.row(name, &row_name(row), table, counts);
        }
        self.row(name, "total", table, &table.totals);
    }

    fn row<R>(&mut self, name: &str, row: &str, table: &PublishedTable<R>, counts: &[Published]) {
        for (column, count) in table.columns.iter().zip(counts) {
            let count = count.count();
            let count = count.map_or_else(|| "c".to_owned(), |count| count.to_string());
            let mut cells = self.before.clone();
            cells.extend([name.to_owned(), row.to_owned(), slug(column), count]);
            self.writer.row(&cells);
        }
    }
}

fn of(names: &[&str], at: usize) -> String {
    names
        .get(at)
        .map_or(at.to_string(), |name| (*name).to_owned())
}

/// The word by which something is known in data.
fn slug<T: Serialize>(of: &T) -> String {
    let word = serde_json::to_value(of).ok();
    let word = word.and_then(|word| word.as_str().map(str::to_owned));
    word.unwrap_or_default()
}
