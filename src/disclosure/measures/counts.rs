//! Which cells of measures hold the same count, and how counts bear on one another.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use crate::measure::{Cell, definitions};

/// Which count of a cell it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// What is counted.
    Numerator,
    /// What it is counted out of.
    Denominator,
}

use Part::{Denominator as D, Numerator as N};

/// Counts that stand in more than one cell, or that bear on one another.
const SHARED: [(&str, Part, &str); 51] = [
    ("cla-at-31-march", N, "census"),
    ("placed-outside", N, "outside"),
    ("placed-outside", D, "census"),
    ("own-provision", D, "census"),
    ("other-accommodation", D, "census"),
    ("placed-20-miles-outside", N, "far"),
    ("placed-20-miles-outside", D, "census"),
    ("placed-20-miles-outside-among-known", N, "far"),
    ("placed-20-miles-outside-among-known", D, "distance-known"),
    ("placed-20-miles-outside-without-uasc", N, "far-of-others"),
    ("placed-20-miles-outside-without-uasc", D, "others"),
    (
        "placed-20-miles-outside-among-known-without-uasc",
        N,
        "far-of-others",
    ),
    (
        "placed-20-miles-outside-among-known-without-uasc",
        D,
        "distance-known-of-others",
    ),
    ("placed-outside-without-safety", N, "outside-without-safety"),
    ("placed-outside-without-safety", D, "census"),
    ("uasc-share", N, "uasc"),
    ("uasc-share", D, "census"),
    ("uasc-nationality-recorded", N, "nationality"),
    ("uasc-nationality-recorded", D, "uasc"),
    ("uasc-missing", N, "uasc-missing"),
    ("uasc-missing", D, "uasc-in-year"),
    ("uasc-still-missing", N, "uasc-still-missing"),
    ("uasc-still-missing", D, "uasc-in-year"),
    ("three-placements", D, "without-short-breaks"),
    ("home-places-for-need", D, "in-homes"),
    ("vacancies-while-placing-outside", D, "in-open-homes"),
    ("cla-during-year", N, "in-year"),
    ("children-missing", N, "missing"),
    ("children-missing", D, "in-year"),
    ("missing-or-away", N, "missing-or-away"),
    ("missing-or-away", D, "in-year"),
    ("away-from-placement", N, "away"),
    ("away-from-placement", D, "in-year"),
    ("away-incidents", N, "away-incidents"),
    ("missing-at-31-march", N, "still-missing"),
    ("missing-incident-rate", N, "incidents"),
    ("missing-incident-rate", D, "in-year"),
    ("repeat-missing", N, "repeat"),
    ("repeat-missing", D, "missing"),
    ("incidents-per-missing-child", N, "incidents"),
    ("incidents-per-missing-child", D, "missing"),
    ("placement-review-held", N, "reviewed"),
    ("placement-review-held", D, "incidents"),
    ("long-missing", N, "long"),
    ("long-missing", D, "length-known"),
    ("interview-held-in-three-days", D, "due"),
    ("interview-offered-in-three-days", D, "due"),
    ("outside-and-missing", N, "outside-missing"),
    ("outside-and-missing", D, "outside-in-year"),
    ("host-notified", D, "begun-outside"),
    ("host-notified-in-five-days", D, "begun-outside"),
];

/// Wholes and the parts they are made of.
pub(super) const SUMS: [(&str, &[&str]); 1] = [("census", &["uasc", "others"])];

/// Wholes and a part of each whose rest is a count of children with something in common: placed
/// outside for their safety, at an unknown distance, unaccompanied and far from home. Whether that
/// is an attribute of which even "none" says too much.
pub(super) const RESTS: [(&str, &str, bool); 4] = [
    ("outside", "outside-without-safety", false),
    ("census", "distance-known", false),
    ("far", "far-of-others", true),
    ("distance-known", "distance-known-of-others", false),
];

