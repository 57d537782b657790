//! An authority's year counted by groups, slowly, from the rows of its return.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

use super::expected::{AtCensus, Year};
use super::random::YEARS;
use super::reading::{Ep, Incident, Row, day};
use super::rules::age;

/// Counts by table, row and column, in the words of the reports.
pub(crate) type Grouped = BTreeMap<(&'static str, String, String), usize>;

/// Whether a row of an interview counts.
type Test<'t> = &'t dyn Fn(&Row) -> bool;

/// The kind of placement of a code.
fn kind(place: &str) -> &'static str {
    match place {
        "U1" | "U2" | "U3" => "Foster care with a relative or friend",
        "U4" | "U5" | "U6" => "Other foster care",
        "A3" | "A4" | "A5" | "A6" => "Placed for adoption",
        "P1" => "With parents",
        "K1" | "K2" => "Children’s homes, also secure ones",
        "K3" => "Supported accommodation",
        "H5" | "P2" | "Z1" | "Z11" | "Z12" | "Z13" | "Z14" => {
            "Independent living and other accommodation"
        }
        "R1" | "R2" | "R3" | "R5" => "Other residential settings",
        "S1" => "Residential schools",
        "P3" => "Residential employment",
        "T0" | "T1" | "T2" | "T3" | "T4" => "Temporary placement",
        _ => "Not known",
    }
}

fn provider(code: &str) -> &'static str {
    match code {
        "PR0" => "Parents or others with parental responsibility",
        "PR1" => "The authority itself",
        "PR2" => "Another authority",
        "PR3" => "Other public provision",
        "PR4" => "Private",
        "PR5" => "Voluntary",
        _ => "Not known",
    }
}

fn side(out: Option<bool>) -> &'static str {
    match out {
        Some(false) => "Inside the authority",
        Some(true) => "Outside",
        None => "Not known",
    }
}

pub(crate) struct Counter<'y, 'r> {
    pub(crate) year: &'y Year<'r>,
    pub(crate) all: Grouped,
}

