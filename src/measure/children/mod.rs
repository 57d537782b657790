//! Figures from child-level returns: authority by authority, so that memory holds one at a time.

mod beside;
mod breakdown;
mod census;
mod formula;
mod hosting;
mod interviews;
mod left_out;
mod log_match;
mod missing_incident;
mod mix;
mod placed;
mod profile;
mod usable;
mod year;

pub use breakdown::{
    AuthorityKey, Breakdowns, Distance, HostCount, Incidents, SideCounts, UascCounts,
};
pub(super) use census::Census;
pub(super) use formula::number as count;
pub use formula::{ChildFormula, ChildLevel, Count, Counted};
pub use interviews::InterviewCounts;
pub(super) use interviews::{in_three_days, was_offered};
pub use left_out::{Left, LeftOutRows};
pub use log_match::LogMatch;
pub use missing_incident::MissingIncident;
pub use mix::{DistanceBand, DurationBand, Mix, PlacementGroup, Side};
pub(super) use placed::{began_while_placed, placed_in_year};
pub use profile::{GroupOf, Profile};

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::authority::AuthorityId;
use crate::care::goes_on;
use crate::config::Configuration;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::source::ssda903::{AuthorityReturns, check, locate, rule};
use crate::source::words::{Sighting, Watch};
use crate::source::{Dataset, Postcodes};

use super::compute::HomePlaces;
use super::{Cell, Figures, Repertoire};
use year::{Inputs, Outcome};

/// How much of child-level returns is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// What measures and scores need.
    Measures,
    /// Also the tables by group that reports print.
    Groups,
}

/// Which indicators are computed, and what else is counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'r> {
    pub(super) repertoire: &'r Repertoire,
    pub(super) extent: Extent,
}

/// What every authority is computed with.
struct Common<'d> {
    dataset: &'d Dataset,
    /// To be like this one are the lists of what is wrong.
    diagnostics: Diagnostics,
    configuration: &'d Configuration,
    wanted: Wanted<'d>,
    postcodes: Option<Postcodes>,
    homes: BTreeMap<i16, HomePlaces>,
    /// What authorities' words hold that could be a child's.
    watch: Watch,
}

