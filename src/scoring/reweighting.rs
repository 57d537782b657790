//! What is needed to score and rank anew under other weights of the domains: no value of a measure,
//! and nothing of how domain scores came about.

use serde::Serialize;

use crate::config::{Aggregation, Configuration, DomainsRequired};

use super::chance::{Plan, domain_draws};
use super::{Chances, Panel, Scorecard, combine};

/// A scorecard from the domains upwards. Domains are those with an indicator in the common set, in
/// the order of the configuration.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reweighting {
    /// How domain scores become the overall score.
    pub aggregation: Aggregation,
    /// How many domains must be scored for a rank; none where what an authority lacks is told by
    /// `bars` alone.
    pub required: Option<usize>,
    /// Codes of the domains.
    pub domains: Vec<String>,
    /// Their weights, as configured.
    pub weights: Vec<f64>,
    /// Authorities in the order of the panel.
    pub authorities: Vec<Reweighted>,
    /// The nation's domain scores, if it has all of them.
    pub nation: Option<Vec<f64>>,
}

/// An authority in a [`Reweighting`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reweighted {
    /// Its domain scores.
    pub scores: Vec<Option<f64>>,
    /// Whether what it lacks in a domain keeps it from a rank wherever the domain has weight.
    pub bars: Vec<bool>,
    /// Whether it has too few children to be ranked under any weights.
    pub small: bool,
}

/// Domain scores drawn again and again, for intervals under other weights.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainDraws {
    /// How many draws.
    pub draws: usize,
    /// Draw by draw, the factor by which each domain's weight varied.
    pub factors: Vec<f64>,
    /// Draw by draw, unit by unit, the domain scores; not a number where there is none. The units
    /// are the authorities of the panel, then the nation if it has a score.
    pub scores: Vec<f64>,
}

impl Reweighting {
    /// What a scorecard comes to below its overall scores.
    pub fn of(configuration: &Configuration, panel: &Panel, scorecard: &Scorecard) -> Self {
        let domains = configuration.domains.iter().zip(&scorecard.domains);
        let comparable: Vec<_> = domains.filter(|(_, scores)| scores.comparable).collect();
        #[allow(clippy::cast_precision_loss, reason = "at most a million")]
        let minimum = configuration.scorecard.minimum_children as f64;
        let authority = |at: usize| Reweighted {
            scores: comparable
                .iter()
                .map(|(_, d)| d.scores.get(at).and_then(|score| score.score))
                .collect(),
            bars: comparable
                .iter()
                .map(|(_, d)| d.bars.get(at).copied().unwrap_or(true))
                .collect(),
            small: panel
                .children
                .get(at)
                .is_some_and(|children| children.is_some_and(|n| n < minimum)),
        };
        Self {
            aggregation: configuration.scorecard.aggregation,
            required: match configuration.scorecard.domains_required {
                DomainsRequired::All => None,
                DomainsRequired::AtLeast(needed) => Some(needed),
            },
            domains: comparable.iter().map(|(d, _)| d.code.clone()).collect(),
            weights: comparable.iter().map(|(d, _)| d.weight).collect(),
            authorities: (0..panel.authorities.len()).map(authority).collect(),
            nation: comparable.iter().map(|(_, d)| d.national).collect(),
        }
    }

    /// The overall score of an authority under other weights, and whether it is ranked.
    pub fn score(&self, at: usize, weights: &[f64]) -> (Option<f64>, bool) {
        let Some(authority) = self.authorities.get(at) else {
            return (None, false);
        };
        let weighted = || {
            let domains = weights.iter().zip(&authority.scores).zip(&authority.bars);
            domains.filter(|((weight, _), _)| **weight > 0.0)
        };
        let present = || weighted().filter_map(|((weight, score), _)| Some((*weight, (*score)?)));
        let score = combine(self.aggregation, present());
        let enough = self
            .required
            .is_none_or(|required| present().count() >= required);
        let barred = authority.small || weighted().any(|(_, bars)| *bars);
        (score, score.is_some() && enough && !barred)
    }
}

