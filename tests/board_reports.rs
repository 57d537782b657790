//! The statement and the section for the needs assessment as a whole: awkward authorities, sound
//! pages and documents, the command line, the form that comes back filled in.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod soundness;
mod support;

use std::fs;
use std::path::{Path, PathBuf};

use care_scorecard::assessment::Evidence;
use care_scorecard::config::{Configuration, Mode};
use care_scorecard::render::html::Site;
use care_scorecard::render::pdf_report;
use care_scorecard::report::{BoardReport, Reports};
use soundness::{assert_sound, assert_valid};
use support::{Folder, Run, program, run_on};

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data")
}

/// What is kept of a file of the sample; none leaves it out.
type Change<'c> = &'c dyn Fn(&str, &str) -> Option<String>;

/// The sample's S01 among all authorities, changed.
fn changed(change: Change<'_>) -> Folder {
    let mut folder = Folder::new();
    let mut open = vec![String::new()];
    while let Some(name) = open.pop() {
        let path = sample().join(&name);
        if path.is_dir() {
            for entry in fs::read_dir(&path).unwrap() {
                let entry = entry.unwrap().file_name().into_string().unwrap();
                let below = format!("{name}/{entry}");
                open.push(below.trim_start_matches('/').to_owned());
            }
        } else {
            let other = name.starts_with("returns/") && !name.starts_with("returns/S01/");
            let text = fs::read_to_string(&path).unwrap();
            if let Some(text) = change(&name, &text).filter(|_| !other) {
                folder = folder.file(&name, text);
            }
        }
    }
    folder
}

/// Both reports of S01 in both modes, each checked as page and as document.
fn reports(folder: &Folder, year: i16) -> Vec<BoardReport> {
    let mut made = Vec::new();
    for mode in [Mode::Internal, Mode::Public] {
        let mut configuration = Configuration::built_in().clone();
        configuration.disclosure.mode = mode;
        let mut evidence = Evidence::gather(&folder.data(), configuration).unwrap();
        evidence.withhold_given();
        let assessment = evidence.assess(year);
        let id = evidence.dataset.register.by_code("S01").unwrap();
        let reports = Reports::of(&assessment, None);
        let site = Site::new().unwrap();
        for report in [reports.statement(id).unwrap(), reports.jsna(id).unwrap()] {
            let page = site.board(&report).unwrap();
            assert_sound(&report.file, &page);
            assert_eq!(page.contains("OFFICIAL-SENSITIVE"), mode == Mode::Internal);
            assert_valid(&report.file, &pdf_report::board(&report).unwrap());
            made.push(report);
        }
    }
    made
}

fn text(report: &BoardReport) -> String {
    serde_json::to_string(report).unwrap()
}

fn codes(report: &BoardReport) -> Vec<&str> {
    let sections = report.sections.iter();
    sections.map(|s| s.section.code.as_str()).collect()
}

fn place<'r>(report: &'r BoardReport, point: &str) -> &'r str {
    let found = report.answers.iter().find(|a| a.point.starts_with(point));
    &found.unwrap().place
}

#[test]
fn the_sample_answers_every_point() {
    let all = reports(&changed(&|_, text| Some(text.to_owned())), 2024);
    let [statement, jsna, public, _] = &all[..] else {
        panic!("four reports")
    };
    let lacking = |report: &BoardReport| -> Vec<String> {
        let answers = report.answers.iter().filter(|a| a.section.is_empty());
        answers.map(|a| a.point.clone()).collect()
    };
    // The returns of the others were left out, so that nobody says whom the area hosts.
    let hosted = "Children of other authorities placed here";
    assert_eq!(lacking(statement), [hosted]);
    assert_eq!(lacking(jsna), ["Whose children the area hosts"]);
    assert!(text(statement).contains("cross-boundary child in care"));
    assert_eq!(text(statement).matches("cross-boundary").count(), 1);
    assert!(text(statement).contains("Return interviews are read by one person"));
    let withheld = "\"display\":\"[c]\"";
    assert!(!text(statement).contains(withheld));
    assert!(text(public).contains(withheld));
}

