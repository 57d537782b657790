//! Legal status, background, and why care ends.

use super::child::Child;
use super::day::{Day, birthday};
use crate::sample::draw::Draw;

/// The legal statuses of a period, from its first day on. None goes back to accommodation by
/// agreement once there is an order.
pub(super) fn path(child: &Child, start: Day, draw: &mut Draw) -> Vec<(Day, &'static str)> {
    if child.uasc {
        return vec![(start, "V2")];
    }
    let remand = if child.age(start) >= 12.0 { 0.02 } else { 0.0 };
    let ways = [
        ("V2", 0.38),
        ("C1", 0.4),
        ("L2", 0.09),
        ("L1", 0.06),
        ("C2", 0.05),
        ("J1", remand),
    ];
    let first = draw.weighted(&ways).unwrap_or("V2");
    let mut path = vec![(start, first)];
    let mut day = start;
    let mut status = first;
    while let Some((next, wait)) = following(status, draw) {
        day += wait;
        status = next;
        path.push((day, status));
    }
    path
}

fn following(status: &str, draw: &mut Draw) -> Option<(&'static str, Day)> {
    match status {
        "L1" => Some(("V2", 2)),
        "L2" => Some(("C1", draw.between(5, 12))),
        "J1" => Some(("V2", draw.between(20, 60))),
        "V2" if draw.happens(0.25) => Some(("C1", draw.between(60, 300))),
        "C1" if draw.happens(0.85) => Some(("C2", draw.between(120, 330))),
        _ => None,
    }
}

/// Age at the start of a first period.
pub(super) fn age_at_start(uasc: bool, draw: &mut Draw) -> f64 {
    if uasc {
        let young = draw.happens(0.13);
        let (from, to) = if young { (13.5, 16.0) } else { (16.0, 17.7) };
        return from + (to - from) * draw.unit();
    }
    let bands = [
        ((0.0, 0.04), 0.11),
        ((0.04, 1.0), 0.11),
        ((1.0, 5.0), 0.19),
        ((5.0, 10.0), 0.19),
        ((10.0, 16.0), 0.32),
        ((16.0, 17.6), 0.08),
    ];
    let (from, to) = draw.weighted(&bands).unwrap_or((5.0, 10.0));
    from + (to - from) * draw.unit()
}

/// Ethnic origin and category of need.
pub(super) fn background(uasc: bool, draw: &mut Draw) -> (&'static str, &'static str) {
    const HERE: [(&str, f64); 14] = [
        ("WBRI", 0.68),
        ("WOTH", 0.045),
        ("WIRI", 0.004),
        ("WROM", 0.006),
        ("MWBC", 0.038),
        ("MWBA", 0.014),
        ("MWAS", 0.018),
        ("MOTH", 0.035),
        ("APKN", 0.013),
        ("AOTH", 0.03),
        ("BCRB", 0.025),
        ("BAFR", 0.045),
        ("BOTH", 0.015),
        ("OOTH", 0.032),
    ];
    const ALONE: [(&str, f64); 4] = [
        ("OOTH", 0.42),
        ("AOTH", 0.27),
        ("BAFR", 0.26),
        ("WOTH", 0.05),
    ];
    const NEEDS: [(&str, f64); 7] = [
        ("N1", 0.66),
        ("N2", 0.02),
        ("N3", 0.025),
        ("N4", 0.085),
        ("N5", 0.145),
        ("N6", 0.015),
        ("N8", 0.05),
    ];
    if uasc {
        return (draw.weighted(&ALONE).unwrap_or("OOTH"), "N8");
    }
    (
        draw.weighted(&HERE).unwrap_or("WBRI"),
        draw.weighted(&NEEDS).unwrap_or("N1"),
    )
}

/// The code of why care ends on a day.
pub(super) fn reason_for_leaving(child: &Child, end: Day, draw: &mut Draw) -> &'static str {
    let code = child.place().map_or("", |place| place.code);
    let age = child.age(end);
    let ways: &[(&'static str, f64)] = if code.starts_with('A') {
        &[("E12", 0.8), ("E11", 0.2)]
    } else if end >= birthday(child.born, 18) {
        &[
            ("E5", 0.35),
            ("E17", 0.25),
            ("E8", 0.25),
            ("E6", 0.1),
            ("E7", 0.05),
        ]
    } else if child.uasc {
        &[("E8", 0.7), ("E15", 0.3)]
    } else if age >= 16.0 {
        &[
            ("E4A", 0.4),
            ("E5", 0.25),
            ("E8", 0.25),
            ("E9", 0.04),
            ("E4B", 0.06),
        ]
    } else if matches!(code, "U1" | "U2" | "U3") {
        &[("E45", 0.5), ("E4A", 0.35), ("E41", 0.15)]
    } else if code.starts_with('U') {
        &[
            ("E4A", 0.6),
            ("E47", 0.12),
            ("E46", 0.08),
            ("E48", 0.03),
            ("E41", 0.07),
            ("E13", 0.1),
        ]
    } else {
        &[("E4A", 0.6), ("E4B", 0.2), ("E8", 0.17), ("E3", 0.03)]
    };
    draw.weighted(ways).unwrap_or("E8")
}

/// Whether a child may be placed with parents: an order is needed.
pub(super) fn allows_parents(status: &str) -> bool {
    matches!(status, "C1" | "C2")
}
