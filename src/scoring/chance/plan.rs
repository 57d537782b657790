//! A scorecard made ready to be scored many times: the common set, who is ranked and the scales
//! stay as they are; values and weights are drawn.

use crate::config::{Aggregation, Configuration, Policy};
use crate::scoring::by::{AuthorityIndex, By, DomainIndex, IndicatorIndex};
use crate::scoring::normalise::{Bounds, Scale};
use crate::scoring::panel::Panel;
use crate::scoring::policy::{Treated, held};
use crate::scoring::scorecard::Scorecard;
use crate::scoring::tree::Tree;
use crate::statistics::Stream;

use super::index::{CommonIndex, ComparableIndex, UnitIndex};
use super::unit::{Cell, Drawn, Held, Roots, Unit};

/// Everything that a draw needs.
pub(in crate::scoring) struct Plan<'p> {
    pub(super) aggregation: Aggregation,
    /// The indicators of the common set.
    pub(super) indicators: By<CommonIndex, Planned<'p>>,
    /// The domains that have one.
    pub(super) domains: By<ComparableIndex, PlannedDomain>,
    /// The authorities in order of the panel, then the nation, if it has any value.
    pub(super) units: By<UnitIndex, Unit>,
    /// The units in the order they are drawn: by code, whatever order they are given in.
    unit_order: Vec<UnitIndex>,
    /// The indicators in the order they are drawn: by code.
    pub(super) indicator_order: Vec<CommonIndex>,
    /// The domains in the order they are drawn: by code.
    pub(super) domain_order: Vec<ComparableIndex>,
    /// The nation, where it has a value of any indicator. Where one is lacking, so is the nation's
    /// score of its domain and overall.
    pub(super) nation: Option<UnitIndex>,
}

/// An indicator of the common set.
pub(super) struct Planned<'p> {
    /// Its place in the configuration.
    pub(super) at: IndicatorIndex,
    pub(super) domain: ComparableIndex,
    pub(super) weight: f64,
    scale: &'p Scale,
}

/// A domain with an indicator in the common set.
pub(super) struct PlannedDomain {
    /// Its place in the configuration.
    pub(super) at: DomainIndex,
    pub(super) weight: f64,
}

impl<'p> Plan<'p> {
    /// Makes a scorecard ready. Without `sampling` every value stays as it is.
    pub(in crate::scoring) fn new(
        configuration: &'p Configuration,
        panel: &'p Panel,
        scorecard: &'p Scorecard,
        sampling: bool,
    ) -> Self {
        let domains = planned_domains(configuration, scorecard);
        let indicators = planned_indicators(configuration, scorecard, &domains);
        let tree = Tree::of(configuration);
        let has_nation = indicators
            .iter()
            .any(|planned| scorecard.indicators[planned.at].national.is_some());
        let nation = has_nation.then(|| UnitIndex::after(panel.authorities().len()));
        let authorities = in_order(panel.codes().keys(), |at| &panel.codes()[*at]);
        let authorities = authorities.into_iter().map(UnitIndex::of);
        let mut plan = Self {
            aggregation: configuration.scorecard.aggregation,
            units: By::new(Vec::new()),
            unit_order: authorities.chain(nation).collect(),
            indicator_order: in_order(indicators.keys(), |at| {
                &tree.indicators[indicators[*at].at].indicator.code
            }),
            domain_order: in_order(domains.keys(), |at| &tree.domains[domains[*at].at].code),
            nation,
            indicators,
            domains,
        };
        let makings = Makings {
            policy: configuration.recording.policy,
            tree,
            panel,
            scorecard,
            sampling,
        };
        let authorities = panel.authorities().keys();
        let authorities = authorities.map(|at| makings.authority(&plan, at));
        let nation = plan.nation.map(|_| makings.nation(&plan));
        plan.units = By::collected(authorities.chain(nation));
        plan
    }

    /// Whether the values of an indicator are drawn: those of a plain number have no counts to draw from.
    pub(super) fn draws(&self, indicator: CommonIndex) -> bool {
        let mut cells = self.units.iter().map(|unit| &unit.cells[indicator]);
        cells.any(|cell| cell.source.is_drawn())
    }

    /// Whether at least half of a domain, by weight, is drawn.
    pub(super) fn draws_most_of(&self, domain: ComparableIndex) -> bool {
        let own = || {
            self.indicators
                .pairs()
                .filter(|(_, planned)| planned.domain == domain)
        };
        let all: f64 = own().map(|(_, planned)| planned.weight).sum();
        let drawn = own().filter(|(at, _)| self.draws(*at));
        2.0 * drawn.map(|(_, planned)| planned.weight).sum::<f64>() >= all
    }

