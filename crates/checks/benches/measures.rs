//! Measures from child-level returns, the scores and draws that follow, and the reports.
//!
//! The data are a made-up nation in a temporary folder; `CARE_SCORECARD_BENCH_DATA` names another
//! dataset, such as one that `care-scorecard sample DIR --authorities 153` wrote. The same figures
//! by plain pandas: `pandas_measures.py` beside this file.
#![allow(clippy::unwrap_used, reason = "a benchmark may fail loudly")]
#![allow(
    missing_docs,
    reason = "criterion's macros write undocumented functions"
)]

use std::path::PathBuf;

use care_scorecard::assessment::Evidence;
use care_scorecard::authority::AuthorityId;
use care_scorecard::config::Configuration;
use care_scorecard::disk::{self, write_sample};
use care_scorecard::measure::Extent;
use care_scorecard::render::html::Site;
use care_scorecard::render::pdf_report;
use care_scorecard::report::Reports;
use care_scorecard::sample::SampleOptions;
use care_scorecard::scoring::{Chances, uncertainty};
use criterion::{Criterion, criterion_group, criterion_main};
use rayon::prelude::*;

fn dataset(home: &tempfile::TempDir) -> PathBuf {
    if let Some(folder) = std::env::var_os("CARE_SCORECARD_BENCH_DATA") {
        return PathBuf::from(folder);
    }
    let folder = home.path().join("nation");
    let options = SampleOptions {
        authorities: 30,
        ..SampleOptions::default()
    };
    write_sample(&folder, &options).unwrap();
    folder
}

fn measures(criterion: &mut Criterion) {
    let home = tempfile::tempdir().unwrap();
    let folder = dataset(&home);
    let configuration = Configuration::built_in();
    let mut group = criterion.benchmark_group("dataset");
    group.sample_size(10);
    group.bench_function("measures", |bench| {
        bench.iter(|| {
            Evidence::gather_to(
                &disk::Folder::at(&folder),
                configuration.clone(),
                Extent::Measures,
            )
            .unwrap()
        });
    });
    let evidence = Evidence::gather(&disk::Folder::at(&folder), configuration.clone()).unwrap();
    let year = evidence.usual_year().unwrap();
    group.bench_function("scores", |bench| bench.iter(|| evidence.assess(year)));
    let assessment = evidence.assess(year);
    group.bench_function("draws", |bench| {
        let chances = Chances::of(configuration);
        bench.iter(|| {
            uncertainty(
                configuration,
                &assessment.panel,
                &assessment.scorecard,
                &chances,
            )
        });
    });
    group.finish();
}

/// How long reports of one kind are.
struct Kind<'r> {
    league: &'r (dyn Fn() -> usize + Sync),
    report: &'r (dyn Fn(AuthorityId) -> usize + Sync),
}

impl Kind<'_> {
    /// The league table and every authority's report, made at the same time.
    fn all(&self, authorities: &[AuthorityId]) -> usize {
        let reports = || -> usize { authorities.par_iter().map(|id| (self.report)(*id)).sum() };
        let (league, reports) = rayon::join(self.league, reports);
        league + reports
    }
}

/// Every authority's report, and the league table, made and written in memory on all cores.
fn reports(criterion: &mut Criterion) {
    let home = tempfile::tempdir().unwrap();
    let evidence = Evidence::gather(
        &disk::Folder::at(dataset(&home)),
        Configuration::built_in().clone(),
    )
    .unwrap();
    let assessment = evidence.assess(evidence.usual_year().unwrap());
    let authorities = assessment.panel.authorities().as_slice();
    let site = Site::new().unwrap();
    let reports = Reports::of(&assessment, None);
    reports.draw();
    let mut group = criterion.benchmark_group("reports");
    group.sample_size(10);
    let documents = Kind {
        league: &|| {
            pdf_report::league_table(&reports.league_table())
                .unwrap()
                .len()
        },
        report: &|id| {
            pdf_report::authority(&reports.authority(id).unwrap())
                .unwrap()
                .len()
        },
    };
    let pages = Kind {
        league: &|| site.league_table(&reports.league_table()).unwrap().len(),
        report: &|id| {
            site.authority(&reports.authority(id).unwrap())
                .unwrap()
                .len()
        },
    };
    for (name, kind) in [("documents", documents), ("pages", pages)] {
        group.bench_function(name, |bench| bench.iter(|| kind.all(authorities)));
    }
    group.finish();
}

criterion_group!(benches, measures, reports);
criterion_main!(benches);
