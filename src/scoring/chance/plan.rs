//! A scorecard made ready to be scored many times: the common set, who is ranked and the scales
//! stay as they are; values and weights are drawn.

use crate::config::{Aggregation, Configuration, Policy};
use crate::measure::{Distribution, Root, Sampled, Share};
use crate::scoring::by::{AuthorityIndex, By, DomainIndex, IndicatorIndex, Place};
use crate::scoring::normalise::{Bounds, Scale};
use crate::scoring::panel::Panel;
use crate::scoring::policy::Treated;
use crate::scoring::scorecard::Scorecard;
use crate::scoring::tree::Tree;
use crate::statistics::{BetaDraw, Cell, Composite, GammaDraw, Order, Part, Source, Unit, Weights};

use super::index::{CommonIndex, ComparableIndex};
use super::uncertainty::Chances;

/// Everything that a draw needs. The units of the composite are the authorities in order of the panel, then the
/// nation; its parts the indicators of the common set, its groups their domains.
pub(in crate::scoring) struct Plan {
    pub(super) composite: Composite,
    /// The indicators of the common set.
    pub(super) indicators: By<CommonIndex, Planned>,
    /// The domains that have one.
    pub(super) domains: By<ComparableIndex, PlannedDomain>,
    /// The unit that the nation is, where it has a value of any indicator. Where one is lacking, so is the nation's
    /// score of its domain and overall.
    pub(super) nation: Option<usize>,
}

/// An indicator of the common set.
pub(super) struct Planned {
    /// Its place in the configuration.
    pub(super) at: IndicatorIndex,
    domain: ComparableIndex,
    weight: f64,
    scale: Scale,
}

/// A domain with an indicator in the common set.
pub(super) struct PlannedDomain {
    /// Its place in the configuration.
    pub(super) at: DomainIndex,
    weight: f64,
}

impl Plan {
    /// Makes a scorecard ready. Without `sampling` every value stays as it is.
    pub(in crate::scoring) fn new(
        configuration: &Configuration,
        panel: &Panel,
        scorecard: &Scorecard,
        sampling: bool,
    ) -> Self {
        let domains = planned_domains(configuration, scorecard);
        let indicators = planned_indicators(configuration, scorecard, &domains);
        let has_nation = indicators
            .iter()
            .any(|planned| scorecard.indicators[planned.at].national.is_some());
        let nation = has_nation.then(|| panel.authorities().len());
        let makings = Makings {
            aggregation: configuration.scorecard.aggregation,
            policy: configuration.recording.policy,
            tree: Tree::of(configuration),
            panel,
            scorecard,
            sampling,
            indicators: &indicators,
            domains: &domains,
        };
        let authorities = panel.authorities().keys().map(|at| makings.authority(at));
        let units: Vec<Unit> = authorities
            .chain(nation.map(|_| makings.nation()))
            .collect();
        let order = makings.order(nation);
        let parts = indicators.iter().map(|planned| Part {
            group: planned.domain.number(),
            weight: planned.weight,
            scale: planned.scale.clone(),
        });
        let composite = Composite::new(
            configuration.scorecard.aggregation,
            domains.iter().map(|planned| planned.weight).collect(),
            parts.collect(),
            &units,
            order,
        );
        Self {
            composite,
            indicators,
            domains,
            nation,
        }
    }

    /// Multiplies the weight of a domain of the configuration, if it is scored.
    pub(in crate::scoring) fn scale_domain(
        &self,
        weights: &mut Weights,
        at: DomainIndex,
        factor: f64,
    ) {
        if let Some(place) = self.domains.find(|planned| planned.at == at) {
            weights.groups[place.number()] *= factor;
        }
    }

    /// Multiplies the weight of an indicator of the configuration, if it is scored.
    pub(in crate::scoring) fn scale_indicator(
        &self,
        weights: &mut Weights,
        at: IndicatorIndex,
        factor: f64,
    ) {
        if let Some(place) = self.indicators.find(|planned| planned.at == at) {
            weights.parts[place.number()] *= factor;
        }
    }

    /// The draws once more: of each, in turn, the factor by which each domain's weight varied, and of each authority
    /// and the nation the domain scores, not a number where there is none.
    pub(in crate::scoring) fn draw_domains(
        &self,
        chances: &Chances,
        each: impl FnMut(&[f64], &mut dyn Iterator<Item = f64>),
    ) {
        self.composite.draw_groups(&chances.draws(), each);
    }

    /// The weights as configured.
    pub(in crate::scoring) fn weights(&self) -> &Weights {
        self.composite.weights()
    }

