//! What decides is typed, not worded: no logic of the reports searches a text for words.

use std::path::{Path, PathBuf};

use crate::support::files;

/// How a text is searched for words that the program wrote itself.
const SEARCHES: [&str; 6] = [
    ".contains(\"",
    ".starts_with(\"",
    ".ends_with(\"",
    ".display ==",
    ".display !=",
    ".display.starts_with(",
];

/// The rooms that make reports and write them. Drawing knows nothing of reports.
const ROOMS: [&str; 2] = ["src/report", "src/render"];

#[test]
fn no_report_is_searched_for_words() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let all: Vec<PathBuf> = ROOMS
        .iter()
        .flat_map(|room| files(&home.join(room)))
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .collect();
    assert!(all.len() > 60, "only {} files", all.len());
    let mut worded = Vec::new();
    for path in all {
        let text = std::fs::read_to_string(&path).unwrap();
        for (number, line) in (1..).zip(text.lines()) {
            let said = line.trim_start();
            if !said.starts_with("//") && SEARCHES.iter().any(|search| said.contains(search)) {
                worded.push(format!("{}:{number}: {said}", path.display()));
            }
        }
    }
    assert!(worded.is_empty(), "{}", worded.join("\n"));
}
