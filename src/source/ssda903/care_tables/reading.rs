//! From the cells of a row of these tables to a typed row.

use super::super::codes::{CodeLists, CodedColumn};
use super::super::dates::Dated;
use super::super::left_out::Lost;
use super::super::parse::{Cells, Reading};
use super::super::rule;
use super::super::words::is_nothing;
use super::super::{Area, Born, ChildKey, Episode, EpisodeColumn, Person, Token, Unread};
use super::placements::Placed;
use super::{Status, Stay};

/// The fields of each table, in the order in which they are asked for.
pub(in crate::source::ssda903) mod fields {
    pub(crate) const EPISODES: &[&str] = &[
        "child",
        "decom",
        "rne",
        "dec",
        "rec",
        "placement_id",
        "episode_id",
        "cla_id",
    ];
    pub(crate) const PLACEMENTS: &[&str] = &[
        "placement_id",
        "episode_id",
        "cla_id",
        "child",
        "decom",
        "dec",
        "place",
        "place_provider",
        "reason_place_change",
        "pl_post",
        "urn",
        "pl_distance",
    ];
    pub(crate) const STATUSES: &[&str] = &["child", "ls", "decom", "dec"];
    pub(crate) const PERSONS: &[&str] = &["child", "dob"];
}

impl Reading<'_> {
    pub(super) fn stay(&mut self, row: &impl Cells) -> Result<Option<Stay>, Lost> {
        let child = self.child(row.cell(0))?;
        let start = self.needed(filled(row.cell(1)), Dated::Decom, &rule::DECOM);
        let end = self.day(filled(row.cell(3)), Dated::Dec, (&rule::DEC, "dec"));
        let start = start.ok_or(Lost::of(child))?.day;
        if end.read().is_some_and(|end| end < start) {
            self.note(&rule::DEC_BEFORE_DECOM);
            return Err(Lost::of(child));
        }
        let (first, last) = self.span();
        if start > last || end.read().is_some_and(|end| end < first) {
            return Ok(None);
        }
        // The return of a year holds as open what ended later.
        let is_open = end.read().is_none_or(|end| end > last) && !end.is_unread();
        let mut unread = Unread::default();
        unread.set(EpisodeColumn::Dec, end.is_unread());
        let rne = leading(CodedColumn::Rne, row.cell(2));
        let rne = (CodedColumn::Rne, EpisodeColumn::Rne, rne);
        let reason_new = self.coded(rne, false, &rule::RNE, &mut unread);
        let rec = if is_open { b"" } else { row.cell(4) };
        let rec = leading(CodedColumn::Rec, rec);
        let rec = (CodedColumn::Rec, EpisodeColumn::Rec, rec);
        let reason_ended = self.coded(rec, true, &rule::REC, &mut unread);
        Ok(Some(Stay {
            episode: Episode {
                child,
                start,
                end: end.read().filter(|_| !is_open),
                reason_new,
                reason_ended,
                legal_status: Token::BLANK,
                place: Token::BLANK,
                provider: Token::BLANK,
                reason_changed: Token::BLANK,
                home_post: Token::BLANK,
                place_post: Token::BLANK,
                urn: Token::BLANK,
                area: Area::Unknown,
                locality: None,
                miles: None,
                unread,
                origin: self.origin,
            },
            placement: ChildKey::read(filled(row.cell(5))),
            id: ChildKey::read(filled(row.cell(6))),
            period: ChildKey::read(filled(row.cell(7))),
        }))
    }

    /// A placement; none where it has no day in the year.
    pub(super) fn placed(&mut self, row: &impl Cells) -> Option<Placed> {
        let start = self.day(
            filled(row.cell(4)),
            Dated::Decom,
            (&rule::BAD_DATE, "decom"),
        );
        let end = self.day(filled(row.cell(5)), Dated::Dec, (&rule::BAD_DATE, "dec"));
        let (first, last) = self.span();
        let begins_later = start.read().is_some_and(|start| start > last);
        if begins_later || end.read().is_some_and(|end| end < first) {
            return None;
        }
        let mut unread = Unread::default();
        let mut code = |column, of, at: usize, may_be_blank, rule| {
            let cell = leading(column, row.cell(at));
            self.coded((column, of, cell), may_be_blank, rule, &mut unread)
        };
        let place = code(
            CodedColumn::Place,
            EpisodeColumn::Place,
            6,
            false,
            &rule::PLACE,
        );
        let provider = code(
            CodedColumn::Provider,
            EpisodeColumn::Provider,
            7,
            true,
            &rule::PROVIDER,
        );
        let reason_changed = code(
            CodedColumn::ReasonPlaceChange,
            EpisodeColumn::ReasonPlaceChange,
            8,
            true,
            &rule::REASON_PLACE_CHANGE,
        );
        let miles = self.miles(filled(row.cell(11)));
        unread.set(EpisodeColumn::Distance, miles.is_unread());
        if place.is_empty() {
            unread.set(EpisodeColumn::Place, true);
        }
        Some(Placed {
            id: ChildKey::read(filled(row.cell(0))),
            episode: ChildKey::read(filled(row.cell(1))),
            period: ChildKey::read(filled(row.cell(2))),
            child: ChildKey::read(filled(row.cell(3))),
            start,
            end,
            place,
            provider,
            reason_changed,
            post: Token::read(filled(row.cell(9))),
            urn: Token::read(filled(row.cell(10))),
            miles: miles.read().flatten(),
            unread,
        })
    }

    /// A legal status; none where it has no day in the year.
    pub(super) fn status(&mut self, row: &impl Cells) -> Result<Option<Status>, Lost> {
        let child = self.child(row.cell(0))?;
        let start = self.day(
            filled(row.cell(2)),
            Dated::Decom,
            (&rule::BAD_DATE, "decom"),
        );
        let end = self.day(filled(row.cell(3)), Dated::Dec, (&rule::BAD_DATE, "dec"));
        let (_, last) = self.span();
        if start.read().is_some_and(|start| start > last) {
            return Ok(None);
        }
        let cell = leading(CodedColumn::Ls, row.cell(1));
        let code = Token::read(cell);
        let is_known = CodeLists::means_something(CodedColumn::Ls, code);
        if !is_known {
            self.note(&rule::LS);
        }
        Ok(Some(Status {
            child,
            code: is_known.then_some(code),
            start,
            end,
        }))
    }

    /// A person and when they were born: the table holds many who never were in care, so that a
    /// blank is no fault.
    pub(super) fn known_person(&mut self, row: &impl Cells) -> Result<Person, Lost> {
        let child = self.child(row.cell(0))?;
        let born = self.day(filled(row.cell(1)), Dated::Born, (&rule::DOB, "dob"));
        Ok(Person {
            child,
            born: born.read().map(Born),
            sex: Token::BLANK,
            ethnicity: Token::BLANK,
            pupil: None,
            own_child_born: None,
            origin: self.origin,
        })
    }

    fn coded(
        &mut self,
        (column, of, cell): (CodedColumn, EpisodeColumn, &[u8]),
        may_be_blank: bool,
        rule: &'static rule::Rule,
        unread: &mut Unread,
    ) -> Token {
        self.episode_code((column, of), (cell, may_be_blank), rule, unread)
    }
}

/// A cell that may be nothing in words, such as NULL.
fn filled(cell: &[u8]) -> &[u8] {
    if is_nothing(cell) { b"" } else { cell }
}

/// The code of a cell: systems write "S - started to be looked after" as well as "S".
fn leading(column: CodedColumn, cell: &[u8]) -> &[u8] {
    let cell = filled(cell);
    let means = |text: &[u8]| CodeLists::means_something(column, Token::read(text));
    let end = cell.iter().position(|byte| !byte.is_ascii_alphanumeric());
    let first = end.and_then(|end| cell.get(..end));
    match first.filter(|first| !means(cell) && means(first)) {
        Some(first) => first,
        None => cell,
    }
}
