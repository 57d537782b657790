//! Which kind of input a table is nearest to, by what its columns mean.
//!
//! The words that tell what a column means are data: `meanings.csv` beside this file, and for logs of
//! return interviews `log_words.csv`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::super::logs::{self, words_of};
use super::{Column, SHAPES, Shape, header_key, is_spelling};

const DATA: &str = include_str!("meanings.csv");

/// The words that tell what a column means, by field: each a list of words that all stand in its name.
static MEANINGS: LazyLock<BTreeMap<&'static str, Vec<Vec<&'static str>>>> = LazyLock::new(|| {
    let mut meanings: BTreeMap<&'static str, Vec<Vec<&'static str>>> = BTreeMap::new();
    for line in DATA.lines().skip(1).chain(logs::DATA.lines().skip(1)) {
        if let Some((field, words)) = line.split_once(',') {
            let words = words.split(' ').collect();
            meanings.entry(field).or_default().push(words);
        }
    }
    meanings
});

/// The kind a table is nearest to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Nearest {
    /// The kind.
    pub(crate) shape: &'static str,
    /// Its required columns that the table does not have by name, in their usual spelling, each with the
    /// column that seems to be meant for it, counted from 0.
    pub(crate) absent: Vec<(&'static str, Option<usize>)>,
    found: usize,
    required: usize,
}

impl Nearest {
    /// Whether every column it lacks seems to be there under another name.
    pub(crate) fn is_meant(&self) -> bool {
        self.absent.iter().all(|(_, meant)| meant.is_some())
    }

    /// By the share of required columns that are there, by name or by meaning, then by their number.
    fn share(&self) -> (usize, usize) {
        (self.found * 1_000 / self.required.max(1), self.found)
    }
}

/// The kind that a table is nearest to by what its columns mean; none where fewer than two of them are
/// known.
pub(crate) fn nearest<S: AsRef<str>>(header: &[S]) -> Option<Nearest> {
    let keys: Vec<String> = header
        .iter()
        .map(|cell| header_key(cell.as_ref()))
        .collect();
    let words: Vec<Option<Vec<String>>> =
        header.iter().map(|cell| words_of(cell.as_ref())).collect();
    let mut best: Option<Nearest> = None;
    for near in SHAPES.iter().map(|shape| of_shape(shape, &keys, &words)) {
        let is_nearer = best.as_ref().is_none_or(|best| near.share() > best.share());
        if near.found >= 2 && is_nearer {
            best = Some(near);
        }
    }
    best
}

fn of_shape(shape: &Shape, keys: &[String], words: &[Option<Vec<String>>]) -> Nearest {
    let mut taken = vec![false; keys.len()];
    let mut near = Nearest {
        shape: shape.name,
        absent: Vec::new(),
        found: 0,
        required: 0,
    };
    let named = |column: &Column| {
        let is_it = |key: &String| column.spellings.iter().any(|s| is_spelling(s, key));
        keys.iter().position(is_it)
    };
    // What is there by name is not taken for anything else.
    for at in shape.columns.iter().filter_map(named) {
        if let Some(taken) = taken.get_mut(at) {
            *taken = true;
        }
    }
    // Of several columns one is enough.
    let mut look = |near: &mut Nearest, all: &[&Column]| {
        let Some(first) = all.first() else {
            return;
        };
        near.required += 1;
        if all.iter().any(|column| named(column).is_some()) {
            near.found += 1;
            return;
        }
        let meant = all.iter().find_map(|column| meant(column, words, &taken));
        if let Some(taken) = meant.and_then(|at| taken.get_mut(at)) {
            *taken = true;
        }
        near.found += usize::from(meant.is_some());
        let usual = first.spellings.first().copied().unwrap_or(first.field);
        near.absent.push((usual, meant));
    };
    for column in shape.columns.iter().filter(|column| column.required) {
        look(&mut near, &[column]);
    }
    let choice: Vec<&Column> = shape.columns.iter().filter(|c| c.one_of).collect();
    look(&mut near, &choice);
    near
}

/// Where a column stands whose name says what is meant by one of ours. One that a system names in its own
/// way is not looked for so.
fn meant(column: &Column, words: &[Option<Vec<String>>], taken: &[bool]) -> Option<usize> {
    if column.spellings.first() != Some(&column.field) {
        return None;
    }
    let meanings = MEANINGS.get(column.field)?;
    let free = words.iter().zip(taken).enumerate();
    let free = free.filter_map(|(at, (own, taken))| Some((at, own.as_ref().filter(|_| !taken)?)));
    let has = |own: &[String], wanted: &[&str]| wanted.iter().all(|w| own.iter().any(|o| o == w));
    // The meanings are in order: the plainest comes first.
    meanings.iter().find_map(|wanted| {
        let mut free = free.clone();
        free.find(|(_, own)| has(own, wanted)).map(|(at, _)| at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(header: &str) -> Option<Nearest> {
        nearest(&header.split(',').collect::<Vec<_>>())
    }

    #[test]
    fn every_line_of_the_table_is_of_a_column() {
        let fields: Vec<&str> = SHAPES
            .iter()
            .flat_map(|s| &s.columns)
            .map(|c| c.field)
            .collect();
        for field in MEANINGS.keys() {
            assert!(fields.contains(field), "{field}");
        }
        let lines = DATA.lines().count() + logs::DATA.lines().count() - 2;
        assert_eq!(MEANINGS.values().map(Vec::len).sum::<usize>(), lines);
    }

    #[test]
    fn a_table_is_nearest_to_the_kind_its_columns_mean() {
        for (header, shape) in [
            (
                "Child ID,Type of absence,Date missing from,Date returned",
                "missing",
            ),
            (
                "Person ID,Episode start date,Reason for new episode,Legal status,Placement type,Episode end date,Reason episode ceased",
                "episodes",
            ),
            ("child number,gender,date of birth,ethnicity", "header"),
            ("child,sex,dob,date UASC status ceased", "uasc"),
            (
                "child,placement start date,date host notified on",
                "notifications",
            ),
            (
                "LA code,financial year,type of home,ownership,number of places",
                "capacity",
            ),
            (
                "LA code,year ending,scope,definition,missing episodes",
                "police",
            ),
        ] {
            let near = of(header).unwrap();
            assert_eq!(near.shape, shape, "{header}");
            assert!(near.is_meant(), "{header}: {near:?}");
        }
    }

    #[test]
    fn what_is_absent_has_the_column_that_is_meant() {
        let near = of("CHILD,MISSING,Absence began,Notes").unwrap();
        assert_eq!(near.shape, "missing");
        assert_eq!(near.absent, [("mis_start", Some(2)), ("mis_end", None)]);
    }

    #[test]
    fn a_table_of_something_else_is_near_to_nothing() {
        assert_eq!(of("colour,size,weight"), None);
        assert_eq!(of("0041001,10/05/2020,S,C2"), None);
        assert_eq!(of(""), None);
    }
}
