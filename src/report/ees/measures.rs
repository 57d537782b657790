//! The measures of every year.

use crate::assessment::Assessment;
use crate::config::Kind;
use crate::indicator::{Unit, definition};
use crate::measure::Absence;
use crate::source::Symbol;

use super::super::inert;
use super::super::measure_rows::MeasureRow;
use super::geography::place_and_time;
use super::{DataColumn, DataSet};

/// Columns of values; a value stands in the one of its unit, and the others do not apply. Counts, percentages
/// and rates per 100 are called as in the department's data dictionary for its API, which has no name for the
/// others; of what they are is said by the measure.
const VALUES: [(Unit, &str, &str, &str, u8); 5] = [
    (Unit::Percent, "child_percent", "Percentage", "%", 0),
    (
        Unit::PerHundred,
        "child_rate_per_100",
        "Rate per 100 children",
        "",
        0,
    ),
    (
        Unit::PerTenThousand,
        "rate_per_10000",
        "Rate per 10,000 children",
        "",
        0,
    ),
    (Unit::Count, "total", "Total", "", 0),
    (Unit::Each, "ratio", "Ratio or other value", "", 1),
];

/// A row a place, a year and a measure.
pub(super) fn data_set<'r>(
    assessment: &Assessment<'_>,
    rows: impl Iterator<Item = &'r MeasureRow>,
) -> DataSet {
    let rows: Vec<&MeasureRow> = rows.collect();
    let mut units: Vec<Unit> = Vec::new();
    for row in &rows {
        let unit = unit(assessment, &row.indicator);
        if !units.contains(&unit) {
            units.push(unit);
        }
    }
    let values = VALUES.into_iter().filter(|(unit, ..)| units.contains(unit));
    let values: Vec<_> = values.collect();
    let mut columns = vec![
        DataColumn::filter("domain", "Domain", "What the measure is about", ""),
        DataColumn::filter("measure", "Measure", "Filter by measure", "domain"),
        DataColumn::indicator("child_count", "Count", "Counts", "", 0),
        DataColumn::indicator("denominator", "Counted out of", "Counts", "", 0),
    ];
    columns.extend(values.iter().map(|(_, name, label, unit, decimals)| {
        DataColumn::indicator(name, label, "Values", unit, *decimals)
    }));
    let units: Vec<Unit> = values.iter().map(|(unit, ..)| *unit).collect();
    DataSet {
        name: "care_scorecard_measures",
        columns,
        rows: rows.iter().map(|r| row(assessment, r, &units)).collect(),
    }
    .without_single_choices()
}

fn row(assessment: &Assessment<'_>, row: &MeasureRow, units: &[Unit]) -> Vec<String> {
    let own = unit(assessment, &row.indicator);
    let (domain, title) = titles(assessment, &row.indicator);
    let mut cells = place_and_time(assessment, row.year, &row.location, &row.code);
    cells.push(inert(domain));
    cells.push(inert(title));
    cells.push(count(row.numerator, row.value));
    cells.push(count(row.denominator, row.value));
    cells.extend(units.iter().map(|unit| match row.value {
        _ if *unit != own => Symbol::NotApplicable.as_str().to_owned(),
        Ok(value) => super::number(value),
        Err(absence) => symbol(absence).to_owned(),
    }));
    cells
}

/// A count; where there is none, why the value is not there, or that it has no counts.
fn count(count: Option<f64>, value: Result<f64, Absence>) -> String {
    match (count, value) {
        (Some(count), _) => super::number(count),
        (None, Err(absence)) => symbol(absence).to_owned(),
        (None, Ok(_)) => Symbol::NotApplicable.as_str().to_owned(),
    }
}

fn symbol(absence: Absence) -> &'static str {
    match absence {
        Absence::Symbol(symbol) => symbol.as_str(),
        Absence::NoData | Absence::LeftOut => Symbol::NotAvailable.as_str(),
    }
}

fn unit(assessment: &Assessment<'_>, code: &str) -> Unit {
    if let Some(definition) = definition(code) {
        return definition.unit;
    }
    let mut configured = assessment.configuration().indicators();
    let kind = configured
        .find(|(_, i)| i.code == code)
        .map(|(_, i)| i.kind);
    match kind {
        Some(Kind::Proportion) => Unit::Percent,
        Some(Kind::Rate) => Unit::PerHundred,
        Some(Kind::Number) | None => Unit::Each,
    }
}

/// The titles of the domain and of the measure.
fn titles<'a>(assessment: &'a Assessment<'_>, code: &'a str) -> (&'a str, &'a str) {
    let configuration = assessment.configuration();
    let configured = configuration.indicators().find(|(_, i)| i.code == code);
    if let Some((domain, indicator)) = configured {
        return (&domain.title, &indicator.title);
    }
    let Some(known) = definition(code) else {
        return ("Other", code);
    };
    let domain = configuration
        .domains
        .iter()
        .find(|d| d.code == known.domain);
    let domain = domain.map_or("Context", |d| &d.title);
    (domain, known.title)
}