#[test]
fn nobody_missing_is_said_and_not_praised() {
    let only_header = |name: &str, text: &str| {
        let missing = name.ends_with("/missing.csv");
        let header = || format!("{}\n", text.lines().next().unwrap());
        Some(if missing { header() } else { text.to_owned() })
    };
    let all = reports(&changed(&only_header), 2024);
    let going = |r: &BoardReport| {
        let found = r
            .sections
            .iter()
            .find(|s| s.section.code == "going-missing");
        found.unwrap().section.finding.clone()
    };
    assert!(
        going(&all[0]).contains("(0%) went missing from there"),
        "{}",
        going(&all[0])
    );
    // In public a true zero is withheld, since it would tell that of unaccompanied children.
    for report in &all[..2] {
        let lead = &report.findings[0];
        assert!(
            lead.starts_with("Bramblemoor recorded no missing incident in the year ending 31 March 2024; the police counted 175"),
            "{lead}"
        );
        assert!(
            lead.ends_with("The record is probably incomplete."),
            "{lead}"
        );
    }
    for report in &all {
        assert!(!report.findings.join(" ").contains("lower than England"));
    }
    assert!(place(&all[0], "What was learnt").starts_with("Does not arise"));
    let limits = all[0].limits.join(" ");
    assert!(limits.contains("A low number of missing incidents can be poor recording"));
    assert!(!codes(&all[0]).contains(&"return-interviews"));
}

#[test]
fn without_interviews_or_police_it_says_so() {
    let fewer = |name: &str, text: &str| {
        let gone = name.ends_with("return-interviews.csv") || name == "police.csv";
        (!gone).then(|| text.to_owned())
    };
    let all = reports(&changed(&fewer), 2024);
    for report in &all {
        assert!(!codes(report).contains(&"police"));
        assert!(
            report
                .limits
                .iter()
                .any(|l| l.starts_with("The police’s count"))
        );
    }
    assert_eq!(place(&all[0], "What was learnt"), "Not answered: not given");
    assert!(place(&all[0], "Placement reviews").starts_with("Not answered"));
    assert!(
        all[0]
            .limits
            .iter()
            .any(|l| l.starts_with("Return interviews and placement reviews"))
    );
    assert!(
        all[0]
            .questions
            .iter()
            .any(|q| q.contains("When will a record of return interviews"))
    );
}

#[test]
fn one_year_has_neither_trend_nor_projection() {
    let last = |name: &str, text: &str| {
        let earlier = name.contains("/2022/") || name.contains("/2023/");
        if earlier || name == "police.csv" || name == "capacity.csv" {
            return None;
        }
        Some(text.to_owned())
    };
    let all = reports(&changed(&last), 2024);
    assert!(all[0].limits.iter().any(|l| l.contains("one year only")));
    let need = all[1]
        .sections
        .iter()
        .find(|s| s.section.code == "need")
        .unwrap();
    assert!(need.lines.is_none());
    assert!(
        need.section
            .finding
            .contains("too few years to carry the number forward")
    );
    assert!(place(&all[1], "Are there enough").starts_with("Not answered"));
}

