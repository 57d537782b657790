//! The missing table of the Standard Safeguarding Dataset: incidents, and whether an interview was
//! offered and accepted after each. What a return or a log of interviews holds goes before it.

use std::collections::BTreeSet;

use crate::source::day::{Day, Moment};
use crate::source::known::Known;

use super::dates::Dated;
use super::left_out::Lost;
use super::parse::{Cells, Reading};
use super::rule;
use super::words::{absence_kind, is_nothing};
use super::{AbsenceKind, Absent, Interview, LeftOut, TableKind};

/// What such tables hold of an authority's year.
#[derive(Debug, Clone, Default)]
pub(super) struct Safeguarding {
    incidents: Vec<Absent>,
    interviews: Vec<Interview>,
    left_out: Vec<LeftOut>,
    /// Whether a table says which kind of absence its rows are.
    tells_kind: bool,
    columns: BTreeSet<&'static str>,
}

/// A row of it.
pub(super) struct Row {
    pub(super) incident: Result<Absent, Lost>,
    /// What followed; none of an absence that is no missing incident.
    pub(super) interview: Option<Interview>,
}

impl Safeguarding {
    pub(super) fn note_columns(
        &mut self,
        tells_kind: bool,
        given: impl Iterator<Item = &'static str>,
    ) {
        self.tells_kind |= tells_kind;
        self.columns.extend(given);
    }

    pub(super) fn push(&mut self, row: Row, reading: &Reading<'_>) {
        self.interviews.extend(row.interview);
        match row.incident {
            Ok(incident) => self.incidents.push(incident),
            Err(Lost { child, kind }) => self.left_out.push(LeftOut {
                table: TableKind::Missing,
                child,
                kind,
                origin: reading.origin,
            }),
        }
    }

    pub(super) fn join(&mut self, other: Self) {
        self.incidents.extend(other.incidents);
        self.interviews.extend(other.interviews);
        self.left_out.extend(other.left_out);
        self.tells_kind |= other.tells_kind;
        self.columns.extend(other.columns);
    }

    /// Its incidents and the rows of them that are left out, of a year where it is of any, beside the
    /// rows of which nothing can be read; none where it does not tell missing from away, or no row can
    /// be read.
    pub(super) fn incidents(
        &self,
        year: Option<(Day, Day)>,
        beside: &[LeftOut],
    ) -> Option<(Vec<Absent>, Vec<LeftOut>)> {
        let unread = beside
            .iter()
            .filter(|row| row.table == TableKind::Safeguarding);
        let unread = unread.map(|row| LeftOut {
            table: TableKind::Missing,
            ..*row
        });
        let left_out: Vec<LeftOut> = self.left_out.iter().copied().chain(unread).collect();
        if !self.tells_kind || (self.incidents.is_empty() && !left_out.is_empty()) {
            return None;
        }
        let touches = |incident: &&Absent| {
            let ended = incident.end.read();
            year.is_none_or(|(first, last)| {
                incident.start <= last && ended.is_none_or(|end| end >= first)
            })
        };
        let incidents = self.incidents.iter().filter(touches).cloned().collect();
        Some((incidents, left_out))
    }

    /// Its interviews and the columns they have.
    pub(super) fn take_interviews(&mut self) -> (Vec<Interview>, BTreeSet<&'static str>) {
        (std::mem::take(&mut self.interviews), self.columns.clone())
    }
}

impl Reading<'_> {
    pub(super) fn safeguarding(&mut self, row: &impl Cells) -> Result<Row, Lost> {
        let child = self.child(row.cell(0))?;
        let kind = absence_kind(row.cell(4));
        let lost = Lost {
            child: Some(child),
            kind,
        };
        let since = self.needed(row.cell(1), Dated::MisStart, &rule::INTERVIEW_START);
        let since = since.ok_or(lost)?;
        let interview = (kind != Some(AbsenceKind::Away)).then(|| Interview {
            child,
            missing_since: since.day,
            since_seconds: since.seconds,
            offered: self.yes_no(row.cell(2), "offered"),
            offered_on: Known::Blank,
            accepted: self.yes_no(row.cell(3), "accepted"),
            held_on: Known::Blank,
            independent: None,
            child_chose: None,
            reason: None,
            harm: None,
            reviewed_on: Known::Blank,
            action_plan: None,
            host_involved: None,
            police_involved: None,
            origin: self.origin,
        });
        let incident = match kind {
            Some(kind) => self.safeguarding_incident(row, lost, kind, since),
            None => {
                if row.has(4) {
                    self.note(&rule::MISSING);
                }
                Err(lost)
            }
        };
        Ok(Row {
            incident,
            interview,
        })
    }

    fn safeguarding_incident(
        &mut self,
        row: &impl Cells,
        lost: Lost,
        kind: AbsenceKind,
        since: Moment,
    ) -> Result<Absent, Lost> {
        let end = match row.cell(5) {
            nothing if is_nothing(nothing) => Known::Blank,
            cell => self.moment(cell, Dated::MisEnd, (&rule::MIS_END, "mis_end")),
        };
        let end_seconds = end.read().map_or(0, |end| end.seconds);
        let end = end.map(|end| end.day);
        if end.read().is_some_and(|end| end < since.day) {
            self.note(&rule::MIS_END_BEFORE_START);
            return Err(lost);
        }
        Ok(Absent {
            child: lost.child.ok_or(lost)?,
            born: None,
            kind,
            start: since.day,
            start_seconds: since.seconds,
            end,
            end_seconds,
            origin: self.origin,
        })
    }
}
