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
use super::left_out::{LeftOutRows, incomplete};
use super::log_match::LogMatch;
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
    /// The years whose return does not go on from the one before.
    pub(super) apart: BTreeSet<i16>,
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
            apart: BTreeSet::new(),
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
    /// How a log of return interviews fits the incidents.
    pub(super) log: Option<LogMatch>,
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

    /// The measures that have no value because too much of what they need is left out.
    pub(super) fn left_out(&self) -> Vec<&'static str> {
        let cells = self.cells.iter();
        let left_out = cells.filter(|(_, cell)| cell.value == Err(Absence::LeftOut));
        left_out.map(|(indicator, _)| *indicator).collect()
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
pub(super) fn fault_of(tables: &Return, year: i16) -> Option<String> {
    let fault = fault_of_tables(tables).map(str::to_owned);
    fault.or_else(|| fault_of_year(tables.episodes.as_deref().unwrap_or_default(), year))
}

/// Says of a return of whose episodes most have no day in its year which year it may be of.
fn fault_of_year(episodes: &[Episode], year: i16) -> Option<String> {
    let touching = |year: i16| {
        let (first, last) = (Day::first_of(year), Day::census(year));
        let touches = |e: &&Episode| e.start <= last && e.end.is_none_or(|end| end >= first);
        episodes.iter().filter(touches).count()
    };
    if episodes.is_empty() || touching(year) * 2 >= episodes.len() {
        return None;
    }
    let near = year - 10..=year + 10;
    let fits = near.max_by_key(|other| (touching(*other), -(other - year).abs()))?;
    let better = touching(fits) * 2 > episodes.len();
    Some(if better {
        format!("most of its episodes have no day in that year: they are those of {fits}")
    } else {
        "most of its episodes have no day in that year".to_owned()
    })
}

/// Why nothing can be measured from tables, whatever their year.
fn fault_of_tables(tables: &Return) -> Option<&'static str> {
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
    None
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
    let two = joined_to(inputs, &returns.years, 2, findings);
    let three = joined_to(inputs, &returns.years, 3, &mut Findings::default());
    let view = YearView::new(year, tables, two.as_deref(), three.as_deref());
    let beside = Beside::of(tables, returns, &view, year);
    let left_out = LeftOutRows::of(&view, tables, &returns.any_year);
    let incomplete = [0, 1, 2].map(|before| {
        let earlier = returns.years.get(&(year - before));
        earlier.map(incomplete).unwrap_or_default()
    });
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
        rows: [tables, &returns.any_year],
        left_out: &left_out,
        incomplete: &incomplete,
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
    let log = view.has_incidents.then_some(left_out.log);
    if left_out.census.is_too_much() {
        return Outcome {
            cells,
            log,
            ..Outcome::default()
        };
    }
    let census = Census::of(&level, inputs.authority);
    let groups = inputs.wanted.extent == Extent::Groups;
    Outcome {
        cells,
        log,
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
    if count.left.is_too_much() {
        return Cell {
            value: Err(Absence::LeftOut),
            source: SourceKind::ChildLevel,
            left: count.left,
            ..blank
        };
    }
    let value = match count.denominator {
        Some(n) => ratio(count.numerator, n, scale),
        None => Ok(count.numerator),
    };
    Cell {
        left: count.left,
        known_only: count.known_only,
        numerator: Some(count.numerator),
        denominator: count.denominator,
        value,
        source: SourceKind::ChildLevel,
        notes: count.note.into_iter().map(Into::into).collect(),
        children: count.children,
        design_effect: count.design_effect,
        ..blank
    }
}

/// The joined episodes of a year and those before it, where every return is there.
fn joined_to(
    inputs: &Inputs<'_>,
    years: &BTreeMap<i16, Return>,
    count: i16,
    findings: &mut Findings,
) -> Option<Vec<Episode>> {
    let year = inputs.year;
    if (year + 2 - count..=year).any(|later| inputs.apart.contains(&later)) {
        return None;
    }
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
        // Whoever numbers children otherwise says nothing of these.
        let of_these = |all: &&Vec<Interview>| {
            all.is_empty() || all.iter().any(|i| view.child(i.child).is_some())
        };
        let own = tables.interviews.as_ref().filter(of_these);
        Self {
            interviews: both(own, interviews, |i| (i.child, i.missing_since)),
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
    let own = tables.interviews.as_deref().unwrap_or_default();
    // Where all are other children's, none of them is used.
    for interview in level.interviews.unwrap_or(own) {
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
