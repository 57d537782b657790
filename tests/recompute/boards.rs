//! Every number of the statement and of the section for the needs assessment, on the sample.

use std::collections::BTreeMap;
use std::path::Path;

use care_scorecard::assessment::Evidence;
use care_scorecard::config::{Configuration, Mode};
use care_scorecard::measure::definitions;
use care_scorecard::report::{BoardReport, GroupCell, GroupTable, Reports};

use super::board_police::{by_place, differences, police};
use super::expected::{Expected, Year, expected, returns, rows_of};
use super::grouped::{Counter, Grouped};
use super::random::YEARS;
use super::reading::{Ret, table};
use super::{sample, sample_codes};

const YEAR: i16 = 2024;

/// What one authority's reports should say.
pub(super) struct Truth {
    code: String,
    pub(super) name: String,
    pub(super) measures: BTreeMap<i16, Expected>,
    grouped: Grouped,
    /// By earlier year too.
    pub(super) by_year: BTreeMap<i16, Grouped>,
}

fn truth(code: &str, names: &BTreeMap<String, String>) -> Truth {
    let folder = sample().join("returns").join(code);
    let measures = (0..YEARS.len())
        .map(|at| (YEARS[at], expected(&folder, &sample(), code, &YEARS[..=at])))
        .collect();
    let by_year: BTreeMap<i16, Grouped> = (0..YEARS.len())
        .map(|at| (YEARS[at], grouped(&folder, &YEARS[..=at], names)))
        .collect();
    Truth {
        code: code.to_owned(),
        name: names[code].clone(),
        measures,
        grouped: by_year[&YEAR].clone(),
        by_year,
    }
}

fn grouped(folder: &Path, years: &[i16], names: &BTreeMap<String, String>) -> Grouped {
    let returns = returns(folder, years);
    let list: Vec<(i16, &Ret)> = returns.iter().map(|(y, r)| (*y, r)).collect();
    let year = Year::new(&list);
    let mut counter = Counter {
        year: &year,
        all: Grouped::new(),
    };
    counter.count(names);
    counter.all
}

pub(super) fn printed(cell: &GroupCell) -> Option<f64> {
    cell.figure.value
}

#[allow(clippy::cast_precision_loss, reason = "counts of children")]
pub(super) fn number(count: usize) -> f64 {
    count as f64
}

impl Truth {
    /// Compares a measure's cell with its definition; what is not in the truth is named.
    fn measure(&self, title: &str, year: i16, cell: &GroupCell, seen: &mut Seen) {
        let called = definitions().filter(|d| title.starts_with(d.title));
        let code = called.max_by_key(|d| d.title.len()).map(|d| d.code);
        let code = code.unwrap_or_else(|| panic!("no measure is called {title}"));
        let Some((x, n)) = self.measures[&year].get(code) else {
            seen.unknown.insert(code.to_owned());
            return;
        };
        match (printed(cell), n) {
            (Some(value), Some(n)) => {
                let scale = if code == "incidents-per-missing-child" {
                    1.0
                } else {
                    100.0
                };
                assert!(
                    (value - scale * x / n).abs() < 1e-9,
                    "{} {title} {year}",
                    self.code
                );
                let counts = format!("{x} of {n}");
                assert_eq!(
                    cell.share.replace(',', ""),
                    counts,
                    "{} {title} {year}",
                    self.code
                );
            }
            (Some(value), None) => assert_eq!(value, *x, "{} {title} {year}", self.code),
            (None, n) => assert_eq!(n, &Some(0.0), "{} {title} {year}", self.code),
        }
        seen.checked += 1;
    }

    fn table(&self, table: &GroupTable, seen: &mut Seen) {
        let titles: Vec<&str> = table.columns.iter().map(|c| c.heading.as_str()).collect();
        for row in &table.rows {
            for (cell, title) in row.cells.iter().zip(&titles) {
                if *title == "Source" && table.groups == "Year" {
                    assert_eq!(
                        cell.figure.display, "the authority’s return",
                        "{}",
                        table.caption
                    );
                    continue;
                }
                if table.groups == "Measure" {
                    if *title == self.name {
                        self.measure(&row.label, YEAR, cell, seen);
                    }
                    continue;
                }
                if table.groups == "Year"
                    && row.label.parse::<i16>().is_ok_and(|y| y <= YEAR)
                    && !table.caption.contains("police")
                    && !table.caption.contains("difference is made of")
                    && !table.caption.contains("in the area by year")
                {
                    self.measure(title, row.label.parse().unwrap(), cell, seen);
                    continue;
                }
                if let Some(value) = printed(cell) {
                    let expected = self.grouped(&table.caption, &row.label, title);
                    match expected {
                        Some(expected) => {
                            assert_eq!(
                                value,
                                number(expected),
                                "{}: {}, {}, {title}",
                                self.code,
                                table.caption,
                                row.label
                            );
                            seen.checked += 1;
                        }
                        None => {
                            seen.unknown.insert(table.caption.clone());
                        }
                    }
                }
            }
        }
    }

    fn grouped(&self, caption: &str, row: &str, column: &str) -> Option<usize> {
        let listed = table_of_reasons();
        let row = listed.get(row).map_or(row, String::as_str);
        let tables = self.grouped.keys().map(|(table, ..)| *table);
        let known = tables.filter(|table| caption.contains(table));
        let table = known.max_by_key(|table| table.len())?;
        let key = (table, row.to_owned(), column.to_owned());
        if table == "by where" && !self.grouped.contains_key(&key) {
            return None;
        }
        Some(self.grouped.get(&key).copied().unwrap_or(0))
    }
}

