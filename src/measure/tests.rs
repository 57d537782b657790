use super::*;
use crate::config::{Configuration, Mode};
use crate::diagnostic::Diagnostics;
use crate::source::published::Location;
use crate::source::{Dataset, Memory, Symbol};

const MISSING_HEADER: &str = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,la_name,new_la_code,characteristic,breakdown,children_count\n";

/// A dataset of one characteristics file with these rows of (year, code, group, label, count).
fn measures(rows: &[(&str, &str, &str, &str, &str)], extra: &[(&str, &str)]) -> (Figures, Dataset) {
    let mut text = MISSING_HEADER.to_owned();
    for (year, code, group, label, count) in rows {
        let level = if code.is_empty() {
            "National"
        } else {
            "Local authority"
        };
        text += &format!(
            "{year},Reporting year,{level},E92000001,England,,,,,{code},{group},\"{label}\",{count}\n"
        );
    }
    let characteristics = ("characteristics.csv", text.as_str());
    let files = std::iter::once(characteristics).chain(extra.iter().copied());
    let dataset = Dataset::read(&Memory::of(files));
    assert!(
        !dataset.diagnostics.has_errors(),
        "{:?}",
        dataset.diagnostics
    );
    let mut diagnostics = Diagnostics::default();
    // In public flags are made of what is shown, after this.
    let mut configuration = Configuration::built_in().clone();
    configuration.disclosure.mode = Mode::Internal;
    let measures = Figures::compute(
        Repertoire::built_in(),
        &dataset,
        &configuration,
        Extent::Measures,
        &mut diagnostics,
    );
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    (measures, dataset)
}

fn kent(dataset: &Dataset) -> Location {
    Location::Authority(dataset.register.by_code("E10000016").unwrap())
}

const LOCALITY: &str = "Locality of placement";
const OUTSIDE: &str = "Placed outside the local authority boundary";

#[test]
fn a_share_has_its_value_or_the_symbol_of_what_it_lacks() {
    let cases = [
        ("383", "1956", Ok(100.0 * 383.0 / 1956.0)),
        ("0", "10", Ok(0.0)),
        ("c", "1956", Err(Absence::Symbol(Symbol::Confidential))),
        ("5", "c", Err(Absence::Symbol(Symbol::Confidential))),
        ("0", "0", Err(Absence::ZERO_DENOMINATOR)),
        ("z", "z", Err(Absence::ZERO_DENOMINATOR)),
        ("k", "10", Err(Absence::Symbol(Symbol::RoundsToZero))),
        ("low", "10", Err(Absence::Symbol(Symbol::Low))),
        ("u", "10", Err(Absence::Symbol(Symbol::LowReliability))),
        (":", "10", Err(Absence::Symbol(Symbol::NotAvailable))),
    ];
    for (x, n, expected) in cases {
        let (measures, dataset) = measures(
            &[
                ("2024", "E10000016", LOCALITY, OUTSIDE, x),
                ("2024", "E10000016", LOCALITY, "Total", n),
            ],
            &[],
        );
        assert_eq!(
            measures
                .best(2024, "placed-outside", &kent(&dataset))
                .unwrap()
                .value,
            expected,
            "{x}/{n}"
        );
    }
}

#[test]
fn home_places_are_capped_by_need_and_zero_where_a_nationwide_list_has_none() {
    let homes = "Provider level as at 31 March 2024,,,,\nProvision type,Registration status,Local authority,Sector,Places\nChildren's home,Active,Kent,Private,9\n";
    let rows = [
        (
            "2024",
            "E10000016",
            "Placement",
            "Secure homes and children's homes",
            "7",
        ),
        (
            "2024",
            "E06000017",
            "Placement",
            "Secure homes and children's homes",
            "2",
        ),
    ];
    let (found, dataset) = measures(&rows, &[("homes.csv", homes)]);
    let cell = found
        .best(2024, "home-places-for-need", &kent(&dataset))
        .unwrap();
    assert_eq!((cell.numerator, cell.denominator), (Some(7.0), Some(7.0)));
    let rutland = Location::Authority(dataset.register.by_code("E06000017").unwrap());
    assert_eq!(
        found.best(2024, "home-places-for-need", &rutland),
        None,
        "an extract says nothing of others"
    );
    let (found, dataset) = measures(
        &rows,
        &[(
            "homes.csv",
            &format!("{homes}Boarding School,Active,Rutland,Private,50\n"),
        )],
    );
    let rutland = Location::Authority(dataset.register.by_code("E06000017").unwrap());
    assert_eq!(
        found
            .best(2024, "home-places-for-need", &rutland)
            .unwrap()
            .value,
        Ok(0.0)
    );
}

