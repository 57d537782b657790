//! Against the real published files, which lie outside the project: set `CARE_SCORECARD_SHARED` to
//! the folder that holds `data/` and run with `--include-ignored`.
//!
//! The expected figures are worked out here by a plain reading of the files that shares no code
//! with the library.

use crate::support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use support::{Folder, run_on, shared};

type Table = Vec<BTreeMap<String, String>>;

fn table(path: &Path) -> Table {
    let text = std::fs::read_to_string(path).unwrap();
    csv::Reader::from_reader(text.trim_start_matches('\u{FEFF}').as_bytes())
        .deserialize()
        .map(Result::unwrap)
        .collect()
}

/// The dataset of the 2024 release with the characteristics file and the list of providers.
fn dataset(shared: &Path) -> Folder {
    let mut folder = Folder::new();
    for (name, path) in inputs(shared) {
        folder = folder.file(&name, std::fs::read(path).unwrap());
    }
    folder
}

fn inputs(shared: &Path) -> Vec<(String, PathBuf)> {
    let published = shared.join("data/published");
    let mut inputs: Vec<(String, PathBuf)> = std::fs::read_dir(published.join("2024"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                path,
            )
        })
        .collect();
    let characteristics = "la_cla_on_31_march_by_characteristics.csv";
    inputs.push((characteristics.to_owned(), published.join(characteristics)));
    inputs.push((
        "providers.csv".to_owned(),
        shared.join("data/ofsted/provider_at_march_2024.csv"),
    ));
    inputs
}

/// One count of one place and year, as the file prints it.
#[derive(Clone)]
struct Count<'t> {
    table: &'t Table,
    group: Option<(&'static str, &'static str)>,
    label: (&'static str, &'static str),
}

impl Count<'_> {
    fn of(&self, code: &str, year: &str) -> Option<String> {
        let number = if self.table[0].contains_key("number") {
            "number"
        } else {
            "children_count"
        };
        let is_place = |row: &&BTreeMap<String, String>| match code {
            "E92000001" => row["geographic_level"] == "National",
            _ if code.starts_with("E12") => {
                row["geographic_level"] == "Regional" && row["region_code"] == code
            }
            _ => row["new_la_code"] == code,
        };
        self.table
            .iter()
            .filter(|row| row["time_period"] == year)
            .filter(|row| {
                self.group
                    .is_none_or(|(column, group)| row[column] == group)
            })
            .filter(|row| row[self.label.0] == self.label.1)
            .find(is_place)
            .map(|row| row[number].clone())
    }
}

#[test]
#[ignore = "needs the published files beside the project: set CARE_SCORECARD_SHARED"]
fn every_published_measure_of_every_place_is_what_the_files_say() {
    let shared = shared();
    let folder = dataset(&shared);
    let published = shared.join("data/published");
    let missing = table(&published.join(
        "2024/la_children_who_were_missing_or_away_from_placement_without_authorisation.csv",
    ));
    let stability = table(&published.join("2024/la_cla_placement_stability.csv"));
    let net_gain = table(&published.join("2024/la_cla_on_31_march_la_of_placement_netgain.csv"));
    let traits = table(&published.join("la_cla_on_31_march_by_characteristics.csv"));
    let of_missing = |label| Count {
        table: &missing,
        group: None,
        label: ("CLA_group", label),
    };
    let of_stability = |group, label| Count {
        table: &stability,
        group: Some(("cla_group", group)),
        label: ("placement_stability", label),
    };
    let of_traits = |group, label| Count {
        table: &traits,
        group: Some(("characteristic", group)),
        label: ("breakdown", label),
    };
    let distance = "Distance between home and placement and locality of placement";
    let long =
        "Children looked after continuously for at least 2.5 years on 31 March aged under 16 years";
    let during = of_missing("Children looked after during the year");
    let gone = of_missing("Children who had a missing incident during the year");
    let shares = [
        ("children-missing", gone.clone(), during.clone()),
        (
            "missing-incident-rate",
            of_missing("Number of missing incidents during the year"),
            during,
        ),
        (
            "repeat-missing",
            of_missing("Children who went missing more than once during the year"),
            gone,
        ),
        (
            "own-provision",
            of_traits("Place providers", "Own provision (by the LA)"),
            of_traits("Place providers", "Total"),
        ),
        (
            "placed-outside",
            of_traits(
                "Locality of placement",
                "Placed outside the local authority boundary",
            ),
            of_traits("Locality of placement", "Total"),
        ),
        (
            "placed-20-miles-outside",
            of_traits(
                distance,
                "4. Placed outside the LA boundary, more than 20 miles from home",
            ),
            of_traits(distance, "Total"),
        ),
        (
            "three-placements",
            of_stability(
                "CLA on 31 March",
                "With 3 or more placements during the year",
            ),
            of_stability("CLA on 31 March", "Total children"),
        ),
        (
            "three-placements-two-years",
            of_stability(
                "CLA 2 years on 31 March",
                "With 3 or more placements during the previous 2 years",
            ),
            of_stability("CLA 2 years on 31 March", "Total children"),
        ),
        (
            "same-carer-two-years",
            of_stability(long, "Living with the same carer for at least 2 years"),
            of_stability(long, "Total children"),
        ),
    ];
    let all = folder
        .run("measures", &["--quiet", "--all-years"])
        .well()
        .rows();
    for (indicator, numerator, denominator) in shares {
        let mut compared = 0;
        for row in all
            .iter()
            .filter(|row| row["indicator"] == indicator && row["year"].as_str() > "2020")
        {
            let (code, year) = (row["authority_code"].as_str(), row["year"].as_str());
            let (x, n) = (numerator.of(code, year), denominator.of(code, year));
            check_share(row, x.as_deref(), n.as_deref());
            compared += usize::from(
                year == "2024"
                    && row["status"] == "ok"
                    && !code.starts_with("E12")
                    && code != "E92000001",
            );
        }
        assert!(
            (146..=151).contains(&compared),
            "{indicator}: {compared} authorities"
        );
    }
    let others = Count {
        table: &net_gain,
        group: None,
        label: (
            "characteristic",
            "1. Children who are the responsibility of other LAs placed within this LA boundary",
        ),
    };
    let outside = Count {
        label: (
            "characteristic",
            "2. Children who are the responsibility of this LA placed outside the LA boundary",
        ),
        ..others.clone()
    };
    let total = of_traits("Locality of placement", "Total");
    for row in all
        .iter()
        .filter(|row| row["indicator"] == "local-capacity-ratio" && row["year"] == "2024")
    {
        let number = |count: &Count<'_>| {
            count
                .of(&row["authority_code"], "2024")
                .and_then(|t| t.parse::<f64>().ok())
        };
        let expected = number(&total)
            .zip(number(&others))
            .zip(number(&outside))
            .map(|((n, plus), less)| n + plus - less);
        assert_eq!(row["numerator"].parse::<f64>().ok(), expected, "{row:?}");
    }
}

