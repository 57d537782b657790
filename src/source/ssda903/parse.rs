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
use super::{
    AbsenceKind, Absent, Area, Born, ChildKey, Episode, EpisodeColumn, Locality, Origin, Person,
    Token, Uasc, Unread,
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
    pub(crate) const SAFEGUARDING: &[&str] = &[
        "child",
        "miss_start",
        "offered",
        "accepted",
        "miss_type",
        "miss_end",
    ];
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
    /// How many rows have been read.
    pub(super) rows: usize,
    /// What is known of its date columns.
    pub(super) dates: DateColumns,
    year: i16,
    /// The first and the last day of the year.
    span: (Day, Day),
    lists: CodeLists,
    areas: BTreeMap<Vec<u8>, Area>,
    /// The last area that was looked up.
    last_area: (Vec<u8>, Area),
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
        ChildKey::read(cell).ok_or_else(|| {
            self.note(&rule::NO_CHILD);
            Lost::default()
        })
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

    pub(super) fn person(&mut self, row: &impl Cells) -> Result<Person, Lost> {
        let child = self.child(row.cell(0))?;
        self.code(CodedColumn::Sex, row.cell(1), false, &rule::SEX);
        if row.cell(2).is_empty() {
            self.note(&rule::DOB);
        }
        let born = self.day(row.cell(2), Dated::Born, (&rule::DOB, "dob"));
        self.code(CodedColumn::Ethnic, row.cell(3), false, &rule::ETHNIC);
        Ok(Person {
            child,
            born: born.read().map(Born),
            origin: self.origin,
        })
    }

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
            born: self.born_elsewhere(row.cell(4)),
            kind,
            start,
            start_seconds: seconds,
            end,
            end_seconds,
            origin: self.origin,
        })
    }

    /// A date of birth in another table than the header, which is where it is checked.
    fn born_elsewhere(&mut self, cell: &[u8]) -> Option<Born> {
        let read = (!cell.is_empty()).then(|| self.dates.read(Dated::Born, cell));
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
