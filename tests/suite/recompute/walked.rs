//! Every number that a report to a board prints, cell by cell: what each should be, or none where
//! nobody worked it out, which fails.

use std::collections::BTreeMap;

use care_scorecard::indicator::definitions;
use care_scorecard::report::{BoardReport, GroupCell, GroupTable};

use super::boards::{Truth, YEAR, number};
use super::expected::rows_of;
use super::projected::projected;
use super::sample;

/// Tables whose numbers have a check of their own, with how many columns it looks at.
const ELSEWHERE: [(&str, usize); 3] = [
    ("as it and the police counted them", 6),
    ("What the difference is made of", 6),
    ("Missing incidents in the area by year", 5),
];

/// What a number beside another says of it.
pub(super) enum Beside {
    Nothing,
    /// A percentage of this.
    ShareOf(f64),
    /// The two counts.
    Counts(f64, f64),
    /// The middle of so many.
    Median(usize),
}

/// What a cell should say.
pub(super) type Worth = (f64, Beside);

/// All authorities, and who is beside whom.
pub(super) struct Nation {
    pub(super) truths: BTreeMap<String, Truth>,
    pub(super) regions: BTreeMap<String, String>,
    pub(super) neighbours: BTreeMap<String, Vec<String>>,
}

/// Checks every cell of a report; returns how many numbers there were.
pub(super) fn walk(nation: &Nation, code: &str, report: &BoardReport) -> usize {
    let mut checked = 0;
    for table in report.sections.iter().flat_map(|s| &s.section.tables) {
        let elsewhere = ELSEWHERE.iter().find(|(c, _)| table.caption.contains(c));
        if let Some((_, columns)) = elsewhere {
            assert_eq!(table.columns.len(), *columns, "{}", table.caption);
            continue;
        }
        for (at, row) in table.rows.iter().enumerate() {
            for (column, cell) in row.cells.iter().enumerate() {
                let share = cell.share.as_deref().unwrap_or_default();
                let said = [&cell.figure.display, share].concat();
                if !said.contains(|c: char| c.is_ascii_digit()) {
                    continue;
                }
                let heading = &table.columns[column].heading;
                let place = format!("{code}: {}: {}: {heading}", table.caption, row.label);
                let worth = Reading {
                    nation,
                    code,
                    table,
                }
                .worth(at, column);
                let worth = worth.unwrap_or_else(|| panic!("{place}: {said} was not recomputed"));
                compare(&place, cell, &worth);
                checked += 1;
            }
        }
    }
    checked
}

/// Whether a place is about a rate, whose two counts are no parts of each other.
pub(super) fn is_rate(place: &str) -> bool {
    ["per 100", "for each missing child"]
        .iter()
        .any(|unit| place.contains(unit))
}

/// Whether a number is this one as far as it is printed.
fn is_printed(text: &str, value: f64) -> bool {
    if let Some(most) = text.strip_prefix("under ") {
        return value > 0.0 && value < most.trim_end_matches('%').parse::<f64>().unwrap();
    }
    let plain = text.replace([',', '%'], "");
    let decimals = plain.split_once('.').map_or(0, |(_, d)| d.len());
    let off = (plain.parse::<f64>().unwrap() - value).abs();
    off <= 0.5 * 0.1_f64.powi(i32::try_from(decimals).unwrap()) + 1e-9
}

/// Checks the number of a cell, exactly and as it is printed.
pub(super) fn compare_printed(place: &str, cell: &GroupCell, value: f64) {
    let words = &cell.figure.display;
    if let Some(found) = cell.figure.value {
        assert!(
            (found - value).abs() < 1e-6,
            "{place}: {found}, not {value}"
        );
    }
    let shown = words.split(" of ").next().unwrap();
    assert!(is_printed(shown, value), "{place}: {words}, not {value}");
}

fn compare(place: &str, cell: &GroupCell, (value, beside): &Worth) {
    compare_printed(place, cell, *value);
    let words = &cell.figure.display;
    let share = cell.share.as_deref().unwrap_or_default().replace(',', "");
    let right = match beside {
        _ if share.is_empty() => true,
        Beside::Nothing => false,
        Beside::ShareOf(whole) => is_printed(&share, 100.0 * value / whole),
        // The two counts of a rate are no parts of each other.
        Beside::Counts(x, n) if is_rate(place) => share == format!("{x} for {n}"),
        Beside::Counts(x, n) => share == format!("{x} of {n}"),
        Beside::Median(of) => {
            share == format!("median of {of}") || share == format!("median of {of} authorities")
        }
    };
    assert!(right, "{place}: {share} stands beside {words}");
}

