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

use rayon::prelude::*;

use published::Nation;
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
    for (seed, years) in [(3, 1), (11, 3)] {
        let (withheld, found) = attack(&Nation::of(12, seed, years));
        assert_eq!(found, [""; 0], "seed {seed}");
        assert!(withheld > 500, "{withheld}");
    }
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
