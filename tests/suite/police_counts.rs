//! `recording.count = "higher"`: the police's count of incidents in the place of a lower one, and
//! what follows from it.

use crate::support;

use std::collections::BTreeMap;

use care_scorecard::assessment::Evidence;
use care_scorecard::config::{Configuration, Mode};
use care_scorecard::disk;
use care_scorecard::indicator::{CHILDREN_MISSING, INCIDENT_RATE};
use care_scorecard::measure::{Cell, Flag};
use care_scorecard::source::published::Location;
use support::Folder;

const UNITS: u32 = 25;

/// Twenty-five authorities of 400 children, of whom 30 to 54 went missing, four times each.
fn folder(police: &str) -> Folder {
    let mut authorities = "authority_code,name,region,type\n".to_owned();
    let mut measures = "authority_code,year,indicator,numerator,denominator\n".to_owned();
    for at in 0..UNITS {
        authorities += &format!("X{at:02},Place {at:02},North,none\n");
        for year in 2020..=2024 {
            let children = 30 + at;
            measures += &format!("X{at:02},{year},children-missing,{children},400\n");
            let incidents = 4 * children;
            measures += &format!("X{at:02},{year},missing-incident-rate,{incidents},400\n");
        }
    }
    Folder::new()
        .file("authorities.csv", authorities)
        .file("measures.csv", measures)
        .file(
            "police.csv",
            format!(
                "authority_code,year,scope,definition,missing_incidents,children_missing\n{police}"
            ),
        )
}

fn weights(count: &str, policy: &str) -> String {
    format!(
        "[scorecard]\nminimum_children = 0\n[recording]\npolicy = \"{policy}\"\ncount = \"{count}\"\n[ranking]\ndraws = 200\n\
         [[domain]]\ncode = \"missing-incidents\"\n\
         [[domain.indicator]]\ncode = \"children-missing\"\ngoalposts = {{ worst = 25.0, best = 0.0 }}\n\
         [[domain.indicator]]\ncode = \"missing-incident-rate\"\ngoalposts = {{ worst = 100.0, best = 0.0 }}\n"
    )
}

fn evidence(police: &str, count: &str, policy: &str) -> Evidence {
    let configuration = Configuration::read(&weights(count, policy), "test")
        .unwrap()
        .0;
    Evidence::gather(&disk::Folder::at(folder(police).data()), configuration).unwrap()
}

fn cell<'e>(evidence: &'e Evidence, code: &str) -> &'e Cell {
    let id = evidence.authority(code, Some(2024)).unwrap();
    let location = Location::Authority(id);
    evidence
        .measures
        .best(2024, INCIDENT_RATE, &location)
        .unwrap()
}

fn flags(cell: &Cell) -> Vec<Flag> {
    cell.flags.iter().map(|flagged| flagged.flag).collect()
}

#[test]
fn the_higher_count_is_used_and_marked() {
    let police = "X00,2024,responsible,all,150,\nX01,2024,responsible,all,100,\n";
    let evidence = evidence(police, "higher", "plateau");
    // 150 against 120 of their own; 100 against 124.
    let used = cell(&evidence, "X00");
    assert_eq!((used.numerator, used.value), (Some(150.0), Ok(37.5)));
    assert_eq!(used.recorded(), Some(120.0));
    assert_eq!(flags(used), [Flag::PoliceCountUsed]);
    assert!(used.notes.iter().any(|note| note.contains("police")));
    assert_eq!(used.files.len(), 2);
    let kept = cell(&evidence, "X01");
    assert_eq!((kept.numerator, flags(kept).len()), (Some(124.0), 0));
}

#[test]
fn by_default_the_authoritys_count_is_used() {
    let evidence = evidence("X00,2024,responsible,all,150,\n", "authority", "plateau");
    let own = cell(&evidence, "X00");
    assert_eq!((own.numerator, flags(own).len()), (Some(120.0), 0));
}

#[test]
fn other_scopes_and_definitions_are_never_used() {
    let police = "X00,2024,located,all,900,\nX00,2024,responsible,over-24h,900,\n";
    let evidence = evidence(police, "higher", "plateau");
    assert_eq!(cell(&evidence, "X00").numerator, Some(120.0));
}

#[test]
fn flags_of_doubt_are_by_the_authoritys_own_count() {
    // Three times its own: the two disagree, whoever's count is scored. Its incidents for each
    // missing child are still its own, so that it is no outlier by the police's.
    let evidence = evidence("X00,2024,responsible,all,360,\n", "higher", "plateau");
    let used = cell(&evidence, "X00");
    assert_eq!(flags(used), [Flag::PoliceDisagree, Flag::PoliceCountUsed]);
    let assessment = evidence.assess(2024);
    let id = evidence.authority("X00", Some(2024)).unwrap();
    let said = assessment.recording.flags(INCIDENT_RATE, id);
    assert!(
        said.iter()
            .all(|f| f.flag != Flag::IncidentsPerChildOutlier)
    );
}

