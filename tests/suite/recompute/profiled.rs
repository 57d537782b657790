//! Who the children are that went missing, counted here once more.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::expected::Year;
use super::grouped::Counter;
use super::reading::Incident;
use super::rules::age;

/// What sentences on the missing children say: how many account for how many incidents, and how many are
/// followed by another.
type Told = BTreeMap<&'static str, usize>;

/// Where the numbers of sentences stand among the tables.
pub(super) const SAID: &str = "said of the missing children";

fn ethnic_group(code: &str) -> &'static str {
    match code {
        "WBRI" | "WIRI" | "WOTH" | "WIRT" | "WROM" => "White",
        "MWBC" | "MWBA" | "MWAS" | "MOTH" => "Mixed",
        "AIND" | "APKN" | "ABAN" | "AOTH" | "CHNE" => "Asian or Chinese",
        "BCRB" | "BAFR" | "BOTH" => "Black",
        "OOTH" => "Another ethnic group",
        "REFU" | "NOBT" => "Refused or not obtained",
        _ => "Not known",
    }
}

fn legal_group(code: &str) -> &'static str {
    match code {
        "C1" | "C2" => "Interim or full care order",
        "D1" | "E1" => "Placement order or freed for adoption",
        "V2" => "Accommodated by agreement (section 20)",
        "L1" | "L2" | "L3" => "Police or emergency protection",
        "J1" | "J2" | "J3" => "Remanded or under another order of youth justice",
        _ => "Not known",
    }
}

/// The incidents of each missing child, in order of their days.
fn by_child<'r>(year: &Year<'r>) -> BTreeMap<&'r str, Vec<&'r Incident>> {
    let mut all: BTreeMap<&str, Vec<&Incident>> = BTreeMap::new();
    for incident in year.missing() {
        all.entry(&incident.child).or_default().push(incident);
    }
    for own in all.values_mut() {
        own.sort_by_key(|i| i.start);
    }
    all
}

impl Counter<'_, '_> {
    pub(super) fn who_went_missing(&mut self) {
        for (child, own) in by_child(self.year) {
            let first = own[0].start;
            let ret = self.year.ret;
            let years = age(ret.born[child], first);
            let age = match years {
                ..10 => "Under 10",
                10..13 => "10 to 12",
                13..16 => "13 to 15",
                16..18 => "16 and 17",
                _ => "18 and over",
            };
            let (sex, ethnic) = &ret.people[child];
            let sex = match sex.as_str() {
                "1" | "M" => "Male",
                "2" | "F" => "Female",
                "U" => "Neither or not known",
                _ => "Not known",
            };
            let status = self.status_on(child, first);
            let times = match own.len() {
                1 => "Once",
                2 => "Twice",
                3..=5 => "3 to 5 times",
                6..=9 => "6 to 9 times",
                _ => "10 times or more",
            };
            for (table, group) in [
                ("by age at the first incident", age),
                ("by sex", sex),
                ("by ethnicity", ethnic_group(ethnic)),
                (
                    "by legal status at the first incident",
                    legal_group(&status),
                ),
                ("by how often they went missing", times),
            ] {
                self.with_total(table, group, "Children", 1);
            }
            let table = "by how often they went missing";
            self.with_total(table, times, "Missing incidents", own.len());
        }
        for (what, count) in told(self.year) {
            self.add(SAID, what, "Number", count);
        }
    }

    /// The legal status of the episode begun last that holds the day.
    fn status_on(&self, child: &str, on: Date) -> String {
        let list = &self.year.ret.episodes[child];
        let holds = list.iter().filter(|e| {
            let goes_on = e.dec.is_none_or(|dec| dec > on) || e.dec == Some(on);
            e.decom <= on && goes_on && !e.v()
        });
        let last = holds.max_by_key(|e| (e.decom, e.dec.is_none(), e.dec, e.row));
        last.map_or_else(String::new, |e| e.ls.clone())
    }
}

/// The numbers that a sentence on the missing children of a year adds.
fn told(year: &Year<'_>) -> Told {
    let all = by_child(year);
    let mut counts: Vec<usize> = all.values().map(Vec::len).collect();
    counts.sort_by_key(|count| std::cmp::Reverse(*count));
    let tenth = counts.len().div_ceil(10);
    let mut told = Told::new();
    if tenth >= 6 {
        told.insert("few", tenth);
        told.insert("theirs", counts[..tenth].iter().sum());
    }
    for own in all.values() {
        for incident in own {
            let Some(end) = incident.end else { continue };
            *told.entry("ended").or_default() += 1;
            let last = end.checked_add(30.days()).unwrap();
            let next = own.iter().any(|other| {
                let later = !std::ptr::eq(*other, *incident) && other.start >= incident.start;
                later && (end..=last).contains(&other.start)
            });
            *told.entry("soon").or_default() += usize::from(next);
        }
    }
    told
}
