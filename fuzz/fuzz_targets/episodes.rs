//! Tables of the return.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| care_scorecard_fuzz::dataset_of("E10000016/2024/a.csv", "CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n", bytes));
