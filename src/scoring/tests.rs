use proptest::prelude::*;

use super::testing::{columns as in_columns, members, score};
use super::*;
use crate::config::{Aggregation, Configuration};
use crate::measure::Absence;
use crate::source::Symbol;

/// Weights of one domain with indicators a, b, c … of the weights given.
fn configuration(settings: &str, indicators: &[(&str, f64)]) -> Configuration {
    let mut text =
        format!("[scorecard]\nnormalisation = \"min-max\"\n{settings}\n[[domain]]\ncode = \"d\"\n");
    for (extra, weight) in indicators {
        let code = (b'a' + u8::try_from(text.matches("indicator]]").count()).unwrap()) as char;
        text += &format!(
            "[[domain.indicator]]\ncode = \"{code}\"\nweight = {weight}\nkind = \"number\"\n{extra}\n"
        );
    }
    Configuration::read(&text, "t.toml").unwrap().0
}

const UP: &str = "direction = \"higher-is-better\"";
const DOWN: &str = "direction = \"lower-is-better\"";
const NONE: Result<f64, Absence> = Err(Absence::NoData);
const CONFIDENTIAL: Result<f64, Absence> = Err(Absence::Symbol(Symbol::Confidential));
const ZERO: Result<f64, Absence> = Err(Absence::ZERO_DENOMINATOR);

/// Columns for the indicators a, b, c … of any such configuration.
fn made_of(columns: &[&[Result<f64, Absence>]]) -> (Configuration, Vec<Column>) {
    let configuration = configuration("", &vec![(UP, 1.0); columns.len()]);
    let entries = columns
        .iter()
        .map(|c| c.iter().copied().map(Entry::new).collect());
    let columns = in_columns(&configuration, entries);
    (configuration, columns)
}

fn panel(columns: &[&[Result<f64, Absence>]]) -> Panel {
    let units = columns.first().map_or(0, |c| c.len());
    let (configuration, columns) = made_of(columns);
    Panel::new(&configuration, members(units), columns).unwrap()
}

fn overall(scorecard: &Scorecard) -> Vec<Option<f64>> {
    scorecard.overall.iter().map(|s| s.score).collect()
}

fn ranks(scores: &ByAuthority<Score>) -> Vec<Option<usize>> {
    scores.iter().map(|s| s.rank).collect()
}

#[test]
fn a_case_worked_by_hand() {
    let configuration = configuration("", &[(UP, 3.0), (DOWN, 1.0)]);
    let panel = panel(&[
        &[Ok(10.0), Ok(20.0), Ok(30.0)],
        &[Ok(1.0), Ok(5.0), Ok(9.0)],
    ]);
    let scorecard = score(&configuration, &panel);
    // a: 0, 50, 100; b: 100, 50, 0; (3a + b) / 4.
    assert_eq!(overall(&scorecard), [Some(25.0), Some(50.0), Some(75.0)]);
    assert_eq!(ranks(&scorecard.overall), [Some(3), Some(2), Some(1)]);
    assert_eq!(
        ranks(&scorecard.indicators[1].scores),
        [Some(1), Some(2), Some(3)]
    );
    assert_eq!(
        scorecard.indicators[0].scores[1].effective_weight,
        Some(0.75)
    );
    assert_eq!(scorecard.indicators[0].scores[1].contribution, Some(37.5));
}

#[test]
fn goalposts_clamp_and_run_either_way() {
    let posts = "direction = \"lower-is-better\"\nnormalisation = \"goalposts\"\ngoalposts = { worst = 17.0, best = 7.0 }";
    let scorecard = score(
        &configuration("", &[(posts, 1.0)]),
        &panel(&[&[Ok(20.0), Ok(12.0), Ok(7.0), Ok(1.0)]]),
    );
    assert_eq!(
        overall(&scorecard),
        [Some(0.0), Some(50.0), Some(100.0), Some(100.0)]
    );
    assert_eq!(
        ranks(&scorecard.overall),
        [Some(4), Some(3), Some(1), Some(1)]
    );
}