/// What one authority gave besides measures.
struct AuthorityOutcome {
    /// Years of which measures are not available, and why.
    not_available: Vec<(i16, Code)>,
    rows: BTreeMap<(i16, &'static str), usize>,
    sightings: BTreeSet<(usize, u64, Sighting)>,
    diagnostics: Diagnostics,
}

/// Adds every measure that child-level returns give.
pub(super) fn add(
    measures: &mut Figures,
    dataset: &Dataset,
    configuration: &Configuration,
    wanted: Wanted<'_>,
    diagnostics: &mut Diagnostics,
) {
    if dataset.returns.is_empty() {
        return;
    }
    let years = dataset.years();
    let common = Common {
        dataset,
        diagnostics: diagnostics.alike(),
        configuration,
        wanted,
        postcodes: postcodes(dataset, &years, diagnostics),
        homes: homes(dataset, measures, &years),
        watch: Watch::of(&dataset.words),
    };
    // Every authority adds its own cells, so that their order tells nothing.
    let into = Mutex::new(&mut *measures);
    let outcomes: Vec<AuthorityOutcome> = dataset
        .returns
        .authorities()
        .into_par_iter()
        .map(|authority| common.authority(authority, &into))
        .collect();
    let mut not_available: BTreeMap<(i16, Code), usize> = BTreeMap::new();
    let mut sightings = BTreeSet::new();
    for outcome in outcomes {
        for lacking in outcome.not_available {
            *not_available.entry(lacking).or_default() += 1;
        }
        diagnostics.append(outcome.diagnostics);
        sightings.extend(outcome.sightings);
        for (table, rows) in outcome.rows {
            *measures.child_level_rows.entry(table).or_default() += rows;
        }
    }
    diagnostics.extend(sightings.into_iter().map(|(file, line, sighting)| {
        let name = dataset.files.get(file).map_or("", |f| f.name.as_str());
        sighting.diagnostic(name, line)
    }));
    diagnostics.extend(said_not_available(not_available));
    hosting::exchange(measures, dataset);
}

fn homes(dataset: &Dataset, measures: &Figures, years: &[i16]) -> BTreeMap<i16, HomePlaces> {
    let of = |year: &i16| HomePlaces::of(dataset, *year, measures.authorities(*year));
    let homes = years.iter().filter_map(|year| Some((*year, of(year)?)));
    homes.collect()
}

/// Says once for each year of how many returns measures are not available, and why.
fn said_not_available(lacking: BTreeMap<(i16, Code), usize>) -> Vec<Diagnostic> {
    let said = lacking.into_iter().map(|((year, code), count)| match code {
        Code::LocationUnknown => {
            let returns = if count == 1 { "1 return gives".to_owned() } else { format!("{count} returns give") };
            let message = format!("{year}: {returns} no PL_LOCATION and there is no postcode directory to derive it from; measures of placements outside are not available");
            Diagnostic::notice(code, message)
                .help("export PL_LA, PL_LOCATION and PL_DISTANCE with the episodes, or add the ONS Postcode Directory (from the Open Geography portal of the Office for National Statistics)")
        }
        code => {
            let message = format!("{year}: of {count} authorities the returns of the two years before are not all there; measures over two years are not available");
            Diagnostic::notice(code, message).help("add the earlier returns")
        }
    });
    said.collect()
}

fn postcodes(dataset: &Dataset, years: &[i16], diagnostics: &mut Diagnostics) -> Option<Postcodes> {
    let file = dataset.postcodes.as_ref()?;
    match Postcodes::read(file, &dataset.register, years) {
        Ok(postcodes) => {
            diagnostics.extend(postcode_problems(&postcodes, &file.name));
            Some(postcodes)
        }
        Err(error) => {
            let message = format!("this file cannot be read to its end: {error}");
            diagnostics.push(
                Diagnostic::error(Code::UnreadableFile, message)
                    .at(Place::file(&file.name))
                    .help("download the postcode directory again"),
            );
            None
        }
    }
}

fn postcode_problems(postcodes: &Postcodes, file: &str) -> Vec<Diagnostic> {
    let warning = |message: String| {
        Diagnostic::warning(Code::RowLeftOut, message)
            .at(Place::file(file))
            .help("compare the directory with the one that was downloaded")
    };
    let unread = match postcodes.unread {
        _ if postcodes.is_empty() => Some(
            "no row of the postcode directory can be read: no place is derived from it".to_owned(),
        ),
        0 => None,
        rows => Some(format!(
            "{rows} rows of the postcode directory have no postcode that can be read; they are left out"
        )),
    };
    let contradictory = (postcodes.contradictory > 0).then(|| {
        format!(
            "{} postcodes stand in the areas of several authorities; of each the one whose code stands first in the file is used",
            postcodes.contradictory
        )
    });
    unread
        .into_iter()
        .chain(contradictory)
        .map(warning)
        .collect()
}

/// Rows used, by year and table.
fn rows_of(returns: &AuthorityReturns) -> BTreeMap<(i16, &'static str), usize> {
    let rows = returns.years.iter().flat_map(|(year, tables)| {
        let counts = tables.row_counts().into_iter();
        counts.map(|(table, rows)| ((*year, table), rows))
    });
    rows.collect()
}

impl Common<'_> {
    /// Adds the measures of an authority's returns.
    fn authority(&self, authority: AuthorityId, into: &Mutex<&mut Figures>) -> AuthorityOutcome {
        let register = &self.dataset.register;
        let mut returns = self.dataset.returns.of(authority, register);
        let mut diagnostics = self.diagnostics.alike();
        diagnostics.append(std::mem::take(&mut returns.diagnostics));
        let mut findings = std::mem::take(&mut returns.findings);
        let tables = returns.years.values().chain([&returns.any_year]);
        let aside = tables.clone().filter_map(|t| t.set_aside.as_deref());
        let sightings = tables.chain(aside).flat_map(|t| self.watch.sightings(t));
        let sightings = sightings.collect();
        diagnostics.extend(self.two_tables(authority, &returns.twice));
        diagnostics.extend(self.drop_unreadable(authority, &mut returns));
        let unusable = self.drop_unusable(authority, &mut returns.years, &mut diagnostics);
        for (year, tables) in &mut returns.years {
            if let Some(episodes) = &mut tables.episodes {
                let postcodes = self.postcodes.as_ref();
                locate(episodes, authority, *year, postcodes, &mut findings);
            }
            check(tables, *year, &mut findings);
        }
        let apart = apart(&returns);
        diagnostics.extend(apart.iter().map(|year| self.not_joined(authority, *year)));
        let mut not_available = Vec::new();
        let mut without = Vec::new();
        let mut keep = |year: i16, outcome: Outcome| {
            without.extend(self.without_figures(authority, year, &outcome));
            let told = apart.contains(&year) || apart.contains(&(year - 1));
            let lacking = outcome.not_available();
            let untold = lacking.filter(|why| !told || *why != Code::EarlierReturnAbsent);
            not_available.extend(untold.map(|why| (year, why)));
            let mut measures = into.lock().unwrap_or_else(PoisonError::into_inner);
            outcome.keep(year, authority, &mut measures);
        };
        for year in returns.years.keys().copied() {
            let (dataset, configuration) = (self.dataset, self.configuration);
            let mut inputs = Inputs::new(dataset, configuration, authority, year, self.wanted);
            inputs.apart.clone_from(&apart);
            inputs.homes = self
                .homes
                .get(&year)
                .and_then(|homes| homes.places_of(authority));
            keep(year, year::compute(&inputs, &returns, &mut findings));
        }
        for year in unusable {
            keep(
                year,
                Outcome::no_data(&self.code(authority, year), self.wanted.repertoire),
            );
        }
        diagnostics.extend(without);
        diagnostics.extend(self.left_out(authority, &findings));
        findings.tell(&self.dataset.returns.files, &mut diagnostics);
        AuthorityOutcome {
            not_available,
            rows: rows_of(&returns),
            sightings,
            diagnostics,
        }
    }

