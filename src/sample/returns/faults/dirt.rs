//! Records that break a rule: one cell or one row at a time.

use std::collections::BTreeSet;

use super::super::day::{Day, day, written};
use super::super::simulation::Year;
use super::super::tables::Return;
use super::Answer;
use crate::sample::draw::Draw;

/// A row as its cells.
type Cells = Vec<String>;

/// What to do to a row, given the year: change it, or give a row to add. False where it does not
/// fit the row.
type Apply = fn(&mut Cells, Year) -> bool;

/// Which table is soiled, and how.
#[derive(Clone, Copy)]
enum How {
    /// A row of the episodes is changed.
    Episode(Apply),
    /// A changed copy of a row is added to the episodes.
    ExtraEpisode(Apply),
    /// A row and the one after it, of one child, stop touching; the later one is at fault.
    Pair(fn(&mut Cells, &mut Cells) -> bool),
    /// A row of the missing table is changed.
    Missing(Apply),
    /// A changed copy of a row is added to the missing table.
    ExtraMissing(Apply),
    /// A row of the header is changed.
    Header(Apply),
}

/// A way to break a rule.
#[derive(Clone, Copy)]
struct Dirt {
    kind: &'static str,
    rule: &'static str,
    how: How,
}

const fn dirt(kind: &'static str, rule: &'static str, how: How) -> Dirt {
    Dirt { kind, rule, how }
}

// Columns of the episodes: 1 DECOM, 2 RNE, 3 LS, 5 PLACE, 7 DEC, 8 REC.
// Columns of the missing table: 2 MISSING, 3 MIS_START, 4 MIS_END.
const WAYS: [Dirt; 23] = [
    dirt(
        "bad-start-date",
        "141",
        How::Episode(|row, _| set(row, 1, "31/02/2023")),
    ),
    dirt(
        "two-digit-year",
        "141",
        How::Episode(|row, _| shorten_year(row, 1)),
    ),
    dirt(
        "bad-end-date",
        "147",
        How::Episode(|row, _| filled(row, 7) && set(row, 7, "45/13/2023")),
    ),
    dirt(
        "unknown-reason-for-new-episode",
        "143",
        How::Episode(|row, _| set(row, 2, "Q")),
    ),
    dirt(
        "unknown-legal-status",
        "144",
        How::Episode(|row, _| set(row, 3, "Q9")),
    ),
    dirt(
        "unknown-placement",
        "146",
        How::Episode(|row, _| set(row, 5, "Q9")),
    ),
    dirt(
        "unknown-reason-ceased",
        "149",
        How::Episode(|row, _| is_last(row) && set(row, 8, "E99")),
    ),
    dirt(
        "end-without-date",
        "148",
        How::Episode(|row, _| is_last(row) && set(row, 7, "")),
    ),
    dirt(
        "end-before-start",
        "356",
        How::Episode(|row, _| is_last(row) && end_before_start(row, 1, 7)),
    ),
    dirt(
        "no-length",
        "355",
        How::Episode(|row, _| is_last(row) && no_length(row)),
    ),
    dirt("gap", "433", How::Pair(gap)),
    dirt("overlap", "501", How::Pair(overlap)),
    dirt(
        "not-in-header",
        "INT03",
        How::ExtraEpisode(|row, _| set(row, 0, "NOT-IN-HEADER")),
    ),
    dirt("repeated-episode", "", How::ExtraEpisode(|_, _| true)),
    dirt(
        "bad-date-of-birth",
        "102",
        How::Header(|row, _| set(row, 2, "30/02/2011")),
    ),
    dirt(
        "bad-missing-start",
        "1004",
        How::Missing(|row, _| set(row, 3, "31/11/2023")),
    ),
    dirt(
        "bad-missing-end",
        "1005",
        How::Missing(|row, _| filled(row, 4) && set(row, 4, "00/00/0000")),
    ),
    dirt(
        "unknown-missing-type",
        "1006",
        How::Missing(|row, _| set(row, 2, "Q")),
    ),
    dirt(
        "no-missing-start",
        "564",
        How::Missing(|row, _| set(row, 3, "")),
    ),
    dirt(
        "no-missing-type",
        "565",
        How::Missing(|row, _| set(row, 2, "")),
    ),
    dirt(
        "missing-end-before-start",
        "567",
        How::Missing(|row, _| filled(row, 4) && end_before_start(row, 3, 4)),
    ),
    dirt(
        "missing-not-in-header",
        "INT04",
        How::ExtraMissing(|row, _| set(row, 0, "NOT-IN-HEADER")),
    ),
    dirt(
        "missing-overlap",
        "574",
        How::ExtraMissing(|row, _| inner(row)),
    ),
];
const OUTSIDE_YEAR: Dirt = dirt("missing-after-year", "570", How::Missing(after_year));