/// A table of a report.
struct Reading<'n> {
    nation: &'n Nation,
    code: &'n str,
    table: &'n GroupTable,
}

impl Reading<'_> {
    fn truth(&self) -> &Truth {
        &self.nation.truths[self.code]
    }

    fn worth(&self, row: usize, column: usize) -> Option<Worth> {
        let caption = &self.table.caption;
        let label = self.table.rows[row].label.as_str();
        let alone = |value: f64| Some((value, Beside::Nothing));
        if caption.contains("goes on changing") {
            let counts = self
                .truth()
                .measures
                .iter()
                .map(|(year, measures)| (f64::from(*year), measures["cla-at-31-march"].0));
            let counts: Vec<(f64, f64)> = counts.collect();
            return alone(projected(&counts, label.parse().unwrap())?[column]);
        }
        if caption.contains("of over 24 hours") {
            return alone(self.over_24_hours(row)?);
        }
        if caption.starts_with("Places and vacancies") {
            return alone(self.places(label, ["places", "vacancies"][column])?);
        }
        if caption.starts_with("Children and places") {
            return alone(self.sufficiency(row, column)?);
        }
        if caption.ends_with("by where") || caption.contains("by whose they are") {
            return self.flow(row, column);
        }
        match self.table.groups.as_deref().unwrap_or_default() {
            "Measure" => self.measure(label, column),
            "Year" => self.own(
                measure_code(&self.table.columns[column].heading)?,
                label.parse().ok()?,
            ),
            _ => self.group(label, column),
        }
    }

    fn own(&self, indicator: &str, year: i16) -> Option<Worth> {
        let (x, n) = self.truth().measures.get(&year)?.get(indicator)?;
        Some(match n {
            Some(n) => (scale(indicator) * x / n, Beside::Counts(*x, *n)),
            None => (*x, Beside::Nothing),
        })
    }

    /// A measure of the authority, its neighbours, its region, England.
    fn measure(&self, title: &str, column: usize) -> Option<Worth> {
        let indicator = measure_code(title)?;
        let counts = |code: &String| {
            self.nation.truths[code].measures[&YEAR]
                .get(indicator)
                .copied()
        };
        let middle_of = |codes: &[String]| {
            let values = codes.iter().filter_map(|code| match counts(code)? {
                (x, Some(n)) if n > 0.0 => Some(scale(indicator) * x / n),
                _ => None,
            });
            let values: Vec<f64> = values.collect();
            let of = values.len();
            (middle(values), Beside::Median(of))
        };
        let region = &self.nation.regions[self.code];
        let all: Vec<String> = self.nation.truths.keys().cloned().collect();
        match self.table.columns[column].heading.as_str() {
            "Statistical neighbours" => Some(middle_of(&self.nation.neighbours[self.code])),
            "Region" => {
                let inside = |code: &String| &self.nation.regions[code] == region;
                let inside: Vec<String> = all.into_iter().filter(inside).collect();
                Some(middle_of(&inside))
            }
            "England" => {
                let counts: Vec<(f64, Option<f64>)> = all.iter().filter_map(counts).collect();
                let x: f64 = counts.iter().map(|(x, _)| x).sum();
                let n: f64 = counts.iter().filter_map(|(_, n)| *n).sum();
                Some((scale(indicator) * x / n, Beside::Counts(x, n)))
            }
            name if name == self.truth().name => self.own(indicator, YEAR),
            _ => None,
        }
    }

    /// A count by group, with its share of all or of its row.
    fn group(&self, label: &str, column: usize) -> Option<Worth> {
        let heading = self.table.columns[column].heading.as_str();
        let count =
            |row: &str, heading: &str| self.truth().group(&self.table.caption, row, heading);
        if heading == "Share" {
            return self.step(label, column);
        }
        let first = self.table.columns[0].heading.as_str();
        let value = number(count(label, heading)?);
        let whole = if column == 0 {
            count("All", heading)
        } else {
            count(label, first)
        };
        Some((
            value,
            whole.map_or(Beside::Nothing, |w| Beside::ShareOf(number(w))),
        ))
    }

    /// The share of a step of interviews: "78% of those offered".
    fn step(&self, label: &str, column: usize) -> Option<Worth> {
        let row = self.table.rows.iter().find(|r| r.label == label)?;
        let (_, of) = row.cells[column].figure.display.split_once(" of ")?;
        let whole = match of {
            "all incidents" => "Missing incidents",
            "those offered" => "Offered",
            "those held" => "Held",
            "the plans" => "Followed by an action plan",
            _ => return None,
        };
        let count = |row: &str| {
            let count = self
                .truth()
                .group(&self.table.caption, row, "Missing incidents");
            count.map(number)
        };
        Some((100.0 * count(label)? / count(whole)?, Beside::Nothing))
    }

    /// Children by the authority they are placed in, or are of.
    fn flow(&self, row: usize, column: usize) -> Option<Worth> {
        let here = &self.truth().name;
        let hosts = self.table.caption.contains("by whose they are");
        let of = |label: &str, heading: &str| -> Option<f64> {
            let key = |place: &str| ("by where", place.to_owned(), heading.to_owned());
            if !hosts {
                let count = self.truth().grouped.get(&key(label));
                return count.copied().map(number);
            }
            let mut others = self.nation.truths.values().filter(|t| &t.name != here);
            let count = |t: &Truth| number(t.grouped.get(&key(here)).copied().unwrap_or(0));
            if label == "All" {
                return Some(others.map(count).sum());
            }
            others.find(|t| t.name == label).map(count)
        };
        let count = |at: usize, heading: &str| {
            let label = &self.table.rows[at].label;
            of(label, heading).or_else(|| {
                // The rest of all, where everybody else is named.
                let named = self
                    .table
                    .rows
                    .iter()
                    .filter(|r| !r.is_total && &r.label != label);
                let named: Option<f64> = named.map(|r| of(&r.label, heading)).sum();
                Some(of("All", heading)? - named?)
            })
        };
        let heading = self.table.columns[column].heading.as_str();
        let whole = match heading {
            "Children" => of("All", heading)?,
            "Host authority told" => count(row, "Placed in a recorded year")?,
            _ => count(row, "Children")?,
        };
        Some((count(row, heading)?, Beside::ShareOf(whole)))
    }

    fn over_24_hours(&self, row: usize) -> Option<f64> {
        let lasted = |bands: &[&str]| {
            let counts = bands.iter().map(|band| {
                let table = "by how long they lasted";
                number(
                    self.truth()
                        .group(table, "Missing incidents", band)
                        .unwrap_or(0),
                )
            });
            counts.sum()
        };
        match row {
            0 => Some(lasted(&["Two", "Three to six", "Seven or more"])),
            1 => Some(lasted(&["One", "Not yet known"])),
            2 => {
                let rows = rows_of(&sample(), "police", self.code, YEAR);
                let over = |r: &&super::reading::Row| {
                    r["scope"] == "responsible" && r["definition"] == "over-24h"
                };
                rows.iter().find(over)?["missing_incidents"].parse().ok()
            }
            _ => None,
        }
    }

    fn places(&self, label: &str, column: &str) -> Option<f64> {
        let (kind, sector) = label.split_once(": ")?;
        let sector = match sector {
            "run by the authority" => "own",
            other => other,
        };
        let kind = match kind {
            "Children’s homes" => "childrens-home",
            "Foster homes" => "foster",
            _ => return None,
        };
        let rows = rows_of(&sample(), "capacity", self.code, YEAR);
        let of = |r: &&super::reading::Row| r["accommodation"] == kind && r["sector"] == sector;
        rows.iter().find(of)?[column].parse().ok()
    }

    fn sufficiency(&self, row: usize, column: usize) -> Option<f64> {
        let (kind, placements): (&str, &[&str]) = [
            (
                "childrens-home",
                &["Children’s homes, also secure ones"][..],
            ),
            ("foster", &["Other foster care"][..]),
            (
                "none",
                &[
                    "Supported accommodation",
                    "Independent living and other accommodation",
                ][..],
            ),
        ][row];
        let children = |heading: &str| {
            let counts = placements.iter().map(|placement| {
                let count = self
                    .truth()
                    .group("by kind of placement", placement, heading);
                number(count.unwrap_or(0))
            });
            Some(counts.sum())
        };
        match column {
            0 => children("Children"),
            1 => children("Placed outside"),
            2 => Some(self.truth().capacity(kind, "places")),
            3 => Some(self.truth().capacity(kind, "vacancies")),
            _ => None,
        }
    }
}

/// The measure with the longest title that a text begins with.
pub(super) fn measure_code(text: &str) -> Option<&'static str> {
    let called = definitions().filter(|d| text.starts_with(d.title));
    called.max_by_key(|d| d.title.len()).map(|d| d.code)
}

/// The median of some values.
pub(super) fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let at = values.len() / 2;
    if values.len() % 2 == 1 {
        values[at]
    } else {
        f64::midpoint(values[at - 1], values[at])
    }
}

fn scale(indicator: &str) -> f64 {
    if indicator == "incidents-per-missing-child" {
        1.0
    } else {
        100.0
    }
}
