//! The tables of the return.
#![no_main]

use libfuzzer_sys::fuzz_target;

const HEADERS: &[&str] = &[
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN,PL_LA,PL_LOCATION,PL_DISTANCE\n",
    "CHILD;SEX;DOB;ETHNIC;UPN;MOTHER;MC_DOB\r\n",
    "CHILD,DOB,MISSING,MIS_START,MIS_END\n",
    "CHILD,SEX,DOB,DUC\n",
    "LA,YEAR,CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n",
];

fuzz_target!(|bytes: &[u8]| care_scorecard_fuzz::dataset_of(
    "E10000016/2024/a.csv",
    HEADERS,
    bytes
));
