//! What an authority's rank would be if one of its values were another.

use crate::config::{Configuration, Normalisation};
use crate::diagnostic::Diagnostics;

use super::indicator::indicator_scores;
use super::normalise::Bounds;
use super::policy::Treated;
use super::{IndicatorScores, Score, Side, combine};

/// An overall score and rank under another value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Changed {
    /// The overall score.
    pub score: f64,
    /// The rank; 1 is best.
    pub rank: usize,
}

/// Scores the year again with another value of one indicator for one authority. Everything else
/// stays the same: its other values, the values of all others, what is doubtful about recording.
/// Scales that depend on the values of the year move with it. None where the authority is not
/// ranked or is not scored on the indicator, or would not be: without a difference there is no scale.
pub fn with_value(side: Side<'_>, at: usize, indicator: usize, value: f64) -> Option<Changed> {
    side.scorecard.overall.get(at)?.rank?;
    let scores = side.scorecard.indicators.get(indicator)?;
    scores.scores.get(at)?.score?;
    let rescored = rescored(side, at, indicator, value)?;
    let new = |unit: usize| {
        let nominal = side.scorecard.overall.get(unit)?;
        let (old, new) = (own(scores, unit), own(&rescored, unit));
        if old == new {
            nominal.score
        } else {
            overall(side, unit, indicator, new?)
        }
    };
    let score = new(at)?;
    let others = side.scorecard.overall.iter().enumerate();
    let above = others
        .filter(|(unit, other)| *unit != at && other.rank.is_some())
        .filter(|(unit, _)| new(*unit).is_some_and(|other| other > score));
    Some(Changed {
        score,
        rank: above.count() + 1,
    })
}

fn own(scores: &IndicatorScores, unit: usize) -> Option<f64> {
    scores.scores.get(unit).and_then(|score| score.score)
}

/// The scores of the indicator with the other value.
fn rescored(side: Side<'_>, at: usize, indicator: usize, value: f64) -> Option<IndicatorScores> {
    let (_, configured) = side.configuration.indicators().nth(indicator)?;
    let nominal = side.scorecard.indicators.get(indicator)?;
    let column = side.panel.columns.get(indicator)?;
    let policy = side.configuration.recording.policy;
    let treated = Treated {
        policy,
        indicator: configured,
        column,
    };
    if configured.normalisation == Normalisation::Goalposts {
        let scale = nominal.scale.as_ref()?;
        let score = scale.score(treated.scored(at, &Ok(value)).value()?);
        let ceiling = nominal.national.filter(|_| treated.capped(at));
        let mut rescored = nominal.clone();
        rescored.scores.get_mut(at)?.score = Some(ceiling.map_or(score, |most| score.min(most)));
        return Some(rescored);
    }
    let mut column = column.clone();
    *column.values.get_mut(at)? = Ok(value);
    let treated = Treated {
        column: &column,
        ..treated
    };
    let settings = &side.configuration.scorecard;
    let bounds = Bounds::of(settings.aggregation);
    // Whatever may be said of this made-up year has been said of the real one.
    let mut unheard = Diagnostics::default();
    Some(indicator_scores(
        nominal.domain,
        treated,
        settings.common_set,
        bounds,
        &mut unheard,
    ))
}

/// The overall score of a unit with another score on one indicator.
fn overall(side: Side<'_>, unit: usize, indicator: usize, score: f64) -> Option<f64> {
    let configuration: &Configuration = side.configuration;
    let aggregation = configuration.scorecard.aggregation;
    let changed = side.scorecard.indicators.get(indicator)?.domain;
    let all = || {
        let configured = configuration.indicators().map(|(_, i)| i.weight);
        configured.zip(&side.scorecard.indicators).enumerate()
    };
    let within = all()
        .filter(|(_, (_, scores))| scores.domain == changed && scores.scale.is_some())
        .filter_map(|(at, (weight, scores))| {
            let own = own(scores, unit)?;
            Some((weight, if at == indicator { score } else { own }))
        });
    let domain = combine(aggregation, within);
    let domains = configuration.domains.iter().zip(&side.scorecard.domains);
    let counted = domains
        .enumerate()
        .filter(|(_, (domain, scores))| domain.weight > 0.0 && scores.comparable)
        .filter_map(|(at, (configured, scores))| {
            let nominal: &Score = scores.scores.get(unit)?;
            let own = nominal.score?;
            let score = if at == changed { domain? } else { own };
            Some((configured.weight, score))
        });
    combine(aggregation, counted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authority::Register;
    use crate::config::Configuration;
    use crate::measure::Absence;
    use crate::scoring::{Column, Doubt, Panel, score};
    use proptest::prelude::*;

    fn configuration(normalisation: &str, aggregation: &str) -> Configuration {
        let mut text = format!(
            "[scorecard]\nminimum_children = 0\ncommon_set = 0.5\naggregation = \"{aggregation}\"\nnormalisation = \"{normalisation}\"\n"
        );
        for domain in ["a", "b"] {
            text += &format!("[[domain]]\ncode = \"{domain}\"\n");
            for indicator in ["x", "y"] {
                text += &format!(
                    "[[domain.indicator]]\ncode = \"{domain}-{indicator}\"\nweight = 2.0\ndirection = \"lower-is-better\"\ngoalposts = {{ worst = 20.0, best = 5.0 }}\n"
                );
            }
        }
        Configuration::read(&text, "test").unwrap().0
    }

    fn panel(values: &[[f64; 6]; 4]) -> Panel {
        let ids = Register::built_in().authorities().iter().take(6);
        let column = |values: &[f64; 6]| Column {
            values: values
                .iter()
                .map(|v| {
                    if *v < 1.0 {
                        Err(Absence::NoData)
                    } else {
                        Ok(*v)
                    }
                })
                .collect(),
            national: Some(12.0),
            doubts: (0..6)
                .map(|at| Doubt {
                    limit: Some(6.0),
                    capped: at == 1,
                    ..Doubt::default()
                })
                .collect(),
            ..Column::default()
        };
        Panel {
            codes: ids.clone().map(|a| a.code.clone()).collect(),
            authorities: ids.map(|a| a.id).collect(),
            columns: values.iter().map(column).collect(),
            children: vec![None; 6],
        }
    }

    proptest! {
        /// The short way comes to what scoring the whole panel again comes to.
        #[test]
        fn it_is_what_scoring_again_gives(
            values in prop::array::uniform4(prop::array::uniform6(0.5..25.0_f64)),
            at in 0..6_usize,
            indicator in 0..4_usize,
            value in 1.0..25.0_f64,
            method in 0..3_usize,
        ) {
            let normalisation = ["goalposts", "min-max", "percentile-rank"][method];
            for aggregation in ["arithmetic", "geometric"] {
                let configuration = configuration(normalisation, aggregation);
                let mut panel = panel(&values);
                let before = score(&configuration, &panel);
                let side = Side { configuration: &configuration, panel: &panel, scorecard: &before };
                let found = with_value(side, at, indicator, value);
                let ranked = before.overall[at].rank.is_some();
                let scored = before.indicators[indicator].scores[at].score.is_some();
                panel.columns[indicator].values[at] = Ok(value);
                let after = score(&configuration, &panel);
                let still = after.indicators[indicator].scores[at].score.is_some();
                prop_assert_eq!(found.is_some(), ranked && scored && still);
                let Some(found) = found else { return Ok(()) };
                prop_assert_eq!(Some(found.score), after.overall[at].score);
                prop_assert_eq!(Some(found.rank), after.overall[at].rank);
            }
        }
    }
}
