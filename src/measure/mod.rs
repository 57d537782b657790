//! Measures: for an authority, a year and an indicator the count, what it is a share of, and the
//! value, or the reason there is none. One file per domain of indicators.

mod cells;
pub mod children;
mod compute;
mod context;
mod definition;
mod given;
mod higher_count;
mod missing;
mod national;
mod out_of_area;
mod recording;
mod recording_funnels;
mod sampling;
mod selection;
mod stability;
mod sufficiency;
mod tally;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use crate::authority::AuthorityId;
use crate::source::Symbol;
use crate::source::published::Location;

use cells::Cells;
pub use children::Extent;
pub use context::CLA_AT_31_MARCH;
pub use definition::{Definition, Formula, Numerator, Unit, definition, definitions};
pub use missing::{CHILDREN_MISSING, INCIDENT_RATE, counts_incidents, kept_apart};
pub use national::National;
pub use recording::{Flag, Flagged};
pub use recording_funnels::Recording;
pub use sampling::{Distribution, Root, Sampled, Share, sampled};
pub use selection::SourceKinds;
pub use sufficiency::definition_changed;
pub use tally::{Counts, Tally, factor, kind};

/// Why a measure has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Absence {
    /// The source prints a symbol in its place; a denominator of 0 is [`Symbol::NotApplicable`].
    Symbol(Symbol),
    /// No source has it.
    NoData,
}

impl Absence {
    /// Nothing to count it out of.
    pub const ZERO_DENOMINATOR: Self = Self::Symbol(Symbol::NotApplicable);

    /// As tables print it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Symbol(symbol) => symbol.as_str(),
            Self::NoData => "no-data",
        }
    }
}

impl Serialize for Absence {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl fmt::Display for Absence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Where a cell's counts come from. In the order of precedence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// A measures file of the dataset.
    Given,
    /// Child-level returns.
    ChildLevel,
    /// Published tables.
    Published,
    /// Added up here from the authorities' cells.
    Computed,
}

impl SourceKind {
    /// As tables print it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::ChildLevel => "child-level",
            Self::Published => "published",
            Self::Computed => "computed",
        }
    }
}

/// One measure of one place in one year.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The code the place was given or published under.
    pub code: Arc<str>,
    /// The count, if there is one.
    pub numerator: Option<f64>,
    /// What it is counted out of, if there is such a thing.
    pub denominator: Option<f64>,
    /// The value, or the reason there is none.
    pub value: Result<f64, Absence>,
    /// Where it comes from.
    pub source: SourceKind,
    /// The dataset's files it was taken from, numerator's first.
    pub files: Arc<[usize]>,
    /// What must be said beside it.
    pub notes: Vec<&'static str>,
    /// The children behind the numerator, where it counts something else, such as incidents.
    pub children: Option<f64>,
    /// Σm² / Σm, m being the incidents of each missing child, where child-level data give it.
    pub design_effect: Option<f64>,
    /// The authority's own count, where the police's is used in its place.
    pub own_count: Option<f64>,
    /// What is doubtful about how it was recorded.
    pub flags: Vec<Flagged>,
    /// Counts that are not shown, kept for sums over the nation.
    pub(crate) withheld: Option<(f64, Option<f64>)>,
}

impl Cell {
    /// A cell without data.
    #[must_use]
    pub fn absent(code: Arc<str>, source: SourceKind) -> Self {
        Self {
            code,
            numerator: None,
            denominator: None,
            value: Err(Absence::NoData),
            source,
            files: Arc::default(),
            notes: Vec::new(),
            children: None,
            design_effect: None,
            own_count: None,
            flags: Vec::new(),
            withheld: None,
        }
    }

    /// Replaces the figures by `c`. Both counts are kept for sums over the nation, which are
    /// rounded.
    pub(crate) fn withhold(&mut self, threshold: u64) {
        if self.value == Err(Absence::ZERO_DENOMINATOR) {
            return;
        }
        self.withhold_count();
        #[allow(clippy::cast_precision_loss, reason = "a small setting")]
        let few = |n: &f64| *n > 0.0 && *n <= threshold as f64;
        self.denominator = self.denominator.filter(|n| !few(n));
    }

    /// Replaces the value and the count by `c`, also those of a cell that does not apply.
    pub(crate) fn withhold_count(&mut self) {
        if let Some(x) = self.numerator.take() {
            self.withheld = Some((x, self.denominator));
        }
        self.value = Err(Absence::Symbol(Symbol::Confidential));
        self.children = None;
        self.design_effect = None;
        self.own_count = None;
        // Flags say something of the count; that nothing can be said of it they may.
        self.flags
            .retain(|f| f.flag == Flag::SuppressedUnverifiable);
    }

    /// Takes small counts out of the numbers behind flags.
    pub(crate) fn blur_flags(&mut self, threshold: u64) {
        #[allow(clippy::cast_precision_loss, reason = "a small setting")]
        let few = |n: f64| n > 0.0 && n <= threshold as f64 && n.fract() == 0.0;
        for flagged in &mut self.flags {
            if flagged.numbers.iter().any(|(_, n)| few(*n)) {
                flagged.numbers.clear();
            }
        }
    }

