//! The postcode directory.
#![no_main]

use libfuzzer_sys::fuzz_target;

const HEADERS: &[&str] = &[
    "pcds,oslaua,oseast1m,osnrth1m\n",
    "pcd;laua;oseast1m;osnrth1m\n",
];

fuzz_target!(|bytes: &[u8]| care_scorecard_fuzz::dataset_of("postcodes.csv", HEADERS, bytes));
