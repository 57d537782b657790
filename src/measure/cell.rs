//! One measure of one place in one year.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use crate::source::Symbol;
use crate::source::published::Location;

use super::{Flag, Flagged, Left};

/// Why a measure has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Absence {
    /// The source prints a symbol in its place; a denominator of 0 is [`Symbol::NotApplicable`].
    Symbol(Symbol),
    /// No source has it.
    NoData,
    /// So many rows that it needs cannot be read that they are no longer left out of it.
    LeftOut,
}

impl Absence {
    /// Nothing to count it out of.
    pub const ZERO_DENOMINATOR: Self = Self::Symbol(Symbol::NotApplicable);

    /// As tables print it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Symbol(symbol) => symbol.as_str(),
            Self::NoData | Self::LeftOut => "no-data",
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
    /// Whether others have published it, so that it is neither withheld nor rounded again.
    pub public: bool,
    /// Which of the published definitions it follows, where that is one to be noted: years of two
    /// are no series.
    pub wording: Option<usize>,
    /// What must be said beside it.
    pub notes: Vec<Cow<'static, str>>,
    /// The children behind the numerator, where it counts something else, such as incidents.
    pub children: Option<f64>,
    /// Σm² / Σm, m being the incidents of each missing child, where child-level data give it. Nothing
    /// that is protected has it: the width of an interval would tell Σm².
    pub design_effect: Option<f64>,
    /// The authority's own count, where the police's is used in its place.
    pub own_count: Option<f64>,
    /// What is doubtful about how it was recorded.
    pub flags: Vec<Flagged>,
    /// What is said of counts that are withheld; none where nothing is.
    pub withheld: Option<Withheld>,
    /// What is left out of it because rows or cells cannot be read.
    pub left: Left,
    /// Whether its denominator lacks those of whom a cell cannot be read, so that it is not the count
    /// of that name.
    pub known_only: bool,
}

/// What is said in place of withheld counts.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Withheld {
    /// Why they are withheld, as tables print it: it says in which range the count lies. None where
    /// others withhold it, or where there are no counts.
    pub class: Option<&'static str>,
    /// What stands in for the two counts in sums over the nation: the middle of what is said of
    /// them, and the count itself where it is shown. None where too little is said of either.
    pub stand_in: Option<(f64, f64)>,
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
            public: source == SourceKind::Published,
            wording: None,
            notes: Vec::new(),
            children: None,
            design_effect: None,
            own_count: None,
            flags: Vec::new(),
            withheld: None,
            left: Left::default(),
            known_only: false,
        }
    }

    /// Whether the police's count stands in the place of the authority's.
    pub fn is_of_police(&self) -> bool {
        self.flags
            .iter()
            .any(|flagged| flagged.flag == Flag::PoliceCountUsed)
    }

    /// The count as the authority recorded it, where that is shown.
    pub fn recorded(&self) -> Option<f64> {
        if self.is_of_police() {
            self.own_count
        } else {
            self.numerator
        }
    }

    /// Both counts; what stands in for them where they are withheld.
    pub fn counts_or_stand_ins(&self) -> Option<(f64, f64)> {
        match &self.withheld {
            Some(withheld) => withheld.stand_in,
            None => self.numerator.zip(self.denominator),
        }
    }

    /// Whether a source has nothing to say here, so that another one may.
    pub(super) fn is_silent(&self) -> bool {
        matches!(
            self.value,
            Err(Absence::NoData | Absence::LeftOut | Absence::Symbol(Symbol::NotAvailable))
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
    pub(super) fn new(year: i16, indicator: &Arc<str>, location: &Location) -> Self {
        Self {
            year,
            indicator: Arc::clone(indicator),
            location: location.clone(),
        }
    }
}
