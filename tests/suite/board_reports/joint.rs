//! The statement of a partnership: each authority, and all of them together.

use std::collections::BTreeMap;
use std::fs;

use super::sample;
use super::soundness::{assert_sound, assert_valid};
use super::support::run_on;

/// Numerator, denominator and value of each measure of an authority, as `measures` prints them.
type Own = BTreeMap<String, [Option<f64>; 3]>;

fn measures_of(code: &str, mode: &str) -> Own {
    let asked = ["--mode", mode, "--year", "2024", "--authority", code];
    let run = run_on(&sample(), None, "measures", &asked).well();
    let rows = run.rows();
    let of = |row: &BTreeMap<String, String>| {
        ["numerator", "denominator", "value"].map(|column| row[column].parse().ok())
    };
    rows.iter()
        .map(|row| (row["indicator"].clone(), of(row)))
        .collect()
}

/// Measures by the title that a statement gives them, and what their values are per.
const TITLED: [(&str, &str, f64); 9] = [
    (
        "placed-outside",
        "Children placed outside the authority",
        100.0,
    ),
    (
        "placed-20-miles-outside",
        "Children placed outside and over 20 miles from home",
        100.0,
    ),
    ("children-missing", "Children who went missing", 100.0),
    (
        "repeat-missing",
        "Missing children who went missing more than once",
        100.0,
    ),
    (
        "missing-incident-rate",
        "Missing incidents per 100 children",
        100.0,
    ),
    (
        "incidents-per-missing-child",
        "Missing incidents for each missing child",
        1.0,
    ),
    (
        "long-missing",
        "Missing incidents of three days or more",
        100.0,
    ),
    (
        "uasc-missing",
        "Unaccompanied children who went missing",
        100.0,
    ),
    (
        "host-notified",
        "Host authority told by the day of placement",
        100.0,
    ),
];

#[test]
fn together_is_the_counts_of_all_added_up_or_nothing_where_one_is_withheld() {
    let home = tempfile::tempdir().unwrap();
    let partners = ["S01", "S02", "S07"];
    let (mut summed, mut withheld) = (0, 0);
    for mode in ["internal", "public"] {
        let out = home.path().join(mode);
        let mut asked = vec![
            "--mode",
            mode,
            "--year",
            "2024",
            "--out",
            out.to_str().unwrap(),
        ];
        for code in partners {
            asked.extend(["--authority", code]);
        }
        run_on(&sample(), None, "statement", &asked).well();
        let marked = if mode == "internal" {
            "-OFFICIAL-SENSITIVE"
        } else {
            ""
        };
        let name = format!("statement-S01-S02-S07{marked}");
        let page = fs::read_to_string(out.join(format!("{name}.html"))).unwrap();
        assert_sound(&name, &page);
        assert_valid(&name, &fs::read(out.join(format!("{name}.pdf"))).unwrap());
        let said = fs::read_to_string(out.join(format!("{name}.json"))).unwrap();
        let said: serde_json::Value = serde_json::from_str(&said).unwrap();
        let figures = said["figures"].as_array().unwrap();
        let own: Vec<Own> = partners
            .iter()
            .map(|code| measures_of(code, mode))
            .collect();
        for (measure, title, scale) in TITLED {
            let found = figures
                .iter()
                .find(|f| f["row"] == title && f["column"] == "Together");
            let Some(found) = found else {
                assert!(
                    own.iter().all(|own| !own.contains_key(measure)),
                    "{measure} is not there"
                );
                continue;
            };
            let counts: Option<Vec<(f64, f64)>> = own
                .iter()
                .map(|own| {
                    own.get(measure)
                        .and_then(|[part, whole, _]| Some(((*part)?, (*whole)?)))
                })
                .collect();
            if let Some(counts) = counts {
                let part: f64 = counts.iter().map(|(part, _)| part).sum();
                let whole: f64 = counts.iter().map(|(_, whole)| whole).sum();
                let value = found["value"].as_f64().unwrap();
                assert!(
                    (value - scale * part / whole).abs() < 1e-9,
                    "{mode} {measure}: {value}"
                );
                summed += 1;
            } else {
                assert!(found["value"].is_null(), "{mode} {measure}: {found}");
                withheld += 1;
            }
        }
        let data = fs::read_to_string(out.join(format!("data/measures{marked}.csv"))).unwrap();
        for code in partners {
            assert!(
                data.lines()
                    .any(|line| line.starts_with(&format!("{code},"))),
                "{code}"
            );
        }
        assert_eq!(
            data.lines()
                .filter(|line| line.starts_with("authority_code"))
                .count(),
            1
        );
    }
    assert!(summed >= 10 && withheld > 5, "{summed} {withheld}");
}

#[test]
fn what_every_partner_says_is_said_once_and_each_has_its_actions() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("joint");
    let to = out.to_str().unwrap();
    let asked = [
        "--authority",
        "S01",
        "--authority",
        "S02",
        "--authority",
        "S01",
        "--out",
        to,
    ];
    run_on(&sample(), None, "statement", &asked).well();
    let said = fs::read_to_string(out.join("statement-S01-S02.json")).unwrap();
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    let limits = said["prose"]["limits"].as_array().unwrap();
    for (at, limit) in limits.iter().enumerate() {
        assert!(!limits[..at].contains(limit), "{limit} is said twice");
    }
    let actions = said["prose"]["actions"].as_array().unwrap();
    let findings: Vec<&str> = actions
        .iter()
        .map(|a| a["finding"].as_str().unwrap())
        .collect();
    for name in said["authority"]["name"].as_str().unwrap().split(" and ") {
        assert!(
            findings.iter().any(|finding| finding.contains(name)),
            "{name}: {findings:?}"
        );
    }
    // The same statement again replaces it; that of one of them does not.
    run_on(&sample(), None, "statement", &asked).well();
    let one = ["--authority", "S01", "--out", to];
    assert_eq!(run_on(&sample(), None, "statement", &one).status, 1);
}
