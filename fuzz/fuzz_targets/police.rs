//! Police counts and totals of interviews.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| care_scorecard_fuzz::dataset_of("police.csv", "authority_code,year,scope,definition,missing_incidents\n", bytes));
