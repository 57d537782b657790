//! How much of the movement of ranks each choice and each weight accounts for, by itself and
//! together with others (Sobol 1993; Saltelli et al. 2010; Jansen 1999).

use rayon::prelude::*;
use serde::Serialize;

use crate::config::Configuration;
use crate::scoring::by::{AuthorityIndex, By, DomainIndex, IndicatorIndex, key};
use crate::scoring::chance::Plan;
use crate::scoring::engine::scored;
use crate::scoring::panel::Panel;
use crate::scoring::scorecard::{Scorecard, ScoredIndicator};
use crate::statistics::{Range, Ranker, Stream, Weights, competition_ranks, quantile};

use super::alternatives::{Choices, chosen};
use super::change::distance;

/// Rows of each of the two samples.
const SAMPLE: usize = 1_000;
/// How often the rows are drawn again for the intervals.
const RESAMPLES: usize = 1_000;
/// The streams of the rows; the draws of chance use those below.
const ROWS: u64 = 1 << 63;
/// The streams of the rows drawn again.
const AGAIN: u64 = ROWS | 1 << 62;

/// The share of each input in the variance of the mean absolute rank change.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SobolIndices {
    /// How often the year was scored.
    pub runs: usize,
    /// The mean of the mean absolute rank change.
    pub mean: f64,
    /// Its variance; 0 where nothing has an effect.
    pub variance: f64,
    /// By input: the choices, then the weights of domains and indicators.
    pub inputs: Vec<Importance>,
}

/// The share of one input.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Importance {
    /// `aggregation`, `normalisation`, `recording-policy`, or `weight of` a code.
    pub input: String,
    /// By itself. A small share can come out negative, and is shown as 0.
    pub first_order: Option<f64>,
    /// Where that lies in 95% of samples like this one.
    pub first_order_interval: Option<Range>,
    /// Together with all others.
    pub total: Option<f64>,
    /// Where that lies in 95% of samples like this one.
    pub total_interval: Option<Range>,
}

/// The indices, or none where nobody is ranked.
pub(super) fn indices(
    configuration: &Configuration,
    panel: &Panel,
    scorecard: &Scorecard,
    choices: &Choices,
) -> Option<SobolIndices> {
    let combinations = combinations(configuration, panel, choices);
    let model = Model::new(configuration, panel, scorecard, choices, &combinations)?;
    let width = model.inputs.len();
    let rows: Vec<Row> = (0..SAMPLE)
        .into_par_iter()
        .map_init(Ranker::default, |ranker, row| {
            model.row(configuration, ranker, row)
        })
        .collect();
    let whole: Vec<usize> = (0..SAMPLE).collect();
    let found = Shares::of(&rows, &whole);
    let again = Again::of(&rows, configuration.ranking.seed);
    let inputs = model.inputs.pairs().map(|(at, input)| Importance {
        input: input.name.clone(),
        first_order: found.shares.as_ref().map(|shares| shares[at].first_order),
        first_order_interval: again.interval(|shares| shares[at].first_order),
        total: found.shares.as_ref().map(|shares| shares[at].total),
        total_interval: again.interval(|shares| shares[at].total),
    });
    Some(SobolIndices {
        runs: SAMPLE * (width + 2),
        mean: found.mean,
        variance: found.variance,
        inputs: inputs.collect(),
    })
}

/// The share of an input.
struct Share {
    first_order: f64,
    total: f64,
}

/// What some rows give.
struct Shares {
    mean: f64,
    variance: f64,
    /// By input; none where nothing varies.
    shares: Option<By<InputIndex, Share>>,
}

impl Shares {
    /// With ȳ and V of A and B together, S = mean((B − ȳ)(AB − A))/V and T = mean((A − AB)²)/2V.
    fn of(rows: &[Row], chosen: &[usize]) -> Self {
        let chosen = || chosen.iter().filter_map(|at| rows.get(*at));
        let all: Vec<f64> = chosen().flat_map(|row| [row.a, row.b]).collect();
        let (mean, variance) = moments(&all);
        let n = count(all.len()) / 2.0;
        let share = |at| {
            let (mut first, mut total) = (0.0, 0.0);
            for row in chosen() {
                let ab = row.ab[at];
                first += (row.b - mean) * (ab - row.a);
                total += (row.a - ab) * (row.a - ab);
            }
            Share {
                first_order: first / n / variance,
                total: total / (2.0 * n) / variance,
            }
        };
        let shares = rows.first().filter(|_| variance > 0.0);
        Self {
            mean,
            variance,
            shares: shares.map(|row| row.ab.map(|at, _| share(at))),
        }
    }
}

