//! A dataset's own authorities.

use jiff::civil::date;
use proptest::prelude::*;

use super::super::{OwnAuthority, OwnRegisterError, Register, Resolution};

fn row(code: &str, name: &str, region: &str) -> OwnAuthority {
    OwnAuthority {
        code: code.to_owned(),
        name: name.to_owned(),
        region: region.to_owned(),
        kind: "borough".to_owned(),
    }
}

fn name(register: &Register, text: &str) -> Option<String> {
    let id = register.resolve(text).authority()?;
    Some(register.authority(id).name.clone())
}

#[test]
fn own_codes_keep_their_case_and_names_do_not_need_theirs() {
    let rows = vec![
        row("Ab", "Eastmoor", "Moors"),
        row("ab", "Westmoor", "Moors"),
    ];
    let register = Register::from_rows(rows).unwrap();
    assert_eq!(name(&register, " Ab "), Some("Eastmoor".into()));
    assert_eq!(name(&register, "ab"), Some("Westmoor".into()));
    assert_eq!(name(&register, "AB"), None);
    assert_eq!(name(&register, "EASTMOOR council"), Some("Eastmoor".into()));
    assert_eq!(name(&register, "Kent"), None);
    assert_eq!(name(&register, "E10000016"), None);
}

#[test]
fn a_name_two_authorities_share_resolves_to_neither() {
    let rows = vec![
        row("b", "St. Mary", ""),
        row("a", "St Mary", ""),
        row("c", "Elm", ""),
    ];
    let register = Register::from_rows(rows).unwrap();
    let codes = |text: &str| match register.resolve(text) {
        Resolution::Ambiguous { candidates } => candidates
            .iter()
            .map(|id| register.authority(*id).code.clone())
            .collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(codes("st mary"), ["a", "b"]);
    assert_eq!(codes("St. Mary"), ["a", "b"]);
    assert_eq!(name(&register, "a"), Some("St Mary".into()));
}

#[test]
fn places_of_one_name_are_told_apart_by_their_style_or_not_at_all() {
    let rows = vec![row("a", "Elm City", ""), row("b", "Elm County", "")];
    let register = Register::from_rows(rows).unwrap();
    assert_eq!(name(&register, "Elm County"), Some("Elm County".into()));
    assert!(matches!(
        register.resolve("Elm"),
        Resolution::Ambiguous { .. }
    ));
}

#[test]
fn benchmarks_keep_their_codes() {
    let rows = vec![row("a", "Elm", "North East"), row("b", "Oak", "The Fens")];
    let register = Register::from_rows(rows).unwrap();
    assert_eq!(register.resolve("E92000001"), Resolution::National);
    assert!(matches!(
        register.resolve("E12000001"),
        Resolution::Region(_)
    ));
    assert!(matches!(
        register.resolve("E12000002"),
        Resolution::Region(_)
    ));
    assert!(matches!(
        register.resolve("the fens"),
        Resolution::Region(_)
    ));
    let regions: Vec<&str> = register.regions().map(|r| r.code.as_str()).collect();
    assert_eq!(regions, ["E12000001", "The Fens"]);
}

#[test]
fn own_authorities_have_always_existed_under_one_code() {
    let register = Register::from_rows(vec![row("a", "Elm", "Fens")]).unwrap();
    let elm = register.by_code("a").unwrap();
    assert_eq!(register.code_in(elm, 1990), Some("a"));
    assert_eq!(register.upper_tier_of("a", date(2030, 1, 1)), Some(elm));
    assert_eq!(register.successors(elm).count(), 0);
    assert_eq!(register.upper_tier_of("E07000110", date(2024, 1, 1)), None);
}

#[test]
fn rows_that_cannot_be_told_apart_are_refused() {
    let refused = |rows: Vec<OwnAuthority>| Register::from_rows(rows).unwrap_err();
    assert_eq!(refused(vec![]), OwnRegisterError::NoRows);
    let twice = vec![row("a", "Elm", ""), row(" a", "Oak", "")];
    assert_eq!(
        refused(twice),
        OwnRegisterError::DuplicateCode {
            row: 1,
            first: 0,
            code: "a".into()
        }
    );
    assert_eq!(
        refused(vec![row(" ", "Elm", "")]),
        OwnRegisterError::NoCode { row: 0 }
    );
    assert_eq!(
        refused(vec![row("a", "", "")]),
        OwnRegisterError::NoName {
            row: 0,
            code: "a".into()
        }
    );
    assert_eq!(
        refused(vec![row("E92000001", "Elm", "")]),
        OwnRegisterError::ReservedCode {
            row: 0,
            code: "E92000001".into()
        }
    );
    assert_eq!(
        refused(vec![row("a", "Elm", ""); 10_001]).to_string(),
        "there are 10001 authorities; a register holds 10000"
    );
}

proptest! {
    #[test]
    fn any_text_resolves_without_a_panic(
        code in "\\PC{1,5}", called in "\\PC{1,9}", region in "\\PC{0,5}", text in "\\PC{0,9}",
    ) {
        if let Ok(register) = Register::from_rows(vec![row(&code, &called, &region)]) {
            let _ = register.resolve(&text);
            let _ = register.resolve(&called);
            prop_assert_eq!(register.resolve(&code).authority(), register.by_code(code.trim()));
        }
    }
}
