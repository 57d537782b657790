//! What files come in: archives, workbooks, packed tables, pages of HTML.
#![no_main]

use libfuzzer_sys::fuzz_target;

/// The beginnings of an archive or a workbook, of a compound file, of a packed table and of a page.
const BEGINNINGS: &[&str] = &["PK\x03\x04", "<html><table><tr><td>", "<table><tr><td>CHILD<td>"];

fuzz_target!(
    init: care_scorecard_fuzz::guarded_readers_may_stop(),
    |bytes: &[u8]| care_scorecard_fuzz::dataset_of("E10000016/2024/a", BEGINNINGS, bytes)
);
