//! Samples of child-level returns: calibration, cleanness, planted faults, the same bytes always.

use crate::plain;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use care_scorecard::disk::write_sample;
use care_scorecard::sample::SampleOptions;
use rayon::prelude::*;

use plain::{Counts, Row, counts, date, folders, table};

fn written(parent: &Path, name: &str, options: &SampleOptions) -> std::path::PathBuf {
    let folder = parent.join(name);
    write_sample(&folder, options).expect("a sample");
    folder
}

fn quantile(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let place = share * (values.len() - 1) as f64;
    let low = place as usize;
    let high = (low + 1).min(values.len() - 1);
    values[low] + (place - low as f64) * (values[high] - values[low])
}

/// A count, and what it is out of.
type Share = fn(&Counts) -> (usize, usize);

/// Published for England 2024: the value, and over authorities the 10th, 50th and 90th percentile.
type Published = (&'static str, Share, f64, [f64; 3]);

const PUBLISHED: [Published; 10] = [
    (
        "missing",
        |c| (c.missing, c.during_year),
        11.175,
        [7.58, 11.22, 15.34],
    ),
    (
        "incidents",
        |c| (c.incidents, c.during_year),
        72.08,
        [34.88, 69.26, 135.38],
    ),
    (
        "repeat",
        |c| (c.again, c.missing),
        63.11,
        [53.98, 63.56, 73.15],
    ),
    (
        "outside",
        |c| (c.outside, c.at_31_march),
        44.92,
        [31.52, 50.16, 69.37],
    ),
    (
        "20 miles outside",
        |c| (c.far_outside, c.at_31_march),
        17.50,
        [9.34, 17.11, 29.10],
    ),
    (
        "three placements",
        |c| (c.three, c.at_31_march),
        10.39,
        [7.11, 10.45, 14.25],
    ),
    (
        "same carer",
        |c| (c.same_carer, c.long_term),
        68.10,
        [60.98, 68.90, 74.76],
    ),
    (
        "own provision",
        |c| (c.own, c.at_31_march),
        42.74,
        [31.70, 44.31, 60.26],
    ),
    (
        "unaccompanied",
        |c| (c.unaccompanied, c.at_31_march),
        8.91,
        [3.42, 8.22, 16.03],
    ),
    (
        "in the year",
        |c| (c.during_year, c.at_31_march),
        139.21,
        [128.82, 137.94, 151.01],
    ),
];

fn assert_within_2_percent(name: &str, found: f64, wanted: f64) {
    let off = found / wanted - 1.0;
    assert!(off.abs() < 0.02, "{name}: {found:.2} for {wanted}");
}

/// Holds the nation's share to 2% and the shares of authorities to 2 points.
fn assert_calibrated(name: &str, shares: &[(usize, usize)], nation: f64, spread: [f64; 3]) {
    let (x, n) = shares
        .iter()
        .fold((0, 0), |sum, each| (sum.0 + each.0, sum.1 + each.1));
    assert_within_2_percent(name, 100.0 * x as f64 / n as f64, nation);
    let mut values: Vec<f64> = shares
        .iter()
        .map(|(x, n)| 100.0 * *x as f64 / *n as f64)
        .collect();
    for (share, wanted) in [0.1, 0.5, 0.9].into_iter().zip(spread) {
        let found = quantile(&mut values, share);
        let near = (found - wanted).abs() < 2.0;
        assert!(near, "{name} at {share}: {found:.2} for {wanted}");
    }
}

/// Places in children's homes up to need, and need, of each authority with children in homes.
fn places_for_need(folder: &Path, all: &[(String, Counts)]) -> Vec<(usize, usize)> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for row in table(&folder.join("capacity.csv")) {
        if row["year"] == "2024" && row["accommodation"] == "childrens-home" {
            *places.entry(row["authority_code"].clone()).or_default() +=
                row["places"].parse::<usize>().unwrap();
        }
    }
    all.iter()
        .filter(|(_, counts)| counts.in_homes > 0)
        .map(|(code, counts)| (places[code].min(counts.in_homes), counts.in_homes))
        .collect()
}