/// What rows drawn again give, with A, B and AB of a row together (Efron 1979).
struct Again(Vec<By<InputIndex, Share>>);

impl Again {
    fn of(rows: &[Row], seed: u64) -> Self {
        let again = (0..RESAMPLES).into_par_iter().filter_map(|number| {
            let mut stream = Stream::new(seed, AGAIN | number as u64);
            let chosen: Vec<usize> = rows
                .iter()
                .map(|_| chosen_place(rows.len(), stream.uniform()))
                .collect();
            Shares::of(rows, &chosen).shares
        });
        Self(again.collect())
    }

    /// The middle 95%; none where a sample without any variance was drawn.
    fn interval(&self, of: impl Fn(&By<InputIndex, Share>) -> f64) -> Option<Range> {
        let values: Vec<f64> = self.0.iter().map(of).collect();
        let ends = quantile(&values, 0.025).zip(quantile(&values, 0.975));
        ends.filter(|_| values.len() == RESAMPLES)
            .map(|(low, high)| Range { low, high })
    }
}

#[allow(clippy::cast_precision_loss, reason = "a few thousand runs")]
fn count(runs: usize) -> f64 {
    runs as f64
}

/// Mean, and variance with n − 1.
fn moments(values: &[f64]) -> (f64, f64) {
    let n = count(values.len());
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|y| (y - mean) * (y - mean)).sum();
    (mean, squares / (n - 1.0))
}

/// The scorecards under every combination of choices, in the order of their places.
fn combinations(
    configuration: &Configuration,
    panel: &Panel,
    choices: &Choices,
) -> Vec<(Configuration, Scorecard)> {
    let mut all = Vec::new();
    for aggregation in &choices.aggregations {
        for normalisation in &choices.normalisations {
            for policy in &choices.policies {
                all.push(chosen(configuration, *aggregation, *normalisation, *policy));
            }
        }
    }
    all.into_par_iter()
        .map(|other| {
            let scorecard = scored(&other, panel);
            (other, scorecard)
        })
        .collect()
}

key!(
    /// The place of an input.
    InputIndex
);

/// What varies, from a number between 0 and 1.
struct Input {
    name: String,
    what: What,
}

#[derive(Clone, Copy)]
enum What {
    /// A choice among so many, each step of which is so many combinations on.
    Choice { among: usize, step: usize },
    /// The weight of a domain of the configuration.
    Domain(DomainIndex),
    /// The weight of an indicator of the configuration.
    Indicator(IndicatorIndex),
}

/// One combination, ready to be scored with any weights.
struct Ready {
    plan: Plan,
    /// The authorities ranked here and in the nominal scorecard.
    members: Vec<Ranked>,
}

/// An authority with its nominal rank among the members.
struct Ranked {
    at: AuthorityIndex,
    nominal: usize,
}

struct Model {
    inputs: By<InputIndex, Input>,
    /// By combination of choices, in the order of their places.
    ready: Vec<Ready>,
    noise: f64,
}

/// The outcomes of a row of the two samples, and of A with each column of B in turn.
struct Row {
    a: f64,
    b: f64,
    ab: By<InputIndex, f64>,
}

impl Model {
    fn new(
        configuration: &Configuration,
        panel: &Panel,
        scorecard: &Scorecard,
        choices: &Choices,
        combinations: &[(Configuration, Scorecard)],
    ) -> Option<Self> {
        let ready: Vec<Ready> = combinations
            .iter()
            .map(|(other, scored)| Ready::new(other, panel, scorecard, scored))
            .collect();
        let inputs = inputs(configuration, scorecard, choices);
        let noise = configuration.ranking.weight_noise;
        (scorecard.ranked() > 0).then_some(Self {
            inputs,
            ready,
            noise,
        })
    }

