//! One authority's year: from its returns to its cells.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::authority::AuthorityId;
use crate::care::{YearView, joined};
use crate::config::Configuration;
use crate::diagnostic::Code;
use crate::indicator::Definition;
use crate::measure::{Absence, Cell, Computation, Figures, Repertoire, SourceKind, ratio};
use crate::source::published::Location;
use crate::source::ssda903::{
    AuthorityReturns, ChildKey, Episode, Findings, Interview, Nationality, Notification, Return,
    TableKind, rule,
};
use crate::source::{Accommodation, Dataset, Day, Sector, Symbol};

use super::breakdown::Breakdowns;
use super::census::Census;
use super::formula::{ChildLevel, Count};
use super::missing_incident::{begun_on, missing_incidents};
use super::{Extent, Wanted};

/// What a year is computed with, besides the returns.
pub(super) struct Inputs<'d> {
    configuration: &'d Configuration,
    code: Arc<str>,
    authority: AuthorityId,
    year: i16,
    wanted: Wanted<'d>,
    pub(super) homes: Option<f64>,
    vacancies: Option<f64>,
}

impl<'d> Inputs<'d> {
    pub(super) fn new(
        dataset: &'d Dataset,
        configuration: &'d Configuration,
        authority: AuthorityId,
        year: i16,
        wanted: Wanted<'d>,
    ) -> Self {
        let register = &dataset.register;
        let code = register.code_in(authority, year);
        let own_homes = dataset.capacity.iter().filter(|(_, c)| {
            c.authority == authority
                && c.year == year
                && c.accommodation == Accommodation::ChildrensHome
                && c.sector == Sector::Own
        });
        let vacancies: Vec<f64> = own_homes.filter_map(|(_, c)| c.vacancies).collect();
        Self {
            configuration,
            code: code.unwrap_or(&register.authority(authority).code).into(),
            authority,
            year,
            wanted,
            homes: None,
            vacancies: (!vacancies.is_empty()).then(|| vacancies.iter().sum()),
        }
    }
}

/// What a year gave.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    cells: Vec<(&'static str, Cell)>,
    /// None without data.
    census: Option<Census>,
    breakdowns: Option<Breakdowns>,
}

impl Outcome {
    /// A year of which there is a return, but no data.
    pub(super) fn no_data(code: &Arc<str>, repertoire: &Repertoire) -> Self {
        let cells = repertoire
            .computed()
            .filter(|(_, computation)| computation.children.is_some())
            .map(|(d, _)| (d.code, super::cell(code, &Arc::default())))
            .collect();
        Self {
            cells,
            ..Self::default()
        }
    }

    /// Why measures have no value, where that is for want of an input.
    pub(super) fn not_available(&self) -> impl Iterator<Item = Code> {
        const NOT_AVAILABLE: Absence = Absence::Symbol(Symbol::NotAvailable);
        let told_by = [
            ("placed-outside", Code::LocationUnknown),
            ("same-carer-two-years", Code::EarlierReturnAbsent),
        ];
        let is_lacking = |indicator: &str| {
            let mut cells = self.cells.iter();
            cells.any(|(code, cell)| *code == indicator && cell.value == Err(NOT_AVAILABLE))
        };
        let lacking = told_by
            .into_iter()
            .filter(move |(code, _)| is_lacking(code));
        lacking.map(|(_, why)| why)
    }

    /// Adds everything to the measures.
    pub(super) fn keep(self, year: i16, authority: AuthorityId, measures: &mut Figures) {
        for (indicator, cell) in self.cells {
            measures.insert(year, indicator, Location::Authority(authority), cell);
        }
        if let Some(census) = self.census {
            measures.censuses.insert((year, authority), census);
        }
        if let Some(breakdowns) = self.breakdowns {
            measures.breakdowns.insert((year, authority), breakdowns);
        }
    }
}

/// The most rows of a year's table that can be one child's: three a day are more than any has.
const MOST_OF_A_CHILD: usize = 1_000;

/// Whether a table in order of child has more rows of one than can be.
fn has_too_many<T>(rows: &[T], child: impl Fn(&T) -> ChildKey) -> bool {
    let mut runs = rows.windows(MOST_OF_A_CHILD + 1);
    runs.any(|run| run.first().map(&child) == run.last().map(&child))
}

