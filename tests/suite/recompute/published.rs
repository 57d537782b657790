//! A made-up nation's published tables and lists of providers, read here once more.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use care_scorecard::disk::write_sample;
use care_scorecard::sample::{Form, SampleOptions};

use super::reading::{Row, by_authority, neighbours, table};

/// The rows of a published table; labels may hold commas.
fn rows(path: &Path) -> Vec<Row> {
    let text = fs::read_to_string(path).unwrap();
    // A list of providers begins with three lines of words.
    let skipped = text
        .lines()
        .take_while(|l| !l.contains(",Provision type,") && !l.starts_with("time_period"));
    let from: usize = skipped.map(|line| line.len() + 1).sum();
    let mut reader = csv::Reader::from_reader(&text.as_bytes()[from..]);
    reader.deserialize().map(Result::unwrap).collect()
}

/// A place of a published table: England, a region by name or an authority by code.
#[derive(Clone)]
pub(super) enum Place {
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
pub(super) type Value = (f64, Option<(f64, f64)>);

/// A made-up nation's published tables.
pub(super) struct Published {
    tables: BTreeMap<&'static str, Vec<Row>>,
    providers: BTreeMap<i16, Vec<Row>>,
    pub(super) names: BTreeMap<String, String>,
    pub(super) regions: BTreeMap<String, String>,
    pub(super) neighbours: BTreeMap<String, Vec<String>>,
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
pub(super) fn write(folder: &Path, net_gain: i16, rest: i16) {
    let options = SampleOptions {
        form: Form::Published,
        ..SampleOptions::default()
    };
    write_sample(folder, &options).unwrap();
    for entry in fs::read_dir(folder.join("published")).unwrap() {
        let path = entry.unwrap().path();
        let is_net_gain = path.to_str().unwrap().contains("netgain");
        cut(&path, if is_net_gain { net_gain } else { rest });
    }
    cut(&folder.join("authorities.csv"), rest);
    fs::remove_file(folder.join("providers/provider_at_march_2024.csv")).unwrap();
}

impl Published {
    pub(super) fn read(folder: &Path) -> Self {
        let authorities = table(&folder.join("authorities.csv")).unwrap();
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
            names: by_authority(&authorities, "name"),
            regions: by_authority(&authorities, "region"),
            neighbours: neighbours(folder),
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
    pub(super) fn value(&self, indicator: &str, place: &Place, year: i16) -> Option<Value> {
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

    pub(super) fn hosted(&self, place: &Place, year: i16) -> Option<f64> {
        let label =
            "1. Children who are the responsibility of other LAs placed within this LA boundary";
        self.count("net gain", place, year, &[label], "number")
    }

    pub(super) fn outside(&self, place: &Place, year: i16) -> Option<f64> {
        let label =
            "2. Children who are the responsibility of this LA placed outside the LA boundary";
        self.count("net gain", place, year, &[label], "number")
    }

    /// Registered places in homes of an authority that do not only give short breaks: of local
    /// authorities, private, voluntary, others.
    pub(super) fn places(&self, code: &str, year: i16) -> Option<[f64; 4]> {
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
