//! What the README says is so: its commands run, in their order, and what they write is there.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Output;

use crate::support::{files, program};

const HERE: &str = env!("CARGO_MANIFEST_DIR");

fn readme() -> String {
    std::fs::read_to_string(Path::new(HERE).join("README.md")).unwrap()
}

/// The lines of the blocks of shell commands.
fn commands(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut inside = false;
    for line in text.lines().map(str::trim) {
        match line {
            "```sh" => inside = true,
            "```" => inside = false,
            line if inside => found.push(line.to_owned()),
            _ => {}
        }
    }
    found
}

/// A few authorities of the sample under names that the README has.
fn dataset(at: &Path) {
    let sample = Path::new(HERE).join("sample-data");
    let is_taken = |name: &str| {
        if name == "statistical-neighbours.csv" {
            return false;
        }
        let number = |part: &str| part.strip_prefix('S')?.get(..2)?.parse::<u8>().ok();
        !name.split('/').filter_map(number).any(|number| number > 4)
    };
    for path in files(&sample) {
        let name = path.strip_prefix(&sample).unwrap().to_str().unwrap();
        if !is_taken(name) {
            continue;
        }
        let to = at.join(name);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let text = text.replace("S01,Bramblemoor", "S01,Kent");
        let text = text.replace("S02,Hazelcombe", "S02,Hull");
        let is_of_others = |line: &&str| (5..=12).any(|n| line.contains(&format!("S{n:02}")));
        let is_whole = name.contains('/') || name == "postcodes.csv";
        let lines = text.lines().filter(|line| is_whole || !is_of_others(line));
        std::fs::write(
            to,
            lines.map(|line| format!("{line}\n")).collect::<String>(),
        )
        .unwrap();
    }
}

fn run(command: &str, at: &Path) -> Output {
    let words = command
        .strip_prefix("care-scorecard ")
        .or_else(|| command.strip_prefix("cargo run -- "));
    let words = words.unwrap_or_else(|| panic!("{command} is no command of ours"));
    let mut process = program();
    process.args(words.split_whitespace()).current_dir(at);
    process.output().unwrap()
}

#[track_caller]
fn ends_well(command: &str, at: &Path) {
    let output = run(command, at);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command}\n{said}");
}

#[test]
fn the_commands_of_the_readme_run_and_write_what_it_lists() {
    let home = tempfile::tempdir().unwrap();
    let readme = readme();
    for folder in ["my-data", "sample-data"] {
        dataset(&home.path().join(folder));
    }
    let own: Vec<String> = commands(&readme)
        .into_iter()
        .filter(|command| {
            !command.starts_with("cargo test") && !command.starts_with("cargo install")
        })
        .collect();
    assert!(own.len() >= 5, "{own:?}");
    for command in &own {
        ends_well(command, home.path());
    }
    let out = home.path().join("scorecard-2024");
    let rows = readme
        .lines()
        .map(str::trim)
        .filter(|row| row.starts_with("| `"));
    let listed: BTreeSet<&str> = rows
        .flat_map(|row| {
            row.split('|')
                .nth(1)
                .unwrap_or_default()
                .split('`')
                .skip(1)
                .step_by(2)
        })
        .collect();
    assert!(listed.len() > 10, "{listed:?}");
    let written: Vec<String> = files(&out)
        .iter()
        .map(|path| {
            path.strip_prefix(&out)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/")
        })
        .collect();
    for name in listed {
        let is_it = |file: &String| match name.strip_prefix('.') {
            Some(ending) => file.ends_with(ending),
            None => match name.split_once('*') {
                Some((folder, ending)) => file.starts_with(folder) && file.ends_with(ending),
                None => {
                    file == name || file.starts_with(name) || file.ends_with(&format!("/{name}"))
                }
            },
        };
        assert!(written.iter().any(is_it), "{name} is not written");
    }
    // The others that are named in its sentences.
    for command in [
        "explain my-data --authority Hull",
        "robustness my-data",
        "compare my-data --with-year 2023",
        "measures my-data",
        "score my-data",
        "verify scorecard-2024",
        "statement my-data --authority Kent --blank --out asked",
        "schema",
        "schema board-report",
        "completions bash",
        "man",
        "init starter",
        "sample made-up --authorities 2 --years 1",
    ] {
        ends_well(&format!("care-scorecard {command}"), home.path());
    }
}

#[test]
fn every_command_that_reads_a_dataset_takes_the_options_that_all_do() {
    let all = String::from_utf8(program().arg("--help").output().unwrap().stdout).unwrap();
    let names = all
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split("  ").next());
    let mut reading = 0;
    for name in names.filter(|name| name.chars().all(char::is_alphabetic)) {
        let help = program().args([name, "--help"]).output().unwrap();
        let help = String::from_utf8(help.stdout).unwrap();
        if !help.contains("<DATASET>") {
            continue;
        }
        reading += 1;
        for option in ["--config", "--year", "--mode", "--quiet", "--color"] {
            assert!(help.contains(option), "{name} takes no {option}");
        }
    }
    assert!(reading >= 9, "{reading}");
    let said = "Every command that reads a dataset takes `--config FILE`";
    assert!(readme().replace('\n', " ").contains(said));
}
