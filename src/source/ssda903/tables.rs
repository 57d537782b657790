//! The tables of one authority's return of one year.

use std::collections::BTreeSet;

use crate::source::day::Day;

use super::care_tables::{CareTables, Lacking};
use super::fields;
use super::left_out::Lost;
use super::parse::{Cells, Reading};
use super::rule::{self, Findings};
use super::safeguarding::Safeguarding;
use super::{
    Absent, Episode, EpisodeColumn, Interview, LeftOut, Nationality, Notification, Person,
    ReturnFile, TableKind, Token, Uasc,
};

/// Columns of the episodes that are read without them, which a return in XML leaves out where they are blank.
const OF_EPISODES: [&str; 4] = ["place_provider", "reason_place_change", "pl_post", "urn"];

/// Columns of inputs that are read without them: those, what a log of interviews tells of an incident that it
/// names, and why a child is placed outside.
fn may_lack() -> impl Iterator<Item = &'static str> {
    let of_logs = fields::INTERVIEW.iter();
    let of_logs = of_logs.filter(|field| !["child", "mis_start"].contains(field));
    OF_EPISODES
        .iter()
        .chain(of_logs)
        .chain(&["out_reason"])
        .copied()
}

/// One authority's return of one year. A table that no file gave is absent, which is not the
/// same as empty.
#[derive(Debug, Clone, Default)]
pub struct Return {
    /// Who the children are.
    pub people: Option<Vec<Person>>,
    /// Their episodes.
    pub episodes: Option<Vec<Episode>>,
    /// Their incidents.
    pub absences: Option<Vec<Absent>>,
    /// Unaccompanied asylum-seeking children.
    pub uasc: Option<Vec<Uasc>>,
    /// Return interviews.
    pub interviews: Option<Vec<Interview>>,
    /// Notifications.
    pub notifications: Option<Vec<Notification>>,
    /// Nationality.
    pub nationalities: Option<Vec<Nationality>>,
    /// What the Standard Safeguarding Dataset says of incidents.
    pub(super) safeguarding: Option<Safeguarding>,
    /// What it says of care.
    care: CareTables,
    /// Rows that cannot be read.
    pub left_out: Vec<LeftOut>,
    /// Tables whose files contradict each other: nothing is counted from them, but their children are
    /// children of the dataset.
    pub set_aside: Option<Box<Return>>,
    /// Rows of each table, also those that could not be read, by [`TableKind`].
    rows: [usize; TableKind::COUNT],
    /// Columns that a file may lack although a measure needs them, as far as any file has them.
    pub columns: BTreeSet<&'static str>,
    /// The dataset's files it was read from.
    pub files: BTreeSet<usize>,
}

fn present<T>(table: &mut Option<Vec<T>>) -> &mut Vec<T> {
    table.get_or_insert_default()
}

fn joined<T>(to: &mut Option<Vec<T>>, from: Option<Vec<T>>) {
    if let Some(mut rows) = from {
        match to {
            Some(all) => all.append(&mut rows),
            None => *to = Some(rows),
        }
    }
}

impl Return {
    /// How many rows each table that is present has.
    pub fn row_counts(&self) -> Vec<(&'static str, usize)> {
        let counts = [
            ("header", self.people.as_ref().map(Vec::len)),
            ("episodes", self.episodes.as_ref().map(Vec::len)),
            ("missing", self.absences.as_ref().map(Vec::len)),
            ("uasc", self.uasc.as_ref().map(Vec::len)),
            ("return-interviews", self.interviews.as_ref().map(Vec::len)),
            ("notifications", self.notifications.as_ref().map(Vec::len)),
            ("nationality", self.nationalities.as_ref().map(Vec::len)),
        ];
        counts
            .into_iter()
            .filter_map(|(table, rows)| Some((table, rows?)))
            .collect()
    }

