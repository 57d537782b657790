//! What a publication says of an earlier one equals what a reader finds who lays the two sets of
//! tables side by side.

use crate::support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use support::Folder;

const AUTHORITIES: &str = "authority_code,authority_name,region,type\n\
    A,Ashford Made Up,North,unitary authority\nB,Birchley,North,unitary authority\n\
    C,Cedarham,South,unitary authority\nD,Dunoak,South,unitary authority\n";

const WEIGHTS: &str = r#"
[scorecard]
title = "T"
minimum_children = 0
[[domain]]
code = "d"
title = "Domain"
weight = 25.0
  [[domain.indicator]]
  code = "placed-outside"
  weight = 1.0
  direction = "lower-is-better"
  goalposts = { worst = 80.0, best = 20.0 }
  [[domain.indicator]]
  code = "own-thing"
  weight = 1.0
  direction = "higher-is-better"
  goalposts = { worst = 0.0, best = 100.0 }
[ranking]
draws = 100
[publication]
release_date = "2024-11-20"
"#;

type Row = (String, String, String);
type Values = BTreeMap<(String, String, String), (String, String, String)>;

/// Counts of the two indicators; a blank count is not there.
fn measures(rows: &[(&str, i16, &str, &str, &str)]) -> String {
    let mut text = "authority_code,year,indicator,numerator,denominator,value\n".to_owned();
    for (code, year, indicator, x, n) in rows {
        text += &format!("{code},{year},{indicator},{x},{n},\n");
    }
    text
}

const BEFORE: [(&str, i16, &str, &str, &str); 9] = [
    ("A", 2024, "placed-outside", "40", "100"),
    ("B", 2024, "placed-outside", "50", "100"),
    ("C", 2024, "placed-outside", "60", "100"),
    ("D", 2024, "placed-outside", "70", "100"),
    ("A", 2024, "own-thing", "90", "200"),
    ("B", 2024, "own-thing", "80", "200"),
    ("C", 2024, "own-thing", "70", "200"),
    ("D", 2024, "own-thing", "60", "200"),
    ("A", 2023, "placed-outside", "45", "100"),
];

/// The table of measures of a publication: value and counts by year, place and indicator.
fn values(folder: &Path) -> Values {
    let mut reader = csv::Reader::from_path(folder.join("data/measures.csv")).unwrap();
    let rows = reader.records().map(Result::unwrap);
    let rows = rows.map(|r| {
        let cell = |at: usize| r[at].to_owned();
        ((cell(2), cell(0), cell(3)), (cell(6), cell(4), cell(5)))
    });
    rows.collect()
}

fn ranks(folder: &Path) -> BTreeMap<String, String> {
    let mut reader = csv::Reader::from_path(folder.join("data/scores.csv")).unwrap();
    let rows = reader.records().map(Result::unwrap);
    let overall = rows.filter(|r| &r[3] == "overall" && !r[12].is_empty());
    overall
        .map(|r| (r[0].to_owned(), r[12].to_owned()))
        .collect()
}

/// The revisions of one kind: year, code, subject.
fn revised(folder: &Path, kind: &str) -> BTreeSet<Row> {
    let mut reader = csv::Reader::from_path(folder.join("data/revisions.csv")).unwrap();
    let rows = reader.records().map(Result::unwrap);
    let of_kind = rows.filter(|r| &r[0] == kind);
    let row = |r: csv::StringRecord| (r[1].to_owned(), r[2].to_owned(), r[4].to_owned());
    of_kind.map(row).collect()
}

/// Publishes two datasets, the second held against the first.
fn published(before: &str, after: &str, weights_after: &str) -> (Folder, Folder) {
    let dataset = |measures: &str, weights: &str| {
        Folder::new()
            .file("authorities.csv", AUTHORITIES)
            .file("measures.csv", measures)
            .weights(weights)
    };
    let first = dataset(before, WEIGHTS);
    let out = first.beside("out");
    first
        .run(
            "publish",
            &["--year", "2024", "--out", out.to_str().unwrap()],
        )
        .well();
    let second = dataset(after, weights_after);
    let new = second.beside("out");
    let paths = [new.to_str().unwrap(), out.to_str().unwrap()];
    let arguments = ["--year", "2024", "--out", paths[0], "--previous", paths[1]];
    second.run("publish", &arguments).well();
    (first, second)
}

