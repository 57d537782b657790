//! What the tables by groups tell: counts, and what adds up in them. That a withheld count is not
//! zero is not taken for granted here: covering others can hide zeros.

use std::collections::BTreeMap;

use super::known::{Key, Knowledge};
use crate::numbers::Unknown;
use crate::written::{GroupRow, Publication};

/// Columns that count part of what another column of the row counts.
const PARTS: [(&str, &str); 9] = [
    ("outside", "children"),
    ("missing", "children"),
    ("notified", "children"),
    ("missing-from-there", "missing"),
    ("missing-from-there", "children"),
    ("notifiable", "children"),
    ("notified", "notifiable"),
    ("long-incidents", "incidents"),
    ("missing", "incidents"),
];
/// Columns that add up to `children`.
const BANDS: [&str; 3] = ["up-to-20-miles", "over-20-miles", "distance-not-known"];
/// Tables about places: what they say of all together is not a count of its own.
const FLOWS: [&str; 2] = ["hosts", "hosted"];

/// A table of an authority: unknowns by row, then column.
type Table<'p> = BTreeMap<&'p str, BTreeMap<&'p str, (Key, Unknown)>>;

impl Knowledge {
    pub(super) fn add_groups(&mut self, publication: &Publication) {
        let mut tables: BTreeMap<(&str, i16, &str), Table<'_>> = BTreeMap::new();
        for row in &publication.groups {
            let key = self.group_key(row);
            let unknown = self.count(key, &row.count, &row.table);
            if row.count == "c" && !is_left_open(row) {
                self.attack(key);
            }
            let table = tables.entry((&row.authority_code, row.year, &row.table));
            let cells = table.or_default().entry(&row.row).or_default();
            cells.insert(&row.column, (key, unknown));
        }
        for ((_, _, name), table) in &tables {
            self.add_table(name, table);
        }
        self.add_flows(publication);
    }

    fn count(&mut self, key: Key, count: &str, table: &str) -> Unknown {
        match count.parse::<f64>() {
            Ok(count) => self.show(key, count, &format!("groups.csv, {table}")),
            Err(_) => self.unknown(key),
        }
    }

    /// A pair of authorities stands in the tables of both.
    fn group_key(&mut self, row: &GroupRow) -> Key {
        let is_place = !matches!(
            row.row.as_str(),
            "total" | "others" | "elsewhere" | "not-known" | "outside-england"
        );
        if row.table == "hosted" && is_place {
            return self.pair(&row.row, &row.authority_code, row.year, &row.column);
        }
        if row.table == "hosts" && is_place {
            return self.pair(&row.authority_code, &row.row, row.year, &row.column);
        }
        let name = self.dictionary.name(&row.table, &row.row, &row.column);
        self.key(&row.authority_code, row.year, &name)
    }

    fn pair(&mut self, from: &str, to: &str, year: i16, column: &str) -> Key {
        self.key(from, year, &format!("hosts/{to}/{column}"))
    }

    fn add_flows(&mut self, publication: &Publication) {
        for row in &publication.flows {
            let columns = [
                ("children", &row.children),
                ("missing", &row.missing),
                ("missing-from-there", &row.missing_from_there),
                ("notifiable", &row.notifiable),
                ("notified", &row.notified),
            ];
            for (column, count) in columns {
                let key = self.pair(&row.from_code, &row.to_code, row.year, column);
                if count == "c" {
                    self.attack(key);
                } else if let Ok(count) = count.parse::<f64>() {
                    self.show(key, count, "flows.csv");
                }
            }
        }
    }

    fn add_table(&mut self, name: &str, table: &Table<'_>) {
        let total = table.get("total");
        for (column, (key, whole)) in total.into_iter().flatten() {
            let rows = table.iter().filter(|(row, _)| **row != "total");
            let parts: Option<Vec<Unknown>> = rows
                .map(|(_, cells)| cells.get(column).map(|(_, unknown)| *unknown))
                .collect();
            let adds_up = !FLOWS.contains(&name) || *column == "children";
            if let Some(parts) = parts.filter(|_| adds_up) {
                let said = format!("groups.csv, the total of {name}, {column}");
                let told = self.tell(key.0, key.1, &said);
                self.relate(&parts, &[*whole], true, told);
            }
        }
        for cells in table.values() {
            self.add_row(name, cells);
        }
    }

    fn add_row(&mut self, name: &str, cells: &BTreeMap<&str, (Key, Unknown)>) {
        for (part, whole) in PARTS {
            if let (Some((key, part)), Some((_, whole))) = (cells.get(part), cells.get(whole)) {
                let told = self.tell(key.0, key.1, &format!("groups.csv, a row of {name}"));
                self.relate(&[*part], &[*whole], false, told);
            }
        }
        let bands = BANDS.iter().map(|band| cells.get(band).map(|(_, u)| *u));
        let bands: Option<Vec<Unknown>> = bands.collect();
        if let (Some(bands), Some((key, whole))) = (bands, cells.get("children")) {
            let told = self.tell(key.0, key.1, "groups.csv, a row of distance");
            self.relate(&bands, &[*whole], true, told);
        }
    }
}

/// Whether a cell is `c` because nothing is said of it, rather than since it is withheld: parts of
/// the children that no row names.
fn is_left_open(row: &GroupRow) -> bool {
    FLOWS.contains(&row.table.as_str()) && row.row == "total" && row.column != "children"
}
