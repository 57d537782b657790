//! The generator of made-up datasets, and `sample-data/`, which is a run of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use care_scorecard::config::Configuration;
use care_scorecard::diagnostic::Severity;
use care_scorecard::disk::{self, write_sample};
use care_scorecard::measure::{Extent, Unprotected};
use care_scorecard::sample::{Form, SampleError, SampleOptions};
use care_scorecard::source::Dataset;

fn published() -> SampleOptions {
    SampleOptions {
        form: Form::Published,
        ..SampleOptions::default()
    }
}

/// Every file of a folder by its relative name.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("a file within").to_owned();
                found.insert(name, fs::read(path).expect("a file"));
            }
        }
    }
    found
}

fn sample_data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data")
}

/// Set `UPDATE_SAMPLE_DATA` to write it anew.
#[test]
fn sample_data_is_a_run_of_the_generator() {
    if std::env::var_os("UPDATE_SAMPLE_DATA").is_some() {
        let _ = fs::remove_dir_all(sample_data());
        write_sample(&sample_data(), &SampleOptions::default()).unwrap();
    }
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("again");
    let summary = write_sample(&folder, &SampleOptions::default()).unwrap();
    let (made, kept) = (contents(&folder), contents(&sample_data()));
    assert_eq!(
        made.keys().collect::<Vec<_>>(),
        kept.keys().collect::<Vec<_>>()
    );
    for (name, bytes) in &made {
        assert!(kept[name] == *bytes, "{} differs", name.display());
    }
    assert_eq!(summary.files, made.len());
    assert!(summary.bytes < 3_000_000);
}

fn reads_without_a_problem(folder: &Path) -> Dataset {
    let mut dataset = Dataset::read(&disk::Folder::at(folder));
    let mut problems = std::mem::take(&mut dataset.diagnostics);
    Unprotected::compute(
        &dataset,
        Configuration::built_in(),
        Extent::Measures,
        &mut problems,
    );
    let problems: Vec<String> = problems
        .iter()
        .filter(|d| d.severity != Severity::Notice)
        .map(|d| format!("{d:?}"))
        .collect();
    assert!(problems.is_empty(), "{problems:#?}");
    assert_eq!(dataset.years(), [2022, 2023, 2024]);
    assert_eq!(dataset.register.authorities_of(2024).count(), 12);
    assert_eq!(dataset.neighbours.len(), 12);
    for year in dataset.years() {
        assert_eq!(dataset.seen[&year].len(), 12);
    }
    dataset
}

#[test]
fn sample_data_reads_without_a_problem() {
    reads_without_a_problem(&sample_data());
}

#[test]
fn a_sample_in_published_form_reads_without_a_problem() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("published");
    write_sample(&folder, &published()).unwrap();
    assert_eq!(reads_without_a_problem(&folder).providers.len(), 3);
}

#[test]
fn a_folder_in_use_is_refused_and_left_as_it_was() {
    let parent = tempfile::tempdir().unwrap();
    fs::write(parent.path().join("kept.txt"), "mine").unwrap();
    let refused = write_sample(parent.path(), &published());
    assert!(matches!(refused, Err(SampleError::InUse(_))));
    assert_eq!(contents(parent.path()).len(), 1);
    let impossible = SampleOptions {
        authorities: 0,
        ..published()
    };
    let folder = parent.path().join("new");
    assert!(write_sample(&folder, &impossible).is_err());
    assert!(!folder.exists());
    assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 1);
}

#[test]
fn an_empty_folder_is_filled() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("empty");
    fs::create_dir(&folder).unwrap();
    write_sample(&folder, &published()).unwrap();
    assert!(folder.join("authorities.csv").exists());
}
