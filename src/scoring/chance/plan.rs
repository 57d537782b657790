//! A scorecard made ready to be scored many times: the common set, who is ranked and the scales
//! stay as they are; values and weights are drawn.

use crate::config::{Aggregation, Configuration, Policy};
use crate::measure::Root;
use crate::scoring::normalise::{Bounds, Scale};
use crate::scoring::policy::{Treated, held};
use crate::scoring::{Panel, Scorecard};
use crate::statistics::Stream;

use super::combine::Weights;
use super::unit::{Drawn, Unit};

/// Everything that a draw needs.
pub(in crate::scoring) struct Plan<'p> {
    pub(super) aggregation: Aggregation,
    /// The indicators of the common set.
    pub(super) indicators: Vec<Planned<'p>>,
    /// The domains that have one: place in the configuration, weight.
    pub(super) domains: Vec<(usize, f64)>,
    /// The authorities in order of the panel, then the nation, if it has any value.
    pub(super) units: Vec<Unit>,
    /// The units in the order they are drawn: by code, whatever order they are given in.
    pub(super) unit_order: Vec<usize>,
    /// The indicators in the order they are drawn: by code.
    pub(super) indicator_order: Vec<usize>,
    /// The domains in the order they are drawn: by code.
    pub(super) domain_order: Vec<usize>,
    /// Whether the last unit is the nation.
    pub(super) has_nation: bool,
}

/// An indicator of the common set.
pub(super) struct Planned<'p> {
    /// Its place in the configuration.
    pub(super) at: usize,
    /// Its domain among [`Plan::domains`].
    pub(super) domain: usize,
    pub(super) weight: f64,
    scale: &'p Scale,
}

impl<'p> Plan<'p> {
    /// Makes a scorecard ready. Without `sampling` every value stays as it is.
    pub(in crate::scoring) fn new(
        configuration: &'p Configuration,
        panel: &'p Panel,
        scorecard: &'p Scorecard,
        sampling: bool,
    ) -> Self {
        let comparable = scorecard
            .domains
            .iter()
            .enumerate()
            .filter(|(_, d)| d.comparable);
        let domains: Vec<(usize, f64)> = comparable
            .filter_map(|(at, _)| Some((at, configuration.domains.get(at)?.weight)))
            .collect();
        let indicators = planned(configuration, scorecard, &domains);
        let mut plan = Self {
            aggregation: configuration.scorecard.aggregation,
            units: Vec::new(),
            unit_order: by_code(panel),
            indicator_order: order_of(&indicators, configuration),
            domain_order: domain_order(&domains, configuration),
            has_nation: has_nation(&indicators, scorecard),
            indicators,
            domains,
        };
        for at in 0..panel.authorities.len() {
            let unit = plan.authority(configuration, panel, scorecard, at, sampling);
            plan.units.push(unit);
        }
        if plan.has_nation {
            plan.unit_order.push(plan.units.len());
            let nation = plan.nation(panel, scorecard, sampling);
            plan.units.push(nation);
        }
        plan
    }

    fn authority(
        &self,
        configuration: &Configuration,
        panel: &Panel,
        scorecard: &Scorecard,
        at: usize,
        sampling: bool,
    ) -> Unit {
        let policy = configuration.recording.policy;
        let mut unit = Unit::new(self.scored_domains(scorecard, at), self.drawn_bounds());
        for planned in &self.indicators {
            let nominal = scorecard.indicators.get(planned.at);
            let score = nominal.and_then(|i| i.scores.get(at)?.score);
            let column = panel.columns.get(planned.at);
            let sampled = column
                .and_then(|c| *c.sampled.get(at)?)
                .filter(|_| sampling);
            let (floor, ceiling) = held_by(configuration, panel, scorecard, planned.at, at, policy);
            unit.push(score, sampled, floor, ceiling);
        }
        unit
    }

    fn nation(&self, panel: &Panel, scorecard: &Scorecard, sampling: bool) -> Unit {
        let bounds = Bounds::of(self.aggregation);
        let scored = |(place, _): &(usize, f64)| {
            let domain = scorecard.domains.get(*place);
            domain.is_some_and(|domain| domain.national.is_some())
        };
        let domains = self.domains.iter().map(scored).collect();
        let mut unit = Unit::new(domains, (bounds.lowest, bounds.highest));
        for planned in &self.indicators {
            let score = scorecard
                .indicators
                .get(planned.at)
                .and_then(|i| i.national);
            let column = panel.columns.get(planned.at);
            let sampled = column.and_then(|c| c.national_sampled).filter(|_| sampling);
            unit.push(score, sampled, None, f64::INFINITY);
        }
        unit
    }

    /// Scores stay as they fall, but none may be multiplied or divided by that is below the lowest.
    fn drawn_bounds(&self) -> (f64, f64) {
        match self.aggregation {
            Aggregation::Arithmetic => (f64::NEG_INFINITY, f64::INFINITY),
            _ => (Bounds::of(self.aggregation).lowest, f64::INFINITY),
        }
    }