/// Counts that are together no more than others.
pub(super) const BOUNDS: [(&[&str], &[&str]); 44] = [
    (&["outside"], &["census"]),
    (&["far"], &["outside"]),
    (&["far"], &["distance-known"]),
    (&["far-of-others"], &["far"]),
    (&["far-of-others"], &["distance-known-of-others"]),
    (&["distance-known-of-others"], &["others"]),
    (&["distance-known-of-others"], &["distance-known"]),
    (&["far"], &["far-of-others", "uasc"]),
    (&["distance-known"], &["distance-known-of-others", "uasc"]),
    (&["own-provision/numerator"], &["census"]),
    (&["other-accommodation/numerator"], &["census"]),
    (&["without-short-breaks"], &["census"]),
    (&["in-homes"], &["census"]),
    (&["in-open-homes"], &["in-homes"]),
    (&["census"], &["in-year"]),
    (&["missing"], &["missing-or-away"]),
    (&["away"], &["missing-or-away"]),
    (&["missing-or-away"], &["missing", "away"]),
    (&["missing-or-away"], &["in-year"]),
    (&["missing", "repeat"], &["incidents"]),
    (&["repeat"], &["missing"]),
    (&["still-missing"], &["missing"]),
    (&["away"], &["away-incidents"]),
    (&["long"], &["length-known"]),
    (&["length-known"], &["incidents"]),
    (&["reviewed"], &["incidents"]),
    (&["due"], &["incidents"]),
    (&["interview-held-in-three-days/numerator"], &["due"]),
    (
        &["interview-offered-in-three-days/numerator"],
        &["interview-accepted/denominator"],
    ),
    (&["interview-accepted/denominator"], &["due"]),
    (
        &["interview-accepted/numerator"],
        &["interview-accepted/denominator"],
    ),
    (&["police-agreement/numerator"], &["incidents"]),
    (&["outside-missing"], &["missing"]),
    (&["outside-missing"], &["outside-in-year"]),
    (&["outside"], &["outside-in-year"]),
    (&["outside-in-year"], &["in-year"]),
    (&["uasc"], &["uasc-in-year"]),
    (&["uasc-missing"], &["uasc-in-year"]),
    (&["uasc-missing"], &["missing"]),
    (&["uasc-still-missing"], &["uasc-missing"]),
    (&["uasc-still-missing"], &["still-missing"]),
    (&["nationality"], &["uasc"]),
    (
        &["host-notified/numerator"],
        &["host-notified-in-five-days/numerator"],
    ),
    (
        &["host-notified-in-five-days/numerator"],
        &["begun-outside"],
    ),
];

/// The names of an indicator's numerator and denominator, and of the police's count.
type Names = [Arc<str>; 3];

/// Those of the indicators known here.
static KNOWN: LazyLock<BTreeMap<&'static str, Names>> =
    LazyLock::new(|| definitions().map(|d| (d.code, names(d.code))).collect());

fn names(indicator: &str) -> Names {
    let of = |part, word: &str| -> Arc<str> {
        let mut shared = SHARED.iter();
        let found = shared.find(|(code, of, _)| *code == indicator && *of == part);
        match found {
            Some((_, _, name)) => (*name).into(),
            None => format!("{indicator}/{word}").into(),
        }
    };
    let police = format!("police/{indicator}");
    [of(N, "numerator"), of(D, "denominator"), police.into()]
}

/// The name of a count. Where the police's is used in the place of the authority's it is another.
pub(super) fn name(indicator: &str, part: Part, cell: &Cell) -> Arc<str> {
    let pick = |[numerator, denominator, police]: &Names| match part {
        N if cell.own_count.is_some() => Arc::clone(police),
        N => Arc::clone(numerator),
        D => Arc::clone(denominator),
    };
    let known = KNOWN.get(indicator).map(pick);
    known.unwrap_or_else(|| pick(&names(indicator)))
}

/// Counts that are withheld with another, since elsewhere a reader finds the one from the other:
/// the police print their count of incidents, and tables print the incidents of unknown length.
pub(super) const TOGETHER: [(&str, &[&str]); 2] = [
    (
        "incidents",
        &[
            "length-known",
            "police-agreement/numerator",
            "police-agreement/denominator",
        ],
    ),
    ("in-homes", &["in-open-homes"]),
];

/// Whether the two counts of an indicator are the authority's and the police's, so that to show
/// either gives away the other.
pub(super) fn is_of_two_counts(indicator: &str) -> bool {
    indicator == "police-agreement"
}
