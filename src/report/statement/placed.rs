//! Children placed out of area, and unaccompanied children.

use crate::config::Mode;
use crate::disclosure::{AuthorityTables, Column, PublishedTable, UascRow};

use super::super::authority::Subject;
use super::super::authority::sections::kinds::{most_frequent, most_frequent_placement};
use super::super::authority::sections::model::SectionBody;
use super::super::authority::sections::names;
use super::super::authority::sections::placed::placed_notes;
use super::super::authority::sections::tables::float;
use super::super::{number, words};

impl Subject<'_> {
    /// Children placed out of area: how many, how far, where and why.
    pub(super) fn out_of_area(self, tables: Option<&AuthorityTables>) -> Option<SectionBody> {
        let year = self.assessment.year;
        let caption = format!("Children placed out of area, 31 March {year}");
        let codes = [
            "cla-at-31-march",
            "placed-outside",
            "placed-outside-without-safety",
            "placed-20-miles-outside",
            "placed-20-miles-outside-without-uasc",
        ];
        let compared = self.beside_others(&caption, &codes);
        let yearly = [
            "cla-at-31-march",
            "placed-outside",
            "placed-20-miles-outside",
        ];
        let by_year = self.over_years("Children placed out of area, by year (31 March)", &yearly);
        let placed = tables.and_then(|tables| self.placed_tables(tables));
        if placed.is_none() && compared.is_none() {
            return None;
        }
        let chart = tables
            .filter(|_| placed.is_some())
            .and_then(|tables| self.hosts_chart(tables));
        let notes = placed.as_ref().map_or_else(Vec::new, |_| placed_notes());
        let mut placed = placed.into_iter().flatten();
        let first = placed.next();
        let miles = tables
            .filter(|_| first.is_some())
            .and_then(|tables| self.miles_outside(tables));
        let all = compared
            .into_iter()
            .chain(first)
            .chain(miles)
            .chain(placed)
            .chain(by_year);
        Some(SectionBody {
            finding: self.outside_said(tables),
            chart,
            tables: all.collect(),
            notes,
            source: self.sources_over(&codes, &yearly),
        })
    }

    /// How many are placed out of area, how many of them far from home, and where most are.
    fn outside_said(self, tables: Option<&AuthorityTables>) -> String {
        let said = self.share_outside() + &self.far_outside() + &self.not_located();
        let hosts = tables.and_then(|tables| tables.hosts.as_ref());
        match hosts.and_then(|hosts| self.largest(hosts)) {
            Some(named) => format!("{said} The authorities named with the most: {named}."),
            None => said,
        }
    }

    fn share_outside(self) -> String {
        let year = self.assessment.year;
        if self.is_without_children() {
            return format!(
                "No child was looked after on 31 March {year}, so that none was placed out of area."
            );
        }
        if !self.is_located() {
            return format!(
                "It is not known where any of the children were placed on 31 March {year}: the return does not say it, and \
                 there is no postcode directory to tell it from."
            );
        }
        match self.both_counts("placed-outside") {
            Some((outside, all)) if all > 0.0 => {
                let england = self.england_beside("placed-outside").ending();
                format!(
                    "{} of {} children ({}) were placed out of area on 31 March {year}{england}.",
                    number::count(outside),
                    number::count(all),
                    number::share(outside / all)
                )
            }
            _ => format!(
                "How many children were placed out of area on 31 March {year} {}.",
                self.places_lack()
            ),
        }
    }

    /// How many of those are far from home, where any is placed out of area.
    fn far_outside(self) -> String {
        let outside = self.both_counts("placed-outside").map(|(count, _)| count);
        let far = self
            .both_counts("placed-20-miles-outside")
            .map(|(count, _)| count);
        match outside.zip(far).filter(|_| self.is_located()) {
            Some((0.0, _)) => String::new(),
            Some((_, 0.0)) => {
                " None of them is known to have been over 20 miles from home.".to_owned()
            }
            Some((outside, far)) if far == outside && far > 1.0 => {
                " All of them were over 20 miles from home.".to_owned()
            }
            Some((_, far)) => format!(
                " {} of them {} over 20 miles from home.",
                number::count(far),
                words::were(far)
            ),
            None => String::new(),
        }
    }

    /// Kinds of placement and providers, with what is said of those placed out of area in front.
    pub(super) fn kinds_outside(self, tables: &AuthorityTables) -> Option<SectionBody> {
        let kinds = tables.placements.as_ref()?;
        let outside = Column::Outside;
        let kind = most_frequent(kinds, outside, "placement", |kind| names::placement(*kind));
        let provider = tables.providers.as_ref().and_then(|table| {
            most_frequent(table, outside, "provider", |code| names::provider(code))
        });
        let said: Vec<String> = kind.into_iter().chain(provider).collect();
        let most = most_frequent_placement(tables)?;
        let finding = if said.is_empty() {
            words::sentence(&most)
        } else {
            format!(
                "Of those placed out of area, {}. Of all children, {most}.",
                said.join("; ")
            )
        };
        self.placements_under(tables, finding)
    }

    /// Unaccompanied children, from the return or from measures alone.
    pub(super) fn unaccompanied_children(
        self,
        tables: Option<&AuthorityTables>,
    ) -> Option<SectionBody> {
        let year = self.assessment.year;
        let codes = [
            "uasc-share",
            "uasc-missing",
            "uasc-still-missing",
            "uasc-nationality-recorded",
        ];
        let caption = format!("Unaccompanied children, year ending 31 March {year}");
        let compared = self.beside_others(&caption, &codes);
        let by_group = tables.and_then(|tables| self.unaccompanied(tables));
        let (finding, by_group, notes) = match by_group {
            Some(body) => (body.finding, body.tables, body.notes),
            None if compared.is_some() => (self.share_unaccompanied(), Vec::new(), Vec::new()),
            None => return None,
        };
        let table = tables.and_then(|tables| tables.uasc.as_ref());
        let on_the_day = table.map_or_else(String::new, on_the_day);
        let public = self.assessment.configuration().disclosure.mode == Mode::Public;
        let withheld = (public && table.is_some()).then(|| ALSO_ALL.to_owned());
        Some(SectionBody {
            finding: finding + &on_the_day,
            chart: None,
            tables: by_group.into_iter().chain(compared).collect(),
            notes: notes.into_iter().chain(withheld).collect(),
            source: self.sources_of(&codes),
        })
    }

    fn share_unaccompanied(self) -> String {
        match self.both_counts("uasc-share") {
            Some((uasc, all)) => format!(
                "{} of {} children looked after were unaccompanied asylum-seeking children.",
                number::count(uasc),
                number::count(all)
            ),
            None => format!(
                "How many children were unaccompanied {}.",
                self.lack_of("uasc-share").verb()
            ),
        }
    }
}

const ALSO_ALL: &str = "In public, a figure is withheld also where it is true of every unaccompanied child: that would say something of each. That it is true of none is shown.";

/// How many unaccompanied children were looked after on 31 March, and how many were still missing,
/// as far as that is shown.
fn on_the_day(table: &PublishedTable<UascRow>) -> String {
    let count = |row: UascRow| table.of(&row)?.count();
    let said = |count: u64| number::count(float(count));
    let mut on_the_day = String::new();
    if let Some((now, outside)) = count(UascRow::AtCensus).zip(count(UascRow::Outside)) {
        let placed = match (now, outside) {
            (0, _) => String::new(),
            (1, 0) => ", placed inside".to_owned(),
            (1, _) => ", placed out of area".to_owned(),
            (_, 0) => ", none of them placed out of area".to_owned(),
            _ => format!(", {} of them placed out of area", said(outside)),
        };
        on_the_day += &match now {
            0 => " None was looked after on 31 March.".to_owned(),
            _ => format!(
                " {} {} looked after on 31 March{placed}.",
                said(now),
                words::were(now)
            ),
        };
    }
    if let Some(still) = count(UascRow::StillMissing) {
        on_the_day += &format!(" Still missing on 31 March: {}.", said(still));
    }
    on_the_day
}