#[test]
fn the_mark_is_no_doubt_and_excludes_nobody() {
    let evidence = evidence("X00,2024,responsible,all,150,\n", "higher", "exclude");
    let assessment = evidence.assess(2024);
    assert!(assessment.scorecard.overall.as_slice()[0].rank.is_some());
    let score = assessment.scorecard.indicators.as_slice()[1]
        .scores
        .as_slice()[0]
        .score;
    assert_eq!(score, Some(62.5), "100 - 150 / 400 per 100");
}

#[test]
fn incidents_cluster_as_the_police_count_them() {
    let design = |mode: Mode, police: &str| {
        let mut configuration = Configuration::read(&weights("higher", "plateau"), "test")
            .unwrap()
            .0;
        configuration.disclosure.mode = mode;
        let folder = folder(police);
        let evidence = Evidence::gather(&disk::Folder::at(folder.data()), configuration).unwrap();
        let assessment = evidence.assess(2024);
        let id = evidence.authority("X00", Some(2024)).unwrap();
        assessment.counts_of(INCIDENT_RATE, id).unwrap().design
    };
    // 150 incidents of 50 children by the police: 2 * 3 - 1. No measure shows the 50 to the public.
    let of_50 = "X00,2024,responsible,all,150,50\n";
    assert_eq!(design(Mode::Internal, of_50), 5.0);
    assert_eq!(design(Mode::Public, of_50), 9.0);
    for mode in [Mode::Internal, Mode::Public] {
        // Of the authority's 30 children, where the police say nothing of children: 2 * 5 - 1.
        assert_eq!(design(mode, "X00,2024,responsible,all,150,\n"), 9.0);
        // Their own 120 of 30: 2 * 4 - 1.
        assert_eq!(design(mode, ""), 7.0);
    }
}

#[test]
fn children_who_went_missing_stay_the_authoritys() {
    let evidence = evidence("X00,2024,responsible,all,150,50\n", "higher", "plateau");
    let id = evidence.authority("X00", Some(2024)).unwrap();
    let missing = evidence
        .measures
        .best(2024, CHILDREN_MISSING, &Location::Authority(id))
        .unwrap();
    assert_eq!(missing.numerator, Some(30.0));
}

#[test]
fn a_sum_over_the_nation_is_of_the_counts_in_use() {
    let national = |count: &str| {
        let evidence = evidence("X00,2024,responsible,all,1120,\n", count, "plateau");
        evidence.assess(2024).national(INCIDENT_RATE).unwrap()
    };
    let (own, higher) = (national("authority"), national("higher"));
    assert_eq!(higher.numerator - own.numerator, 1000.0);
    assert_eq!(higher.denominator, own.denominator);
}

#[test]
fn years_of_two_definitions_have_no_trend() {
    let trend = |police: &str| {
        let evidence = evidence(police, "higher", "plateau");
        let location = Location::Authority(evidence.authority("X00", Some(2024)).unwrap());
        let found = cell(&evidence, "X00");
        evidence
            .assess(2024)
            .reading(INCIDENT_RATE, &location, found)
            .trend
    };
    assert!(trend("").is_some());
    assert_eq!(trend("X00,2024,responsible,all,150,\n"), None);
    let all: String = (2020..=2024)
        .map(|year| format!("X00,{year},responsible,all,150,\n"))
        .collect();
    assert!(trend(&all).is_some());
}

#[test]
fn a_few_children_behind_the_polices_count_are_not_shown() {
    let few = "X00,2024,responsible,all,150,4\n";
    assert!(
        cell(&evidence(few, "higher", "plateau"), "X00")
            .value
            .is_err()
    );
    let police = folder(few).weights(weights("higher", "plateau"));
    let rows = police.run("measures", &["--quiet"]).well().rows();
    let row = |code: &str| -> BTreeMap<String, String> {
        let mut found = rows.iter().filter(|row| {
            row["authority_code"] == code
                && row["year"] == "2024"
                && row["indicator"] == INCIDENT_RATE
        });
        found.next().unwrap().clone()
    };
    let withheld = row("X00");
    assert_eq!((&*withheld["status"], &*withheld["numerator"]), ("c", ""));
    assert_eq!(row("X01")["status"], "ok");
}

#[test]
fn every_table_and_explanation_says_so() {
    let folder = folder("X00,2024,responsible,all,150,\n").weights(weights("higher", "plateau"));
    let rows = folder.run("measures", &["--quiet"]).well().rows();
    let marked: Vec<&str> = rows
        .iter()
        .filter(|row| row["flags"].contains("police-count-used"))
        .map(|row| row["authority_code"].as_str())
        .collect();
    assert_eq!(marked, ["X00"]);
    let told = folder
        .run("explain", &["--authority", "X00", "--quiet"])
        .well()
        .stdout;
    assert!(
        told.contains(
            "police-count-used (the authority's incidents 120, the police's incidents 150)"
        )
    );
    assert!(told.contains("the police's count of incidents is used"));
}
