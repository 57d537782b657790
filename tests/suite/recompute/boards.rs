//! Every number of the statement and of the section for the needs assessment, on the sample.

use std::collections::BTreeMap;
use std::path::Path;

use care_scorecard::assessment::Evidence;
use care_scorecard::config::{Configuration, Mode};
use care_scorecard::disk;
use care_scorecard::report::{BoardReport, GroupTable, Reports};

use super::board_police::{by_place, differences, police};
use super::expected::{Expected, Year, expected, returns, rows_of};
use super::grouped::{Counter, Grouped};
use super::random::YEARS;
use super::reading::{Ret, by_authority, neighbours, table};
use super::said::said;
use super::walked::{Nation, walk};
use super::{sample, sample_codes};

pub(super) const YEAR: i16 = 2024;

/// What one authority's reports should say.
pub(super) struct Truth {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) measures: BTreeMap<i16, Expected>,
    pub(super) grouped: Grouped,
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

#[allow(clippy::cast_precision_loss, reason = "counts of children")]
pub(super) fn number(count: usize) -> f64 {
    count as f64
}

impl Truth {
    /// The count of a group in a table whose caption says by what; none where it counts nothing
    /// that is known here.
    pub(super) fn group(&self, caption: &str, row: &str, column: &str) -> Option<usize> {
        let listed = titles_of_reasons();
        let row = listed.get(row).map_or(row, String::as_str);
        let tables = self.grouped.keys().map(|(table, ..)| *table);
        let known = tables.filter(|table| caption.contains(table));
        let table = known.max_by_key(|table| table.len())?;
        let mut columns = self.grouped.keys().filter(|(t, ..)| *t == table);
        if !columns.any(|(_, _, c)| c == column) {
            return None;
        }
        let key = (table, row.to_owned(), column.to_owned());
        Some(self.grouped.get(&key).copied().unwrap_or(0))
    }

    /// Places or vacancies of a kind of accommodation, as given.
    pub(super) fn capacity(&self, accommodation: &str, column: &str) -> f64 {
        let rows = rows_of(&sample(), "capacity", &self.code, YEAR);
        let own = rows.iter().filter(|r| r["accommodation"] == accommodation);
        own.map(|r| r[column].parse::<f64>().unwrap()).sum()
    }
}

/// The codes of reasons and harms by title, as the list that ships has them.
fn titles_of_reasons() -> BTreeMap<String, String> {
    let text = include_str!("../../../src/source/ssda903/reasons.csv");
    let rows = text.lines().skip(1).map(|line| {
        let parts: Vec<&str> = line.split(',').collect();
        (parts[2].to_owned(), parts[1].to_owned())
    });
    rows.collect()
}

/// The ratio of local capacity needs the returns of all: children placed in the area, for every
/// child of the authority.
fn add_ratios(truths: &mut BTreeMap<String, Truth>) {
    for year in YEARS {
        let hosted = |truths: &BTreeMap<String, Truth>, name: &str| -> f64 {
            let key = ("by where", name.to_owned(), "Children".to_owned());
            let others = truths.values().filter(|t| t.name != name);
            let counts = others.map(|t| t.by_year[&year].get(&key).copied().unwrap_or(0));
            number(counts.sum())
        };
        let codes: Vec<String> = truths.keys().cloned().collect();
        for code in codes {
            let here = hosted(truths, &truths[&code].name);
            let measures = truths.get_mut(&code).unwrap();
            let measures = measures.measures.get_mut(&year).unwrap();
            let (outside, own) = measures["placed-outside"];
            let own = own.unwrap();
            measures.insert("local-capacity-ratio", (own - outside + here, Some(own)));
        }
    }
}

/// All of the sample, counted here.
pub(super) fn nation() -> Nation {
    let rows = table(&sample().join("authorities.csv")).unwrap();
    let names = by_authority(&rows, "name");
    let mut truths: BTreeMap<String, Truth> = names
        .keys()
        .map(|code| (code.clone(), truth(code, &names)))
        .collect();
    add_ratios(&mut truths);
    Nation {
        regions: by_authority(&rows, "region"),
        neighbours: neighbours(&sample()),
        truths,
    }
}

fn reports() -> Vec<(String, BoardReport, BoardReport)> {
    let mut configuration = Configuration::built_in().clone();
    configuration.disclosure.mode = Mode::Internal;
    let evidence = Evidence::gather(&disk::Folder::at(sample()), configuration).unwrap();
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

#[test]
fn every_number_of_the_board_reports_agrees_on_the_sample() {
    let nation = nation();
    let (mut cells, mut spoken) = (0, 0);
    for (code, statement, jsna) in reports() {
        for report in [&statement, &jsna] {
            cells += walk(&nation, &code, report);
            spoken += said(&nation, &code, report);
        }
        police(&code, &statement, &nation.truths[&code]);
        differences(&code, &statement, &nation.truths[&code]);
        by_place(&code, &statement, &nation.truths);
        for caption in [
            "Missing incidents of the",
            "What the difference",
            "Missing incidents in the area",
        ] {
            assert_eq!(find(&statement, caption), find(&jsna, caption), "{code}");
        }
    }
    assert!(cells > 6_000, "{cells}");
    assert!(spoken > 1_500, "{spoken}");
}

pub(super) fn find<'r>(report: &'r BoardReport, caption: &str) -> Option<&'r GroupTable> {
    let tables = report.sections.iter().flat_map(|s| &s.section.tables);
    tables.into_iter().find(|t| t.caption.starts_with(caption))
}
