//! A composite: scores of parts, combined to scores of groups and to one overall, drawn many times.
//!
//! Units, parts and groups go by their numbers. Values and weights are drawn; who is ranked and the scales stay as
//! they are. The same seed gives the same on any number of threads and in whatever order units and parts are given.

mod aggregation;
mod cell;
mod places;
mod ranker;
mod run;
mod scale;
mod tails;

pub use aggregation::Aggregation;
pub use cell::{Cell, ROOTS, Source, Unit};
pub use places::{RankCounts, Side, rank_quantile, whole_rank};
pub use ranker::Ranker;
pub use run::{Draws, Ranked, Ranking, Rankings};
pub use scale::{Bounds, Good, Scale};

use aggregation::Mean;
use cell::Drawing;

/// One part of a composite.
#[derive(Debug, Clone)]
pub struct Part {
    /// The group it belongs to.
    pub group: usize,
    /// Its weight within the group.
    pub weight: f64,
    /// How its values become scores.
    pub scale: Scale,
}

/// In which order units, parts and groups are drawn, whatever order they are given in.
#[derive(Debug, Clone)]
pub struct Order {
    /// Every unit once.
    pub units: Vec<usize>,
    /// Every part once.
    pub parts: Vec<usize>,
    /// Every group once.
    pub groups: Vec<usize>,
}

/// Weights of parts within their groups, and of groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// Part by part.
    pub parts: Vec<f64>,
    /// Group by group.
    pub groups: Vec<f64>,
}

/// A composite ready to be scored many times.
#[derive(Debug, Clone)]
pub struct Composite {
    aggregation: Aggregation,
    weights: Weights,
    /// The group of each part.
    group_of: Vec<usize>,
    scales: Vec<Scale>,
    drawings: Vec<Drawing>,
    /// Unit by unit, whether each group is scored.
    scored: Vec<Vec<bool>>,
    order: Order,
    /// Whether each part is drawn for any unit.
    drawn: Vec<bool>,
}

impl Composite {
    /// From its parts, the weights of its groups, and its units.
    ///
    /// # Panics
    /// Where a part is of a group that is not there, a unit has not as many cells as there are parts or not as many
    /// groups, or an order is not one of all.
    pub fn new(
        aggregation: Aggregation,
        groups: Vec<f64>,
        parts: Vec<Part>,
        units: &[Unit],
        order: Order,
    ) -> Self {
        assert!(parts.iter().all(|part| part.group < groups.len()));
        assert!(
            units
                .iter()
                .all(|unit| unit.cells.len() == parts.len() && unit.groups.len() == groups.len())
        );
        let lengths = [order.units.len(), order.parts.len(), order.groups.len()];
        assert_eq!(lengths, [units.len(), parts.len(), groups.len()]);
        let drawn = |part: usize| {
            let mut cells = units.iter().map(|unit| &unit.cells[part]);
            cells.any(|cell| cell.source.is_drawn())
        };
        Self {
            aggregation,
            weights: Weights {
                parts: parts.iter().map(|part| part.weight).collect(),
                groups,
            },
            group_of: parts.iter().map(|part| part.group).collect(),
            drawn: (0..parts.len()).map(drawn).collect(),
            drawings: units
                .iter()
                .map(|unit| Drawing::of(unit, &order.parts))
                .collect(),
            scored: units.iter().map(|unit| unit.groups.clone()).collect(),
            scales: parts.into_iter().map(|part| part.scale).collect(),
            order,
        }
    }

    /// How many units there are.
    pub fn units(&self) -> usize {
        self.drawings.len()
    }

    /// The weights as given.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// Whether the values of a part are drawn: plain numbers have no counts to draw from.
    pub fn draws(&self, part: usize) -> bool {
        self.drawn[part]
    }

    /// Whether at least half of a group, by weight, is drawn.
    pub fn draws_most_of(&self, group: usize) -> bool {
        let own = || (0..self.drawn.len()).filter(|part| self.group_of[*part] == group);
        let weight = |part: usize| self.weights.parts[part];
        let all: f64 = own().map(weight).sum();
        let drawn = own().filter(|part| self.drawn[*part]);
        2.0 * drawn.map(weight).sum::<f64>() >= all
    }

    /// The overall scores of some units under other weights, where nothing is drawn.
    pub fn scores_with(
        &self,
        weights: &Weights,
        units: impl IntoIterator<Item = usize>,
    ) -> Vec<f64> {
        let mut room = Combining::new(self);
        let units = units.into_iter();
        units
            .map(|unit| room.overall(self, unit, weights, self.drawings[unit].still()))
            .collect()
    }
}

/// Room in which scores are combined, kept between units so that nothing is allocated.
#[derive(Debug)]
struct Combining {
    means: Vec<Mean>,
    /// The scores of the groups, not a number where one is not scored.
    groups: Vec<f64>,
}

impl Combining {
    fn new(composite: &Composite) -> Self {
        let groups = composite.weights.groups.len();
        Self {
            means: vec![Mean::default(); groups],
            groups: vec![f64::NAN; groups],
        }
    }

    /// The overall score of a unit from its scores on the parts; those of its groups are kept.
    #[inline]
    fn overall(
        &mut self,
        composite: &Composite,
        unit: usize,
        weights: &Weights,
        scores: &[f64],
    ) -> f64 {
        let aggregation = composite.aggregation;
        self.means.fill(Mean::default());
        let weighed = composite.group_of.iter().zip(&weights.parts);
        for ((group, weight), score) in weighed.zip(scores) {
            if !score.is_nan() {
                self.means[*group].add(aggregation, *weight, *score);
            }
        }
        let mut overall = Mean::default();
        let weighed = self.means.iter().zip(&weights.groups);
        let weighed = weighed.zip(&composite.scored[unit]);
        for (((mean, weight), scored), group) in weighed.zip(&mut self.groups) {
            *group = if *scored {
                mean.result(aggregation)
            } else {
                f64::NAN
            };
            if *weight > 0.0 && !group.is_nan() {
                overall.add(aggregation, *weight, *group);
            }
        }
        overall.result(aggregation)
    }
}

#[cfg(test)]
mod tests;
