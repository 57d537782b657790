//! The workbook of a request as people send it back.

use std::fs;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, open_workbook_auto};
use rust_xlsxwriter::Workbook;

use super::sample;
use super::support::{Folder, Run, run_on};

/// A sheet: its name and its rows.
type Sheet = (String, Vec<Vec<String>>);

/// The request's workbook as it is sent out.
fn sent(home: &Path) -> Vec<Sheet> {
    let form = home.join("form");
    let out = form.to_str().unwrap();
    let asked = [
        "--authority",
        "S01",
        "--out",
        out,
        "--blank",
        "--due",
        "1 June 2024",
    ];
    run_on(&sample(), None, "statement", &asked).well();
    let mut book = open_workbook_auto(form.join("request-S01.xlsx")).unwrap();
    let sheets = book.worksheets().into_iter();
    let text = |cell: &Data| match cell {
        Data::Empty => String::new(),
        other => other.to_string(),
    };
    sheets
        .map(|(name, range)| {
            let start = usize::try_from(range.start().unwrap().0).unwrap();
            let above = std::iter::repeat_n(Vec::new(), start);
            let rows = range.rows().map(|row| row.iter().map(text).collect());
            (name, above.chain(rows).collect())
        })
        .collect()
}

/// Writes an answer into the row of a question, and out of how many.
fn answer(sheets: &mut [Sheet], code: &str, (said, of): (&str, &str)) {
    let mut rows = sheets.iter_mut().flat_map(|(_, rows)| rows);
    let row = rows.find(|row| row.last().is_some_and(|last| last == code));
    let row = row.unwrap_or_else(|| panic!("no row of {code}"));
    row[1] = said.to_owned();
    row[2] = of.to_owned();
}

/// A dataset of the sample's authorities and the workbook as it comes back.
fn returned(home: &Path, name: &str, sheets: &[Sheet]) -> Folder {
    let path: PathBuf = home.join(format!("{name}.xlsx"));
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let page = book.add_worksheet();
        page.set_name(name).unwrap();
        for (at, row) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(row) {
                match cell.parse::<f64>() {
                    Ok(number) => page.write_number(at, column, number).unwrap(),
                    Err(_) => page.write_string(at, column, cell).unwrap(),
                };
            }
        }
    }
    book.save(&path).unwrap();
    let authorities = fs::read_to_string(sample().join("authorities.csv")).unwrap();
    let folder = Folder::new().file("authorities.csv", authorities);
    fs::copy(&path, folder.data().join("answers.xlsx")).unwrap();
    folder
}

fn measures(folder: &Folder) -> Run {
    let arguments = ["--mode", "internal", "--year", "2024", "--authority", "S01"];
    run_on(&folder.data(), None, "measures", &arguments).well()
}

/// Numerator, denominator, value and status of an indicator.
fn of(run: &Run, indicator: &str) -> Option<[String; 4]> {
    let rows = run.rows();
    let row = rows.iter().find(|row| row["indicator"] == indicator)?;
    Some(["numerator", "denominator", "value", "status"].map(|column| row[column].clone()))
}

fn counts(run: &Run, indicator: &str) -> (String, String) {
    let [numerator, denominator, ..] = of(run, indicator).unwrap_or_default();
    (numerator, denominator)
}

/// The answers that every hand gives, each in its own way.
const PLAIN: [(&str, (&str, &str)); 6] = [
    ("measure/cla-at-31-march", ("321", "")),
    ("measure/placed-outside", ("123", "321")),
    ("measure/outside-and-missing", ("33", "170")),
    ("interviews/incidents", ("200", "")),
    ("interviews/offered", ("150", "")),
    ("interviews/held", ("110", "")),
];

fn filled(home: &Path) -> Vec<Sheet> {
    let mut sheets = sent(home);
    for (code, said) in PLAIN {
        answer(&mut sheets, code, said);
    }
    sheets
}