#[test]
fn everybody_outside_leaves_nobody_to_compare_with() {
    let outside = |name: &str, text: &str| {
        Some(if name.ends_with("episodes.csv") {
            text.replace(",IN,", ",OUT,").replace("S01,OUT", "S02,OUT")
        } else {
            text.to_owned()
        })
    };
    let all = reports(&changed(&outside), 2024);
    assert!(
        all[0].headline.contains("placed 100% of the children"),
        "{}",
        all[0].headline
    );
    let going = all[0]
        .sections
        .iter()
        .find(|s| s.section.code == "going-missing")
        .unwrap();
    assert!(
        going
            .section
            .finding
            .contains("No child was placed inside the authority"),
        "{}",
        going.section.finding
    );
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn write(command: &str, dataset: &Path, out: &Path, more: &[&str]) -> Run {
    let arguments = [
        &["--authority", "S01", "--out", out.to_str().unwrap()],
        more,
    ]
    .concat();
    run_on(dataset, None, command, &arguments)
}

#[test]
fn reports_are_written_whole_marked_and_never_over_another() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("statement");
    write("statement", &sample(), &out, &["--mode", "internal"]).well();
    let marked = "statement-S01-OFFICIAL-SENSITIVE";
    let names = ["assets", "data", "manifest.json"].map(str::to_owned);
    let reports = ["html", "json", "pdf"].map(|ending| format!("{marked}.{ending}"));
    let mut expected = [&names[..], &reports[..]].concat();
    expected.sort();
    assert_eq!(files(&out), expected);
    let page = fs::read_to_string(out.join(format!("{marked}.html"))).unwrap();
    assert!(page.contains(&format!("href=\"{marked}.pdf\"")));
    let before = fs::read(out.join("manifest.json")).unwrap();
    let over = write("jsna", &sample(), &out, &["--mode", "internal"]);
    assert_eq!(over.status, 1, "{}", over.stderr);
    assert!(
        over.stderr.contains("holds statement-S01"),
        "{}",
        over.stderr
    );
    write("statement", &sample(), &out, &["--mode", "internal"]).well();
    assert_eq!(fs::read(out.join("manifest.json")).unwrap(), before);
    let verified = program().arg("verify").arg(&out).output().unwrap();
    assert!(verified.status.success());
    let unknown = run_on(
        &sample(),
        None,
        "jsna",
        &[
            "--authority",
            "Nowhere",
            "--out",
            home.path().join("x").to_str().unwrap(),
        ],
    );
    assert_eq!(unknown.status, 1);
    assert!(unknown.stderr.contains("Nowhere"), "{}", unknown.stderr);
}

#[test]
fn a_form_that_comes_back_filled_in_makes_a_statement() {
    let home = tempfile::tempdir().unwrap();
    let form = home.path().join("form");
    write("statement", &sample(), &form, &["--blank"]).well();
    let page = fs::read_to_string(form.join("request-S01.html")).unwrap();
    assert_sound("request", &page);
    assert_valid("request", &fs::read(form.join("request-S01.pdf")).unwrap());
    let read = |name: &str| fs::read_to_string(form.join("fill-in").join(name)).unwrap();
    let mut measures = String::new();
    for line in read("measures.csv").lines() {
        measures += &match line.split(',').nth(2).unwrap() {
            "indicator" => line.to_owned(),
            "cla-at-31-march" => line.replace(",,,", ",,,321"),
            "cla-during-year" => line.replace(",,,", ",,,444"),
            "placed-outside" => line.replace(",,,", ",123,321,"),
            "outside-and-missing" => line.replace(",,,", ",33,170,"),
            _ => continue,
        };
        measures.push('\n');
    }
    let totals =
        read("interview-totals.csv").replace("2024,,,,,,,", "2024,200,150,90,110,55,120,80");
    let steps = read("steps-taken/S01.md") + "\nWe opened a home with six places.\n";
    let answers = read("answers/S01.md")
        .replace("- Over 50 miles:\n", "- Over 50 miles: 2\n")
        .replace(
            "# Host authorities\n",
            "# Host authorities\n\n| Where | Children |\n| --- | --- |\n| Tansywick | 12 |\n",
        );
    let police: String = read("police.csv")
        .lines()
        .filter(|line| !line.contains("over-24h") && !line.contains("located"))
        .map(|line| line.replace("all,,,", "all,250,40,") + "\n")
        .collect();
    let authorities = fs::read_to_string(sample().join("authorities.csv")).unwrap();
    let folder = Folder::new()
        .file("authorities.csv", authorities)
        .file("fill-in/measures.csv", measures)
        .file("fill-in/interview-totals.csv", totals)
        .file("fill-in/police.csv", police)
        .file("fill-in/answers/S01.md", answers)
        .file("fill-in/steps-taken/S01.md", steps);
    let out = home.path().join("statement");
    write("statement", &folder.data(), &out, &["--mode", "internal"]).well();
    let said = fs::read_to_string(out.join("statement-S01-OFFICIAL-SENSITIVE.json")).unwrap();
    for words in [
        "123 of 321 children (38%) were placed out of area on 31 March 2024",
        "33 of 170",
        "A return interview was due after 200 incidents; it was offered after 150 (75%); it was held within three days after 55 (28%)",
        "A placement review was held after 80 of 200 missing incidents",
        "We opened a home with six places.",
        "Over 50 miles: 2",
        "Tansywick",
        "Further answers of the authority: Host authorities",
    ] {
        assert!(said.contains(words), "{words}");
    }
    // What was not filled in is not printed, and nothing of it counts as an answer.
    assert!(!said.contains("Up to 5 miles"));
    assert!(!said.contains("Further answers of the authority: Placement reviews"));
    let out = home.path().join("public");
    write("statement", &folder.data(), &out, &[]).well();
    let public = fs::read_to_string(out.join("statement-S01.json")).unwrap();
    assert!(!public.contains("Over 50 miles: 2"));
    assert!(public.contains("only the version for the board’s own eyes prints it"));
}