    /// Makes a table present.
    pub(super) fn open(&mut self, kind: TableKind) {
        match kind {
            TableKind::Header => {
                present(&mut self.people);
            }
            TableKind::Episodes => {
                present(&mut self.episodes);
            }
            TableKind::Missing => {
                present(&mut self.absences);
            }
            TableKind::Uasc => {
                present(&mut self.uasc);
            }
            TableKind::Interviews => {
                present(&mut self.interviews);
            }
            TableKind::Safeguarding => {
                self.safeguarding.get_or_insert_default();
            }
            TableKind::Notifications => {
                present(&mut self.notifications);
            }
            TableKind::Nationality => {
                present(&mut self.nationalities);
            }
            TableKind::Xml | TableKind::NotUsed => {}
            of_care => self.care.open(of_care),
        }
    }

    /// Makes room for so many more rows in a table.
    pub(super) fn reserve(&mut self, kind: TableKind, rows: usize) {
        match kind {
            TableKind::Header => present(&mut self.people).reserve(rows),
            TableKind::Episodes => present(&mut self.episodes).reserve(rows),
            TableKind::Missing => present(&mut self.absences).reserve(rows),
            TableKind::Uasc => present(&mut self.uasc).reserve(rows),
            TableKind::Interviews => present(&mut self.interviews).reserve(rows),
            TableKind::Notifications => present(&mut self.notifications).reserve(rows),
            TableKind::Nationality => present(&mut self.nationalities).reserve(rows),
            _ => {}
        }
    }

    /// Notes which optional columns a file has, and that rows come from it.
    pub(super) fn note_columns(&mut self, file: &ReturnFile) {
        self.files.insert(file.file);
        // The return in XML has all its own elements; one is left out where it is blank.
        let of_return = |field: &str| file.kind == TableKind::Xml && OF_EPISODES.contains(&field);
        let is_given = |field: &&str| of_return(field) || file.column(field).is_some();
        let given = may_lack().filter(is_given);
        if file.kind.is_of_care() {
            self.care.note_columns(given);
            return;
        }
        if file.kind == TableKind::Safeguarding {
            let tells_kind = file.column("miss_type").is_some();
            let own = self.safeguarding.get_or_insert_default();
            own.note_columns(tells_kind, given);
        } else {
            self.columns.extend(given);
        }
    }

    /// Reads a row into its table.
    pub(super) fn push(&mut self, kind: TableKind, row: &impl Cells, reading: &mut Reading<'_>) {
        fn put<T>(table: &mut Option<Vec<T>>, row: Result<T, Lost>) -> Result<(), Lost> {
            row.map(|row| present(table).push(row))
        }
        let read = match kind {
            TableKind::Header => put(&mut self.people, reading.person(row)),
            TableKind::Episodes => put(&mut self.episodes, reading.episode(row)),
            TableKind::Missing => put(&mut self.absences, reading.absent(row)),
            TableKind::Uasc => put(&mut self.uasc, reading.uasc(row)),
            TableKind::Interviews => put(&mut self.interviews, reading.interview(row)),
            TableKind::Safeguarding => reading.safeguarding(row).map(|row| {
                let own = self.safeguarding.get_or_insert_default();
                own.push(row, reading);
            }),
            TableKind::Notifications => put(&mut self.notifications, reading.notification(row)),
            TableKind::Nationality => put(&mut self.nationalities, reading.nationality(row)),
            TableKind::Xml | TableKind::NotUsed => Ok(()),
            of_care => self.care.push(of_care, row, reading),
        };
        if let Err(Lost { child, kind: of }) = read {
            self.left_out.push(LeftOut {
                table: kind,
                child,
                kind: of,
                origin: reading.origin,
            });
        }
        if let Some(rows) = self.rows.get_mut(kind as usize) {
            *rows += 1;
        }
    }

