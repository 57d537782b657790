//! Police counts and totals of interviews.
#![no_main]

use libfuzzer_sys::fuzz_target;

const HEADERS: &[&str] = &[
    "authority_code,year,scope,definition,missing_incidents,children_missing,absent_incidents\n",
    "authority_code,year,incidents,offered,offered_within_72h,held,held_within_72h,accepted,reviewed\n",
];

fuzz_target!(|bytes: &[u8]| care_scorecard_fuzz::dataset_of("police.csv", HEADERS, bytes));
