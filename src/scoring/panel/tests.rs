use proptest::prelude::*;

use super::*;
use crate::config::Configuration;
use crate::measure::{Absence, Distribution, Sampled, Share};
use crate::scoring::score;
use crate::scoring::testing::{columns, members, place, values};

/// Weights of indicators of such codes, in one domain.
fn configuration(codes: &[&str]) -> Configuration {
    let mut text = "[[domain]]\ncode = \"d\"\n".to_owned();
    for code in codes {
        text += &format!(
            "[[domain.indicator]]\ncode = \"{code}\"\nkind = \"number\"\n\
             direction = \"higher-is-better\"\nnormalisation = \"min-max\"\n"
        );
    }
    Configuration::read(&text, "test").unwrap().0
}

fn column(code: &str, entries: &[f64]) -> Column {
    Column::new(code, values(entries))
}

/// What comes of columns for the indicators a and b of three authorities.
fn made(columns: Vec<Column>) -> Result<Panel, PanelError> {
    Panel::new(&configuration(&["a", "b"]), members(3), columns)
}

const THREE: [f64; 3] = [1.0, 2.0, 3.0];

#[test]
fn columns_go_to_the_indicators_of_their_codes() {
    let panel = made(vec![column("b", &[7.0, 8.0, 9.0]), column("a", &THREE)]).unwrap();
    let codes: Vec<&str> = panel.columns().iter().map(Column::code).collect();
    assert_eq!(codes, ["a", "b"]);
    assert_eq!(panel.columns()[0].entries()[0].value, Ok(1.0));
}

#[test]
fn an_indicator_has_one_column() {
    let refused = made(vec![column("a", &THREE)]);
    assert_eq!(refused, Err(PanelError::NoColumn("b".to_owned())));
    let refused = made(vec![
        column("a", &THREE),
        column("b", &THREE),
        column("c", &THREE),
    ]);
    assert_eq!(refused, Err(PanelError::NoIndicator("c".to_owned())));
    let refused = made(vec![
        column("a", &THREE),
        column("b", &THREE),
        column("a", &THREE),
    ]);
    assert_eq!(refused, Err(PanelError::IndicatorTwice("a".to_owned())));
    let mut twice = configuration(&["a", "b"]);
    "a".clone_into(&mut twice.domains[0].indicators[1].code);
    let refused = Panel::new(&twice, members(3), vec![column("a", &THREE)]);
    assert_eq!(refused, Err(PanelError::IndicatorTwice("a".to_owned())));
}

#[test]
fn a_column_has_one_entry_for_each_authority() {
    let refused = made(vec![column("a", &THREE), column("b", &THREE[..2])]).unwrap_err();
    let said = "the column for \"b\" has 2 entries for 3 authorities";
    assert_eq!(refused.to_string(), said);
    let error: &dyn std::error::Error = &refused;
    assert_eq!(error.to_string(), said);
    let many = made(vec![column("a", &[1.0; 4]), column("b", &THREE)]);
    assert!(matches!(many, Err(PanelError::Entries { entries: 4, .. })));
}

#[test]
fn an_authority_comes_once() {
    let configuration = configuration(&["a"]);
    let with = |second: Member| {
        let first = members(1).remove(0);
        Panel::new(
            &configuration,
            vec![first, second],
            vec![column("a", &[1.0, 2.0])],
        )
    };
    let [first, second] = <[Member; 2]>::try_from(members(2)).unwrap();
    assert!(with(second.clone()).is_ok());
    assert!(matches!(
        with(first.clone()),
        Err(PanelError::AuthorityTwice(_))
    ));
    let same_code = Member::new(second.id(), first.code());
    assert!(matches!(
        with(same_code),
        Err(PanelError::AuthorityTwice(_))
    ));
}

#[test]
fn only_numbers_are_scored() {
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let refused = made(vec![column("a", &[1.0, value, 2.0]), column("b", &THREE)]);
        let what = "a".to_owned();
        assert!(matches!(refused, Err(PanelError::Number { what: found, .. }) if found == what));
        let national = column("b", &THREE).with_national(Some(value), None);
        let refused = made(vec![column("a", &THREE), national]).unwrap_err();
        assert_eq!(refused.to_string(), "b of the nation is no possible number");
        let children = members(3).into_iter().map(|m| m.with_children(Some(value)));
        let both = vec![column("a", &THREE), column("b", &THREE)];
        let refused = Panel::new(&configuration(&["a", "b"]), children.collect(), both);
        assert!(matches!(refused, Err(PanelError::Number { .. })));
    }
}

#[test]
fn counts_that_nothing_can_be_drawn_from_are_refused() {
    let with = |x: f64, n: f64| {
        let from = Distribution::Proportion(Share { x, n });
        let sampled = Some(Sampled { from, factor: 1.0 });
        let entries = values(&THREE).into_iter().map(|e| e.with_sampled(sampled));
        made(vec![Column::new("a", entries), column("b", &THREE)])
    };
    assert!(with(2.0, 2.0).is_ok());
    for (x, n) in [(3.0, 2.0), (-1.0, 2.0), (1.0, f64::NAN)] {
        assert!(with(x, n).is_err(), "{x} of {n}");
    }
}

#[test]
fn a_panel_of_other_indicators_is_not_scored() {
    let panel = made(vec![column("a", &THREE), column("b", &THREE)]).unwrap();
    assert!(score(&configuration(&["a", "b"]), &panel).is_ok());
    for other in [&["b", "a"][..], &["a"], &["a", "b", "c"], &["a", "c"]] {
        let refused = score(&configuration(other), &panel);
        assert!(
            matches!(refused, Err(PanelError::OtherConfiguration { .. })),
            "{other:?}"
        );
    }
}

#[test]
fn authorities_are_found_by_who_they_are() {
    let panel = made(vec![column("a", &THREE), column("b", &THREE)]).unwrap();
    let third = panel.authorities()[2];
    assert_eq!(panel.position(third), Some(place(2)));
    assert_eq!(panel.position(members(4)[3].id()), None);
}

proptest! {
    /// Whatever is given, a panel that is built has a value or a reason for none in every place.
    #[test]
    fn no_malformed_panel_is_scored(
        lengths in prop::collection::vec(0..4_usize, 0..4),
        codes in prop::collection::vec(0..4_usize, 4),
        authorities in 0..4_usize,
    ) {
        let configuration = configuration(&["c0", "c1"]);
        let absent = Entry::new(Err(Absence::NoData));
        let given = lengths.iter().zip(&codes).map(|(length, code)| {
            Column::new(format!("c{code}"), vec![absent.clone(); *length])
        });
        let given: Vec<Column> = given.collect();
        let well_formed = given.len() == 2
            && given.iter().all(|column| column.entries().len() == authorities)
            && given.iter().any(|column| column.code() == "c0")
            && given.iter().any(|column| column.code() == "c1");
        let built = Panel::new(&configuration, members(authorities), given);
        prop_assert_eq!(built.is_ok(), well_formed, "{:?}", built);
        if let Ok(panel) = built {
            prop_assert_eq!(score(&configuration, &panel).unwrap().overall.len(), authorities);
        }
    }

    /// The order in which columns are given changes nothing.
    #[test]
    fn columns_may_come_in_any_order(entries in prop::collection::vec(-9.0..9.0_f64, 6)) {
        let configuration = configuration(&["a", "b"]);
        let (first, second) = entries.split_at(3);
        let given = columns(&configuration, [values(first), values(second)]);
        let turned: Vec<Column> = given.iter().rev().cloned().collect();
        prop_assert_eq!(made(given), made(turned));
    }
}
