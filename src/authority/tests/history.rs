//! Who existed when, and who came from whom.

use jiff::civil::{Date, date};

use super::super::ChangeKind;
use super::{built_in, dfe, id};

fn name_on(code: &str, day: Date) -> Option<&'static str> {
    let upper = built_in().upper_tier_of(code, day)?;
    Some(&built_in().authority(upper).name)
}

#[test]
fn authorities_are_counted_as_published_every_year() {
    let expected = |year| match year {
        2010..=2019 | 2022..=2023 => 152,
        2020..=2021 => 151,
        _ => 153,
    };
    for year in 2010..=2026 {
        let count = built_in().authorities_of(year).count();
        assert_eq!(count, expected(year), "{year}");
    }
}

#[test]
fn authorities_of_a_year_come_in_the_order_of_codes() {
    let codes: Vec<_> = built_in().authorities_of(2024).map(|a| &a.code).collect();
    assert!(codes.is_sorted());
}

#[test]
fn the_last_31_march_of_an_abolished_authority_is_the_day_before() {
    let poole = id("Poole");
    assert!(built_in().exists_on_31_march(poole, 2019));
    assert!(!built_in().exists_on_31_march(poole, 2020));
    assert_eq!(built_in().code_in(poole, 2019), Some("E06000029"));
    assert_eq!(built_in().code_in(poole, 2020), None);
}

#[test]
fn a_year_no_calendar_has_is_a_year_without_authorities() {
    assert_eq!(built_in().authorities_of(i16::MAX).count(), 0);
    assert!(!built_in().exists_on_31_march(id("Kent"), i16::MIN));
}

#[test]
fn codes_change_on_the_first_of_april() {
    let code = |name: &str, year| built_in().code_in(id(name), year).unwrap();
    assert_eq!(code("Northumberland", 2013), "E06000048");
    assert_eq!(code("Northumberland", 2014), "E06000057");
    assert_eq!(code("Gateshead", 2013), "E08000020");
    assert_eq!(code("Gateshead", 2014), "E08000037");
    assert_eq!(code("Buckinghamshire", 2020), "E10000002");
    assert_eq!(code("Buckinghamshire", 2021), "E06000060");
    assert_eq!(code("North Yorkshire", 2023), "E10000023");
    assert_eq!(code("North Yorkshire", 2024), "E06000065");
    assert_eq!(code("Barnsley", 2025), "E08000016");
    assert_eq!(code("Barnsley", 2026), "E08000038");
    assert_eq!(code("Sheffield", 2025), "E08000019");
    assert_eq!(code("Sheffield", 2026), "E08000039");
}

#[test]
fn reorganisations_fit_the_dates_of_both_authorities_and_codes() {
    for change in built_in().reorganisations() {
        let before = built_in().authority(change.predecessor);
        let after = built_in().authority(change.successor);
        let within = matches!(change.kind, ChangeKind::Rename | ChangeKind::CodeChange);
        assert_eq!(within, before.id == after.id, "{change:?}");
        if !within {
            assert_eq!(before.abolished, Some(change.date), "{change:?}");
            assert_eq!(after.established, Some(change.date), "{change:?}");
        }
        let span = |id, code: &str| {
            let spans = built_in().codes_of(id).iter();
            spans.into_iter().find(|span| span.code == code).unwrap()
        };
        let ended = span(before.id, &change.predecessor_code).until;
        let began = span(after.id, &change.successor_code).from;
        assert_eq!((ended, began), (Some(change.date), Some(change.date)));
    }
}

#[test]
fn whoever_was_abolished_has_successors_and_whoever_is_new_has_predecessors() {
    for authority in built_in().authorities() {
        let successors = built_in().successors(authority.id).count();
        assert_eq!(successors > 0, authority.abolished.is_some());
        let predecessors = built_in().predecessors(authority.id).count();
        assert_eq!(predecessors > 0, authority.established.is_some());
    }
}

#[test]
fn every_change_of_code_is_a_reorganisation() {
    for authority in built_in().authorities() {
        for pair in built_in().codes_of(authority.id).windows(2) {
            let mut changes = built_in().reorganisations().iter();
            assert!(
                changes.any(|change| change.predecessor_code == pair[0].code
                    && change.successor_code == pair[1].code),
                "{}",
                pair[1].code
            );
        }
    }
}

#[test]
fn northamptonshire_and_cumbria_were_divided() {
    let successors = |name: &str| -> Vec<&str> {
        built_in()
            .successors(id(name))
            .map(|id| built_in().authority(id).name.as_str())
            .collect()
    };
    assert_eq!(
        successors("Northamptonshire"),
        ["North Northamptonshire", "West Northamptonshire"]
    );
    assert_eq!(
        successors("Cumbria"),
        ["Cumberland", "Westmorland and Furness"]
    );
}

#[test]
fn a_directory_of_any_edition_rolls_up_as_of_any_day() {
    let before = date(2018, 6, 1);
    let after = date(2024, 6, 1);
    let cases = [
        ("E07000048", "Dorset", "Bournemouth, Christchurch and Poole"),
        ("E07000049", "Dorset", "Dorset"),
        ("E07000026", "Cumbria", "Cumberland"),
        ("E07000031", "Cumbria", "Westmorland and Furness"),
        ("E07000150", "Northamptonshire", "North Northamptonshire"),
        ("E07000154", "Northamptonshire", "West Northamptonshire"),
        ("E07000004", "Buckinghamshire", "Buckinghamshire"),
        ("E07000163", "North Yorkshire", "North Yorkshire"),
        ("E07000190", "Somerset", "Somerset"),
        ("E07000246", "Somerset", "Somerset"),
        ("E07000205", "Suffolk", "Suffolk"),
        ("E07000244", "Suffolk", "Suffolk"),
        ("E07000100", "Hertfordshire", "Hertfordshire"),
        ("E07000240", "Hertfordshire", "Hertfordshire"),
        (
            "E06000028",
            "Bournemouth",
            "Bournemouth, Christchurch and Poole",
        ),
        ("E06000048", "Northumberland", "Northumberland"),
        ("E06000061", "Northamptonshire", "North Northamptonshire"),
        ("E06000064", "Cumbria", "Westmorland and Furness"),
        ("E06000059", "Dorset", "Dorset"),
        ("E08000038", "Barnsley", "Barnsley"),
    ];
    for (code, then, now) in cases {
        assert_eq!(name_on(code, before), Some(then), "{code}");
        assert_eq!(name_on(code, after), Some(now), "{code}");
    }
}

#[test]
fn the_area_of_several_authorities_is_nobodys() {
    assert_eq!(name_on("E10000021", date(2024, 1, 1)), None);
    assert_eq!(name_on("E06000058", date(2018, 1, 1)), None);
    assert_eq!(name_on("W06000015", date(2024, 1, 1)), None);
    assert_eq!(name_on("", date(2024, 1, 1)), None);
}

#[test]
fn dorset_has_been_two_authorities() {
    let later = built_in().resolve_in("Dorset", Some(2020)).authority();
    let earlier = built_in().resolve_in("Dorset", Some(2019)).authority();
    assert_eq!(later, Some(id("838")));
    assert_eq!(earlier, Some(id("835")));
    assert_eq!(dfe("Dorset"), 838);
    assert_eq!(dfe("E10000009"), 835);
}