#[test]
fn ranks_as_scores_share_ties_at_the_smaller() {
    let ranked = "direction = \"lower-is-better\"\nnormalisation = \"rank\"";
    let scorecard = score(
        &configuration("", &[(ranked, 1.0)]),
        &panel(&[&[Ok(4.0), Ok(2.0), Ok(2.0), Ok(1.0)]]),
    );
    assert_eq!(
        overall(&scorecard),
        [Some(25.0), Some(50.0), Some(50.0), Some(100.0)]
    );
    let shares = "direction = \"higher-is-better\"\nnormalisation = \"percentile-rank\"";
    let scorecard = score(
        &configuration("", &[(shares, 1.0)]),
        &panel(&[&[Ok(4.0), Ok(2.0), Ok(2.0)]]),
    );
    assert_eq!(overall(&scorecard), [Some(100.0), Some(0.0), Some(0.0)]);
}

#[test]
fn geometric_and_harmonic_run_from_one_to_a_hundred() {
    let values: &[&[Result<f64, Absence>]] = &[
        &[Ok(0.0), Ok(1.0)],
        &[Ok(1.0), Ok(1.0 / 3.0)],
        &[Ok(0.0), Ok(1.0)],
    ];
    let columns = [(UP, 1.0), (UP, 1.0), (UP, 2.0)];
    let geometric = score(
        &configuration("aggregation = \"geometric\"", &columns),
        &panel(values),
    );
    // First authority: 1, 100, 1 with weights 1, 1, 2: the fourth root of 100.
    assert!((overall(&geometric)[0].unwrap() - 100_f64.sqrt().sqrt()).abs() < 1e-12);
    let harmonic = score(
        &configuration("aggregation = \"harmonic\"", &columns),
        &panel(values),
    );
    assert!((overall(&harmonic)[0].unwrap() - 4.0 / (1.0 + 0.01 + 2.0)).abs() < 1e-12);
    let terms: f64 = harmonic
        .indicators
        .iter()
        .map(|i| i.scores[0].contribution.unwrap())
        .sum();
    assert!((1.0 / terms - overall(&harmonic)[0].unwrap()).abs() < 1e-12);
    let terms: f64 = geometric
        .indicators
        .iter()
        .map(|i| i.scores[0].contribution.unwrap())
        .sum();
    assert!((libm::exp(terms) - overall(&geometric)[0].unwrap()).abs() < 1e-12);
}

#[test]
fn the_common_set_asks_for_nine_in_ten_of_those_it_applies_to() {
    let nine: Vec<_> = (0..9).map(|n| Ok(f64::from(n))).collect();
    let with = |last: Result<f64, Absence>| [nine.clone(), vec![last]].concat();
    let full: Vec<_> = (0..10).map(|n| Ok(f64::from(n))).collect();
    let configuration = configuration("", &[(UP, 1.0), (UP, 1.0)]);
    for last in [CONFIDENTIAL, NONE, ZERO] {
        let scorecard = score(&configuration, &panel(&[&full, &with(last)]));
        assert!(scorecard.indicators[1].scale.is_some(), "{last:?}");
    }
    let eight = [nine[..8].to_vec(), vec![CONFIDENTIAL, ZERO]].concat();
    let scorecard = score(&configuration, &panel(&[&full, &eight]));
    assert_eq!(scorecard.indicators[1].not_scored, Some(NotScored::TooFew));
    assert_eq!(
        scorecard.indicators[1].scores[0].standing,
        Standing::NotComparable
    );
    let eight = [nine[..8].to_vec(), vec![ZERO, ZERO]].concat();
    assert!(
        score(&configuration, &panel(&[&full, &eight])).indicators[1]
            .scale
            .is_some()
    );
}

#[test]
fn coverage_is_by_weight_or_by_count_and_reached_within_a_tolerance() {
    let values: &[&[Result<f64, Absence>]] = &[
        &[Ok(1.0), Ok(2.0), Ok(3.0)],
        &[Ok(1.0), NONE, Ok(2.0)],
        &[Ok(1.0), Ok(3.0), Ok(2.0)],
    ];
    let weights = [(UP, 1.0), (UP, 2.0), (UP, 2.0)];
    let by = |by: &str, minimum: f64| {
        let settings =
            format!("common_set = 0\ncoverage_by = \"{by}\"\nminimum_coverage = {minimum}");
        score(&configuration(&settings, &weights), &panel(values)).overall[1]
            .score
            .is_some()
    };
    assert!(by("weight", 0.6) && !by("weight", 0.61));
    assert!(by("count", 2.0 / 3.0) && !by("count", 0.67));
}

