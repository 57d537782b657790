//! What is known of an authority's year by whoever has read the data dictionary: where the same count
//! stands twice, what adds up, what is part of what, and what is said of why a count is withheld.

use std::collections::{BTreeMap, BTreeSet};

use super::published::{Output, Outputs, Row};
use super::solving::{Known, MANY, Unknown};

/// An indicator, its numerator and denominator; `share` where the one is part of the other.
pub(super) const INDICATORS: &str = "
home-places-for-need usable-places in-homes share
own-provision own-provision census share
other-accommodation other-accommodation census share
vacancies-while-placing-outside vacancies in-open-homes ratio
local-capacity-ratio in-area census ratio
children-missing missing in-year share
missing-incident-rate incidents in-year ratio
repeat-missing repeat-missing missing share
children-missing-aged-10-to-17 missing-teens teens share
missing-or-away missing-or-away in-year share
long-missing long length-known share
interview-held-in-three-days held-in-time incidents share
interview-offered-in-three-days offered-in-time incidents share
interview-accepted accepted offered share
placement-review-held reviewed incidents share
police-agreement smaller larger ratio
placed-outside outside census share
placed-20-miles-outside far census share
outside-and-missing outside-missing outside-in-year share
host-notified notified begun share
three-placements three-placements without-breaks share
same-carer-two-years same-carer long-in-care share
three-placements-two-years three-in-two two-years share
unplanned-moves unplanned moves share
cla-at-31-march census - number
cla-during-year in-year - number
away-from-placement away in-year share
away-incidents away-incidents - number
missing-at-31-march still-missing - number
incidents-per-missing-child incidents missing ratio
uasc-share uasc census share
placed-20-miles-outside-among-known far distance-known share
placed-20-miles-outside-without-uasc far-others others share
placed-20-miles-outside-among-known-without-uasc far-others distance-known-others share
placed-outside-without-safety outside-not-safety census share
host-notified-in-five-days notified-in-five begun share
uasc-missing uasc-missing uasc-in-year share
uasc-still-missing uasc-still-missing uasc-in-year share
uasc-nationality-recorded nationality uasc share
";

/// The cells of tables that hold a count which has a name.
const SAME: &str = "
placements/total/children census
placements/total/outside outside
placements/total/missing missing-at-census
placements/homes/children in-homes
placements/other-accommodation/children other-accommodation
providers/total/children census
providers/total/outside outside
providers/total/missing missing-at-census
providers/PR1/children own-provision
ages/total/children census
distance/total/children census
distance/outside/children outside
distance/outside/over-20-miles far
distance/outside/distance-not-known outside-miles/not-known/children
outside-miles/total/children outside
out-reasons/total/children outside
sides/outside/children outside-in-year
sides/outside/missing outside-missing
durations/total/incidents length-known
incident-placements/total/incidents incidents
months/total/incidents incidents
weekdays/total/incidents incidents
interviews/incidents/incidents incidents
interviews/offered/incidents offered
interviews/offered-in-time/incidents offered-in-time
interviews/accepted/incidents accepted
interviews/held-in-time/incidents held-in-time
interviews/held/incidents held
uasc/at-census/children uasc
uasc/in-year/children uasc-in-year
uasc/missing/children uasc-missing
uasc/still-missing/children uasc-still-missing
uasc-placements/total/children uasc
hosts/total/children outside
";

