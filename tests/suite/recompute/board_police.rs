//! The tables of the board reports on the police's counts, recomputed.

use std::collections::BTreeMap;

use care_scorecard::report::{BoardReport, GroupCell};

use super::boards::{Truth, find, number};
use super::expected::rows_of;
use super::random::YEARS;
use super::sample;

fn printed(cell: &GroupCell) -> Option<f64> {
    cell.figure.value
}

/// The police's counts as given, the authority's as counted, and what lies between.
pub(super) fn police(code: &str, statement: &BoardReport, truth: &Truth) {
    let found = find(statement, "Missing incidents of the authority’s own").unwrap();
    for row in &found.rows {
        let year: i16 = row.label.parse().unwrap();
        let rows = rows_of(&sample(), "police", code, year);
        let given = |scope: &str, definition: &str| {
            let own = rows
                .iter()
                .find(|r| r["scope"] == scope && r["definition"] == definition);
            own.map(|r| r["missing_incidents"].parse::<f64>().unwrap())
        };
        let own = truth.measures[&year]["missing-incident-rate"].0;
        let police = given("responsible", "all").unwrap();
        assert_eq!(printed(&row.cells[0]), Some(own), "{code} {year}");
        assert_eq!(printed(&row.cells[1]), Some(police), "{code} {year}");
        let gap = (police - own).abs();
        let said = match police.total_cmp(&own) {
            std::cmp::Ordering::Greater => format!("{gap} more"),
            std::cmp::Ordering::Less => format!("{gap} fewer"),
            std::cmp::Ordering::Equal => "as many".to_owned(),
        };
        assert_eq!(
            row.cells[2].figure.display.replace(',', ""),
            said,
            "{code} {year}"
        );
        assert_eq!(
            printed(&row.cells[3]),
            given("responsible", "over-24h"),
            "{code} {year}"
        );
        let all = rows
            .iter()
            .find(|r| r["scope"] == "responsible" && r["definition"] == "all")
            .unwrap();
        assert_eq!(
            printed(&row.cells[4]),
            all["children_missing"].parse().ok(),
            "{code} {year}"
        );
        let gone = truth.measures[&year]["children-missing"].0;
        assert_eq!(printed(&row.cells[5]), Some(gone), "{code} {year}");
    }
}

/// What each calls missing, of every year.
pub(super) fn differences(code: &str, statement: &BoardReport, truth: &Truth) {
    let parts = find(statement, "What the difference is made of").unwrap();
    for row in &parts.rows {
        let year: i16 = row.label.parse().unwrap();
        let rows = rows_of(&sample(), "police", code, year);
        let all = rows
            .iter()
            .find(|r| r["scope"] == "responsible" && r["definition"] == "all")
            .unwrap();
        let parse = |column: &str| all[column].parse::<f64>().unwrap();
        let (police, absent) = (parse("missing_incidents"), parse("absent_incidents"));
        let own = truth.measures[&year]["missing-incident-rate"].0;
        let away = truth.measures[&year]["away-incidents"].0;
        let gap = (police - own).abs();
        let (known, same) = if police > own {
            (away, absent)
        } else {
            (absent, away)
        };
        let explained = gap.min(known);
        let fewer = if known > same {
            gap.min(known - same)
        } else {
            0.0
        };
        let expected = [explained, fewer, gap - explained, away, absent].map(Some);
        let values: Vec<Option<f64>> = row.cells[1..].iter().map(printed).collect();
        assert_eq!(values, expected, "{code} {year}");
        let said = match police.total_cmp(&own) {
            std::cmp::Ordering::Greater => format!("{gap} more by the police"),
            std::cmp::Ordering::Less => format!("{gap} more by the authority"),
            std::cmp::Ordering::Equal => "as many".to_owned(),
        };
        assert_eq!(row.cells[0].figure.display.replace(',', ""), said, "{code}");
    }
}

/// Incidents in the area: the police's as given, those of own children inside, and those of the
/// children of all others that began here.
pub(super) fn by_place(code: &str, statement: &BoardReport, all: &BTreeMap<String, Truth>) {
    let found = find(statement, "Missing incidents in the area by year").unwrap();
    assert_eq!(found.rows.len(), YEARS.len(), "{code}");
    let name = &all[code].name;
    for row in &found.rows {
        let year: i16 = row.label.parse().unwrap();
        let rows = rows_of(&sample(), "police", code, year);
        let located = rows
            .iter()
            .find(|r| r["scope"] == "located" && r["definition"] == "all")
            .unwrap();
        let count = |truth: &Truth, table: &'static str, row: &str| {
            let key = (table, row.to_owned(), "Missing incidents".to_owned());
            number(truth.by_year[&year].get(&key).copied().unwrap_or(0))
        };
        let sides = "by where they were placed at some time in it";
        let own = count(&all[code], sides, "Inside the authority");
        let others = all.iter().filter(|(other, _)| *other != code);
        let hosted: f64 = others.map(|(_, t)| count(t, "began in", name)).sum();
        let police = located["missing_incidents"].parse::<f64>().unwrap();
        let values: Vec<Option<f64>> = row.cells[..4].iter().map(printed).collect();
        let expected = [police, own, hosted, own + hosted].map(Some);
        assert_eq!(values, expected, "{code} {year}");
        let gap = (police - own - hosted).abs();
        let said = match police.total_cmp(&(own + hosted)) {
            std::cmp::Ordering::Greater => format!("{gap} more"),
            std::cmp::Ordering::Less => format!("{gap} fewer"),
            std::cmp::Ordering::Equal => "as many".to_owned(),
        };
        assert_eq!(row.cells[4].figure.display.replace(',', ""), said, "{code}");
    }
}
