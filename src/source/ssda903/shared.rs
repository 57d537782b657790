//! Identifiers by which several children go: a row under one of them says of no child.

use std::collections::BTreeSet;

use crate::source::day::Day;

use super::rule::{self, Findings};
use super::{AbsenceKind, ChildKey, Episode, LeftOut, Origin, Person, Return, TableKind};

/// So many placements at once are more than any child has.
const TOO_MANY_AT_ONCE: usize = 20;

impl Return {
    /// Leaves out the rows of every CHILD by which several children go, as where a system exports one
    /// text for all, or a spreadsheet has cut identifiers off. The tables are in order of child and time.
    pub(super) fn leave_out_shared(&mut self, findings: &mut Findings) {
        let people = self.people.as_deref().unwrap_or_default();
        let episodes = self.episodes.as_deref().unwrap_or_default();
        let mut shared: BTreeSet<ChildKey> = BTreeSet::new();
        shared.extend(with_two_births(people));
        shared.extend(with_too_many_at_once(episodes));
        if shared.is_empty() {
            return;
        }
        let mut lost = Vec::new();
        let mut out = |table, kind: Option<AbsenceKind>, origin| {
            findings.note(&rule::CHILD_SHARED, origin);
            lost.push(LeftOut {
                table,
                child: None,
                kind,
                origin,
            });
        };
        let is_one = |key: ChildKey| shared.contains(&key);
        macro_rules! leave_out {
            ($table:ident, $kind:expr, $of:expr) => {
                if let Some(rows) = &mut self.$table {
                    rows.retain(|row| {
                        if is_one(row.child) {
                            out($kind, $of(row), row.origin);
                        }
                        !is_one(row.child)
                    });
                }
            };
        }
        leave_out!(people, TableKind::Header, |_: &Person| None);
        leave_out!(episodes, TableKind::Episodes, |_: &Episode| None);
        leave_out!(absences, TableKind::Missing, |row: &super::Absent| Some(
            row.kind
        ));
        leave_out!(uasc, TableKind::Uasc, |_: &super::Uasc| None);
        leave_out!(interviews, TableKind::Interviews, |_: &super::Interview| {
            None
        });
        leave_out!(
            notifications,
            TableKind::Notifications,
            |_: &super::Notification| None
        );
        if let Some(rows) = &mut self.nationalities {
            for _ in rows.extract_if(.., |row| is_one(row.child)) {
                lost.push(LeftOut {
                    table: TableKind::Nationality,
                    child: None,
                    kind: None,
                    origin: Origin::default(),
                });
            }
        }
        self.left_out.extend(lost);
    }
}

/// Those of whom the header has two dates of birth.
fn with_two_births(people: &[Person]) -> impl Iterator<Item = ChildKey> {
    let of_one = people.chunk_by(|a, b| a.child == b.child);
    of_one.filter_map(|rows| {
        let mut births = rows.iter().filter_map(|row| row.born);
        let first = births.next()?;
        births
            .any(|born| born != first)
            .then_some(rows.first()?.child)
    })
}

/// Those with so many episodes open at once, short breaks aside, that they are of several children.
fn with_too_many_at_once(episodes: &[Episode]) -> impl Iterator<Item = ChildKey> {
    let of_one = episodes.chunk_by(|a, b| a.child == b.child);
    of_one.filter_map(|own| {
        let is_too_many = own.len() >= TOO_MANY_AT_ONCE && has_too_many_at_once(own);
        is_too_many.then_some(own.first()?.child)
    })
}

fn has_too_many_at_once(own: &[Episode]) -> bool {
    let mut open: Vec<Option<Day>> = Vec::with_capacity(TOO_MANY_AT_ONCE);
    own.iter().filter(|e| !e.is_short_break()).any(|episode| {
        open.retain(|end| end.is_none_or(|end| end > episode.start));
        open.push(episode.end);
        open.len() >= TOO_MANY_AT_ONCE
    })
}
