//! Every number of a report stands on its page and is read out from its document.

#[allow(dead_code, reason = "other tests use the rest")]
use crate::reader;

use std::path::Path;

use care_scorecard::assessment::Evidence;
use care_scorecard::config::Configuration;
use care_scorecard::disk;
use care_scorecard::render::html::Site;
use care_scorecard::render::pdf_report;
use care_scorecard::report::{AuthorityReport, Reports};
use reader::Reader;
use serde_json::Value;

/// What is there to draw or to sort by, or is said in a sentence instead.
const NOT_PRINTED: [&str; 5] = ["chances", "maps", "weighing", "chart", "trend"];

/// Where every number of a model is, and how it is printed.
fn numbers(value: &Value, path: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(fields) => {
            if let (Some(Value::Number(_)), Some(Value::String(display))) =
                (fields.get("value"), fields.get("display"))
            {
                found.push((path.to_owned(), display.clone()));
            }
            for (key, field) in fields {
                // Coverage is said where something is lacking.
                let is_whole = key == "coverage" && field["value"].as_f64() > Some(0.995);
                if !NOT_PRINTED.contains(&key.as_str()) && !is_whole {
                    numbers(field, &format!("{path}.{key}"), found);
                }
            }
        }
        Value::Array(all) => {
            for (at, each) in all.iter().enumerate() {
                numbers(each, &format!("{path}[{at}]"), found);
            }
        }
        _ => {}
    }
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The words of a page, without its marks.
fn words(html: &str) -> String {
    let body = html.split("<main").nth(1).unwrap();
    let text: String = body
        .split('<')
        .map(|piece| piece.split_once('>').map_or("", |(_, text)| text))
        .collect();
    squeezed(&text.replace("&amp;", "&").replace("&#x27;", "'"))
}

fn assert_says(name: &str, text: &str, model: &Value) {
    let mut found = Vec::new();
    numbers(model, "", &mut found);
    assert!(found.len() > 20, "{name}: only {} numbers", found.len());
    let lacking: Vec<&(String, String)> = found
        .iter()
        .filter(|(_, display)| !text.contains(&squeezed(display)))
        .collect();
    assert!(lacking.is_empty(), "{name} does not say {lacking:?}");
}

/// What a report on an authority holds, by words that stand in its document: headline with last
/// year's, domains, the columns of indicators, strengths and weaknesses, placements and hosting,
/// recording with the police's count, what would change its rank, the reply, notes and sources.
const ITEMS: [&str; 21] = [
    "Overall score",
    "Rank",
    "likely",
    "Score in",
    "Contribution",
    "Figure, 95% interval",
    "Neighbours",
    "Region",
    "England",
    "Years",
    "weight",
    "Where scores are highest",
    "Where scores are lowest",
    "Where its children are placed",
    "Whose children it hosts",
    "How well it was recorded",
    "The police",
    "What would change its rank",
    "Right of reply",
    "How sure are these ranks?",
    "Data sources",
];

/// Words of a report beside its numbers: band, comparison words, trends, what doubts the record.
fn words_of(report: &AuthorityReport) -> Vec<String> {
    let mut words: Vec<String> = ITEMS.map(str::to_owned).to_vec();
    words.extend(report.band.iter().map(|band| band.words.clone()));
    let said = [
        &report.strengths,
        &report.weaknesses,
        &report.what_would_change,
    ];
    words.extend(said.into_iter().flatten().cloned());
    words.extend(report.notes.iter().cloned());
    for indicator in report.domains.iter().flat_map(|domain| &domain.indicators) {
        words.push(indicator.title.clone());
        words.extend(indicator.count.clone());
        let judged = indicator.england.judgement.as_ref();
        words.extend(judged.map(|judgement| judgement.word.clone()));
        let region = indicator.region.judgement.as_ref();
        words.extend(region.map(|judgement| judgement.word.clone()));
        let near = indicator.neighbours.as_ref();
        words.extend(near.and_then(|near| near.basis.clone()));
        words.extend(indicator.trend.test.iter().map(|test| test.short.clone()));
    }
    words
}

#[test]
fn every_number_is_on_the_page_and_in_the_document() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    let weights =
        include_str!("../../scorecard-weights.toml").replace("draws = 10000", "draws = 200");
    let (configuration, _) = Configuration::read(&weights, "weights.toml").unwrap();
    let evidence = Evidence::gather(&disk::Folder::at(&folder), configuration).unwrap();
    let assessment = evidence.assess(evidence.usual_year().unwrap());
    let reports = Reports::of(&assessment, None);
    let site = Site::new().unwrap();

    let table = reports.league_table();
    let model = serde_json::to_value(&table).unwrap();
    assert_says(
        "index.html",
        &words(&site.league_table(&table).unwrap()),
        &model,
    );
    let pdf = pdf_report::league_table(&table).unwrap();
    assert_says(
        "league-table.pdf",
        &squeezed(&Reader::new(&pdf).reading()),
        &model,
    );

    for domain in reports.domains() {
        let page = site.domain(&domain).unwrap();
        let model = serde_json::to_value(&domain).unwrap();
        assert_says(&domain.file, &words(&page), &model);
    }
    for id in assessment.panel.authorities() {
        let report = reports.authority(*id).unwrap();
        let mut model = serde_json::to_value(&report).unwrap();
        if !report.score.is_number() || report.rank.is_none() {
            // Nothing is compared with England where there is no rank.
            model.as_object_mut().unwrap().remove("national");
        }
        assert_says(
            &report.name,
            &words(&site.authority(&report).unwrap()),
            &model,
        );
        model.as_object_mut().unwrap().remove("further");
        let pdf = pdf_report::authority(&report).unwrap();
        let pages = lopdf::Document::load_mem(&pdf).unwrap().get_pages().len();
        assert!((2..=6).contains(&pages), "{}: {pages} pages", report.name);
        let reading = squeezed(&Reader::new(&pdf).reading());
        assert_says(&report.name, &reading, &model);
        for section in &report.further {
            assert!(reading.contains(&squeezed(&section.title)));
        }
        for words in words_of(&report) {
            assert!(
                report.rank.is_none() || reading.contains(&squeezed(&words)),
                "{}: no {words}",
                report.name
            );
        }
        assert!(pdf.len() < 100_000, "{}: {} bytes", report.name, pdf.len());
        let summary = pdf_report::summary(&report).unwrap();
        let pages = lopdf::Document::load_mem(&summary).unwrap().get_pages();
        assert_eq!(pages.len(), 1, "the summary of {}", report.name);
        let reading = squeezed(&Reader::new(&summary).reading());
        for question in &report.questions[..report.questions.len().min(4)] {
            assert!(reading.contains(&squeezed(question)), "{question}");
        }
    }
}
