//! The funnel plot of an indicator.

use crate::assessment::Assessment;
use crate::indicator::definition;
use crate::measure::{factor, kind};
use crate::statistics::{Confidence, Funnel, Transformation};

use super::super::comparisons::Indicator;
use super::super::figure::Figure;
use super::super::{number, words};
use super::{FunnelPlot, FunnelValue, LimitCurve};

/// Points on a curve of limits.
const STEPS: i32 = 40;

pub(super) fn funnel_plot(assessment: &Assessment<'_>, shared: &Indicator) -> Option<FunnelPlot> {
    let kind = kind(assessment.configuration(), &shared.code);
    let funnel = assessment.funnel(&shared.code)?;
    let unit = factor(&shared.code);
    let values: Vec<FunnelValue> = assessment
        .panel
        .authorities()
        .iter()
        .filter(|id| !assessment.is_kept_apart(&shared.code, **id))
        .filter_map(|id| {
            let counts = assessment.counts_of(&shared.code, *id)?;
            let (x, n) = counts.in_funnel(kind);
            let value = (n > 0.0).then(|| x / n)?;
            let limits = funnel.limits(n, Confidence::P99_8);
            Some(FunnelValue {
                name: assessment.name(*id).to_owned(),
                figure: Figure::number(value * unit, shared.style.write(value * unit)),
                denominator: n,
                outside: value < limits.low || value > limits.high,
            })
        })
        .collect();
    if values.len() < 3 {
        return None;
    }
    let target = funnel.target * unit;
    Some(FunnelPlot {
        title: title(shared, &values),
        words: how_to_read(funnel),
        across: across(shared),
        up: shared.titled(),
        england: Figure::number(target, shared.style.write(target)),
        limits: [
            ("99.8% limits", Confidence::P99_8),
            ("95% limits", Confidence::P95),
        ]
        .map(|(label, confidence)| LimitCurve {
            label: label.to_owned(),
            ends: curve(funnel, confidence, unit, &values),
        })
        .to_vec(),
        points: values,
    })
}

fn title(shared: &Indicator, values: &[FunnelValue]) -> String {
    let outside = values.iter().filter(|value| value.outside).count();
    let all = words::authorities(values.len());
    match outside {
        0 => format!(
            "{}: none of {all} is outside the 99.8% limits",
            shared.title
        ),
        _ => format!(
            "{}: {outside} of {all} {} outside the 99.8% limits",
            shared.title,
            words::are(outside)
        ),
    }
}

fn across(shared: &Indicator) -> String {
    let base = definition(&shared.code).and_then(|known| known.denominator);
    base.map_or_else(
        || "Denominator".to_owned(),
        |base| words::capitalised(base.words),
    )
}

fn how_to_read(funnel: &Funnel) -> String {
    let spread = match (funnel.adjusted, funnel.phi) {
        (true, Some(phi)) => format!(
            "The variance between authorities is {} times that of chance alone; the limits are widened to allow for that.",
            number::decimal(phi, 1)
        ),
        _ => "The limits allow for chance alone.".to_owned(),
    };
    let clusters = match funnel.transformation {
        Transformation::LogRate { design } | Transformation::LogEach { design } => format!(
            " Incidents of one child go together: {} count as one that is independent of the others, as in England.",
            number::decimal(design, 1)
        ),
        Transformation::Arcsine => String::new(),
    };
    format!(
        "Each point is an authority. The line is England; of authorities like England, 95 in 100 lie between the inner limits \
         and 998 in 1,000 between the outer. {spread}{clusters}"
    )
}

/// The limits from the smallest denominator to the largest, closer together where they bend most.
fn curve(
    funnel: &Funnel,
    confidence: Confidence,
    unit: f64,
    values: &[FunnelValue],
) -> Vec<(f64, f64, f64)> {
    let sizes = || values.iter().map(|value| value.denominator);
    let (low, high) = (
        sizes().fold(f64::INFINITY, f64::min).max(1.0),
        sizes().fold(1.0, f64::max),
    );
    let at = |step: i32| {
        let share = f64::from(step) / f64::from(STEPS);
        low + (high - low) * share * share
    };
    (0..=STEPS)
        .map(at)
        .map(|n| {
            let limits = funnel.limits(n, confidence);
            (n, limits.low * unit, limits.high * unit)
        })
        .collect()
}
