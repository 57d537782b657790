//! No child's identifier, UPN, date of birth or postcode is in anything the program prints or
//! writes, in either mode: every command is run on a sample with dirty records, so that there are
//! messages to be made, and everything it gives is searched.

#[allow(dead_code, reason = "reads more of a file than is needed here")]
use crate::reader;
use crate::support;

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use care_scorecard::disk::write_sample;
use care_scorecard::sample::SampleOptions;
use support::{Folder, Run, files};

/// What begins every CHILD of the dataset here, so that no number is taken for one.
const MARK: &str = "QX";

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What must not be found.
#[derive(Default)]
struct Secrets {
    children: BTreeSet<String>,
    upns: BTreeSet<String>,
    /// As dd/mm/yyyy, yyyy-mm-dd, and in words.
    births: BTreeSet<String>,
    postcodes: BTreeSet<String>,
}

impl Secrets {
    /// Takes a cell of a return in, by its column.
    fn add(&mut self, column: &str, cell: &str) {
        match column {
            _ if cell.is_empty() => {}
            "CHILD" => drop(self.children.insert(cell.to_owned())),
            "UPN" => drop(self.upns.insert(cell.to_owned())),
            "HOME_POST" | "PL_POST" => drop(self.postcodes.insert(cell.to_owned())),
            "DOB" | "MC_DOB" => self.add_birth(cell),
            _ => {}
        }
    }

    /// The first and last day of a year are in every page, and are not looked for.
    fn add_birth(&mut self, cell: &str) {
        let parts: Vec<&str> = cell.split('/').collect();
        let [day, month, year] = parts.as_slice() else {
            self.births.insert(cell.to_owned());
            return;
        };
        if matches!((*day, *month), ("31", "03") | ("01", "04")) {
            return;
        }
        self.births.insert(cell.to_owned());
        self.births.insert(format!("{year}-{month}-{day}"));
        let (Ok(day), Ok(month)) = (day.parse::<usize>(), month.parse::<usize>()) else {
            return;
        };
        if let Some(name) = month.checked_sub(1).and_then(|at| MONTHS.get(at)) {
            self.births.insert(format!("{day} {name} {year}"));
        }
    }

    /// The first secret in a text, and what it is.
    fn found_in(&self, text: &str) -> Option<(&'static str, String)> {
        let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let bytes = text.as_bytes();
        let starts = bytes.iter().enumerate();
        let mut starts =
            starts.filter(|(_, byte)| byte.is_ascii_digit() || byte.is_ascii_uppercase());
        starts.find_map(|(at, byte)| {
            let rest = text.get(at..)?;
            let before = at.checked_sub(1).map_or(b' ', |before| bytes[before]);
            if byte.is_ascii_digit() && !before.is_ascii_digit() {
                let birth = prefix_of(&self.births, rest, 8..=17);
                return birth.map(|birth| ("a date of birth", birth));
            }
            let child = || {
                rest.starts_with(MARK)
                    .then(|| prefix_of(&self.children, rest, 3..=20))
            };
            let upn = || prefix_of(&self.upns, rest, 13..=13);
            let postcode = || {
                prefix_of(&self.postcodes, rest, 6..=8).or_else(|| {
                    self.squeezed(rest)
                        .filter(|_| !before.is_ascii_alphanumeric())
                })
            };
            let named = |what, found: String| Some((what, found));
            match *byte {
                b'V' => postcode().and_then(|found| named("a postcode", found)),
                _ => None,
            }
            .or_else(|| child().flatten().and_then(|found| named("a child", found)))
            .or_else(|| upn().and_then(|found| named("a UPN", found)))
        })
    }

    /// A postcode without its space, as a word.
    fn squeezed(&self, rest: &str) -> Option<String> {
        let word: String = rest
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        let at = word.len().checked_sub(3).filter(|at| (2..5).contains(at))?;
        let (out, within) = word.split_at(at);
        let spaced = format!("{out} {within}");
        self.postcodes.contains(&spaced).then_some(word)
    }

    #[track_caller]
    fn are_not_in(&self, place: &str, text: &str) {
        if let Some((what, found)) = self.found_in(text) {
            let at = text.find(&found).unwrap_or(0);
            let near: String = text.chars().skip(at.saturating_sub(80)).take(200).collect();
            panic!("{place} holds {what}, {found}: … {near}");
        }
    }
}