impl<'r> Counter<'_, 'r> {
    pub(super) fn add(&mut self, table: &'static str, row: &str, column: &str, by: usize) {
        let key = (table, row.to_owned(), column.to_owned());
        *self.all.entry(key).or_default() += by;
    }

    pub(super) fn with_total(&mut self, table: &'static str, row: &str, column: &str, by: usize) {
        self.add(table, row, column, by);
        self.add(table, "All", column, by);
    }

    /// Counts everything; `names` gives the authorities by code.
    pub(crate) fn count(&mut self, names: &BTreeMap<String, String>) {
        self.who_went_missing();
        let missing = self.year.missing();
        let gone: BTreeSet<&String> = missing.iter().map(|i| &i.child).collect();
        let at: Vec<AtCensus<'r>> = self.year.at.clone();
        for (child, _, e) in at {
            self.child(e, gone.contains(child));
            let years = age(self.year.ret.born[child], self.year.census);
            let band = match years {
                0 => "Under 1",
                1..=4 => "1 to 4",
                5..=9 => "5 to 9",
                10..=15 => "10 to 15",
                _ => "16 and over",
            };
            self.with_total("by age", band, "Children", 1);
            if e.out == Some(true) {
                self.placed_out(child, e, &missing, names);
            }
            if self.year.is_uasc(child) {
                self.with_total(
                    "Unaccompanied children looked after",
                    kind(&e.place),
                    "Children",
                    1,
                );
                self.add(
                    "Unaccompanied asylum",
                    "Looked after on 31 March",
                    "Children",
                    1,
                );
                let outside = usize::from(e.out == Some(true));
                self.add(
                    "Unaccompanied asylum",
                    "Of those, placed outside the authority",
                    "Children",
                    outside,
                );
            }
        }
        self.unaccompanied(&missing);
        self.incidents(&missing);
        self.elsewhere(&missing, names);
        self.sides(&missing);
        self.interviews();
    }

    fn child(&mut self, e: &Ep, missing: bool) {
        for (table, row) in [
            ("by kind of placement", kind(&e.place)),
            ("by provider", provider(&e.provider)),
        ] {
            self.with_total(table, row, "Children", 1);
            self.with_total(
                table,
                row,
                "Placed outside",
                usize::from(e.out == Some(true)),
            );
            self.with_total(table, row, "Went missing in the year", usize::from(missing));
        }
        let band = match e.miles {
            Some(m) if m > 20.0 => "Over 20 miles from home",
            Some(_) => "Up to 20 miles from home",
            None => "Distance not known",
        };
        self.with_total("by side of the boundary", side(e.out), "Children", 1);
        self.with_total("by side of the boundary", side(e.out), band, 1);
    }

    fn placed_out(
        &mut self,
        child: &str,
        e: &Ep,
        missing: &[&'r Incident],
        names: &BTreeMap<String, String>,
    ) {
        let reason = match self.year.reason(child, e) {
            Some("safety") => "The child’s safety",
            Some("specialist") => "A specialist placement",
            Some("family") => "To be with or near family",
            Some("no-local-place") => "No suitable place nearby",
            _ => "Not recorded",
        };
        self.with_total("by why", reason, "Children", 1);
        let band = match e.miles {
            None => "Not known",
            Some(m) if m > 50.0 => "Over 50 miles",
            Some(m) if m > 20.0 => "Over 20 and up to 50 miles",
            Some(m) if m > 10.0 => "Over 10 and up to 20 miles",
            Some(m) if m > 5.0 => "Over 5 and up to 10 miles",
            Some(_) => "Up to 5 miles",
        };
        self.with_total("by distance from home", band, "Children", 1);
        let place = names
            .get(&e.area)
            .map_or("Beyond", String::as_str)
            .to_owned();
        let own: Vec<_> = missing.iter().filter(|i| i.child == child).collect();
        let there = |i: &Incident| {
            let mut list = self.year.ret.episodes[child].iter();
            list.any(|o| o.area == e.area && o.out == e.out && !o.v() && o.open_at(i.start))
        };
        let from_there = own.iter().any(|i| there(i));
        let began = self.year.first_day(child, e);
        let recorded = YEARS
            .iter()
            .any(|y| began >= date(*y - 1, 4, 1) && began <= date(*y, 3, 31));
        let told = recorded && self.was_notified(child, e, began);
        for row in [place.as_str(), "All"] {
            for (column, counts) in [
                ("Children", true),
                ("Went missing in the year", !own.is_empty()),
                ("Went missing from there", from_there),
                ("Placed in a recorded year", recorded),
                ("Host authority told", told),
            ] {
                self.add("by where", row, column, usize::from(counts));
            }
        }
    }

    /// Whether the host was told, by 31 March, of the placement an episode is part of, which began
    /// on a day.
    fn was_notified(&self, child: &str, e: &Ep, began: Date) -> bool {
        let list = self.year.history[child].iter();
        let within = list
            .filter(|o| o.decom >= began && o.decom <= e.decom)
            .filter(|o| e.t() || !o.t());
        let rows = within.flat_map(|o| self.year.notices(child, o.decom));
        let days = rows.filter_map(|r| day(&r["NOTIFIED_DATE"]));
        days.into_iter().any(|d| d <= self.year.census)
    }

    /// Missing incidents by the area of another authority that they began in.
    fn elsewhere(&mut self, missing: &[&'r Incident], names: &BTreeMap<String, String>) {
        for i in missing {
            let list = self.year.ret.episodes[&i.child].iter();
            let placed = list.rev().find(|e| !e.v() && e.open_at(i.start));
            if let Some(e) = placed.filter(|e| e.out == Some(true))
                && let Some(name) = names.get(&e.area)
            {
                self.add("began in", name, "Missing incidents", 1);
            }
        }
    }

    fn unaccompanied(&mut self, missing: &[&'r Incident]) {
        let year = self.year;
        for child in &year.during {
            let until = year.ret.uasc.get(*child);
            if !until.is_some_and(|d| d.is_none_or(|d| d >= year.first)) {
                continue;
            }
            let own: Vec<_> = missing.iter().filter(|i| &i.child == *child).collect();
            let still = own
                .iter()
                .any(|i| year.is_open(i) && year.is_in_care_at_the_end(&i.child));
            let table = "Unaccompanied asylum";
            self.add(
                table,
                "Looked after at some time in the year",
                "Children",
                1,
            );
            self.add(
                table,
                "Of those in the year, went missing",
                "Children",
                usize::from(!own.is_empty()),
            );
            self.add(
                table,
                "Of those in the year, still missing on 31 March",
                "Children",
                usize::from(still),
            );
        }
    }

    fn days(&self, i: &Incident) -> Option<i32> {
        let last = date(self.year.census.year(), 3, 28);
        if i.end.is_none() && i.start > last && self.year.is_in_care_at_the_end(&i.child) {
            return None;
        }
        let end = i.end.unwrap_or(self.year.census);
        Some(i.start.until(end).unwrap().get_days())
    }

    fn incidents(&mut self, missing: &[&'r Incident]) {
        const MONTHS: [&str; 12] = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ];
        const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        for i in missing {
            let length = match self.days(i) {
                None => "Not yet known",
                Some(0) => "None",
                Some(1) => "One",
                Some(2) => "Two",
                Some(3..=6) => "Three to six",
                Some(_) => "Seven or more",
            };
            let month = if i.start < self.year.first {
                "Earlier"
            } else {
                MONTHS[usize::try_from(i.start.month() - 1).unwrap()]
            };
            let weekday = DAYS[usize::try_from(i.start.weekday().to_monday_zero_offset()).unwrap()];
            for (table, column) in [
                ("by how long they lasted", length),
                ("by the month they began in", month),
                ("by the weekday they began on", weekday),
            ] {
                self.add(table, "Missing incidents", column, 1);
                self.add(table, "Missing incidents", "All", 1);
            }
            let list = &self.year.ret.episodes[&i.child];
            let within =
                |e: &&Ep| e.decom <= i.start && e.dec.is_none_or(|dec| dec >= i.start) && !e.v();
            let began = list.iter().rev().find(within).unwrap();
            self.with_total(
                "by the placement they began in",
                kind(&began.place),
                "Missing incidents",
                1,
            );
        }
    }

    fn sides(&mut self, missing: &[&'r Incident]) {
        let year = self.year;
        for child in &year.during {
            let list = &year.ret.episodes[*child];
            for out in [Some(false), Some(true), None] {
                if !list
                    .iter()
                    .any(|e| e.out == out && year.touches(e) && !e.v())
                {
                    continue;
                }
                let from_there: Vec<_> = missing
                    .iter()
                    .filter(|i| &i.child == *child)
                    .filter(|i| {
                        list.iter()
                            .any(|e| e.out == out && !e.v() && e.open_at(i.start))
                    })
                    .collect();
                let long = from_there
                    .iter()
                    .filter(|i| self.days(i).is_some_and(|d| d >= 3))
                    .count();
                let table = "by where they were placed at some time in it";
                self.add(table, side(out), "Children", 1);
                self.add(
                    table,
                    side(out),
                    "Went missing from there",
                    usize::from(!from_there.is_empty()),
                );
                self.add(table, side(out), "Missing incidents", from_there.len());
                self.add(table, side(out), "Of three days or more", long);
            }
        }
    }

    fn interviews(&mut self) {
        let year = self.year;
        let table = "Return interviews after missing incidents";
        for i in year.missing() {
            let rows: Vec<&Row> = year.about(i);
            let end = i.end;
            let yes = |r: &Row, column: &str| r[column] == "Y";
            let offered = |r: &Row| {
                yes(r, "OFFERED") || (r["OFFERED"].is_empty() && !r["OFFERED_DATE"].is_empty())
            };
            let held = |r: &Row| !r["INTERVIEW_DATE"].is_empty();
            let soon = |r: &Row, column: &str| {
                day(&r[column])
                    .zip(end)
                    .is_some_and(|(d, end)| d >= end && d <= end.checked_add(3.days()).unwrap())
            };
            let plan = |r: &Row| yes(r, "ACTION_PLAN");
            let steps: [(&str, Test<'_>); 10] = [
                ("Offered", &offered),
                ("Offered within three days", &|r| soon(r, "OFFERED_DATE")),
                ("Accepted", &|r| offered(r) && yes(r, "ACCEPTED")),
                ("Held", &held),
                ("Held within three days", &|r| soon(r, "INTERVIEW_DATE")),
                ("Held by somebody independent", &|r| {
                    held(r) && yes(r, "INDEPENDENT")
                }),
                ("Held by somebody of the child’s choice", &|r| {
                    held(r) && yes(r, "CHILD_CHOSE_INTERVIEWER")
                }),
                ("Followed by an action plan", &plan),
                ("Plan made with the host authority", &|r| {
                    plan(r) && yes(r, "HOST_INVOLVED")
                }),
                ("Plan made with the police", &|r| {
                    plan(r) && yes(r, "POLICE_INVOLVED")
                }),
            ];
            self.add(table, "Missing incidents", "Missing incidents", 1);
            for (step, test) in steps {
                let any = usize::from(rows.iter().any(|r| test(r)));
                self.add(table, step, "Missing incidents", any);
            }
            for row in rows {
                for (list, column) in [
                    ("Interviews by the reason given", "REASON"),
                    ("Interviews by the harm disclosed", "HARM"),
                ] {
                    if !row[column].is_empty() {
                        self.add(list, &row[column], "Missing incidents", 1);
                    }
                }
            }
        }
    }
}
