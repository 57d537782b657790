//! The postcode directory.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| care_scorecard_fuzz::dataset_of("postcodes.csv", "pcds,oslaua,oseast1m,osnrth1m\n", bytes));
