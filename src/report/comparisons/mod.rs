//! What the reports of a year share, worked out once: national and regional figures, how the
//! authorities spread, and the years behind.

mod gathering;

use std::collections::BTreeMap;

use crate::assessment::Assessment;
use crate::authority::AuthorityId;
use crate::config::{Configuration, Direction};
use crate::indicator::{Unit, definition, definitions};
use crate::measure::{Absence, Cell};
use crate::scoring::{ByAuthority, ByIndicator, Scorecard, without_policy};
use crate::statistics::median;

use super::figure::{Benchmark, Figure};
use super::number::{self, Style};
use super::words;
use gathering::Gathering;

/// Years a trend goes back to, the latest included.
const YEARS: i16 = 5;

/// What stands in place of a figure to compare with that nobody has.
pub(super) const NOT_AVAILABLE: &str = "not available";

/// Fewest values that a middle or a spread is given for.
const FEWEST: usize = 2;

/// An indicator and what its figures are compared with.
#[derive(Debug)]
pub(super) struct Indicator {
    pub(super) code: String,
    pub(super) title: String,
    pub(super) style: Style,
    pub(super) direction: Direction,
    /// England in each of [`Comparisons::years`], or why it has no figure.
    pub(super) national: Vec<Result<Nation, Absence>>,
    /// Regions by code.
    regions: BTreeMap<String, Benchmark>,
    /// England over all years that are added up, where that is more than one.
    pooled: Option<Option<f64>>,
    /// Lowest, lower quartile, median, upper quartile, highest of the authorities.
    pub(super) spread: Option<[f64; 5]>,
    /// How many authorities have a value.
    pub(super) known: usize,
}

/// England's value, with the counts behind it where there are any.
#[derive(Debug, Clone, Copy)]
pub(super) struct Nation {
    pub(super) value: f64,
    pub(super) counts: Option<(f64, f64)>,
}

/// What the reports of a year share.
#[derive(Debug)]
pub(super) struct Comparisons {
    /// Oldest first; the last is the year of the reports.
    pub(super) years: Vec<i16>,
    /// The indicators of the configuration.
    pub(super) indicators: ByIndicator<Indicator>,
    /// Figures that are shown and never scored, in the order of the definitions.
    pub(super) context: Vec<Indicator>,
    /// Ranked overall scores, ascending.
    pub(super) scores: Vec<f64>,
    /// The scores as they would be if doubts about recording were only said.
    pub(super) without_policy: Scorecard,
}

impl Comparisons {
    pub(super) fn of(assessment: &Assessment<'_>) -> Self {
        let with_data = assessment.evidence.measures.years();
        let first = assessment.year - (YEARS - 1);
        let years: Vec<i16> = (first..=assessment.year)
            .filter(|year| with_data.contains(year))
            .collect();
        let gathering = Gathering::new(assessment, &years);
        let configuration = assessment.configuration();
        let indicators = assessment.indicators();
        let overall = assessment.scorecard.overall.iter();
        let mut scores: Vec<f64> = overall
            .filter(|s| s.rank.is_some())
            .filter_map(|s| s.score)
            .collect();
        scores.sort_by(f64::total_cmp);
        Self {
            indicators: indicators.map(|_, scored| gathering.indicator(scored)),
            context: context(assessment, &gathering),
            years,
            scores,
            without_policy: without_policy(configuration, &assessment.panel),
        }
    }
}

/// The figures that are shown and never scored.
fn context(assessment: &Assessment<'_>, gathering: &Gathering<'_>) -> Vec<Indicator> {
    let configuration = assessment.configuration();
    let shown =
        definitions().filter(|d| d.domain == "context" && !is_configured(configuration, d.code));
    let context = shown.map(|d| {
        let value = |id: &AuthorityId| {
            let cell = assessment.measure(d.code, *id);
            cell.map_or(Err(Absence::NoData), |c| c.value)
        };
        let values = assessment.panel.authorities().map(|_, id| value(id));
        gathering.alone(d.code, d.title, d.direction, &values, None)
    });
    context.collect()
}

fn is_configured(configuration: &Configuration, code: &str) -> bool {
    configuration
        .indicators()
        .any(|(_, indicator)| indicator.code == code)
}

impl Indicator {
    /// England in the year of the reports.
    pub(super) fn england(&self) -> Option<Nation> {
        self.national.last()?.ok()
    }

    /// England against a value.
    pub(super) fn against_england(&self, value: Option<f64>) -> Benchmark {
        let England { figure, basis } = match self.pooled {
            Some(pooled) => over_years(pooled, self.style),
            None => england(self.national.last(), self.style),
        };
        compared(
            Benchmark {
                name: "England".to_owned(),
                figure,
                basis,
                comparison: String::new(),
                judgement: None,
            },
            value,
            "England",
        )
    }

