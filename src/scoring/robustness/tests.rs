use super::*;
use crate::config::Normalisation;
use crate::scoring::panel::Doubt;
use crate::scoring::testing::{panel as panel_of, place, score, values};

fn configuration(settings: &str, indicators: &[&str]) -> Configuration {
    let mut text =
        format!("[scorecard]\nminimum_children = 0\n{settings}\n[[domain]]\ncode = \"d\"\n");
    for (at, extra) in indicators.iter().enumerate() {
        text += &format!(
            "[[domain.indicator]]\ncode = \"i{at}\"\ndirection = \"lower-is-better\"\n{extra}\n"
        );
    }
    text += "[ranking]\ndraws = 100\n";
    Configuration::read(&text, "test").unwrap().0
}

const POSTS: &str = "goalposts = { worst = 200.0, best = -200.0 }";

fn panel(columns: &[&[f64]]) -> Panel {
    let configuration = configuration("", &vec![POSTS; columns.len()]);
    panel_of(&configuration, columns.iter().map(|column| values(column)))
}

fn examine(configuration: &Configuration, panel: &Panel) -> Robustness {
    robustness(configuration, panel, &score(configuration, panel))
}

#[test]
fn one_indicator_leaves_choices_and_weights_without_effect() {
    let found = examine(
        &configuration("", &[POSTS]),
        &panel(&[&[1.0, 5.0, 3.0, 9.0]]),
    );
    let importance = found.importance.unwrap();
    assert_eq!(importance.variance, 0.0);
    assert!(importance.inputs.iter().all(|input| input.total.is_none()));
    assert!(
        found
            .alternatives
            .iter()
            .all(|a| a.mean_rank_change == Some(0.0))
    );
    assert_eq!(found.left_out[0].mean_rank_change, None);
}

#[test]
fn leaving_out_the_indicator_that_turns_the_order_turns_it_back() {
    let configuration = configuration("", &[POSTS, POSTS]);
    let found = examine(
        &configuration,
        &panel(&[&[1.0, 2.0, 3.0], &[50.0, 20.0, 0.0]]),
    );
    assert_eq!(found.left_out.len(), 3);
    assert_eq!(found.left_out[0].level, Level::Domain);
    let changes: Vec<_> = found.left_out[1..]
        .iter()
        .map(|l| l.mean_rank_change.unwrap())
        .collect();
    assert_eq!(changes, [0.0, 4.0 / 3.0]);
}

#[test]
fn goalposts_are_refused_to_indicators_without_them() {
    let configuration = configuration("normalisation = \"min-max\"", &["", ""]);
    let found = examine(
        &configuration,
        &panel(&[&[1.0, 2.0, 3.0], &[50.0, 20.0, 0.0]]),
    );
    assert_eq!(found.refused[0].reason, "no goalposts for i0, i1");
    assert!(
        found
            .alternatives
            .iter()
            .all(|a| a.choice != Choice::Normalisation(Normalisation::Goalposts))
    );
}

#[test]
fn a_weight_that_decides_accounts_for_all_of_the_movement() {
    let mut settings = configuration("", &[POSTS, POSTS]);
    settings.ranking.weight_noise = 0.25;
    let found = examine(&settings, &panel(&[&[0.0, 10.0], &[10.5, 0.0]]));
    let inputs = found.importance.unwrap().inputs;
    let total = |name: &str| {
        inputs
            .iter()
            .find(|i| i.input == name)
            .unwrap()
            .total
            .unwrap()
    };
    assert!(total("weight of i0") > 0.3 && total("weight of i1") > 0.3);
    assert_eq!(total("weight of d"), 0.0);
    assert_eq!(total("recording-policy"), 0.0);
}

#[test]
fn the_effect_of_the_policy_lists_whom_it_moved() {
    let configuration = configuration("", &[POSTS]);
    let mut panel = panel(&[&[0.0, 2.0, 3.0]]);
    let limit = Doubt {
        limit: Some(2.5),
        ..Doubt::default()
    };
    panel.entry_mut(place(0), place(0)).doubt = limit.clone();
    let found = examine(&configuration, &panel);
    assert_eq!(
        found.recording[0],
        Moved {
            at: place(0),
            before: Some(1),
            after: Some(2)
        }
    );
    assert_eq!(
        found.recording[1],
        Moved {
            at: place(1),
            before: Some(2),
            after: Some(1)
        }
    );
    panel.entry_mut(place(0), place(0)).doubt = Doubt {
        flags: vec!["unusually-low"],
        ..limit
    };
    let mut exclude = configuration.clone();
    exclude.recording.policy = Policy::Exclude;
    exclude.scorecard.common_set = 0.5;
    let scorecard = score(&exclude, &panel);
    assert_eq!(scorecard.overall[0].rank, None);
    assert_eq!(
        scorecard.indicators[0].scores[0].standing.as_str(),
        "not-comparable"
    );
}
