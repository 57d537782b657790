//! Against intervals, funnels, overdispersion and trends computed by other implementations, which
//! lie outside the project: set `CARE_SCORECARD_SHARED` to the folder that holds `data/` and run with
//! `--include-ignored`.

use std::collections::BTreeMap;

use care_scorecard::statistics::{
    Confidence, Funnel, Position, Range, Transformation, TrendDirection, proportion_funnel,
    proportion_trend, rate_interval, weighted_trend, wilson,
};

use crate::support::shared;

type Row = BTreeMap<String, String>;

fn rows(name: &str) -> Vec<Row> {
    let path = shared().join("data/vectors/intervals").join(name);
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().unwrap()
}

#[track_caller]
fn close(found: f64, expected: f64, relative: f64, row: &Row) {
    let most = relative * expected.abs().max(f64::MIN_POSITIVE);
    assert!(
        (found - expected).abs() <= most,
        "{found} for {expected}: {row:?}"
    );
}

#[track_caller]
fn agree(found: Range, row: &Row, low: &str, high: &str, relative: f64) {
    close(found.low, number(row, low), relative, row);
    close(found.high, number(row, high), relative, row);
}

#[test]
#[ignore = "needs results of other implementations beside the project: set CARE_SCORECARD_SHARED"]
fn wilson_intervals() {
    for row in rows("wilson_proportion_95_998_pct.csv") {
        let at = |c| {
            wilson(number(&row, "x"), number(&row, "n"), c)
                .unwrap()
                .times(100.0)
        };
        agree(
            at(Confidence::P95),
            &row,
            "lower95_0cl",
            "upper95_0cl",
            1e-9,
        );
        agree(
            at(Confidence::P99_8),
            &row,
            "lower99_8cl",
            "upper99_8cl",
            1e-9,
        );
    }
}

#[test]
#[ignore = "needs results of other implementations beside the project: set CARE_SCORECARD_SHARED"]
fn exact_and_byar_intervals() {
    for row in rows("byars_exact_rate_95_998_per1000.csv") {
        let at = |c| {
            rate_interval(number(&row, "x"), number(&row, "n"), c)
                .unwrap()
                .times(1000.0)
        };
        agree(
            at(Confidence::P95),
            &row,
            "lower95_0cl",
            "upper95_0cl",
            1e-9,
        );
        agree(
            at(Confidence::P99_8),
            &row,
            "lower99_8cl",
            "upper99_8cl",
            1e-9,
        );
    }
}

#[test]
#[ignore = "needs results of other implementations beside the project: set CARE_SCORECARD_SHARED"]
fn plain_funnels() {
    for row in rows("funnel_prop_limits_MIS1.csv") {
        let (p, n) = (number(&row, "baseline") / 100.0, number(&row, "Population"));
        let at = |c| proportion_funnel(p, n, c).times(100.0);
        agree(
            at(Confidence::P95),
            &row,
            "lower_2s_limit",
            "upper_2s_limit",
            1e-9,
        );
        agree(
            at(Confidence::P99_8),
            &row,
            "lower_3s_limit",
            "upper_3s_limit",
            1e-9,
        );
    }
    for row in rows("funnel_prop_significance_MIS1.csv") {
        let (p, n) = (number(&row, "average") / 100.0, number(&row, "n"));
        let at = |c| proportion_funnel(p, n, c).times(100.0);
        agree(at(Confidence::P95), &row, "l95", "u95", 1e-9);
        agree(at(Confidence::P99_8), &row, "l998", "u998", 1e-9);
    }
}

fn overdispersed() -> (Funnel, Vec<Row>) {
    let units = rows("fpr_units_MIS1_PR.csv");
    let counts: Vec<(f64, f64)> = units
        .iter()
        .map(|row| (number(row, "numerator"), number(row, "denominator")))
        .collect();
    let (x, n) = counts
        .iter()
        .fold((0.0, 0.0), |sum, c| (sum.0 + c.0, sum.1 + c.1));
    let funnel = Funnel::new(Transformation::Arcsine, x / n, &counts).unwrap();
    (funnel, units)
}

#[test]
#[ignore = "needs results of other implementations beside the project: set CARE_SCORECARD_SHARED"]
fn overdispersion_is_estimated_alike() {
    let (funnel, units) = overdispersed();
    for row in &units {
        let (y, s) =
            Transformation::Arcsine.place(number(row, "numerator"), number(row, "denominator"));
        close(y, number(row, "Y"), 1e-9, row);
        close(s, number(row, "s"), 1e-9, row);
    }
    for row in rows("overdispersion_MIS1.csv") {
        close(funnel.phi.unwrap(), number(&row, "phi"), 1e-9, &row);
        close(funnel.tau_squared, number(&row, "tau2"), 1e-9, &row);
        close(funnel.target, number(&row, "target"), 1e-9, &row);
        assert!(funnel.adjusted && row["n"] == funnel.units.to_string());
    }
}

#[test]
#[ignore = "needs results of other implementations beside the project: set CARE_SCORECARD_SHARED"]
fn overdispersed_limits() {
    let (funnel, _) = overdispersed();
    for row in rows("fpr_limits_MIS1_PR_od.csv") {
        let n = number(&row, "number_seq");
        agree(
            funnel.limits(n, Confidence::P95),
            &row,
            "odll95",
            "odul95",
            1e-6,
        );
        agree(
            funnel.limits(n, Confidence::P99_8),
            &row,
            "odll998",
            "odul998",
            1e-6,
        );
        assert_eq!(funnel.position(funnel.target, n), Position::Within);
    }
}

fn words(direction: TrendDirection) -> &'static str {
    match direction {
        TrendDirection::Increasing => "Increasing",
        TrendDirection::Decreasing => "Decreasing",
        TrendDirection::NoSignificantChange => "No significant change",
    }
}

#[test]
#[ignore = "needs results of other implementations beside the project: set CARE_SCORECARD_SHARED"]
fn trends() {
    for row in rows("trend_vectors.csv") {
        let years = [1, 2, 3, 4, 5].map(|t| {
            (
                number(&row, &format!("x{t}")),
                number(&row, &format!("n{t}")),
            )
        });
        let trend = proportion_trend(&years);
        close(trend.slope, number(&row, "prop_logit_slope"), 1e-9, &row);
        close(trend.chi_squared, number(&row, "prop_chi2"), 1e-9, &row);
        assert_eq!(
            (trend.stable, words(trend.direction)),
            (row["prop_stable"] == "True", row["prop_result"].as_str())
        );
        let rates = years.map(|(x, n)| {
            (
                100.0 * x / n,
                wilson(x, n, Confidence::P95).unwrap().times(100.0),
            )
        });
        // The reference takes the error from an interval's width, as its method rounds it.
        let errors = rates.map(|(rate, interval): (f64, Range)| {
            (rate, (interval.high - interval.low) / (2.0 * 1.96))
        });
        let trend = weighted_trend(&errors).unwrap();
        close(trend.slope, number(&row, "ci_slope_pct"), 1e-9, &row);
        close(trend.chi_squared, number(&row, "ci_chi2"), 1e-9, &row);
        assert_eq!(
            (trend.stable, words(trend.direction)),
            (row["ci_stable"] == "True", row["ci_result"].as_str())
        );
    }
}