/// The codes of reasons and harms by title, as the list that ships has them.
fn table_of_reasons() -> BTreeMap<String, String> {
    let text = include_str!("../../src/source/ssda903/reasons.csv");
    let rows = text.lines().skip(1).map(|line| {
        let parts: Vec<&str> = line.split(',').collect();
        (parts[2].to_owned(), parts[1].to_owned())
    });
    rows.collect()
}

#[derive(Default)]
struct Seen {
    checked: usize,
    unknown: std::collections::BTreeSet<String>,
}

fn reports() -> Vec<(String, BoardReport, BoardReport)> {
    let mut configuration = Configuration::built_in().clone();
    configuration.disclosure.mode = Mode::Internal;
    let evidence = Evidence::gather(&sample(), configuration).unwrap();
    let assessment = evidence.assess(YEAR);
    let reports = Reports::of(&assessment, None);
    let of = |code: String| {
        let id = evidence.dataset.register.by_code(&code).unwrap();
        (
            code,
            reports.statement(id).unwrap(),
            reports.jsna(id).unwrap(),
        )
    };
    sample_codes().into_iter().map(of).collect()
}

fn names() -> BTreeMap<String, String> {
    let rows = table(&sample().join("authorities.csv")).unwrap();
    rows.iter()
        .map(|r| (r["authority_code"].clone(), r["name"].clone()))
        .collect()
}

#[test]
fn every_number_of_the_board_reports_agrees_on_the_sample() {
    let names = names();
    let mut seen = Seen::default();
    let all: BTreeMap<String, Truth> = sample_codes()
        .into_iter()
        .map(|code| (code.clone(), truth(&code, &names)))
        .collect();
    for (code, statement, jsna) in reports() {
        let truth = &all[&code];
        for report in [&statement, &jsna] {
            for section in &report.sections {
                for table in &section.section.tables {
                    truth.table(table, &mut seen);
                }
            }
        }
        police(&code, &statement, truth);
        differences(&code, &statement, truth);
        by_place(&code, &statement, &all);
        capacity(&code, &jsna, truth);
    }
    assert!(seen.checked > 3_000, "{}", seen.checked);
    // What has a test of its own, here or elsewhere.
    let elsewhere = |caption: &String| {
        [
            "local-capacity-ratio",
            "cla-rate-per-10000",
            "Children of other authorities",
            "by where",
            "police",
            "difference is made of",
            "in the area by year",
            "over 24 hours",
            "Places and vacancies",
            "Children and places",
            "goes on changing",
        ]
        .iter()
        .any(|part| caption.contains(part))
    };
    let unknown: Vec<&String> = seen.unknown.iter().filter(|c| !elsewhere(c)).collect();
    assert_eq!(unknown, [""; 0]);
}

pub(super) fn find<'r>(report: &'r BoardReport, caption: &str) -> Option<&'r GroupTable> {
    let tables = report.sections.iter().flat_map(|s| &s.section.tables);
    tables.into_iter().find(|t| t.caption.starts_with(caption))
}

/// Places and vacancies as given, against the children who live so.
fn capacity(code: &str, jsna: &BoardReport, truth: &Truth) {
    let rows = rows_of(&sample(), "capacity", code, YEAR);
    let sum = |accommodation: &str, column: &str| -> f64 {
        let own = rows.iter().filter(|r| r["accommodation"] == accommodation);
        own.map(|r| r[column].parse::<f64>().unwrap()).sum()
    };
    let given = find(jsna, "Places and vacancies").unwrap();
    let all: f64 = given.rows.iter().filter_map(|r| printed(&r.cells[0])).sum();
    assert_eq!(
        all,
        sum("childrens-home", "places") + sum("foster", "places"),
        "{code}"
    );
    let judged = find(jsna, "Children and places").unwrap();
    for (row, accommodation, kind) in [
        (0, "childrens-home", "Children’s homes, also secure ones"),
        (1, "foster", "Other foster care"),
    ] {
        let cells: Vec<Option<f64>> = judged.rows[row].cells.iter().map(printed).collect();
        let of = |column: &str| {
            let key = ("by kind of placement", kind.to_owned(), column.to_owned());
            Some(number(truth.grouped.get(&key).copied().unwrap_or(0)))
        };
        let expected = [
            of("Children"),
            of("Placed outside"),
            Some(sum(accommodation, "places")),
            Some(sum(accommodation, "vacancies")),
            None,
        ];
        assert_eq!(cells, expected, "{code}");
    }
}

/// Children of others placed here are those that the others placed here.
#[test]
fn the_host_view_is_what_the_others_say() {
    let names = names();
    let all: BTreeMap<String, Truth> = sample_codes()
        .into_iter()
        .map(|code| (code.clone(), truth(&code, &names)))
        .collect();
    for (code, statement, _) in reports() {
        let Some(found) = find(&statement, "Children of other authorities") else {
            continue;
        };
        for row in found.rows.iter().filter(|r| !r.is_total) {
            let Some(from) = all.values().find(|t| t.name == row.label) else {
                continue;
            };
            for (cell, column) in row.cells.iter().zip(&found.columns) {
                let key = ("by where", names[&code].clone(), column.heading.clone());
                let expected = from.grouped.get(&key).copied().unwrap_or(0);
                assert_eq!(
                    printed(cell),
                    Some(number(expected)),
                    "{code} from {}",
                    row.label
                );
            }
        }
    }
}
