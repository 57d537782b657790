//! A hunt for relations that nobody has listed: of every two counts that are shown, does the difference
//! always equal one that is withheld?

use std::collections::{BTreeMap, BTreeSet};

use care_scorecard::assessment::Evidence;
use care_scorecard::config::Mode;
use care_scorecard::measure::Figures;
use care_scorecard::sample::SampleOptions;
use care_scorecard::source::published::Location;

use super::published::{Dataset, configuration, in_memory, made_up};
use super::relations::names_of;

/// How often two counts must be shown beside a withheld one before anything is said.
const OFTEN: usize = 6;

/// Counts of an authority's year by name; none where one is withheld.
type Counts = BTreeMap<&'static str, Option<i64>>;

fn counts(figures: &Figures) -> BTreeMap<(i16, String), Counts> {
    let mut all: BTreeMap<(i16, String), Counts> = BTreeMap::new();
    for (key, cell) in figures.iter() {
        let (Location::Authority(_), Some(names)) = (&key.location, names_of(&key.indicator))
        else {
            continue;
        };
        let here = all.entry((key.year, cell.code.to_string())).or_default();
        let denominator = cell.denominator.filter(|_| !cell.known_only);
        for (name, count) in names.into_iter().zip([cell.numerator, denominator]) {
            #[allow(clippy::cast_possible_truncation, reason = "counts")]
            let count = count.map(|count| count as i64);
            let known = here.entry(name).or_default();
            *known = known.or(count);
        }
    }
    all
}

fn of(dataset: &Dataset, mode: Mode) -> BTreeMap<(i16, String), Counts> {
    let mut configuration = configuration();
    configuration.disclosure.mode = mode;
    let evidence = Evidence::gather(&in_memory(dataset), configuration).unwrap();
    counts(&evidence.measures)
}

#[test]
fn no_two_shown_counts_always_differ_by_a_withheld_one() {
    // By two shown counts and a withheld one, what that was where it was their difference.
    let mut equal: BTreeMap<[&str; 3], Vec<i64>> = BTreeMap::new();
    let mut differs: BTreeSet<[&str; 3]> = BTreeSet::new();
    let mut looked_at = 0;
    for seed in 201..=206 {
        let dataset = made_up(&SampleOptions {
            seed,
            authorities: 12,
            years: 2,
            ..SampleOptions::default()
        });
        let truth = of(&dataset, Mode::Internal);
        for (place, shown) in of(&dataset, Mode::Public) {
            let withheld = shown.iter().filter(|(_, count)| count.is_none());
            let withheld =
                withheld.filter_map(|(name, _)| Some((*name, truth[&place].get(name).copied()??)));
            let withheld: Vec<(&str, i64)> = withheld.collect();
            let shown = shown
                .iter()
                .filter_map(|(name, count)| Some((*name, (*count)?)));
            let shown: Vec<(&str, i64)> = shown.collect();
            for (one, a) in &shown {
                for (other, b) in shown.iter().filter(|(_, b)| a > b) {
                    for (hidden, count) in &withheld {
                        looked_at += 1;
                        let three = [*one, *other, *hidden];
                        if a - b == *count {
                            equal.entry(three).or_default().push(*count);
                        } else {
                            differs.insert(three);
                        }
                    }
                }
            }
        }
    }
    assert!(looked_at > 10_000, "{looked_at}");
    let always = equal
        .into_iter()
        .filter(|(three, counts)| !differs.contains(three) && counts.len() >= OFTEN);
    let always: Vec<String> = always
        .map(|([one, other, hidden], counts)| format!("{one} less {other} is {hidden}: {counts:?}"))
        .collect();
    assert_eq!(always, [""; 0]);
}