/// The word of a set that a text begins with.
fn prefix_of(
    words: &BTreeSet<String>,
    text: &str,
    lengths: std::ops::RangeInclusive<usize>,
) -> Option<String> {
    let mut starts = lengths.filter_map(|length| text.get(..length));
    starts
        .find(|start| words.contains(*start))
        .map(str::to_owned)
}

/// A sample with faults, every CHILD marked, and what it must keep to itself.
fn dirty_sample() -> (Folder, Secrets) {
    let folder = Folder::new();
    let options = SampleOptions {
        authorities: 5,
        years: 2,
        faults: true,
        ..SampleOptions::default()
    };
    let made = folder.beside("made");
    write_sample(&made, &options).unwrap();
    fs::remove_file(made.join("answers.csv")).unwrap();
    let mut secrets = Secrets::default();
    for path in files(&made) {
        let text = fs::read_to_string(&path).unwrap();
        let name = path.strip_prefix(&made).unwrap();
        let text = match name.starts_with("returns") {
            true => marked(&text, &mut secrets),
            false => text,
        };
        let target = folder.data().join(name);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(target, text).unwrap();
    }
    (folder, secrets)
}

fn marked(text: &str, secrets: &mut Secrets) -> String {
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let mut all = header.join(",") + "\n";
    for line in lines {
        let cells = line.split(',').zip(&header).map(|(cell, column)| {
            let cell = match *column {
                "CHILD" => format!("{MARK}{cell}"),
                _ => cell.to_owned(),
            };
            secrets.add(column, &cell);
            cell
        });
        all += &cells.collect::<Vec<_>>().join(",");
        all.push('\n');
    }
    all
}

/// All that can be read in a file: what documents say, what archives hold.
fn readable(path: &Path) -> String {
    let bytes = fs::read(path).unwrap();
    let ending = path.extension().and_then(|e| e.to_str()).unwrap_or("");
    match ending {
        "pdf" => said_in_pdf(&bytes),
        "ods" | "xlsx" => {
            let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
            let mut all = String::new();
            for at in 0..archive.len() {
                let mut member = Vec::new();
                archive
                    .by_index(at)
                    .unwrap()
                    .read_to_end(&mut member)
                    .unwrap();
                all += &String::from_utf8_lossy(&member).replace(['<', '>'], " ");
            }
            all
        }
        _ => String::from_utf8_lossy(&bytes).into_owned(),
    }
}

/// What is painted, the alternatives, the strings (titles, outlines) and the metadata.
fn said_in_pdf(bytes: &[u8]) -> String {
    let mut all = reader::Reader::new(bytes).reading();
    let file = lopdf::Document::load_mem(bytes).unwrap();
    for object in file.objects.values() {
        match object {
            lopdf::Object::Dictionary(entries) => {
                for (_, value) in entries.iter() {
                    all += &format!(" {}", lopdf::decode_text_string(value).unwrap_or_default());
                }
            }
            lopdf::Object::Stream(stream) if stream.dict.has_type(b"Metadata") => {
                all += &String::from_utf8_lossy(&stream.content);
            }
            _ => {}
        }
    }
    all
}

#[track_caller]
fn said_nothing(secrets: &Secrets, name: &str, run: &Run) {
    secrets.are_not_in(&format!("stdout of {name}"), &run.stdout);
    secrets.are_not_in(&format!("stderr of {name}"), &run.stderr);
}

#[test]
fn the_search_finds_what_it_looks_for() {
    let (folder, secrets) = dirty_sample();
    assert!(secrets.children.len() > 500 && secrets.births.len() > 500);
    assert!(secrets.upns.len() > 300 && secrets.postcodes.len() > 200);
    let first = |set: &BTreeSet<String>| set.iter().next().unwrap().clone();
    let postcode = first(&secrets.postcodes);
    for hidden in secrets.births.iter().chain([
        &first(&secrets.children),
        &first(&secrets.upns),
        &postcode,
        &postcode.replace(' ', ""),
    ]) {
        let text = format!("<p>Line 3:{hidden}, and more</p>");
        assert!(secrets.found_in(&text).is_some(), "{hidden}");
    }
    assert_eq!(
        secrets.found_in("31 March 2024, 479328 and 2024-03-31"),
        None
    );
    for name in ["header", "episodes", "missing", "return-interviews"] {
        let returns = folder.data().join(format!("returns/S01/2024/{name}.csv"));
        assert!(secrets.found_in(&readable(&returns)).is_some(), "{name}");
    }
}