/// Why nothing can be measured from a return whose tables are sorted.
pub(super) fn fault_of(tables: &Return, year: i16) -> Option<&'static str> {
    let (first, last) = (Day::first_of(year), Day::census(year));
    let Some(episodes) = &tables.episodes else {
        return Some("it has no table of episodes");
    };
    if tables.rows_of(TableKind::Episodes) == 0 {
        let any_child = tables
            .people
            .as_ref()
            .is_some_and(|people| !people.is_empty());
        return any_child.then_some("its header has children, but its table of episodes no row");
    }
    if episodes.is_empty() {
        return Some("no row of its episodes can be read");
    }
    if has_too_many(episodes, |e| e.child) {
        return Some(
            "more than 1,000 of its episodes are of one CHILD, so that this does not tell children apart",
        );
    }
    if has_too_many(tables.absences.as_deref().unwrap_or_default(), |a| a.child) {
        return Some(
            "more than 1,000 of its incidents are of one CHILD, so that this does not tell children apart",
        );
    }
    let in_year = |e: &Episode| e.start <= last && e.end.is_none_or(|end| end >= first);
    (!episodes.iter().any(in_year)).then_some("none of its episodes lies in the year")
}

/// Computes a year's cells and breakdowns.
pub(super) fn compute(
    inputs: &Inputs<'_>,
    returns: &AuthorityReturns,
    findings: &mut Findings,
) -> Outcome {
    let year = inputs.year;
    let Some(tables) = returns.years.get(&year) else {
        return Outcome::default();
    };
    let two = joined_to(&returns.years, year, 2, findings);
    let three = joined_to(&returns.years, year, 3, &mut Findings::default());
    let view = YearView::new(year, tables, two.as_deref(), three.as_deref());
    let beside = Beside::of(tables, returns, &view, year);
    let interviews = beside.interviews.as_deref();
    let missing = missing_incidents(&view, interviews.unwrap_or_default());
    let level = ChildLevel {
        view: &view,
        settings: &inputs.configuration.measures,
        recording: &inputs.configuration.recording,
        homes: inputs.homes,
        vacancies: inputs.vacancies,
        interviews,
        missing: &missing,
        notifications: beside.notifications.as_deref(),
        notified_years: &beside.notified_years,
        has_two_returns: two.is_some(),
        has_three_returns: three.is_some(),
        columns: &beside.columns,
        nationalities: beside.nationalities.as_deref(),
    };
    check_interviews(&level, tables, findings);
    check_notifications(&view, tables, findings);
    let files: Arc<[usize]> = tables.files.iter().copied().collect();
    let cell = |(definition, computation): (&Definition, &Computation)| {
        let cell = counted((definition, computation), &level, inputs, &files)?;
        Some((definition.code, cell))
    };
    let computed = inputs.wanted.repertoire.computed();
    let cells = computed.filter_map(cell).collect();
    let census = Census::of(&level, inputs.authority);
    let groups = inputs.wanted.extent == Extent::Groups;
    Outcome {
        cells,
        breakdowns: groups.then(|| Breakdowns::of(&level, &census, inputs.authority)),
        census: Some(census),
    }
}

fn counted(
    (definition, computation): (&Definition, &Computation),
    level: &ChildLevel<'_>,
    inputs: &Inputs<'_>,
    files: &Arc<[usize]>,
) -> Option<Cell> {
    let formula = computation.children?;
    let blank = super::cell(&inputs.code, files);
    match formula(level) {
        Ok(count) => Some(cell_of(definition, count, blank)),
        Err(Absence::NoData)
            if level.view.has_incidents || definition.domain != "missing-incidents" =>
        {
            None
        }
        Err(absence) => Some(Cell {
            value: Err(absence),
            ..blank
        }),
    }
}

/// A count as a cell.
pub(super) fn cell_of(definition: &Definition, count: Count, blank: Cell) -> Cell {
    let scale = definition.unit.scale();
    let value = match count.denominator {
        Some(n) => ratio(count.numerator, n, scale),
        None => Ok(count.numerator),
    };
    Cell {
        numerator: Some(count.numerator),
        denominator: count.denominator,
        value,
        source: SourceKind::ChildLevel,
        notes: count.note.into_iter().collect(),
        children: count.children,
        design_effect: count.design_effect,
        ..blank
    }
}

/// The joined episodes of a year and those before it, where every return is there.
fn joined_to(
    years: &BTreeMap<i16, Return>,
    year: i16,
    count: i16,
    findings: &mut Findings,
) -> Option<Vec<Episode>> {
    let returns: Option<Vec<(i16, &[Episode])>> = (year + 1 - count..=year)
        .map(|y| Some((y, years.get(&y)?.episodes.as_deref()?)))
        .collect();
    Some(joined(&returns?, findings))
}

/// The tables beside the return: those of the year's folder with those that name no year.
struct Beside {
    interviews: Option<Vec<Interview>>,
    notifications: Option<Vec<Notification>>,
    notified_years: Vec<i16>,
    nationalities: Option<Vec<Nationality>>,
    /// Columns that may lack, as far as any file of the year has them.
    columns: BTreeSet<&'static str>,
}

