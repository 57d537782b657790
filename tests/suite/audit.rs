//! The auditor finds nothing in what this program publishes, unless it was published before.

use crate::support;

use care_scorecard::assessment::Evidence;
use care_scorecard::audit::{Written, audit};
use care_scorecard::config::Configuration;
use care_scorecard::disk;
use care_scorecard::publish::written;
use care_scorecard::render::{flows_csv, groups_csv, json, table_csv};
use care_scorecard::report::MeasuresFilter;

use support::{Run, program, run_on};

/// The files of data as they are published, without pages and documents.
fn published(evidence: &Evidence) -> Written {
    let years = evidence.measures.years();
    let all: Vec<_> = years.iter().map(|year| evidence.assess(*year)).collect();
    let year = evidence.assess(evidence.usual_year().unwrap());
    let others: Vec<_> = all.iter().filter(|a| a.year != year.year).collect();
    let files = [
        (
            "data/measures.csv",
            table_csv::measures(&all, &MeasuresFilter::default()),
        ),
        ("data/scores.csv", table_csv::scores_among(&year, &others)),
        (
            "data/scorecard.json",
            json::scorecard_among(&year, &others).unwrap(),
        ),
        (
            "data/groups.csv",
            groups_csv::groups(&year).unwrap_or_default(),
        ),
        ("data/flows.csv", flows_csv::flows(&year)),
    ];
    Written::of(files.iter().map(|(name, text)| (*name, text.as_bytes())))
}

fn gathered(folder: &std::path::Path) -> Evidence {
    Evidence::gather(&disk::Folder::at(folder), Configuration::built_in().clone()).unwrap()
}

#[test]
fn the_sample_gives_nothing_away() {
    let sample = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    let audit = audit(&published(&gathered(&sample)), &[]).unwrap();
    assert_eq!(audit.exposed, []);
    assert!(audit.withheld > 500);
}

#[test]
fn random_datasets_give_nothing_away() {
    for seed in 1..=4 {
        let home = tempfile::tempdir().unwrap();
        let data = home.path().join("data");
        let mut run = program();
        run.arg("sample")
            .arg(&data)
            .args(["--authorities", "8", "--years", "2", "--seed"]);
        Run::of(run.arg(seed.to_string()).output().unwrap()).well();
        let out = home.path().join("out");
        let mut publish = program();
        publish.arg("publish").arg(&data).arg("--out").arg(&out);
        Run::of(publish.arg("--quiet").output().unwrap()).well();
        let audit = audit(&written(&disk::Folder::at(&out)).unwrap(), &[]).unwrap();
        assert_eq!(audit.exposed, [], "seed {seed}");
        assert!(audit.withheld > 100, "seed {seed}");
    }
}

/// A statement is attacked together with what was published before: a figure that an earlier
/// publication showed cannot be withheld any more, and is named.
#[test]
fn a_statement_is_held_against_earlier_publications() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let sample = root.join("sample-data");
    let home = tempfile::tempdir().unwrap();
    let (earlier, out) = (home.path().join("earlier"), home.path().join("out"));
    let data = earlier.join("data");
    std::fs::create_dir_all(&data).unwrap();
    let paths = [out.to_str().unwrap(), earlier.to_str().unwrap()];
    let arguments = [
        "--authority",
        "S01",
        "--out",
        paths[0],
        "--previous",
        paths[1],
    ];
    let rows = run_on(&sample, None, "measures", &["--authority", "S01"]).well();
    let withheld = rows
        .stdout
        .lines()
        .find(|row| row.contains(",c,child-level,"));
    let withheld = withheld.unwrap();
    std::fs::write(data.join("measures.csv"), &rows.stdout).unwrap();
    run_on(&sample, None, "statement", &arguments).well();
    let manifest = std::fs::read_to_string(out.join("manifest.json")).unwrap();
    assert!(manifest.contains("\"earlier\": 1"), "{manifest}");
    std::fs::remove_dir_all(&out).unwrap();

    let mut cells: Vec<&str> = withheld.split(',').collect();
    (cells[4], cells[6], cells[7]) = ("2", "", "ok");
    let told = rows.stdout.replace(withheld, &cells.join(","));
    std::fs::write(data.join("measures.csv"), told).unwrap();
    // It comes out all the same, and what was told before is named.
    let run = run_on(&sample, None, "statement", &arguments).well();
    assert!(
        run.stderr
            .contains("can be had from what was published before"),
        "{}",
        run.stderr
    );
    let manifest = std::fs::read_to_string(out.join("manifest.json")).unwrap();
    assert!(manifest.contains("\"possible\": 1"), "{manifest}");
}
