//! The charts of the report on a domain.

use care_scorecard_drawing::chart::caterpillar::{Caterpillar, CaterpillarPoint};
use care_scorecard_drawing::chart::data::{Axis, Datum, Mark};
use care_scorecard_drawing::chart::distribution::Distribution;
use care_scorecard_drawing::chart::drawing::Drawing;
use care_scorecard_drawing::chart::funnel::{Funnel, FunnelLimits, FunnelPoint, LimitsAt};

use crate::report::{DomainIndicator, DomainReport, DomainRow, FunnelPlot};

use super::mark;

/// How the scores of a domain spread.
pub(in crate::render) fn spread(report: &DomainReport, width: f64) -> Drawing {
    Distribution {
        title: report.spread_title.clone(),
        description: None,
        width,
        axis: score_axis(),
        units: "authorities".to_owned(),
        dots: report.ranked.iter().filter_map(datum).collect(),
        median: mark("Median", &report.median),
        benchmark: mark("England", &report.national),
    }
    .draw()
}

/// Every score with its interval.
pub(in crate::render) fn ranges(report: &DomainReport, title: &str, width: f64) -> Drawing {
    let point = |row: &DomainRow| {
        Some(CaterpillarPoint {
            datum: datum(row)?,
            interval: row.interval.as_ref().map(|range| (range.low, range.high)),
        })
    };
    Caterpillar {
        title: title.to_owned(),
        description: None,
        width,
        axis: score_axis(),
        units: "authorities".to_owned(),
        points: report.ranked.iter().filter_map(point).collect(),
        reference: mark("England", &report.national),
        ranks: false,
    }
    .draw()
}

/// The values of an indicator in their funnel.
pub(in crate::render) fn funnel(
    indicator: &DomainIndicator,
    plot: &FunnelPlot,
    width: f64,
) -> Option<Drawing> {
    let points = plot.points.iter().filter_map(|point| {
        Some(FunnelPoint {
            datum: Datum::new(&point.name, point.figure.value?, &point.figure.display),
            denominator: point.denominator,
            outlier: point.outside,
        })
    });
    let limits = plot.limits.iter().map(|limit| FunnelLimits {
        label: limit.label.clone(),
        curve: limit
            .ends
            .iter()
            .map(|(denominator, lower, upper)| LimitsAt {
                denominator: *denominator,
                lower: *lower,
                upper: *upper,
            })
            .collect(),
    });
    let funnel = Funnel {
        title: plot.title.clone(),
        description: None,
        width,
        x: Axis::new(&plot.across, ""),
        y: Axis::new(&plot.up, &indicator.suffix),
        units: "authorities".to_owned(),
        points: points.collect(),
        benchmark: Mark::new("England", plot.england.value?, &plot.england.display),
        limits: limits.collect(),
    };
    Some(funnel.draw())
}

fn score_axis() -> Axis {
    Axis::new("Score, from 0 to 100", "")
}

fn datum(row: &DomainRow) -> Option<Datum> {
    Some(Datum::new(&row.name, row.score.value?, &row.score.display))
}
