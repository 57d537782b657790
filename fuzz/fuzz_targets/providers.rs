//! The list of providers.
#![no_main]

use libfuzzer_sys::fuzz_target;

const HEADERS: &[&str] = &[
    "Title\n,Provision type,Registration status,Local authority,Places,Sector\n",
    "URN,Provision type,Registration status,Local authority,Places,Sector,Overall effectiveness\n",
];

fuzz_target!(|bytes: &[u8]| care_scorecard_fuzz::dataset_of("providers.csv", HEADERS, bytes));