/// Every figure of England 2024 that the sample is calibrated to: the nation within 2%, and over
/// authorities of 50 children or more the 10th, 50th and 90th percentile within 2 points.
#[test]
fn a_national_run_has_the_published_figures_of_the_nation() {
    let parent = tempfile::tempdir().unwrap();
    let options = SampleOptions {
        authorities: 153,
        ..SampleOptions::default()
    };
    let folder = written(parent.path(), "nation", &options);
    let returns = folder.join("returns");
    let all: Vec<(String, Counts)> = folders(&returns)
        .into_par_iter()
        .map(|code| (code.clone(), counts(&returns, &code, 2024)))
        .collect();
    let sum = |of: fn(&Counts) -> usize| all.iter().map(|(_, c)| of(c)).sum::<usize>() as f64;
    let missing = sum(|c| c.missing);
    assert_within_2_percent("at 31 March", sum(|c| c.at_31_march), 83_630.0);
    assert_within_2_percent("in the year", sum(|c| c.during_year), 116_420.0);
    assert_within_2_percent("missing", missing, 13_010.0);
    assert_within_2_percent("incidents each", sum(|c| c.incidents) / missing, 6.45);
    let mut sizes: Vec<usize> = all.iter().map(|(_, c)| c.at_31_march).collect();
    sizes.sort_unstable();
    assert_eq!(&sizes[..3], [0, 7, 27]);
    assert_eq!(sizes[152], 2_296);
    let large: Vec<(String, Counts)> = all
        .into_iter()
        .filter(|(_, counts)| counts.at_31_march >= 50)
        .collect();
    for (name, of, nation, spread) in PUBLISHED {
        let shares: Vec<_> = large.iter().map(|(_, counts)| of(counts)).collect();
        assert_calibrated(name, &shares, nation, spread);
    }
    let places = places_for_need(&folder, &large);
    assert_calibrated("places for need", &places, 85.06, [40.1, 100.0, 100.0]);
    let mut went = large
        .iter()
        .map(|(_, c)| 100.0 * c.missing as f64 / c.during_year as f64)
        .collect::<Vec<_>>();
    let (least, most) = (quantile(&mut went, 0.0), quantile(&mut went, 1.0));
    assert!((least - 4.0).abs() < 2.0 && (most - 23.0).abs() < 2.0);
}

/// A code as it was before other placements had four codes.
fn as_before(code: &str) -> &str {
    match code {
        "Z11" | "Z12" | "Z13" | "Z14" => "Z1",
        code => code,
    }
}

/// What a clean return never has, by the rules' numbers.
fn problems(folder: &Path, year: i32, before: &BTreeMap<String, Row>) -> Vec<String> {
    let mut problems = Vec::new();
    let (first, last) = ((year - 1) * 10_000 + 401, year * 10_000 + 331);
    let header: BTreeSet<String> = table(&folder.join("header.csv"))
        .iter()
        .map(|r| r["CHILD"].clone())
        .collect();
    let mut latest: BTreeMap<String, Row> = BTreeMap::new();
    for row in table(&folder.join("episodes.csv")) {
        let (start, end) = (date(&row["DECOM"]), date(&row["DEC"]));
        let mut note = |rule: &str, is: bool| {
            if is {
                problems.push(format!("{rule}: {row:?}"));
            }
        };
        note("INT03", !header.contains(&row["CHILD"]));
        note("148", row["DEC"].is_empty() != row["REC"].is_empty());
        note("355 356", end.is_some_and(|end| Some(end) <= start));
        note(
            "354",
            start > Some(last) || end.is_some_and(|end| end < first || end > last),
        );
        if let Some(earlier) = latest.get(&row["CHILD"]) {
            let touches = earlier["DEC"] == row["DECOM"];
            note("142", earlier["DEC"].is_empty());
            note("501", date(&earlier["DEC"]) > start);
            note("433", (earlier["REC"] == "X1") != touches);
            note("432", (earlier["REC"] == "X1") == (row["RNE"] == "S"));
            let kept = ["PLACE", "PL_POST", "URN"]
                .iter()
                .all(|c| earlier[*c] == row[*c]);
            note("434", kept != (row["RNE"] == "L") && row["RNE"] != "S");
            note(
                "383",
                earlier["PLACE"].starts_with('T') && row["RNE"] != "P",
            );
        } else if let Some(open) = before.get(&row["CHILD"]).filter(|r| r["DEC"].is_empty()) {
            note(
                "502",
                ["DECOM", "RNE", "LS", "PLACE", "PL_POST", "URN"]
                    .iter()
                    .any(|c| as_before(&open[*c]) != as_before(&row[*c])),
            );
        }
        latest.insert(row["CHILD"].clone(), row);
    }
    for (child, row) in before {
        if row["DEC"].is_empty() && !latest.contains_key(child) {
            problems.push(format!("open and gone: {row:?}"));
        }
    }
    let mut until: BTreeMap<String, Option<i32>> = BTreeMap::new();
    for row in table(&folder.join("missing.csv")) {
        let (start, end) = (date(&row["MIS_START"]), date(&row["MIS_END"]));
        let over = until
            .get(&row["CHILD"])
            .is_some_and(|until| until.is_none() || *until >= start);
        let ended = latest.get(&row["CHILD"]).filter(|r| !r["DEC"].is_empty());
        let after = ended.is_some_and(|r| end.is_none() || end > date(&r["DEC"]));
        if over
            || after
            || end.is_some_and(|end| Some(end) < start || end > last)
            || start > Some(last)
        {
            problems.push(format!("missing: {row:?}"));
        }
        until.insert(row["CHILD"].clone(), end);
    }
    problems
}

