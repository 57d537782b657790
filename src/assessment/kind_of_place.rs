//! How much of the differences between scores comes with the kind of place: region and type of authority.

use std::collections::BTreeMap;

use crate::authority::AuthorityId;
use crate::scoring::{AuthorityIndex, ByAuthority, ByDomain, Score};
use crate::statistics::{Explained, explained_by};

use super::Assessment;

/// Above this share of the variance of overall scores, authorities are shown among those of their type first.
pub const MUCH_EXPLAINED: f64 = 0.25;

/// What region and type of authority explain of scores, and where authorities stand among their type.
#[derive(Debug, Clone)]
pub struct KindOfPlace {
    /// Of the overall score, over ranked authorities; none where there are too few.
    pub overall: Option<Explained>,
    /// Of each domain, over the authorities ranked in it.
    pub domains: ByDomain<Option<Explained>>,
    /// Of each ranked authority.
    pub peers: ByAuthority<Option<Peers>>,
}

/// A ranked authority among its peers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Peers {
    /// Its rank among the ranked of its type; ties share the smaller.
    pub rank: usize,
    /// How many of its type are ranked.
    pub of: usize,
    /// The mean score of these.
    pub mean: f64,
    /// Its rank among itself and its statistical neighbours that are ranked, and how many these are.
    pub near: Option<(usize, usize)>,
}

impl KindOfPlace {
    /// Whether so much comes with the kind of place that peers are shown first.
    #[must_use]
    pub fn leads(&self) -> bool {
        let types = self.peers.iter().flatten().map(|peers| peers.of);
        let several = types.clone().max() != Some(self.ranked());
        let explained = self
            .overall
            .is_some_and(|overall| overall.adjusted > MUCH_EXPLAINED);
        explained && several
    }

    fn ranked(&self) -> usize {
        self.peers.iter().flatten().count()
    }
}

impl Assessment<'_> {
    /// What comes with the kind of place.
    pub fn kind_of_place(&self) -> KindOfPlace {
        let kinds = Kinds::of(self);
        let scorecard = &self.scorecard;
        KindOfPlace {
            overall: kinds.explain(&scorecard.overall),
            domains: scorecard
                .domains
                .map(|_, domain| kinds.explain(&domain.scores)),
            peers: self.peers(&kinds),
        }
    }

    fn peers(&self, kinds: &Kinds) -> ByAuthority<Option<Peers>> {
        let scores = &self.scorecard.overall;
        let ranked = scores.map(|_, score| score.score.filter(|_| score.rank.is_some()));
        scores.map(|at, _| {
            let own = ranked[at]?;
            let kind = kinds.kind[at];
            let all = ranked
                .pairs()
                .filter(|(other, _)| kinds.kind[*other] == kind);
            let all: Vec<f64> = all.filter_map(|(_, score)| *score).collect();
            #[allow(clippy::cast_precision_loss, reason = "a few hundred authorities")]
            let mean = all.iter().sum::<f64>() / all.len() as f64;
            let near = self.neighbours(at).unwrap_or_default();
            let near = ranked
                .pairs()
                .filter(|(other, _)| *other != at && near.contains(other));
            let near: Vec<f64> = near.filter_map(|(_, score)| *score).collect();
            let is_near = !near.is_empty();
            Some(Peers {
                rank: rank_among(own, &all),
                of: all.len(),
                mean,
                near: is_near.then(|| (rank_among(own, &near), near.len() + 1)),
            })
        })
    }

    /// The places of an authority's statistical neighbours.
    fn neighbours(&self, at: AuthorityIndex) -> Option<Vec<AuthorityIndex>> {
        let id: AuthorityId = self.panel.authorities()[at];
        let near = self.evidence.dataset.neighbours.get(&id)?;
        Some(
            near.iter()
                .filter_map(|other| self.position(*other))
                .collect(),
        )
    }
}

/// The rank of a score beside others; ties share the smaller.
fn rank_among(own: f64, others: &[f64]) -> usize {
    1 + others.iter().filter(|other| **other > own).count()
}

/// Region and type of every authority, as numbers.
struct Kinds {
    region: ByAuthority<usize>,
    kind: ByAuthority<usize>,
}

impl Kinds {
    fn of(assessment: &Assessment<'_>) -> Self {
        let register = &assessment.evidence.dataset.register;
        let ids = assessment.panel.authorities();
        let region = |id: AuthorityId| register.authority(id).region.clone();
        let kind = |id: AuthorityId| register.authority(id).kind.to_string();
        Self {
            region: numbered(ids, region),
            kind: numbered(ids, kind),
        }
    }

    fn explain(&self, scores: &ByAuthority<Score>) -> Option<Explained> {
        let ranked = scores.pairs().filter(|(_, score)| score.rank.is_some());
        let ranked: Vec<(AuthorityIndex, f64)> = ranked
            .filter_map(|(at, score)| Some((at, score.score?)))
            .collect();
        let values: Vec<f64> = ranked.iter().map(|(_, score)| *score).collect();
        let group = |of: &ByAuthority<usize>| -> Vec<usize> {
            ranked.iter().map(|(at, _)| of[*at]).collect()
        };
        explained_by(&values, &[&group(&self.region), &group(&self.kind)])
    }
}

/// Words as numbers, in order of the words.
fn numbered(
    ids: &ByAuthority<AuthorityId>,
    word: impl Fn(AuthorityId) -> String,
) -> ByAuthority<usize> {
    let words = ids.map(|_, id| word(*id));
    let mut numbers: BTreeMap<&str, usize> = words.iter().map(|word| (word.as_str(), 0)).collect();
    numbers
        .values_mut()
        .enumerate()
        .for_each(|(at, number)| *number = at);
    words.map(|_, word| numbers[word.as_str()])
}
