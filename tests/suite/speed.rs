//! How long the draws take. Run where nothing else does:
//! `cargo test --release --test speed -- --ignored --nocapture`.

use std::time::Instant;

use care_scorecard::authority::Register;
use care_scorecard::config::Configuration;
use care_scorecard::measure::{Distribution, Sampled, Share};
use care_scorecard::scoring::{Chances, Column, Entry, Member, Panel, score, uncertainty};

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
    let column = |code: &str, step: u32| {
        let counts: Vec<(f64, f64)> = (0..153_u32)
            .map(|at| {
                (
                    f64::from((at * step) % 97 + 10),
                    f64::from(200 + (at * 31) % 800),
                )
            })
            .collect();
        let entries = counts
            .iter()
            .map(|(x, n)| Entry::of_value(100.0 * x / n).with_sampled(share(*x, *n)));
        Column::new(code, entries).with_national(Some(12.0), share(12_000.0, 100_000.0))
    };
    let (configuration, _) = Configuration::read(&text, "speed").unwrap();
    let authorities = Register::built_in().authorities().iter().take(153);
    let members = authorities.map(|a| Member::new(a.id, a.code.as_str()));
    let indicators = configuration.indicators().zip(0..);
    let columns = indicators.map(|((_, indicator), at)| column(&indicator.code, 2 * at + 3));
    let panel = Panel::new(&configuration, members.collect(), columns.collect()).unwrap();
    (configuration, panel)
}

#[test]
#[ignore = "a measurement"]
fn ten_thousand_draws() {
    let (configuration, panel) = nation();
    let scorecard = score(&configuration, &panel).unwrap();
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
