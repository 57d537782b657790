use super::*;
use crate::config::Configuration;
use crate::indicator::Catalogue;
use crate::measure::Cell;

fn cell(x: f64, n: Option<f64>, children: Option<f64>) -> Cell {
    Cell {
        numerator: Some(x),
        denominator: n,
        value: Ok(1.0),
        children,
        ..Cell::absent("A".into(), SourceKind::ChildLevel)
    }
}

fn rules() -> Rules<'static> {
    Rules::new(Configuration::built_in(), Catalogue::built_in())
}

fn withheld(indicator: &str, x: f64, n: f64) -> bool {
    rules().withholds(indicator, &cell(x, Some(n), None))
}

#[test]
fn one_to_five_children_and_all_but_one_to_five_are_withheld() {
    for (x, n, expected) in [
        (0.0, 100.0, false),
        (1.0, 100.0, true),
        (5.0, 100.0, true),
        (6.0, 100.0, false),
        (94.0, 100.0, false),
        (95.0, 100.0, true),
        (99.0, 100.0, true),
        (100.0, 100.0, false),
        (0.0, 10.0, true),
        (0.0, 11.0, false),
        (11.0, 11.0, false),
        (10.0, 10.0, true),
        (0.0, 0.0, false),
    ] {
        assert_eq!(withheld("children-missing", x, n), expected, "{x} of {n}");
    }
}

#[test]
fn none_and_all_of_a_sensitive_attribute_are_withheld() {
    assert!(withheld("uasc-missing", 0.0, 100.0));
    assert!(withheld("uasc-missing", 100.0, 100.0));
    assert!(!withheld("uasc-missing", 50.0, 100.0));
    assert!(!withheld(
        "placed-20-miles-outside-without-uasc",
        0.0,
        100.0
    ));
}

#[test]
fn incidents_of_few_children_are_withheld() {
    let rules = rules();
    let rate = |children| cell(40.0, Some(200.0), Some(children));
    assert!(rules.withholds("missing-incident-rate", &rate(5.0)));
    assert!(!rules.withholds("missing-incident-rate", &rate(6.0)));
    let count = |x| cell(x, None, None);
    assert!(rules.withholds("missing-at-31-march", &count(3.0)));
    assert!(!rules.withholds("missing-at-31-march", &count(0.0)));
}

#[test]
fn what_is_withheld_shows_no_number() {
    let mut hidden = cell(3.0, Some(4.0), Some(3.0));
    cell::withhold(
        &mut hidden,
        &cell::Left {
            x: Some(Class::Few),
            n: Some(Class::Few),
            threshold: 5,
            base: 11,
        },
    );
    assert_eq!(hidden.value, Err(Absence::Symbol(Symbol::Confidential)));
    assert_eq!(
        (hidden.numerator, hidden.denominator, hidden.children),
        (None, None, None)
    );
    // What it is out of is withheld too, so that nobody could add it up.
    assert_eq!(hidden.counts_or_stand_ins(), None);
}

mod added;
mod attack;
mod flows;
mod groups;
mod ledgers;
mod told;