    /// Draws the scores of all units on the indicators of the common set, each in turn, into
    /// `scores`; not a number where there is none.
    pub(super) fn draw(
        &self,
        stream: &mut Stream,
        scores: &mut By<CommonIndex, f64>,
        mut each: impl FnMut(UnitIndex, &Unit, &By<CommonIndex, f64>),
    ) {
        for at in &self.unit_order {
            let unit = &self.units[*at];
            self.draw_unit(unit, stream, scores);
            each(*at, unit, scores);
        }
    }

    fn draw_unit(&self, unit: &Unit, stream: &mut Stream, scores: &mut By<CommonIndex, f64>) {
        let shares = unit.roots.draw(stream);
        for at in &self.indicator_order {
            let cell = &unit.cells[*at];
            scores[*at] = match cell.source.draw(&shares, stream) {
                Drawn::Score(score) => score,
                Drawn::Value(value) => {
                    let value = held(value * cell.factor, cell.floor);
                    let scored = self.indicators[*at].scale.score(value);
                    scored.clamp(unit.bounds.0, unit.bounds.1).min(cell.ceiling)
                }
            };
        }
    }
}

fn planned_domains(
    configuration: &Configuration,
    scorecard: &Scorecard,
) -> By<ComparableIndex, PlannedDomain> {
    let all = scorecard.domains_of(configuration).into_iter();
    let comparable = all.filter(|d| d.scores.comparable);
    By::collected(comparable.map(|d| PlannedDomain {
        at: d.at,
        weight: d.domain.weight,
    }))
}

fn planned_indicators<'p>(
    configuration: &'p Configuration,
    scorecard: &'p Scorecard,
    domains: &By<ComparableIndex, PlannedDomain>,
) -> By<CommonIndex, Planned<'p>> {
    let all = scorecard.indicators_of(configuration);
    By::collected(all.into_iter().filter_map(|i| {
        Some(Planned {
            at: i.at,
            domain: domains.find(|domain| domain.at == i.scores.domain)?,
            weight: i.indicator.weight,
            scale: i.scores.scale.as_ref()?,
        })
    }))
}

/// Places in the order of their codes.
fn in_order<'c, K: Copy>(
    places: impl Iterator<Item = K>,
    code: impl Fn(&K) -> &'c String,
) -> Vec<K> {
    let mut order: Vec<K> = places.collect();
    order.sort_by_key(code);
    order
}

/// What units are made of.
struct Makings<'m> {
    policy: Policy,
    tree: Tree<'m>,
    panel: &'m Panel,
    scorecard: &'m Scorecard,
    sampling: bool,
}

impl Makings<'_> {
    fn authority(&self, plan: &Plan<'_>, at: AuthorityIndex) -> Unit {
        let mut roots = Roots::default();
        let cells = plan.indicators.map(|_, planned| {
            let score = self.scorecard.indicators[planned.at].scores[at].score;
            let entry = &self.panel.columns()[planned.at].entries()[at];
            let sampled = entry.sampled.filter(|_| self.sampling);
            Cell::new(&mut roots, score, sampled, self.held(planned.at, at))
        });
        Unit {
            roots,
            cells,
            domains: plan.domains.map(|_, planned| {
                let domain = &self.scorecard.domains[planned.at];
                domain.scores[at].score.is_some()
            }),
            bounds: drawn_bounds(plan.aggregation),
        }
    }

    fn nation(&self, plan: &Plan<'_>) -> Unit {
        let bounds = Bounds::of(plan.aggregation);
        let mut roots = Roots::default();
        let cells = plan.indicators.map(|_, planned| {
            let score = self.scorecard.indicators[planned.at].national;
            let column = &self.panel.columns()[planned.at];
            let sampled = column.national_sampled().filter(|_| self.sampling);
            Cell::new(&mut roots, score, sampled, Held::BY_NOTHING)
        });
        Unit {
            roots,
            cells,
            domains: plan.domains.map(|_, planned| {
                let domain = &self.scorecard.domains[planned.at];
                domain.national.is_some()
            }),
            bounds: (bounds.lowest, bounds.highest),
        }
    }

    fn held(&self, indicator: IndicatorIndex, at: AuthorityIndex) -> Held {
        let treated = Treated {
            policy: self.policy,
            indicator: self.tree.indicators[indicator].indicator,
            column: &self.panel.columns()[indicator],
        };
        let national = self.scorecard.indicators[indicator].national;
        let ceiling = national.filter(|_| treated.capped(at));
        Held {
            floor: treated.floor(at),
            ceiling: ceiling.unwrap_or(Held::BY_NOTHING.ceiling),
        }
    }
}

/// Scores stay as they fall, but none may be multiplied or divided by that is below the lowest.
fn drawn_bounds(aggregation: Aggregation) -> (f64, f64) {
    match aggregation {
        Aggregation::Arithmetic => (f64::NEG_INFINITY, f64::INFINITY),
        _ => (Bounds::of(aggregation).lowest, f64::INFINITY),
    }
}
