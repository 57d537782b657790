use super::Figure::{Count, Value};
use super::*;

fn three() -> Data {
    let mut data = Data::new(2024);
    for (at, name) in ["Kent", "Leeds", "Cornwall"].into_iter().enumerate() {
        let missing = 120.0 + 40.0 * f64::from(u8::try_from(at).unwrap());
        data.set(name, "children-missing", Count(missing, 1900.0))
            .unwrap();
        data.set(name, "placed-outside", Count(3.0 * missing, 1900.0))
            .unwrap();
    }
    data
}

const WEIGHTS: &str = r#"
[scorecard]
minimum_children = 0
[[domain]]
code = "missing-incidents"
[[domain.indicator]]
code = "children-missing"
goalposts = { worst = 20.0, best = 0.0 }
[[domain]]
code = "out-of-area-placements"
[[domain.indicator]]
code = "placed-outside"
goalposts = { worst = 60.0, best = 0.0 }
"#;

#[test]
fn values_become_a_league_table_and_reports() {
    let card = three().score(Weights::parse(WEIGHTS).unwrap()).unwrap();
    let table = card.standings();
    let named: Vec<_> = table.iter().map(|row| (row.rank, &*row.name)).collect();
    assert_eq!(
        named,
        [(Some(1), "Kent"), (Some(2), "Leeds"), (Some(3), "Cornwall")]
    );
    let report = card.report("E10000016").unwrap();
    assert!(report.html().unwrap().contains("<h1><bdi>Kent</bdi></h1>"));
    assert!(report.pdf().unwrap().starts_with(b"%PDF-1.7"));
    assert!(card.json().unwrap().contains("\"year\": 2024"));
}

#[test]
fn small_figures_are_withheld_from_the_public_alone() {
    let mut data = three();
    data.set("Kent", "uasc-missing", Count(2.0, 12.0)).unwrap();
    let weights = Weights::parse(WEIGHTS).unwrap();
    let public = data.score(weights.clone()).unwrap();
    assert!(public.value("Kent", "uasc-missing").unwrap().is_err());
    let internal = data.score(weights.internal()).unwrap();
    let value = internal.value("Kent", "uasc-missing").unwrap().unwrap();
    assert!((value - 100.0 * 2.0 / 12.0).abs() < 1e-12);
}

#[test]
fn a_figure_that_cannot_be_is_refused_at_once() {
    let mut data = Data::new(2024);
    let message = |result: Result<&mut Data, Error>| result.unwrap_err().to_string();
    let nobody = message(data.set("Knet", "children-missing", Value(3.0)));
    assert!(nobody.contains("did you mean Kent?"), "{nobody}");
    for figure in [Count(f64::NAN, 3.0), Value(f64::INFINITY), Count(-1.0, 3.0)] {
        assert!(data.set("Kent", "children-missing", figure).is_err());
    }
}

#[test]
fn a_part_larger_than_its_whole_stops_the_scorecard() {
    let mut data = three();
    data.set("Kent", "repeat-missing", Count(200.0, 100.0))
        .unwrap();
    let error = data.score(Weights::built_in()).unwrap_err();
    assert!(
        error.to_string().contains("larger than the whole"),
        "{error}"
    );
}

#[test]
fn authorities_of_ones_own_are_known_by_code_and_name() {
    let mut data = Data::new(2024);
    data.authority("A1", "Alder").unwrap();
    data.authority("B1", "Birch").unwrap();
    data.set("Alder", "children-missing", Count(20.0, 100.0))
        .unwrap();
    data.set("B1", "children-missing", Count(30.0, 100.0))
        .unwrap();
    assert!(data.set("Kent", "children-missing", Value(1.0)).is_err());
    let weights = Weights::parse(&WEIGHTS[..WEIGHTS.rfind("[[domain]]").unwrap()]).unwrap();
    let card = data.score(weights).unwrap();
    assert_eq!(card.standings()[0].name, "Alder");
}
