//! The tables of the Standard Safeguarding Dataset about care: episodes, placements, legal status and
//! persons. Where an authority's year has no table of episodes of the return, they give it: each
//! episode with the placement it names and the legal status on the day it began.
//!
//! Columns as its published data specification has them; earlier names of theirs are in `shapes.csv`.

use crate::source::day::Day;
use crate::source::known::Known;

use super::codes::{CodeLists, CodedColumn};
use super::dates::Dated;
use super::left_out::Lost;
use super::parse::{Cells, Reading};
use super::rule;
use super::words::is_nothing;
use super::{
    Area, Born, ChildKey, Episode, EpisodeColumn, LeftOut, Origin, Person, TableKind, Token, Unread,
};

/// The fields of each table, in the order in which they are asked for.
pub(super) mod fields {
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

/// What such tables hold of an authority's year; a table that no file gave is absent.
#[derive(Debug, Clone, Default)]
pub(super) struct CareTables {
    stays: Option<Vec<Stay>>,
    placements: Option<Vec<Placed>>,
    statuses: Option<Vec<Status>>,
    persons: Option<Vec<Person>>,
}

/// An episode without its placement and legal status, and what it names to find them.
#[derive(Debug, Clone)]
struct Stay {
    episode: Episode,
    placement: Option<ChildKey>,
    id: Option<ChildKey>,
    period: Option<ChildKey>,
}

/// A placement.
#[derive(Debug, Clone)]
struct Placed {
    id: Option<ChildKey>,
    episode: Option<ChildKey>,
    period: Option<ChildKey>,
    child: Option<ChildKey>,
    start: Known<Day>,
    end: Known<Day>,
    place: Token,
    provider: Token,
    reason_changed: Token,
    post: Token,
    urn: Token,
    miles: Option<f64>,
    unread: Unread,
}

/// A legal status of a child over time; none where its code is no code of any year.
#[derive(Debug, Clone)]
struct Status {
    child: ChildKey,
    code: Option<Token>,
    start: Known<Day>,
    end: Known<Day>,
}

/// What the tables give in place of those of a return.
pub(super) struct Taken {
    pub(super) episodes: Vec<Episode>,
    pub(super) people: Option<Vec<Person>>,
    /// Episodes of which it cannot be said whether they are short breaks.
    pub(super) left_out: Vec<LeftOut>,
    /// Where episodes stand whose placement is not found.
    pub(super) unplaced: Vec<Origin>,
}

/// Why they give no episodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lacking {
    Episodes,
    Placements,
    LegalStatus,
}

impl Lacking {
    /// The table that is not there.
    pub(super) fn table(self) -> &'static str {
        match self {
            Self::Episodes => "episodes",
            Self::Placements => "placements",
            Self::LegalStatus => "legal status",
        }
    }

    /// What it is needed for.
    pub(super) fn why(self) -> &'static str {
        match self {
            Self::Episodes => "the others do not say when a child was in care",
            Self::Placements => "where children are placed cannot be told without",
            Self::LegalStatus => "short breaks, which no measure counts, cannot be told without",
        }
    }
}

impl CareTables {
    /// Whether it has a table that says something of care.
    pub(super) fn is_any(&self) -> bool {
        self.stays.is_some() || self.placements.is_some() || self.statuses.is_some()
    }

    pub(super) fn open(&mut self, kind: TableKind) {
        match kind {
            TableKind::SafeguardingEpisodes => {
                self.stays.get_or_insert_default();
            }
            TableKind::SafeguardingPlacements => {
                self.placements.get_or_insert_default();
            }
            TableKind::SafeguardingStatuses => {
                self.statuses.get_or_insert_default();
            }
            TableKind::SafeguardingPersons => {
                self.persons.get_or_insert_default();
            }
            _ => {}
        }
    }

    /// Reads a row of one of the tables; one that has no day in the year gives nothing.
    pub(super) fn push(
        &mut self,
        kind: TableKind,
        row: &impl Cells,
        reading: &mut Reading<'_>,
    ) -> Result<(), Lost> {
        match kind {
            TableKind::SafeguardingEpisodes => {
                let stay = reading.stay(row)?;
                self.stays.get_or_insert_default().extend(stay);
            }
            TableKind::SafeguardingPlacements => {
                let placed = reading.placed(row);
                self.placements.get_or_insert_default().extend(placed);
            }
            TableKind::SafeguardingStatuses => {
                let status = reading.status(row)?;
                self.statuses.get_or_insert_default().extend(status);
            }
            TableKind::SafeguardingPersons => {
                let person = reading.known_person(row)?;
                self.persons.get_or_insert_default().push(person);
            }
            _ => {}
        }
        Ok(())
    }

