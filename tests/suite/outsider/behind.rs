//! Other data behind the same gaps: what changes in a return only where its counts are withheld leaves
//! every file of the publication as it was, to the byte.

use std::collections::{BTreeMap, BTreeSet};

use care_scorecard::assessment::Evidence;
use care_scorecard::config::Mode;
use care_scorecard::publish::{File, Previous};
use care_scorecard::sample::SampleOptions;
use care_scorecard::source::published::Location;

use super::published::{Dataset, Output, configuration, in_memory, made_up, published};

/// What is done to a table of an authority's return, so often.
type Edit = fn(&mut Vec<Vec<String>>, usize);

/// One table each, and what is changed in it.
const EDITS: [(&str, Edit); 5] = [
    ("nationality", |rows, times| {
        fewer_nationalities(rows, times)
    }),
    ("return-interviews", |rows, times| {
        fewer_interviews(rows, times)
    }),
    ("return-interviews", |rows, times| {
        fewer_reviews(rows, times)
    }),
    ("missing", |rows, times| more(rows, "A", times)),
    ("missing", |rows, times| more(rows, "M", times)),
];

fn fewer_nationalities(rows: &mut [Vec<String>], times: usize) {
    rows.iter_mut()
        .take(2 * times)
        .for_each(|row| row[1].clear());
}

fn fewer_interviews(rows: &mut [Vec<String>], times: usize) {
    let held = rows.iter_mut().filter(|row| !row[5].is_empty());
    held.take(times).for_each(|row| row[5].clear());
}

fn fewer_reviews(rows: &mut [Vec<String>], times: usize) {
    let held = rows.iter_mut().filter(|row| !row[10].is_empty());
    held.take(times).for_each(|row| row[10].clear());
}

/// Further incidents of whoever has had some of that kind, each begun on a later day.
fn more(rows: &mut Vec<Vec<String>>, kind: &str, times: usize) {
    let of_kind = |row: &&Vec<String>| row[2] == kind && row[3].ends_with("/2023");
    let Some(like) = rows.iter().rfind(of_kind).cloned() else {
        return;
    };
    let month = like[3].split('/').nth(1).unwrap().to_owned();
    for time in 0..times {
        let mut row = like.clone();
        row[3] = format!("{:02}/{month}/2023", 11 + 3 * time);
        row[4] = format!("{:02}/{month}/2023", 12 + 3 * time);
        rows.push(row);
    }
}

fn edited(dataset: &Dataset, code: &str, (table, edit): (&str, Edit), times: usize) -> Dataset {
    let mut dataset = dataset.clone();
    let name = format!("returns/{code}/2024/{table}.csv");
    let text = dataset.get_mut(&name).unwrap();
    let mut lines = text.lines();
    let header = lines.next().unwrap().to_owned();
    let mut rows: Vec<Vec<String>> = lines
        .map(|line| line.split(',').map(str::to_owned).collect())
        .collect();
    edit(&mut rows, times);
    let rows = rows.iter().map(|row| row.join(","));
    *text = std::iter::once(header)
        .chain(rows)
        .collect::<Vec<_>>()
        .join("\n")
        + "\n";
    dataset
}

/// An authority's true counts, by indicator and part.
fn truth(dataset: &Dataset, code: &str) -> BTreeMap<(String, bool), Option<u64>> {
    let mut configuration = configuration();
    configuration.disclosure.mode = Mode::Internal;
    let evidence = Evidence::gather(&in_memory(dataset), configuration).unwrap();
    let mut all = BTreeMap::new();
    for (key, cell) in evidence.measures.iter() {
        if matches!(key.location, Location::Authority(_)) && *cell.code == *code {
            for (part, count) in [(true, cell.numerator), (false, cell.denominator)] {
                all.insert((key.indicator.to_string(), part), count.map(f64::to_bits));
            }
        }
    }
    all
}

fn tables(files: &[File]) -> Vec<&File> {
    let are = ["data/measures.csv", "data/groups.csv", "data/flows.csv"];
    let tables = files
        .iter()
        .filter(|file| are.contains(&file.name.as_str()));
    tables.collect()
}

#[test]
fn other_data_behind_the_same_gaps_give_the_same_bytes() {
    let dataset = made_up(&SampleOptions {
        seed: 3,
        authorities: 12,
        years: 1,
        ..SampleOptions::default()
    });
    let before = published(&dataset, &Previous::default());
    // The authorities of which it is not said how many children went missing.
    let rows = Output::of(&before).measures;
    let few = rows
        .iter()
        .filter(|row| row["indicator"] == "children-missing");
    let few = few.filter(|row| row["withheld_as"] == "few");
    let codes: Vec<String> = few.map(|row| row["authority_code"].clone()).collect();
    assert!(!codes.is_empty());
    let (mut tried, mut enough) = (BTreeSet::new(), BTreeSet::new());
    for code in codes {
        let now = truth(&dataset, &code);
        for edit in EDITS {
            let mut seen: BTreeMap<(String, bool), BTreeSet<Option<u64>>> = BTreeMap::new();
            for times in 1..=3 {
                let other = edited(&dataset, &code, edit, times);
                let files = published(&other, &Previous::default());
                // What was shown has changed: other data, another publication.
                if tables(&files) != tables(&before) {
                    continue;
                }
                for (one, other) in before.iter().zip(&files) {
                    assert!(
                        one == other,
                        "{} {times} times in {}: {}",
                        edit.0,
                        code,
                        one.name
                    );
                }
                for (at, count) in truth(&other, &code) {
                    if now[&at] != count {
                        seen.entry(at).or_default().insert(count);
                    }
                }
            }
            for (at, others) in seen {
                if others.len() >= 2 {
                    enough.insert(at.clone());
                }
                tried.insert(at);
            }
        }
    }
    assert_eq!(tried, enough);
    assert!(enough.len() >= 4, "{enough:?}");
}
