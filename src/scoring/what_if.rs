//! What an authority's rank would be if one of its values were another.

use crate::config::Normalisation;
use crate::diagnostic::Diagnostics;

use super::by::{AuthorityIndex, ByAuthority, IndicatorIndex};
use super::indicator::indicator_scores;
use super::normalise::Bounds;
use super::policy::Treated;
use super::route::Side;
use super::scorecard::{IndicatorScores, ScoredDomain, ScoredIndicator};
use super::tree::Tree;

/// An overall score and rank under another value.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
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
///
/// # Panics
/// Where the parts of the side are not of one another, or a place is of another panel.
pub fn with_value(
    side: Side<'_>,
    at: AuthorityIndex,
    indicator: IndicatorIndex,
    value: f64,
) -> Option<Changed> {
    side.scorecard.overall[at].rank?;
    let before = own(&side.scorecard.indicators[indicator]);
    before[at]?;
    let after = rescored(side, at, indicator, value)?;
    let changes = Changes::of(side, indicator);
    let new = |unit: AuthorityIndex| {
        if before[unit] == after[unit] {
            side.scorecard.overall[unit].score
        } else {
            changes.overall(unit, after[unit]?)
        }
    };
    let score = new(at)?;
    let above = side
        .scorecard
        .overall
        .pairs()
        .filter(|(unit, other)| *unit != at && other.rank.is_some())
        .filter(|(unit, _)| new(*unit).is_some_and(|other| other > score));
    Some(Changed {
        score,
        rank: above.count() + 1,
    })
}

fn own(scores: &IndicatorScores) -> ByAuthority<Option<f64>> {
    scores.scores.map(|_, score| score.score)
}

/// The scores on the indicator with the other value.
fn rescored(
    side: Side<'_>,
    at: AuthorityIndex,
    indicator: IndicatorIndex,
    value: f64,
) -> Option<ByAuthority<Option<f64>>> {
    let configured = Tree::of(side.configuration).indicators[indicator].indicator;
    let nominal = &side.scorecard.indicators[indicator];
    let column = &side.panel.columns()[indicator];
    let policy = side.configuration.recording.policy;
    let treated = Treated {
        policy,
        indicator: configured,
        column,
    };
    if configured.normalisation == Normalisation::Goalposts {
        let scale = nominal.scale.as_ref()?;
        let score = scale.score(treated.scored(at, Ok(value)).value()?);
        let ceiling = nominal.national.filter(|_| treated.capped(at));
        let mut rescored = own(nominal);
        rescored[at] = Some(ceiling.map_or(score, |most| score.min(most)));
        return Some(rescored);
    }
    let column = column.with_value(at, value);
    let treated = Treated {
        column: &column,
        ..treated
    };
    let settings = &side.configuration.scorecard;
    let bounds = Bounds::of(settings.aggregation);
    // Whatever may be said of this made-up year has been said of the real one.
    let mut unheard = Diagnostics::default();
    Some(own(&indicator_scores(
        nominal.domain,
        treated,
        settings.common_set,
        bounds,
        &mut unheard,
    )))
}

/// What an overall score is made of when the score on one indicator changes.
struct Changes<'s> {
    side: Side<'s>,
    indicator: IndicatorIndex,
    /// The scored indicators of its domain.
    within: Vec<ScoredIndicator<'s>>,
    /// The domains that count.
    counted: Vec<ScoredDomain<'s>>,
}

impl<'s> Changes<'s> {
    fn of(side: Side<'s>, indicator: IndicatorIndex) -> Self {
        let changed = side.scorecard.indicators[indicator].domain;
        let within = side.scorecard.indicators_of(side.configuration);
        let counted = side.scorecard.domains_of(side.configuration);
        Self {
            side,
            indicator,
            within: within
                .into_iter()
                .filter(|i| i.scores.domain == changed && i.is_scored())
                .collect(),
            counted: counted
                .into_iter()
                .filter(|d| d.domain.weight > 0.0 && d.scores.comparable)
                .collect(),
        }
    }

    /// The overall score of a unit with another score on the indicator.
    fn overall(&self, unit: AuthorityIndex, score: f64) -> Option<f64> {
        let aggregation = self.side.configuration.scorecard.aggregation;
        let changed = self.side.scorecard.indicators[self.indicator].domain;
        let within = self.within.iter().filter_map(|i| {
            let own = i.scores.scores[unit].score?;
            let score = if i.at == self.indicator { score } else { own };
            Some((i.indicator.weight, score))
        });
        let domain = aggregation.combine(within);
        let counted = self.counted.iter().filter_map(|d| {
            let own = d.scores.scores[unit].score?;
            let score = if d.at == changed { domain? } else { own };
            Some((d.domain.weight, score))
        });
        aggregation.combine(counted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Configuration;
    use crate::measure::Absence;
    use crate::scoring::panel::{Doubt, Entry, Panel};
    use crate::scoring::testing::{columns, members, place, score};
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

    fn entry(at: usize, value: f64) -> Entry {
        let value = if value < 1.0 {
            Err(Absence::NoData)
        } else {
            Ok(value)
        };
        Entry::new(value).with_doubt(Doubt {
            limit: Some(6.0),
            capped: at == 1,
            ..Doubt::default()
        })
    }

    fn panel(configuration: &Configuration, values: &[[f64; 6]; 4]) -> Panel {
        let entries = values.iter().map(|values| {
            let entries = values.iter().enumerate();
            entries.map(|(at, value)| entry(at, *value)).collect()
        });
        let columns = columns(configuration, entries).into_iter();
        let columns = columns.map(|column| column.with_national(Some(12.0), None));
        Panel::new(configuration, members(6), columns.collect()).unwrap()
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
                let mut panel = panel(&configuration, &values);
                let before = score(&configuration, &panel);
                let side = Side { configuration: &configuration, panel: &panel, scorecard: &before };
                let found = with_value(side, place(at), place(indicator), value);
                let ranked = before.overall[at].rank.is_some();
                let scored = before.indicators[indicator].scores[at].score.is_some();
                panel.entry_mut(place(indicator), place(at)).value = Ok(value);
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