    pub(super) fn join(&mut self, other: Self) {
        fn joined<T>(to: &mut Option<Vec<T>>, from: Option<Vec<T>>) {
            if let Some(rows) = from {
                to.get_or_insert_default().extend(rows);
            }
        }
        joined(&mut self.stays, other.stays);
        joined(&mut self.placements, other.placements);
        joined(&mut self.statuses, other.statuses);
        joined(&mut self.persons, other.persons);
    }

    /// The episodes they make, and the dates of birth of their children.
    ///
    /// # Errors
    /// Where one of the tables that episodes are made of is absent: without legal status short
    /// breaks, which no measure counts, cannot be told.
    pub(super) fn take(&mut self) -> Result<Taken, Lacking> {
        let lacking = match (&self.stays, &self.placements, &self.statuses) {
            (None, ..) => Some(Lacking::Episodes),
            (_, None, _) => Some(Lacking::Placements),
            (.., None) => Some(Lacking::LegalStatus),
            _ => None,
        };
        if let Some(lacking) = lacking {
            return Err(lacking);
        }
        let stays = self.stays.take().unwrap_or_default();
        let placements = Placements::of(self.placements.take().unwrap_or_default());
        let mut statuses = self.statuses.take().unwrap_or_default();
        statuses.sort_by_key(|status| status.child);
        let (mut left_out, mut unplaced) = (Vec::new(), Vec::new());
        let mut episodes = Vec::with_capacity(stays.len());
        for mut stay in stays {
            let found = placements.of_stay(&stay);
            if found.is_none() {
                unplaced.push(stay.episode.origin);
            }
            stay.episode.place_in(found);
            match status_on(&statuses, &stay.episode) {
                Some(code) => {
                    stay.episode.legal_status = code;
                    episodes.push(stay.episode);
                }
                None => left_out.push(LeftOut {
                    table: TableKind::Episodes,
                    child: Some(stay.episode.child),
                    kind: None,
                    origin: stay.episode.origin,
                }),
            }
        }
        let people = self.persons.take().map(|persons| among(persons, &episodes));
        Ok(Taken {
            episodes,
            people,
            left_out,
            unplaced,
        })
    }
}

/// The persons who have an episode: the table holds everybody whom social care knows.
fn among(mut persons: Vec<Person>, episodes: &[Episode]) -> Vec<Person> {
    let mut children: Vec<ChildKey> = episodes.iter().map(|e| e.child).collect();
    children.sort_unstable();
    persons.retain(|person| children.binary_search(&person.child).is_ok());
    persons
}

/// Placements in order of what episodes name.
struct Placements {
    all: Vec<Placed>,
    by_id: Vec<(ChildKey, usize)>,
    by_episode: Vec<(ChildKey, usize)>,
    by_period: Vec<(ChildKey, usize)>,
    by_child: Vec<(ChildKey, usize)>,
}

impl Placements {
    fn of(all: Vec<Placed>) -> Self {
        let by = |key: fn(&Placed) -> Option<ChildKey>| {
            let keyed = all.iter().enumerate();
            let mut keyed: Vec<_> = keyed.filter_map(|(at, p)| Some((key(p)?, at))).collect();
            keyed.sort_unstable();
            keyed
        };
        Self {
            by_id: by(|p| p.id),
            by_episode: by(|p| p.episode),
            by_period: by(|p| p.period),
            by_child: by(|p| p.child),
            all,
        }
    }

    /// The placement of an episode: the one it names, else that which names it, else the one of its
    /// period of care, or of its child, in which it began. None where there is none, or several that
    /// differ.
    fn of_stay(&self, stay: &Stay) -> Option<&Placed> {
        let named = [(&self.by_id, stay.placement), (&self.by_episode, stay.id)];
        for (index, key) in named {
            let mut found = self.under(index, key).peekable();
            if found.peek().is_some() {
                return the_only(found);
            }
        }
        let child = Some(stay.episode.child);
        for (index, key) in [(&self.by_period, stay.period), (&self.by_child, child)] {
            let began = stay.episode.start;
            let found = self.under(index, key).filter(|p| p.holds(began));
            let mut found = found.peekable();
            if found.peek().is_some() {
                return the_only(found);
            }
        }
        None
    }

