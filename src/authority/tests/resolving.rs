//! What files write, and what it means.

use proptest::prelude::*;

use super::super::Resolution;
use super::{built_in, dfe, id};

const SPELLINGS: &[(&str, u16)] = &[
    ("Hull", 810),
    ("Kingston Upon Hull, City of", 810),
    ("Kingston-upon-Hull City Council", 810),
    ("Bristol", 801),
    ("Bristol City", 801),
    ("City of Bristol", 801),
    ("Herefordshire", 884),
    ("Herefordshire, County of", 884),
    ("Durham", 840),
    ("County Durham", 840),
    ("Durham County Council", 840),
    ("BCP", 839),
    ("Bournemouth, Christchurch & Poole", 839),
    ("Southend on Sea", 882),
    ("St. Helens", 342),
    ("St Helens", 342),
    ("Telford & Wrekin", 894),
    ("Medway Towns", 887),
    ("LB Hackney", 204),
    ("London Borough of Hackney", 204),
    ("Royal Borough of Kensington & Chelsea", 207),
    ("The Royal Borough of Windsor and Maidenhead", 868),
    ("Kingston-upon-Thames", 314),
    ("Bedford Borough", 822),
    ("Isles of Scilly", 420),
    ("Council of the Isles of Scilly", 420),
    ("City of London", 201),
    ("London, City of", 201),
    ("The City of London Corporation", 201),
    ("Westminster City Council", 213),
    ("Derby, City of", 831),
    ("Derbyshire County Council", 830),
    ("Leicester City", 856),
    ("NOTTINGHAM CITY", 892),
    ("Bath & NE Somerset", 800),
    ("West Berkshire (Newbury)", 869),
    ("Blackburn", 889),
    ("Newcastle", 391),
    ("Rutland County Council District Council", 857),
    ("  Stoke on Trent ", 861),
    ("Birmingham Children’s Trust", 330),
];

#[test]
fn authorities_are_known_by_what_files_call_them() {
    for (text, code) in SPELLINGS {
        assert_eq!(dfe(text), *code, "{text}");
    }
}

#[test]
fn council_styles_do_not_change_who_is_meant() {
    let styles = [
        "{} Council",
        "{} City Council",
        "{} LA",
        "the {} District Council",
    ];
    for authority in built_in().authorities_of(2024) {
        for style in styles {
            let text = style.replace("{}", &authority.name);
            assert_eq!(id(&text), authority.id, "{text}");
        }
        let written = authority.name.replace(" and ", " & ").replace('-', " ");
        assert_eq!(id(&written.to_uppercase()), authority.id, "{written}");
    }
}

#[test]
fn codes_of_any_year_and_both_kinds_are_known() {
    assert_eq!(dfe("E10000002"), 825);
    assert_eq!(dfe("e06000060 "), 825);
    assert_eq!(dfe("E08000020"), 390);
    assert_eq!(dfe("E06000048"), 929);
    assert_eq!(dfe("E10000001"), 820);
    assert_eq!(dfe("928"), 928);
}

#[test]
fn england_and_its_regions_are_not_authorities() {
    for text in ["E92000001", "England", "national"] {
        assert_eq!(built_in().resolve(text), Resolution::National);
    }
    let name = |text: &str| match built_in().resolve(text) {
        Resolution::Region(region) => built_in().region(region).unwrap().name.as_str(),
        other => panic!("{text} is {other:?}"),
    };
    assert_eq!(name("E12000007"), "London");
    assert_eq!(name("london"), "London");
    assert_eq!(name("Yorkshire & the Humber"), "Yorkshire and The Humber");
    assert_eq!(name("East of England"), "East of England");
    for text in ["E13000001", "Inner London"] {
        let resolution = built_in().resolve(text);
        assert!(matches!(resolution, Resolution::SubRegion(_)), "{text}");
    }
}

#[test]
fn districts_point_to_the_authority_above_them() {
    let kent = Resolution::District { upper: id("Kent") };
    assert_eq!(built_in().resolve("E07000110"), kent);
    assert_eq!(built_in().resolve("Maidstone Borough Council"), kent);
    let year = |year| built_in().resolve_in("Corby", Some(year));
    let district = |name| Resolution::District { upper: id(name) };
    assert_eq!(year(2021), district("Northamptonshire"));
    assert_eq!(year(2022), district("North Northamptonshire"));
}

#[test]
fn places_outside_england_say_where_they_are() {
    let cases = [
        ("W06000015", "a code in Wales"),
        ("Cardiff Council", "Cardiff (W06000015) is in Wales"),
        ("Ynys Môn", "Isle of Anglesey (W06000001) is in Wales"),
        ("Scotland", "Scotland is not in England"),
        ("City of Edinburgh", "Edinburgh is in Scotland"),
        ("N92000002", "a code in Northern Ireland"),
        ("WAL", "Wales is not in England"),
    ];
    for (text, expected) in cases {
        let reason = expected.to_owned();
        assert_eq!(
            built_in().resolve(text),
            Resolution::OutsideEngland { reason }
        );
    }
}

#[test]
fn shared_services_and_lists_of_authorities_are_not_one_authority() {
    let cases = [
        "Achieving for Children",
        "Tri-borough",
        "Northamptonshire Children's Trust",
        "Bedford Borough and Central Bedfordshire",
        "Cornwall and Isles of Scilly",
        "Kingston upon Thames / Richmond upon Thames",
        "Greater Manchester",
        "E11000001",
    ];
    for text in cases {
        let resolution = built_in().resolve(text);
        assert!(matches!(resolution, Resolution::Combined { .. }), "{text}");
    }
}

#[test]
fn what_is_not_known_suggests_the_nearest_name() {
    let suggestion = |text: &str| match built_in().resolve(text) {
        Resolution::Unknown { suggestion } => suggestion,
        other => panic!("{text} is {other:?}"),
    };
    assert_eq!(suggestion("Gatehead").as_deref(), Some("Gateshead"));
    assert_eq!(
        suggestion("Kigston upon Hul").as_deref(),
        Some("Kingston upon Hull, City of")
    );
    assert_eq!(
        suggestion("Kingston").as_deref(),
        Some("Kingston upon Hull, City of or Kingston upon Thames")
    );
    assert_eq!(
        suggestion("Westmorland").as_deref(),
        Some("Westmorland and Furness")
    );
    assert_eq!(suggestion("Atlantis"), None);
    for text in ["", " ", "!", "E06999999", "E99999999", "999", "&"] {
        assert_eq!(suggestion(text), None, "{text:?}");
    }
}

proptest! {
    #[test]
    fn any_text_resolves_without_a_panic(text in "\\PC{0,120}", year in any::<Option<i16>>()) {
        let _ = built_in().resolve_in(&text, year);
        let _ = built_in().upper_tier_of(&text, jiff::civil::date(2024, 3, 31));
    }

    #[test]
    fn spaces_around_and_letter_case_do_not_matter(at in 0_usize..160, left in " {0,3}", right in " {0,3}") {
        let authority = &built_in().authorities()[at];
        for text in [&authority.code, &authority.name] {
            let expected = built_in().resolve(text);
            let padded = format!("{left}{}{right}", text.to_lowercase());
            prop_assert_eq!(built_in().resolve(&padded), expected);
        }
    }
}
