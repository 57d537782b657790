//! How long the draws take. Run where nothing else does:
//! `cargo test --release --test speed -- --ignored --nocapture`.

use std::time::Instant;

use care_scorecard::authority::Register;
use care_scorecard::config::Configuration;
use care_scorecard::measure::{Distribution, Sampled, Share};
use care_scorecard::scoring::{Chances, Column, Panel, score, uncertainty};

/// 153 authorities by 12 indicators in 4 domains, all shares.
fn nation() -> (Configuration, Panel) {
    let mut text = "[scorecard]\nminimum_children = 0\n".to_owned();
    for domain in 0..4 {
        text += &format!("[[domain]]\ncode = \"d{domain}\"\n");
        for indicator in 0..3 {
            text += &format!(
                "[[domain.indicator]]\ncode = \"i{domain}{indicator}\"\ndirection = \"lower-is-better\"\ngoalposts = {{ worst = 60.0, best = 5.0 }}\n"
            );
        }
    }
    let share = |x: f64, n: f64| {
        let from = Distribution::Proportion(Share { x, n });
        Some(Sampled {
            from,
            factor: 100.0,
        })
    };
    let column = |step: u32| {
        let counts: Vec<(f64, f64)> = (0..153_u32)
            .map(|at| {
                (
                    f64::from((at * step) % 97 + 10),
                    f64::from(200 + (at * 31) % 800),
                )
            })
            .collect();
        Column {
            values: counts.iter().map(|(x, n)| Ok(100.0 * x / n)).collect(),
            national: Some(12.0),
            sampled: counts.iter().map(|(x, n)| share(*x, *n)).collect(),
            national_sampled: share(12_000.0, 100_000.0),
            doubts: Vec::new(),
        }
    };
    let ids = Register::built_in().authorities().iter().take(153);
    let panel = Panel {
        codes: ids.clone().map(|a| a.code.clone()).collect(),
        authorities: ids.map(|a| a.id).collect(),
        columns: (0..12).map(|at| column(2 * at + 3)).collect(),
        children: vec![None; 153],
    };
    let (configuration, _) = Configuration::read(&text, "speed").unwrap();
    (configuration, panel)
}

#[test]
#[ignore = "a measurement"]
fn ten_thousand_draws() {
    let (configuration, panel) = nation();
    let scorecard = score(&configuration, &panel);
    let chances = Chances::of(&configuration);
    for _ in 0..3 {
        let start = Instant::now();
        let found = uncertainty(&configuration, &panel, &scorecard, &chances);
        println!(
            "{:?} for {} draws, {} ranked",
            start.elapsed(),
            chances.draws,
            found.ranked
        );
    }
}