fn is_right(run: &Run) {
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(
        counts(run, "placed-outside"),
        pair("123", "321"),
        "{}",
        run.stderr
    );
    assert_eq!(
        counts(run, "outside-and-missing"),
        pair("33", "170"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_workbook_that_comes_back_plain_or_rearranged_is_read_the_same() {
    let home = tempfile::tempdir().unwrap();
    let plain = filled(home.path());
    is_right(&measures(&returned(home.path(), "plain", &plain)));
    // Sheets renamed and in another order, with one of their own.
    let mut renamed = plain.clone();
    renamed.reverse();
    for (at, (name, _)) in renamed.iter_mut().enumerate() {
        *name = format!("Copy of tab {at}");
    }
    renamed.push((
        "Notes to self".to_owned(),
        vec![vec!["ring the police".to_owned()]],
    ));
    is_right(&measures(&returned(home.path(), "renamed", &renamed)));
    // A column put in before the answers, and rows of their own between.
    let mut inserted = plain.clone();
    for (_, rows) in &mut inserted {
        for row in rows.iter_mut().filter(|row| row.len() > 1) {
            let head = row.get(1).is_some_and(|cell| cell == "Answer");
            row.insert(1, if head { "Our reference" } else { "x/12" }.to_owned());
        }
        let last = rows.len();
        rows.insert(last, Vec::new());
    }
    is_right(&measures(&returned(home.path(), "inserted", &inserted)));
    // Only the first two sheets sent back, the lines above the head taken away.
    let mut cut: Vec<Sheet> = plain.iter().take(2).cloned().collect();
    for (_, rows) in &mut cut {
        let head = rows
            .iter()
            .position(|row| row.get(1).is_some_and(|c| c == "Answer"));
        rows.drain(..head.unwrap());
    }
    is_right(&measures(&returned(home.path(), "cut", &cut)));
}

#[test]
fn what_people_write_in_cells_is_read_or_told_once() {
    let home = tempfile::tempdir().unwrap();
    let mut sheets = filled(home.path());
    for (code, said) in [
        ("measure/placed-outside", ("123 children", "321 (all)")),
        ("measure/outside-and-missing", ("33 of 170", "")),
        ("measure/children-missing", ("<5", "295")),
        ("measure/repeat-missing", ("n/a", "not recorded")),
        ("measure/uasc-share", ("38%", "321")),
        ("measure/long-missing", ("not recorded", "")),
        ("measure/uasc-missing", ("about 12", "40")),
        ("interviews/offered_within_72h", ("tbc", "")),
        ("interviews/accepted", ("see Jane Doe", "")),
    ] {
        answer(&mut sheets, code, said);
    }
    let folder = returned(home.path(), "awkward", &sheets);
    let run = measures(&folder);
    let outside = counts(&run, "outside-and-missing");
    assert_eq!(
        outside,
        ("33".to_owned(), "170".to_owned()),
        "{}",
        run.stderr
    );
    let missing = of(&run, "children-missing").unwrap();
    assert_eq!(missing[3], "c", "{missing:?}");
    for open in ["repeat-missing", "uasc-share", "long-missing"] {
        let found = of(&run, open);
        assert!(found.is_none_or(|row| row[3] != "ok"), "{open}");
    }
    let checked = run_on(&folder.data(), None, "check", &["--format", "json"]);
    let said: serde_json::Value = serde_json::from_str(&checked.stdout).unwrap();
    let problems = said["problems"].as_array().unwrap();
    let of_form = problems.iter().filter(|p| p["code"] == "form-answer");
    // A word that is none of those known beside a number; a percentage; an estimate; a name.
    assert_eq!(of_form.count(), 4, "{}", checked.stdout);
    assert!(!checked.stdout.contains("Jane"), "{}", checked.stdout);
    assert_eq!(said["errors"], 0, "{}", checked.stdout);
}

#[test]
fn a_form_sent_back_untouched_says_nothing_and_stops_nothing() {
    let home = tempfile::tempdir().unwrap();
    let mut sheets = sent(home.path());
    answer(&mut sheets, "measure/cla-at-31-march", ("321", ""));
    let folder = returned(home.path(), "untouched", &sheets);
    let checked = run_on(&folder.data(), None, "check", &["--format", "json"]);
    let said: serde_json::Value = serde_json::from_str(&checked.stdout).unwrap();
    assert_eq!(said["errors"], 0, "{}", checked.stdout);
    assert!(
        !checked.stdout.contains("form-answer"),
        "{}",
        checked.stdout
    );
}

#[test]
fn answers_of_several_years_stand_side_by_side_and_each_is_used_for_its_own() {
    let home = tempfile::tempdir().unwrap();
    let mut now = filled(home.path());
    let steps = "steps-taken/Steps taken";
    answer(&mut now, steps, ("We opened a home with six places.", ""));
    let mut before = now.clone();
    for row in before.iter_mut().flat_map(|(_, rows)| rows) {
        let year = row.iter_mut().find(|cell| *cell == "2024");
        year.into_iter().for_each(|cell| "2023".clone_into(cell));
    }
    answer(&mut before, steps, ("We trained our carers.", ""));
    let folder = returned(home.path(), "now", &now);
    let other = returned(home.path(), "before", &before);
    let from = other.data().join("answers.xlsx");
    fs::copy(from, folder.data().join("answers-2023.xlsx")).unwrap();
    for (year, said, not_said) in [
        ("2024", "six places", "trained"),
        ("2023", "trained", "six places"),
    ] {
        let out = home.path().join(year);
        let to = out.to_str().unwrap();
        let asked = ["--authority", "S01", "--year", year, "--out", to];
        run_on(&folder.data(), None, "statement", &asked).well();
        let report = fs::read_to_string(out.join("statement-S01.json")).unwrap();
        assert!(
            report.contains(said) && !report.contains(not_said),
            "{year}"
        );
    }
}

#[test]
fn what_is_open_is_asked_for_and_what_is_known_is_not() {
    let home = tempfile::tempdir().unwrap();
    let mut sheets = filled(home.path());
    answer(
        &mut sheets,
        "answers/Host authorities",
        ("Tansywick: 12", ""),
    );
    let folder = returned(home.path(), "first", &sheets);
    let out = home.path().join("again");
    let asked = [
        "--authority",
        "S01",
        "--year",
        "2024",
        "--out",
        out.to_str().unwrap(),
        "--blank",
        "--reminder",
    ];
    run_on(&folder.data(), None, "statement", &asked).well();
    let page = fs::read_to_string(out.join("request-S01.html")).unwrap();
    let open = page.split(">What is still open<").nth(1).unwrap();
    let open = open.split("How to answer").next().unwrap();
    for asked in [
        "Children who went missing",
        "Police: all of it",
        "Steps taken",
    ] {
        assert!(open.contains(asked), "{asked} is not in {open}");
    }
    for known in [
        "Children placed outside the authority",
        "Host authorities",
        "Offered",
    ] {
        assert!(!open.contains(known), "{known} is in {open}");
    }
}

/// The workbook as LibreOffice saves it in another format.
fn saved_by_office(home: &Path, folder: &Folder, ending: &str) {
    let book = folder.data().join("answers.xlsx");
    let profile = format!(
        "-env:UserInstallation=file://{}",
        home.join("profile").display()
    );
    let done = std::process::Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", ending, "--outdir"])
        .arg(folder.data())
        .arg(&book)
        .output()
        .unwrap();
    assert!(done.status.success(), "{done:?}");
    fs::remove_file(&book).unwrap();
    assert!(folder.data().join(format!("answers.{ending}")).is_file());
}

#[test]
#[ignore = "needs LibreOffice: soffice"]
fn a_workbook_saved_by_another_office_is_read_the_same() {
    let home = tempfile::tempdir().unwrap();
    let mut sheets = filled(home.path());
    answer(&mut sheets, "measure/children-missing", ("<5", "295"));
    answer(&mut sheets, "measure/uasc-share", ("see Jane Doe", "321"));
    answer(
        &mut sheets,
        "steps-taken/Steps taken",
        ("We opened a home.\nWith six places.", ""),
    );
    for ending in ["ods", "xls", "xlsx"] {
        let folder = returned(home.path(), ending, &sheets);
        if ending != "xlsx" {
            saved_by_office(home.path(), &folder, ending);
        }
        let run = measures(&folder);
        is_right(&run);
        assert_eq!(of(&run, "children-missing").unwrap()[3], "c", "{ending}");
        let checked = run_on(&folder.data(), None, "check", &["--format", "json"]);
        let said: serde_json::Value = serde_json::from_str(&checked.stdout).unwrap();
        let problems = said["problems"].as_array().unwrap();
        let of_form = problems
            .iter()
            .filter(|p| p["code"] == "form-answer")
            .count();
        assert_eq!(
            (of_form, &said["errors"]),
            (1, &0.into()),
            "{ending}: {}",
            checked.stdout
        );
    }
}

#[test]
fn a_request_goes_to_each_of_several_and_to_all() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("several");
    let to = out.to_str().unwrap();
    let both = [
        "--authority",
        "S01",
        "--authority",
        "S02",
        "--out",
        to,
        "--blank",
        "--reminder",
    ];
    run_on(&sample(), None, "statement", &both).well();
    for code in ["S01", "S02"] {
        let folder = out.join(format!("request-{code}"));
        for ending in ["html", "pdf", "docx", "xlsx"] {
            assert!(
                folder.join(format!("request-{code}.{ending}")).is_file(),
                "{code} {ending}"
            );
        }
        let page = fs::read_to_string(folder.join(format!("request-{code}.html"))).unwrap();
        assert!(page.contains("reminder of our request"), "{code}");
        assert!(
            page.contains("section 16H of the Children Act 2004"),
            "{code}"
        );
    }
    let out = home.path().join("all");
    let all = ["--all", "--out", out.to_str().unwrap(), "--blank"];
    run_on(&sample(), None, "statement", &all).well();
    assert_eq!(fs::read_dir(&out).unwrap().count(), 12);
    // Where it cannot be written whole, nothing is.
    let taken = home.path().join("taken");
    fs::create_dir_all(taken.join("request-S02")).unwrap();
    fs::write(taken.join("request-S02/note.txt"), "mine").unwrap();
    let here = ["--all", "--out", taken.to_str().unwrap(), "--blank"];
    assert_eq!(run_on(&sample(), None, "statement", &here).status, 1);
    assert_eq!(fs::read_dir(&taken).unwrap().count(), 1);
    let two = ["--authority", "S01", "--authority", "S02", "--out", to];
    let refused = run_on(&sample(), None, "jsna", &two);
    assert_eq!(refused.status, 2, "{}", refused.stderr);
}
