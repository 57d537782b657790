//! What the reports to boards print from published tables: where there is no return, and where a
//! figure of the year is lacking and that of the latest year before stands in.

use std::fs;
use std::path::Path;

use care_scorecard::assessment::Evidence;
use care_scorecard::config::{Configuration, Mode};
use care_scorecard::disk;
use care_scorecard::report::{BoardReport, GroupCell, GroupTable, Reports};

use super::boards::YEAR;
use super::projected::projected;
use super::published::{Place, Published, Value, write};
use super::sample_codes;
use super::walked::{compare_printed, is_rate, measure_code, middle};

/// Checks every number of a report that is not of the authority's own return; returns how many.
fn walk(published: &Published, code: &str, report: &BoardReport, own_return: bool) -> usize {
    let mut checked = 0;
    let tables = report.sections.iter().flat_map(|s| &s.section.tables);
    for table in tables.filter(|table| !own_return || !is_by_group(table)) {
        for (at, row) in table.rows.iter().enumerate() {
            let of_return = own_return
                && table.columns.iter().zip(&row.cells).any(|(column, cell)| {
                    column.heading == "Source" && cell.figure.display == "the authority’s return"
                });
            for (column, cell) in row.cells.iter().enumerate() {
                let is_own = table.columns[column].heading == published.names[code];
                let digits = |text: &str| text.contains(|c: char| c.is_ascii_digit());
                if of_return || (own_return && is_own) || !digits(&cell.figure.display) {
                    continue;
                }
                let heading = &table.columns[column].heading;
                let place = format!("{code}: {}: {}: {heading}", table.caption, row.label);
                let worth = worth(published, code, table, at, column);
                let worth = worth
                    .unwrap_or_else(|| panic!("{place}: {} was not read", cell.figure.display));
                compare(&place, cell, &worth);
                checked += 1;
            }
        }
    }
    checked
}

/// Tables that a return alone fills.
fn is_by_group(table: &GroupTable) -> bool {
    let groups = table.groups.as_deref().unwrap_or_default();
    !["Measure", "Year", "Sector"].contains(&groups) || table.caption.contains("goes on changing")
}

/// What a cell should say: its value, what stands beside it as `x of n` and `median of n`, and the year.
struct Worth {
    value: f64,
    beside: Vec<String>,
}

fn plain(value: f64, year: i16) -> Worth {
    Worth {
        value,
        beside: vec![String::new(), year.to_string()],
    }
}

fn dated(value: &Value, year: i16) -> Worth {
    let (value, counts) = value;
    match counts {
        None => plain(*value, year),
        Some((x, n)) => Worth {
            value: *value,
            beside: vec![format!("{x} of {n}"), format!("{year}: {x} of {n}")],
        },
    }
}

fn compare(place: &str, cell: &GroupCell, worth: &Worth) {
    compare_printed(place, cell, worth.value);
    let share = cell.share.as_deref().unwrap_or_default().replace(',', "");
    let joined = |said: &String| match said.contains("median") {
        false if is_rate(place) => said.replace(" of ", " for "),
        _ => said.clone(),
    };
    let beside = worth.beside.iter().map(joined);
    assert!(
        beside.clone().any(|said| said == share),
        "{place}: {share} and not {:?}",
        beside.collect::<Vec<_>>()
    );
}

fn worth(
    published: &Published,
    code: &str,
    table: &GroupTable,
    row: usize,
    column: usize,
) -> Option<Worth> {
    let label = table.rows[row].label.as_str();
    let heading = table.columns[column].heading.as_str();
    let here = Place::Authority(code.to_owned());
    let year = label.parse::<i16>();
    if table.caption.contains("goes on changing") {
        let counts = (2022..=YEAR).filter_map(|year| {
            let (count, _) = published.value("cla-at-31-march", &here, year)?;
            Some((f64::from(year), count))
        });
        let counts: Vec<(f64, f64)> = counts.collect();
        return Some(plain(
            projected(&counts, f64::from(year.ok()?))?[column],
            YEAR,
        ));
    }
    if table.caption.contains("as published (31 March)") {
        let count = if column == 0 {
            published.hosted(&here, year.clone().ok()?)
        } else {
            published.outside(&here, year.clone().ok()?)
        };
        return Some(plain(count?, year.ok()?));
    }
    if table.groups.as_deref() == Some("Sector") {
        let places = published.places(code, 2023)?;
        let sum = places.iter().sum();
        return Some(plain(places.get(row).copied().unwrap_or(sum), 2023));
    }
    if table.caption.starts_with("Children and places") && (row, column) == (0, 2) {
        return Some(plain(published.places(code, 2023)?.iter().sum(), 2023));
    }
    if table.caption.contains("by where they are placed") {
        return by_side(published, &here, label);
    }
    match table.groups.as_deref().unwrap_or_default() {
        "Year" => {
            let year = year.ok()?;
            Some(dated(
                &published.value(measure_code(heading)?, &here, year)?,
                year,
            ))
        }
        "Measure" => measure(published, code, measure_code(label)?, heading),
        _ => None,
    }
}

