//! Interviews, notifications and nationality.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| care_scorecard_fuzz::dataset_of("E10000016/a.csv", "CHILD,MIS_START,OFFERED,INTERVIEW_DATE\n", bytes));
