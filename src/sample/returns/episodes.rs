//! Episodes: unbroken combinations of legal status and placement.

use super::child::{Child, Period, Place};
use super::day::Day;

/// An episode, as it is known at the end of time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Episode {
    pub(super) start: Day,
    pub(super) end: Option<Day>,
    pub(super) began: &'static str,
    pub(super) legal: &'static str,
    pub(super) place: Place,
    pub(super) ended: &'static str,
    /// Why the placement changed at its end.
    pub(super) change: &'static str,
}

/// A change within a period.
#[derive(Debug, Clone, Copy)]
struct Change {
    on: Day,
    place: Place,
    same_carer: bool,
}

/// The episodes of a child, in order.
pub(super) fn episodes(child: &Child) -> Vec<Episode> {
    child
        .periods
        .iter()
        .flat_map(|period| of_period(child, period))
        .collect()
}

fn of_period(child: &Child, period: &Period) -> Vec<Episode> {
    let changes = changes(period);
    let mut starts: Vec<Day> = changes
        .iter()
        .map(|change| change.on)
        .chain(period.legal.iter().map(|(from, _)| *from))
        .filter(|on| period.end.is_none_or(|(end, _)| *on < end))
        .collect();
    starts.sort_unstable();
    starts.dedup();
    let mut episodes: Vec<Episode> = Vec::with_capacity(starts.len());
    for (nth, start) in starts.iter().enumerate() {
        let Some(change) = changes.iter().rev().find(|change| change.on <= *start) else {
            continue;
        };
        let legal = period.legal_on(*start);
        let next = starts.get(nth + 1).copied();
        let began = match episodes.last_mut() {
            None => "S",
            Some(before) => began(child, before, change, *start, legal),
        };
        episodes.push(Episode {
            start: *start,
            end: next.or(period.end.map(|(end, _)| end)),
            began,
            legal,
            place: change.place,
            ended: match (next, period.end) {
                (Some(_), _) => "X1",
                (None, Some((_, why))) => why,
                (None, None) => "",
            },
            change: "",
        });
    }
    episodes
}

/// The code of why an episode began; notes on the one before why its placement changed.
fn began(
    child: &Child,
    before: &mut Episode,
    change: &Change,
    start: Day,
    legal: &str,
) -> &'static str {
    let moved = change.on == start;
    let temporary = |code: &str| code.starts_with('T');
    if moved && !temporary(change.place.code) && !temporary(before.place.code) {
        before.change = why(child, before, change, start);
    }
    match (moved, before.legal != legal, change.same_carer) {
        (false, ..) => "L",
        (true, false, false) => "P",
        (true, false, true) => "T",
        (true, true, false) => "B",
        (true, true, true) => "U",
    }
}

/// Stays, with temporary spells between what comes before and after them.
fn changes(period: &Period) -> Vec<Change> {
    let mut changes: Vec<Change> = period
        .stays
        .iter()
        .map(|stay| Change {
            on: stay.start,
            place: stay.place,
            same_carer: stay.same_carer,
        })
        .collect();
    for spell in &period.spells {
        let Some(at) = changes.iter().rposition(|change| change.on <= spell.start) else {
            continue;
        };
        let back = Change {
            on: spell.end,
            same_carer: false,
            ..changes[at]
        };
        let away = Change {
            on: spell.start,
            same_carer: false,
            place: Place {
                code: spell.code,
                provider: "",
                at: spell.at,
                urn: 0,
            },
        };
        changes.splice(at + 1..at + 1, [away, back]);
    }
    changes
}

/// Why a placement changed: fixed for an episode, however often it is written.
fn why(child: &Child, before: &Episode, change: &Change, start: Day) -> &'static str {
    const WAYS: [(&str, u32); 11] = [
        ("CARPL", 414),
        ("OTHER", 296),
        ("CREQB", 106),
        ("CREQO", 84),
        ("CHILD", 41),
        ("LAREQ", 19),
        ("STAND", 13),
        ("CLOSE", 11),
        ("ALLEG", 9),
        ("APPRR", 4),
        ("CUSTOD", 3),
    ];
    if change.same_carer {
        return "PLACE";
    }
    if change.place.is_adoption() || change.place.code == "P1" {
        return "CARPL";
    }
    let mixed = child.number.wrapping_mul(2_654_435_761) ^ (start as u32).wrapping_mul(40_503);
    let mut left = (mixed ^ (mixed >> 15)).wrapping_mul(2_246_822_519) >> 8;
    left %= 1_000;
    let fostered = before.place.is_foster();
    for (code, share) in WAYS {
        if left < share {
            let of_carers = matches!(code, "APPRR" | "CREQB" | "CREQO");
            return if of_carers && !fostered {
                "OTHER"
            } else {
                code
            };
        }
        left -= share;
    }
    "OTHER"
}
