//! What was published before, of any kind, beside what is published now.

use std::path::{Path, PathBuf};

use crate::support::{Run, program, run_on};

/// A made-up nation in a folder.
fn nation(home: &Path) -> PathBuf {
    let data = home.join("data");
    let mut run = program();
    run.arg("sample").arg(&data);
    run.args(["--authorities", "8", "--years", "1", "--seed", "5"]);
    Run::of(run.output().unwrap()).well();
    data
}

/// Runs a command into a folder beside, without documents.
fn made(home: &Path, data: &Path, command: &str, name: &str, more: &[&str]) -> Run {
    let weights = home.join("weights.toml");
    std::fs::write(&weights, "[publication]\ndocuments = false\n").unwrap();
    let out = home.join(name);
    let out = ["--out", out.to_str().unwrap()];
    run_on(data, Some(&weights), command, &[&out, more].concat())
}

/// A publication, `first`, and a statement, `statement`, on S01.
fn two_outputs(home: &Path, data: &Path) {
    made(home, data, "publish", "first", &[]).well();
    let on = ["--authority", "S01"];
    made(home, data, "statement", "statement", &on).well();
}

fn measures(home: &Path, name: &str) -> Vec<String> {
    let path = home.join(name).join("data/measures.csv");
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(str::to_owned).collect()
}

#[test]
fn outputs_of_any_kind_and_number_are_taken_and_named() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let data = nation(home);
    two_outputs(home, &data);
    let named = |name: &str| home.join(name).display().to_string();
    let (first, statement) = (named("first"), named("statement"));
    let before = ["--previous", &first, "--previous", &statement];
    made(
        home,
        &data,
        "jsna",
        "jsna",
        &[&["--authority", "S02"], &before[..]].concat(),
    )
    .well();
    let jsna = named("jsna");
    let run = made(
        home,
        &data,
        "publish",
        "second",
        &[&before[..], &["--previous", &jsna]].concat(),
    );
    let run = run.well();
    assert!(!run.stderr.contains("left-out"), "{}", run.stderr);
    // The same data: not a figure more is withheld.
    assert_eq!(measures(home, "first"), measures(home, "second"));
    let manifest = std::fs::read_to_string(home.join("second/manifest.json")).unwrap();
    for said in [
        "\"earlier\": 3",
        "\"report\": \"statement-S01\"",
        "\"report\": \"jsna-S02\"",
    ] {
        assert!(manifest.contains(said), "{said}: {manifest}");
    }
}

#[test]
fn an_output_that_was_changed_is_named() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let data = nation(home);
    two_outputs(home, &data);
    let first = home.join("first");
    let changed = first.join("data/measures.csv");
    let text = std::fs::read_to_string(&changed).unwrap();
    std::fs::write(&changed, text + "\n").unwrap();
    std::fs::remove_file(home.join("statement/data/groups.csv")).unwrap();
    for (name, said) in [
        ("first", "measures.csv was changed"),
        ("statement", "groups.csv is not there"),
    ] {
        let path = home.join(name).display().to_string();
        let run = made(home, &data, "publish", "second", &["--previous", &path]);
        run.refused(&[said, "not what its manifest says"]);
        assert!(!home.join("second").exists());
    }
}

/// One incident more in one return: the figures of the others stay as they are.
#[test]
fn a_corrected_return_takes_nobody_else_along() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let data = nation(home);
    made(home, &data, "publish", "corrected", &[]).well();
    let table = data.join("returns/S03/2024/missing.csv");
    let text = std::fs::read_to_string(&table).unwrap();
    let less = text.trim_end().rsplit_once('\n').unwrap().0.to_owned() + "\n";
    std::fs::write(&table, less).unwrap();
    made(home, &data, "publish", "first", &[]).well();
    std::fs::write(&table, text).unwrap();
    let first = home.join("first").display().to_string();
    made(home, &data, "publish", "second", &["--previous", &first]).well();
    let others = |name: &str| {
        let mut rows = measures(home, name);
        rows.retain(|row| !row.starts_with("S03"));
        rows.into_iter()
            .map(|row| row.split(',').take(8).collect::<Vec<_>>().join(","))
            .collect::<Vec<_>>()
    };
    let of_others = |rows: Vec<String>| {
        rows.into_iter()
            .filter(|row| row.starts_with('S'))
            .collect::<Vec<_>>()
    };
    assert_eq!(of_others(others("second")), of_others(others("corrected")));
}
