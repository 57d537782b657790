//! A plain count over a sample's files, which shares nothing with the library.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A row by the names of its columns.
pub(crate) type Row = BTreeMap<String, String>;

/// Reads a table whose cells hold no commas.
pub(crate) fn table(path: &Path) -> Vec<Row> {
    let text = fs::read_to_string(path).expect("a table");
    let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned));
    let header: Vec<String> = lines.next().expect("a header").collect();
    lines
        .map(|cells| header.iter().cloned().zip(cells).collect())
        .collect()
}

/// A date as a number that keeps the order of dates; none for a blank.
pub(crate) fn date(cell: &str) -> Option<i32> {
    let number = |range: std::ops::Range<usize>| cell.get(range)?.parse::<i32>().ok();
    Some(number(6..10)? * 10_000 + number(3..5)? * 100 + number(0..2)?)
}

/// The folders in a folder, in order of name.
pub(crate) fn folders(path: &Path) -> Vec<String> {
    let entries = fs::read_dir(path).expect("a folder");
    let names = entries.map(|entry| {
        entry
            .expect("an entry")
            .file_name()
            .to_string_lossy()
            .into_owned()
    });
    names.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Counts of one authority in one year.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Counts {
    pub(crate) at_31_march: usize,
    pub(crate) during_year: usize,
    pub(crate) missing: usize,
    pub(crate) again: usize,
    pub(crate) incidents: usize,
    pub(crate) outside: usize,
    pub(crate) far_outside: usize,
    pub(crate) three: usize,
    pub(crate) own: usize,
    pub(crate) long_term: usize,
    pub(crate) same_carer: usize,
    pub(crate) in_homes: usize,
    pub(crate) unaccompanied: usize,
}

fn is_short_break(row: &Row) -> bool {
    row["LS"] == "V4" || row["LS"] == "V3"
}

fn is_spell(row: &Row) -> bool {
    row["PLACE"].starts_with('T')
}

/// Counts one authority's return, with the two before it for the same carer.
pub(crate) fn counts(returns: &Path, authority: &str, year: i32) -> Counts {
    let of = |year: i32, name: &str| table(&returns.join(format!("{authority}/{year}/{name}.csv")));
    let (first, last) = ((year - 1) * 10_000 + 401, year * 10_000 + 331);
    let mut counts = Counts::default();
    let mut children: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in of(year, "episodes")
        .into_iter()
        .filter(|row| !is_short_break(row))
    {
        children.entry(row["CHILD"].clone()).or_default().push(row);
    }
    counts.during_year = children.len();
    let births: BTreeMap<String, i32> = of(year, "header")
        .iter()
        .filter_map(|row| Some((row["CHILD"].clone(), date(&row["DOB"])?)))
        .collect();
    let history = history(returns, authority, year);
    let unaccompanied: BTreeSet<String> = of(year, "uasc")
        .iter()
        .filter(|row| date(&row["DUC"]).is_none_or(|end| end > last))
        .map(|row| row["CHILD"].clone())
        .collect();
    for (child, episodes) in &children {
        let Some(now) = episodes.iter().find(|row| row["DEC"].is_empty()) else {
            continue;
        };
        counts.at_31_march += 1;
        let outside = now["PL_LOCATION"] == "OUT";
        counts.outside += usize::from(outside);
        let miles: f64 = now["PL_DISTANCE"].parse().unwrap_or(0.0);
        counts.far_outside += usize::from(outside && miles > 20.0);
        counts.own += usize::from(now["PLACE_PROVIDER"] == "PR1");
        counts.in_homes += usize::from(matches!(now["PLACE"].as_str(), "K1" | "K2"));
        counts.unaccompanied += usize::from(unaccompanied.contains(child));
        counts.three += usize::from(placements(episodes, first) >= 3);
        if let Some(same) = same_carer(&history[child], births[child], year, last) {
            counts.long_term += 1;
            counts.same_carer += usize::from(same);
        }
    }
    let mut missing: BTreeMap<String, usize> = BTreeMap::new();
    for row in of(year, "missing")
        .iter()
        .filter(|row| row["MISSING"] == "M")
    {
        *missing.entry(row["CHILD"].clone()).or_default() += 1;
    }
    counts.missing = missing.len();
    counts.incidents = missing.values().sum();
    counts.again = missing.values().filter(|count| **count > 1).count();
    counts
}

/// Placements of a year: the one open on its first day, and each that begins in it.
fn placements(episodes: &[Row], first: i32) -> usize {
    let mut count = 0;
    for (at, row) in episodes.iter().enumerate() {
        let begins = date(&row["DECOM"]) >= Some(first);
        let open = !begins && date(&row["DEC"]).is_none_or(|end| end > first);
        let after_spell = at > 0 && is_spell(&episodes[at - 1]);
        let anew = matches!(row["RNE"].as_str(), "S" | "P" | "B")
            || (matches!(row["RNE"].as_str(), "T" | "U") && row["PLACE"] == "U5");
        let is_new = begins && anew && !after_spell && !is_spell(row);
        let adopted_by_carer = matches!(row["PLACE"].as_str(), "A3" | "A5");
        count += usize::from(open || (is_new && !adopted_by_carer));
    }
    count
}

/// Episodes of three returns, the latest word on each.
fn history(returns: &Path, authority: &str, year: i32) -> BTreeMap<String, BTreeMap<i32, Row>> {
    let mut children: BTreeMap<String, BTreeMap<i32, Row>> = BTreeMap::new();
    for year in year - 2..=year {
        for row in table(&returns.join(format!("{authority}/{year}/episodes.csv"))) {
            let start = date(&row["DECOM"]).expect("a date");
            children
                .entry(row["CHILD"].clone())
                .or_default()
                .insert(start, row);
        }
    }
    children
}

/// Whether a long-term child kept a carer; none for a child who is not long-term.
fn same_carer(episodes: &BTreeMap<i32, Row>, born: i32, year: i32, last: i32) -> Option<bool> {
    let mut carers: Vec<(i32, bool)> = Vec::new();
    let mut since = None;
    let mut spell = false;
    for (start, row) in episodes.iter().filter(|(_, row)| !is_short_break(row)) {
        if row["RNE"] == "S" {
            since = None;
            carers.clear();
        }
        since = since.or(Some(*start));
        let moved = carers.is_empty() || matches!(row["RNE"].as_str(), "S" | "P" | "B");
        if moved && !spell && !is_spell(row) {
            carers.push((*start, row["PLACE"].starts_with('A')));
        }
        spell = is_spell(row);
    }
    let long = since? <= (year - 3) * 10_000 + 930 && born + 160_000 > last;
    let limit = (year - 2) * 10_000 + 331;
    let (begun, adopted) = *carers.last()?;
    let before = carers.iter().rev().nth(1).map(|(begun, _)| *begun);
    let same = begun <= limit || (adopted && before.is_some_and(|begun| begun <= limit));
    long.then_some(same)
}
