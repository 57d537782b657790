//! Rows and tables that stand twice: what is read twice is counted once, and two tables that
//! contradict each other give nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::rule::{self, Findings};
use super::{
    Absent, ChildKey, Episode, EpisodeColumn, Interview, Nationality, Notification, Origin, Person,
    Return, ReturnFile, TableKind, Uasc,
};
use crate::source::Day;

/// Two files of an authority's year that have rows for the same subjects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Twice {
    /// Which table.
    pub table: TableKind,
    /// The two files, by position in the dataset's list.
    pub files: [usize; 2],
    /// Whether every row of the second stands in the first, so that it is read once; otherwise
    /// their rows differ and neither is used.
    pub is_copy: bool,
}

/// A row of a table that may stand in several files.
trait Row {
    /// What it is about.
    type Key: Ord + Copy;
    fn key(&self) -> Self::Key;
    /// Whether it is next to another in the order of the table, so that both may be about one subject.
    fn is_beside(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
    fn origin(&self) -> Origin;
    /// Whether it says the same, but for columns that are not in both files.
    fn says_the_same(&self, other: &Self, both_have: &dyn Fn(&str) -> bool) -> bool;
}

impl Row for Episode {
    type Key = (ChildKey, Day);
    fn key(&self) -> Self::Key {
        (self.child, self.start)
    }
    fn origin(&self) -> Origin {
        self.origin
    }
    fn says_the_same(&self, other: &Self, both_have: &dyn Fn(&str) -> bool) -> bool {
        let unread = |e: &Self| e.unread.has(EpisodeColumn::Dec);
        let required = self.end == other.end
            && unread(self) == unread(other)
            && self.reason_new == other.reason_new
            && self.legal_status == other.legal_status
            && self.place == other.place;
        let optional = [
            ("place_provider", self.provider == other.provider),
            ("rec", self.reason_ended == other.reason_ended),
            (
                "reason_place_change",
                self.reason_changed == other.reason_changed,
            ),
            ("home_post", self.home_post == other.home_post),
            ("pl_post", self.place_post == other.place_post),
            ("urn", self.urn == other.urn),
            ("pl_la", self.area == other.area),
            ("pl_location", self.locality == other.locality),
            ("pl_distance", self.miles == other.miles),
        ];
        required && agree(&optional, both_have)
    }
}

impl Row for Absent {
    type Key = (ChildKey, super::AbsenceKind, Day, u32);
    fn key(&self) -> Self::Key {
        (self.child, self.kind, self.start, self.start_seconds)
    }
    fn is_beside(&self, other: &Self) -> bool {
        // The kind is not in the order.
        let begins = |row: &Self| (row.child, row.start, row.start_seconds);
        begins(self) == begins(other)
    }
    fn origin(&self) -> Origin {
        self.origin
    }
    fn says_the_same(&self, other: &Self, both_have: &dyn Fn(&str) -> bool) -> bool {
        let ends = (self.end, self.end_seconds) == (other.end, other.end_seconds);
        ends && (self.born == other.born || !both_have("dob"))
    }
}

impl Row for Person {
    type Key = ChildKey;
    fn key(&self) -> Self::Key {
        self.child
    }
    fn origin(&self) -> Origin {
        self.origin
    }
    fn says_the_same(&self, other: &Self, both_have: &dyn Fn(&str) -> bool) -> bool {
        self.born == other.born || !both_have("dob")
    }
}

impl Row for Uasc {
    type Key = ChildKey;
    fn key(&self) -> Self::Key {
        self.child
    }
    fn origin(&self) -> Origin {
        self.origin
    }
    fn says_the_same(&self, other: &Self, both_have: &dyn Fn(&str) -> bool) -> bool {
        self.ends == other.ends && (self.born == other.born || !both_have("dob"))
    }
}

impl Row for Interview {
    type Key = (ChildKey, Day);
    fn key(&self) -> Self::Key {
        (self.child, self.missing_since)
    }
    fn origin(&self) -> Origin {
        self.origin
    }
    fn says_the_same(&self, other: &Self, both_have: &dyn Fn(&str) -> bool) -> bool {
        let columns = [
            ("offered", self.offered == other.offered),
            ("offered_date", self.offered_on == other.offered_on),
            ("accepted", self.accepted == other.accepted),
            ("interview_date", self.held_on == other.held_on),
            ("independent", self.independent == other.independent),
            (
                "child_chose_interviewer",
                self.child_chose == other.child_chose,
            ),
            ("reason", self.reason == other.reason),
            ("harm", self.harm == other.harm),
            ("review_date", self.reviewed_on == other.reviewed_on),
            ("action_plan", self.action_plan == other.action_plan),
            ("host_involved", self.host_involved == other.host_involved),
            (
                "police_involved",
                self.police_involved == other.police_involved,
            ),
        ];
        agree(&columns, both_have)
    }
}

impl Row for Notification {
    type Key = (ChildKey, Day);
    fn key(&self) -> Self::Key {
        (self.child, self.start)
    }
    fn origin(&self) -> Origin {
        self.origin
    }
    fn says_the_same(&self, other: &Self, both_have: &dyn Fn(&str) -> bool) -> bool {
        self.notified_on == other.notified_on
            && (self.reason == other.reason || !both_have("out_reason"))
    }
}

/// Whether the columns that both files have say the same.
fn agree(columns: &[(&str, bool)], both_have: &dyn Fn(&str) -> bool) -> bool {
    let mut columns = columns.iter();
    columns.all(|(field, same)| *same || !both_have(field))
}

/// What the files of a table have to do with one another.
#[derive(Default)]
struct Seen {
    /// Rows of each file.
    rows: BTreeMap<u32, usize>,
    /// Rows of one file that say what a row of an earlier one says.
    same: BTreeMap<(u32, u32), usize>,
    /// Files that say different things of one subject.
    differ: BTreeSet<(u32, u32)>,
}

/// Takes out the rows of a table in order of its keys that say what another says, and says what its
/// files have to do with one another.
fn once<T: Row>(
    rows: &mut Vec<T>,
    columns_of: &dyn Fn(u32, &str) -> bool,
    findings: &mut Findings,
) -> Seen {
    let mut seen = Seen::default();
    let mut again: BTreeSet<Origin> = BTreeSet::new();
    for of_one in rows.chunk_by(Row::is_beside) {
        if of_one.len() > 1 {
            compare(of_one, columns_of, &mut seen, &mut again);
        }
    }
    if !seen.same.is_empty() {
        for row in rows.iter() {
            *seen.rows.entry(row.origin().file).or_default() += 1;
        }
    }
    // Of a file that is a copy of another that is said, and not of each of its rows.
    let copies: BTreeSet<u32> = seen.copies().map(|(_, file)| file).collect();
    for origin in again.iter().filter(|row| !copies.contains(&row.file)) {
        findings.note(&rule::ROW_TWICE, *origin);
    }
    if !again.is_empty() {
        rows.retain(|row| !again.contains(&row.origin()));
    }
    seen
}

fn compare<T: Row>(
    of_one: &[T],
    columns_of: &dyn Fn(u32, &str) -> bool,
    seen: &mut Seen,
    again: &mut BTreeSet<Origin>,
) {
    // The file that is first by name keeps its rows.
    let mut in_order: Vec<&T> = of_one.iter().collect();
    in_order.sort_by_key(|row| row.origin());
    for (at, row) in in_order.iter().enumerate() {
        let file = row.origin().file;
        let earlier = in_order.get(..at).unwrap_or_default().iter();
        let earlier: Vec<&&T> = earlier.filter(|other| other.key() == row.key()).collect();
        let says_the_same = |other: &&&&T| {
            let other_file = other.origin().file;
            let both_have = |field: &str| columns_of(file, field) && columns_of(other_file, field);
            row.says_the_same(other, &both_have)
        };
        if let Some(first) = earlier.iter().find(says_the_same) {
            let first = first.origin().file;
            again.insert(row.origin());
            if first != file {
                *seen.same.entry((first, file)).or_default() += 1;
            }
        } else if let Some(other) = earlier.iter().find(|other| other.origin().file != file) {
            seen.differ.insert((other.origin().file, file));
        }
    }
}

impl Seen {
    /// Files of which the second is a copy of the first.
    fn copies(&self) -> impl Iterator<Item = (u32, u32)> {
        let same = self.same.iter();
        let whole = same.filter(|((_, file), same)| self.rows.get(file) == Some(same));
        let pairs = whole.map(|(pair, _)| *pair);
        pairs.filter(|pair| !self.differ.contains(pair))
    }