#[test]
fn small_counts_of_the_form_are_not_read_back_in_public() {
    let measures = "authority_code,year,indicator,numerator,denominator,value\n\
        S01,2024,cla-at-31-march,,,321\nS01,2024,cla-during-year,,,295\n\
        S01,2024,placed-outside,50,321,\nS01,2024,placed-20-miles-outside,47,321,\n\
        S01,2024,children-missing,3,295,\nS01,2024,repeat-missing,1,3,\n\
        S01,2024,missing-incident-rate,17,295,\nS01,2024,long-missing,8,17,\n\
        S01,2024,uasc-share,33,321,\nS01,2024,uasc-missing,2,33,\n";
    let authorities = fs::read_to_string(sample().join("authorities.csv")).unwrap();
    let folder = Folder::new()
        .file("authorities.csv", authorities)
        .file("fill-in/measures.csv", measures);
    let all = reports(&folder, 2024);
    let (internal, public) = (
        text(&all[0]) + &text(&all[1]),
        text(&all[2]) + &text(&all[3]),
    );
    for small in [
        "3 of 295",
        "1 of 3",
        "17 of 295",
        "8 of 17",
        "2 of 33",
        "47 of 321",
    ] {
        let small = format!("\"{small}\"");
        assert!(internal.contains(&small), "{small} is not said internally");
        assert!(!public.contains(&small), "{small} is said in public");
    }
    assert!(!public.contains("3 of 295"));
    assert!(public.contains("\"50 of 321\""));
}

#[test]
fn findings_are_of_all_tested_and_not_of_what_happens_to_be_shown() {
    let evidence = Evidence::gather(&sample(), Configuration::built_in().clone()).unwrap();
    let assessment = evidence.assess(2024);
    let id = evidence.dataset.register.by_code("S01").unwrap();
    let reports = Reports::of(&assessment, None);
    let statement = reports.statement(id).unwrap();
    let finding = |code: &str| {
        let found = statement.sections.iter().find(|s| s.section.code == code);
        &found.unwrap().section
    };
    let hosted = &finding("hosted").finding;
    assert!(
        hosted.contains("How many of them went missing cannot be shown."),
        "{hosted}"
    );
    let placed = finding("out-of-area");
    assert!(
        placed.finding.contains("similar to England (46%)"),
        "{}",
        placed.finding
    );
    let asked = statement.questions.join(" ");
    assert!(
        !asked.contains("The share placed out of area is"),
        "{asked}"
    );
    assert_eq!(
        placed.chart.as_ref().unwrap().title,
        "Of the authorities named, Tansywick hosts the most: 39"
    );
}
