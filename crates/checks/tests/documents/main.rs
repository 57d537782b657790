//! Documents against the rules of PDF/UA-1: those of the tests of the program, which hold them to
//! less, and reports to boards on the sample.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "../../../../tests/suite/pdf.rs"]
mod pdf;
#[path = "../../../../tests/suite/pdf_support/mod.rs"]
mod pdf_support;
#[path = "../../../../tests/suite/reader.rs"]
mod reader;
#[path = "../../../../tests/suite/report.rs"]
mod report;
#[path = "../../../../tests/suite/report_support/mod.rs"]
mod report_support;
#[path = "../../../../tests/suite/soundness/mod.rs"]
mod soundness;
mod valid;

use std::path::Path;

use care_scorecard::assessment::Evidence;
use care_scorecard::config::{Configuration, Mode};
use care_scorecard::disk::Folder;
use care_scorecard::render::pdf_report;
use care_scorecard::report::Reports;
use soundness::assert_valid;

#[test]
fn reports_to_boards_are_valid() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sample-data");
    for mode in [Mode::Internal, Mode::Public] {
        let mut configuration = Configuration::built_in().clone();
        configuration.disclosure.mode = mode;
        let evidence = Evidence::gather(&Folder::at(sample.clone()), configuration).unwrap();
        let assessment = evidence.assess(2024);
        let reports = Reports::of(&assessment, None);
        for id in evidence.measures.authorities(2024) {
            for report in [reports.statement(*id), reports.jsna(*id)] {
                let report = report.unwrap();
                assert_valid(&report.file, &pdf_report::board(&report).unwrap());
            }
        }
    }
}
