//! The files beside the return: interviews, notifications, nationality.
#![no_main]

use libfuzzer_sys::fuzz_target;

const HEADERS: &[&str] = &[
    "CHILD,MIS_START,OFFERED,OFFERED_DATE,ACCEPTED,INTERVIEW_DATE,INDEPENDENT,CHILD_CHOSE_INTERVIEWER,REASON,HARM,REVIEW_DATE,ACTION_PLAN,HOST_INVOLVED,POLICE_INVOLVED\n",
    "CHILD,DECOM,NOTIFIED_DATE,OUT_REASON\n",
    "CHILD,NATIONALITY\n",
];

fuzz_target!(|bytes: &[u8]| care_scorecard_fuzz::dataset_of(
    "E10000016/2024/a.csv",
    HEADERS,
    bytes
));
