//! The return as XML.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| care_scorecard_fuzz::dataset_of("E10000016/2024/a.xml", "<EXPSSDA903>", bytes));