#[test]
fn given_measures_come_before_published_ones() {
    let given = "authority_code,year,indicator,numerator,denominator,value\nE10000016,2024,placed-outside,1,4,\n";
    let rows = [
        ("2024", "E10000016", LOCALITY, OUTSIDE, "383"),
        ("2024", "E10000016", LOCALITY, "Total", "1956"),
    ];
    let (measures, dataset) = measures(&rows, &[("mine.csv", given)]);
    let cell = measures
        .best(2024, "placed-outside", &kent(&dataset))
        .unwrap();
    assert_eq!((cell.value, cell.source), (Ok(25.0), SourceKind::Given));
}

#[test]
fn a_code_keeps_as_published_while_the_authority_is_one() {
    let rows = [
        ("2021", "E06000065", LOCALITY, OUTSIDE, "1"),
        ("2021", "E06000065", LOCALITY, "Total", "4"),
    ];
    let (measures, dataset) = measures(&rows, &[]);
    let id = dataset.register.by_code("E10000023").unwrap();
    assert_eq!(
        measures
            .best(2021, "placed-outside", &Location::Authority(id))
            .unwrap()
            .code
            .as_ref(),
        "E06000065"
    );
    assert_eq!(measures.code(2021, id).unwrap().as_ref(), "E06000065");
    assert_eq!(measures.authorities(2021), [id]);
}

#[test]
fn the_nation_is_added_up_only_from_nine_in_ten_and_rounded_in_public() {
    let names: String = (0..10).map(|n| format!("A{n},Name {n},R,t\n")).collect();
    let authorities = format!("authority_code,name,region,type\n{names}");
    let counts = |with: std::ops::Range<i32>| {
        let rows: String = with
            .map(|n| format!("A{n},2024,X,{},50,\n", n + 1))
            .collect();
        let measures = format!("authority_code,year,indicator,numerator,denominator,value\n{rows}");
        let files = Memory::of([
            ("a.csv", authorities.as_str()),
            ("m.csv", measures.as_str()),
        ]);
        let dataset = Dataset::read(&files);
        let mut disclosure = Configuration::built_in().disclosure.clone();
        let mut diagnostics = Diagnostics::default();
        let measures = Figures::compute(
            Repertoire::built_in(),
            &dataset,
            Configuration::built_in(),
            Extent::Measures,
            &mut diagnostics,
        );
        let kinds = measures.source_kinds(2024, false, &mut diagnostics);
        let public = measures.national(&kinds, 2024, "X", &dataset.register, &disclosure);
        disclosure.mode = Mode::Internal;
        let internal = measures.national(&kinds, 2024, "X", &dataset.register, &disclosure);
        (
            public.map(|n| (n.numerator, n.denominator)),
            internal.map(|n| (n.numerator, n.denominator)),
        )
    };
    assert_eq!(counts(0..10), (Some((60.0, 500.0)), Some((55.0, 500.0))));
    assert_eq!(counts(0..9), (Some((50.0, 450.0)), Some((45.0, 450.0))));
    assert_eq!(counts(0..8), (None, None));
}

#[test]
fn distances_are_asked_for_of_children_whose_home_is_recorded() {
    let flags = |unaccompanied: u32| {
        let given = format!(
            "authority_code,year,indicator,numerator,denominator\n\
             E10000016,2024,placed-20-miles-outside,10,100\n\
             E10000016,2024,placed-20-miles-outside-among-known,10,70\n\
             E10000016,2024,uasc-share,{unaccompanied},100\n"
        );
        let (measures, dataset) = measures(&[], &[("measures.csv", &given)]);
        let cell = measures.best(2024, "placed-20-miles-outside", &kent(&dataset));
        cell.unwrap().flags.clone()
    };
    let doubt = Flagged {
        flag: Flag::DistanceUnknown,
        numbers: vec![("unknown", 20.0), ("out of", 90.0)],
    };
    assert_eq!(flags(10), [doubt]);
    // 30 of unknown distance, of whom 25 could have none: 5 of 75.
    assert_eq!(flags(25), []);
}
