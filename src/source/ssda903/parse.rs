//! From the cells of one row to a typed row, with what is wrong in it.

use std::collections::BTreeMap;

use crate::authority::{AuthorityId, Register, Resolution};
use crate::source::day::{BadDay, Day, Moment};
use crate::source::known::Known;

use super::codes::{CodeLists, CodedColumn};
use super::dates::{DateColumns, Dated};
use super::left_out::Lost;
use super::rule::{self, Finding, Findings, Rule};
use super::words::yes_or_no;
use super::{AbsenceKind, Absent, Area, Born, ChildKey, Origin, Person, Token, Uasc};

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
    /// How many rows have been read.
    pub(super) rows: usize,
    /// What is known of its date columns.
    pub(super) dates: DateColumns,
    pub(super) year: i16,
    /// The first and the last day of the year.
    pub(super) span: (Day, Day),
    pub(super) lists: CodeLists,
    pub(super) areas: BTreeMap<Vec<u8>, Area>,
    /// The last area that was looked up.
    pub(super) last_area: (Vec<u8>, Area),
}

impl<'r> Reading<'r> {
    pub(super) fn new(register: &'r Register, file: usize, year: i16, dates: DateColumns) -> Self {
        Self {
            register,
            findings: Findings::default(),
            origin: Origin {
                file: u32::try_from(file).unwrap_or(u32::MAX),
                line: 0,
            },
            rows: 0,
            dates,
            year,
            span: (Day::first_of(year), Day::census(year)),
            lists: CodeLists::of(year),
            areas: BTreeMap::new(),
            last_area: Default::default(),
        }
    }

    /// What was found in the rows, with how many there were.
    pub(super) fn found(mut self) -> Findings {
        self.findings.note_rows(self.origin.file, self.rows);
        self.findings
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

    /// The first and the last day of the year.
    pub(super) fn span(&self) -> (Day, Day) {
        self.span
    }

    pub(super) fn note(&mut self, rule: &'static Rule) {
        self.findings.note(rule, self.origin);
    }

    fn bad_day(&mut self, rule: &'static Rule, field: &'static str, fault: BadDay) {
        self.findings.add(Finding {
            rule,
            field,
            origin: self.origin,
            form: Some(fault),
        });
    }

    pub(super) fn child(&mut self, cell: &[u8]) -> Result<ChildKey, Lost> {
        let fault = match ChildKey::read(cell) {
            // Most identifiers are numbers.
            Some(key) if cell.iter().all(u8::is_ascii_digit) || ChildKey::can_name(cell) => {
                return Ok(key);
            }
            Some(_) => &rule::CHILD_UNREAD,
            None => &rule::NO_CHILD,
        };
        self.note(fault);
        Err(Lost::default())
    }

    /// A date that may be blank.
    pub(super) fn day(
        &mut self,
        cell: &[u8],
        column: Dated,
        (rule, field): (&'static Rule, &'static str),
    ) -> Known<Day> {
        self.moment(cell, column, (rule, field))
            .map(|moment| moment.day)
    }

    /// The same with the time of day that may stand behind it.
    pub(super) fn moment(
        &mut self,
        cell: &[u8],
        column: Dated,
        (rule, field): (&'static Rule, &'static str),
    ) -> Known<Moment> {
        if cell.is_empty() {
            return Known::Blank;
        }
        match self.dates.read(column, cell) {
            Ok(moment) => Known::Read(moment),
            Err(fault) => {
                self.bad_day(rule, field, fault);
                Known::Unread
            }
        }
    }

    /// A date without which the row cannot be read.
    pub(super) fn needed(
        &mut self,
        cell: &[u8],
        column: Dated,
        rule: &'static Rule,
    ) -> Option<Moment> {
        let read = match cell {
            b"" => Err(BadDay::NotADate),
            cell => self.dates.read(column, cell),
        };
        read.map_err(|fault| self.bad_day(rule, rule.field, fault))
            .ok()
    }

    pub(super) fn code(
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

    pub(super) fn yes_no(&mut self, cell: &[u8], field: &'static str) -> Known<bool> {
        let said = yes_or_no(field, cell);
        if said.is_unread() {
            self.findings.add(Finding {
                rule: &rule::BAD_YES_NO,
                field,
                origin: self.origin,
                form: None,
            });
        }
        said
    }

    pub(super) fn person(&mut self, row: &impl Cells) -> Result<Person, Lost> {
        let child = self.child(row.cell(0))?;
        let sex = self.code(CodedColumn::Sex, row.cell(1), false, &rule::SEX);
        if row.cell(2).is_empty() {
            self.note(&rule::DOB);
        }
        let born = self.day(row.cell(2), Dated::Born, (&rule::DOB, "dob"));
        let ethnicity = self.code(CodedColumn::Ethnic, row.cell(3), false, &rule::ETHNIC);
        Ok(Person {
            child,
            born: born.read().map(Born),
            sex,
            ethnicity,
            pupil: pupil_number(row.cell(4)),
            own_child_born: self.born_elsewhere(row.cell(5), Dated::OwnChildBorn),
            origin: self.origin,
        })
    }

    pub(super) fn absent(&mut self, row: &impl Cells) -> Result<Absent, Lost> {
        let child = self.child(row.cell(0))?;
        let kind = self.absence_kind(row);
        let lost = Lost {
            child: Some(child),
            kind,
        };
        let kind = kind.ok_or(lost)?;
        let start = self.needed(row.cell(2), Dated::MisStart, &rule::MIS_START);
        let end = self.moment(row.cell(3), Dated::MisEnd, (&rule::MIS_END, "mis_end"));
        let end_seconds = end.read().map_or(0, |end| end.seconds);
        let end = end.map(|end| end.day);
        let Moment {
            day: start,
            seconds,
        } = start.ok_or(lost)?;
        if end.read().is_some_and(|end| end < start) {
            self.note(&rule::MIS_END_BEFORE_START);
            return Err(lost);
        }
        let (first, last) = self.span;
        if start > last {
            self.note(&rule::MIS_START_AFTER_YEAR);
        }
        if end.read().is_some_and(|end| end < first || end > last) {
            self.note(&rule::MIS_END_OUTSIDE_YEAR);
        }
        Ok(Absent {
            child,
            born: self.born_elsewhere(row.cell(4), Dated::Born),
            kind,
            start,
            start_seconds: seconds,
            end,
            end_seconds,
            origin: self.origin,
        })
    }

    /// A date of birth beside that of the header, which is the one that is checked.
    fn born_elsewhere(&mut self, cell: &[u8], column: Dated) -> Option<Born> {
        let read = (!cell.is_empty()).then(|| self.dates.read(column, cell));
        read?.ok().map(|moment| Born(moment.day))
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

    pub(super) fn uasc(&mut self, row: &impl Cells) -> Result<Uasc, Lost> {
        Ok(Uasc {
            child: self.child(row.cell(0))?,
            born: self
                .day(row.cell(1), Dated::Born, (&rule::DOB, "dob"))
                .read()
                .map(Born),
            ends: self.day(row.cell(2), Dated::Duc, (&rule::DUC, "duc")),
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

/// A UPN, which has thirteen signs; fewer are the codes of why there is none (UN1 to UN5), or words
/// that stand for them.
fn pupil_number(cell: &[u8]) -> Option<ChildKey> {
    let is_number = cell.len() >= 8 && cell.iter().any(u8::is_ascii_digit);
    is_number.then(|| ChildKey::read(cell)).flatten()
}
