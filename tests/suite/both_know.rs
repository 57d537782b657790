//! What the program knows of indicators and what the auditor knows of them are two tables, so that
//! what is overlooked in one is found by the other; neither may lack what the other has.

use std::collections::BTreeSet;

use care_scorecard::audit::Dictionary;
use care_scorecard::indicator::{Binding, Catalogue, Count, Kind, Part, Unit};

#[test]
fn every_indicator_is_in_both_with_the_same_counts() {
    let auditor = Dictionary::default();
    let catalogue = Catalogue::built_in();
    for definition in catalogue.definitions() {
        let code = definition.code;
        let known = auditor.indicator(code);
        let known = known.unwrap_or_else(|| panic!("{code} has no line in the auditor's table"));
        let name = |part| definition.part(part).map(|count| count.name());
        assert_eq!(Some(known.numerator), name(Part::Numerator), "{code}");
        assert_eq!(known.denominator, name(Part::Denominator), "{code}");
        assert_eq!(known.is_sensitive, definition.is_sensitive(), "{code}");
        assert_eq!(known.is_each, definition.unit == Unit::Each, "{code}");
        assert_eq!(
            known.is_share,
            definition.kind == Kind::Proportion,
            "{code}"
        );
    }
    for (code, _) in auditor.indicators() {
        assert!(
            catalogue.definition(code).is_some(),
            "{code} is the auditor's alone"
        );
    }
}

fn sum(counts: &[Count]) -> String {
    let names: Vec<&str> = counts.iter().map(Count::name).collect();
    names.join(" + ")
}

/// A binding as the auditor writes it; none of what only says which counts are withheld together.
fn said(binding: &Binding) -> Option<String> {
    match binding {
        Binding::SumOf { whole, parts } => Some(format!("{} = {}", sum(parts), whole.name())),
        Binding::Difference { of, less } => Some(format!("{} <= {}", sum(less), sum(of))),
        Binding::AtMost { parts, wholes } => Some(format!("{} <= {}", sum(parts), sum(wholes))),
        _ => None,
    }
}

#[test]
fn every_binding_is_in_both() {
    let catalogue = Catalogue::built_in();
    let ours: BTreeSet<String> = catalogue.bindings().iter().filter_map(said).collect();
    let counts = catalogue.counts();
    let names: BTreeSet<&str> = counts.iter().map(Count::name).collect();
    // The auditor also knows what binds the cells of tables by group.
    let of_measures = |said: &&str| {
        let mut words = said
            .split(' ')
            .filter(|word| !["+", "=", "<="].contains(word));
        words.all(|name| names.contains(name))
    };
    let auditor = Dictionary::default();
    let theirs: BTreeSet<String> = auditor
        .bindings()
        .filter(of_measures)
        .map(str::to_owned)
        .collect();
    let only_ours: Vec<&String> = ours.difference(&theirs).collect();
    let only_theirs: Vec<&String> = theirs.difference(&ours).collect();
    assert!(
        only_ours.is_empty() && only_theirs.is_empty(),
        "bindings of the program alone: {only_ours:#?}\nof the auditor alone: {only_theirs:#?}"
    );
}
