//! Against composite indicators computed by another implementation, which lie outside the project:
//! set `CARE_SCORECARD_SHARED` to the folder that holds `data/` and run with `--include-ignored`.
//! Through the command line only.

use crate::support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use support::{Folder, shared};

type Table = Vec<BTreeMap<String, String>>;

fn vectors() -> PathBuf {
    shared().join("data/vectors/composite")
}

fn table(folder: &std::path::Path, name: &str) -> Table {
    csv::Reader::from_path(folder.join(name))
        .unwrap()
        .deserialize()
        .map(Result::unwrap)
        .collect()
}

/// Scores a table of values under the tree of `imeta.csv`.
fn scored(
    folder: &std::path::Path,
    values: &str,
    settings: &str,
) -> BTreeMap<(String, String), BTreeMap<String, String>> {
    let tree = table(folder, "imeta.csv");
    let units = table(folder, values);
    let mut authorities = "authority_code,name,region,type\n".to_owned();
    let mut measures = "authority_code,year,indicator,value\n".to_owned();
    for unit in &units {
        let _ = writeln!(
            authorities,
            "{},{},{},none",
            unit["uCode"], unit["uName"], unit["Region"]
        );
        for indicator in tree
            .iter()
            .filter(|i| i["Level"] == "1" && !unit[&i["iCode"]].is_empty())
        {
            let _ = writeln!(
                measures,
                "{},2024,{},{}",
                unit["uCode"], indicator["iCode"], unit[&indicator["iCode"]]
            );
        }
    }
    let mut weights = format!(
        "[scorecard]\ncommon_set = 0\ncoverage_by = \"count\"\ndomains_required = 0\n{settings}\n"
    );
    for domain in tree.iter().filter(|i| i["Level"] == "2") {
        let _ = writeln!(
            weights,
            "[[domain]]\ncode = \"{}\"\nweight = {}",
            domain["iCode"], domain["Weight"]
        );
        for indicator in tree.iter().filter(|i| i["Parent"] == domain["iCode"]) {
            let direction = if indicator["Direction"] == "1" {
                "higher-is-better"
            } else {
                "lower-is-better"
            };
            let _ = writeln!(
                weights,
                "[[domain.indicator]]\ncode = \"{}\"\nweight = {}\ndirection = \"{direction}\"\nkind = \"number\"",
                indicator["iCode"], indicator["Weight"]
            );
        }
    }
    let folder = Folder::new()
        .file("authorities.csv", authorities)
        .file("measures.csv", measures)
        .weights(weights);
    let rows = folder.run("score", &["--quiet"]).well().rows();
    rows.into_iter()
        .map(|row| ((row["authority_code"].clone(), row["code"].clone()), row))
        .collect()
}

/// Compares a column of our scores with a table of theirs, cell by cell.
#[track_caller]
fn compare(
    ours: &BTreeMap<(String, String), BTreeMap<String, String>>,
    theirs: &Table,
    column: &str,
    scale: impl Fn(f64) -> f64,
) {
    let mut compared = 0;
    for row in theirs {
        for (code, expected) in row.iter().filter(|(code, _)| *code != "uCode") {
            let code = if code == "INDEX" {
                String::new()
            } else {
                code.clone()
            };
            let found = &ours[&(row["uCode"].clone(), code.clone())][column];
            match (expected.parse::<f64>(), found.parse::<f64>()) {
                (Ok(expected), Ok(found)) => {
                    let difference = (scale(expected) - found).abs();
                    assert!(
                        difference < 1e-9,
                        "{} {code}: {found} for {expected}",
                        row["uCode"]
                    );
                    compared += 1;
                }
                (Err(_), Err(_)) => {}
                _ => panic!("{} {code}: \"{found}\" for \"{expected}\"", row["uCode"]),
            }
        }
    }
    assert!(compared > 1_500, "{compared}");
}

#[test]
#[ignore = "needs results of other implementations beside the project: set CARE_SCORECARD_SHARED"]
fn min_max_arithmetic_scores_and_ranks() {
    let folder = vectors();
    let ours = scored(&folder, "la153.csv", "normalisation = \"min-max\"");
    compare(
        &ours,
        &table(&folder, "norm_minmax_0_100.csv"),
        "score",
        |y| y,
    );
    compare(
        &ours,
        &table(&folder, "agg_arith_scores.csv"),
        "score",
        |y| y,
    );
    compare(&ours, &table(&folder, "agg_arith_ranks.csv"), "rank", |y| y);
    let effective = table(&folder, "effective_weights.csv");
    for row in effective.iter().filter(|row| row["iCode"] != "INDEX") {
        let found: f64 = ours[&("LA001".to_owned(), row["iCode"].clone())]["effective_weight"]
            .parse()
            .unwrap();
        assert!(
            (found - row["EffWeight"].parse::<f64>().unwrap()).abs() < 1e-12,
            "{row:?}"
        );
    }
}

#[test]
#[ignore = "needs results of other implementations beside the project: set CARE_SCORECARD_SHARED"]
fn min_max_geometric_scores() {
    let folder = vectors();
    let ours = scored(
        &folder,
        "la153.csv",
        "normalisation = \"min-max\"\naggregation = \"geometric\"",
    );
    compare(
        &ours,
        &table(&folder, "norm_minmax_1_100.csv"),
        "score",
        |y| y,
    );
    compare(
        &ours,
        &table(&folder, "agg_1_100_a_gmean_scores.csv"),
        "score",
        |y| y,
    );
}

#[test]
#[ignore = "needs results of other implementations beside the project: set CARE_SCORECARD_SHARED"]
fn z_scores_and_percentile_ranks_after_the_change_of_scale() {
    let folder = vectors();
    let ours = scored(&folder, "la153.csv", "normalisation = \"z-score\"");
    compare(&ours, &table(&folder, "norm_zscore.csv"), "score", |z| {
        (50.0 + 10.0 * z).clamp(0.0, 100.0)
    });
    let ours = scored(&folder, "la153.csv", "normalisation = \"percentile-rank\"");
    compare(&ours, &table(&folder, "norm_prank.csv"), "score", |t| {
        100.0 * t
    });
}

#[test]
#[ignore = "needs results of other implementations beside the project: set CARE_SCORECARD_SHARED"]
fn the_file_with_gaps_under_two_minimum_coverages() {
    let folder = vectors();
    let ours = scored(
        &folder,
        "la153_na.csv",
        "normalisation = \"min-max\"\nminimum_coverage = 0",
    );
    compare(
        &ours,
        &table(&folder, "na_agg_arith_scores.csv"),
        "score",
        |y| y,
    );
    let ours = scored(
        &folder,
        "la153_na.csv",
        "normalisation = \"min-max\"\nminimum_coverage = 0.6666666666666666",
    );
    compare(
        &ours,
        &table(&folder, "na_agg_arith_datthresh_2_3_scores.csv"),
        "score",
        |y| y,
    );
}