#[test]
fn a_complete_domain_forgives_only_a_zero_denominator() {
    let mut configuration = configuration(
        "common_set = 0.3\nminimum_coverage = 0",
        &[(UP, 1.0), (UP, 1.0)],
    );
    configuration.domains[0].complete = true;
    let extra = panel(&[
        &[Ok(1.0), Ok(2.0), Ok(3.0), Ok(4.0), Ok(5.0)],
        &[Ok(1.0), CONFIDENTIAL, ZERO, NONE, Ok(2.0)],
    ]);
    let scorecard = score(&configuration, &extra);
    let ranked: Vec<bool> = scorecard.overall.iter().map(|s| s.rank.is_some()).collect();
    assert_eq!(ranked, [true, false, true, false, true]);
    assert!(scorecard.overall[1].score.is_some());
    assert_eq!(scorecard.overall[0].rank_of, 3);
}

#[test]
fn a_zero_denominator_excuses_only_whom_it_does() {
    let mut configuration = configuration(
        "common_set = 0.3\nminimum_coverage = 0",
        &[(UP, 1.0), (UP, 1.0)],
    );
    configuration.domains[0].complete = true;
    let of = |excused: bool| {
        let entries = [Entry::of_value(4.0), Entry::new(ZERO).excused(excused)].map(|last| {
            let others = [1.0, 2.0, 3.0].map(Entry::of_value);
            others.into_iter().chain([last]).collect()
        });
        let panel = Panel::new(
            &configuration,
            members(4),
            in_columns(&configuration, entries),
        );
        score(&configuration, &panel.unwrap()).overall[3]
            .rank
            .is_some()
    };
    assert!(of(true));
    assert!(!of(false));
}

#[test]
fn a_method_that_needs_a_range_leaves_the_common_set_without_one() {
    for (method, single) in [
        ("min-max", true),
        ("z-score", true),
        ("percentile-rank", true),
        ("rank", false),
    ] {
        let extra = format!("{UP}\nnormalisation = \"{method}\"");
        let scorecard = score(
            &configuration("", &[(&extra, 1.0), (UP, 1.0)]),
            &panel(&[&[Ok(5.0)], &[Ok(1.0)]]),
        );
        assert_eq!(
            scorecard.indicators[0].not_scored.is_some(),
            single,
            "{method}"
        );
    }
    let scorecard = score(
        &configuration("", &[(UP, 1.0), (UP, 1.0)]),
        &panel(&[&[Ok(5.0), Ok(5.0)], &[Ok(1.0), Ok(2.0)]]),
    );
    assert_eq!(scorecard.indicators[0].not_scored, Some(NotScored::NoRange));
    assert_eq!(
        scorecard
            .diagnostics
            .count(crate::diagnostic::Severity::Warning),
        1
    );
    assert_eq!(overall(&scorecard), [Some(0.0), Some(100.0)]);
}

#[test]
fn small_authorities_are_ranked_nowhere_but_scale_the_rest() {
    let (configured, columns) = made_of(&[&[Ok(0.0), Ok(5.0), Ok(10.0)]]);
    let children = [Some(49.0), Some(50.0), None];
    let members = members(3).into_iter().zip(children);
    let members = members.map(|(member, children)| member.with_children(children));
    let small = Panel::new(&configured, members.collect(), columns).unwrap();
    let scorecard = score(&configuration("", &[(UP, 1.0)]), &small);
    assert_eq!(overall(&scorecard), [Some(0.0), Some(50.0), Some(100.0)]);
    for level in [
        &scorecard.overall,
        &scorecard.domains[0].scores,
        &scorecard.indicators[0].scores,
    ] {
        assert_eq!(ranks(level), [None, Some(2), Some(1)]);
    }
}

#[test]
fn the_nation_is_scored_on_the_same_scale_and_needs_every_indicator() {
    let configuration = configuration("", &[(UP, 1.0), (DOWN, 1.0)]);
    let with = |a: Option<f64>, b: Option<f64>| {
        let (_, columns) = made_of(&[&[Ok(0.0), Ok(10.0)], &[Ok(0.0), Ok(10.0)]]);
        let columns = columns.into_iter().zip([a, b]);
        let columns = columns.map(|(column, national)| column.with_national(national, None));
        let panel = Panel::new(&configuration, members(2), columns.collect()).unwrap();
        score(&configuration, &panel).national
    };
    assert_eq!(with(Some(7.5), None), None);
    assert_eq!(with(Some(7.5), Some(5.0)), Some(62.5));
}

