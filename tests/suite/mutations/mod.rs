//! Every kind of input with damage at random, given to the program as people give it: whatever it holds, the
//! program ends by itself with a status of its own, says nothing of a child, leaves no half output, and gives
//! no other figures of those whose files are whole.
//!
//! `CARE_SCORECARD_MUTATIONS=10000 cargo test --test suite -- mutations` tries so many; a failure names its
//! number, and `CARE_SCORECARD_MUTATION=NUMBER` tries that one alone.

mod change;
mod inputs;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::plain;
use super::support::program;
use change::{Change, Dice, change};
use inputs::{Input, Inputs};

/// How many are tried, unless the environment says otherwise.
const USUAL: usize = 60;

/// No input here is worth a minute.
const LONGEST: Duration = Duration::from_secs(60);

fn asked(variable: &str) -> Option<usize> {
    std::env::var(variable).ok()?.parse().ok()
}

#[test]
fn whatever_becomes_of_an_input_no_run_ends_badly() {
    let inputs = Inputs::make();
    let baseline = figures(&run(
        &inputs.data(),
        &["measures", "--mode", "internal"],
        None,
    ));
    assert!(baseline.len() > 20, "{}", baseline.len());
    let numbers = match asked("CARE_SCORECARD_MUTATION") {
        Some(one) => one..one + 1,
        None => 0..asked("CARE_SCORECARD_MUTATIONS").unwrap_or(USUAL),
    };
    let next = AtomicUsize::new(numbers.start);
    let failed = std::thread::scope(|scope| {
        let worker = || {
            let copy = inputs.copied();
            let mut failed = Vec::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= numbers.end {
                    return failed;
                }
                let wrong = try_one(&copy, number, &baseline);
                failed.extend(wrong.map(|wrong| format!("{number}: {wrong}")));
            }
        };
        let workers: Vec<_> = (0..2).map(|_| scope.spawn(worker)).collect();
        let failed = workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap());
        failed.collect::<Vec<String>>()
    });
    assert!(
        failed.is_empty(),
        "{} failed\n{}",
        failed.len(),
        failed.join("\n\n")
    );
}

/// One input damaged once or several times, and what was wrong with the run on it.
fn try_one(inputs: &Inputs, number: usize, baseline: &Figures) -> Option<String> {
    let mut dice = Dice::of(number);
    let input = inputs.pick(&mut dice);
    let whole = std::fs::read(&input.path).unwrap_or_default();
    let (bytes, changes) = change(&whole, &mut dice);
    std::fs::create_dir_all(input.path.parent().unwrap()).unwrap();
    std::fs::write(&input.path, &bytes).unwrap();
    let wrong = look(inputs, &input, &changes, &mut dice, baseline);
    if inputs.has(&input) {
        std::fs::write(&input.path, &whole).unwrap();
    } else {
        std::fs::remove_file(&input.path).unwrap();
    }
    wrong.map(|wrong| format!("{} {changes:?}: {wrong}", input.name))
}

/// What is asked of the program; publications now and then, since they take long.
const COMMANDS: [&[&str]; 8] = [
    &["measures", "--mode", "internal"],
    &["check"],
    &["measures", "--mode", "internal", "--all-years"],
    &["score", "--format", "json"],
    &["measures", "--mode", "internal"],
    &["check", "--format", "json"],
    &["score"],
    &["publish", "--only"],
];

fn look(
    inputs: &Inputs,
    input: &Input,
    changes: &[Change],
    dice: &mut Dice,
    baseline: &Figures,
) -> Option<String> {
    let command = COMMANDS[dice.below(COMMANDS.len())];
    let out = inputs.home().join("out");
    let writes = command[0] == "publish";
    let output = run(&inputs.data(), command, writes.then_some(&out));
    let (said, printed) = (
        String::from_utf8_lossy(&output.stderr).into_owned(),
        String::from_utf8_lossy(&output.stdout).into_owned(),
    );
    let status = output.status.code();
    let written = out.exists();
    if written {
        let verified = run(&out, &["verify"], None);
        std::fs::remove_dir_all(&out).unwrap();
        if !verified.status.success() {
            return Some("what is written is not whole".to_owned());
        }
    }
    let wrong = match status {
        None => Some(format!(
            "it was ended after {LONGEST:?}, or by {}",
            output.status
        )),
        Some(0 | 1) => None,
        Some(other) => Some(format!("status {other}")),
    };
    let panicked = said.contains("panicked").then(|| "it panicked".to_owned());
    let output_after_error = status == Some(1) && command[0] != "check" && !printed.is_empty();
    let after_error = (output_after_error || (status != Some(0) && written))
        .then(|| "output after an error".to_owned());
    let told = inputs
        .secret_in(&said)
        .or_else(|| inputs.secret_in(&printed));
    let told = told.map(|secret| format!("{secret} is told"));
    let unseen = [&said, &printed]
        .into_iter()
        .any(|text| text.contains(['\u{1b}', '\u{202e}', '\u{7}']));
    let unseen = unseen.then(|| "a character that is not seen is printed".to_owned());
    let contradicted = || {
        let is_table = status == Some(0) && command == COMMANDS[0];
        let figures = is_table.then(|| figures(&output))?;
        contradiction(inputs, input, changes, &figures, baseline)
    };
    let wrong = wrong
        .or(panicked)
        .or(after_error)
        .or(told)
        .or(unseen)
        .or_else(contradicted);
    let lines: Vec<&str> = said.lines().take(12).collect();
    wrong.map(|wrong| format!("{wrong} ({command:?})\n{}", lines.join("\n")))
}