/// Children outside, outside and far, all.
fn by_side(published: &Published, here: &Place, label: &str) -> Option<Worth> {
    let (outside, far) = (
        published.value("placed-outside", here, YEAR)?.1?,
        published.value("placed-20-miles-outside", here, YEAR),
    );
    let value = match label {
        "Outside" => outside.0,
        "All" => outside.1,
        _ => far?.1?.0,
    };
    let share = (100.0 * value / outside.1).round();
    Some(Worth {
        value,
        beside: vec![String::new(), format!("{share}%")],
    })
}

/// A measure of the authority, its neighbours, its region or England: of the year, or of the latest
/// before it of which England's was published.
fn measure(published: &Published, code: &str, indicator: &str, heading: &str) -> Option<Worth> {
    let of_england = |year: &i16| published.value(indicator, &Place::England, *year).is_some();
    let latest = (2022..=YEAR).rev().find(of_england).unwrap_or(YEAR);
    let from = |place: &Place| Some(dated(&published.value(indicator, place, latest)?, latest));
    match heading {
        "England" => from(&Place::England),
        "Region" => from(&Place::Region(published.regions[code].clone())),
        "Statistical neighbours" => {
            let near = published.neighbours[code].iter();
            let values = near.filter_map(|other| {
                let place = Place::Authority(other.clone());
                Some(published.value(indicator, &place, latest)?.0)
            });
            let values: Vec<f64> = values.collect();
            let basis = format!("median of {}", values.len());
            Some(Worth {
                value: middle(values),
                beside: vec![basis.clone(), format!("{latest}: {basis}")],
            })
        }
        name if name == published.names[code] => {
            let here = Place::Authority(code.to_owned());
            Some(dated(&published.value(indicator, &here, YEAR)?, YEAR))
        }
        _ => None,
    }
}

fn reports(folder: &Path, codes: &[String]) -> Vec<(String, BoardReport, BoardReport)> {
    let mut configuration = Configuration::built_in().clone();
    configuration.disclosure.mode = Mode::Internal;
    let evidence = Evidence::gather(&disk::Folder::at(folder), configuration).unwrap();
    let assessment = evidence.assess(YEAR);
    let reports = Reports::of(&assessment, None);
    let of = |code: &String| {
        let id = evidence.dataset.register.by_code(code).unwrap();
        let (statement, jsna) = (reports.statement(id).unwrap(), reports.jsna(id).unwrap());
        (code.clone(), statement, jsna)
    };
    codes.iter().map(of).collect()
}

#[test]
fn every_number_of_the_board_reports_agrees_with_what_was_published() {
    let home = tempfile::tempdir().unwrap();
    write(home.path(), 2023, 2024);
    let published = Published::read(home.path());
    let mut checked = 0;
    for (code, statement, jsna) in reports(home.path(), &sample_codes()) {
        checked += walk(&published, &code, &statement, false);
        checked += walk(&published, &code, &jsna, false);
        let here = Place::Authority(code.clone());
        let Some(hosted) = published.hosted(&here, 2023) else {
            continue;
        };
        let said = serde_json::to_string(&statement.sections).unwrap();
        let words = format!(
            "{hosted} children of other authorities were placed here on 31 March 2023, the latest year"
        );
        assert!(
            said.replace(',', "").contains(&words.replace(',', "")),
            "{code}: {said}"
        );
    }
    assert!(checked > 1_000, "{checked}");
}

/// An authority with a return, where the rest was last published a year before.
#[test]
fn what_was_published_last_stands_beside_a_return() {
    let home = tempfile::tempdir().unwrap();
    write(home.path(), 2022, 2023);
    for year in super::random::YEARS {
        let from = super::sample().join(format!("returns/S01/{year}"));
        let to = home.path().join(format!("returns/S01/{year}"));
        fs::create_dir_all(&to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
        }
    }
    let published = Published::read(home.path());
    let mut checked = 0;
    for (code, statement, jsna) in reports(home.path(), &["S01".to_owned()]) {
        checked += walk(&published, &code, &statement, true);
        checked += walk(&published, &code, &jsna, true);
        let judged = super::boards::find(&jsna, "Children and places").unwrap();
        let places: f64 = published.places("S01", 2023).unwrap().iter().sum();
        assert_eq!(judged.rows[0].cells[2].figure.value, Some(places));
        let listed = super::boards::find(&jsna, "Registered places").unwrap();
        assert!(listed.caption.ends_with("31 March 2023"));
    }
    assert!(checked > 40, "{checked}");
}
