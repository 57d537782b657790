//! Everything that is printed in public follows from the cells that are shown: whoever makes a
//! dataset of these alone gets the same intervals, flags, words, scores and ranges.

use std::fmt::Write as _;
use std::sync::Mutex;

use care_scorecard::assessment::{Assessment, Evidence};
use care_scorecard::config::{Configuration, Mode};
use care_scorecard::disk;
use care_scorecard::measure::{Cell, Flag};
use care_scorecard::sample::{self, SampleOptions};
use care_scorecard::source::published::Location;
use care_scorecard::source::{Files, Memory};

fn configuration() -> Configuration {
    let mut configuration = Configuration::built_in().clone();
    configuration.disclosure.mode = Mode::Public;
    configuration.ranking.draws = 200;
    configuration
}

fn gathered(files: &dyn Files) -> Evidence {
    Evidence::gather(files, configuration()).unwrap()
}

fn text(number: Option<f64>) -> String {
    number.map_or_else(String::new, |number| number.to_string())
}

/// The cells that are shown, as a file of measures that others have published, with England's sums.
fn as_given(evidence: &Evidence) -> String {
    let mut csv =
        "authority_code,year,indicator,numerator,denominator,value,published\n".to_owned();
    for (key, cell) in evidence.measures.iter() {
        let status = cell.value.err().map_or("", |absence| absence.as_str());
        if matches!(key.location, Location::Region(_)) || status == "no-data" {
            continue;
        }
        let or_status =
            |number: Option<f64>| number.map_or_else(|| status.to_owned(), |n| text(Some(n)));
        let value = cell
            .value
            .map_or_else(|_| status.to_owned(), |value| text(Some(value)));
        let _ = writeln!(
            csv,
            "{},{},{},{},{},{value},Y",
            cell.code,
            key.year,
            key.indicator,
            or_status(cell.numerator),
            text(cell.denominator),
        );
    }
    for year in evidence.measures.years() {
        let assessment = evidence.assess(year);
        for indicator in evidence.measures.indicators(year) {
            if let Some(nation) = assessment.national(&indicator) {
                let _ = writeln!(
                    csv,
                    "E92000001,{year},{indicator},{},{},,Y",
                    nation.numerator, nation.denominator
                );
            }
        }
    }
    csv
}

/// All that is said of a cell.
fn said(assessment: &Assessment<'_>, indicator: &str, location: &Location, cell: &Cell) -> String {
    let mut flags: Vec<String> = assessment
        .flags(indicator, location, cell)
        .iter()
        // That a return, a table or a row of it is not there follows from no cell.
        .filter(|flagged| {
            let of_files = [Flag::NoData, Flag::RowsLeftOut, Flag::CellsLeftOut];
            !of_files.contains(&flagged.flag)
        })
        .map(|flagged| flagged.words())
        .collect();
    flags.sort();
    let reading = assessment.reading(indicator, location, cell);
    format!("{reading:?} {flags:?}")
}

fn compare(whole: &Evidence, shown: &Evidence) -> usize {
    let mut compared = 0;
    for year in whole.measures.years() {
        let (here, there) = (whole.assess(year), shown.assess(year));
        for (key, cell) in whole.measures.iter().filter(|(key, _)| key.year == year) {
            let Location::Authority(id) = key.location else {
                continue;
            };
            let other = there.measure(&key.indicator, id);
            let Some(other) = other else { continue };
            // A sum over England that is not made, since it would tell something, is none of ours.
            if here.national(&key.indicator).is_none() {
                continue;
            }
            assert_eq!(
                said(&here, &key.indicator, &key.location, cell),
                said(&there, &key.indicator, &key.location, other),
                "{} {year} {}",
                cell.code,
                key.indicator
            );
            compared += 1;
        }
        for indicator in whole.measures.indicators(year) {
            if here.national(&indicator).is_none() {
                continue;
            }
            assert_eq!(
                here.recording.funnel(&indicator),
                there.recording.funnel(&indicator),
                "{indicator} {year}"
            );
        }
        let overall = |a: &Assessment<'_>| format!("{:?}", a.scorecard.overall);
        assert_eq!(overall(&here), overall(&there), "{year}");
        let ranges = |a: &Assessment<'_>| format!("{:?}", a.overall_spreads());
        assert_eq!(ranges(&here), ranges(&there), "{year}");
    }
    compared
}

fn rebuilt(files: &dyn Files) -> (Evidence, Evidence) {
    let whole = gathered(files);
    let authorities = files.read("authorities.csv").unwrap();
    let authorities = String::from_utf8(authorities).unwrap();
    let shown = gathered(&Memory::of([
        ("authorities.csv".to_owned(), authorities),
        ("measures.csv".to_owned(), as_given(&whole)),
    ]));
    (whole, shown)
}

#[test]
fn what_is_printed_follows_from_what_is_shown() {
    let files =
        disk::Folder::at(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data"));
    let (whole, shown) = rebuilt(&files);
    assert!(compare(&whole, &shown) > 500);
}

#[test]
fn the_same_of_a_nation_whose_records_are_doubtful() {
    let options = SampleOptions {
        seed: 2,
        authorities: 10,
        years: 2,
        faults: true,
        ..SampleOptions::default()
    };
    let files = Mutex::new(Vec::new());
    let take = |name: &str, text: &str| {
        if name != "answers.csv" {
            files
                .lock()
                .unwrap()
                .push((name.to_owned(), text.to_owned()));
        }
        Ok(())
    };
    sample::make(&options, &take).unwrap();
    let (whole, shown) = rebuilt(&Memory::of(files.into_inner().unwrap()));
    assert!(compare(&whole, &shown) > 200);
}

#[test]
fn no_public_cell_has_what_only_child_level_data_tell() {
    let files =
        disk::Folder::at(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data"));
    let public = gathered(&files);
    let told = |cell: &Cell| cell.design_effect.is_some() || cell.children.is_some();
    assert!(public.measures.iter().all(|(_, cell)| !told(cell)));
    let mut configuration = configuration();
    configuration.disclosure.mode = Mode::Internal;
    let internal = Evidence::gather(&files, configuration).unwrap();
    assert!(internal.measures.iter().any(|(_, cell)| told(cell)));
}
