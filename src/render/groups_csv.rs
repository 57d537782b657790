//! Every authority's year by groups, as CSV: the tables of the reports as data.

use crate::assessment::Assessment;
use crate::authority::AuthorityId;
use crate::disclosure::row_names::Named;
use crate::disclosure::{AuthorityTables, FlowRow, Published, PublishedTable, row_names as name};
use crate::report::{by_code, inert};

use super::table_csv::{Writer, mode_of, shown};

/// The tables of all authorities, a row for each count; one that is withheld is empty with the status `c`.
/// Nothing where no authority has a return.
pub fn groups(assessment: &Assessment<'_>) -> Option<String> {
    groups_of(assessment, &by_code(assessment))
}

/// The same of some authorities.
pub fn groups_of(assessment: &Assessment<'_>, ids: &[AuthorityId]) -> Option<String> {
    let tables = assessment.tables();
    let mut rows = Rows {
        writer: Writer::of("groups", mode_of(assessment)),
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
        self.add(name::PLACEMENTS, tables.placements.as_ref());
        self.add(name::PROVIDERS, tables.providers.as_ref());
        self.add(name::AGE_BANDS, tables.ages.as_ref());
        self.add(name::DISTANCE, tables.distance.as_ref());
        self.add(name::OUTSIDE_MILES, tables.outside_miles.as_ref());
        self.add(name::OUT_REASONS, tables.out_reasons.as_ref());
        self.add(name::UASC, tables.uasc.as_ref());
        self.add(name::UASC_PLACEMENTS, tables.uasc_placements.as_ref());
    }

    fn by_incident(&mut self, tables: &AuthorityTables) {
        self.add(name::SIDES, tables.sides.as_ref());
        self.add(name::DURATIONS, tables.durations.as_ref());
        self.add(
            name::INCIDENT_PLACEMENTS,
            tables.incident_placements.as_ref(),
        );
        self.add(name::INCIDENT_MONTHS, tables.months.as_ref());
        self.add(name::INCIDENT_WEEKDAYS, tables.weekdays.as_ref());
        self.add(name::INTERVIEWS, tables.interviews.as_ref());
        self.add(name::REASONS, tables.reasons.as_ref());
        self.add(name::HARMS, tables.harms.as_ref());
    }

    fn by_place(&mut self, assessment: &Assessment<'_>, tables: &AuthorityTables) {
        let place = |row: &FlowRow| match row {
            FlowRow::Authority(id) => inert(assessment.code(*id)),
            other => name::word(other),
        };
        self.add_by("hosts", tables.hosts.as_ref(), place);
        self.add_by("hosted", tables.hosted.as_ref(), place);
    }

    fn add<R>(&mut self, named: Named<R>, table: Option<&PublishedTable<R>>) {
        self.add_by(named.table, table, named.row);
    }

    fn add_by<R>(
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
            let [count, status] = shown(Some(*count));
            let mut cells = self.before.clone();
            cells.extend([name.to_owned(), row.to_owned(), name::word(column)]);
            cells.extend([count, status]);
            self.writer.row(&cells);
        }
    }
}