    fn row(&self, configuration: &Configuration, ranker: &mut Ranker, row: usize) -> Row {
        let mut stream = Stream::new(configuration.ranking.seed, ROWS | row as u64);
        let mut sample = || self.inputs.map(|_, _| stream.uniform());
        let (a, b) = (sample(), sample());
        let ab = b.map(|at, u| {
            let mut mixed = a.clone();
            mixed[at] = *u;
            self.outcome(ranker, &mixed)
        });
        Row {
            a: self.outcome(ranker, &a),
            b: self.outcome(ranker, &b),
            ab,
        }
    }

    /// The mean absolute rank change from the nominal ranking.
    fn outcome(&self, ranker: &mut Ranker, sample: &By<InputIndex, f64>) -> f64 {
        let mut combination = 0;
        for (input, u) in self.inputs.zip(sample) {
            if let What::Choice { among, step } = input.what {
                combination += chosen_place(among, *u) * step;
            }
        }
        let ready = &self.ready[combination];
        if ready.members.is_empty() {
            return 0.0;
        }
        let mut weights = ready.plan.weights().clone();
        for (input, u) in self.inputs.zip(sample) {
            let factor = 1.0 + self.noise * (2.0 * u - 1.0);
            match input.what {
                What::Choice { .. } => {}
                What::Domain(at) => ready.plan.scale_domain(&mut weights, at, factor),
                What::Indicator(at) => ready.plan.scale_indicator(&mut weights, at, factor),
            }
        }
        ready.rank_change(ranker, &weights)
    }
}

/// ⌊k·u⌋.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a handful of choices"
)]
fn chosen_place(among: usize, u: f64) -> usize {
    ((among as f64 * u).floor() as usize).min(among.saturating_sub(1))
}

fn inputs(
    configuration: &Configuration,
    scorecard: &Scorecard,
    choices: &Choices,
) -> By<InputIndex, Input> {
    let policies = choices.policies.len();
    let normalisations = choices.normalisations.len();
    let choice = |name: &str, among, step| Input {
        name: name.to_owned(),
        what: What::Choice { among, step },
    };
    let choices = [
        choice(
            "aggregation",
            choices.aggregations.len(),
            normalisations * policies,
        ),
        choice("normalisation", normalisations, policies),
        choice("recording-policy", policies, 1),
    ];
    let weight = |code: &str, what| Input {
        name: format!("weight of {code}"),
        what,
    };
    let domains = scorecard.domains_of(configuration);
    let domains = domains
        .into_iter()
        .filter(|d| d.domain.weight > 0.0 && d.scores.comparable)
        .map(|d| weight(&d.domain.code, What::Domain(d.at)));
    let indicators = scorecard.indicators_of(configuration);
    let indicators = indicators
        .into_iter()
        .filter(ScoredIndicator::is_scored)
        .map(|i| weight(&i.indicator.code, What::Indicator(i.at)));
    By::collected(choices.into_iter().chain(domains).chain(indicators))
}

impl Ready {
    fn new(
        configuration: &Configuration,
        panel: &Panel,
        nominal: &Scorecard,
        scorecard: &Scorecard,
    ) -> Self {
        let in_both = nominal.overall.map(|at, score| {
            let here = scorecard.overall[at].rank;
            score
                .score
                .filter(|_| score.rank.is_some() && here.is_some())
        });
        let ranks = competition_ranks(in_both.as_slice());
        let members = in_both.keys().zip(ranks);
        Self {
            plan: Plan::new(configuration, panel, scorecard, false),
            members: members
                .filter_map(|(at, nominal)| {
                    Some(Ranked {
                        at,
                        nominal: nominal?,
                    })
                })
                .collect(),
        }
    }

    fn rank_change(&self, ranker: &mut Ranker, weights: &Weights) -> f64 {
        let members = self.members.iter().map(|member| member.at);
        let scores = self.plan.scores_with(weights, members);
        let mut sum = 0.0;
        ranker.rank(scores.into_iter(), |position, rank| {
            sum += distance(self.members[position].nominal, rank);
        });
        sum / count(self.members.len())
    }
}

#[cfg(test)]
mod tests;
