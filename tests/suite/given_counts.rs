//! Small counts that somebody gave, in a board's form or a file of measures, are withheld by every
//! command in public mode, like those counted from returns.

use crate::support;

use std::path::Path;

use support::{Folder, Run, files};

/// Ten authorities. What is small: 3 of 211 placed far outside (nearly all of A0's outside are far),
/// 2 of 12 unaccompanied children missing, 4 of 97 incidents of length known, of 2 children; the
/// police counted 4 incidents of 2 children in A3; a value without counts in A4.
fn folder() -> Folder {
    let mut authorities = "authority_code,name,region,type\n".to_owned();
    let mut measures = "authority_code,year,indicator,numerator,denominator,value\n".to_owned();
    for at in 0..10 {
        authorities += &format!("A{at},Place {at},North,none\n");
        let n = 211 + 13 * at;
        for (indicator, x) in [
            ("placed-outside", 80 + at),
            ("children-missing", 40 + 2 * at),
        ] {
            measures += &format!("A{at},2024,{indicator},{x},{n},\n");
        }
        let far = if at == 0 { 3 } else { 30 + at };
        measures += &format!("A{at},2024,placed-20-miles-outside,{far},{n},\n");
        if at != 2 {
            measures += &format!("A{at},2024,long-missing,{},{},\n", 10 + at, 120 + at);
        }
    }
    measures += "A1,2024,uasc-missing,2,12,\n";
    measures += "A2,2024,long-missing,4,97,\n";
    measures += "A4,2024,uasc-missing,,,33.2517\n";
    Folder::new()
        .file("authorities.csv", authorities)
        .file("measures.csv", measures)
        .file(
            "police.csv",
            "authority_code,year,scope,definition,missing_incidents,children_missing\n\
             A3,2024,responsible,over-24h,4,2\n",
        )
}

/// What must stand nowhere: a count beside what it is out of, in words or in cells, and the values
/// that follow.
fn secrets() -> Vec<String> {
    let mut secrets = vec!["33.2517".to_owned()];
    for (x, n) in [(3, 211), (2, 12), (4, 97)] {
        secrets.push(format!("{x} of {n}"));
        secrets.push(format!(",{x},{n},"));
        secrets.push(format!("{}", 100.0 * f64::from(x) / f64::from(n)));
    }
    secrets
}

fn check(what: &str, text: &str) {
    for secret in secrets() {
        assert!(!text.contains(&secret), "{what} tells {secret}");
    }
}

fn check_folder(out: &Path) {
    let all = files(out);
    assert!(all.len() > 2);
    for path in all {
        let bytes = std::fs::read(&path).unwrap();
        check(
            &path.display().to_string(),
            &String::from_utf8_lossy(&bytes),
        );
    }
}

#[test]
fn no_command_shows_a_small_count_that_was_given() {
    let folder = folder();
    let out = |name: &str| folder.beside(name);
    for (command, arguments) in [
        ("measures", vec!["--all-years"]),
        ("score", vec![]),
        ("score", vec!["--format", "json"]),
        ("explain", vec!["--authority", "A0"]),
        ("explain", vec!["--authority", "A2"]),
        ("robustness", vec![]),
        ("check", vec![]),
    ] {
        let run = folder.run(command, &arguments);
        check(command, &(run.stdout.clone() + &run.stderr));
        assert!(run.status < 2, "{command}: {}", run.stderr);
    }
    let to = out("publication");
    folder
        .run("publish", &["--out", to.to_str().unwrap()])
        .well();
    check_folder(&to);
    for (command, authority) in [("statement", "A0"), ("statement", "A2"), ("jsna", "A1")] {
        let to = out(&format!("{command}-{authority}"));
        let at = to.to_str().unwrap();
        folder
            .run(command, &["--authority", authority, "--out", at])
            .well();
        check_folder(&to);
    }
}

#[test]
fn what_a_file_says_is_published_is_shown() {
    let rows = |published: &str| {
        let text = format!(
            "authority_code,year,indicator,numerator,denominator,value,published\n\
             A1,2024,uasc-missing,2,12,,{published}\n"
        );
        let run: Run = folder()
            .file("measures.csv", text)
            .run("measures", &["--quiet"]);
        let rows = run.well().rows();
        rows.iter()
            .find(|row| row["authority_code"] == "A1" && row["indicator"] == "uasc-missing")
            .unwrap()["status"]
            .clone()
    };
    assert_eq!(rows("Y"), "ok");
    assert_eq!(rows("N"), "c");
    assert_eq!(rows(""), "c");
}

#[test]
fn in_internal_mode_given_counts_are_shown() {
    let run = folder().run("measures", &["--quiet", "--mode", "internal"]);
    let rows = run.well().rows();
    let row = rows
        .iter()
        .find(|row| row["authority_code"] == "A1" && row["indicator"] == "uasc-missing")
        .unwrap();
    assert_eq!(
        (row["numerator"].as_str(), row["status"].as_str()),
        ("2", "ok")
    );
}

/// Ten authorities; of the first so many are missing, away, and either, of 276.
fn of_two_kinds([missing, away, either]: [u32; 3]) -> Folder {
    let mut authorities = "authority_code,name,region,type\n".to_owned();
    let mut measures = "authority_code,year,indicator,numerator,denominator,value\n".to_owned();
    for at in 0..10 {
        authorities += &format!("A{at},Place {at},North,none\n");
        let counts = match at {
            0 => [missing, away, either],
            _ => [40 + at, 30 + at, 60 + at],
        };
        let codes = ["children-missing", "away-from-placement", "missing-or-away"];
        for (code, count) in codes.into_iter().zip(counts) {
            measures += &format!("A{at},2024,{code},{count},276,\n");
        }
    }
    Folder::new()
        .file("authorities.csv", authorities)
        .file("measures.csv", measures)
}

/// What the first authority shows, and whether that is how many are missing, away, and either.
fn shown_of_two_kinds(counts: [u32; 3]) -> (String, [bool; 3]) {
    let run: Run = of_two_kinds(counts).run("measures", &["--quiet"]).well();
    let rows = run.rows();
    let shown = ["children-missing", "away-from-placement", "missing-or-away"].map(|code| {
        let mut own = rows.iter().filter(|row| row["authority_code"] == "A0");
        !own.find(|row| row["indicator"] == code).unwrap()["numerator"].is_empty()
    });
    let own = run.stdout.lines().filter(|row| row.starts_with("A0,"));
    (own.collect::<Vec<_>>().join("\n"), shown)
}

/// That those only away, only missing or both are few costs the count of either alone, and nobody
/// is told which of them are few: as many numbers give the same output as could be so.
#[test]
fn few_of_one_kind_only_cost_the_count_of_either() {
    // Nobody both, and more than few of each; more than few both.
    for counts in [[24, 9, 33], [24, 14, 31]] {
        assert_eq!(shown_of_two_kinds(counts).1, [true; 3], "{counts:?}");
    }
    let (first, shown) = shown_of_two_kinds([24, 9, 27]);
    assert_eq!(shown, [true, true, false]);
    // Only away 1 to 5, or both 1 to 5.
    for either in [25, 26, 28, 29, 30, 32] {
        assert_eq!(shown_of_two_kinds([24, 9, either]).0, first, "{either}");
    }
    // Of six, whoever is only away or both is few, unless all of them are the one or the other.
    let (least, shown) = shown_of_two_kinds([24, 6, 25]);
    assert_eq!(shown, [true, true, false]);
    for either in 26..=29 {
        assert_eq!(shown_of_two_kinds([24, 6, either]).0, least, "{either}");
    }
}
