//! From the cells of one row to a typed row, with what is wrong in it.

use std::collections::BTreeMap;

use crate::authority::{AuthorityId, Register, Resolution};
use crate::source::day::{BadDay, Day};

use super::codes::{CodeLists, CodedColumn};
use super::rule::{self, Finding, Findings, Rule};
use super::{
    AbsenceKind, Absent, Area, Born, ChildKey, Episode, Locality, Origin, Person, Token, Uasc,
};

/// The fields of each table, in the order their parser asks for them.
pub(super) mod fields {
    pub(crate) const PERSON: &[&str] = &["child", "sex", "dob", "ethnic"];
    pub(crate) const EPISODE: &[&str] = &[
        "child",
        "decom",
        "rne",
        "ls",
        "cin",
        "place",
        "place_provider",
        "dec",
        "rec",
        "reason_place_change",
        "home_post",
        "pl_post",
        "urn",
        "pl_la",
        "pl_location",
        "pl_distance",
    ];
    pub(crate) const ABSENT: &[&str] = &["child", "missing", "mis_start", "mis_end", "dob"];
    pub(crate) const UASC: &[&str] = &["child", "dob", "duc"];
    pub(crate) const INTERVIEW: &[&str] = &[
        "child",
        "mis_start",
        "offered",
        "offered_date",
        "accepted",
        "interview_date",
        "independent",
        "child_chose_interviewer",
        "reason",
        "harm",
        "review_date",
        "action_plan",
        "host_involved",
        "police_involved",
    ];
    pub(crate) const SAFEGUARDING: &[&str] = &["child", "miss_start", "offered", "accepted"];
    pub(crate) const NOTIFICATION: &[&str] = &["child", "decom", "notified_date", "out_reason"];
    pub(crate) const NATIONALITY: &[&str] = &["child", "nationality"];
}

/// The cells of a row by field, without the spaces around them.
pub(super) trait Cells {
    /// A cell; empty where the file has no such column.
    fn cell(&self, field: usize) -> &[u8];
    /// Whether the file has such a column.
    fn has(&self, field: usize) -> bool;
}

/// What the rows of one file are read with.
pub(super) struct Reading<'r> {
    pub(super) register: &'r Register,
    pub(super) findings: Findings,
    pub(super) origin: Origin,
    year: i16,
    /// The first and the last day of the year.
    span: (Day, Day),
    lists: CodeLists,
    areas: BTreeMap<Vec<u8>, Area>,
    /// The last area that was looked up.
    last_area: (Vec<u8>, Area),
}

impl<'r> Reading<'r> {
    pub(super) fn new(register: &'r Register, file: usize, year: i16) -> Self {
        Self {
            register,
            findings: Findings::default(),
            origin: Origin {
                file: u32::try_from(file).unwrap_or(u32::MAX),
                line: 0,
            },
            year,
            span: (Day::first_of(year), Day::census(year)),
            lists: CodeLists::of(year),
            areas: BTreeMap::new(),
            last_area: Default::default(),
        }
    }

    pub(super) fn set_year(&mut self, year: i16) {
        if self.year != year {
            self.year = year;
            self.span = (Day::first_of(year), Day::census(year));
            self.lists = CodeLists::of(year);
            // Codes and names mean authorities of a year.
            self.areas.clear();
            self.last_area = Default::default();
        }
    }

    pub(super) fn note(&mut self, rule: &'static Rule) {
        self.findings.note(rule, self.origin);
    }

    fn bad_day(&mut self, rule: &'static Rule, field: &'static str, fault: BadDay) {
        self.findings.add(Finding {
            rule,
            field,
            origin: self.origin,
            two_digit_year: fault == BadDay::TwoDigitYear,
        });
    }

    pub(super) fn child(&mut self, cell: &[u8]) -> Option<ChildKey> {
        let child = ChildKey::read(cell);
        if child.is_none() {
            self.note(&rule::NO_CHILD);
        }
        child
    }

    /// A date that may be blank.
    pub(super) fn day(
        &mut self,
        cell: &[u8],
        rule: &'static Rule,
        field: &'static str,
    ) -> Option<Day> {
        if cell.is_empty() {
            return None;
        }
        Day::read(cell)
            .map_err(|fault| self.bad_day(rule, field, fault))
            .ok()
    }

    /// A date without which the row cannot be read.
    pub(super) fn needed_day(&mut self, cell: &[u8], rule: &'static Rule) -> Option<Day> {
        Day::read(cell)
            .map_err(|fault| self.bad_day(rule, rule.field, fault))
            .ok()
    }

    fn code(
        &mut self,
        column: CodedColumn,
        cell: &[u8],
        may_be_blank: bool,
        rule: &'static Rule,
    ) -> Token {
        let token = Token::read(cell);
        let fine = (token.is_empty() && may_be_blank) || self.lists.has(column, token);
        if !fine {
            self.note(rule);
        }
        token
    }