/// What holds between counts: the left side is, or is at most, the right one. One of a count that is
/// nowhere to be seen is passed over.
pub(super) const HOLDS: &str = "
census <= in-year
in-homes <= census
in-open-homes <= in-homes
usable-places <= in-homes
vacancies <= placements/homes/outside
in-area + outside = census + hosted/total/children
missing-teens <= missing
teens <= in-year
missing + teens <= in-year + missing-teens
missing <= missing-or-away
away <= missing-or-away
missing-or-away <= missing + away
away <= away-incidents
missing + repeat-missing <= incidents
still-missing <= missing
length-known <= incidents
incidents <= length-known + still-missing
incidents <= length-known + months/march/incidents
offered <= incidents
offered-in-time <= offered
held <= incidents
held-in-time <= held
interviews/independent/incidents <= held
interviews/child-chose/incidents <= held
interviews/action-plans/incidents <= incidents
interviews/plans-with-host/incidents <= interviews/action-plans/incidents
interviews/plans-with-police/incidents <= interviews/action-plans/incidents
smaller <= incidents
incidents <= larger
far <= outside
far <= distance-known
distance-known <= census
uasc + others = census
far-others <= far
far <= far-others + uasc
far-others <= distance-known-others
distance-known-others <= distance-known
distance-known <= distance-known-others + uasc
distance-known-others <= others
outside-not-safety <= outside
out-reasons/safety/children + outside-not-safety = outside
outside <= outside-in-year
outside-in-year <= in-year
outside-missing <= missing
outside-missing <= sides/outside/incidents
notified <= notified-in-five
without-breaks <= census
long-in-care <= two-years
two-years <= census
uasc <= uasc-in-year
uasc-in-year <= in-year
uasc-missing <= missing
uasc-still-missing <= uasc-missing
uasc-still-missing <= still-missing
uasc/outside/children <= uasc
uasc/outside/children <= outside
missing-at-census <= missing
missing + census <= in-year + missing-at-census
uasc-in-year + census <= in-year + uasc
missing + uasc-in-year <= in-year + uasc-missing
still-missing + uasc-missing <= missing + uasc-still-missing
outside + uasc <= census + uasc/outside/children
far <= far-others + uasc/outside/children
teens + census <= in-year + ages/10-to-15/children + ages/16-and-over/children + ages/not-known/children
ages/10-to-15/children + ages/16-and-over/children <= teens
same-carer + three-in-two <= two-years
three-placements + two-years <= three-in-two + census
other-accommodation + in-homes <= census
hosts/total/missing <= missing-at-census
missing-at-census + outside <= census + hosts/total/missing
hosts/total/missing-from-there <= outside-missing
distance/total/up-to-20-miles + distance/total/over-20-miles = distance-known
durations/three-to-six-days/incidents + durations/seven-days-or-more/incidents = long
outside-miles/over-20-to-50/children + outside-miles/over-50/children = far
outside-miles/up-to-5/children + outside-miles/over-5-to-10/children + outside-miles/over-10-to-20/children = distance/outside/up-to-20-miles
sides/inside/missing <= missing
missing <= sides/inside/missing + sides/outside/missing + sides/not-known/missing
sides/inside/missing <= sides/inside/incidents
sides/not-known/missing <= sides/not-known/incidents
";

/// Tables whose rows add up to their total, by column; the columns of the others are parts of the
/// first.
const ADD_UP: [&str; 13] = [
    "placements",
    "providers",
    "ages",
    "distance",
    "outside-miles",
    "out-reasons",
    "durations",
    "incident-placements",
    "months",
    "weekdays",
    "uasc-placements",
    "hosts",
    "hosted",
];

pub(super) fn lines(text: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = text.lines().filter(|line| !line.is_empty());
    lines.map(|line| line.split(' ').collect())
}

/// What is known of an authority's year; with `rules`, also what is said of why counts are withheld
/// and what that leaves out.
pub(crate) fn of(outputs: &Outputs, authority: &str, year: i16, rules: bool) -> Known {
    let agrees = outputs.agrees(authority, year);
    let mut known = Known::default();
    let mut told = Told::default();
    for before in [true, false] {
        // Figures that do not agree are of other counts.
        let of = if before && !agrees { "before " } else { "" };
        let mut place = Place {
            known: &mut known,
            of,
            rules,
            cells: BTreeSet::new(),
            shown: BTreeSet::new(),
            told: std::mem::take(&mut told),
        };
        let those = outputs
            .0
            .iter()
            .filter(|(is_before, _)| *is_before == before);
        let here =
            |row: &&Row| row["authority_code"] == authority && row["year"] == year.to_string();
        for output in those.map(|(_, output)| output) {
            place.read(output, here);
        }
        place.relate();
        if before && agrees {
            told = place.tells();
        }
    }
    known
}

/// What was published before of the same counts. It is known, whatever is withheld since.
#[derive(Default)]
struct Told {
    counts: BTreeSet<Unknown>,
    /// The cells of tables: one that a table did not have was of nobody.
    cells: BTreeSet<[String; 3]>,
}

impl Told {
    fn none_in(&self, cell: &[String; 3]) -> bool {
        let has_table = self.cells.iter().any(|other| other[0] == cell[0]);
        has_table && !self.cells.contains(cell)
    }
}

struct Place<'k> {
    known: &'k mut Known,
    of: &'static str,
    rules: bool,
    /// The cells of tables, by table, row and column.
    cells: BTreeSet<[String; 3]>,
    /// The counts that are shown somewhere.
    shown: BTreeSet<Unknown>,
    told: Told,
}

