//! What Recommendation 9 and the others ask, answered in a line each.

use crate::disclosure::{AuthorityTables, Column, Published, PublishedTable, UascRow};
use crate::source::ssda903::{Listed, harms, reasons};

use super::super::authority::sections::names;
use super::super::authority::sections::tables::float;
use super::super::authority::{SectionCode, Subject};
use super::super::board::{Found, most_often};
use super::super::{number, words};
use super::LACKING;
use super::asked::Asked;
use super::going_missing::outside_in_brief;

impl Subject<'_> {
    /// The answer to a point in a line, from what is shown.
    pub(super) fn statement_brief(self, asked: Asked, found: &Found) -> Option<String> {
        if matches!(found, Found::In(SectionCode::FurtherAnswers, _)) {
            return Some(IN_WORDS.to_owned());
        }
        let year = self.assessment.year;
        let tables = self.assessment.tables().get(&self.id);
        match asked {
            Asked::HowMany => self
                .is_located()
                .then(|| {
                    let what = format!("children were placed out of area on 31 March {year}");
                    self.in_brief_or_why("placed-outside", &what)
                })
                .flatten(),
            Asked::HowFar => self.how_far_in_brief(),
            Asked::Kinds => kinds_in_brief(tables?),
            Asked::Hosts => {
                let hosts = tables?.hosts.as_ref()?;
                Some(format!("Of those named, most in {}", self.largest(hosts)?))
            }
            Asked::Missing => self.missing_in_brief(tables),
            Asked::Unaccompanied => self.unaccompanied_in_brief(tables),
            Asked::Hosted => self.hosted_in_brief(),
            Asked::Notified => self.in_brief(
                "host-notified",
                "placements were told to the host on or before the first day",
            ),
            Asked::Interviews => self.interviews_in_brief(tables),
            Asked::Steps => Some(IN_WORDS.to_owned()),
            Asked::Reviews => self.in_brief(
                "placement-review-held",
                "missing incidents were followed by a placement review",
            ),
            Asked::Police => self.police_in_brief(),
            Asked::Limits => Some(self.limits_in_brief()),
        }
    }

    fn how_far_in_brief(self) -> Option<String> {
        if !self.is_located() {
            return None;
        }
        let outside = self.both_counts("placed-outside");
        if outside.is_some_and(|(outside, _)| outside == 0.0) {
            return Some("No child was placed out of area".to_owned());
        }
        let what = "children were out of area and over 20 miles from home";
        self.in_brief_or_why("placed-20-miles-outside", what)
    }

    /// Those placed out of area; where nothing is known of them apart, all children in care.
    fn missing_in_brief(self, tables: Option<&AuthorityTables>) -> Option<String> {
        let what = "children placed out of area in the year went missing from there";
        let outside = self.in_brief("outside-and-missing", what).map(|said| {
            let sides = tables.and_then(|tables| tables.sides.as_ref());
            let often = sides.and_then(outside_in_brief);
            often.map_or(said.clone(), |often| format!("{said}. {often}"))
        });
        outside.or_else(|| {
            let what = "children in care went missing in the year";
            let all = self.in_brief_or_why("children-missing", what)?;
            let lack = self.lack_of("outside-and-missing").verb();
            Some(format!(
                "{all}. How many of those placed out of area {lack}"
            ))
        })
    }

    /// How many were held in time, and what children said: the reason and the harm that came up most.
    fn interviews_in_brief(self, tables: Option<&AuthorityTables>) -> Option<String> {
        let what = "missing incidents were followed by an interview within three days";
        let held = self.in_brief("interview-held-in-three-days", what);
        let reason = tables.and_then(|t| listed_most(t.reasons.as_ref()?, reasons(), |_| true));
        let harm = tables
            .and_then(|t| listed_most(t.harms.as_ref()?, harms(), |listed| listed.code != NO_HARM));
        let said = [
            held,
            reason.map(|said| format!("Reason most often given: {said}")),
            harm.map(|said| format!("Harm most often disclosed: {said}")),
        ];
        let said: Vec<String> = said.into_iter().flatten().collect();
        (!said.is_empty()).then(|| said.join(". "))
    }

    /// What was not given, and what is withheld.
    fn limits_in_brief(self) -> String {
        let sections = self.statement_sections();
        let lacking = self.lacking_by_reason(&LACKING, &sections);
        let said = lacking
            .into_iter()
            .map(|(why, what)| format!("{}: {}", words::capitalised(why), what.join("; ")));
        let said: Vec<String> = said.chain([ALWAYS_IN_BRIEF.to_owned()]).collect();
        said.join(". ")
    }

    fn unaccompanied_in_brief(self, tables: Option<&AuthorityTables>) -> Option<String> {
        let year = self.assessment.year;
        let table = tables.and_then(|tables| tables.uasc.as_ref());
        let Some(table) = table.filter(|table| table.shows_any()) else {
            let what = format!("children in care on 31 March {year} were unaccompanied");
            return self.in_brief_or_why("uasc-share", &what);
        };
        let rows = [
            (UascRow::InYear, "looked after in the year"),
            (UascRow::Missing, "went missing"),
            (UascRow::StillMissing, "still missing on 31 March"),
            (UascRow::Outside, "placed out of area on 31 March"),
        ];
        let said = rows.into_iter().map(|(row, what)| {
            let count = match table.of(&row) {
                // The table has no such row where it cannot be told.
                None => "not known".to_owned(),
                Some(Published::Withheld) => "withheld".to_owned(),
                Some(Published::Shown(count)) => number::count(float(count)),
            };
            format!("{what}: {count}")
        });
        let said: Vec<String> = said.collect();
        Some(words::capitalised(&said.join("; ")))
    }
}

