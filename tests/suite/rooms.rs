//! The rooms of the library use only rooms above them, as `docs/architecture.md` lists them, and
//! what may see small numbers stays where it is.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The code of a file, without comments and without tests beside the code.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Every file of the library but tests, with the room it is in.
fn files() -> Vec<(String, PathBuf)> {
    let src = home().join("src");
    let mut open = vec![src.clone()];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if path.is_dir() && name != "tests" {
                open.push(path);
            } else if name.ends_with(".rs") && name != "tests.rs" && name != "testing.rs" {
                let within = path.strip_prefix(&src).unwrap();
                let room = within.iter().next().unwrap().to_str().unwrap();
                found.push((room.trim_end_matches(".rs").to_owned(), path.clone()));
            }
        }
    }
    found
}

/// The rooms from above, by the first table of the document.
fn rooms() -> Vec<String> {
    let text = fs::read_to_string(home().join("docs/architecture.md")).unwrap();
    let table = text
        .lines()
        .skip_while(|line| *line != "| room | owns |")
        .skip(2);
    let rows = table.take_while(|line| line.starts_with('|'));
    let name = |row: &str| row.split('`').nth(1).unwrap().to_owned();
    rows.map(name)
        .filter(|room| !room.starts_with("crates/"))
        .collect()
}

/// The rooms that a text names as `crate::room`, also several at once.
fn used(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        let names: Vec<&str> = match rest.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap().split(',').collect(),
            None => vec![rest],
        };
        for name in names {
            let name = name.trim_start();
            let end = name.find(|c: char| !c.is_ascii_lowercase() && c != '_');
            found.push(name[..end.unwrap_or(name.len())].to_owned());
        }
    }
    found
}

#[test]
fn a_room_uses_only_rooms_above_it() {
    let rooms = rooms();
    let place = |room: &str| rooms.iter().position(|other| other == room);
    let mut wrong: BTreeMap<String, String> = BTreeMap::new();
    let mut arrows = 0;
    for (room, path) in files() {
        if ["lib", "main"].contains(&&*room) {
            continue;
        }
        let here = place(&room).unwrap_or_else(|| panic!("{room} is not in docs/architecture.md"));
        for other in used(&code(&path)) {
            let Some(there) = place(&other) else { continue };
            arrows += 1;
            if there > here {
                let shown = path.strip_prefix(home()).unwrap().display().to_string();
                wrong.insert(shown, format!("{room} uses {other}, which stands below it"));
            }
        }
    }
    assert!(arrows > 500, "only {arrows} arrows were seen");
    assert_eq!(wrong, BTreeMap::new());
}

#[test]
fn every_room_that_is_listed_is_there() {
    let there: Vec<String> = files().into_iter().map(|(room, _)| room).collect();
    for room in rooms() {
        let package = home().join("crates").join(&room);
        assert!(
            package.is_dir() || there.contains(&room),
            "{room} is listed"
        );
    }
}

/// What would give a small number away, and the rooms that may name it.
const GUARDED: [(&str, &[&str]); 9] = [
    // Only the door opens figures.
    ("open_figures(", &["disclosure", "measure"]),
    // Counts that are not shown are kept for sums over the nation.
    ("known_counts(", &["disclosure", "measure"]),
    (".withheld ", &["disclosure", "measure"]),
    // What is counted by groups, before protection.
    (".breakdowns(", &["disclosure", "measure"]),
    // What only child-level data tell; public cells have none.
    (".design_effect", &["assessment", "disclosure", "measure"]),
    // Tables that were left out, to say that they were.
    ("tables_left_out(", &["assessment", "report"]),
    // Counts that others gave, as they stand in the files.
    ("dataset.police", &["disclosure", "measure", "source"]),
    (
        "dataset.interview_totals",
        &["disclosure", "measure", "source"],
    ),
    ("dataset.measures", &["disclosure", "measure", "source"]),
];

#[test]
fn what_is_not_protected_is_read_by_few_rooms() {
    let mut wrong = Vec::new();
    let mut allowed_uses = 0;
    for (room, path) in files() {
        let code = code(&path);
        for (mark, rooms) in GUARDED.iter().filter(|(mark, _)| code.contains(mark)) {
            if rooms.contains(&&*room) {
                allowed_uses += 1;
            } else {
                wrong.push(format!("{} reads {mark}", path.display()));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
    assert!(allowed_uses > 10, "only {allowed_uses} uses were seen");
}
