//! Figures that a dataset brings itself.

use std::sync::Arc;

use crate::config::Configuration;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::indicator::{INCIDENT_RATE, Kind, POLICE_AGREEMENT, Unit, definition};
use crate::source::published::Location;
use crate::source::{Dataset, Figure, GivenMeasure, InterviewTotals, MissingDefinition, Scope};

use super::tally::{factor, kind};
use super::{Absence, Cell, Figures, SourceKind, ratio};

/// How far a value may stand from its own counts: rounding to whole numbers.
const ROUNDING: f64 = 0.5 + 1e-9;

pub(super) fn add(
    measures: &mut Figures,
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
        let known = definition(&given.indicator);
        let is_count = known.is_some_and(|d| d.unit == Unit::Count);
        let count = given.numerator.or(given.value.filter(|_| is_count));
        let cell = Cell {
            numerator: count.and_then(Figure::number),
            denominator: given.denominator.and_then(Figure::number),
            public: given.published.unwrap_or(known.is_none()),
            value: value(given, kind),
            files: Arc::new([*file]),
            ..Cell::absent(Arc::clone(&given.code), SourceKind::Given)
        };
        measures.insert(given.year, &given.indicator, given.location.clone(), cell);
    }
}

/// Return interviews given as totals. What is called 72 hours there is three days here.
pub(super) fn add_totals(measures: &mut Figures, dataset: &Dataset, diagnostics: &mut Diagnostics) {
    for (file, totals) in &dataset.interview_totals {
        if is_of_fewer(measures, totals) {
            let name = dataset.files.get(*file).map_or("", |f| f.name.as_str());
            diagnostics.push(of_fewer(name, dataset, totals));
        }
        let code = dataset.register.code_in(totals.authority, totals.year);
        let code = code.unwrap_or(&dataset.register.authority(totals.authority).code);
        for (indicator, part, whole) in parts_of(totals) {
            let Some(part) = part else { continue };
            let symbol = [part, whole].into_iter().find_map(Figure::symbol);
            let numbers = part.number().zip(whole.number());
            let cell = Cell {
                numerator: part.number(),
                denominator: whole.number(),
                value: match (symbol, numbers) {
                    (None, Some((part, whole))) => ratio(part, whole, 100.0),
                    (symbol, _) => Err(symbol.map_or(Absence::NoData, Absence::Symbol)),
                },
                files: Arc::new([*file]),
                ..Cell::absent(code.into(), SourceKind::Given)
            };
            let location = Location::Authority(totals.authority);
            measures.insert(totals.year, indicator, location, cell);
        }
    }
}

/// Whether totals are out of fewer incidents than are counted elsewhere: those that were due an
/// interview, perhaps, as they were asked for once.
fn is_of_fewer(measures: &Figures, totals: &InterviewTotals) -> bool {
    let here = Location::Authority(totals.authority);
    let counted = measures.best(totals.year, INCIDENT_RATE, &here);
    counted
        .and_then(|cell| cell.numerator)
        .zip(totals.incidents.number())
        .is_some_and(|(counted, given)| given < counted)
}

fn of_fewer(file: &str, dataset: &Dataset, totals: &InterviewTotals) -> Diagnostic {
    let name = &dataset.register.authority(totals.authority).name;
    let message = format!(
        "{name} {}: the totals of return interviews are out of fewer missing incidents than are counted elsewhere",
        totals.year
    );
    Diagnostic::warning(Code::OtherDefinition, message)
        .at(Place::file(file))
        .expected("all missing incidents in the year")
        .help("count every missing incident in the column `incidents`, also those still open and those that no interview was due after")
}