    fn under<'p>(
        &'p self,
        index: &'p [(ChildKey, usize)],
        key: Option<ChildKey>,
    ) -> impl Iterator<Item = &'p Placed> {
        let from = key.map_or(index.len(), |key| {
            index.partition_point(|(own, _)| *own < key)
        });
        let rest = index.get(from..).unwrap_or_default().iter();
        rest.take_while(move |(own, _)| Some(*own) == key)
            .filter_map(|(_, at)| self.all.get(*at))
    }
}

/// The first of placements that say the same; none where they differ.
fn the_only<'p>(mut found: impl Iterator<Item = &'p Placed>) -> Option<&'p Placed> {
    let first = found.next()?;
    let same = |other: &Placed| {
        let of = |p: &Placed| (p.place, p.provider, p.post, p.urn, p.end, p.unread);
        of(first) == of(other) && first.miles == other.miles
    };
    found.all(same).then_some(first)
}

impl Placed {
    /// Whether it may have held a child on the day an episode began; on its last day, the next does.
    fn holds(&self, day: Day) -> bool {
        let began = self.start.judge(|start| start <= day);
        let goes_on = self.end.judge_or(true, |end| end > day);
        began != Some(false) && goes_on != Some(false)
    }
}

impl Episode {
    /// Takes what is known of its placement; where that is not found, nothing of it is known.
    fn place_in(&mut self, placed: Option<&Placed>) {
        let Some(placed) = placed else {
            for column in [
                EpisodeColumn::Place,
                EpisodeColumn::Provider,
                EpisodeColumn::ReasonPlaceChange,
                EpisodeColumn::Location,
                EpisodeColumn::Distance,
            ] {
                self.unread.set(column, true);
            }
            return;
        };
        for column in [
            EpisodeColumn::Place,
            EpisodeColumn::Provider,
            EpisodeColumn::Distance,
        ] {
            self.unread.set(column, placed.unread.has(column));
        }
        self.place = placed.place;
        self.provider = placed.provider;
        self.place_post = placed.post;
        self.urn = placed.urn;
        self.miles = placed.miles;
        // The return has the reason at the episode with which the placement ended.
        if self.end.is_some() && placed.end.read() == self.end {
            let reason = EpisodeColumn::ReasonPlaceChange;
            self.reason_changed = placed.reason_changed;
            self.unread.set(reason, placed.unread.has(reason));
        }
    }
}

/// The legal status of a child on the day an episode began, the one that began last among several.
/// None where none is known, or where some are series of short breaks and others are not.
fn status_on(statuses: &[Status], episode: &Episode) -> Option<Token> {
    const SERIES: [Token; 2] = [Token::of("V3"), Token::of("V4")];
    let from = statuses.partition_point(|status| status.child < episode.child);
    let own = statuses.get(from..).unwrap_or_default().iter();
    let own = own.take_while(|status| status.child == episode.child);
    let holds = |status: &&Status| {
        let began = status.start.judge(|start| start <= episode.start);
        let goes_on = status.end.judge_or(true, |end| end > episode.start);
        began != Some(false) && goes_on != Some(false)
    };
    let held: Vec<&Status> = own.filter(holds).collect();
    let codes: Option<Vec<Token>> = held.iter().map(|status| status.code).collect();
    let in_series = codes?.iter().filter(|code| SERIES.contains(code)).count();
    let last = held.iter().max_by_key(|status| status.start.read())?;
    (in_series == 0 || in_series == held.len()).then_some(last.code)?
}

impl Reading<'_> {
    fn stay(&mut self, row: &impl Cells) -> Result<Option<Stay>, Lost> {
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
    fn placed(&mut self, row: &impl Cells) -> Option<Placed> {
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
    fn status(&mut self, row: &impl Cells) -> Result<Option<Status>, Lost> {
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
    fn known_person(&mut self, row: &impl Cells) -> Result<Person, Lost> {
        let child = self.child(row.cell(0))?;
        let born = self.day(filled(row.cell(1)), Dated::Born, (&rule::DOB, "dob"));
        Ok(Person {
            child,
            born: born.read().map(Born),
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
