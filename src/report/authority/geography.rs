//! How far geography bears on a rank: the place among authorities of the same type and region, and the rank
//! without the domain of sufficiency.

use crate::statistics::ordinal;

use super::super::words;
use super::Subject;

/// Fewest ranked authorities of a type and region among which a place says anything.
const FEWEST: usize = 4;

impl Subject<'_> {
    /// What geography bears on, in a sentence or two; none where it is not ranked or nothing can be said.
    pub(super) fn geography(self) -> Option<String> {
        let rank = self.assessment.scorecard.overall[self.at].rank?;
        let without = self.rank_without_sufficiency(rank);
        let said: Vec<String> = without
            .into_iter()
            .chain(self.place_among_alike())
            .collect();
        (!said.is_empty()).then(|| said.join(" "))
    }

    fn rank_without_sufficiency(self, rank: usize) -> Option<String> {
        let without = self.shared.without_sufficiency.as_ref()?;
        let other = without.overall[self.at].rank?;
        let ranked = without.overall.iter().filter(|s| s.rank.is_some()).count();
        let changed = if other == rank {
            format!("without the domain of sufficiency its rank would be the same, {rank}.")
        } else {
            format!(
                "without the domain of sufficiency its rank would be {other} of {ranked} instead of {rank}."
            )
        };
        Some(format!(
            "Geography bears on how many homes there are, whatever an authority does: {changed}"
        ))
    }

    /// The place of its score among the ranked authorities of its type and region.
    fn place_among_alike(self) -> Option<String> {
        let register = &self.assessment.evidence.dataset.register;
        let own = register.authority(self.id);
        let scores = self.assessment.panel.authorities();
        let alike = scores.map(|at, id| {
            let other = register.authority(*id);
            let is_alike = other.kind == own.kind && other.region_code == own.region_code;
            let score = &self.assessment.scorecard.overall[at];
            score.rank.filter(|_| is_alike)
        });
        let ranks: Vec<usize> = alike.iter().copied().flatten().collect();
        let rank = self.assessment.scorecard.overall[self.at].rank?;
        if ranks.len() < FEWEST || own.region.is_empty() {
            return None;
        }
        let place = ranks.iter().filter(|other| **other < rank).count() + 1;
        Some(format!(
            "Its score is {} highest among the {} that are ranked of its type in {}.",
            ordinal(place),
            words::authorities(ranks.len()),
            own.region
        ))
    }
}
