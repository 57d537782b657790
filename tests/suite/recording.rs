//! Recording policies, end to end: what a very low count earns, and that a higher count of a bad
//! thing never pays.

use crate::support;

use care_scorecard::assessment::Evidence;
use care_scorecard::config::Configuration;
use care_scorecard::disk;
use proptest::prelude::*;
use support::Folder;

const UNITS: usize = 25;

/// Twenty-five authorities of 300 children; `counts` of them went missing.
fn folder(counts: &[u32]) -> Folder {
    let mut authorities = "authority_code,name,region,type\n".to_owned();
    let mut measures = "authority_code,year,indicator,numerator,denominator,published\n".to_owned();
    for (at, count) in counts.iter().enumerate() {
        authorities += &format!("X{at:02},Place {at:02},North,none\n");
        measures += &format!("X{at:02},2024,children-missing,{count},300,Y\n");
    }
    Folder::new()
        .file("authorities.csv", authorities)
        .file("measures.csv", measures)
}

fn configuration(policy: &str) -> Configuration {
    let text = format!(
        "[scorecard]\nminimum_children = 0\n[recording]\npolicy = \"{policy}\"\n[ranking]\ndraws = 200\n\
         [[domain]]\ncode = \"missing-incidents\"\ncomplete = true\n\
         [[domain.indicator]]\ncode = \"children-missing\"\ngoalposts = {{ worst = 25.0, best = 0.0 }}\n"
    );
    Configuration::read(&text, "test").unwrap().0
}

/// The score, rank and upper end of the drawn scores of the first authority, and the nation's score.
fn first(counts: &[u32], policy: &str) -> (Option<f64>, Option<usize>, f64, f64) {
    let folder = folder(counts);
    let evidence =
        Evidence::gather(&disk::Folder::at(folder.data()), configuration(policy)).unwrap();
    let assessment = evidence.assess(2024);
    let indicator = &assessment.scorecard.indicators.as_slice()[0];
    let drawn = assessment.uncertainty().indicators.as_slice()[0]
        .as_ref()
        .unwrap()
        .as_slice()[0]
        .score
        .map_or(f64::NAN, |range| range.high);
    (
        indicator.scores.as_slice()[0].score,
        assessment.scorecard.overall.as_slice()[0].rank,
        drawn,
        indicator.national.unwrap(),
    )
}

/// Around 33 of 300, with the first as given.
fn counts(first: u32) -> Vec<u32> {
    (0..UNITS)
        .map(|at| {
            if at == 0 {
                first
            } else {
                20 + u32::try_from((at * 7) % 27).unwrap()
            }
        })
        .collect()
}

#[test]
fn nothing_recorded_earns_the_nations_score_under_the_plateau() {
    let (score, rank, drawn, national) = first(&counts(0), "plateau");
    assert_eq!(score, Some(national));
    assert!(rank.is_some() && drawn <= national + 1e-4);
    assert_eq!(first(&counts(0), "flag").0, Some(100.0));
    assert_eq!(first(&counts(0), "exclude").1, None);
}

#[test]
fn very_low_earns_what_plausibly_low_earns() {
    let (low, lower) = (
        first(&counts(5), "plateau").0.unwrap(),
        first(&counts(3), "plateau").0.unwrap(),
    );
    assert!((low - lower).abs() < 2.0, "{low} {lower}");
    assert!(first(&counts(5), "flag").0.unwrap() > low + 10.0);
    assert!(
        first(&counts(5), "plateau").2 <= low + 1e-4,
        "no draw earns more than the limit"
    );
}

#[test]
fn flags_say_why() {
    let rows = folder(&counts(4))
        .run("measures", &["--quiet"])
        .well()
        .rows();
    let flagged: Vec<&str> = rows
        .iter()
        .filter(|row| !row["flags"].is_empty())
        .map(|row| row["flags"].as_str())
        .collect();
    assert_eq!(flagged, ["unusually-low"]);
    let row = rows
        .iter()
        .find(|row| row["authority_code"] == "X00")
        .unwrap();
    assert_eq!(row["comparison"], "much-better");
    assert!(row["lower95"].parse::<f64>().unwrap() < 4.0 / 3.0);
}

#[test]
fn the_rate_takes_an_implausible_zero_from_the_children_missing() {
    // No published figure gives the national share: it is that of all authorities together.
    let rates = "authority_code,year,indicator,numerator,denominator,published\n";
    let rate =
        |at: usize, count: u32| format!("X{at:02},2024,missing-incident-rate,{count},300,Y\n");
    let rates = (0..UNITS).fold(rates.to_owned(), |all, at| {
        all + &rate(at, if at < 2 { 0 } else { 90 })
    });
    let rows = folder(&counts(0))
        .file("rates.csv", rates)
        .run("measures", &["--quiet"])
        .well()
        .rows();
    let flagged = |indicator: &str| -> Vec<String> {
        let of = rows.iter().filter(|row| row["indicator"] == indicator);
        of.filter(|row| row["flags"].contains("implausible-zero"))
            .map(|row| row["authority_code"].clone())
            .collect()
    };
    assert_eq!(flagged("children-missing"), ["X00"]);
    // X01 has children who went missing: its rate of zero is not taken for an implausible one.
    assert_eq!(flagged("missing-incident-rate"), ["X00"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_higher_count_never_pays(x in 0..120_u32, more in 1..60_u32) {
        let (fewer, higher) = (counts(x), counts(x + more));
        prop_assert!(first(&higher, "flag").0 <= first(&fewer, "flag").0);
        let (a, b) = (first(&fewer, "plateau"), first(&higher, "plateau"));
        if x > 0 {
            prop_assert!(b.0.unwrap() <= a.0.unwrap() + 1e-9, "{:?} {:?}", a, b);
        }
    }
}
