//! What damage to one authority's own tables does to its figures: nothing, or they are not there, or
//! they are marked as counted without some rows. Beyond one row or 1 in 20 it improves nobody's rank.

mod random;
mod ways;
mod written;

use std::collections::BTreeMap;

use care_scorecard::assessment::Evidence;
use care_scorecard::authority::AuthorityId;
use care_scorecard::config::{Configuration, Mode};
use care_scorecard::diagnostic::Severity;
use care_scorecard::measure::{Absence, Cell, Extent, Flag};
use care_scorecard::sample::SampleOptions;
use care_scorecard::source::published::Location;

use super::outsider::published::{Dataset, in_memory, made_up};
use ways::{Effect, Hit, Way, table, ways};

/// The authority and the year whose tables are damaged, as folders.
const DAMAGED: [&str; 2] = ["S03", "2024"];
const YEAR: i16 = 2024;

/// A value by year and indicator: both counts and the value, and whether it is marked.
type Figures = BTreeMap<(i16, String), (Option<[u64; 2]>, Result<u64, Absence>, bool)>;

struct Outcome {
    own: Figures,
    others: BTreeMap<(AuthorityId, i16, String), Result<u64, Absence>>,
    rank: Option<usize>,
    warnings: usize,
}

pub(crate) fn sample() -> Dataset {
    made_up(&SampleOptions {
        seed: 11,
        authorities: 4,
        years: 2,
        faults: false,
        ..SampleOptions::default()
    })
}

fn is_marked(cell: &Cell) -> bool {
    let marks = [Flag::RowsLeftOut, Flag::CellsLeftOut];
    cell.flags.iter().any(|f| marks.contains(&f.flag))
}

fn outcome(dataset: &Dataset) -> Outcome {
    let mut configuration = Configuration::built_in().clone();
    configuration.disclosure.mode = Mode::Internal;
    configuration.ranking.draws = 0;
    let files = in_memory(dataset);
    let evidence = Evidence::gather_to(&files, configuration, Extent::Measures).unwrap();
    let damaged = evidence.authority(DAMAGED[0], Some(YEAR)).unwrap();
    let (mut own, mut others) = (Figures::new(), BTreeMap::new());
    for (key, cell) in evidence.measures.iter() {
        let Location::Authority(id) = key.location else {
            continue;
        };
        let value = cell.value.map(f64::to_bits);
        let indicator = key.indicator.to_string();
        if id == damaged {
            let counts = cell.numerator.map(|x| {
                let n = cell.denominator.unwrap_or(-1.0);
                [x.to_bits(), n.to_bits()]
            });
            own.insert((key.year, indicator), (counts, value, is_marked(cell)));
        } else {
            others.insert((id, key.year, indicator), value);
        }
    }
    let assessment = evidence.assess(YEAR);
    let mut places = assessment.panel.authorities().as_slice().iter();
    let place = places.position(|id| *id == damaged).unwrap();
    Outcome {
        own,
        others,
        rank: assessment.scorecard.overall.as_slice()[place].rank,
        warnings: evidence.diagnostics.count(Severity::Warning)
            + evidence.diagnostics.count(Severity::Notice),
    }
}

/// What damage did that it must not do; empty where all is well.
fn wrongs(whole: &Outcome, damaged: &Outcome, hit: Hit, effect: Effect) -> Vec<String> {
    let mut wrongs = Vec::new();
    let mut any = false;
    for (key, (counts, value, marked)) in &whole.own {
        let (counts_now, value_now, marked_now) =
            damaged
                .own
                .get(key)
                .copied()
                .unwrap_or((None, Err(Absence::NoData), false));
        let same = *counts == counts_now && *value == value_now;
        any |= !same || *marked != marked_now;
        let allowed = match effect {
            Effect::Read => same,
            Effect::NotKnown => same || value_now.is_err() || marked_now,
        };
        if !allowed {
            wrongs.push(format!("{key:?}"));
        }
    }
    for (key, value) in &whole.others {
        let now = damaged.others.get(key).copied();
        // What needs every authority's return may be lost with one.
        if now != Some(*value) && now.is_some_and(|now| now.is_ok()) {
            wrongs.push(format!("another's {key:?}"));
        }
    }
    if any && damaged.warnings <= whole.warnings {
        wrongs.push("nothing is said of it".to_owned());
    }
    let better = damaged
        .rank
        .is_some_and(|now| whole.rank.is_none_or(|then| now < then));
    if hit.is_beyond() && better {
        wrongs.push("the rank improved".to_owned());
    }
    wrongs
}

/// The dataset with some cells of a column of the damaged authority's table changed.
fn with_damage(dataset: &Dataset, way: &Way) -> (Dataset, Hit) {
    let name = format!("returns/{}/{}/{}.csv", DAMAGED[0], DAMAGED[1], way.table);
    let mut all = dataset.clone();
    let (text, hit) = table(&all[&name], way);
    all.insert(name, text);
    (all, hit)
}

#[test]
fn no_way_to_damage_a_table_gives_a_false_figure() {
    let dataset = sample();
    let whole = outcome(&dataset);
    let ways = ways();
    assert!(ways.len() >= 50, "{}", ways.len());
    let mut failed = Vec::new();
    for way in &ways {
        let (damaged, hit) = with_damage(&dataset, way);
        if hit.rows == 0 {
            continue;
        }
        let wrongs = wrongs(&whole, &outcome(&damaged), hit, way.effect);
        if !wrongs.is_empty() {
            failed.push(format!("{way:?} {hit:?}: {wrongs:?}"));
        }
    }
    assert!(failed.is_empty(), "{}\n{}", failed.len(), failed.join("\n"));
}
