//! What Recommendation 9 and the others ask, answered in a line each.

use crate::disclosure::{AuthorityTables, Column, UascRow};

use super::super::authority::sections::names;
use super::super::authority::sections::tables::float;
use super::super::authority::{SectionCode, Subject};
use super::super::board::{Found, most_often};
use super::super::{number, words};
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
            Asked::Interviews => self.in_brief(
                "interview-held-in-three-days",
                "missing incidents were followed by an interview within three days",
            ),
            Asked::Steps => Some(IN_WORDS.to_owned()),
            Asked::Reviews => self.in_brief(
                "placement-review-held",
                "missing incidents were followed by a placement review",
            ),
            Asked::Police => self.police_in_brief(),
            Asked::Limits => None,
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

    fn unaccompanied_in_brief(self, tables: Option<&AuthorityTables>) -> Option<String> {
        let year = self.assessment.year;
        let table = tables.and_then(|tables| tables.uasc.as_ref());
        let Some(table) = table.filter(|table| table.shows_any()) else {
            let what = format!("children in care on 31 March {year} were unaccompanied");
            return self.in_brief("uasc-share", &what);
        };
        let rows = [
            (UascRow::InYear, "looked after in the year"),
            (UascRow::Missing, "went missing"),
            (UascRow::StillMissing, "still missing on 31 March"),
            (UascRow::Outside, "placed out of area on 31 March"),
        ];
        let said = rows.into_iter().map(|(row, what)| {
            let count = table.of(&row).and_then(|count| count.count());
            let count = count.map_or_else(
                || "withheld".to_owned(),
                |count| number::count(float(count)),
            );
            format!("{what}: {count}")
        });
        let said: Vec<String> = said.collect();
        Some(words::capitalised(&said.join("; ")))
    }
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
