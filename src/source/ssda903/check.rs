//! The checks on a return that need more than one row.

use crate::source::Day;

use super::rule::{self, Findings};
use super::{Absent, ChildKey, Episode, Origin, Return, Token};

/// Checks a return whose tables are sorted.
pub fn check(tables: &Return, year: i16, findings: &mut Findings) {
    let episodes = tables.episodes.as_deref().unwrap_or_default();
    let absences = tables.absences.as_deref().unwrap_or_default();
    for own in episodes.chunk_by(|a, b| a.child == b.child) {
        check_order(own, findings);
    }
    for own in absences.chunk_by(|a, b| a.child == b.child) {
        let child = own.first().map(|a| a.child);
        let start = episodes.partition_point(|e| Some(e.child) < child);
        let care = episodes.get(start..).unwrap_or_default();
        let end = care
            .iter()
            .position(|e| Some(e.child) != child)
            .unwrap_or(care.len());
        check_incidents(own, care.get(..end).unwrap_or_default(), year, findings);
    }
    check_header(tables, findings);
}

/// Overlaps, gaps after X1, and episodes without an end although a later one has begun.
fn check_order(own: &[Episode], findings: &mut Findings) {
    const CONTINUES: Token = Token::of("X1");
    const STARTED: Token = Token::of("S");
    for pair in own.windows(2) {
        let [before, after] = pair else { continue };
        let goes_on = !after.reason_new.is_empty() && after.reason_new != STARTED;
        if goes_on && before.end.is_some_and(|end| after.start > end) {
            findings.note(&rule::GAP_WITHIN_CARE, after.origin);
        }
        match before.end {
            None => findings.note(&rule::STILL_OPEN_BEFORE_NEXT, before.origin),
            Some(end) if after.start < end => findings.note(&rule::OVERLAP, after.origin),
            Some(end) if before.reason_ended == CONTINUES && after.start != end => {
                findings.note(&rule::GAP_AFTER_X1, before.origin);
            }
            Some(_) => {}
        }
    }
    if let Some(last) = own.last()
        && last.end.is_some()
        && last.reason_ended == CONTINUES
    {
        findings.note(&rule::GAP_AFTER_X1, last.origin);
    }
}

fn check_incidents(own: &[Absent], care: &[Episode], year: i16, findings: &mut Findings) {
    for (at, incident) in own.iter().enumerate() {
        let earlier = own.get(..at).unwrap_or_default();
        let began = |a: &Absent| (a.start, a.start_seconds, a.kind);
        let twice = |e: &&Absent| began(e) == began(incident);
        if earlier
            .iter()
            .rev()
            .take_while(|e| e.start == incident.start)
            .any(|e| twice(&e))
        {
            findings.note(&rule::INCIDENT_TWICE, incident.origin);
        } else if earlier
            .iter()
            .any(|e| e.end.judge_or(true, |end| end > incident.start) == Some(true))
        {
            findings.note(&rule::INCIDENTS_OVERLAP, incident.origin);
        }
        check_care(incident, care, year, findings);
    }
}

fn check_care(incident: &Absent, care: &[Episode], year: i16, findings: &mut Findings) {
    let covers =
        |e: &&Episode| e.start <= incident.start && e.end.is_none_or(|end| end >= incident.start);
    let mut there = care.iter().filter(covers).peekable();
    if there.peek().is_some() {
        if there.all(Episode::is_short_break) {
            findings.note(&rule::IN_SHORT_BREAK, incident.origin);
        }
        let goes_on = care
            .iter()
            .any(|e| e.end.is_none_or(|end| end > Day::census(year)));
        let open = incident.end.is_blank();
        if open && !goes_on {
            findings.note(&rule::OPEN_AFTER_CARE, incident.origin);
        }
        return;
    }
    let ended_before = care
        .iter()
        .any(|e| e.end.is_some_and(|end| end < incident.start));
    if ended_before {
        findings.note(&rule::START_AFTER_CARE, incident.origin);
    } else {
        findings.note(&rule::START_BEFORE_CARE, incident.origin);
    }
}

/// Children who are not in the header, or are in it more than once.
fn check_header(tables: &Return, findings: &mut Findings) {
    let Some(people) = &tables.people else {
        return;
    };
    for pair in people.windows(2) {
        if let [first, second] = pair
            && first.child == second.child
        {
            findings.note(&rule::CHILD_TWICE, second.origin);
        }
    }
    let known = |child: ChildKey| people.binary_search_by_key(&child, |p| p.child).is_ok();
    let mut note = |rule, rows: &mut dyn Iterator<Item = (ChildKey, Origin)>| {
        for (child, origin) in rows {
            if !known(child) {
                findings.note(rule, origin);
            }
        }
    };
    let episodes = tables.episodes.iter().flatten();
    note(
        &rule::EPISODE_NOT_IN_HEADER,
        &mut episodes.map(|r| (r.child, r.origin)),
    );
    let absences = tables.absences.iter().flatten();
    note(
        &rule::INCIDENT_NOT_IN_HEADER,
        &mut absences.map(|r| (r.child, r.origin)),
    );
    let uasc = tables.uasc.iter().flatten();
    note(
        &rule::UASC_NOT_IN_HEADER,
        &mut uasc.map(|r| (r.child, r.origin)),
    );
}
