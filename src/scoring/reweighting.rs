//! What is needed to score and rank anew under other weights of the domains: no value of a measure,
//! and nothing of how domain scores came about.

use serde::Serialize;

use crate::config::{Aggregation, Configuration, CoverageBy, DomainsRequired};

use super::by::{AuthorityIndex, ByAuthority};
use super::chance::{Chances, Plan};
use super::panel::Panel;
use super::scorecard::{Scorecard, ScoredDomain, TOLERANCE};

/// A scorecard from the domains upwards. Domains are those with an indicator in the common set, in
/// the order of the configuration.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Reweighting {
    /// How domain scores become the overall score.
    pub aggregation: Aggregation,
    /// How many domains must be scored for a rank; none where what an authority lacks is told by
    /// the bars alone.
    pub required: Option<usize>,
    /// The share of the whole, by weight or by number of domains, that whoever is not ranked needs for a score.
    pub minimum_coverage: f64,
    /// Whether that share is by weight.
    pub by_weight: bool,
    /// The domains.
    pub domains: Vec<Weighed>,
    /// What there is of each authority.
    pub authorities: ByAuthority<Reweighted>,
    /// The nation's domain scores, if it has all of them.
    pub nation: Option<Vec<f64>>,
}

/// A domain in a [`Reweighting`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Weighed {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Its weight, as configured.
    pub weight: f64,
}

/// An authority in a [`Reweighting`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Reweighted {
    /// What it has of each domain.
    pub domains: Vec<ReweightedDomain>,
    /// Whether it has too few children to be ranked under any weights.
    pub small: bool,
}

/// What an authority has of a domain.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ReweightedDomain {
    /// Its score.
    pub score: Option<f64>,
    /// How much of it is there, 0 to 1; 0 where it has no score.
    pub coverage: f64,
    /// Whether what it lacks keeps it from a rank wherever the domain has weight.
    pub bars: bool,
}

/// Domain scores drawn again and again, for intervals under other weights.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
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
    ///
    /// # Panics
    /// Where the three are not of one another.
    pub fn of(configuration: &Configuration, panel: &Panel, scorecard: &Scorecard) -> Self {
        let domains = scorecard.domains_of(configuration);
        let comparable: Vec<ScoredDomain<'_>> = domains
            .into_iter()
            .filter(|d| d.scores.comparable)
            .collect();
        let settings = &configuration.scorecard;
        let domain = |d: &ScoredDomain<'_>, at: AuthorityIndex| ReweightedDomain {
            score: d.scores.scores[at].score,
            coverage: d.scores.scores[at]
                .coverage
                .filter(|_| d.scores.scores[at].score.is_some())
                .unwrap_or(0.0),
            bars: d.scores.bars[at],
        };
        let authority = |at| Reweighted {
            domains: comparable.iter().map(|d| domain(d, at)).collect(),
            small: panel.is_small(at, settings.minimum_children),
        };
        Self {
            aggregation: settings.aggregation,
            minimum_coverage: settings.minimum_coverage,
            by_weight: settings.coverage_by == CoverageBy::Weight,
            required: match settings.domains_required {
                _ if lacks_a_required_domain(configuration, &comparable) => {
                    Some(configuration.domains.len() + 1)
                }
                DomainsRequired::All => None,
                DomainsRequired::AtLeast(needed) => Some(needed),
            },
            domains: comparable
                .iter()
                .map(|d| Weighed {
                    code: d.domain.code.clone(),
                    title: d.domain.title.clone(),
                    weight: d.domain.weight,
                })
                .collect(),
            authorities: panel.authorities().map(|at, _| authority(at)),
            nation: comparable.iter().map(|d| d.scores.national).collect(),
        }
    }

    /// The overall score of an authority under other weights, one for each of the domains, and
    /// whether it is ranked.
    ///
    /// # Panics
    /// Where there is not one weight for each of the domains.
    pub fn score(&self, at: AuthorityIndex, weights: &[f64]) -> (Option<f64>, bool) {
        let authority = &self.authorities[at];
        assert_eq!(weights.len(), self.domains.len(), "a weight a domain");
        let weighted = || {
            let domains = weights.iter().zip(&authority.domains);
            domains.filter(|(weight, _)| **weight > 0.0)
        };
        let present = || weighted().filter_map(|(weight, domain)| Some((*weight, domain.score?)));
        let score = self.aggregation.combine(present());
        let enough = self
            .required
            .is_none_or(|required| present().count() >= required);
        let barred = authority.small || weighted().any(|(_, domain)| domain.bars);
        let ranked = score.is_some() && enough && !barred;
        (
            score.filter(|_| ranked || self.is_covered(authority, weights)),
            ranked,
        )
    }

    /// Whether enough of the whole is there for a score without a rank.
    fn is_covered(&self, authority: &Reweighted, weights: &[f64]) -> bool {
        let (mut whole, mut part) = (0.0, 0.0);
        for (weight, domain) in weights.iter().zip(&authority.domains) {
            let size = match (*weight > 0.0, self.by_weight) {
                (false, _) => 0.0,
                (true, true) => *weight,
                (true, false) => 1.0,
            };
            whole += size;
            part += size * domain.coverage;
        }
        whole > 0.0 && part / whole + TOLERANCE >= self.minimum_coverage
    }
}

/// Whether a domain that nobody is ranked without is not among those that can be compared.
fn lacks_a_required_domain(configuration: &Configuration, comparable: &[ScoredDomain<'_>]) -> bool {
    let is_there = |code: &str| comparable.iter().any(|d| d.domain.code == code);
    let mut domains = configuration.domains.iter();
    domains.any(|domain| domain.required && domain.weight > 0.0 && !is_there(&domain.code))
}

impl DomainDraws {
    /// The first draws behind a scorecard's intervals.
    ///
    /// # Panics
    /// Where the configuration, the panel and the scorecard are not of one another.
    pub fn of(
        configuration: &Configuration,
        panel: &Panel,
        scorecard: &Scorecard,
        chances: &Chances,
    ) -> Self {
        let plan = Plan::new(configuration, panel, scorecard, chances.sampling);
        let mut drawn = Self::default();
        plan.draw_domains(chances, |factors, scores| {
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
    use crate::measure::Absence;
    use crate::scoring::panel::Entry;
    use crate::scoring::testing::{columns, members, score};
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
        let absent = Absence::Symbol(Symbol::Confidential);
        let entry = |value: Option<f64>| Entry::new(value.ok_or(absent));
        let column = |at: usize| rows.iter().map(|(row, _)| entry(row[at])).collect();
        let children = rows.iter().map(|(_, children)| *children);
        let members = members(rows.len()).into_iter().zip(children);
        let members = members.map(|(member, children)| member.with_children(children));
        let configuration = configuration(&[1.0; 3], "");
        let columns = columns(&configuration, (0..3).map(column));
        Panel::new(&configuration, members.collect(), columns).unwrap()
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
            for (at, expected) in expected.overall.pairs() {
                let comparable: Vec<f64> = reweighting
                    .domains
                    .iter()
                    .map(|domain| weights[usize::from(domain.code.as_bytes()[1] - b'0')])
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
