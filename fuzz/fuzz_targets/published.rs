//! Published tables, provider lists and measures.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| care_scorecard_fuzz::dataset_of("a.csv", "", bytes));