#[test]
fn no_command_prints_what_identifies_a_child() {
    let (folder, secrets) = dirty_sample();
    let equal = folder.beside("other.toml");
    let weights = fs::read_to_string("scorecard-weights.toml").unwrap();
    fs::write(&equal, weights.replace("arithmetic", "geometric")).unwrap();
    let equal = equal.to_str().unwrap();
    let commands: [&[&str]; 11] = [
        &["check"],
        &["check", "--format", "json"],
        &["measures"],
        &["measures", "--all-years"],
        &["score"],
        &["score", "--format", "json"],
        &["explain", "--authority", "S01"],
        &[
            "explain",
            "--authority",
            "S02",
            "--indicator",
            "missing-incident-rate",
        ],
        &["robustness", "--format", "json"],
        &["compare", "--with", equal],
        &["compare", "--year", "2024", "--with-year", "2023"],
    ];
    for mode in ["public", "internal"] {
        for command in commands {
            let arguments = [&command[1..], &["--mode", mode]].concat();
            let run = folder.run(command[0], &arguments).well();
            said_nothing(&secrets, &format!("{command:?} in {mode} mode"), &run);
            let told = run.stdout.len() + run.stderr.len();
            assert!(told > 500, "{command:?} says next to nothing");
        }
    }
    let check = folder.run("check", &[]).well();
    let said = check.stdout + &check.stderr;
    for rule in ["141", "142", "DOB", "MIS_START"] {
        assert!(said.contains(rule), "no message about {rule}");
    }
}

#[test]
fn no_publication_holds_what_identifies_a_child() {
    let (folder, secrets) = dirty_sample();
    for mode in ["public", "internal"] {
        let out = folder.beside(mode);
        let arguments = ["--mode", mode, "--out", out.to_str().unwrap()];
        let run = folder.run("publish", &arguments).well();
        said_nothing(&secrets, "publish", &run);
        let mut endings = BTreeSet::new();
        for path in files(&out) {
            let name = path.strip_prefix(&out).unwrap().display().to_string();
            endings.insert(name.rsplit('.').next().unwrap().to_owned());
            secrets.are_not_in("the name", &name);
            secrets.are_not_in(&format!("{mode} {name}"), &readable(&path));
        }
        for ending in ["html", "pdf", "csv", "json", "ods", "xlsx"] {
            assert!(endings.contains(ending), "no {ending} in {mode} mode");
        }
    }
}

#[test]
fn no_board_report_holds_what_identifies_a_child() {
    let (folder, secrets) = dirty_sample();
    let reports: [&[&str]; 8] = [
        &["statement", "--mode", "public"],
        &["statement", "--mode", "internal"],
        &["statement", "--blank"],
        &["statement", "--blank", "--placing", "--mode", "internal"],
        &["report", "--mode", "public"],
        &["report", "--mode", "internal"],
        &["jsna", "--mode", "public"],
        &["jsna", "--mode", "internal"],
    ];
    for report in reports {
        for authority in ["S01", "S02"] {
            let out = folder.beside(&format!("{}-{authority}", report.concat()));
            let to = ["--authority", authority, "--out", out.to_str().unwrap()];
            let run = folder.run(report[0], &[&report[1..], &to].concat()).well();
            said_nothing(&secrets, &report.concat(), &run);
            let written = files(&out);
            assert!(written.len() > 1, "{written:?}");
            for path in written {
                let name = path.display().to_string();
                secrets.are_not_in(&name, &readable(&path));
            }
        }
    }
}

#[test]
fn words_that_hold_a_childs_identifier_are_refused_without_it() {
    let (folder, secrets) = dirty_sample();
    let child = secrets.children.iter().next().unwrap();
    let postcode = secrets.postcodes.iter().next().unwrap();
    let birth = secrets.births.iter().find(|b| b.contains('/')).unwrap();
    let words =
        format!("We know {child},\n\nwho lives at {postcode}\n\nand was born on {birth}.\n");
    let folder = folder.file("commentary/S01.md", words);
    for format in ["text", "json"] {
        let run = folder.run("check", &["--format", format]);
        assert_eq!(run.status, 1, "{}", run.stderr);
        said_nothing(&secrets, "check", &run);
    }
}
