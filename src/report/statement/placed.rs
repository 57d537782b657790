//! Children placed out of area, and unaccompanied children.

use crate::config::Mode;
use crate::disclosure::{AuthorityTables, Column, UascRow};

use super::super::authority::sections::names;
use super::super::authority::sections::placed::most_frequent;
use super::super::authority::sections::tables::float;
use super::super::authority::{Section, Subject};
use super::super::board::{BoardSection, section};
use super::super::{number, words};

impl Subject<'_> {
    /// Children placed out of area: how many, how far, where and why.
    pub(super) fn out_of_area(self, tables: Option<&AuthorityTables>) -> Option<BoardSection> {
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
        let by_year = self.by_year("Children placed out of area, by year (31 March)", &yearly);
        let by_year = by_year.filter(|table| table.rows.len() > 1);
        let placed = tables.and_then(|tables| {
            let mut made = self.placed_where(tables)?;
            let at = made.tables.len().min(1);
            made.tables.splice(at..at, self.miles_outside(tables));
            Some(made)
        });
        let mut made = match (placed, &compared) {
            (Some(placed), _) => placed,
            (None, Some(_)) => section("out-of-area", "", "", [], ""),
            (None, None) => return None,
        };
        made.source = self.sources_over(&codes, &yearly);
        let mut all: Vec<_> = compared.into_iter().collect();
        all.append(&mut made.tables);
        all.extend(by_year);
        made.tables = all;
        made.finding = self.share_outside() + &self.far_outside() + &self.not_located();
        let hosts = tables.and_then(|tables| tables.hosts.as_ref());
        if let Some(named) = hosts.and_then(|hosts| self.largest(hosts)) {
            made.finding += &format!(" The authorities named with the most: {named}.");
        }
        Some(BoardSection::renamed(
            made,
            "out-of-area",
            "Children placed out of area",
        ))
    }

    fn share_outside(self) -> String {
        let year = self.assessment.year;
        if !self.is_located() {
            return format!(
                "It is not known where any of the children were placed on 31 March {year}: the return does not say it, and \
                 there is no postcode directory to tell it from."
            );
        }
        match self.both_counts("placed-outside") {
            Some((outside, all)) if all > 0.0 => {
                let england = self.and_england("placed-outside");
                format!(
                    "{} of {} children ({}) were placed out of area on 31 March {year}{england}.",
                    number::count(outside),
                    number::count(all),
                    number::share(outside / all)
                )
            }
            _ => format!(
                "How many children were placed out of area on 31 March {year} cannot be shown."
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
    pub(super) fn kinds_outside(self, tables: &AuthorityTables) -> Option<Section> {
        let mut made = self.placements(tables)?;
        let kinds = tables.placements.as_ref()?;
        let outside = Column::Outside;
        let kind = most_frequent(kinds, outside, "placement", |kind| names::placement(*kind));
        let provider = tables.providers.as_ref().and_then(|table| {
            most_frequent(table, outside, "provider", |code| names::provider(code))
        });
        let said: Vec<String> = kind.into_iter().chain(provider).collect();
        if !said.is_empty() {
            made.finding = format!(
                "Of those placed out of area, {}. Of all children, {}",
                said.join("; "),
                words::uncapitalised(&made.finding)
            );
        }
        Some(made)
    }

    /// Unaccompanied children, from the return or from measures alone.
    pub(super) fn unaccompanied_children(
        self,
        tables: Option<&AuthorityTables>,
    ) -> Option<Section> {
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
        let mut made = match (by_group, &compared) {
            (Some(made), _) => made,
            (None, Some(_)) => section("unaccompanied", "", self.share_unaccompanied(), [], ""),
            (None, None) => return None,
        };
        made.source = self.sources_of(&codes);
        let table = tables.and_then(|tables| tables.uasc.as_ref());
        let count = |row: UascRow| table?.of(&row)?.count();
        if let Some((now, outside)) = count(UascRow::AtCensus).zip(count(UascRow::Outside)) {
            let said = |count: u64| number::count(float(count));
            let placed = match (now, outside) {
                (0, _) => String::new(),
                (1, 0) => ", placed inside".to_owned(),
                (1, _) => ", placed out of area".to_owned(),
                (_, 0) => ", none of them placed out of area".to_owned(),
                _ => format!(", {} of them placed out of area", said(outside)),
            };
            made.finding += &match now {
                0 => " None was looked after on 31 March.".to_owned(),
                _ => format!(
                    " {} {} looked after on 31 March{placed}.",
                    said(now),
                    words::were(now)
                ),
            };
        }
        if let Some(still) = count(UascRow::StillMissing) {
            let still = number::count(float(still));
            made.finding += &format!(" Still missing on 31 March: {still}.");
        }
        made.tables.extend(compared);
        let public = self.assessment.configuration().disclosure.mode == Mode::Public;
        made.notes.extend(public.then(|| {
            "In public, figures about unaccompanied children are withheld also where they are none or all: even that would say too much."
                .to_owned()
        }));
        Some(made)
    }

    fn share_unaccompanied(self) -> String {
        match self.both_counts("uasc-share") {
            Some((uasc, all)) => format!(
                "{} of {} children looked after were unaccompanied asylum-seeking children.",
                number::count(uasc),
                number::count(all)
            ),
            None => "How many children were unaccompanied cannot be shown.".to_owned(),
        }
    }
}
