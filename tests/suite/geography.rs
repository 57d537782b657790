//! How far geography bears on a rank, as an authority's report says it: held against the same data scored by
//! weights without the domain of sufficiency.

use std::path::Path;

use care_scorecard::assessment::Evidence;
use care_scorecard::config::{Configuration, Mode};
use care_scorecard::disk;
use care_scorecard::report::Reports;

#[test]
fn the_rank_without_sufficiency_is_that_of_weights_without_it() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    let gathered = |weight: Option<f64>| {
        let mut configuration = Configuration::built_in().clone();
        configuration.disclosure.mode = Mode::Internal;
        let all = configuration.domains.iter_mut();
        for domain in all.filter(|domain| domain.code == "sufficiency") {
            domain.weight = weight.unwrap_or(domain.weight);
        }
        Evidence::gather(&disk::Folder::at(&sample), configuration).unwrap()
    };
    let (own, without) = (gathered(None), gathered(Some(0.0)));
    let (own, without) = (own.assess(2024), without.assess(2024));
    let reports = Reports::of(&own, None);
    let mut told = 0;
    for (at, id) in own.panel.authorities().pairs() {
        let rank = own.scorecard.overall[at].rank;
        let report = reports.authority(*id).unwrap();
        let lines = report.what_would_change.iter();
        let said = lines.clone().find(|line| line.starts_with("Geography"));
        let Some(rank) = rank else {
            assert!(said.is_none(), "{said:?}");
            continue;
        };
        let other = without.scorecard.overall[at].rank.unwrap();
        let expected = if other == rank {
            format!("the same, {rank}.")
        } else {
            format!("would be {other} of ")
        };
        assert!(said.unwrap().contains(&expected), "{said:?}: {expected}");
        told += 1;
    }
    assert!(told > 5, "{told}");
}