/// The column of why a child is placed outside, in a record of notifications.
const OUT_REASON: &str = "out_reason";

impl Beside {
    fn of(tables: &Return, returns: &AuthorityReturns, view: &YearView<'_>, year: i16) -> Self {
        let any = &returns.any_year;
        let of_any = |i: &Interview| {
            let child = view.child(i.child);
            child.is_some_and(|c| c.missing().any(|m| m.start == i.missing_since))
        };
        let interviews = any.interviews.as_ref().filter(|all| all.iter().any(of_any));
        let notified_years = notified_years(returns);
        let notifications = notified_years
            .contains(&year)
            .then(|| notifications(returns, year));
        let of_any = any
            .notifications
            .as_deref()
            .is_some_and(|n| is_about(n, year));
        let mut columns = tables.columns.clone();
        let of_interviews = |column: &&&str| **column != OUT_REASON;
        if interviews.is_some() {
            columns.extend(any.columns.iter().filter(of_interviews));
        }
        if of_any && any.columns.contains(OUT_REASON) {
            columns.insert(OUT_REASON);
        }
        Self {
            interviews: both(tables.interviews.as_ref(), interviews, |i| {
                (i.child, i.missing_since)
            }),
            notifications,
            notified_years,
            nationalities: both(
                tables.nationalities.as_ref(),
                any.nationalities.as_ref(),
                |n| (n.child, !n.recorded),
            ),
            columns,
        }
    }
}

/// A table that names no year speaks of one if any of its rows does.
fn is_about(rows: &[Notification], year: i16) -> bool {
    let (first, last) = (Day::first_of(year), Day::census(year));
    rows.iter().any(|n| n.start >= first && n.start <= last)
}

/// The years of which an authority gave a record of notifications.
fn notified_years(returns: &AuthorityReturns) -> Vec<i16> {
    let any = returns.any_year.notifications.as_deref();
    let years = returns.years.iter().filter(|(year, tables)| {
        tables.notifications.is_some() || any.is_some_and(|rows| is_about(rows, **year))
    });
    years.map(|(year, _)| *year).collect()
}

/// Every notification that an authority recorded, those of a year's own file first among those of
/// one episode: a placement that goes on was notified in the year it began.
fn notifications(returns: &AuthorityReturns, year: i16) -> Vec<Notification> {
    let own = returns.years.get(&year);
    let others = returns.years.iter().rev().filter(|(y, _)| **y != year);
    let all = own
        .into_iter()
        .chain([&returns.any_year])
        .chain(others.map(|(_, tables)| tables));
    let mut rows: Vec<Notification> = all
        .filter_map(|tables| tables.notifications.as_ref())
        .flatten()
        .cloned()
        .collect();
    rows.sort_by_key(|n| (n.child, n.start));
    rows
}

fn both<T: Clone, K: Ord>(
    of_year: Option<&Vec<T>>,
    of_any: Option<&Vec<T>>,
    key: impl Fn(&T) -> K,
) -> Option<Vec<T>> {
    let mut all: Vec<T> = match (of_year, of_any) {
        (None, None) => return None,
        (year, any) => year.into_iter().chain(any).flatten().cloned().collect(),
    };
    all.sort_by_key(key);
    Some(all)
}

/// Interviews held before the child returned, and those that belong to no incident.
fn check_interviews(level: &ChildLevel<'_>, tables: &Return, findings: &mut Findings) {
    let (first, last) = (Day::first_of(level.year()), Day::census(level.year()));
    for missing in level.missing {
        for interview in missing.interviews {
            let early = interview
                .held_on
                .read()
                .zip(missing.incident.end.read())
                .is_some_and(|(held, end)| held < end);
            if early {
                findings.note(&rule::INTERVIEW_EARLY, interview.origin);
            }
        }
    }
    for interview in level.interviews.unwrap_or_default() {
        let since = interview.missing_since;
        let file = usize::try_from(interview.origin.file).unwrap_or(usize::MAX);
        let of_year = (since >= first && since <= last) || tables.files.contains(&file);
        if of_year && begun_on(level.missing, interview.child, since).is_empty() {
            findings.note(&rule::INTERVIEW_ALONE, interview.origin);
        }
    }
}

/// Notifications of the year's own file that are about no episode of it.
fn check_notifications(view: &YearView<'_>, tables: &Return, findings: &mut Findings) {
    for notification in tables.notifications.as_deref().unwrap_or_default() {
        let begins = |e: &Episode| e.start == notification.start;
        let child = view.child(notification.child);
        if !child.is_some_and(|c| c.episodes.iter().any(begins)) {
            findings.note(&rule::NOTIFICATION_ALONE, notification.origin);
        }
    }
}