    fn scored_domains(&self, scorecard: &Scorecard, at: usize) -> Vec<bool> {
        let scored = |(place, _): &(usize, f64)| {
            let domain = scorecard.domains.get(*place);
            domain.is_some_and(|d| d.scores.get(at).is_some_and(|s| s.score.is_some()))
        };
        self.domains.iter().map(scored).collect()
    }

    /// Draws the scores of all units on the indicators of the common set into `scores`, unit by
    /// unit; not a number where there is none.
    pub(super) fn draw(&self, stream: &mut Stream, scores: &mut [f64]) {
        let width = self.indicators.len();
        for at in &self.unit_order {
            if let (Some(unit), Some(row)) = (
                self.units.get(*at),
                scores.get_mut(at * width..(at + 1) * width),
            ) {
                self.draw_unit(unit, stream, row);
            }
        }
    }

    /// The overall scores of some units under other weights, where nothing is drawn.
    pub(in crate::scoring) fn scores_with(&self, weights: &Weights, members: &[usize]) -> Vec<f64> {
        let mut row = vec![f64::NAN; self.indicators.len()];
        let mut domains = vec![f64::NAN; self.domains.len()];
        let units = members.iter().filter_map(|at| self.units.get(*at));
        units
            .map(|unit| {
                for (score, cell) in row.iter_mut().zip(&unit.cells) {
                    *score = cell.source.score();
                }
                self.combine(unit, weights, &row, &mut domains)
            })
            .collect()
    }

    fn draw_unit(&self, unit: &Unit, stream: &mut Stream, row: &mut [f64]) {
        let mut shares = [0.0; Root::COUNT];
        for (share, root) in shares.iter_mut().zip(&unit.roots) {
            *share = root.as_ref().map_or(0.0, |root| root.draw(stream));
        }
        for at in &self.indicator_order {
            let (Some(cell), Some(planned), Some(score)) = (
                unit.cells.get(*at),
                self.indicators.get(*at),
                row.get_mut(*at),
            ) else {
                continue;
            };
            *score = match cell.source.draw(&shares, stream) {
                Drawn::Score(score) => score,
                Drawn::Value(value) => {
                    let scored = planned.scale.score(held(value * cell.factor, cell.floor));
                    scored.clamp(unit.bounds.0, unit.bounds.1).min(cell.ceiling)
                }
            };
        }
    }
}

fn planned<'p>(
    configuration: &Configuration,
    scorecard: &'p Scorecard,
    domains: &[(usize, f64)],
) -> Vec<Planned<'p>> {
    let configured = configuration
        .indicators()
        .zip(&scorecard.indicators)
        .enumerate();
    configured
        .filter_map(|(at, ((_, indicator), scores))| {
            Some(Planned {
                at,
                domain: domains
                    .iter()
                    .position(|(domain, _)| *domain == scores.domain)?,
                weight: indicator.weight,
                scale: scores.scale.as_ref()?,
            })
        })
        .collect()
}

fn by_code(panel: &Panel) -> Vec<usize> {
    let mut order: Vec<usize> = (0..panel.authorities.len()).collect();
    order.sort_by_key(|at| panel.codes.get(*at));
    order
}

fn order_of(indicators: &[Planned<'_>], configuration: &Configuration) -> Vec<usize> {
    let code = |at: usize| {
        configuration
            .indicators()
            .nth(at)
            .map(|(_, i)| i.code.as_str())
    };
    let mut order: Vec<usize> = (0..indicators.len()).collect();
    order.sort_by_key(|at| indicators.get(*at).and_then(|planned| code(planned.at)));
    order
}

fn domain_order(domains: &[(usize, f64)], configuration: &Configuration) -> Vec<usize> {
    let code = |at: usize| {
        configuration
            .domains
            .get(at)
            .map(|domain| domain.code.as_str())
    };
    let mut order: Vec<usize> = (0..domains.len()).collect();
    order.sort_by_key(|at| domains.get(*at).and_then(|(place, _)| code(*place)));
    order
}

/// Whether there is a national value of any indicator. Where one is lacking, so is the nation's
/// score of its domain and overall.
fn has_nation(indicators: &[Planned<'_>], scorecard: &Scorecard) -> bool {
    let national = |planned: &Planned<'_>| scorecard.indicators.get(planned.at)?.national;
    indicators.iter().any(|planned| national(planned).is_some())
}

/// What holds a drawn value and its score back under the recording policy.
fn held_by(
    configuration: &Configuration,
    panel: &Panel,
    scorecard: &Scorecard,
    indicator: usize,
    at: usize,
    policy: Policy,
) -> (Option<f64>, f64) {
    let Some(((_, configured), column)) = configuration
        .indicators()
        .nth(indicator)
        .zip(panel.columns.get(indicator))
    else {
        return (None, f64::INFINITY);
    };
    let treated = Treated {
        policy,
        indicator: configured,
        column,
    };
    let national = scorecard.indicators.get(indicator).and_then(|i| i.national);
    let ceiling = national
        .filter(|_| treated.capped(at))
        .unwrap_or(f64::INFINITY);
    (treated.floor(at), ceiling)
}
