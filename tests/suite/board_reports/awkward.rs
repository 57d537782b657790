//! Authorities of which something is lacking or extreme.

use super::{changed, codes, place, reports, text};
use care_scorecard::report::{BoardReport, SectionCode};

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
            .find(|s| s.section.code == SectionCode::GoingMissing);
        found.unwrap().section.finding.clone()
    };
    assert!(
        going(&all[0]).contains("(0%) went missing from there"),
        "{}",
        going(&all[0])
    );
    // In public a true zero is withheld, since it would tell that of unaccompanied children.
    for report in &all[..2] {
        let lead = &report.first[0];
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
        assert!(!text(report).contains("lower than England"));
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
    assert!(asked(&all[0]).contains("When will a record of return interviews"));
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
        .find(|s| s.section.code == SectionCode::Need)
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
        .find(|s| s.section.code == SectionCode::GoingMissing)
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

fn asked(report: &BoardReport) -> String {
    let actions = report.actions.iter();
    let said: Vec<String> = actions
        .map(|a| format!("{}: {}", a.finding, a.question))
        .collect();
    said.join(" ")
}

#[test]
fn nothing_is_asked_about_what_did_not_happen() {
    let header_alone = |name: &str, text: &str| {
        if name == "police.csv" || name.ends_with("return-interviews.csv") {
            return None;
        }
        let header = format!("{}\n", text.lines().next().unwrap_or_default());
        let missing = name.ends_with("/missing.csv");
        Some(if missing { header } else { text.to_owned() })
    };
    let all = reports(&changed(&header_alone), 2024);
    let statement = asked(&all[0]);
    assert!(!statement.contains("interview"), "{statement}");
    assert!(!statement.contains("three days or more"), "{statement}");
    assert!(statement.contains("No missing incident was recorded: What do the police say"));
    let jsna = asked(&all[1]);
    assert!(
        !jsna.contains("What do children who went missing"),
        "{jsna}"
    );
    assert!(jsna.contains("How does the authority know that none was?"));
    // With the police's count at hand that count is asked about, and the record of interviews is
    // asked for where incidents were recorded.
    let only_missing = |name: &str, text: &str| {
        (!name.ends_with("return-interviews.csv")).then(|| text.to_owned())
    };
    let statement = asked(&reports(&changed(&only_missing), 2024)[0]);
    assert!(statement.contains("When will a record of return interviews"));
    assert!(!statement.contains("What do the police say"), "{statement}");
}

#[test]
fn every_section_names_its_source_and_its_year() {
    let all = reports(&changed(&|_, text| Some(text.to_owned())), 2024);
    for report in &all {
        for part in &report.sections {
            let section = &part.section;
            if part.words.is_empty() {
                let dated = section.source.contains("202") || section.source.contains("each year");
                assert!(dated, "{}: {}", section.code, section.source);
            }
            assert!(section.source.starts_with("Source: "), "{}", section.code);
        }
    }
    assert!(!text(&all[0]).contains("listed under files"));
}