    pub(super) fn yes_no(&mut self, cell: &[u8], field: &'static str) -> Option<bool> {
        const YES: [&[u8]; 4] = [b"y", b"yes", b"1", b"true"];
        const NO: [&[u8]; 4] = [b"n", b"no", b"0", b"false"];
        if cell.is_empty() {
            return None;
        }
        let is = |words: [&[u8]; 4]| words.iter().any(|word| cell.eq_ignore_ascii_case(word));
        let answer = if is(YES) {
            Some(true)
        } else {
            is(NO).then_some(false)
        };
        if answer.is_none() {
            self.findings.add(Finding {
                rule: &rule::BAD_YES_NO,
                field,
                origin: self.origin,
                two_digit_year: false,
            });
        }
        answer
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

    pub(super) fn person(&mut self, row: &impl Cells) -> Option<Person> {
        let child = self.child(row.cell(0))?;
        self.code(CodedColumn::Sex, row.cell(1), false, &rule::SEX);
        let born = match row.cell(2) {
            b"" => {
                self.note(&rule::DOB);
                None
            }
            cell => self.day(cell, &rule::DOB, "dob").map(Born),
        };
        self.code(CodedColumn::Ethnic, row.cell(3), false, &rule::ETHNIC);
        Some(Person {
            child,
            born,
            origin: self.origin,
        })
    }

    pub(super) fn episode(&mut self, row: &impl Cells) -> Option<Episode> {
        let child = self.child(row.cell(0))?;
        let start = self.needed_day(row.cell(1), &rule::DECOM)?;
        let end = self.day(row.cell(7), &rule::DEC, "dec");
        if end.is_some_and(|end| end < start) {
            self.note(&rule::DEC_BEFORE_DECOM);
            return None;
        }
        self.check_span(start, end, row);
        if row.has(4) {
            self.code(CodedColumn::Cin, row.cell(4), false, &rule::CIN);
        }
        Some(Episode {
            child,
            start,
            end,
            reason_new: self.code(CodedColumn::Rne, row.cell(2), false, &rule::RNE),
            legal_status: self.code(CodedColumn::Ls, row.cell(3), false, &rule::LS),
            place: self.code(CodedColumn::Place, row.cell(5), false, &rule::PLACE),
            provider: self.code(CodedColumn::Provider, row.cell(6), true, &rule::PROVIDER),
            reason_ended: self.code(CodedColumn::Rec, row.cell(8), true, &rule::REC),
            reason_changed: self.code(
                CodedColumn::ReasonPlaceChange,
                row.cell(9),
                true,
                &rule::REASON_PLACE_CHANGE,
            ),
            home_post: Token::read(row.cell(10)),
            place_post: Token::read(row.cell(11)),
            urn: Token::read(row.cell(12)),
            area: self.area(row.cell(13)),
            locality: self.locality(row.cell(14)),
            miles: self.miles(row.cell(15)),
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

    fn locality(&mut self, cell: &[u8]) -> Option<Locality> {
        if cell.is_empty() {
            return None;
        }
        if cell.eq_ignore_ascii_case(b"IN") {
            Some(Locality::Inside)
        } else if cell.eq_ignore_ascii_case(b"OUT") {
            Some(Locality::Outside)
        } else {
            self.note(&rule::PL_LOCATION);
            None
        }
    }

    fn miles(&mut self, cell: &[u8]) -> Option<f64> {
        if cell.is_empty() {
            return None;
        }
        let number = std::str::from_utf8(cell)
            .ok()
            .and_then(|t| t.parse::<f64>().ok());
        match number.filter(|n| n.is_finite() && *n >= 0.0) {
            Some(not_available) if not_available >= 999.9 => None,
            Some(miles) => Some(miles),
            None => {
                self.note(&rule::DISTANCE);
                None
            }
        }
    }

    pub(super) fn absent(&mut self, row: &impl Cells) -> Option<Absent> {
        let child = self.child(row.cell(0))?;
        let kind = self.absence_kind(row)?;
        let start = self.needed_day(row.cell(2), &rule::MIS_START)?;
        let end = self.day(row.cell(3), &rule::MIS_END, "mis_end");
        if end.is_some_and(|end| end < start) {
            self.note(&rule::MIS_END_BEFORE_START);
            return None;
        }
        let (first, last) = self.span;
        if start > last {
            self.note(&rule::MIS_START_AFTER_YEAR);
        }
        if end.is_some_and(|end| end < first || end > last) {
            self.note(&rule::MIS_END_OUTSIDE_YEAR);
        }
        Some(Absent {
            child,
            // The header is where it is checked.
            born: Day::read(row.cell(4)).ok().map(Born),
            kind,
            start,
            end,
            origin: self.origin,
        })
    }

    /// MISSING, where it and MIS_START are given.
    fn absence_kind(&mut self, row: &impl Cells) -> Option<AbsenceKind> {
        let kind = row.cell(1);
        let fault = match (kind.is_empty(), row.cell(2).is_empty()) {
            (true, true) => &rule::ONLY_MIS_END,
            (true, false) => &rule::NO_MISSING,
            (false, true) => &rule::NO_MIS_START,
            (false, false) if kind.eq_ignore_ascii_case(b"M") => return Some(AbsenceKind::Missing),
            (false, false) if kind.eq_ignore_ascii_case(b"A") => return Some(AbsenceKind::Away),
            (false, false) => &rule::MISSING,
        };
        self.note(fault);
        None
    }

    pub(super) fn uasc(&mut self, row: &impl Cells) -> Option<Uasc> {
        Some(Uasc {
            child: self.child(row.cell(0))?,
            born: self.day(row.cell(1), &rule::DOB, "dob").map(Born),
            ends: self.day(row.cell(2), &rule::DUC, "duc"),
            origin: self.origin,
        })
    }

    /// Whose a row is by its own columns.
    pub(super) fn owner(&mut self, cell: &[u8], year: i16) -> Option<AuthorityId> {
        let text = String::from_utf8_lossy(cell);
        match self.register.resolve_in(&text, Some(year)) {
            Resolution::Authority(id) => Some(id),
            _ => None,
        }
    }
}
