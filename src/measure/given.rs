//! Measures that a dataset brings itself.

use std::sync::Arc;

use crate::config::{Configuration, Kind};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::source::{Dataset, Figure, GivenMeasure};

use super::definition::{Unit, definition};
use super::tally::kind;
use super::{Absence, Cell, Measures, SourceKind, ratio};

/// How far a value may stand from its own counts: rounding to whole numbers.
const ROUNDING: f64 = 0.5 + 1e-9;

pub(super) fn add(
    measures: &mut Measures,
    dataset: &Dataset,
    configuration: &Configuration,
    diagnostics: &mut Diagnostics,
) {
    for (file, given) in &dataset.measures {
        let kind = kind(configuration, &given.indicator);
        for (message, expected) in contradictions(given, kind) {
            let name = dataset.files.get(*file).map_or("", |f| f.name.as_str());
            diagnostics.push(
                Diagnostic::error(Code::BadCell, message)
                    .at(Place::line(name, given.line))
                    .expected(expected)
                    .help("correct the row, or leave it out"),
            );
        }
        let cell = Cell {
            code: Arc::clone(&given.code),
            numerator: given.numerator.and_then(Figure::number),
            denominator: given.denominator.and_then(Figure::number),
            value: value(given, kind),
            source: SourceKind::Given,
            files: vec![*file],
            notes: Vec::new(),
        };
        measures.insert(given.year, &given.indicator, given.location.clone(), cell);
    }
}

fn value(given: &GivenMeasure, kind: Kind) -> Result<f64, Absence> {
    if let Some(symbol) = given.symbol() {
        return Err(Absence::Symbol(symbol));
    }
    let number = |figure: Option<Figure>| figure.and_then(Figure::number);
    let unit = definition(&given.indicator).map_or(Unit::Percent, |d| d.unit);
    let scale = if unit == Unit::Each { 1.0 } else { 100.0 };
    match (
        number(given.value),
        number(given.numerator),
        number(given.denominator),
    ) {
        (Some(value), _, _) if kind == Kind::Number => Ok(value),
        (_, Some(x), Some(n)) => ratio(x, n, scale),
        (Some(value), _, _) => Ok(value),
        (None, Some(x), None) if unit == Unit::Count || unit == Unit::PerTenThousand => Ok(x),
        _ => Err(Absence::NoData),
    }
}

/// What in a row cannot be true, each with what could.
fn contradictions(given: &GivenMeasure, kind: Kind) -> Vec<(String, String)> {
    let number = |figure: Option<Figure>| figure.and_then(Figure::number);
    let (x, n, value) = (
        number(given.numerator),
        number(given.denominator),
        number(given.value),
    );
    let mut found = Vec::new();
    if kind == Kind::Number {
        return found;
    }
    if x.is_some_and(|x| x < 0.0) {
        found.push((
            "a numerator cannot be negative".to_owned(),
            "0 or more".to_owned(),
        ));
    }
    if kind == Kind::Proportion
        && let (Some(x), Some(n)) = (x, n)
        && x > n
    {
        found.push((
            format!("{x} of {n}: a part is larger than the whole"),
            format!("a numerator from 0 to {n}"),
        ));
    }
    if let (Some(x), Some(n), Some(value)) = (x, n, value)
        && n > 0.0
        && (100.0 * x / n - value).abs() > ROUNDING
    {
        let expected = format!(
            "{}, which is 100 × {x} / {n}; or the counts alone",
            100.0 * x / n
        );
        found.push((
            format!("the value {value} contradicts the counts {x} and {n} beside it"),
            expected,
        ));
    }
    found
}
