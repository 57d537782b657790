//! Every indicator from child-level returns against a plain, slow recomputation that shares no
//! function with the library: it reads the CSV files itself and follows the definitions word by
//! word, on the sample and on random datasets. Every number of the reports to boards likewise.

mod board_police;
mod boards;
mod expected;
mod grouped;
mod placements;
mod profiled;
mod projected;
mod published;
mod published_reports;
mod random;
mod reading;
mod rules;
mod said;
mod walked;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use care_scorecard::config::{Configuration, Mode};
use care_scorecard::diagnostic::Diagnostics;
use care_scorecard::disclosure::{Measures, protect};
use care_scorecard::disk;
use care_scorecard::indicator::{self, From};
use care_scorecard::measure::{Absence, Extent, Unprotected};
use care_scorecard::source::published::Location;
use care_scorecard::source::{Dataset, Symbol};

use expected::{Expected, expected};
use random::{CODE, YEARS};

/// The indicators whose definition says that they come from child-level data, alone or with
/// another file; the ratio of local capacity has a test of its own, and places in homes are no children.
fn indicators() -> BTreeSet<&'static str> {
    let elsewhere = ["local-capacity-ratio", "home-places"];
    indicator::definitions()
        .filter(|definition| definition.from.iter().any(|from| *from != From::Published))
        .map(|definition| definition.code)
        .filter(|code| !elsewhere.contains(code))
        .collect()
}

fn measured(folder: &Path) -> (Dataset, Measures) {
    let dataset = Dataset::read(&disk::Folder::at(folder));
    let problems = &dataset.diagnostics;
    assert!(!problems.has_errors(), "{problems:?}");
    let mut diagnostics = Diagnostics::default();
    let mut configuration = Configuration::built_in().clone();
    configuration.disclosure.mode = Mode::Internal;
    let figures =
        Unprotected::compute(&dataset, &configuration, Extent::Measures, &mut diagnostics);
    let measures = protect(figures, &dataset, &configuration);
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    (dataset, measures)
}

/// Compares a year of an authority; returns the indicators that were neither none nor all.
fn compare(
    measures: &Measures,
    place: &Location,
    year: i16,
    expected: Expected,
) -> BTreeSet<&'static str> {
    let mut told = BTreeSet::new();
    for (code, (x, n)) in expected {
        let cell = measures.best(year, code, place);
        if x.is_nan() {
            let is_absent = cell.is_none_or(|cell| cell.value.is_err());
            assert!(is_absent, "{code} in {year} of {place:?}");
            continue;
        }
        let cell = cell.unwrap_or_else(|| panic!("{code} in {year} of {place:?}"));
        let found = (cell.numerator, cell.denominator);
        assert_eq!(found, (Some(x), n), "{code} in {year} of {place:?}");
        if x > 0.0 && n.is_none_or(|n| x != n) {
            told.insert(code);
        }
    }
    told
}

/// Checks one random dataset.
fn check(seed: u64) -> BTreeSet<&'static str> {
    let folder = tempfile::tempdir().unwrap();
    random::write(folder.path(), seed);
    let (dataset, measures) = measured(folder.path());
    let kent = Location::Authority(dataset.register.by_code(CODE).unwrap());
    let mut told = BTreeSet::new();
    for at in 0..YEARS.len() {
        let expected = expected(
            &folder.path().join(CODE),
            folder.path(),
            CODE,
            &YEARS[..=at],
        );
        told.extend(compare(&measures, &kent, YEARS[at], expected));
    }
    let absent = |code: &str, year: i16| measures.best(year, code, &kent).unwrap().value;
    let not_available = Err(Absence::Symbol(Symbol::NotAvailable));
    assert_eq!(absent("same-carer-two-years", 2023), not_available);
    assert_eq!(absent("three-placements-two-years", 2022), not_available);
    told
}

#[test]
fn every_measure_agrees_on_random_returns() {
    let seeds = std::env::var("CARE_SCORECARD_SEEDS")
        .ok()
        .and_then(|s| s.parse().ok())
        .unwrap_or(150);
    let told: BTreeSet<_> = (1..=seeds).flat_map(check).collect();
    assert_eq!(told, indicators(), "those told apart, and those there are");
}

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data")
}

fn sample_codes() -> Vec<String> {
    let rows = reading::table(&sample().join("authorities.csv")).unwrap();
    rows.iter().map(|r| r["authority_code"].clone()).collect()
}

#[test]
fn every_measure_agrees_on_the_sample() {
    let (dataset, measures) = measured(&sample());
    let mut told = BTreeSet::new();
    for code in sample_codes() {
        let place = Location::Authority(dataset.register.by_code(&code).unwrap());
        let folder = sample().join("returns").join(&code);
        for at in 0..YEARS.len() {
            let expected = expected(&folder, &sample(), &code, &YEARS[..=at]);
            told.extend(compare(&measures, &place, YEARS[at], expected));
        }
    }
    assert_eq!(told, indicators(), "those told apart, and those there are");
}

#[test]
fn the_ratio_of_local_capacity_agrees_on_the_sample() {
    let (dataset, measures) = measured(&sample());
    let codes = sample_codes();
    for year in YEARS {
        // Own children, those placed outside, and those placed by others, by authority.
        let mut counts: BTreeMap<&str, [f64; 3]> = BTreeMap::new();
        for code in &codes {
            let ret = reading::read(&sample().join("returns").join(code).join(year.to_string()));
            let census = jiff::civil::date(year, 3, 31);
            for list in ret.episodes.values() {
                let Some(now) = rules::census_of(list, census).map(|at| &list[at]) else {
                    continue;
                };
                let own = counts.entry(code).or_default();
                own[0] += 1.0;
                own[1] += if now.out == Some(true) { 1.0 } else { 0.0 };
                if let Some(host) = codes.iter().find(|c| **c == now.area && *c != code) {
                    counts.entry(host).or_default()[2] += 1.0;
                }
            }
        }
        for (code, [own, outside, hosted]) in counts {
            let place = Location::Authority(dataset.register.by_code(code).unwrap());
            let cell = measures.best(year, "local-capacity-ratio", &place).unwrap();
            let found = (cell.numerator, cell.denominator);
            assert_eq!(
                found,
                (Some(own - outside + hosted), Some(own)),
                "{code} in {year}"
            );
        }
    }
}