#[track_caller]
fn check_share(row: &BTreeMap<String, String>, x: Option<&str>, n: Option<&str>) {
    let number = |text: Option<&str>| text.and_then(|t| t.parse::<f64>().ok());
    match (number(x), number(n)) {
        (_, Some(0.0)) => assert_eq!(row["status"], "z", "{row:?}"),
        (Some(x), Some(n)) => {
            assert_eq!(row["status"], "ok", "{row:?}");
            assert_eq!(row["numerator"].parse::<f64>(), Ok(x), "{row:?}");
            assert_eq!(row["denominator"].parse::<f64>(), Ok(n), "{row:?}");
            assert_eq!(row["value"].parse::<f64>(), Ok(100.0 * x / n), "{row:?}");
        }
        _ => {
            let symbol = [x, n]
                .into_iter()
                .flatten()
                .find(|t| t.parse::<f64>().is_err());
            assert_eq!(row["status"], symbol.unwrap_or("no-data"), "{row:?}");
            assert_eq!(row["value"], "", "{row:?}");
        }
    }
}

#[test]
#[ignore = "needs the published files beside the project: set CARE_SCORECARD_SHARED"]
fn other_numbers_in_the_files_give_other_figures_everywhere() {
    let shared = shared();
    let before = dataset(&shared)
        .run("measures", &["--quiet", "--all-years"])
        .well()
        .rows();
    let mut changed = Folder::new();
    for (name, path) in inputs(&shared) {
        let bytes = std::fs::read(path).unwrap();
        changed = changed.file(
            &name,
            if name == "providers.csv" {
                bytes
            } else {
                with_other_counts(&bytes)
            },
        );
    }
    let after = changed
        .run("measures", &["--quiet", "--all-years"])
        .well()
        .rows();
    let key = |row: &BTreeMap<String, String>| {
        (
            row["authority_code"].clone(),
            row["year"].clone(),
            row["indicator"].clone(),
        )
    };
    let figures =
        |row: &BTreeMap<String, String>| (row["numerator"].clone(), row["denominator"].clone());
    let after: BTreeMap<_, _> = after.iter().map(|row| (key(row), figures(row))).collect();
    let mut compared = 0;
    for row in before.iter().filter(|row| {
        row["status"] == "ok"
            && !["cla-rate-per-10000", "home-places"].contains(&row["indicator"].as_str())
    }) {
        assert_ne!(Some(&figures(row)), after.get(&key(row)), "{row:?}");
        compared += 1;
    }
    assert!(compared > 10_000, "{compared}");
}

/// Every count x becomes 2x + 1.
fn with_other_counts(bytes: &[u8]) -> Vec<u8> {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    let header = reader.headers().unwrap().clone();
    let column = header
        .iter()
        .position(|h| h == "number" || h == "children_count")
        .unwrap();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&header).unwrap();
    for record in reader.records() {
        let record = record.unwrap();
        let cells = record
            .iter()
            .enumerate()
            .map(|(at, cell)| match cell.parse::<f64>() {
                Ok(number) if at == column => (2.0 * number + 1.0).to_string(),
                _ => cell.to_owned(),
            });
        writer.write_record(cells).unwrap();
    }
    writer.into_inner().unwrap()
}

#[test]
#[ignore = "needs the published files beside the project: set CARE_SCORECARD_SHARED"]
fn everything_in_the_shared_folder_is_read_or_reported() {
    let shared = shared();
    let run = run_on(&shared.join("data"), None, "check", &["--format", "json"]);
    let findings: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(run.status, 0, "{}", run.stdout);
    assert_eq!(findings["errors"], 0);
}

#[test]
#[ignore = "needs the published files beside the project: set CARE_SCORECARD_SHARED"]
fn the_release_of_2023_reads_alone_and_beside_that_of_2024() {
    let shared = shared();
    let england = |folder: &Path, indicator: &str| {
        let run = run_on(
            folder,
            None,
            "measures",
            &[
                "--quiet",
                "--year",
                "2023",
                "--authority",
                "E92000001",
                "--indicator",
                indicator,
            ],
        )
        .well();
        let row = run.rows().remove(0);
        format!("{}/{}", row["numerator"], row["denominator"])
    };
    let alone = shared.join("data/published/2023");
    assert_eq!(england(&alone, "same-carer-two-years"), "20350/29630");
    let both = shared.join("data/published");
    let run = run_on(&both, None, "check", &[]);
    assert!(run.stdout.contains("note[superseded]"), "{}", run.stdout);
    assert_ne!(england(&both, "same-carer-two-years"), "20350/29630");
}