    /// The overall scores of some authorities under other weights, where nothing is drawn.
    pub(in crate::scoring) fn scores_with(
        &self,
        weights: &Weights,
        members: impl IntoIterator<Item = AuthorityIndex>,
    ) -> Vec<f64> {
        let units = members.into_iter().map(Place::number);
        self.composite.scores_with(weights, units)
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

fn planned_indicators(
    configuration: &Configuration,
    scorecard: &Scorecard,
    domains: &By<ComparableIndex, PlannedDomain>,
) -> By<CommonIndex, Planned> {
    let all = scorecard.indicators_of(configuration);
    By::collected(all.into_iter().filter_map(|i| {
        Some(Planned {
            at: i.at,
            domain: domains.find(|domain| domain.at == i.scores.domain)?,
            weight: i.indicator.weight,
            scale: i.scores.scale.clone()?,
        })
    }))
}

/// Places in the order of their codes, as numbers.
fn in_order<'c, K: Place>(
    places: impl Iterator<Item = K>,
    code: impl Fn(&K) -> &'c String,
) -> Vec<usize> {
    let mut order: Vec<K> = places.collect();
    order.sort_by_key(code);
    order.into_iter().map(Place::number).collect()
}

/// What units are made of.
struct Makings<'m> {
    aggregation: Aggregation,
    policy: Policy,
    tree: Tree<'m>,
    panel: &'m Panel,
    scorecard: &'m Scorecard,
    sampling: bool,
    indicators: &'m By<CommonIndex, Planned>,
    domains: &'m By<ComparableIndex, PlannedDomain>,
}

impl Makings<'_> {
    /// Units, indicators and domains in the order in which they are drawn: by code.
    fn order(&self, nation: Option<usize>) -> Order {
        let authorities = in_order(self.panel.codes().keys(), |at| &self.panel.codes()[*at]);
        Order {
            units: authorities.into_iter().chain(nation).collect(),
            parts: in_order(self.indicators.keys(), |at| {
                &self.tree.indicators[self.indicators[*at].at].indicator.code
            }),
            groups: in_order(self.domains.keys(), |at| {
                &self.tree.domains[self.domains[*at].at].code
            }),
        }
    }

    fn authority(&self, at: AuthorityIndex) -> Unit {
        let mut roots = Roots::default();
        let cells = self.indicators.iter().map(|planned| {
            let score = self.scorecard.indicators[planned.at].scores[at].score;
            let entry = &self.panel.columns()[planned.at].entries()[at];
            let sampled = entry.sampled.filter(|_| self.sampling);
            let (floor, ceiling) = self.held(planned.at, at);
            roots.cell(score, sampled, floor, ceiling)
        });
        let cells = cells.collect();
        let domains = self.domains.iter();
        Unit {
            cells,
            roots: roots.0,
            groups: domains
                .map(|planned| {
                    self.scorecard.domains[planned.at].scores[at]
                        .score
                        .is_some()
                })
                .collect(),
            bounds: Unit::bounds_of(self.aggregation),
        }
    }

    fn nation(&self) -> Unit {
        let bounds = Bounds::of(self.aggregation);
        let mut roots = Roots::default();
        let cells = self.indicators.iter().map(|planned| {
            let score = self.scorecard.indicators[planned.at].national;
            let column = &self.panel.columns()[planned.at];
            let sampled = column.national_sampled().filter(|_| self.sampling);
            roots.cell(score, sampled, None, f64::INFINITY)
        });
        let cells = cells.collect();
        let domains = self.domains.iter();
        Unit {
            cells,
            roots: roots.0,
            groups: domains
                .map(|planned| self.scorecard.domains[planned.at].national.is_some())
                .collect(),
            bounds: (bounds.lowest, bounds.highest),
        }
    }

    /// What holds a drawn value and its score back under the recording policy: the best value and the best score.
    fn held(&self, indicator: IndicatorIndex, at: AuthorityIndex) -> (Option<f64>, f64) {
        let treated = Treated {
            policy: self.policy,
            indicator: self.tree.indicators[indicator].indicator,
            column: &self.panel.columns()[indicator],
        };
        let national = self.scorecard.indicators[indicator].national;
        let ceiling = national.filter(|_| treated.capped(at));
        (treated.floor(at), ceiling.unwrap_or(f64::INFINITY))
    }
}

/// Shares that several values are part of, by [`Root`].
#[derive(Default)]
struct Roots([Option<BetaDraw>; Root::COUNT]);

impl Roots {
    fn set(&mut self, root: Root, share: Share) -> usize {
        self.0[root.index()] = Some(BetaDraw::after(share.x, share.n));
        root.index()
    }

    /// A score and how its value would vary, which may be with others by a root.
    fn cell(
        &mut self,
        score: Option<f64>,
        sampled: Option<Sampled>,
        floor: Option<f64>,
        ceiling: f64,
    ) -> Cell {
        Cell {
            source: match (score, sampled) {
                (None, _) => Source::Absent,
                (Some(score), None) => Source::Score(score),
                (Some(_), Some(sampled)) => self.source(sampled.from),
            },
            factor: sampled.map_or(1.0, |sampled| sampled.factor),
            floor,
            ceiling,
        }
    }

    fn source(&mut self, from: Distribution) -> Source {
        match from {
            Distribution::Proportion(share) => Source::Share(BetaDraw::after(share.x, share.n)),
            Distribution::Whole(root, share) => Source::Root(self.set(root, share)),
            Distribution::Rate { x, n } => Source::Rate(GammaDraw::new(x + 0.5), n),
            Distribution::Part {
                root,
                whole,
                x,
                of,
                ratio,
            } => Source::Part {
                root: self.set(root, whole),
                beta: BetaDraw::after(x, of),
                ratio,
            },
            Distribution::Events {
                root,
                whole,
                each,
                shape,
            } => Source::Events {
                root: self.set(root, whole),
                each,
                gamma: shape.map(|k| (GammaDraw::new(k), k)),
            },
        }
    }
}
