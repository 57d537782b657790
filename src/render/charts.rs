//! The charts of the reports, drawn from their models: the same for pages and for documents.

pub(super) mod domain;
pub(super) mod national;

use care_scorecard_drawing::chart::data::{Axis, Datum, Mark, Reading};
use care_scorecard_drawing::chart::distribution::Distribution;
use care_scorecard_drawing::chart::domain_bars::{DomainBar, DomainBars};
use care_scorecard_drawing::chart::drawing::Drawing;
use care_scorecard_drawing::chart::range_series::{RangePoint, RangeSeries, RangeYear};
use care_scorecard_drawing::chart::ranked_bars::RankedBars;
use care_scorecard_drawing::chart::sparkline::Sparkline;
use care_scorecard_drawing::chart::spine::{Spine, SpineRow, Spread, Standing};
use care_scorecard_drawing::chart::trend::{Trend as TrendLines, TrendSeries};

use crate::assessment::Comparison;
use crate::report::{
    AuthorityReport, DomainHead, DomainResult, Figure, IndicatorResult, LeagueTable, Lines,
    ScoresOverYears, SectionChart, Trend, YearScore,
};

/// Width of a chart that fills the text of a page, in points.
pub(super) const WIDE: f64 = 540.0;
/// Width of a chart on a telephone, in points.
pub(super) const NARROW: f64 = 240.0;

/// How the overall scores spread.
pub(super) fn scores(table: &LeagueTable, width: f64) -> Drawing {
    let dot =
        |(name, figure): (&String, &Figure)| Some(Datum::new(name, figure.value?, &figure.display));
    let rows = table
        .standings
        .ranked
        .iter()
        .map(|row| (&row.name, &row.score));
    Distribution {
        title: table.score_chart_title.clone(),
        description: None,
        width,
        axis: Axis::new("Overall score, from 0 to 100", ""),
        units: "authorities".to_owned(),
        dots: rows.filter_map(dot).collect(),
        median: mark("Median", &table.median),
        benchmark: mark("England", &table.standings.national),
    }
    .draw()
}

/// The middle score of each domain, with England's.
pub(super) fn domains(table: &LeagueTable, width: f64) -> Drawing {
    let bar = |domain: &DomainHead| DomainBar {
        label: domain.title.clone(),
        score: domain
            .spread
            .as_ref()
            .and_then(|[_, middle, _]| reading(middle)),
        absent: "not scored".to_owned(),
        benchmark: mark("England", &domain.national),
    };
    DomainBars {
        title: table.domain_chart_title.clone(),
        description: None,
        width,
        heading: "Median".to_owned(),
        bars: table.standings.domains.iter().map(bar).collect(),
    }
    .draw()
}

/// The domains of an authority, with England's scores.
pub(super) fn authority_domains(report: &AuthorityReport, width: f64) -> Drawing {
    let bar = |domain: &DomainResult| DomainBar {
        label: domain.title.clone(),
        score: reading(&domain.score),
        absent: domain.score.display.clone(),
        benchmark: mark("England", &domain.national),
    };
    DomainBars {
        title: report.domain_chart_title.clone(),
        description: None,
        width,
        heading: "Score".to_owned(),
        bars: report.domains.iter().map(bar).collect(),
    }
    .draw()
}

/// The indicators of an authority around England's values.
pub(super) fn spine(report: &AuthorityReport, width: f64) -> Option<Drawing> {
    let indicators = report.domains.iter().flat_map(|domain| &domain.indicators);
    let shown: Vec<&IndicatorResult> = indicators.filter(|i| i.scored).collect();
    let groups = groups(report, &shown);
    let rows: Vec<SpineRow> = shown
        .into_iter()
        .filter_map(|indicator| spine_row(indicator, &groups))
        .collect();
    if rows.is_empty() {
        return None;
    }
    let spine = Spine {
        title: report.spine_title.clone(),
        description: Some(spine_words(&rows)),
        width,
        subject: report.name.clone(),
        groups: groups.into_iter().map(|(name, _)| name).collect(),
        benchmark: "England".to_owned(),
        rows,
    };
    Some(spine.draw())
}

/// What a group beside the authority shows of an indicator.
type OfGroup = fn(&IndicatorResult) -> Option<Reading>;

/// The region and the statistical neighbours, where any figure of theirs is known.
fn groups(report: &AuthorityReport, shown: &[&IndicatorResult]) -> Vec<(String, OfGroup)> {
    let region: OfGroup = |indicator| reading(&indicator.region.figure);
    let neighbours: OfGroup = |indicator| reading(&indicator.neighbours.as_ref()?.figure);
    let named = [
        (report.region.clone(), region),
        ("Neighbours".to_owned(), neighbours),
    ];
    let known = |of: OfGroup| shown.iter().any(|indicator| of(indicator).is_some());
    named
        .into_iter()
        .filter(|(name, of)| !name.is_empty() && known(*of))
        .collect()
}