/// An indicator, the part where it is given, and what it is out of.
type PartOfTotals = (&'static str, Option<Figure>, Figure);

fn parts_of(totals: &InterviewTotals) -> [PartOfTotals; 4] {
    let incidents = totals.incidents;
    [
        (
            "interview-held-in-three-days",
            totals.held_in_time,
            incidents,
        ),
        (
            "interview-offered-in-three-days",
            totals.offered_in_time,
            incidents,
        ),
        ("interview-accepted", totals.accepted, totals.offered),
        ("placement-review-held", totals.reviewed, incidents),
    ]
}

/// How far the authority's count of missing incidents and the police's agree: the smaller over the
/// larger, both zero being not applicable. Only the count of children the authority is responsible
/// for, of incidents of any length, is compared.
pub(super) fn add_police_agreement(measures: &mut Figures, dataset: &Dataset) {
    for (file, police) in &dataset.police {
        if police.scope != Scope::Responsible || police.definition != MissingDefinition::All {
            continue;
        }
        let location = Location::Authority(police.authority);
        let own = measures.best(police.year, INCIDENT_RATE, &location);
        if let Some(own) = own.filter(|own| own.value == Err(Absence::LeftOut)) {
            let cell = Cell {
                value: own.value,
                left: own.left,
                ..Cell::absent(Arc::clone(&own.code), own.source)
            };
            measures.insert(police.year, POLICE_AGREEMENT, location, cell);
            continue;
        }
        let Some((own, incidents)) = own.and_then(|cell| Some((cell, cell.numerator?))) else {
            continue;
        };
        let (small, large) = (
            incidents.min(police.missing_incidents),
            incidents.max(police.missing_incidents),
        );
        let files = own.files.iter().chain([file]).copied().collect();
        let cell = Cell {
            numerator: Some(small),
            denominator: Some(large),
            value: ratio(small, large, 100.0),
            children: own.children,
            left: own.left,
            files,
            public: false,
            ..Cell::absent(Arc::clone(&own.code), own.source)
        };
        measures.insert(police.year, POLICE_AGREEMENT, location, cell);
    }
}

fn value(given: &GivenMeasure, kind: Kind) -> Result<f64, Absence> {
    if let Some(symbol) = given.symbol() {
        return Err(Absence::Symbol(symbol));
    }
    let number = |figure: Option<Figure>| figure.and_then(Figure::number);
    let unit = definition(&given.indicator).map_or(Unit::Percent, |d| d.unit);
    match (
        number(given.value),
        number(given.numerator),
        number(given.denominator),
    ) {
        (Some(value), _, _) if kind == Kind::Number => Ok(value),
        (_, Some(x), Some(n)) => ratio(x, n, factor(&given.indicator)),
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
    found.extend(contradicted_value(x, n, value, kind));
    if kind == Kind::Number {
        return found;
    }
    if let Some(value) = value.filter(|value| *value < 0.0) {
        let message = format!("{value} cannot be: a share or a rate is not negative");
        found.push((message, "0 or more".to_owned()));
    }
    if let Some(value) = value.filter(|value| kind == Kind::Proportion && *value > 100.0) {
        let message = format!("{value} cannot be: a share is at most 100");
        let expected = if definition(&given.indicator).is_some() {
            "a percentage from 0 to 100".to_owned()
        } else {
            let code = &given.indicator;
            format!(
                "a percentage from 0 to 100; or, where {code} is no share, kind = \"number\" (or kind = \"rate\") at it in the weights file"
            )
        };
        found.push((message, expected));
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
    found
}

/// A value that its own counts contradict by more than rounding to whole numbers explains. A number
/// that is neither share nor rate may also be the plain ratio.
fn contradicted_value(
    x: Option<f64>,
    n: Option<f64>,
    value: Option<f64>,
    kind: Kind,
) -> Option<(String, String)> {
    let (x, n, value) = (x?, n.filter(|n| *n > 0.0)?, value?);
    let near = |expected: f64| (expected - value).abs() <= ROUNDING;
    if near(100.0 * x / n) || (kind == Kind::Number && near(x / n)) {
        return None;
    }
    Some((
        format!("the value {value} contradicts the counts {x} and {n} beside it"),
        format!(
            "{}, which is 100 × {x} / {n}; or the counts alone",
            100.0 * x / n
        ),
    ))
}
