//! The tables hold together.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};

use super::super::built_in::TABLES;
use super::super::{AuthorityKind, Resolution, plain_name};
use super::{built_in, id};

fn column(table: &str, position: usize) -> Vec<String> {
    csv::Reader::from_reader(table.as_bytes())
        .into_records()
        .map(|record| record.unwrap().get(position).unwrap().to_owned())
        .collect()
}

#[test]
fn every_line_of_every_table_can_be_used() {
    assert_eq!(built_in().faults(), []);
}

#[test]
fn there_are_153_authorities_now_and_7_that_are_gone() {
    let (gone, living): (Vec<_>, Vec<_>) = built_in()
        .authorities()
        .iter()
        .partition(|authority| authority.abolished.is_some());
    assert_eq!((living.len(), gone.len()), (153, 7));
}

#[test]
fn kinds_are_counted_as_in_2024() {
    let mut kinds: BTreeMap<&AuthorityKind, usize> = BTreeMap::new();
    for authority in built_in().authorities_of(2024) {
        *kinds.entry(&authority.kind).or_default() += 1;
    }
    let expected = [
        (&AuthorityKind::LondonBorough, 32),
        (&AuthorityKind::MetropolitanDistrict, 36),
        (&AuthorityKind::Unitary, 62),
        (&AuthorityKind::County, 21),
        (&AuthorityKind::CityOfLondon, 1),
        (&AuthorityKind::IslesOfScilly, 1),
    ];
    assert_eq!(kinds, BTreeMap::from(expected));
}

#[test]
fn every_code_resolves_to_its_own_authority_and_belongs_to_no_other() {
    let codes = column(TABLES.codes, 0);
    let owners = column(TABLES.codes, 1);
    let mut seen = BTreeMap::new();
    for (code, owner) in codes.iter().zip(&owners) {
        assert_eq!(seen.insert(code, owner), None, "{code} twice");
        assert_eq!(id(code), id(owner), "{code}");
        assert_eq!(id(&code.to_lowercase()), id(owner), "{code}");
    }
}

#[test]
fn every_name_resolves_to_an_authority_of_that_name() {
    for authority in built_in().authorities() {
        let found = built_in().authority(id(&authority.name));
        assert_eq!(found.name, authority.name);
        assert_eq!(found.id == authority.id, authority.dfe_code != Some(835));
    }
}

#[test]
fn every_alias_means_one_thing_and_says_what_no_rule_could() {
    let aliases = column(TABLES.aliases, 0);
    let meanings = column(TABLES.aliases, 1);
    let mut seen = BTreeMap::new();
    for (alias, meaning) in aliases.iter().zip(&meanings) {
        assert_eq!(seen.insert(plain_name(alias), meaning), None, "{alias}");
        assert_eq!(
            built_in().resolve(alias),
            built_in().resolve(meaning),
            "{alias}"
        );
        let names = || built_in().authorities().iter();
        assert!(
            names().all(|known| plain_name(&known.name) != plain_name(alias)),
            "{alias} is a name"
        );
    }
}

#[test]
fn everything_elsewhere_resolves_with_its_reason() {
    let places = column(TABLES.elsewhere, 1);
    let reasons = column(TABLES.elsewhere, 3);
    for (place, expected) in places.iter().zip(&reasons) {
        let text = match place.len() {
            1 => format!("{place}06000001"),
            3 if place.starts_with('E') => format!("{place}000001"),
            _ => place.clone(),
        };
        let (Resolution::OutsideEngland { reason } | Resolution::Combined { reason }) =
            built_in().resolve(&text)
        else {
            panic!("{text} is {:?}", built_in().resolve(&text));
        };
        assert!(
            &reason == expected || text.contains("England"),
            "{text}: {reason}"
        );
    }
}

#[test]
fn codes_of_an_authority_follow_on_through_its_whole_life() {
    for authority in built_in().authorities() {
        let spans = built_in().codes_of(authority.id);
        assert_eq!(spans[0].from, authority.established, "{}", authority.name);
        assert_eq!(spans.last().unwrap().until, authority.abolished);
        assert_eq!(spans.last().unwrap().code, authority.code);
        for pair in spans.windows(2) {
            assert!(pair[0].until.is_some() && pair[0].until == pair[1].from);
        }
    }
}

#[test]
fn ids_follow_the_order_of_codes() {
    let authorities = built_in().authorities();
    assert!(
        authorities
            .windows(2)
            .all(|pair| pair[0].code < pair[1].code)
    );
    assert!(
        (0..)
            .zip(authorities)
            .all(|(at, found)| found.id.index() == at)
    );
}

#[test]
fn every_authority_lies_in_one_of_nine_regions() {
    assert_eq!(built_in().regions().count(), 9);
    for authority in built_in().authorities() {
        let region = built_in().region_of(authority.id).unwrap();
        assert_eq!(region.name, authority.region);
        let in_london = region.code == "E12000007";
        assert_eq!(authority.sub_region_code.is_some(), in_london);
    }
    let inner = built_in()
        .authorities()
        .iter()
        .filter(|authority| authority.sub_region_code.as_deref() == Some("E13000001"));
    assert_eq!(inner.count(), 14);
}

#[test]
fn regions_are_counted_as_in_2024() {
    let count = |code: &str| {
        let in_region = |region: &str| region == code;
        built_in()
            .authorities_of(2024)
            .filter(|authority| in_region(&authority.region_code))
            .count()
    };
    let counts: Vec<usize> = (1..=9).map(|n| count(&format!("E1200000{n}"))).collect();
    assert_eq!(counts, [12, 24, 15, 10, 14, 11, 33, 19, 15]);
}

#[test]
fn every_district_has_one_authority_on_any_day() {
    let days = [2009, 2012, 2019, 2020, 2021, 2023, 2026].map(|year| date(year, 4, 1));
    for (code, spans) in built_in().districts.codes() {
        for day in days {
            let upper = built_in().upper_tier_of(code, day).unwrap();
            assert!(built_in().authority(upper).existed_on(day), "{code} {day}");
        }
        let first_last = (spans[0].from, spans.last().unwrap().until);
        assert_eq!(first_last, (None::<Date>, None), "{code}");
        let gapless = spans.windows(2).all(|pair| pair[0].until == pair[1].from);
        assert!(gapless, "{code}");
    }
}

#[test]
fn every_authority_of_a_year_has_a_tile_of_its_own() {
    for year in [2012, 2019, 2020, 2024, 2026] {
        let mut places = BTreeMap::new();
        let mut labels = BTreeMap::new();
        for authority in built_in().authorities_of(year) {
            let tile = built_in().tile(authority.id).unwrap();
            let name = &authority.name;
            assert_eq!(places.insert((tile.row, tile.column), name), None, "{name}");
            assert_eq!(labels.insert(&tile.label, name), None, "{name}");
            assert!((1..=4).contains(&tile.label.chars().count()), "{name}");
        }
    }
}