/// Every row in words.
fn spine_words(rows: &[SpineRow]) -> String {
    let said = rows.iter().map(|row| {
        let own = row
            .value
            .as_ref()
            .map_or(row.absent.as_str(), |value| &value.display);
        let compared = match row.standing {
            Standing::Better => ", better",
            Standing::Similar => ", similar",
            Standing::Worse => ", worse",
            Standing::NotCompared => "",
        };
        format!(
            "{}: {own}, England {}{compared}",
            row.label, row.benchmark.display
        )
    });
    said.collect::<Vec<_>>().join("; ") + "."
}

fn spine_row(indicator: &IndicatorResult, groups: &[(String, OfGroup)]) -> Option<SpineRow> {
    let spread =
        indicator.spread.map(
            |[lowest, lower_quartile, _, upper_quartile, highest]| Spread {
                lowest,
                lower_quartile,
                upper_quartile,
                highest,
            },
        );
    Some(SpineRow {
        label: indicator.title.clone(),
        higher_is_better: indicator.higher_is_better?,
        value: reading(&indicator.value),
        absent: indicator.value.display.clone(),
        standing: standing(indicator),
        benchmark: reading(&indicator.england.figure)?,
        groups: groups.iter().map(|(_, of)| of(indicator)).collect(),
        spread,
    })
}

/// The mark of an indicator: how it compares with England.
fn standing(indicator: &IndicatorResult) -> Standing {
    let judgement = indicator.england.judgement.as_ref();
    match judgement.map(|judgement| judgement.code) {
        Some(Comparison::MuchBetter | Comparison::Better) => Standing::Better,
        Some(Comparison::Similar) => Standing::Similar,
        Some(Comparison::MuchWorse | Comparison::Worse) => Standing::Worse,
        _ => Standing::NotCompared,
    }
}

/// The years of an indicator, beside its numbers.
pub(super) fn sparkline(trend: &Trend) -> Option<Drawing> {
    let values: Vec<Option<f64>> = trend
        .points
        .iter()
        .map(|point| point.figure.value)
        .collect();
    (values.iter().flatten().count() > 1).then(|| {
        let line = Sparkline {
            title: trend.words.clone().unwrap_or_default(),
            description: None,
            width: 60.0,
            height: 16.0,
            values,
            band: None,
        };
        line.draw()
    })
}

/// The overall scores of an authority over the years, with their ranges and the breaks between series.
/// Scores of years in which it was not ranked are made of less, and are not drawn; none where fewer than
/// two are left.
pub(super) fn scores_over_years(
    name: &str,
    scores: &ScoresOverYears,
    width: f64,
) -> Option<Drawing> {
    let runs = scores.series.iter().enumerate();
    let ranked = runs.flat_map(|(run, series)| series.points.iter().map(move |point| (run, point)));
    let ranked: Vec<(usize, &YearScore)> = ranked.filter(|(_, point)| point.is_ranked()).collect();
    let years = ranked.iter().map(|(_, point)| point.year);
    let (first, last) = years.clone().min().zip(years.max())?;
    if first == last {
        return None;
    }
    let year = |year: i16| RangeYear {
        label: year.to_string(),
        point: ranked.iter().find_map(|(run, point)| {
            Some(RangePoint {
                reading: (point.year == year).then(|| reading(&point.score))??,
                range: point.interval.as_ref().map(|range| (range.low, range.high)),
                benchmark: reading(&point.national),
                run: *run,
            })
        }),
    };
    let chart = RangeSeries {
        title: scores.chart_title.clone(),
        description: None,
        width,
        axis: Axis::new(
            "Overall score, from 0 to 100, with the range it could lie in",
            "",
        ),
        ends: Some((0.0, 100.0)),
        subject: name.to_owned(),
        apart: "Scored otherwise, not to be compared".to_owned(),
        benchmark: "England".to_owned(),
        years: (first..=last).map(year).collect(),
    };
    Some(chart.draw())
}

fn reading(figure: &Figure) -> Option<Reading> {
    figure
        .value
        .map(|value| Reading::new(value, &figure.display))
}

fn mark(label: &str, figure: &Figure) -> Option<Mark> {
    figure
        .value
        .map(|value| Mark::new(label, value, &figure.display))
}

/// Lines over years of a report to a board.
pub(super) fn lines(lines: &Lines, width: f64) -> Drawing {
    let series = lines.lines.iter().map(|line| TrendSeries {
        label: line.name.clone(),
        values: line
            .values
            .iter()
            .map(|value| value.as_ref().and_then(reading))
            .collect(),
    });
    TrendLines {
        title: lines.title.clone(),
        description: None,
        width,
        axis: Axis::new(&lines.axis, ""),
        years: lines.years.clone(),
        series: series.collect(),
        from_zero: true,
    }
    .draw()
}

/// The chart of a section of an authority's report.
pub(super) fn section(chart: &SectionChart, width: f64) -> Drawing {
    let bar =
        |(name, figure): &(String, Figure)| Some(Datum::new(name, figure.value?, &figure.display));
    RankedBars {
        title: chart.title.clone(),
        description: None,
        width,
        axis: Axis::new(&chart.axis, ""),
        units: chart.units.clone(),
        bars: chart.bars.iter().filter_map(bar).collect(),
        reference: None,
    }
    .draw()
}
