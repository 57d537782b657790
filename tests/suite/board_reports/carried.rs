//! A statement that carries on the last one: what changed, and what became of the actions.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::sample;
use super::support::{Run, run_on};

/// A value and its counts, as `measures` prints them.
type Measures = BTreeMap<String, [Option<f64>; 3]>;

/// Whether two numbers are one, as far as the reader of JSON keeps them.
fn near(one: Option<f64>, other: Option<f64>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => (one - other).abs() < 1e-9,
        (one, other) => one.is_none() && other.is_none(),
    }
}

fn measures(year: &str, mode: &str) -> Measures {
    let asked = ["--mode", mode, "--year", year, "--authority", "S01"];
    let run = run_on(&sample(), None, "measures", &asked).well();
    let columns = ["value", "numerator", "denominator"];
    let of = |row: &BTreeMap<String, String>| columns.map(|column| row[column].parse().ok());
    let rows = run.rows();
    rows.iter()
        .map(|row| (row["indicator"].clone(), of(row)))
        .collect()
}

fn statement(year: &str, mode: &str, out: &Path, more: &[&str]) -> Run {
    let to = out.to_str().unwrap();
    let asked = [
        "--authority",
        "S01",
        "--year",
        year,
        "--mode",
        mode,
        "--out",
        to,
    ];
    run_on(&sample(), None, "statement", &[&asked[..], more].concat())
}

fn json_in(out: &Path) -> (PathBuf, Value) {
    let files = fs::read_dir(out)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let is_report = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap();
        name.starts_with("statement-") && name.ends_with(".json")
    };
    let path = files.into_iter().find(is_report).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    (path, serde_json::from_str(&text).unwrap())
}

/// The statement of 2023 with what a board wrote into its first action.
fn written_in(home: &Path, mode: &str) -> (PathBuf, Value) {
    let out = home.join(format!("last-{mode}"));
    statement("2023", mode, &out, &[]).well();
    let (_, mut last) = json_in(&out);
    let actions = last["prose"]["actions"].as_array_mut().unwrap();
    actions[0]["owner"] = json!("Head of <placements>");
    // A day by which something is due is the birthday of somebody.
    actions[0]["due"] = json!("2 August 2005");
    actions[0]["progress"] = json!("=half done");
    actions.push(json!({"finding": "A matter of its own", "question": "Who asks?", "since": 2021}));
    let path = home.join(format!("last-{mode}.json"));
    fs::write(&path, last.to_string()).unwrap();
    (path, last)
}

#[test]
fn changes_are_those_between_the_two_years_and_actions_go_on() {
    let home = tempfile::tempdir().unwrap();
    for mode in ["public", "internal"] {
        let (path, last) = written_in(home.path(), mode);
        let out = home.path().join(format!("now-{mode}"));
        statement("2024", mode, &out, &["--last", path.to_str().unwrap()]).well();
        let (_, now) = json_in(&out);
        let (then, today) = (measures("2023", mode), measures("2024", mode));
        let mut compared = 0;
        let rows = now["figures"].as_array().unwrap().iter();
        let rows = rows.filter(|row| row["section"] == "since-last");
        let mut changes: BTreeMap<String, BTreeMap<String, Value>> = BTreeMap::new();
        for row in rows {
            let of_row = changes.entry(row["row"].to_string()).or_default();
            of_row.insert(row["column"].as_str().unwrap().to_owned(), row.clone());
        }
        let handed = now["measures"].as_array().unwrap();
        for measure in handed {
            let code = measure["indicator"].as_str().unwrap();
            let [value, numerator, denominator] = today[code];
            let same = near(measure["value"].as_f64(), value);
            assert!(same, "{mode} {code}: {measure} {value:?}");
            if let (Some(x), Some(n)) = (numerator, denominator) {
                assert_eq!(measure["numerator"].as_f64(), Some(x), "{mode} {code}");
                assert_eq!(measure["denominator"].as_f64(), Some(n), "{mode} {code}");
            }
        }
        for row in changes.values() {
            let shown = |year: &str| row[year]["value"].as_f64();
            let is_of = |known: &Measures, value: Option<f64>| {
                value.is_none_or(|v| known.values().any(|[own, ..]| near(*own, Some(v))))
            };
            assert!(
                is_of(&then, shown("2023")) && is_of(&today, shown("2024")),
                "{row:?}"
            );
            let said = row["Change"]["shown"].as_str().unwrap();
            match shown("2023").zip(shown("2024")) {
                None => assert_eq!(said, "cannot be said"),
                Some((then, now)) if said.starts_with("up ") || said.starts_with("down ") => {
                    let by: f64 = said
                        .split(' ')
                        .nth(1)
                        .unwrap()
                        .replace(',', "")
                        .parse()
                        .unwrap();
                    assert!(
                        ((now - then).abs() - by).abs() <= 0.5,
                        "{said}: {then} {now}"
                    );
                    assert_eq!(said.starts_with("up "), now > then, "{said}");
                    compared += 1;
                }
                Some((then, now)) => assert!((then - now).abs() < 0.05, "{said}"),
            }
        }
        assert!(compared > 3, "{mode}: {compared}");
        let actions = now["prose"]["actions"].as_array().unwrap();
        let first = &actions[0];
        assert_eq!(first["question"], last["prose"]["actions"][0]["question"]);
        assert_eq!(first["since"], 2023);
        assert_eq!(first["owner"], "Head of <placements>");
        assert_eq!(first["progress"], "'=half done");
        let own = actions
            .iter()
            .find(|a| a["question"] == "Who asks?")
            .unwrap();
        assert_eq!(own["since"], 2021);
        let questions: Vec<&str> = actions
            .iter()
            .map(|a| a["question"].as_str().unwrap())
            .collect();
        let mut once = questions.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), questions.len(), "a question stands twice");
        let page = fs::read_dir(&out).unwrap().map(|e| e.unwrap().path());
        let page = page
            .into_iter()
            .find(|p| p.extension().is_some_and(|e| e == "html"));
        let page = fs::read_to_string(page.unwrap()).unwrap();
        assert!(page.contains("Head of &lt;placements&gt;"));
        assert!(page.contains("asked since 2021"));
    }
}

