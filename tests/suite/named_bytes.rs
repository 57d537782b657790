//! Bytes in, bytes out: no room but the command line and `disk` touches a disk, and what is in memory
//! gives the same as what is in a folder.

use std::collections::BTreeMap;
use std::path::Path;

use care_scorecard::assessment::Evidence;
use care_scorecard::config::{Configuration, Mode};
use care_scorecard::disk;
use care_scorecard::publish::{File, Previous, PublishError, publish, verify};
use care_scorecard::render::table_csv;
use care_scorecard::report::MeasuresFilter;
use care_scorecard::source::{Dataset, Files, Holds, Memory};

/// What may be done with a disk in Rust's own library, and how this program makes folders.
const OF_THE_DISK: [&str; 6] = [
    "std::fs",
    "std::path",
    "File::open",
    "File::create",
    "tempfile::",
    "crate::disk",
];

/// Rooms that may.
const MAY: [&str; 4] = ["src/cli", "src/disk", "src/front", "src/main.rs"];

/// Lines of a room's source that touch a disk.
fn touches(text: &str) -> Vec<&str> {
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    let of_the_disk = |line: &&str| OF_THE_DISK.iter().any(|way| line.contains(way));
    text.lines().filter(is_code).filter(of_the_disk).collect()
}

#[test]
fn no_other_room_touches_the_disk() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut looked_at = 0;
    let found = [root.join("src"), root.join("crates")];
    let found = found
        .iter()
        .flat_map(|folder| crate::support::files(folder));
    for path in found.filter(|path| path.extension().is_some_and(|ending| ending == "rs")) {
        let name = path.strip_prefix(root).unwrap();
        let may = MAY.iter().any(|may| name.starts_with(may));
        // Tests of a whole package read what they check.
        let tests_a_package = name.starts_with("crates")
            && name.iter().any(|part| part == "tests" || part == "benches");
        if may || tests_a_package {
            continue;
        }
        looked_at += 1;
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(touches(&text), [""; 0], "{}", name.display());
    }
    assert!(looked_at > 200, "only {looked_at} files were looked at");
}

#[test]
fn what_touches_a_disk_is_seen() {
    for line in [
        "use std::fs;",
        "    let a = File::open(b)?;",
        "use std::path::Path;",
    ] {
        assert_eq!(touches(line), [line]);
    }
    assert_eq!(touches("// std::fs\nlet a = File::new(b);"), [""; 0]);
}

fn all_of(files: &dyn Files, within: &str, all: &mut BTreeMap<String, Vec<u8>>) {
    for entry in files.entries().unwrap() {
        let name = format!("{within}{}", entry.name);
        match entry.holds {
            Holds::File(bytes) => {
                all.insert(name, bytes.open().unwrap().whole().unwrap());
            }
            Holds::Folder(inner) => all_of(inner.as_ref(), &format!("{name}/"), all),
            Holds::Neither | Holds::WayBack | Holds::Nothing => panic!("{name}"),
        }
    }
}

fn sample() -> disk::Folder {
    disk::Folder::at(Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data"))
}

fn in_memory(files: &dyn Files) -> Memory {
    let mut all = BTreeMap::new();
    all_of(files, "", &mut all);
    Memory::of(all)
}

fn configuration(mode: Mode) -> Configuration {
    let mut configuration = Configuration::built_in().clone();
    configuration.disclosure.mode = mode;
    configuration
}

pub(crate) fn publication(files: &dyn Files, mode: Mode) -> Vec<File> {
    let evidence = Evidence::gather(files, configuration(mode)).unwrap();
    let mut assessment = evidence.assess(2024);
    let mut made = Vec::new();
    let mut take = |file| {
        made.push(file);
        Ok(())
    };
    let summary = publish(&mut assessment, None, &Previous::default(), &mut take).unwrap();
    assert_eq!(summary.files, made.len());
    made
}

/// The measures of every year as a table.
pub(crate) fn measures_of(files: &dyn Files) -> String {
    let evidence = Evidence::gather(files, configuration(Mode::Public)).unwrap();
    let years = evidence.measures.years().into_iter();
    let assessments: Vec<_> = years.map(|year| evidence.assess(year)).collect();
    table_csv::measures(&assessments, &MeasuresFilter::default())
}

#[test]
fn measures_from_memory_are_those_from_a_folder() {
    let from_folder = measures_of(&sample());
    assert!(from_folder.lines().count() > 100);
    assert!(from_folder == measures_of(&in_memory(&sample())));
}

#[test]
fn a_publication_from_memory_is_the_one_in_a_folder() {
    for mode in [Mode::Public, Mode::Internal] {
        let made = publication(&in_memory(&sample()), mode);
        assert_eq!(made.last().unwrap().name, "manifest.json");
        let home = tempfile::tempdir().unwrap();
        let out = home.path().join("out");
        let evidence = Evidence::gather(&sample(), configuration(mode)).unwrap();
        let mut assessment = evidence.assess(2024);
        disk::publish(&mut assessment, &out, None, &Previous::default()).unwrap();
        let mut written = BTreeMap::new();
        all_of(&disk::Folder::at(&out), "", &mut written);
        let made = made.into_iter().map(|file| (file.name, file.bytes));
        let made: BTreeMap<String, Vec<u8>> = made.collect();
        assert!(made.keys().eq(written.keys()));
        for (name, bytes) in &made {
            assert!(*bytes == written[name], "{name}");
        }
        let verified = verify(&Memory::of(made)).unwrap();
        assert!(verified.problems.is_empty(), "{:?}", verified.problems);
    }
}

#[test]
fn an_earlier_publication_is_read_from_memory() {
    let made = publication(&sample(), Mode::Public);
    let files = Memory::of(made.into_iter().map(|file| (file.name, file.bytes)));
    Previous::read([&files as &dyn Files]).unwrap();
    let nothing = Memory::default();
    let refused = Previous::read([&nothing as &dyn Files]);
    assert!(matches!(refused, Err(PublishError::NoPublication(_))));
}

#[test]
fn who_a_return_is_about_may_be_said_by_where_files_lie() {
    let header = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n";
    let files = |name: &str| Memory::of([(name, header)]);
    let kent = |dataset: Dataset| {
        let file = &dataset.returns.files[0];
        let authority = file
            .authority
            .map(|id| dataset.register.authority(id).name.clone());
        (authority, file.year)
    };
    let expected = (Some("Kent".to_owned()), Some(2024));
    for (folders, name) in [
        ("", "Kent/2024/episodes.csv"),
        ("x/Kent", "2024/episodes.csv"),
        ("x/Kent/2024", "episodes.csv"),
    ] {
        let found = kent(Dataset::read(&files(name).lying_in(folders)));
        assert_eq!(found, expected, "{folders} {name}");
    }
}

/// A publication whose files stop being taken half-way leaves the folder as it was.
#[test]
fn what_fails_half_way_leaves_nothing() {
    let mut configuration = configuration(Mode::Public);
    configuration.publication.publisher = "市役所".to_owned();
    let evidence = Evidence::gather(&sample(), configuration).unwrap();
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("new/folder/out");
    let mut assessment = evidence.assess(2024);
    let failed = disk::publish(&mut assessment, &out, None, &Previous::default());
    assert!(matches!(failed, Err(PublishError::Unprintable(_))));
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0);

    let mut taken = 0;
    let mut take = |_| {
        taken += 1;
        Err(PublishError::NoPublication("full".to_owned()))
    };
    let failed = publish(&mut assessment, None, &Previous::default(), &mut take);
    assert!(matches!(failed, Err(PublishError::NoPublication(_))));
    assert_eq!(taken, 1);
}
