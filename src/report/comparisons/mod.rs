//! What the reports of a year share, worked out once: national and regional figures, how the
//! authorities spread, and the years behind.

mod gathering;

use std::collections::BTreeMap;

use crate::assessment::Assessment;
use crate::authority::AuthorityId;
use crate::config::{Configuration, Direction};
use crate::indicator::{Unit, definition, definitions};
use crate::measure::{Absence, Cell};
use crate::scoring::{
    ByAuthority, ByIndicator, IndicatorIndex, Scorecard, without_domain, without_policy,
};
use crate::source::Symbol;
use crate::statistics::median;

use super::benchmark::{self, Benchmark, Comparator, Origin};
use super::figure::Figure;
use super::number::Style;
use gathering::Gathering;

/// Years a trend goes back to, the latest included.
const YEARS: i16 = 5;

/// What stands in place of a figure to compare with that nobody has.
pub(super) const NOT_AVAILABLE: &str = "not available";

/// What sentences call the region.
const THE_REGION: &str = "the region";

/// Fewest values that a middle or a spread is given for.
const FEWEST: usize = 2;

/// An indicator and what its figures are compared with.
#[derive(Debug)]
pub(super) struct Indicator {
    pub(super) code: String,
    pub(super) title: String,
    /// Whether the title says the unit, so that it need not be said beside it.
    pub(super) says_unit: bool,
    pub(super) style: Style,
    pub(super) direction: Direction,
    /// England in each of [`Comparisons::years`], or why it has no figure.
    pub(super) national: Vec<Result<Nation, Absence>>,
    /// Regions by code.
    regions: BTreeMap<String, Comparator>,
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
    /// The scorecard without the domain that geography bears on most; none where there is no such domain.
    pub(super) without_sufficiency: Option<Scorecard>,
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
            without_sufficiency: without_sufficiency(assessment),
        }
    }
}

/// The scorecard without sufficiency; none where that is not scored this year.
fn without_sufficiency(assessment: &Assessment<'_>) -> Option<Scorecard> {
    let configuration = assessment.configuration();
    let domains = assessment.scorecard.domains_of(configuration);
    let mut scored = domains.into_iter().filter(|d| d.scores.comparable);
    scored.find(|d| d.domain.code == SUFFICIENCY)?;
    without_domain(configuration, &assessment.panel, SUFFICIENCY)
}

/// The domain whose figures hang on geography: where land is dear or a city dense there are few homes.
const SUFFICIENCY: &str = "sufficiency";

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

    /// The title, with the unit where neither it nor the values say it.
    pub(super) fn titled(&self) -> String {
        match self.style.unit().filter(|_| !self.says_unit) {
            Some(unit) => format!("{} ({unit})", self.title),
            None => self.title.clone(),
        }
    }

    /// England's figure to compare with.
    pub(super) fn of_england(&self) -> Comparator {
        let (figure, origin) = match self.pooled {
            Some(pooled) => over_years(pooled, self.style),
            None => england(self.national.last(), self.style),
        };
        Comparator {
            name: "England".to_owned(),
            called: "England",
            figure,
            origin,
        }
    }

    /// The region's figure to compare with.
    pub(super) fn of_region(&self, code: &str) -> Comparator {
        let known = self.regions.get(code).cloned();
        known.unwrap_or_else(|| Comparator {
            name: String::new(),
            called: THE_REGION,
            figure: no_region(code),
            origin: Origin::Plain,
        })
    }

    /// England beside a value.
    pub(super) fn against_england(&self) -> Benchmark {
        self.of_england().alone()
    }

    /// The region beside a value.
    pub(super) fn against_region(&self, code: &str) -> Benchmark {
        self.of_region(code).alone()
    }

    /// England in each year.
    pub(super) fn england_in(&self, year: usize) -> Figure {
        england(self.national.get(year), self.style).0
    }
}

/// Whether any authority has a figure of an indicator this year, be it a withheld one.
pub(super) fn anybody_has(assessment: &Assessment<'_>, at: IndicatorIndex) -> bool {
    assessment.scorecard.indicators[at].with_value > 0 || is_withheld(assessment, at)
}

/// Whether a figure of an indicator is withheld for any authority.
pub(super) fn is_withheld(assessment: &Assessment<'_>, at: IndicatorIndex) -> bool {
    let withheld = Err(Absence::Symbol(Symbol::Confidential));
    let entries = assessment.panel.columns()[at].entries();
    entries.iter().any(|entry| entry.value == withheld)
}

/// Whether a value is a share of something, so that the counts behind it say more than it does.
pub(super) fn has_counts(indicator: &str) -> bool {
    definition(indicator).is_none_or(|d| !matches!(d.unit, Unit::Count | Unit::PerTenThousand))
}

fn over_years(value: Option<f64>, style: Style) -> (Figure, Origin) {
    let figure = value.map_or_else(no_nation, |value| Figure::number(value, style.write(value)));
    (figure, Origin::PooledYears)
}

fn england(nation: Option<&Result<Nation, Absence>>, style: Style) -> (Figure, Origin) {
    match nation {
        Some(Ok(nation)) => (
            Figure::number(nation.value, style.write(nation.value)),
            nation
                .counts
                .map_or(Origin::Plain, |(x, n)| Origin::Counts(x, n)),
        ),
        Some(Err(Absence::Symbol(symbol))) => {
            (Figure::absence(Absence::Symbol(*symbol)), Origin::Plain)
        }
        Some(Err(Absence::NoData | Absence::LeftOut)) | None => (no_nation(), Origin::Plain),
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

/// The counts behind a cell: "383 of 1,956"; none where there are none to show.
pub(super) fn counts(cell: &Cell) -> Option<String> {
    both_counts(cell).map(|(x, n)| benchmark::counts(x, n))
}

/// The counts behind a cell that has a value.
pub(super) fn both_counts(cell: &Cell) -> Option<(f64, f64)> {
    let both = cell.numerator.zip(cell.denominator);
    both.filter(|_| cell.value.is_ok())
}

/// The middle of values, if there are enough.
pub(super) fn middle(values: &[f64], style: Style) -> Option<Figure> {
    let middle = median(values).filter(|_| values.len() >= FEWEST)?;
    Some(Figure::number(middle, style.write(middle)))
}

/// The middle of an authority's statistical neighbours; none where they are not known.
pub(super) fn neighbours(
    assessment: &Assessment<'_>,
    id: AuthorityId,
    style: Style,
    values: &ByAuthority<Result<f64, Absence>>,
) -> Option<Comparator> {
    let near = assessment.evidence.dataset.neighbours.get(&id)?;
    let present: Vec<f64> = near
        .iter()
        .filter_map(|other| values[assessment.position(*other)?].ok())
        .collect();
    let (figure, origin) = match middle(&present, style) {
        Some(figure) => (figure, Origin::MedianOfNeighbours(present.len())),
        None => {
            let few = Figure::absent(NOT_AVAILABLE, "too few neighbours have a figure");
            (few, Origin::Plain)
        }
    };
    Some(Comparator {
        name: "Statistical neighbours".to_owned(),
        called: "its neighbours",
        figure,
        origin,
    })
}
