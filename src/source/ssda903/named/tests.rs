use std::sync::Arc;

use super::*;
use crate::source::Memory;
use crate::source::files::{Files, Holds};

fn file(name: &str, archive: Option<&str>) -> NamedBytes {
    let files = Memory::of([("a", "")]);
    let Holds::File(bytes) = files.entries().unwrap().remove(0).holds else {
        panic!("a file")
    };
    NamedBytes {
        archive: archive.map(str::to_owned),
        ..NamedBytes::new(name, Arc::clone(&bytes))
    }
}

fn told(whose: Whose) -> (Option<String>, Option<i16>) {
    let name = |id| Register::built_in().authority(id).name.clone();
    (whose.authority.map(name), whose.year)
}

fn folders(path: &str) -> (Option<String>, Option<i16>) {
    let file = file(path, None);
    told(Place::of("/d", &file).by_folders(Register::built_in()))
}

fn names(path: &str, archive: Option<&str>) -> (Option<String>, Option<i16>) {
    let (register, file) = (Register::built_in(), file(path, archive));
    let place = Place::of("/d", &file);
    told(place.by_names(place.by_folders(register), register))
}

#[test]
fn folders_say_whose_a_file_is() {
    let kent = || Some("Kent".to_owned());
    for path in [
        "returns/E10000016/2024/a.csv",
        "886/2023-24/a.csv",
        "kent/2324/a.csv",
        "Kent County Council/202324/a.csv",
        "Kent/FY2024/a.csv",
        "Kent/FY24/a.csv",
        "Kent/FY 2023-24/a.csv",
        "2024/Kent/a.csv",
        "2024/returns/Kent/a.csv",
        "Kent/2024/submission 3/a.csv",
        "Kent/2024/final/a.csv",
        "E10000016 Kent/2024/a.csv",
        "Kent (E10000016)/2024/a.csv",
        "Kent 2023-24/a.csv",
        "Kent_2024/a.csv",
        "SSDA903 return 2024/Kent/a.csv",
    ] {
        assert_eq!(folders(path), (kent(), Some(2024)), "{path}");
    }
    assert_eq!(folders("kent/a.csv"), (kent(), None));
    assert_eq!(folders("validator-fakes/a.csv"), (None, None));
    assert_eq!(folders("nowhere/2024/a.csv"), (None, Some(2024)));
    let rutland = (Some("Rutland".to_owned()), Some(2024));
    assert_eq!(folders("E06000017 Rutland/2024/a.csv"), rutland);
    assert_eq!(folders("Kent and Medway/2024/a.csv"), (None, Some(2024)));
    assert_eq!(folders("a reading list/2024/a.csv"), (None, Some(2024)));
    assert_eq!(folders("Kent/2024-06-15/a.csv"), (kent(), None));
}

#[test]
fn the_folders_around_a_dataset_count_where_those_within_say_nothing() {
    let register = Register::built_in();
    let inner = file("a.csv", None);
    let whose = |lies_in| told(Place::of(lies_in, &inner).by_folders(register));
    let kent = Some("Kent".to_owned());
    assert_eq!(whose("/home/Kent/2024"), (kent.clone(), Some(2024)));
    assert_eq!(whose("/2024/home/Kent"), (kent, None));
    assert_eq!(whose(""), (None, None));
}

#[test]
fn names_of_archives_and_files_say_what_folders_leave_open() {
    let kent = (Some("Kent".to_owned()), Some(2024));
    for (path, archive) in [
        (
            "Kent SSDA903 2023-24.zip/episodes.csv",
            Some("Kent SSDA903 2023-24.zip"),
        ),
        (
            "x/kent_903_return_2024.zip/v2/episodes.csv",
            Some("x/kent_903_return_2024.zip"),
        ),
        ("Kent/SSDA903 2024.xlsx", None),
        ("2024/Kent episodes.csv.gz", None),
        ("E10000016_episodes_2324.csv", None),
        ("Kent.zip/2024/episodes.csv", Some("Kent.zip")),
        (
            "Kent return 2024 (2).zip/a.csv",
            Some("Kent return 2024 (2).zip"),
        ),
    ] {
        assert_eq!(names(path, archive), kent, "{path}");
    }
    for (path, expected) in [
        ("episodes 2024-06-15.csv", (None, None)),
        ("episodes 2023 or 2024 or 2022.csv", (None, None)),
        ("903 return 2024.xlsx", (None, Some(2024))),
        ("Kent and Surrey 2024.csv", (None, Some(2024))),
    ] {
        assert_eq!(names(path, None), expected, "{path}");
    }
}

#[test]
fn a_folder_that_is_not_understood_is_found() {
    let register = Register::built_in();
    let unknown = |path: &str, of_year| {
        let file = file(path, None);
        let place = Place::of("/d", &file);
        place.not_understood(register, of_year).map(str::to_owned)
    };
    assert_eq!(
        unknown("returns/Rutlnd/2024/a.csv", false).unwrap(),
        "Rutlnd"
    );
    assert_eq!(unknown("Rutland/20x4/a.csv", true).unwrap(), "20x4");
    assert_eq!(unknown("Rutland/data/a.csv", true), None);
}
