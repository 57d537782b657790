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
use crate::source::ssda903::{AuthorityReturns, Episode, Findings, Return, Token};
use crate::source::{Accommodation, Dataset, Sector, Symbol};

use super::beside::{Beside, check_interviews, check_notifications};
use super::breakdown::Breakdowns;
use super::census::Census;
use super::formula::{ChildLevel, Count};
use super::left_out::{LeftOutRows, incomplete};
use super::log_match::LogMatch;
use super::missing_incident::missing_incidents;
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
    let beside = Beside::of(tables, returns, &view, &inputs.apart);
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
        notified_otherwise: &beside.notified_otherwise,
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
    let mut episodes = joined(&returns?, findings);
    keep_what_all_have(&mut episodes, years.range(year + 1 - count..=year));
    Some(episodes)
}

/// Keeps of the columns by which placements are compared those that every return has: one that a return
/// has not would make each placement another one.
fn keep_what_all_have<'r>(
    episodes: &mut [Episode],
    returns: impl Iterator<Item = (&'r i16, &'r Return)> + Clone,
) {
    let is_lacking = |column| {
        returns
            .clone()
            .any(|(_, tables)| !tables.columns.contains(column))
    };
    let lacking = ["place_provider", "pl_post", "urn"].map(is_lacking);
    if lacking == [false; 3] {
        return;
    }
    for episode in episodes {
        let compared = [
            &mut episode.provider,
            &mut episode.place_post,
            &mut episode.urn,
        ];
        for (cell, _) in compared
            .into_iter()
            .zip(lacking)
            .filter(|(_, lacks)| *lacks)
        {
            *cell = Token::BLANK;
        }
    }
}
