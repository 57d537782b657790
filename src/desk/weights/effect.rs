//! What other weights do to ranks.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::assessment::Evidence;
use crate::authority::AuthorityId;
use crate::config::Configuration;

/// What weights do to ranks, against those that ship.
#[derive(Debug, Serialize)]
pub(super) struct Effect {
    year: i16,
    ranked: usize,
    same: usize,
    moved: Vec<Move>,
    /// Whether more shows once it is saved, since figures are counted anew.
    counts_anew: bool,
}

#[derive(Debug, Serialize)]
struct Move {
    name: String,
    before: String,
    after: String,
    #[serde(skip)]
    by: usize,
}

/// What other weights do to ranks: the same figures scored by those that ship and by these.
pub(super) fn effect(
    evidence: &mut Evidence,
    year: Option<i16>,
    weights: &Configuration,
) -> Option<Effect> {
    let year = evidence.year(year).ok()?;
    let is = evidence.configuration.clone();
    let counted = |of: &Configuration| {
        (
            of.inputs.clone(),
            of.measures.clone(),
            of.disclosure.clone(),
            of.recording.clone(),
        )
    };
    let counts_anew = counted(&is) != counted(weights);
    let (before, names) = ranks(evidence, year, &scored_by(&is, Configuration::built_in()));
    let (after, _) = ranks(evidence, year, &scored_by(&is, weights));
    evidence.configuration = is;
    let rank =
        |rank: Option<&usize>| rank.map_or_else(|| "not ranked".to_owned(), usize::to_string);
    let mut moved: Vec<Move> = names
        .into_iter()
        .filter(|(id, _)| before.get(id) != after.get(id))
        .map(|(id, name)| Move {
            name,
            before: rank(before.get(&id)),
            after: rank(after.get(&id)),
            by: before
                .get(&id)
                .zip(after.get(&id))
                .map_or(usize::MAX, |(a, b)| a.abs_diff(*b)),
        })
        .collect();
    moved.sort_by(|a, b| b.by.cmp(&a.by).then_with(|| a.name.cmp(&b.name)));
    let same = before
        .iter()
        .filter(|(id, rank)| after.get(*id) == Some(*rank))
        .count();
    Some(Effect {
        year,
        ranked: after.len(),
        same,
        moved,
        counts_anew,
    })
}

/// Some figures' own configuration, with the weights and scoring of another.
fn scored_by(figures: &Configuration, weights: &Configuration) -> Configuration {
    Configuration {
        scorecard: weights.scorecard.clone(),
        domains: weights.domains.clone(),
        ..figures.clone()
    }
}

type Ranks = BTreeMap<AuthorityId, usize>;

fn ranks(
    evidence: &mut Evidence,
    year: i16,
    by: &Configuration,
) -> (Ranks, Vec<(AuthorityId, String)>) {
    evidence.configuration = by.clone();
    let assessment = evidence.assess(year);
    let all = assessment.panel.authorities().iter();
    let scores = all.clone().zip(&assessment.scorecard.overall);
    let ranks = scores
        .filter_map(|(id, score)| Some((*id, score.rank?)))
        .collect();
    let names = all
        .map(|id| (*id, assessment.name(*id).to_owned()))
        .collect();
    (ranks, names)
}