/// Runs the program for a minute at most.
fn run(data: &Path, command: &[&str], out: Option<&PathBuf>) -> Output {
    let mut process = program();
    process.arg(command[0]).arg(data).args(&command[1..]);
    if let Some(out) = out {
        process.arg("--out").arg(out);
    }
    process.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = process.spawn().unwrap();
    let (mut stdout, mut stderr) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let read = |pipe: &mut dyn std::io::Read| {
        let mut all = Vec::new();
        pipe.read_to_end(&mut all).unwrap();
        all
    };
    std::thread::scope(|scope| {
        let told = scope.spawn(move || read(&mut stderr));
        let printed = scope.spawn(move || read(&mut stdout));
        let began = Instant::now();
        let status = loop {
            match child.try_wait().unwrap() {
                Some(status) => break status,
                None if began.elapsed() > LONGEST => {
                    child.kill().unwrap();
                    break child.wait().unwrap();
                }
                None => std::thread::sleep(Duration::from_millis(2)),
            }
        };
        Output {
            status,
            stdout: printed.join().unwrap(),
            stderr: told.join().unwrap(),
        }
    })
}

/// Counts and value by authority and indicator, of the year that is taken, where there is a value.
type Figures = BTreeMap<(String, String), [String; 3]>;

fn figures(output: &Output) -> Figures {
    let mut reader = csv::Reader::from_reader(output.stdout.as_slice());
    let rows = reader.deserialize::<BTreeMap<String, String>>();
    rows.flatten()
        .filter(|row| row["status"] == "ok")
        // Whom others place there hangs on their returns; what is left out of them is said.
        .filter(|row| {
            row["indicator"] != "local-capacity-ratio" || !row["flags"].contains("rows-left-out")
        })
        .map(|row| {
            let key = (row["authority_code"].clone(), row["indicator"].clone());
            (
                key,
                ["numerator", "denominator", "value"].map(|column| row[column].clone()),
            )
        })
        .collect()
}

/// A figure that is another than it must be.
fn contradiction(
    inputs: &Inputs,
    input: &Input,
    changes: &[Change],
    figures: &Figures,
    baseline: &Figures,
) -> Option<String> {
    let owner = input.authority.as_deref()?;
    let is_another = |key: &(String, String)| key.0 != owner && key.0.starts_with('S');
    let mut others = figures.iter().filter(|(key, _)| is_another(key));
    let other =
        others.find(|(key, figure)| baseline.get(key).is_some_and(|before| before != *figure));
    if let Some((key, figure)) = other {
        return Some(format!(
            "{key:?} is now {figure:?}, was {:?}",
            baseline[key]
        ));
    }
    // Where rows are only left out, what remains can be counted plainly.
    let is_plain = changes.iter().all(|change| *change == Change::RowLeftOut);
    let table = input.name.rsplit('/').next().unwrap_or_default();
    if !is_plain || !["missing.csv", "episodes.csv"].contains(&table) {
        return None;
    }
    let counted = plain::counts(&inputs.data().join("returns"), owner, 2024);
    let expected: &[(&str, usize)] = match table {
        "missing.csv" => &[
            ("children-missing", counted.missing),
            ("missing-incident-rate", counted.incidents),
        ],
        _ => &[
            ("placed-outside", counted.outside),
            ("own-provision", counted.own),
        ],
    };
    expected.iter().find_map(|(indicator, count)| {
        let figure = figures.get(&(owner.to_owned(), (*indicator).to_owned()))?;
        (figure[0] != count.to_string())
            .then(|| format!("{indicator} has {figure:?}, counted plainly {count}"))
    })
}