    /// Files of which one is a copy of the other, and those that contradict each other.
    fn pairs(&self, table: TableKind) -> Vec<Twice> {
        let differ = self.differ.iter().map(|pair| (*pair, false));
        let copies = self.copies().map(|pair| (pair, true));
        let twice = |((first, file), is_copy): ((u32, u32), bool)| Twice {
            table,
            files: [first as usize, file as usize],
            is_copy,
        };
        differ.chain(copies).map(twice).collect()
    }
}

impl Return {
    /// Counts once what stands twice in its tables, which are in order of child and time, and takes
    /// out tables whose files contradict each other; says which files these are.
    pub fn count_once(&mut self, files: &[ReturnFile], findings: &mut Findings) -> Vec<Twice> {
        let columns_of = |file: u32, field: &str| {
            let at = files.binary_search_by_key(&(file as usize), |f| f.file);
            at.ok().and_then(|at| files.get(at)).is_some_and(|file| {
                // In XML what is blank is not there, and so can be in no comparison.
                file.kind != TableKind::Xml && file.column(field).is_some()
                    || file.kind == TableKind::Xml && !MAY_BE_BLANK.contains(&field)
            })
        };
        let mut all: Vec<Twice> = Vec::new();
        let mut aside = Self::default();
        macro_rules! table {
            ($table:ident, $kind:expr) => {
                if let Some(rows) = &mut self.$table {
                    let twice = once(rows, &columns_of, findings).pairs($kind);
                    if twice.iter().any(|twice| !twice.is_copy) {
                        aside.$table = self.$table.take();
                    }
                    all.extend(twice);
                }
            };
        }
        table!(people, TableKind::Header);
        table!(episodes, TableKind::Episodes);
        table!(absences, TableKind::Missing);
        table!(uasc, TableKind::Uasc);
        table!(interviews, TableKind::Interviews);
        table!(notifications, TableKind::Notifications);
        if let Some(rows) = &mut self.nationalities {
            rows.dedup_by_key(|row: &mut Nationality| (row.child, row.recorded));
        }
        if all.iter().any(|twice| !twice.is_copy) {
            self.set_aside = Some(Box::new(aside));
        }
        // What cannot be read in a copy stands in the original, too.
        let copies: BTreeSet<(usize, TableKind)> = all
            .iter()
            .filter(|twice| twice.is_copy)
            .map(|twice| (twice.files[1], twice.table))
            .collect();
        self.left_out.retain(|row| {
            let file = usize::try_from(row.origin.file).unwrap_or(usize::MAX);
            !copies.contains(&(file, row.table))
        });
        all
    }
}

/// Elements that a return in XML leaves out where they are blank, or never has.
const MAY_BE_BLANK: [&str; 6] = [
    "pl_la",
    "pl_location",
    "pl_distance",
    "urn",
    "dob",
    "reason_place_change",
];