    /// Whether a table is there.
    #[must_use]
    pub fn has(&self, kind: TableKind) -> bool {
        match kind {
            TableKind::Header => self.people.is_some(),
            TableKind::Episodes => self.episodes.is_some(),
            TableKind::Missing => self.absences.is_some(),
            TableKind::Uasc => self.uasc.is_some(),
            TableKind::Interviews | TableKind::Safeguarding => self.interviews.is_some(),
            TableKind::Notifications => self.notifications.is_some(),
            TableKind::Nationality => self.nationalities.is_some(),
            _ => false,
        }
    }

    /// How many rows a table has, also those that could not be read.
    #[must_use]
    pub fn rows_of(&self, kind: TableKind) -> usize {
        self.rows.get(kind as usize).copied().unwrap_or(0)
    }

    /// The columns without which measures have no data, of the tables that are there.
    #[must_use]
    pub fn lacking_columns(&self) -> Vec<&'static str> {
        let interviews = ["interview_date", "offered_date", "accepted", "review_date"];
        // The Standard Safeguarding Dataset has no dates of interviews.
        let of_interviews = self.interviews.is_some() && self.safeguarding.is_none();
        let of_episodes = ["place_provider", "reason_place_change"].into_iter();
        let of_episodes = of_episodes.filter(|_| self.episodes.is_some());
        let wanted = of_episodes.chain(interviews.into_iter().filter(|_| of_interviews));
        wanted
            .filter(|column| !self.columns.contains(column))
            .collect()
    }

    /// Makes tables absent of which there are rows, but none that can be read: nothing is known
    /// from them, which is not the same as nothing to know.
    pub fn drop_unreadable(&mut self) -> Vec<&'static str> {
        fn unreadable<T>(table: &mut Option<Vec<T>>, rows: usize) -> bool {
            let drops = rows > 0 && table.as_ref().is_some_and(Vec::is_empty);
            if drops {
                *table = None;
            }
            drops
        }
        let interviews = [TableKind::Interviews, TableKind::Safeguarding];
        let interviews = interviews.map(|kind| self.rows_of(kind)).iter().sum();
        let missing = self.rows_of(TableKind::Missing);
        let uasc = self.rows_of(TableKind::Uasc);
        let notified = self.rows_of(TableKind::Notifications);
        let nationality = self.rows_of(TableKind::Nationality);
        let dropped = [
            ("missing incidents", unreadable(&mut self.absences, missing)),
            ("unaccompanied children", unreadable(&mut self.uasc, uasc)),
            (
                "return interviews",
                unreadable(&mut self.interviews, interviews),
            ),
            (
                "notifications",
                unreadable(&mut self.notifications, notified),
            ),
            (
                "nationality",
                unreadable(&mut self.nationalities, nationality),
            ),
        ];
        let dropped = dropped.into_iter().filter(|(_, drops)| *drops);
        dropped.map(|(table, _)| table).collect()
    }

    /// Adds the tables of another file of the same return.
    pub(super) fn join(&mut self, other: Self) {
        joined(&mut self.people, other.people);
        joined(&mut self.episodes, other.episodes);
        joined(&mut self.absences, other.absences);
        joined(&mut self.uasc, other.uasc);
        joined(&mut self.interviews, other.interviews);
        joined(&mut self.notifications, other.notifications);
        joined(&mut self.nationalities, other.nationalities);
        if let Some(other) = other.safeguarding {
            self.safeguarding.get_or_insert_default().join(other);
        }
        self.care.join(other.care);
        self.left_out.extend(other.left_out);
        for (all, more) in self.rows.iter_mut().zip(other.rows) {
            *all += more;
        }
        self.columns.extend(other.columns);
        self.files.extend(other.files);
    }

    /// Takes episodes and children from the Standard Safeguarding Dataset where no file gave the
    /// return's table; says what it lacks for that, where it has any.
    pub(super) fn take_care(&mut self, findings: &mut Findings) -> Option<Lacking> {
        if self.episodes.is_some() {
            return None;
        }
        let rows = self.rows_of(TableKind::SafeguardingEpisodes);
        let taken = match self.care.take() {
            Ok(taken) => taken,
            Err(lacking) => return self.care.is_any().then_some(lacking),
        };
        for row in &taken.left_out {
            findings.note(&rule::STATUS_UNKNOWN, row.origin);
        }
        for origin in taken.unplaced {
            findings.note(&rule::PLACEMENT_UNKNOWN, origin);
        }
        for row in &mut self.left_out {
            if row.table == TableKind::SafeguardingEpisodes {
                row.table = TableKind::Episodes;
            }
        }
        self.left_out.extend(taken.left_out);
        if let Some(all) = self.rows.get_mut(TableKind::Episodes as usize) {
            *all += rows;
        }
        self.columns.extend(taken.columns);
        self.episodes = Some(taken.episodes);
        if self.people.is_none() {
            self.people = taken.people;
        }
        None
    }

    /// Gives episodes whose DEC cannot be read the child's next DECOM, where REC is X1 and there is
    /// one, and leaves the others out: an end that is not known is not an open one.
    fn settle_ends(&mut self) {
        let is_unread = |e: &Episode| e.unread.has(EpisodeColumn::Dec);
        let Some(episodes) = self
            .episodes
            .as_mut()
            .filter(|all| all.iter().any(is_unread))
        else {
            return;
        };
        let starts: Vec<Option<Day>> = (0..episodes.len())
            .map(|at| next_start(episodes, at))
            .collect();
        for (episode, next) in episodes.iter_mut().zip(starts) {
            let continues = episode.reason_ended == Token::of("X1");
            if let Some(next) = next.filter(|_| continues && is_unread(episode)) {
                episode.end = Some(next);
                episode.unread.set(EpisodeColumn::Dec, false);
            }
        }
        let left_out = &mut self.left_out;
        episodes.retain(|episode| {
            if is_unread(episode) {
                left_out.push(LeftOut {
                    table: TableKind::Episodes,
                    child: Some(episode.child),
                    kind: None,
                    origin: episode.origin,
                });
            }
            !is_unread(episode)
        });
        episodes.sort_by_key(|r| (r.child, r.start, r.end.is_none(), r.end, r.origin));
    }

    /// Puts each table in order of child and time, so that a child's rows stand together.
    pub fn sort(&mut self) {
        in_order(&mut self.people, |r| (r.child, r.origin));
        in_order(&mut self.episodes, |r| {
            (r.child, r.start, r.end.is_none(), r.end, r.origin)
        });
        self.settle_ends();
        in_order(&mut self.absences, |r| {
            let end = (r.end.read().is_none(), r.end.read());
            (r.child, r.start, r.start_seconds, end, r.kind, r.origin)
        });
        in_order(&mut self.uasc, |r| (r.child, r.origin));
        in_order(&mut self.interviews, |r| {
            (r.child, r.missing_since, r.since_seconds, r.origin)
        });
        in_order(&mut self.notifications, |r| (r.child, r.start, r.origin));
        in_order(&mut self.nationalities, |r| (r.child, !r.recorded));
    }
}

/// The start of a child's next episode in a table in order, after one at a place in it.
fn next_start(episodes: &[Episode], at: usize) -> Option<Day> {
    let own = episodes.get(at)?;
    let mut later = episodes.get(at + 1..)?.iter();
    let next = later.find(|e| e.child != own.child || e.start > own.start)?;
    (next.child == own.child).then_some(next.start)
}

/// Sorts a table, which often is in order. Rows are long to move: their keys are moved instead.
fn in_order<T, K: Ord>(table: &mut Option<Vec<T>>, key: impl Fn(&T) -> K) {
    if let Some(rows) = table.as_mut().filter(|rows| !rows.is_sorted_by_key(&key)) {
        rows.sort_by_cached_key(key);
    }
}