fn all_problems(returns: &Path) -> Vec<String> {
    let mut problems_found = Vec::new();
    for code in folders(returns) {
        let mut before = BTreeMap::new();
        for year in folders(&returns.join(&code)) {
            let folder = returns.join(&code).join(&year);
            problems_found.extend(problems(&folder, year.parse().unwrap_or(0), &before));
            let rows = table(&folder.join("episodes.csv"));
            before = rows
                .into_iter()
                .map(|row| (row["CHILD"].clone(), row))
                .collect();
        }
    }
    problems_found
}

#[test]
fn without_faults_every_record_is_clean_and_every_table_there() {
    let parent = tempfile::tempdir().unwrap();
    let options = SampleOptions {
        last_year: 2026,
        ..SampleOptions::default()
    };
    let folder = written(parent.path(), "clean", &options);
    let found = all_problems(&folder.join("returns"));
    assert!(
        found.is_empty(),
        "{} problems, first {:?}",
        found.len(),
        found.first()
    );
    for code in folders(&folder.join("returns")) {
        for name in [
            "header",
            "episodes",
            "missing",
            "uasc",
            "return-interviews",
            "notifications",
            "nationality",
        ] {
            assert!(
                folder
                    .join(format!("returns/{code}/2026/{name}.csv"))
                    .exists()
            );
        }
        assert!(folder.join(format!("commentary/{code}.md")).exists());
    }
    assert!(!folder.join("answers.csv").exists());
}

#[test]
fn everything_a_real_authority_has_occurs() {
    let parent = tempfile::tempdir().unwrap();
    let folder = written(
        parent.path(),
        "all",
        &SampleOptions {
            last_year: 2026,
            ..SampleOptions::default()
        },
    );
    let mut seen: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for code in folders(&folder.join("returns")) {
        for year in folders(&folder.join("returns").join(&code)) {
            let folder = folder.join(format!("returns/{code}/{year}"));
            for row in table(&folder.join("episodes.csv")) {
                for column in [
                    "RNE",
                    "LS",
                    "PLACE",
                    "PLACE_PROVIDER",
                    "REASON_PLACE_CHANGE",
                ] {
                    seen.entry(column).or_default().insert(row[column].clone());
                }
                let other = row["PLACE"].starts_with('Z');
                assert!(!other || (row["PLACE"] == "Z1") == (year != "2026"));
            }
            for row in table(&folder.join("header.csv")) {
                assert_eq!(row["SEX"].parse::<u8>().is_ok(), year == "2024");
            }
        }
    }
    let has = |column: &str, codes: &str| {
        codes
            .split(' ')
            .for_each(|code| assert!(seen[column].contains(code), "no {code}"));
    };
    has("RNE", "S P L T B U");
    has("LS", "C1 C2 E1 V2 V4 L1 L2 J1");
    has(
        "PLACE",
        "A3 A5 A6 H5 K2 K3 P1 P2 R3 R5 T1 T3 T4 U1 U3 U4 U5 U6 Z1 Z11 Z14",
    );
    has("PLACE_PROVIDER", "PR0 PR1 PR2 PR3 PR4 PR5");
    has(
        "REASON_PLACE_CHANGE",
        "CARPL PLACE CREQB CREQO CHILD OTHER LAREQ STAND",
    );
}