    /// The region against a value.
    pub(super) fn against_region(&self, code: &str, value: Option<f64>) -> Benchmark {
        let region = self
            .regions
            .get(code)
            .cloned()
            .unwrap_or_else(|| Benchmark {
                name: String::new(),
                figure: no_region(code),
                basis: String::new(),
                comparison: String::new(),
                judgement: None,
            });
        compared(region, value, "the region")
    }

    /// England in each year.
    pub(super) fn england_in(&self, year: usize) -> Figure {
        england(self.national.get(year), self.style).figure
    }
}

/// Whether a value is a share of something, so that the counts behind it say more than it does.
pub(super) fn has_counts(indicator: &str) -> bool {
    definition(indicator).is_none_or(|d| !matches!(d.unit, Unit::Count | Unit::PerTenThousand))
}

struct England {
    figure: Figure,
    basis: String,
}

fn over_years(value: Option<f64>, style: Style) -> England {
    let figure = value.map_or_else(no_nation, |value| Figure::number(value, style.write(value)));
    England {
        figure,
        basis: "all pooled years".to_owned(),
    }
}

fn england(nation: Option<&Result<Nation, Absence>>, style: Style) -> England {
    match nation {
        Some(Ok(nation)) => England {
            figure: Figure::number(nation.value, style.write(nation.value)),
            basis: nation.counts.map_or_else(String::new, |(x, n)| of(x, n)),
        },
        Some(Err(Absence::Symbol(symbol))) => England {
            figure: Figure::absence(Absence::Symbol(*symbol)),
            basis: String::new(),
        },
        Some(Err(Absence::NoData)) | None => England {
            figure: no_nation(),
            basis: String::new(),
        },
    }
}

fn no_nation() -> Figure {
    Figure::absent(
        NOT_AVAILABLE,
        "no figure for England is published, and too few authorities have counts to make one",
    )
}

fn no_region(code: &str) -> Figure {
    if code.is_empty() {
        Figure::absent(
            "no region",
            "the dataset does not say in which region it lies",
        )
    } else {
        Figure::absent(
            NOT_AVAILABLE,
            "no figure for the region is published, and too few of its authorities have one",
        )
    }
}

/// "13,010 of 116,420".
pub(super) fn of(numerator: f64, denominator: f64) -> String {
    format!(
        "{} of {}",
        number::count(numerator),
        number::count(denominator)
    )
}

/// The same benchmark, with the word for where a value stands against it.
pub(super) fn compared(benchmark: Benchmark, value: Option<f64>, name: &str) -> Benchmark {
    let comparison = match (value, benchmark.figure.value) {
        (Some(value), Some(with)) => words::compared(value, with, name),
        _ => String::new(),
    };
    Benchmark {
        comparison,
        ..benchmark
    }
}

/// The counts behind a cell: "383 of 1,956".
pub(super) fn counts(cell: &Cell) -> String {
    match (cell.numerator, cell.denominator, cell.value) {
        (Some(x), Some(n), Ok(_)) => format!("{} of {}", number::count(x), number::count(n)),
        _ => String::new(),
    }
}

/// The middle of values, if there are enough, with how many there are.
pub(super) fn middle(values: &[f64], style: Style, of_what: &str) -> Option<(Figure, String)> {
    let middle = median(values).filter(|_| values.len() >= FEWEST)?;
    let basis = format!("median of {} {of_what}", values.len())
        .trim_end()
        .to_owned();
    Some((Figure::number(middle, style.write(middle)), basis))
}

/// The middle of an authority's statistical neighbours; none where they are not known.
pub(super) fn neighbours(
    assessment: &Assessment<'_>,
    id: AuthorityId,
    style: Style,
    values: &ByAuthority<Result<f64, Absence>>,
    value: Option<f64>,
) -> Option<Benchmark> {
    let near = assessment.evidence.dataset.neighbours.get(&id)?;
    let present: Vec<f64> = near
        .iter()
        .filter_map(|other| values[assessment.position(*other)?].ok())
        .collect();
    let (figure, basis) = middle(&present, style, "").unwrap_or_else(|| {
        (
            Figure::absent(NOT_AVAILABLE, "too few neighbours have a figure"),
            String::new(),
        )
    });
    let benchmark = Benchmark {
        name: "Statistical neighbours".to_owned(),
        figure,
        basis,
        comparison: String::new(),
        judgement: None,
    };
    Some(compared(benchmark, value, "its neighbours"))
}
