//! From the cells of a row to an episode, with what is wrong in it.

use crate::authority::Resolution;
use crate::source::day::Day;
use crate::source::known::Known;

use super::codes::{CodeLists, CodedColumn};
use super::dates::Dated;
use super::left_out::Lost;
use super::parse::{Cells, Reading};
use super::rule::{self, Rule};
use super::{Area, Episode, EpisodeColumn, Locality, Token, Unread};

impl Reading<'_> {
    /// An episode. Where its end cannot be read that is noted in it, for the next one to tell.
    pub(super) fn episode(&mut self, row: &impl Cells) -> Result<Episode, Lost> {
        let child = self.child(row.cell(0))?;
        let start = self.needed(row.cell(1), Dated::Decom, &rule::DECOM);
        let end = self.day(row.cell(7), Dated::Dec, (&rule::DEC, "dec"));
        let start = start.ok_or(Lost::of(child))?.day;
        if end.read().is_some_and(|end| end < start) {
            self.note(&rule::DEC_BEFORE_DECOM);
            return Err(Lost::of(child));
        }
        self.check_span(start, end.read(), row);
        if row.has(4) {
            self.code(CodedColumn::Cin, row.cell(4), false, &rule::CIN);
        }
        let mut unread = Unread::default();
        unread.set(EpisodeColumn::Dec, end.is_unread());
        let legal_status = self.code(CodedColumn::Ls, row.cell(3), false, &rule::LS);
        let is_status = legal_status.is_empty()
            || self.lists.has(CodedColumn::Ls, legal_status)
            || CodeLists::means_something(CodedColumn::Ls, legal_status);
        if !is_status {
            // Whether it is a short break, which no measure counts, is then not known.
            self.note(&rule::LS_UNREAD);
            return Err(Lost::of(child));
        }
        let mut code = |column, at, may_be_blank, rule| {
            self.episode_code(column, (row.cell(at), may_be_blank), rule, &mut unread)
        };
        let reason_new = code((CodedColumn::Rne, EpisodeColumn::Rne), 2, false, &rule::RNE);
        let place = code(
            (CodedColumn::Place, EpisodeColumn::Place),
            5,
            false,
            &rule::PLACE,
        );
        let provider = code(
            (CodedColumn::Provider, EpisodeColumn::Provider),
            6,
            true,
            &rule::PROVIDER,
        );
        let reason_ended = code((CodedColumn::Rec, EpisodeColumn::Rec), 8, true, &rule::REC);
        let reason_changed = code(
            (
                CodedColumn::ReasonPlaceChange,
                EpisodeColumn::ReasonPlaceChange,
            ),
            9,
            true,
            &rule::REASON_PLACE_CHANGE,
        );
        let locality = self.locality(row.cell(14));
        let miles = self.miles(row.cell(15));
        unread.set(EpisodeColumn::Location, locality.is_unread());
        unread.set(EpisodeColumn::Distance, miles.is_unread());
        Ok(Episode {
            child,
            start,
            end: end.read(),
            reason_new,
            legal_status,
            place,
            provider,
            reason_ended,
            reason_changed,
            home_post: Token::read(row.cell(10)),
            place_post: Token::read(row.cell(11)),
            urn: Token::read(row.cell(12)),
            area: self.area(row.cell(13)),
            locality: locality.read(),
            miles: miles.read().flatten(),
            unread,
            origin: self.origin,
        })
    }

    /// Dates that can be read but cannot be right.
    fn check_span(&mut self, start: Day, end: Option<Day>, row: &impl Cells) {
        let (first, last) = self.span;
        if start > last {
            self.note(&rule::DECOM_AFTER_YEAR);
        }
        if let Some(end) = end {
            if end == start {
                self.note(&rule::NO_LENGTH);
            }
            if end > last {
                self.note(&rule::DEC_AFTER_YEAR);
            }
            if end < first {
                self.note(&rule::DEC_BEFORE_YEAR);
            }
        }
        if row.cell(7).is_empty() != row.cell(8).is_empty() {
            self.note(&rule::DEC_AND_REC);
        }
    }

    fn locality(&mut self, cell: &[u8]) -> Known<Locality> {
        if cell.is_empty() {
            Known::Blank
        } else if cell.eq_ignore_ascii_case(b"IN") {
            Known::Read(Locality::Inside)
        } else if cell.eq_ignore_ascii_case(b"OUT") {
            Known::Read(Locality::Outside)
        } else {
            self.note(&rule::PL_LOCATION);
            Known::Unread
        }
    }

    /// Miles from home; none within where the return says that they are not available.
    pub(super) fn miles(&mut self, cell: &[u8]) -> Known<Option<f64>> {
        if cell.is_empty() {
            return Known::Blank;
        }
        let number = std::str::from_utf8(cell)
            .ok()
            .and_then(|t| t.parse::<f64>().ok());
        match number.filter(|n| n.is_finite() && *n >= 0.0) {
            Some(not_available) if not_available >= 999.9 => Known::Read(None),
            Some(miles) => Known::Read(Some(miles)),
            None => {
                self.note(&rule::DISTANCE);
                Known::Unread
            }
        }
    }

    /// A code of an episode; where it has no meaning in any year it is noted as not known.
    pub(super) fn episode_code(
        &mut self,
        (column, name): (CodedColumn, EpisodeColumn),
        (cell, may_be_blank): (&[u8], bool),
        rule: &'static Rule,
        unread: &mut Unread,
    ) -> Token {
        let token = Token::read(cell);
        if self.lists.is_doubtful(column, token) {
            self.note(&rule::PLACE_DOUBTFUL);
        }
        if !(token.is_empty() && may_be_blank || self.lists.has(column, token)) {
            self.note(rule);
            let known = token.is_empty() || CodeLists::means_something(column, token);
            unread.set(name, !known);
        }
        token
    }

    fn area(&mut self, cell: &[u8]) -> Area {
        if cell.is_empty() {
            return Area::Unknown;
        }
        if self.last_area.0 != cell {
            let area = match self.areas.get(cell) {
                Some(area) => *area,
                None => {
                    let area = self.resolved(cell);
                    self.areas.insert(cell.to_vec(), area);
                    area
                }
            };
            cell.clone_into(&mut self.last_area.0);
            self.last_area.1 = area;
        }
        let area = self.last_area.1;
        if area == Area::Unknown {
            self.note(&rule::PL_LA);
        }
        area
    }

    fn resolved(&self, cell: &[u8]) -> Area {
        let text = String::from_utf8_lossy(cell);
        match self.register.resolve_in(&text, Some(self.year)) {
            Resolution::Authority(id) | Resolution::District { upper: id } => Area::Authority(id),
            Resolution::OutsideEngland { .. } => Area::OutsideEngland,
            _ => Area::Unknown,
        }
    }
}