/// Soils some records of a return, each of a different child, and notes them.
pub(in crate::sample::returns) fn soil(
    tables: &mut Return,
    folder: &str,
    year: Year,
    draw: &mut Draw,
) -> Vec<Answer> {
    let mut soiler = Soiler {
        episodes: rows(&tables.episodes),
        missing: rows(&tables.missing),
        header: rows(&tables.header),
        used: BTreeSet::new(),
        folder,
        year,
    };
    let count = 2 + soiler.header.len() / 60;
    let ways: Vec<Dirt> = WAYS.into_iter().chain([OUTSIDE_YEAR]).collect();
    let mut answers = Vec::new();
    for _ in 0..count {
        let way = ways.get(draw.below(ways.len())).copied();
        answers.extend(way.and_then(|way| soiler.plant(way, draw)));
    }
    tables.episodes = text(&soiler.episodes);
    tables.header = text(&soiler.header);
    tables.missing = text(&soiler.missing);
    answers
}

struct Soiler<'a> {
    episodes: Vec<Cells>,
    missing: Vec<Cells>,
    header: Vec<Cells>,
    used: BTreeSet<String>,
    folder: &'a str,
    year: Year,
}

impl Soiler<'_> {
    fn plant(&mut self, way: Dirt, draw: &mut Draw) -> Option<Answer> {
        let (name, table) = match way.how {
            How::Episode(_) | How::ExtraEpisode(_) | How::Pair(_) => {
                ("episodes", &mut self.episodes)
            }
            How::Missing(_) | How::ExtraMissing(_) => ("missing", &mut self.missing),
            How::Header(_) => ("header", &mut self.header),
        };
        if table.len() < 3 {
            return None;
        }
        for _ in 0..40 {
            let at = 1 + draw.below(table.len() - 1);
            if self.used.contains(&table[at][0]) {
                continue;
            }
            let child = table[at][0].clone();
            let Some(line) = try_one(table, at, way.how, self.year) else {
                continue;
            };
            self.used.insert(child);
            self.used.insert(table[line][0].clone());
            return Some(Answer {
                file: format!("{}/{name}.csv", self.folder),
                line: Some(line + 1),
                rule: way.rule,
                kind: way.kind,
            });
        }
        None
    }
}

/// Soils a row; gives the place of the row at fault.
fn try_one(table: &mut Vec<Cells>, at: usize, how: How, year: Year) -> Option<usize> {
    match how {
        How::Episode(apply) | How::Missing(apply) | How::Header(apply) => {
            let mut row = table[at].clone();
            let fits = apply(&mut row, year);
            fits.then(|| {
                table[at] = row;
                at
            })
        }
        How::ExtraEpisode(apply) | How::ExtraMissing(apply) => {
            let mut row = table[at].clone();
            let fits = apply(&mut row, year);
            fits.then(|| {
                table.push(row);
                table.len() - 1
            })
        }
        How::Pair(apply) => {
            let (mut one, mut next) = (table[at].clone(), table.get(at + 1)?.clone());
            let fits = one[0] == next[0]
                && one[8] == "X1"
                && filled(&next, 7)
                && apply(&mut one, &mut next);
            fits.then(|| {
                table[at] = one;
                table[at + 1] = next;
                at + 1
            })
        }
    }
}

fn rows(text: &str) -> Vec<Cells> {
    let cells = |line: &str| line.split(',').map(str::to_owned).collect();
    text.lines().map(cells).collect()
}

fn text(rows: &[Cells]) -> String {
    rows.iter().map(|cells| cells.join(",") + "\n").collect()
}

fn set(row: &mut Cells, column: usize, value: &str) -> bool {
    value.clone_into(&mut row[column]);
    true
}

fn filled(row: &Cells, column: usize) -> bool {
    !row[column].is_empty()
}

/// Whether an episode ended care.
fn is_last(row: &Cells) -> bool {
    filled(row, 7) && row[8] != "X1" && row[3] != "V4"
}

fn shorten_year(row: &mut Cells, column: usize) -> bool {
    let cell = row[column].clone();
    cell.len() == 10 && set(row, column, &format!("{}{}", &cell[..6], &cell[8..]))
}

fn read(cell: &str) -> Option<Day> {
    let mut parts = cell.split('/').map(str::parse::<i32>);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(Ok(date)), Some(Ok(month)), Some(Ok(year))) => Some(day(year, month, date)),
        _ => None,
    }
}

fn end_before_start(row: &mut Cells, start: usize, end: usize) -> bool {
    read(&row[start].clone()).is_some_and(|on| set(row, end, &written(on - 9)))
}

fn no_length(row: &mut Cells) -> bool {
    let start = row[1].clone();
    set(row, 7, &start)
}

fn after_year(row: &mut Cells, year: Year) -> bool {
    set(row, 3, &written(year.last + 40)) && set(row, 4, &written(year.last + 41))
}

/// An incident inside the one copied.
fn inner(row: &mut Cells) -> bool {
    match (read(&row[3]), read(&row[4])) {
        (Some(start), Some(end)) if end > start + 1 => set(row, 3, &written(start + 1)),
        _ => false,
    }
}

/// The later episode begins too late.
fn gap(_: &mut Cells, next: &mut Cells) -> bool {
    match (read(&next[1]), read(&next[7])) {
        (Some(start), Some(end)) if end > start + 8 => set(next, 1, &written(start + 6)),
        _ => false,
    }
}

/// The earlier episode ends too late.
fn overlap(one: &mut Cells, next: &mut Cells) -> bool {
    match (read(&next[1]), read(&next[7])) {
        (Some(start), Some(end)) if end > start + 8 => set(one, 7, &written(start + 5)),
        _ => false,
    }
}