/// The code of an interview in which no harm was disclosed.
const NO_HARM: &str = "none";

const ALWAYS_IN_BRIEF: &str = "No figure says whether every incident was recorded, or whether a placement was right for the child";

/// "“Criminal exploitation” (302 incidents)": what of a list came up most, as far as counts are shown; none
/// where a withheld one could have come up more often than a small number, or where several are level.
fn listed_most(
    table: &PublishedTable<usize>,
    list: &[Listed],
    counts: impl Fn(&Listed) -> bool,
) -> Option<String> {
    let rows = table.rows.iter().filter_map(|(at, cells)| {
        let listed = list.get(*at).filter(|listed| counts(listed))?;
        Some((listed, cells.first().copied()?))
    });
    let rows: Vec<(&Listed, Published)> = rows.collect();
    let all_shown = rows.iter().all(|(_, count)| count.count().is_some());
    let shown = rows
        .iter()
        .filter_map(|(listed, count)| Some((listed, count.count()?)));
    let most = shown.clone().map(|(_, count)| count).max()?;
    let mut first = shown.filter(|(_, count)| *count == most);
    let (listed, _) = first.next().filter(|_| most > 0)?;
    if first.next().is_some() {
        return None;
    }
    let count = words::counted(float(most), "incident", "incidents");
    let of_shown = if all_shown { "" } else { ", of those shown" };
    Some(format!("“{}” ({count}{of_shown})", listed.title))
}

const IN_WORDS: &str = "In the authority’s own words";

/// Kinds of placement and providers of those placed out of area.
fn kinds_in_brief(tables: &AuthorityTables) -> Option<String> {
    let kind = tables
        .placements
        .as_ref()
        .and_then(|table| most_often(table, Column::Outside, |kind| names::placement(*kind)));
    let provider = tables
        .providers
        .as_ref()
        .and_then(|table| most_often(table, Column::Outside, |code| names::provider(code)));
    let provider = provider.map(|said| format!("by provider, {said}"));
    let said: Vec<String> = kind.into_iter().chain(provider).collect();
    (!said.is_empty()).then(|| words::capitalised(&said.join("; ")))
}