fn value() -> impl Strategy<Value = Result<f64, Absence>> {
    prop_oneof![8 => (0..50_i32).prop_map(|n| Ok(f64::from(n))), 1 => Just(CONFIDENTIAL), 1 => Just(ZERO)]
}

fn columns() -> impl Strategy<Value = Vec<Vec<Result<f64, Absence>>>> {
    proptest::collection::vec(proptest::collection::vec(value(), 12), 3)
}

fn referenced(columns: &[Vec<Result<f64, Absence>>]) -> Vec<&[Result<f64, Absence>]> {
    columns.iter().map(Vec::as_slice).collect()
}

proptest! {
    #[test]
    fn contributions_add_up_and_weights_to_one(columns in columns()) {
        let configuration = configuration("common_set = 0.2\nminimum_coverage = 0", &[(UP, 1.0), (DOWN, 2.0), (UP, 3.5)]);
        let scorecard = score(&configuration, &panel(&referenced(&columns)));
        for (at, whole) in scorecard.overall.iter().enumerate() {
            let Some(total) = whole.score else { continue };
            let sum = |of: fn(&Score) -> Option<f64>| scorecard.indicators.iter().filter_map(|i| of(&i.scores[at])).sum::<f64>();
            prop_assert!((sum(|s| s.contribution) - total).abs() < 1e-9);
            prop_assert!((sum(|s| s.effective_weight) - 1.0).abs() < 1e-9);
            prop_assert!((-1e-9..=100.0 + 1e-9).contains(&total));
        }
    }

    #[test]
    fn scaling_all_weights_changes_nothing(columns in columns(), factor in 1e-3..1e3_f64) {
        let with = |f: f64| score(&configuration("common_set = 0.2", &[(UP, f), (DOWN, 2.0 * f), (UP, 3.5 * f)]), &panel(&referenced(&columns)));
        let (one, other) = (with(1.0), with(factor));
        for (a, b) in one.overall.iter().zip(&other.overall) {
            prop_assert_eq!(a.score.is_some(), b.score.is_some());
            prop_assert!((a.score.unwrap_or(0.0) - b.score.unwrap_or(0.0)).abs() < 1e-9);
        }
    }

    #[test]
    fn an_indicator_of_weight_0_changes_nothing(columns in columns()) {
        let with = score(&configuration("common_set = 0.2", &[(UP, 1.0), (DOWN, 2.0), (UP, 0.0)]), &panel(&referenced(&columns)));
        let without = score(&configuration("common_set = 0.2", &[(UP, 1.0), (DOWN, 2.0)]), &panel(&referenced(&columns[..2])));
        prop_assert_eq!(with.overall, without.overall);
    }

    #[test]
    fn order_of_authorities_changes_nothing(columns in columns()) {
        let configuration = configuration("common_set = 0.2", &[(UP, 1.0), (DOWN, 2.0), (UP, 3.5)]);
        let reversed: Vec<Vec<_>> = columns.iter().map(|c| c.iter().rev().copied().collect()).collect();
        let one = score(&configuration, &panel(&referenced(&columns)));
        let other = score(&configuration, &panel(&referenced(&reversed)));
        prop_assert!(one.overall.iter().eq(other.overall.iter().rev()));
    }
}

#[test]
fn aggregations_agree_where_all_scores_are_equal() {
    for aggregation in [
        Aggregation::Arithmetic,
        Aggregation::Geometric,
        Aggregation::Harmonic,
    ] {
        let mean = aggregation.combine([(1.0, 42.0), (5.0, 42.0)]).unwrap();
        assert!((mean - 42.0).abs() < 1e-12);
    }
}

#[test]
fn a_zero_that_is_kept_apart_is_scored_where_all_are_compared() {
    let configuration = configuration("", &[(UP, 2.0), (UP, 1.0)]);
    let values: Vec<_> = (0..10).map(|n| Ok(f64::from(n))).collect();
    let best: Vec<_> = values.iter().rev().copied().collect();
    let mut panel = panel(&[&best, &values]);
    let second = panel.columns().keys().nth(1).unwrap();
    let first = AuthorityIndex::first();
    panel.entry_mut(second, first).doubt.not_comparable = true;
    let apart = score(&configuration, &panel);
    let all = with_implausible_zeros(&configuration, &panel);
    let own = |scorecard: &Scorecard| scorecard.indicators[1].scores[0].score;
    assert_eq!(own(&apart), None);
    assert_eq!(own(&all), Some(0.0));
    assert!(overall(&apart)[0] > overall(&all)[0]);
}
