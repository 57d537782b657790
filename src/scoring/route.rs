//! Why a rank differs between two scorecards: another year, or another configuration.

use serde::Serialize;

use crate::config::Configuration;

use super::by::AuthorityIndex;
use super::panel::Panel;
use super::scorecard::{IndicatorScores, Scorecard};

/// A scorecard with what it was made from.
#[derive(Debug, Clone, Copy)]
pub struct Side<'s> {
    /// The configuration.
    pub configuration: &'s Configuration,
    /// The values.
    pub panel: &'s Panel,
    /// The scores.
    pub scorecard: &'s Scorecard,
}

/// The change of an authority's rank in places (negative is better), taken apart. The parts add up
/// to the change.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Reasons {
    /// Its own values.
    pub value: i64,
    /// The scales the values are put on: goalposts, normalisation, the recording policy.
    pub goalposts: i64,
    /// The weights, and which indicators and domains are in the common set.
    pub weight: i64,
    /// Others moved past it, or were passed.
    pub others: i64,
}

/// Takes the change of a rank apart, one thing at a time: first the authority's own values on the
/// old scales, then the new scales, then the new weights, each against the old scores of the
/// others; what is left is that the others moved. None where it is not ranked in both. Its place
/// in the first is `at`, its place in the second `then`.
///
/// # Panics
/// Where the parts of a side are not of one another, or a place is of another panel.
pub fn reasons(
    before: Side<'_>,
    at: AuthorityIndex,
    after: Side<'_>,
    then: AuthorityIndex,
) -> Option<Reasons> {
    let old = &before.scorecard.overall[at];
    let new = &after.scorecard.overall[then];
    let (first, last) = (place(old.rank?), place(new.rank?));
    let by_value = rescored(before, at, after, then, Step::Values).or(old.score)?;
    let by_scale = rescored(before, at, after, then, Step::Scales).unwrap_or(by_value);
    let rank = |score: f64| place(rank_among_others(before.scorecard, at, score));
    let (values, scales, weights) = (rank(by_value), rank(by_scale), rank(new.score?));
    Some(Reasons {
        value: values - first,
        goalposts: scales - values,
        weight: weights - scales,
        others: last - weights,
    })
}

#[allow(clippy::cast_possible_wrap, reason = "a few hundred ranks")]
fn place(rank: usize) -> i64 {
    rank as i64
}

/// One more than the number of other ranked authorities with a higher score.
fn rank_among_others(scorecard: &Scorecard, at: AuthorityIndex, score: f64) -> usize {
    let others = scorecard.overall.pairs().filter(|(other, _)| *other != at);
    let higher =
        others.filter(|(_, other)| other.rank.is_some() && other.score.is_some_and(|s| s > score));
    higher.count() + 1
}

#[derive(Clone, Copy, PartialEq)]
enum Step {
    Values,
    Scales,
}

/// The overall score under the old weights, with the new values on the old scales or the new.
fn rescored(
    before: Side<'_>,
    at: AuthorityIndex,
    after: Side<'_>,
    then: AuthorityIndex,
    step: Step,
) -> Option<f64> {
    let aggregation = before.configuration.scorecard.aggregation;
    let domains = before.scorecard.domains_of(before.configuration);
    let scored = domains
        .into_iter()
        .filter(|d| d.domain.weight > 0.0 && d.scores.scores[at].score.is_some());
    let rescored = scored.filter_map(|d| {
        let present = before
            .scorecard
            .indicators_of(before.configuration)
            .into_iter()
            .filter(|i| i.scores.domain == d.at && i.is_scored())
            .filter_map(|i| Some((i.indicator.weight, score(i.scores, at, after, then, step)?)));
        Some((d.domain.weight, aggregation.combine(present)?))
    });
    aggregation.combine(rescored)
}

fn score(
    old: &IndicatorScores,
    at: AuthorityIndex,
    after: Side<'_>,
    then: AuthorityIndex,
    step: Step,
) -> Option<f64> {
    let mut all = after.scorecard.indicators.pairs();
    let Some((place, new)) = all.find(|(_, new)| new.code == old.code) else {
        return old.scores[at].score;
    };
    if step == Step::Scales && new.scale.is_some() {
        return new.scores[then].score;
    }
    let own = after.panel.columns()[place].entries()[then].value.ok();
    let value = new.held_at[then].or(own)?;
    let score = old.scale.as_ref()?.score(value);
    let ceiling = old.national.filter(|_| new.capped[then]);
    Some(ceiling.map_or(score, |ceiling| score.min(ceiling)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::testing::{panel as panel_of, place, score, values};

    fn configuration(weights: [f64; 2], best: f64) -> Configuration {
        let mut text = "[scorecard]\nminimum_children = 0\n[[domain]]\ncode = \"d\"\n".to_owned();
        for (at, weight) in weights.iter().enumerate() {
            text += &format!(
                "[[domain.indicator]]\ncode = \"i{at}\"\nweight = {weight:?}\ndirection = \"higher-is-better\"\ngoalposts = {{ worst = 0.0, best = {best:?} }}\n"
            );
        }
        Configuration::read(&text, "test").unwrap().0
    }

    fn panel(columns: [[f64; 3]; 2]) -> Panel {
        let entries = columns.map(|column| values(&column));
        panel_of(&configuration([1.0, 1.0], 100.0), entries)
    }

    fn change(
        before: (&Configuration, &Panel),
        after: (&Configuration, &Panel),
        at: usize,
    ) -> Reasons {
        let (old, new) = (score(before.0, before.1), score(after.0, after.1));
        let before = Side {
            configuration: before.0,
            panel: before.1,
            scorecard: &old,
        };
        let after = Side {
            configuration: after.0,
            panel: after.1,
            scorecard: &new,
        };
        reasons(before, place(at), after, place(at)).unwrap()
    }

    #[test]
    fn each_reason_by_itself() {
        let even = configuration([1.0, 1.0], 100.0);
        let first = panel([[10.0, 20.0, 30.0], [50.0, 20.0, 0.0]]);
        let risen = panel([[60.0, 20.0, 30.0], [0.0, 20.0, 0.0]]);
        let found = change((&even, &first), (&even, &risen), 0);
        assert_eq!(
            found,
            Reasons {
                value: 0,
                goalposts: 0,
                weight: 0,
                others: 0
            }
        );
        let passed = panel([[10.0, 80.0, 90.0], [50.0, 20.0, 0.0]]);
        let found = change((&even, &first), (&even, &passed), 0);
        assert_eq!(
            found,
            Reasons {
                value: 0,
                goalposts: 0,
                weight: 0,
                others: 2
            }
        );
        let fallen = panel([[0.0, 20.0, 30.0], [0.0, 20.0, 0.0]]);
        let found = change((&even, &first), (&even, &fallen), 0);
        assert_eq!(
            found,
            Reasons {
                value: 2,
                goalposts: 0,
                weight: 0,
                others: 0
            }
        );
        let lopsided = configuration([9.0, 1.0], 100.0);
        let found = change((&even, &first), (&lopsided, &first), 0);
        assert_eq!(found.value + found.goalposts, 0);
        assert_eq!(found.weight + found.others, 2);
        let low = configuration([1.0, 1.0], 20.0);
        let found = change((&even, &first), (&low, &first), 1);
        assert_eq!((found.value, found.weight), (0, 0));
    }
}
