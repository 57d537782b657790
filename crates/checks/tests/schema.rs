//! `scorecard.json` against the schema that ships.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::path::Path;

use care_scorecard::assessment::Evidence;
use care_scorecard::config::{Configuration, Mode};
use care_scorecard::disk::Folder;
use care_scorecard::render::{board_json, json};
use care_scorecard::report::Reports;
use care_scorecard::source::{Files, Memory};
use serde_json::Value;

const WEIGHTS: &str = r#"
[scorecard]
normalisation = "min-max"

[[domain]]
code = "one"
weight = 1.0

  [[domain.indicator]]
  code = "First"
  weight = 3.0
  direction = "higher-is-better"
  kind = "number"

  [[domain.indicator]]
  code = "Second"
  weight = 1.0
  direction = "lower-is-better"
"#;

fn three_authorities() -> Memory {
    Memory::of([
        (
            "authorities.csv",
            "authority_code,name,region,type\nA1,Alder,North,shire\nB1,Birch,North,shire\nC1,Cedar,South,town\n",
        ),
        (
            "measures.csv",
            "authority_code,year,indicator,numerator,denominator,value\n\
             A1,2024,First,,,10\nB1,2024,First,,,20\nC1,2024,First,,,30\n\
             A1,2024,Second,1,10,\nB1,2024,Second,2,10,20\nC1,2024,Second,4,10,\n",
        ),
    ])
}

fn scorecard(files: &dyn Files, configuration: &Configuration) -> Value {
    let evidence = Evidence::gather(files, configuration.clone()).unwrap();
    let year = evidence.year(None).unwrap();
    serde_json::from_str(&json::scorecard(&evidence.assess(year)).unwrap()).unwrap()
}

/// The sample's, with its other years.
fn every_year() -> Value {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sample-data");
    let configuration = Configuration::built_in().clone();
    let evidence = Evidence::gather(&Folder::at(sample), configuration).unwrap();
    let year = evidence.assess(2024);
    let others = [evidence.assess(2022), evidence.assess(2023)];
    let others: Vec<_> = others.iter().collect();
    let text = json::scorecard_among(&year, &others).unwrap();
    let scorecard: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(scorecard["other_years"].as_array().unwrap().len(), 2);
    scorecard
}

fn own() -> Value {
    let (weights, _) = Configuration::read(WEIGHTS, "weights.toml").unwrap();
    scorecard(&three_authorities(), &weights)
}

/// Where an empty text stands in place of nothing.
fn blanks(path: &str, value: &Value) -> Vec<String> {
    match value {
        Value::String(text) if text.trim().is_empty() => vec![path.to_owned()],
        Value::Array(parts) => {
            let each = (0..).zip(parts);
            each.flat_map(|(at, part)| blanks(&format!("{path}/{at}"), part))
                .collect()
        }
        Value::Object(parts) => {
            let each = parts.iter();
            each.flat_map(|(key, part)| blanks(&format!("{path}/{key}"), part))
                .collect()
        }
        _ => Vec::new(),
    }
}

fn validator() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(&json::schema().unwrap()).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

#[test]
fn reports_to_boards_are_as_their_schema_says() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sample-data");
    let schema: Value = serde_json::from_str(&board_json::schema().unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for mode in [Mode::Public, Mode::Internal] {
        let mut configuration = Configuration::built_in().clone();
        configuration.disclosure.mode = mode;
        let folder = Folder::at(&sample);
        let evidence = Evidence::gather(&folder, configuration).unwrap();
        let assessment = evidence.assess(2024);
        let reports = Reports::of(&assessment, None);
        for id in assessment.panel.authorities().iter().take(4) {
            for report in [reports.statement(*id), reports.jsna(*id)] {
                let text = board_json::report(&report.unwrap()).unwrap();
                let report: Value = serde_json::from_str(&text).unwrap();
                let problems = validator.iter_errors(&report);
                let problems: Vec<String> = problems.map(|error| error.to_string()).collect();
                assert_eq!(problems, [""; 0]);
                assert_eq!(blanks("", &report), [""; 0]);
                let said = report["prose"]["sections"].as_array().unwrap();
                let figures = report["figures"].as_array().unwrap();
                assert!(said.len() > 3 && figures.len() > 20);
                for figure in figures {
                    let has_number = figure["status"] == "ok";
                    assert_eq!(figure["value"].is_number(), has_number, "{figure}");
                }
                let sound = validator.is_valid(&report);
                let mut prose = report;
                prose["figures"][0]["value"] = "many".into();
                assert!(sound && !validator.is_valid(&prose));
            }
        }
    }
}

#[test]
fn the_scorecard_is_as_its_schema_says() {
    let validator = validator();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sample-data");
    let sample = scorecard(&Folder::at(sample), Configuration::built_in());
    for scorecard in [sample, every_year(), own()] {
        assert_eq!(scorecard["schema_version"], 3);
        assert_eq!(blanks("", &scorecard), [""; 0]);
        let problems: Vec<String> = validator
            .iter_errors(&scorecard)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert_eq!(problems, [""; 0]);
    }
}

#[test]
fn the_schema_refuses_what_is_no_scorecard() {
    let validator = validator();
    let sound = own();
    assert!(validator.is_valid(&sound));
    let mut text = sound.clone();
    text["year"] = "2024".into();
    assert!(!validator.is_valid(&text));
    let mut band = sound.clone();
    band["authorities"][0]["overall"]["band"] = "middling".into();
    assert!(!validator.is_valid(&band));
    let mut gap = sound;
    gap.as_object_mut().unwrap().remove("authorities");
    assert!(!validator.is_valid(&gap));
}
