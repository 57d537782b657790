//! What an outsider with a solver can do: with everything that a publication, two statements and an
//! earlier publication show, which whole numbers could each withheld count be? Nothing here is shared
//! with what decides what is withheld, nor with the auditor: what follows from what is written down
//! again from the data dictionary.

mod behind;
mod cheapest;
mod hunted;
pub(crate) mod published;
mod relations;
mod solving;

use std::collections::BTreeMap;

use rayon::prelude::*;

use care_scorecard::publish::Previous;
use care_scorecard::sample::SampleOptions;

use published::{Nation, Output, made_up, published};
use solving::Found;

/// All that is found of a nation, and how many counts are withheld.
fn attack(nation: &Nation) -> (usize, Vec<String>) {
    let outputs = nation.outputs();
    let (mut withheld, mut all) = (0, Vec::new());
    for (authority, year) in outputs.places() {
        let name =
            |found: &Found| format!("{authority} {year} {}: {:?}", found.name, found.could_be);
        let known = relations::of(&outputs, &authority, year, true);
        withheld += known.withheld();
        // That a class says what is not so would only look like more knowledge.
        let found = known.attack().or_else(|| {
            let known = relations::of(&outputs, &authority, year, false);
            known.attack()
        });
        let found = found.unwrap_or_else(|| panic!("{authority} {year} contradicts itself"));
        all.extend(found.iter().map(name));
    }
    (withheld, all)
}

#[test]
fn a_solver_finds_three_numbers_for_whatever_is_withheld() {
    for (seed, authorities, years) in [(3, 12, 1), (11, 6, 3)] {
        let (withheld, found) = attack(&Nation::of(authorities, seed, years));
        assert_eq!(found, [""; 0], "seed {seed}");
        assert!(withheld > 500, "{withheld}");
    }
}

/// Where cells cannot be read, counts do not add up as they do elsewhere; nothing follows from that, so
/// that no year has to go for it.
#[test]
fn records_that_cannot_be_read_cost_no_year_its_figures() {
    let dataset = made_up(&SampleOptions {
        seed: 1007,
        authorities: 12,
        years: 3,
        faults: true,
        ..SampleOptions::default()
    });
    let output = Output::of(&published(&dataset, &Previous::default()));
    let mut shown: BTreeMap<(String, String), bool> = BTreeMap::new();
    for row in &output.measures {
        let place = (row["authority_code"].clone(), row["year"].clone());
        *shown.entry(place).or_default() |= row["status"] == "ok";
    }
    let nothing: Vec<_> = shown.iter().filter(|(_, any)| !**any).collect();
    assert!(shown.len() > 30 && nothing.is_empty(), "{nothing:?}");
}

/// Fifty of them: `cargo test --test suite fifty_publications -- --ignored`.
#[test]
#[ignore = "takes minutes"]
fn a_solver_finds_three_numbers_in_fifty_publications() {
    let wrong: Vec<String> = (101..=150u64)
        .into_par_iter()
        .flat_map_iter(|seed| {
            let years = if seed % 2 == 0 { 3 } else { 1 };
            let (withheld, found) = attack(&Nation::of(12, seed, years));
            assert!(withheld > 100, "seed {seed}: {withheld}");
            found
                .into_iter()
                .map(move |found| format!("seed {seed}: {found}"))
        })
        .collect();
    assert_eq!(wrong, [""; 0]);
}