#[test]
fn planted_faults_are_where_the_answers_say() {
    let parent = tempfile::tempdir().unwrap();
    let folder = written(
        parent.path(),
        "faults",
        &SampleOptions {
            faults: true,
            ..SampleOptions::default()
        },
    );
    let answers = table(&folder.join("answers.csv"));
    let mut kinds = BTreeSet::new();
    for answer in &answers {
        let path = folder.join(&answer["file"]);
        kinds.insert(answer["kind"].clone());
        let Ok(line) = answer["line"].parse::<usize>() else {
            assert!(is_badly_recorded(&path, &answer["kind"]), "{answer:?}");
            continue;
        };
        let rows = table(&path);
        let row = &rows[line - 2];
        assert!(
            is_dirty(row, &rows, line - 2, &answer["kind"]),
            "{answer:?}"
        );
    }
    assert!(kinds.len() > 20, "{kinds:?}");
    assert!(answers.len() > 60);
}

fn is_badly_recorded(path: &Path, kind: &str) -> bool {
    match kind {
        "table-absent" => !path.exists(),
        "implausible-zero" => table(path).iter().all(|row| row["MISSING"] != "M"),
        "distance-unknown" => {
            let rows = table(path);
            rows.iter()
                .filter(|row| row["PL_DISTANCE"].is_empty())
                .count()
                * 3
                > rows.len()
        }
        "location-unknown" => table(path).iter().any(|row| row["PL_LOCATION"].is_empty()),
        "under-recorded" | "jump" => path.exists(),
        _ => false,
    }
}

fn is_real(cell: &str) -> bool {
    let number = |range| {
        cell.get(range)
            .and_then(|part: &str| part.parse::<u32>().ok())
    };
    let (Some(day), Some(month), 10) = (number(0..2), number(3..5), cell.len()) else {
        return false;
    };
    let days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    (1..=12).contains(&month) && day >= 1 && day <= days[month as usize - 1]
}

fn is_dirty(row: &Row, rows: &[Row], at: usize, kind: &str) -> bool {
    let order = |one: &str, other: &str| (date(&row[one]), date(&row[other]));
    match kind {
        "bad-start-date" | "two-digit-year" => !is_real(&row["DECOM"]),
        "bad-end-date" => !is_real(&row["DEC"]),
        "unknown-reason-for-new-episode" => row["RNE"] == "Q",
        "unknown-legal-status" => row["LS"] == "Q9",
        "unknown-placement" => row["PLACE"] == "Q9",
        "unknown-reason-ceased" => row["REC"] == "E99",
        "end-without-date" => row["DEC"].is_empty() && !row["REC"].is_empty(),
        "end-before-start" => order("DEC", "DECOM").0 < order("DEC", "DECOM").1,
        "no-length" => row["DEC"] == row["DECOM"],
        "gap" => date(&rows[at - 1]["DEC"]) < date(&row["DECOM"]) && rows[at - 1]["REC"] == "X1",
        "overlap" => date(&rows[at - 1]["DEC"]) > date(&row["DECOM"]),
        "not-in-header" | "missing-not-in-header" => row["CHILD"] == "NOT-IN-HEADER",
        "repeated-episode" => {
            let same = |other: &&Row| ["CHILD", "DECOM"].iter().all(|c| other[*c] == row[*c]);
            rows.iter().filter(same).count() > 1
        }
        "bad-date-of-birth" => !is_real(&row["DOB"]),
        "bad-missing-start" => !is_real(&row["MIS_START"]),
        "bad-missing-end" => !is_real(&row["MIS_END"]),
        "unknown-missing-type" => row["MISSING"] == "Q",
        "no-missing-start" => row["MIS_START"].is_empty(),
        "no-missing-type" => row["MISSING"].is_empty(),
        "missing-end-before-start" => {
            order("MIS_END", "MIS_START").0 < order("MIS_END", "MIS_START").1
        }
        "missing-after-year" => row["MIS_START"].contains("/05/"),
        "missing-overlap" => {
            rows.iter()
                .filter(|other| {
                    other["CHILD"] == row["CHILD"] && other["MIS_END"] == row["MIS_END"]
                })
                .count()
                > 1
        }
        _ => false,
    }
}

#[test]
fn the_bytes_do_not_depend_on_threads() {
    let parent = tempfile::tempdir().unwrap();
    let options = SampleOptions {
        authorities: 5,
        years: 2,
        faults: true,
        ..SampleOptions::default()
    };
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        let folder = pool.install(|| written(parent.path(), &threads.to_string(), &options));
        let file = |name: &str| fs::read(folder.join(name)).unwrap();
        [
            file("returns/S03/2024/episodes.csv"),
            file("answers.csv"),
            file("police.csv"),
            file("postcodes.csv"),
        ]
    };
    assert!(with(1) == with(4));
}
