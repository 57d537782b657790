//! The fields of each table, in the order their parser asks for them.

pub(super) const PERSON: &[&str] = &["child", "sex", "dob", "ethnic", "upn", "mc_dob"];
pub(super) const EPISODE: &[&str] = &[
    "child",
    "decom",
    "rne",
    "ls",
    "cin",
    "place",
    "place_provider",
    "dec",
    "rec",
    "reason_place_change",
    "home_post",
    "pl_post",
    "urn",
    "pl_la",
    "pl_location",
    "pl_distance",
];
pub(super) const ABSENT: &[&str] = &["child", "missing", "mis_start", "mis_end", "dob"];
pub(super) const UASC: &[&str] = &["child", "dob", "duc"];
pub(super) const INTERVIEW: &[&str] = &[
    "child",
    "mis_start",
    "offered",
    "offered_date",
    "accepted",
    "interview_date",
    "independent",
    "child_chose_interviewer",
    "reason",
    "harm",
    "review_date",
    "action_plan",
    "host_involved",
    "police_involved",
];
pub(super) const SAFEGUARDING: &[&str] = &[
    "child",
    "miss_start",
    "offered",
    "accepted",
    "miss_type",
    "miss_end",
];
pub(super) const NOTIFICATION: &[&str] = &["child", "decom", "notified_date", "out_reason"];
pub(super) const NATIONALITY: &[&str] = &["child", "nationality"];