impl Place<'_> {
    fn read(&mut self, output: &Output, here: impl Fn(&&Row) -> bool) {
        let indicators: BTreeMap<&str, Vec<&str>> = lines(INDICATORS)
            .map(|words| (words[0], words[1..].to_vec()))
            .collect();
        for row in output.measures.iter().filter(|row| here(row)) {
            if row["source"] == "child-level" {
                let mut names = indicators[row["indicator"].as_str()].clone();
                let known = format!("known/{}", row["indicator"]);
                // Those of whom a cell cannot be read are not in it: it is a count of its own.
                if row["flags"].split(' ').any(|flag| flag == "cells-left-out") && names.len() > 1 {
                    names[1] = &known;
                }
                self.read_measure(row, &names);
            }
        }
        for row in output.groups.iter().filter(|row| here(row)) {
            let cell = ["table", "row", "column"].map(|part| row[part].clone());
            let at = self.count(&cell.join("/"));
            if row["status"] == "c" && self.told.none_in(&cell) {
                self.known.between(at, 0, 0);
            } else {
                self.cell(at, &row["count"], "");
            }
            self.cells.insert(cell);
        }
    }

    fn tells(self) -> Told {
        Told {
            counts: self.shown,
            cells: self.cells,
        }
    }

    /// A count by name, wherever it stands.
    fn count(&mut self, name: &str) -> Unknown {
        let same = lines(SAME).find(|words| words[0] == name);
        let name = same.map_or(name, |words| words[1]);
        self.known.unknown(&format!("{}{name}", self.of))
    }

    fn has(&self, name: &str) -> bool {
        let same = lines(SAME).find(|words| words[0] == name);
        let name = same.map_or(name, |words| words[1]);
        self.known.has(&format!("{}{name}", self.of))
    }

    fn cell(&mut self, at: Unknown, text: &str, withheld: &str) {
        if text == withheld {
            if !self.told.counts.contains(&at) {
                self.known.withhold(at);
            }
        } else {
            self.shown.insert(at);
            let number: f64 = text.parse().unwrap();
            #[allow(clippy::cast_possible_truncation, reason = "counts")]
            let number = number as i64;
            self.known.between(at, number, number);
        }
    }

    fn read_measure(&mut self, row: &Row, names: &[&str]) {
        let status = row["status"].as_str();
        if !matches!(status, "ok" | "c") {
            return;
        }
        let x = self.count(names[0]);
        self.cell(x, &row["numerator"], "");
        let n = (names[1] != "-").then(|| self.count(names[1]));
        if let Some(n) = n {
            self.cell(n, &row["denominator"], "");
        }
        let is_share = names[2] == "share";
        if let (Some(n), true) = (n, is_share) {
            self.known.sum(vec![(n, 1), (x, -1)], 0, MANY);
        }
        if !self.rules {
            return;
        }
        // Of a shown count it is said of what that is out of.
        let out_of_few = row["withheld_as"] == "out-of-few" && !row["numerator"].is_empty();
        if let Some(n) = n.filter(|_| out_of_few) {
            self.known.between(n, 0, 10);
        }
        if !row["numerator"].is_empty() {
            return;
        }
        let rest = n.filter(|_| is_share).map(|n| vec![(n, 1), (x, -1)]);
        match (row["withheld_as"].as_str(), rest) {
            ("few", _) => self.known.between(x, 1, 5),
            ("of-few-children", _) => self.known.between(x, 1, MANY),
            ("out-of-few", Some(_)) => self.known.between(x, 1, 10),
            ("all-but-few", Some(rest)) => self.known.sum(rest, 0, 5),
            ("with-another", rest) => {
                self.known.none_or_from(vec![(x, 1)], 6);
                if let Some(rest) = rest {
                    self.known.none_or_from(rest, 6);
                }
            }
            _ => {}
        }
    }

    fn relate(&mut self) {
        for words in lines(HOLDS) {
            let is = words
                .iter()
                .position(|word| matches!(*word, "<=" | "="))
                .unwrap();
            let (left, right) = words.split_at(is);
            let names = |side: &[&str]| -> Vec<String> {
                let names = side
                    .iter()
                    .filter(|word| !matches!(**word, "+" | "<=" | "="));
                names.map(|name| (*name).to_owned()).collect()
            };
            let (left, right) = (names(left), names(&right[1..]));
            // Of what is at most a sum, all of the sum must be there, and on the other side all of
            // what is a part; a table without a row says that there is nobody in it.
            let absent = |name: &&String| !self.has(name);
            let is_row = |name: &String| {
                let table = name.split('/').next().unwrap_or_default();
                name.contains('/') && self.cells.iter().any(|cell| cell[0] == table)
            };
            if left
                .iter()
                .chain(&right)
                .filter(absent)
                .any(|name| !is_row(name))
            {
                continue;
            }
            let mut terms = Vec::new();
            for (side, sign) in [(&left, -1), (&right, 1)] {
                for name in side {
                    if self.has(name) {
                        terms.push((self.count(name), sign));
                    }
                }
            }
            let most = if words[is] == "=" { 0 } else { 4 * MANY };
            self.known.sum(terms, 0, most);
        }
        self.add_up();
        self.parts();
    }

    fn named(&mut self, [table, row, column]: &[String; 3]) -> Unknown {
        self.count(&[table.as_str(), row, column].join("/"))
    }

    fn add_up(&mut self) {
        let cells: Vec<[String; 3]> = self.cells.iter().cloned().collect();
        let is_total =
            |cell: &&[String; 3]| cell[1] == "total" && ADD_UP.contains(&cell[0].as_str());
        for total in cells.iter().filter(is_total) {
            // Of those placed elsewhere it is not said of how many the others are known.
            if matches!(total[0].as_str(), "hosts" | "hosted") && total[2] != "children" {
                continue;
            }
            let rows = cells
                .iter()
                .filter(|cell| cell[0] == total[0] && cell[2] == total[2]);
            let mut terms: Vec<(Unknown, i64)> = Vec::new();
            for cell in rows {
                let sign = if cell[1] == "total" { -1 } else { 1 };
                terms.push((self.named(cell), sign));
            }
            self.known.sum(terms, 0, 0);
        }
        // An incident began on one side or the other.
        for (column, whole) in [("incidents", "incidents"), ("long-incidents", "long")] {
            let sides = cells
                .iter()
                .filter(|cell| cell[0] == "sides" && cell[2] == column);
            let mut terms: Vec<(Unknown, i64)> = Vec::new();
            for cell in sides {
                terms.push((self.named(cell), 1));
            }
            if !terms.is_empty() && self.has(whole) {
                terms.push((self.count(whole), -1));
                self.known.sum(terms, 0, 0);
            }
        }
    }

    /// Columns are parts of the first, and rows of tables of parts of what they are of.
    fn parts(&mut self) {
        let cells: Vec<[String; 3]> = self.cells.iter().cloned().collect();
        let part_of = |place: &mut Self, part: &[String; 3], whole: [&str; 3]| {
            let whole = whole.map(str::to_owned);
            if place.cells.contains(&whole) {
                let terms = vec![(place.named(&whole), 1), (place.named(part), -1)];
                place.known.sum(terms, 0, MANY);
            }
        };
        for cell in &cells {
            let [table, row, column] = [cell[0].as_str(), &cell[1], &cell[2]];
            match (table, column) {
                ("placements" | "providers", "outside" | "missing")
                | ("sides", "missing")
                | (
                    "hosts" | "hosted",
                    "missing" | "missing-from-there" | "notifiable" | "notified",
                ) => {
                    part_of(self, cell, [table, row, "children"]);
                }
                ("sides", "long-incidents") => part_of(self, cell, [table, row, "incidents"]),
                ("distance", _) if column != "children" => {}
                ("uasc-placements", _) => part_of(self, cell, ["placements", row, "children"]),
                ("interview-reasons" | "interview-harms", _) => {
                    part_of(self, cell, ["interviews", "held", "incidents"]);
                }
                _ => {}
            }
        }
        // The bands of each side are all of it.
        for side in ["inside", "outside", "not-known", "total"] {
            let bands = cells
                .iter()
                .filter(|cell| cell[0] == "distance" && cell[1] == side);
            let mut terms = Vec::new();
            for cell in bands {
                let sign = if cell[2] == "children" { -1 } else { 1 };
                terms.push((self.named(cell), sign));
            }
            if !terms.is_empty() {
                self.known.sum(terms, 0, 0);
            }
        }
    }
}

/// The counts an indicator is made of; none of one that is not known.
pub(super) fn names_of(indicator: &str) -> Option<Vec<&'static str>> {
    let words = lines(INDICATORS).find(|words| words[0] == indicator)?;
    let counts = words[1..3].iter().copied();
    Some(counts.filter(|name| *name != "-").collect())
}