#[test]
fn what_cannot_be_carried_on_is_refused_with_a_reason_and_nothing_is_written() {
    let home = tempfile::tempdir().unwrap();
    let (internal, _) = written_in(home.path(), "internal");
    let (public, last) = written_in(home.path(), "public");
    let changed = |name: &str, change: &dyn Fn(&mut Value)| {
        let mut last = last.clone();
        change(&mut last);
        let path = home.path().join(name);
        fs::write(&path, last.to_string()).unwrap();
        path
    };
    let progress = |text: &'static str| {
        move |last: &mut Value| last["prose"]["actions"][0]["progress"] = json!(text)
    };
    let child = "the boy born 03/04/2009";
    let unmarked = {
        let text = fs::read_to_string(&internal).unwrap();
        let mut last: Value = serde_json::from_str(&text).unwrap();
        last.as_object_mut().unwrap().remove("mode");
        let path = home.path().join("unmarked.json");
        fs::write(&path, last.to_string()).unwrap();
        path
    };
    let header = fs::read_to_string(sample().join("returns/S01/2024/header.csv")).unwrap();
    let key = header
        .lines()
        .nth(1)
        .unwrap()
        .split(',')
        .next()
        .unwrap()
        .to_owned();
    let named = key.clone();
    let cases = [
        (internal, "board's own eyes"),
        (unmarked, "board's own eyes"),
        (
            changed("other.json", &|last| {
                last["authority"]["code"] = json!("S02")
            }),
            "is of ",
        ),
        (
            changed("nobody.json", &|last| {
                last["authority"]["code"] = json!("X1")
            }),
            "not known",
        ),
        (
            changed("later.json", &|last| last["year"] = json!(2024)),
            "not before 2024",
        ),
        (changed("born.json", &progress(child)), "date of birth"),
        (
            changed("postcode.json", &progress("visit at LE15 6HP")),
            "postcode",
        ),
        (
            changed("child.json", &|last| {
                last["prose"]["actions"][0]["owner"] = json!(named)
            }),
            "identifier (CHILD)",
        ),
        (sample().join("authorities.csv"), "no JSON"),
        (home.path().join("nothing.json"), "cannot be read"),
    ];
    for (path, why) in cases {
        let out = home.path().join("refused");
        let run = statement("2024", "public", &out, &["--last", path.to_str().unwrap()]);
        assert_ne!(run.status, 0, "{}", path.display());
        assert!(
            run.stderr.contains(why),
            "{}: {}",
            path.display(),
            run.stderr
        );
        assert!(
            !run.stderr.contains(&key) && !run.stderr.contains(child),
            "{}",
            run.stderr
        );
        assert!(!out.exists(), "{}", path.display());
    }
    let out = home.path().join("two");
    let path = public.to_str().unwrap();
    let both = statement(
        "2024",
        "public",
        &out,
        &["--authority", "S02", "--last", path],
    );
    assert!(
        both.status != 0 && both.stderr.contains("one authority"),
        "{}",
        both.stderr
    );
}

/// Who the missing children are is told in the version for the board's own eyes alone.
#[test]
fn who_went_missing_is_told_to_the_board_alone() {
    let home = tempfile::tempdir().unwrap();
    for (mode, told) in [("internal", true), ("public", false)] {
        let out = home.path().join(mode);
        statement("2024", mode, &out, &[]).well();
        let (_, report) = json_in(&out);
        let text = report.to_string();
        assert_eq!(text.contains("who-went-missing"), told, "{mode}");
        assert_eq!(text.contains("by ethnicity"), told, "{mode}");
        let files = fs::read_dir(out.join("data")).unwrap();
        for file in files.map(|entry| entry.unwrap().path()) {
            let text = fs::read_to_string(&file).unwrap_or_default();
            assert!(
                !text.contains("Interim or full care order"),
                "{}",
                file.display()
            );
        }
        let left_out = text.contains("Who the children are that went missing (age");
        assert_eq!(left_out, !told, "{mode}");
    }
}
