//! What the reports to boards print from published tables and lists of providers, read here once
//! more: where there is no return, and where a figure of the year is lacking and that of the latest
//! year before stands in.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use care_scorecard::assessment::Evidence;
use care_scorecard::config::{Configuration, Mode};
use care_scorecard::report::{BoardReport, GroupCell, GroupTable, Reports};
use care_scorecard::sample::{self, Form, SampleOptions};

use super::boards::YEAR;
use super::projected::projected;
use super::reading::Row;
use super::sample_codes;
use super::walked::{compare_printed, measure_code, middle};

/// The rows of a published table; labels may hold commas.
fn rows(path: &Path) -> Vec<Row> {
    let text = fs::read_to_string(path).unwrap();
    // A list of providers begins with three lines of words.
    let skipped = text
        .lines()
        .take_while(|l| !l.contains(",Provision type,") && !l.starts_with("time_period"));
    let from: usize = skipped.map(|line| line.len() + 1).sum();
    let mut reader = csv::Reader::from_reader(text[from..].as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

/// A place of a published table: England, a region by name or an authority by code.
#[derive(Clone)]
enum Place {
    England,
    Region(String),
    Authority(String),
}

impl Place {
    fn has(&self, row: &Row) -> bool {
        match self {
            Self::England => row["geographic_level"] == "National",
            Self::Region(name) => {
                row["geographic_level"] == "Regional" && &row["region_name"] == name
            }
            Self::Authority(code) => &row["new_la_code"] == code,
        }
    }
}

/// A value, with the two counts where it is a share of something.
type Value = (f64, Option<(f64, f64)>);

/// A made-up nation's published tables.
struct Published {
    tables: BTreeMap<&'static str, Vec<Row>>,
    providers: BTreeMap<i16, Vec<Row>>,
    names: BTreeMap<String, String>,
    regions: BTreeMap<String, String>,
    neighbours: BTreeMap<String, Vec<String>>,
}

const TABLES: [(&str, &str); 4] = [
    (
        "missing",
        "la_children_who_were_missing_or_away_from_placement_without_authorisation",
    ),
    ("characteristics", "la_cla_on_31_march_by_characteristics"),
    ("net gain", "la_cla_on_31_march_la_of_placement_netgain"),
    ("rates", "cla_number_and_rate_per_10k_children"),
];

/// Regions of the sample, and those of England whose figures are read in their place.
const REGIONS: [(&str, &str, &str); 3] = [
    ("R01,Upper Fells", "Upper Fells", "E12000001,North East"),
    (
        "R02,Western Marches",
        "Western Marches",
        "E12000005,West Midlands",
    ),
    ("R03,Middle Vale", "Middle Vale", "E12000004,East Midlands"),
];

/// Leaves the rows of a table that are of a year up to one.
fn cut(path: &Path, last: i16) {
    let text = fs::read_to_string(path).unwrap();
    let is_kept = |line: &&str| {
        let year = line.split(',').next().unwrap();
        year.parse::<i16>().map_or(true, |year| year <= last)
    };
    let kept: Vec<&str> = text.lines().filter(is_kept).collect();
    let mut text = kept.join("\n") + "\n";
    for (code, name, region) in REGIONS {
        text = text.replace(code, region);
        text = text.replace(name, region.split_once(',').unwrap().1);
    }
    fs::write(path, text).unwrap();
}

/// Writes the nation; the last years of the net gain and of the rest are given.
fn write(folder: &Path, net_gain: i16, rest: i16) {
    let options = SampleOptions {
        form: Form::Published,
        ..SampleOptions::default()
    };
    sample::write(folder, &options).unwrap();
    for entry in fs::read_dir(folder.join("published")).unwrap() {
        let path = entry.unwrap().path();
        let is_net_gain = path.to_str().unwrap().contains("netgain");
        cut(&path, if is_net_gain { net_gain } else { rest });
    }
    cut(&folder.join("authorities.csv"), rest);
    fs::remove_file(folder.join("providers/provider_at_march_2024.csv")).unwrap();
}

impl Published {
    fn read(folder: &Path) -> Self {
        let table = |name: &str| rows_of_plain(&folder.join(name));
        let authorities = table("authorities.csv");
        let column = |name: &str| -> BTreeMap<String, String> {
            let pairs = authorities
                .iter()
                .map(|r| (r["authority_code"].clone(), r[name].clone()));
            pairs.collect()
        };
        let near = table("statistical-neighbours.csv");
        let neighbours = near.iter().map(|r| {
            let others = (1..=10).map(|at| r[&format!("SN_{at}")].clone());
            (r["old_la_code"].clone(), others.collect())
        });
        let read = |(name, file): (&'static str, &str)| {
            (name, rows(&folder.join(format!("published/{file}.csv"))))
        };
        let lists = [2022, 2023].map(|year| {
            let file = format!("providers/provider_at_march_{year}.csv");
            (year, rows(&folder.join(file)))
        });
        Self {
            tables: TABLES.map(read).into(),
            providers: lists.into(),
            names: column("name"),
            regions: column("region"),
            neighbours: neighbours.collect(),
        }
    }

    fn count(
        &self,
        table: &str,
        place: &Place,
        year: i16,
        labels: &[&str],
        column: &str,
    ) -> Option<f64> {
        let mut rows = self.tables[table].iter();
        let found = rows.find(|row| {
            let is_labelled = labels
                .iter()
                .all(|label| row.values().any(|cell| cell == label));
            row["time_period"] == year.to_string() && place.has(row) && is_labelled
        });
        found?[column].parse().ok()
    }

    /// A measure by its definition, from the tables.
    fn value(&self, indicator: &str, place: &Place, year: i16) -> Option<Value> {
        let missing = |label: &str| self.count("missing", place, year, &[label], "number");
        let of = |group: &str, label: &str| {
            self.count(
                "characteristics",
                place,
                year,
                &[group, label],
                "children_count",
            )
        };
        let rate = |column: &str| {
            let label = "Children looked after at 31 March each year";
            self.count("rates", place, year, &[label], column)
        };
        let share = |x: Option<f64>, n: Option<f64>, scale: f64| {
            let (x, n) = (x?, n?);
            (n > 0.0).then_some((scale * x / n, Some((x, n))))
        };
        let during = "Children looked after during the year";
        let gone = "Children who had a missing incident during the year";
        let incidents = "Number of missing incidents during the year";
        let localities = "Distance between home and placement and locality of placement";
        match indicator {
            "cla-at-31-march" => Some((rate("number")?, None)),
            "cla-rate-per-10000" => Some((rate("rate_per_10000")?, None)),
            "cla-during-year" => Some((missing(during)?, None)),
            "missing-at-31-march" => Some((missing("Children missing at 31 March")?, None)),
            "children-missing" => share(missing(gone), missing(during), 100.0),
            "repeat-missing" => share(
                missing("Children who went missing more than once during the year"),
                missing(gone),
                100.0,
            ),
            "missing-incident-rate" => share(missing(incidents), missing(during), 100.0),
            "incidents-per-missing-child" => share(missing(incidents), missing(gone), 1.0),
            "placed-outside" => share(
                of(
                    "Locality of placement",
                    "Placed outside the local authority boundary",
                ),
                of("Locality of placement", "Total"),
                100.0,
            ),
            "placed-20-miles-outside" => share(
                of(
                    localities,
                    "4. Placed outside the LA boundary, more than 20 miles from home",
                ),
                of(localities, "Total"),
                100.0,
            ),
            "own-provision" => share(
                of("Place providers", "Own provision (by the LA)"),
                of("Place providers", "Total"),
                100.0,
            ),
            "uasc-share" => share(
                of("Unaccompanied asylum-seeking children", "UASC"),
                of("Unaccompanied asylum-seeking children", "Total"),
                100.0,
            ),
            "local-capacity-ratio" => {
                let all = of("Locality of placement", "Total")?;
                let (hosted, outside) = (self.hosted(place, year)?, self.outside(place, year)?);
                share(Some(all - outside + hosted), Some(all), 100.0)
            }
            "home-places-for-need" => {
                let need = of("Placement", "Secure homes and children's homes")?;
                let Place::Authority(code) = place else {
                    return None;
                };
                let places: f64 = self.places(code, year)?.iter().sum();
                share(Some(places.min(need)), Some(need), 100.0)
            }
            _ => None,
        }
    }

    fn hosted(&self, place: &Place, year: i16) -> Option<f64> {
        let label =
            "1. Children who are the responsibility of other LAs placed within this LA boundary";
        self.count("net gain", place, year, &[label], "number")
    }

    fn outside(&self, place: &Place, year: i16) -> Option<f64> {
        let label =
            "2. Children who are the responsibility of this LA placed outside the LA boundary";
        self.count("net gain", place, year, &[label], "number")
    }

    /// Registered places in homes of an authority that do not only give short breaks: of local
    /// authorities, private, voluntary, others.
    fn places(&self, code: &str, year: i16) -> Option<[f64; 4]> {
        let mut places = [0.0; 4];
        let name = &self.names[code];
        for row in self.providers.get(&year)? {
            let counts = row["Provision type"] == "Children's home"
                && row["Registration status"] == "Active"
                && row["Short-break-only children's home"] != "Short-break-only children's home"
                && &row["Local authority"] == name;
            if counts {
                let at = ["Local Authority", "Private", "Voluntary"]
                    .iter()
                    .position(|sector| row["Sector"] == *sector);
                places[at.unwrap_or(3)] += row["Places"].parse::<f64>().unwrap();
            }
        }
        Some(places)
    }
}

fn rows_of_plain(path: &Path) -> Vec<Row> {
    super::reading::table(path).unwrap()
}

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
                let place = format!("{code}: {}: {}: {column}", table.caption, row.label);
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
    !["Measure", "Year", "Sector"].contains(&table.groups.as_str())
        || table.caption.contains("goes on changing")
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
    let share = cell.share.replace(',', "");
    assert!(
        worth.beside.contains(&share),
        "{place}: {share} and not {:?}",
        worth.beside
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
    if table.groups == "Sector" {
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
    match table.groups.as_str() {
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
    let evidence = Evidence::gather(folder, configuration).unwrap();
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
        let said = serde_json::to_string(&statement.findings).unwrap();
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
