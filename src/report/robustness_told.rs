//! How sure a ranking is, and what it hangs on, as text.

use std::fmt::Write as _;

use crate::assessment::Assessment;
use crate::scoring::{Agreement, Consequence, Moved, Robustness, ScoredIndicator, Uncertainty};
use crate::statistics::{Explained, Range};

/// How sure a ranking is and what it hangs on: everything, in the order of importance.
pub fn robustness_told(assessment: &Assessment<'_>, found: &Robustness) -> String {
    let mut out = format!(
        "How sure is the ranking of {}? {} of {} authorities are ranked.\n",
        assessment.year,
        assessment.scorecard.ranked(),
        assessment.panel.authorities().len()
    );
    chance(&mut out, found);
    left_out(&mut out, found);
    alternatives(&mut out, found);
    importance(&mut out, found);
    domains_together(&mut out, &found.agreement);
    kind_of_place(&mut out, assessment);
    indicators(&mut out, assessment);
    recording(&mut out, assessment, &found.recording);
    out
}

fn chance(out: &mut String, found: &Robustness) {
    let Some((_, first)) = found.chance.first() else {
        return;
    };
    let _ = writeln!(
        out,
        "\nChance and weights ({} draws each, weights within {:.0}% of themselves)",
        first.chances.draws,
        100.0
            * found
                .chance
                .iter()
                .find_map(|(_, u)| u.chances.weights)
                .unwrap_or_default()
    );
    for (name, uncertainty) in &found.chance {
        let width = uncertainty
            .median_width
            .map_or("-".to_owned(), |w| format!("{w:.1}"));
        let _ = writeln!(
            out,
            "  {name:<22} median width of a rank interval {width:>6} places{}",
            told_apart(uncertainty)
        );
    }
    if let Some((_, both)) = found.chance.last() {
        let certain = |of: &dyn Fn(&crate::scoring::RankSpread) -> f64| {
            both.overall
                .iter()
                .filter_map(|s| s.rank)
                .filter(|rank| of(rank) >= 0.95)
                .count()
        };
        let _ = writeln!(
            out,
            "  in the best quarter in 95% of draws: {}; in the worst: {}",
            certain(&|rank| rank.top_quarter),
            certain(&|rank| rank.bottom_quarter)
        );
    }
}

fn told_apart(uncertainty: &Uncertainty) -> &'static str {
    if uncertainty.is_distinguishable() {
        ""
    } else {
        ": more than half of the ranking, so ranks cannot be told apart"
    }
}

fn left_out(out: &mut String, found: &Robustness) {
    let _ = writeln!(out, "\nLeft out: places an authority moves on average");
    for left in &found.left_out {
        let _ = writeln!(
            out,
            "  {:<9} {:<34} {}{}",
            left.level.as_str(),
            left.code,
            places(left.mean_rank_change),
            ranked_otherwise(&left.consequence)
        );
    }
}

fn places(change: Option<f64>) -> String {
    change.map_or("   nobody is ranked without it".to_owned(), |change| {
        format!("{change:>6.2}")
    })
}

/// What lies behind a change: what it takes out of the scores, and whose rank it takes or gives.
fn behind(consequence: &Consequence) -> String {
    let mut said = Vec::new();
    let lost = [&consequence.domains_lost, &consequence.indicators_lost];
    let lost: Vec<&str> = lost.into_iter().flatten().map(String::as_str).collect();
    if !lost.is_empty() {
        said.push(format!("takes {} out of the scores", lost.join(", ")));
    }
    said.extend(ranks_given(consequence));
    aside(&said)
}

/// Whose rank it takes or gives. That what is left out is not scored goes without saying.
fn ranked_otherwise(consequence: &Consequence) -> String {
    aside(&ranks_given(consequence))
}

fn ranks_given(consequence: &Consequence) -> Vec<String> {
    let counts = [
        (consequence.no_longer_ranked, "no longer ranked"),
        (consequence.newly_ranked, "more ranked"),
    ];
    let some = counts.into_iter().filter(|(count, _)| *count > 0);
    some.map(|(count, what)| format!("{count} {what}"))
        .collect()
}

fn aside(said: &[String]) -> String {
    if said.is_empty() {
        return String::new();
    }
    format!("   {}", said.join("; "))
}

fn alternatives(out: &mut String, found: &Robustness) {
    let _ = writeln!(
        out,
        "\nChosen otherwise: places an authority moves on average"
    );
    for other in &found.alternatives {
        let _ = writeln!(
            out,
            "  {:<18} {:<25} {}{}",
            other.choice.setting(),
            other.choice.value(),
            places(other.mean_rank_change),
            behind(&other.consequence)
        );
    }
    for refused in &found.refused {
        let _ = writeln!(
            out,
            "  {:<18} {:<25} not run: {}",
            refused.choice.setting(),
            refused.choice.value(),
            refused.reason
        );
    }
}

