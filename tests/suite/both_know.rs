//! What the program knows of indicators and what the auditor knows of them are two tables, so that
//! what is overlooked in one is found by the other; neither may lack what the other has.

use std::collections::{BTreeMap, BTreeSet};

use care_scorecard::audit::Dictionary;
use care_scorecard::indicator::{Binding, Catalogue, Count, Kind, Part, Unit};
use care_scorecard::sample::SampleOptions;

use crate::outsider::published::{made_up, unprotected};

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

#[test]
fn every_count_that_stands_in_a_table_is_in_both() {
    let catalogue = Catalogue::built_in();
    let ours: BTreeSet<_> = catalogue.bindings().iter().filter_map(in_table).collect();
    let counts = catalogue.counts();
    let names: BTreeSet<&str> = counts.iter().map(Count::name).collect();
    // The auditor also knows which cells of two tables are one, whatever they count.
    let auditor = Dictionary::default();
    let theirs: BTreeSet<_> = auditor
        .cells()
        .filter(|(_, count)| names.contains(count))
        .collect();
    let only_ours: Vec<_> = ours.difference(&theirs).collect();
    let only_theirs: Vec<_> = theirs.difference(&ours).collect();
    assert!(
        only_ours.is_empty() && only_theirs.is_empty(),
        "cells of the program alone: {only_ours:#?}\nof the auditor alone: {only_theirs:#?}"
    );
}

fn in_table(binding: &Binding) -> Option<([&'static str; 3], &'static str)> {
    match binding {
        Binding::StandsIn { count, cell } => {
            Some(([cell.table, cell.row, cell.column], count.name()))
        }
        _ => None,
    }
}

/// Counts of an authority's year, by name.
type Counts = BTreeMap<String, String>;

/// Of every authority's year the counts of indicators, and the cells of tables.
fn counts_and_cells(seed: u64) -> Vec<(Counts, Counts)> {
    let output = unprotected(&made_up(&SampleOptions {
        seed,
        authorities: 12,
        years: 2,
        ..SampleOptions::default()
    }));
    let mut all: BTreeMap<[String; 2], (Counts, Counts)> = BTreeMap::new();
    let place =
        |row: &BTreeMap<String, String>| ["authority_code", "year"].map(|of| row[of].clone());
    let catalogue = Catalogue::built_in();
    for row in output.measures.iter().filter(|row| row["status"] == "ok") {
        let Some(definition) = catalogue.definition(&row["indicator"]) else {
            continue;
        };
        let (counts, _) = all.entry(place(row)).or_default();
        for (part, column) in [
            (Part::Numerator, "numerator"),
            (Part::Denominator, "denominator"),
        ] {
            if let Some(count) = definition.part(part).filter(|_| !row[column].is_empty()) {
                counts.insert(count.name().to_owned(), row[column].clone());
            }
        }
    }
    for row in &output.groups {
        let (_, cells) = all.entry(place(row)).or_default();
        let cell = ["table", "row", "column"].map(|of| row[of].as_str());
        cells.insert(cell.join(","), row["count"].clone());
    }
    all.into_values().collect()
}

/// Counts and cells that are equal in made-up nations only: there whoever accepts an interview has one,
/// nobody is placed over 20 miles away within the boundary, unaccompanied children alone have no
/// distance, no incident is open for less than three days, and nobody is there for short breaks.
const EQUAL_BY_CHANCE: [(&str, &str); 10] = [
    ("accepted", "interviews,held,incidents"),
    ("far-outside", "distance,total,over-20-miles"),
    ("far-outside-without-uasc", "distance,outside,over-20-miles"),
    ("far-outside-without-uasc", "distance,total,over-20-miles"),
    ("incidents", "durations,total,incidents"),
    ("uasc", "distance,total,distance-not-known"),
    ("without-short-breaks", "ages,total,children"),
    ("without-short-breaks", "distance,total,children"),
    ("without-short-breaks", "placements,total,children"),
    ("without-short-breaks", "providers,total,children"),
];

/// A count that stands in a table too and is not said to would be withheld in one place and shown in
/// the other.
#[test]
fn a_count_that_always_equals_a_cell_is_said_to_be_that_cell() {
    /// How many numbers must be equal before it is no accident.
    const NUMBERS: usize = 4;
    let mut equal: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    let mut differ: BTreeSet<(String, String)> = BTreeSet::new();
    for (counts, cells) in (301..=304).flat_map(counts_and_cells) {
        for (name, count) in &counts {
            for (cell, other) in &cells {
                let both = (name.clone(), cell.clone());
                if count != other {
                    differ.insert(both);
                } else if count != "0" {
                    equal.entry(both).or_default().insert(count.clone());
                }
            }
        }
    }
    equal.retain(|both, numbers| !differ.contains(both) && numbers.len() >= NUMBERS);
    let auditor = Dictionary::default();
    let said: BTreeSet<(String, String)> = auditor
        .cells()
        .map(|(cell, count)| (count.to_owned(), cell.join(",")))
        .collect();
    let by_chance: BTreeSet<(String, String)> = EQUAL_BY_CHANCE
        .map(|(count, cell)| (count.to_owned(), cell.to_owned()))
        .into();
    let unsaid: BTreeSet<_> = equal
        .into_keys()
        .filter(|both| !said.contains(both))
        .collect();
    assert_eq!(
        unsaid, by_chance,
        "a count and a cell; `Binding::stands_in` says that they are one"
    );
}