impl DomainDraws {
    /// The first draws behind a scorecard's intervals.
    pub fn of(
        configuration: &Configuration,
        panel: &Panel,
        scorecard: &Scorecard,
        chances: &Chances,
    ) -> Self {
        let plan = Plan::new(configuration, panel, scorecard, chances.sampling);
        let mut drawn = Self::default();
        domain_draws(&plan, chances, |factors, scores| {
            drawn.draws += 1;
            drawn.factors.extend(factors);
            drawn.scores.extend(scores);
        });
        drawn
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::authority::Register;
    use crate::measure::Absence;
    use crate::scoring::{Column, score};
    use crate::source::Symbol;

    /// Domains of one indicator each, scored as their values are.
    fn configuration(weights: &[f64], settings: &str) -> Configuration {
        let mut text = format!("[scorecard]\ncommon_set = 0.0\n{settings}\n");
        for (at, weight) in weights.iter().enumerate() {
            text += &format!(
                "[[domain]]\ncode = \"d{at}\"\nweight = {weight}\ncomplete = {}\n\
                 [[domain.indicator]]\ncode = \"i{at}\"\nweight = 1\nkind = \"number\"\n\
                 direction = \"higher-is-better\"\ngoalposts = {{ worst = 0, best = 100 }}\n",
                at == 1
            );
        }
        Configuration::read(&text, "t.toml").unwrap().0
    }

    fn panel(rows: &[(Vec<Option<f64>>, Option<f64>)]) -> Panel {
        let ids = Register::built_in().authorities().iter().map(|a| a.id);
        let width = rows.first().map_or(0, |(row, _)| row.len());
        let column = |at: usize| Column {
            values: rows
                .iter()
                .map(|(row, _)| row[at].ok_or(Absence::Symbol(Symbol::Confidential)))
                .collect(),
            ..Column::default()
        };
        Panel {
            authorities: ids.take(rows.len()).collect(),
            codes: (0..rows.len()).map(|at| format!("{at:03}")).collect(),
            columns: (0..width).map(column).collect(),
            children: rows.iter().map(|(_, children)| *children).collect(),
        }
    }

    fn row() -> impl Strategy<Value = (Vec<Option<f64>>, Option<f64>)> {
        let value = prop_oneof![1 => Just(None), 8 => (0.0..100.0_f64).prop_map(Some)];
        let children = prop_oneof![Just(None), Just(Some(20.0)), Just(Some(500.0))];
        (prop::collection::vec(value, 3), children)
    }

    proptest! {
        #[test]
        fn other_weights_give_what_the_engine_gives(
            rows in prop::collection::vec(row(), 1..12),
            weights in prop::collection::vec(prop_oneof![1 => Just(0.0), 4 => 0.1..50.0_f64], 3),
            required in prop_oneof![Just("\"all\""), Just("1"), Just("2"), Just("3")],
        ) {
            prop_assume!(weights.iter().sum::<f64>() > 0.0);
            let settings = format!("domains_required = {required}");
            let panel = panel(&rows);
            let usual = configuration(&[25.0; 3], &settings);
            let reweighting = Reweighting::of(&usual, &panel, &score(&usual, &panel));
            let expected = score(&configuration(&weights, &settings), &panel);
            for (at, expected) in expected.overall.iter().enumerate() {
                let comparable: Vec<f64> = reweighting
                    .domains
                    .iter()
                    .map(|code| weights[usize::from(code.as_bytes()[1] - b'0')])
                    .collect();
                prop_assert_eq!(
                    reweighting.score(at, &comparable),
                    (expected.score, expected.rank.is_some())
                );
            }
        }
    }

    #[test]
    fn draws_without_chance_are_the_scores() {
        let rows = [
            (vec![Some(10.0), Some(20.0), Some(30.0)], None),
            (vec![Some(40.0), None, Some(60.0)], None),
        ];
        let (configuration, panel) = (configuration(&[1.0; 3], ""), panel(&rows));
        let scorecard = score(&configuration, &panel);
        let mut chances = Chances::from_sources(&configuration, &[]);
        chances.draws = 2;
        let drawn = DomainDraws::of(&configuration, &panel, &scorecard, &chances);
        assert_eq!(drawn.draws, 2);
        assert_eq!(drawn.factors, [1.0; 6]);
        assert_eq!(drawn.scores[..4], [10.0, 20.0, 30.0, 40.0]);
        assert!(drawn.scores[4].is_nan());
        assert_eq!(drawn.scores.len(), 12);
    }
}