#[test]
fn every_changed_figure_and_rank_is_listed_and_no_other() {
    let mut after = BEFORE;
    after[0].3 = "65";
    after[2].3 = "30";
    after[4].4 = "180";
    after[8].3 = "46";
    let (first, second) = published(&measures(&BEFORE), &measures(&after), WEIGHTS);
    let (old, new) = (first.beside("out"), second.beside("out"));
    let (before, now) = (values(&old), values(&new));
    let changed: BTreeSet<Row> = now
        .iter()
        .filter(|(key, value)| before.get(*key) != Some(*value))
        .map(|(key, _)| key.clone())
        .collect();
    let said = revised(&new, "figure");
    assert_eq!(said, changed);
    assert!(said.len() >= 4, "{said:?}");
    let moved: BTreeSet<String> = ranks(&new)
        .into_iter()
        .filter(|(code, rank)| ranks(&old).get(code).is_some_and(|old| old != rank))
        .map(|(code, _)| code)
        .collect();
    let said: BTreeSet<String> = revised(&new, "rank").into_iter().map(|r| r.1).collect();
    assert_eq!(said, moved);
    assert!(!moved.is_empty());
    assert!(revised(&new, "setting").is_empty());
    let page = std::fs::read_to_string(new.join("methodology.html")).unwrap();
    assert!(page.contains("Changes since the publication of 20 November 2024 for 2024"));
    assert!(page.contains("The settings of the method are the same."));
}

#[test]
fn changed_settings_are_named_and_the_same_data_have_no_revision() {
    let weights = WEIGHTS.replace("worst = 80.0", "worst = 90.0");
    let (_first, second) = published(&measures(&BEFORE), &measures(&BEFORE), &weights);
    let new = second.beside("out");
    assert!(revised(&new, "figure").is_empty());
    let said: Vec<Row> = revised(&new, "setting").into_iter().collect();
    let key = "domains.d.indicators.placed-outside.goalposts.worst";
    assert_eq!(said, [(String::new(), String::new(), key.to_owned())]);
    let page = std::fs::read_to_string(new.join("methodology.html")).unwrap();
    assert!(page.contains("no number was revised"));
    assert!(page.contains("One setting of the method changed."));
}

#[test]
fn a_figure_that_comes_or_goes_is_said() {
    let before: Vec<_> = BEFORE.iter().copied().filter(|r| *r != BEFORE[5]).collect();
    let after: Vec<_> = BEFORE.iter().copied().filter(|r| *r != BEFORE[6]).collect();
    let (_first, second) = published(&measures(&before), &measures(&after), WEIGHTS);
    let new = second.beside("out");
    let codes: Vec<String> = revised(&new, "figure").into_iter().map(|r| r.1).collect();
    assert_eq!(codes, ["B", "C"]);
    let page = std::fs::read_to_string(new.join("methodology.html")).unwrap();
    for said in [
        "1 that had no number has one now",
        "1 that had a number has none now",
    ] {
        assert!(page.contains(said), "{said}");
    }
}

#[test]
fn a_folder_that_is_no_publication_is_refused() {
    let data = Folder::new()
        .file("authorities.csv", AUTHORITIES)
        .file("measures.csv", measures(&BEFORE));
    let out = data.beside("out");
    let empty = data.beside("empty");
    std::fs::create_dir_all(&empty).unwrap();
    let paths = [out.to_str().unwrap(), empty.to_str().unwrap()];
    let run = data.run("publish", &["--out", paths[0], "--previous", paths[1]]);
    run.refused(&["is not a publication"]);
    assert!(!out.exists());
}