    fn code(&self, authority: AuthorityId, year: i16) -> Arc<str> {
        let register = &self.dataset.register;
        let code = register.code_in(authority, year);
        code.unwrap_or(&register.authority(authority).code).into()
    }

    /// Says which measures of a year have no figure since too many rows are left out.
    fn without_figures(
        &self,
        authority: AuthorityId,
        year: i16,
        outcome: &Outcome,
    ) -> Option<Diagnostic> {
        let measures = outcome.left_out();
        let name = &self.dataset.register.authority(authority).name;
        let log = outcome.log.filter(|log| log.is_of_others());
        let of_log = log.map_or_else(String::new, |log| {
            format!(
                "; of the rows of the log of return interviews {} name a child of the return and {} of these fit a missing incident, {} name another",
                log.own, log.matching, log.others
            )
        });
        let numbers = "give the log the CHILD and the MIS_START of the return";
        (!measures.is_empty()).then(|| {
            let message = format!(
                "{name}, {year}: {} measures have no figure, since over 1 in 20 of the rows they are counted from cannot be read or name no child of the return{of_log}: {}",
                measures.len(),
                measures.join(", ")
            );
            let correct = "correct the cells that the messages about this return name, in the case management system or the spreadsheet, and export the table again";
            Diagnostic::warning(Code::RowLeftOut, message)
                .help(if log.is_some() { numbers } else { correct })
        })
    }

    fn not_joined(&self, authority: AuthorityId, year: i16) -> Diagnostic {
        let name = &self.dataset.register.authority(authority).name;
        let message = format!(
            "{name}: of the children in care on 1 April {} fewer than nine tenths stand in the return for {} under the same CHILD; the two returns are not joined, and measures over years are not available",
            year - 1,
            year - 1
        );
        Diagnostic::warning(Code::ReturnsNotJoined, message)
            .expected("one CHILD for a child in both returns")
            .help("where a new case management system numbers children anew, export the earlier returns from it again")
    }

    fn left_out(
        &self,
        authority: AuthorityId,
        findings: &crate::source::ssda903::Findings,
    ) -> Option<Diagnostic> {
        let count = findings.left_out();
        let closed = findings.count(&rule::NOT_CONTINUED);
        let name = &self.dataset.register.authority(authority).name;
        (count > 0).then(|| {
            let closed = if closed > 0 {
                format!("; {closed} episodes are taken to end on 1 April, since the next return lacks them")
            } else {
                String::new()
            };
            let message = format!("{name}: {count} rows could not be read and are left out{closed}");
            Diagnostic::warning(Code::RowLeftOut, message)
                .help("`check` lists them with line and rule")
        })
    }
}

/// The years whose return does not go on from the one before.
fn apart(returns: &AuthorityReturns) -> BTreeSet<i16> {
    let years = returns.years.iter().filter_map(|(year, tables)| {
        let before = returns.years.get(&(year - 1))?.episodes.as_deref()?;
        let after = tables.episodes.as_deref()?;
        (!goes_on(before, after, *year)).then_some(*year)
    });
    years.collect()
}

/// A cell from a return.
fn cell(code: &Arc<str>, files: &Arc<[usize]>) -> Cell {
    Cell {
        files: Arc::clone(files),
        ..Cell::absent(Arc::clone(code), super::SourceKind::ChildLevel)
    }
}