    /// The count as the authority recorded it.
    pub fn recorded(&self) -> Option<f64> {
        self.own_count.or(self.numerator)
    }

    /// Both counts, also where they are withheld.
    pub(crate) fn counts(&self) -> Option<(f64, f64)> {
        let (x, n) = self.known_counts()?;
        Some((x, n?))
    }

    /// The count and what it is out of, also where they are withheld.
    pub(crate) fn known_counts(&self) -> Option<(f64, Option<f64>)> {
        self.withheld
            .or_else(|| Some((self.numerator?, self.denominator)))
    }

    /// Whether a source has nothing to say here, so that another one may.
    fn is_silent(&self) -> bool {
        matches!(
            self.value,
            Err(Absence::NoData | Absence::Symbol(Symbol::NotAvailable))
        )
    }
}

/// The value of a count and what it is out of: `scale · x / n`, or not applicable where n is 0.
pub(crate) fn ratio(numerator: f64, denominator: f64, scale: f64) -> Result<f64, Absence> {
    if denominator == 0.0 {
        Err(Absence::ZERO_DENOMINATOR)
    } else {
        Ok(scale * numerator / denominator)
    }
}

/// What is measured, when and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MeasureKey {
    /// The year ending 31 March.
    pub year: i16,
    /// The indicator's code.
    pub indicator: Arc<str>,
    /// The place.
    pub location: Location,
}

impl MeasureKey {
    fn new(year: i16, indicator: &Arc<str>, location: &Location) -> Self {
        Self {
            year,
            indicator: Arc::clone(indicator),
            location: location.clone(),
        }
    }
}

/// All measures of a dataset.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Measures {
    cells: Cells,
    authorities: BTreeMap<i16, Vec<AuthorityId>>,
    codes: BTreeMap<(i16, AuthorityId), Arc<str>>,
    censuses: BTreeMap<(i16, AuthorityId), children::Census>,
    breakdowns: BTreeMap<(i16, AuthorityId), children::Breakdowns>,
    child_level_rows: BTreeMap<(i16, &'static str), usize>,
    /// Sums over the nation that would give away what is withheld.
    silent: BTreeSet<(i16, Arc<str>)>,
}

impl Measures {
    /// The cell that takes precedence: given before child-level before published.
    pub fn best(&self, year: i16, indicator: &str, location: &Location) -> Option<&Cell> {
        self.cells_at(year, indicator, location).first()
    }

    /// The cells of every kind of source, in order of precedence.
    pub fn cells_at(&self, year: i16, indicator: &str, location: &Location) -> &[Cell] {
        self.cells.at(year, indicator, location)
    }

    /// Says that a sum over the nation is not to be made, since it would give away what is withheld.
    pub(crate) fn silence(&mut self, year: i16, indicator: Arc<str>) {
        self.silent.insert((year, indicator));
    }

    /// Every cell with what it measures.
    pub(crate) fn each_mut(&mut self) -> impl Iterator<Item = (MeasureKey, &mut [Cell])> {
        self.cells.iter_mut()
    }

    /// Every cell that takes precedence, by year, indicator and place.
    pub fn iter(&self) -> impl Iterator<Item = (MeasureKey, &Cell)> {
        let all = self.cells.iter();
        all.filter_map(|(key, cells)| Some((key, cells.first()?)))
    }

    /// Rows of child-level returns that were used, by year and table, over all authorities.
    pub fn child_level_rows(&self) -> &BTreeMap<(i16, &'static str), usize> {
        &self.child_level_rows
    }

    /// The years that have any cell.
    pub fn years(&self) -> Vec<i16> {
        self.cells.years().collect()
    }

    /// The indicators that any place has a cell of in a year: those known here in the order of
    /// their domains, then others by code.
    pub fn indicators(&self, year: i16) -> Vec<Arc<str>> {
        let mut codes: Vec<Arc<str>> = self.cells.indicators(year).cloned().collect();
        let order = |code: &str| {
            definitions()
                .position(|d| d.code == code)
                .unwrap_or(usize::MAX)
        };
        codes.sort_by_cached_key(|code| (order(code), Arc::clone(code)));
        codes
    }

    /// The dataset's authorities of a year: those that have a row of that year in any input and
    /// existed on its 31 March, or all of the dataset's own. In order of the register.
    pub fn authorities(&self, year: i16) -> &[AuthorityId] {
        self.authorities.get(&year).map_or(&[], Vec::as_slice)
    }

    /// The code an authority goes by in a year: the one most of its cells were published under.
    pub fn code(&self, year: i16, authority: AuthorityId) -> Option<&Arc<str>> {
        self.codes.get(&(year, authority))
    }

    /// The regions that have any cell in a year.
    pub fn regions(&self, year: i16) -> Vec<Location> {
        let regions = self.cells.places(year);
        let regions = regions.filter(|place| matches!(place, Location::Region(_)));
        let regions: BTreeSet<&Location> = regions.collect();
        regions.into_iter().cloned().collect()
    }

    /// Children looked after on 31 March, where any source says.
    pub fn children(&self, year: i16, authority: AuthorityId) -> Option<f64> {
        self.best(year, CLA_AT_31_MARCH, &Location::Authority(authority))
            .and_then(|cell| cell.value.ok())
    }
}

#[cfg(test)]
mod tests;
