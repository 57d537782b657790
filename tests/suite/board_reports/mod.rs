//! The statement and the section for the needs assessment as a whole: awkward authorities, sound
//! pages and documents, the command line, the form that comes back filled in.

mod awkward;
mod carried;
mod filled_in;
mod joint;
use crate::soundness;
use crate::support;
mod written;

use std::fs;
use std::path::{Path, PathBuf};

use care_scorecard::assessment::Evidence;
use care_scorecard::config::{Configuration, Mode};
use care_scorecard::disk;
use care_scorecard::render::html::Site;
use care_scorecard::render::pdf_report;
use care_scorecard::report::{BoardReport, Reports};
use soundness::{assert_sound, assert_valid};
use support::Folder;

pub(crate) fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data")
}

/// What is kept of a file of the sample; none leaves it out.
pub(crate) type Change<'c> = &'c dyn Fn(&str, &str) -> Option<String>;

/// The sample's S01 among all authorities, changed.
pub(crate) fn changed(change: Change<'_>) -> Folder {
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
pub(crate) fn reports(folder: &Folder, year: i16) -> Vec<BoardReport> {
    let mut made = Vec::new();
    for mode in [Mode::Internal, Mode::Public] {
        let mut configuration = Configuration::built_in().clone();
        configuration.disclosure.mode = mode;
        let evidence = Evidence::gather(&disk::Folder::at(folder.data()), configuration).unwrap();
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

pub(crate) fn text(report: &BoardReport) -> String {
    serde_json::to_string(report).unwrap()
}

pub(crate) fn codes(report: &BoardReport) -> Vec<&str> {
    let sections = report.sections.iter();
    sections.map(|s| s.section.code.as_str()).collect()
}

pub(crate) fn place<'r>(report: &'r BoardReport, point: &str) -> &'r str {
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
        let answers = report.answers.iter().filter(|a| a.section.is_none());
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
fn findings_are_of_all_tested_and_not_of_what_happens_to_be_shown() {
    let evidence = Evidence::gather(
        &disk::Folder::at(sample()),
        Configuration::built_in().clone(),
    )
    .unwrap();
    let assessment = evidence.assess(2024);
    let id = evidence.dataset.register.by_code("S01").unwrap();
    let reports = Reports::of(&assessment, None);
    let statement = reports.statement(id).unwrap();
    let finding = |code: &str| {
        let found = statement
            .sections
            .iter()
            .find(|s| s.section.code.as_str() == code);
        &found.unwrap().section
    };
    let hosted = &finding("hosted").finding;
    assert!(
        hosted.contains("How many of them went missing is withheld."),
        "{hosted}"
    );
    let placed = finding("out-of-area");
    assert!(
        placed
            .finding
            .contains("not clearly different from England (46%)"),
        "{}",
        placed.finding
    );
    let asked: Vec<&str> = statement
        .actions
        .iter()
        .map(|a| a.finding.as_str())
        .collect();
    let asked = asked.join(" ");
    assert!(!asked.contains("placed out of area, higher"), "{asked}");
    assert_eq!(
        placed.chart.as_ref().unwrap().title,
        "Of the authorities named, Tansywick hosts the most: 39"
    );
}
