//! The returns of a dataset: read authority by authority, so that memory holds one at a time.

use std::collections::{BTreeMap, BTreeSet};

use crate::authority::{AuthorityId, Register};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::day::Day;

use super::care_tables::{CareTables, Lacking};
use super::left_out::Lost;
use super::owners::Owner;
use super::parse::{Cells, Reading};
use super::read;
use super::rule::{self, Findings};
use super::safeguarding::Safeguarding;
use super::{
    Absent, Episode, EpisodeColumn, Interview, LeftOut, Nationality, Notification, Person,
    ReturnFile, TableKind, Token, Twice, Uasc,
};

/// Columns of inputs that are read without them.
const MAY_LACK: [&str; 7] = [
    "place_provider",
    "offered",
    "offered_date",
    "accepted",
    "interview_date",
    "review_date",
    "out_reason",
];

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
    safeguarding: Option<Safeguarding>,
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
        let of_return = |field: &str| file.kind == TableKind::Xml && field == "place_provider";
        let is_given = |field: &&&str| of_return(field) || file.column(field).is_some();
        let given = MAY_LACK.iter().filter(is_given);
        if file.kind.is_of_care() {
            return;
        }
        if file.kind == TableKind::Safeguarding {
            let tells_kind = file.column("miss_type").is_some();
            let own = self.safeguarding.get_or_insert_default();
            own.note_columns(tells_kind, given.copied());
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
        let of_episodes = self.episodes.is_some().then_some("place_provider");
        let wanted = of_episodes
            .into_iter()
            .chain(interviews.into_iter().filter(|_| of_interviews));
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
    fn take_care(&mut self, findings: &mut Findings) -> Option<Lacking> {
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
        self.columns.insert("place_provider");
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

/// All returns of one authority by year; tables without a year stand apart.
#[derive(Debug, Default)]
pub struct AuthorityReturns {
    /// The returns.
    pub years: BTreeMap<i16, Return>,
    /// Interviews, notifications and nationality of files that name no year.
    pub any_year: Return,
    /// Files that say the same or contradict each other, by year.
    pub twice: Vec<(Option<i16>, Twice)>,
    /// What is wrong in their rows.
    pub findings: Findings,
    /// What is wrong with their files.
    pub diagnostics: Diagnostics,
}

/// The child-level files of a dataset.
#[derive(Debug, Default)]
pub struct Returns {
    /// The files, in order of name.
    pub files: Vec<ReturnFile>,
    /// Positions of the files that lie in an authority's folder.
    own: BTreeMap<AuthorityId, Vec<usize>>,
    shared: BTreeMap<Owner, Return>,
}

impl Returns {
    /// Takes the files and reads those that hold rows of many authorities, since only their rows
    /// say whose they are. The others are read when they are asked for.
    pub(crate) fn new(
        files: Vec<ReturnFile>,
        register: &Register,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        use rayon::prelude::*;
        let contents: Vec<_> = files
            .par_iter()
            .filter(|file| file.says_whose() && file.kind != TableKind::NotUsed)
            .map(|file| (file.kind, read::read(file, register)))
            .collect();
        let mut shared: BTreeMap<Owner, Return> = BTreeMap::new();
        let mut covered: BTreeSet<(Option<i16>, TableKind)> = BTreeSet::new();
        for (kind, content) in contents {
            content.findings.tell(&files, diagnostics);
            diagnostics.append(content.diagnostics);
            // Rows of nobody may be those of an authority that has no other.
            let is_whole = content.unowned.is_empty();
            for (owner, tables) in content.tables {
                if is_whole {
                    covered.insert((owner.1, kind));
                }
                shared.entry(owner).or_default().join(tables);
            }
        }
        for ((_, year), tables) in &mut shared {
            for (_, kind) in covered.iter().filter(|(y, _)| y == year) {
                if tables.episodes.is_some() {
                    tables.open(*kind);
                }
            }
        }
        let mut own: BTreeMap<AuthorityId, Vec<usize>> = BTreeMap::new();
        for (at, file) in files.iter().enumerate() {
            if let Some(authority) = file.authority.filter(|_| file.is_read_by_folder()) {
                own.entry(authority).or_default().push(at);
            }
        }
        Self { files, own, shared }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The authorities and years that any child-level file names.
    pub fn seen(&self) -> impl Iterator<Item = (i16, AuthorityId)> {
        let in_folders = self
            .files
            .iter()
            .filter(|file| !file.says_whose())
            .filter_map(|file| Some((file.year?, file.authority?)));
        let in_rows = self
            .shared
            .keys()
            .filter_map(|(id, year)| Some(((*year)?, *id)));
        in_folders.chain(in_rows)
    }

    /// The authorities that have any child-level file.
    #[must_use]
    pub fn authorities(&self) -> Vec<AuthorityId> {
        let ids: BTreeSet<AuthorityId> = self.seen().map(|(_, id)| id).collect();
        ids.into_iter().collect()
    }

    /// Reads all returns of an authority, its tables in order of child and time.
    #[must_use]
    pub fn of(&self, authority: AuthorityId, register: &Register) -> AuthorityReturns {
        let mut returns = AuthorityReturns::default();
        let own = self.own.get(&authority).into_iter().flatten();
        for file in own.filter_map(|at| self.files.get(*at)) {
            let content = read::read(file, register);
            returns.findings.append(content.findings);
            returns.diagnostics.append(content.diagnostics);
            for ((_, year), tables) in content.tables {
                returns.year(year).join(tables);
            }
        }
        let from = (authority, None);
        let rows = self
            .shared
            .range(from..)
            .take_while(|((id, _), _)| *id == authority);
        for ((_, year), tables) in rows {
            returns.year(*year).join(tables.clone());
        }
        returns.take_safeguarding();
        returns.take_care(authority, register);
        let all = returns.years.iter_mut().map(|(year, t)| (Some(*year), t));
        for (year, tables) in all.chain([(None, &mut returns.any_year)]) {
            tables.sort();
            let twice = tables.count_once(&self.files, &mut returns.findings);
            let of_year = twice.into_iter().map(|twice| (year, twice));
            returns.twice.extend(of_year);
        }
        returns
    }
}

impl AuthorityReturns {
    /// Takes from the Standard Safeguarding Dataset what the returns do not give of care.
    fn take_care(&mut self, authority: AuthorityId, register: &Register) {
        let name = &register.authority(authority).name;
        for (year, tables) in &mut self.years {
            let Some(lacking) = tables.take_care(&mut self.findings) else {
                continue;
            };
            let message = format!(
                "{name}, {year}: the Standard Safeguarding Dataset gives no episodes, since its table of {} is not there; {}",
                lacking.table(),
                lacking.why()
            );
            self.diagnostics.push(
                Diagnostic::warning(Code::TableAbsent, message)
                    .expected("its tables of episodes, placements and legal status, or the return's table of episodes")
                    .help("export the table too, and put it into the same folder"),
            );
        }
    }

    /// Takes from the Standard Safeguarding Dataset what neither the return nor a log of interviews
    /// gives: incidents where the return has no table of them, interviews where there is no log.
    fn take_safeguarding(&mut self) {
        let of_any = self.any_year.safeguarding.clone().unwrap_or_default();
        let is_of_any = self.any_year.safeguarding.is_some();
        for (year, tables) in &mut self.years {
            let span = (Day::first_of(*year), Day::census(*year));
            let own = tables.safeguarding.as_ref();
            let found = match own {
                Some(own) => own.incidents(None, &tables.left_out),
                None if is_of_any => of_any.incidents(Some(span), &self.any_year.left_out),
                None => None,
            };
            if let Some((incidents, left_out)) = found.filter(|_| tables.absences.is_none()) {
                tables.absences = Some(incidents);
                tables.left_out.extend(left_out);
            }
        }
        let logged = self
            .years
            .values()
            .any(|tables| tables.interviews.is_some());
        let logged = logged || self.any_year.interviews.is_some();
        let all = self.years.values_mut().chain([&mut self.any_year]);
        for tables in all.filter(|tables| tables.interviews.is_none() && !logged) {
            if let Some(own) = &mut tables.safeguarding {
                let (interviews, columns) = own.take_interviews();
                tables.interviews = Some(interviews);
                tables.columns.extend(columns);
            }
        }
    }

    fn year(&mut self, year: Option<i16>) -> &mut Return {
        match year {
            Some(year) => self.years.entry(year).or_default(),
            None => &mut self.any_year,
        }
    }
}