fn importance(out: &mut String, found: &Robustness) {
    let Some(indices) = &found.importance else {
        return;
    };
    let _ = writeln!(
        out,
        "\nWhat moves ranks most ({} runs; mean change {:.2} places): share of the variance, alone and with others,\n\
         each with where it lies in 95% of samples, and no more digits than that bears",
        indices.runs, indices.mean
    );
    let mut inputs: Vec<_> = indices.inputs.iter().collect();
    inputs.sort_by(|a, b| {
        b.total
            .unwrap_or_default()
            .total_cmp(&a.total.unwrap_or_default())
    });
    for input in inputs {
        let _ = writeln!(
            out,
            "  {:<44} {:<22} {}",
            input.input,
            share(input.first_order, input.first_order_interval),
            share(input.total, input.total_interval)
        );
    }
}

/// A share with its interval; "no effect" where nothing varies.
fn share(share: Option<f64>, interval: Option<Range>) -> String {
    let Some(share) = share else {
        return "no effect".to_owned();
    };
    let Some(interval) = interval else {
        return "not estimated".to_owned();
    };
    let digits = digits_borne(interval);
    let [share, low, high] = [share, interval.low, interval.high].map(|number| {
        // What is below 0 is chance.
        format!("{:.digits$}", number.max(0.0))
    });
    format!("{share} ({low} to {high})")
}

/// Decimals of which the last still says something, beside half the width of the interval.
fn digits_borne(interval: Range) -> usize {
    const MOST: usize = 3;
    let half = (interval.high - interval.low) / 2.0;
    let mut step = 1.0;
    (0..MOST)
        .find(|_| {
            let enough = step <= half;
            step /= 10.0;
            enough
        })
        .unwrap_or(MOST)
}

/// How far the domains go together: one number stands for all of them.
fn domains_together(out: &mut String, found: &Agreement) {
    if found.correlations.is_empty() {
        return;
    }
    let number = |number: Option<f64>| number.map_or("-".to_owned(), |r| format!("{r:.2}"));
    let _ = writeln!(
        out,
        "\nIn the overall score one number stands for several domains: correlations over {} authorities, Cronbach's alpha {}\n  \
         (0.7 is commonly asked before parts are taken to measure one thing)",
        found.authorities,
        number(found.alpha)
    );
    for pair in &found.correlations {
        let [one, other] = &pair.domains;
        let _ = writeln!(
            out,
            "  {one:<28} {other:<28} {:>5}",
            number(pair.correlation)
        );
    }
}

/// What region and type of authority explain.
fn kind_of_place(out: &mut String, assessment: &Assessment<'_>) {
    let place = assessment.kind_of_place();
    let Some(overall) = place.overall else {
        return;
    };
    let _ = writeln!(
        out,
        "\nShare of the variance that region and type of authority explain (adjusted R2)"
    );
    let mut line = |name: &str, found: Option<Explained>| {
        let share = found.map_or("not estimated".to_owned(), |found| {
            format!("{:>5.2} of {} authorities", found.adjusted, found.count)
        });
        let _ = writeln!(out, "  {name:<34} {share}");
    };
    line("overall", Some(overall));
    for domain in assessment
        .domains()
        .into_iter()
        .filter(|d| d.scores.comparable)
    {
        line(&domain.domain.code, place.domains[domain.at]);
    }
}

fn indicators(out: &mut String, assessment: &Assessment<'_>) {
    let _ = writeln!(
        out,
        "\nIndicators: overdispersion, variance between authorities, rankability (under 0.5 ranks mean little)"
    );
    let all = assessment.indicators().into_iter();
    for ScoredIndicator { indicator, .. } in all.filter(ScoredIndicator::is_scored) {
        let shown = if assessment.shows_ranks(&indicator.code) {
            ""
        } else {
            ": bands, no ranks"
        };
        let _ = match assessment.funnel(&indicator.code) {
            Some(funnel) => writeln!(
                out,
                "  {:<34} phi {:>7.2}   tau2 {:.5}   {}{}{shown}",
                indicator.code,
                funnel.phi.unwrap_or_default(),
                funnel.tau_squared,
                funnel
                    .rankability
                    .map_or_else(|| "not estimated".to_owned(), |r| format!("{r:.2}")),
                if funnel.adjusted {
                    ""
                } else {
                    " (limits not adjusted)"
                }
            ),
            None => writeln!(out, "  {:<34} not estimated", indicator.code),
        };
    }
}

fn recording(out: &mut String, assessment: &Assessment<'_>, moved: &[Moved]) {
    let policy = assessment.configuration().recording.policy;
    let _ = writeln!(
        out,
        "\nRecording policy ({policy:?}): ranks without it and with it",
    );
    for moved in moved {
        let id = assessment.panel.authorities()[moved.at];
        let rank = |rank: Option<usize>| rank.map_or("none".to_owned(), |r| r.to_string());
        let _ = writeln!(
            out,
            "  {:<40} {:>5} {:>5}",
            assessment.name(id),
            rank(moved.before),
            rank(moved.after)
        );
    }
    if moved.is_empty() {
        let _ = writeln!(out, "  no rank changes");
    }
}
