//! Overall ranks within groups.

use crate::assessment::Assessment;
use crate::scoring::Score;
use crate::statistics::competition_ranks;

use super::form::GroupRank;

/// Overall ranks within each region, each type and each group of the dataset's own. A group that
/// is only one authority ranks nobody.
pub(super) struct GroupRanks {
    groups: Vec<(String, Vec<Option<usize>>, usize)>,
}

impl GroupRanks {
    pub(super) fn of(assessment: &Assessment<'_>) -> Self {
        let register = &assessment.evidence.dataset.register;
        let mut members: std::collections::BTreeMap<String, Vec<usize>> =
            std::collections::BTreeMap::new();
        for (at, id) in assessment.panel.authorities.iter().enumerate() {
            let Some(authority) = register.get(*id) else {
                continue;
            };
            if !authority.region.is_empty() {
                members
                    .entry(format!("region: {}", authority.region))
                    .or_default()
                    .push(at);
            }
            let kind = authority.kind.to_string();
            if !kind.is_empty() {
                members.entry(format!("type: {kind}")).or_default().push(at);
            }
            for (name, group) in &assessment.evidence.dataset.groups {
                if group.contains(id) {
                    members
                        .entry(format!("group: {name}"))
                        .or_default()
                        .push(at);
                }
            }
        }
        let groups = members.into_iter().filter(|(_, members)| members.len() > 1);
        Self {
            groups: groups
                .map(|(name, members)| ranked(assessment, name, &members))
                .collect(),
        }
    }

    pub(super) fn of_authority(&self, at: usize) -> Vec<GroupRank> {
        let ranks = self.groups.iter();
        ranks
            .filter_map(|(name, ranks, of)| {
                let rank = ranks.get(at).copied().flatten()?;
                Some(GroupRank {
                    group: name.clone(),
                    rank,
                    rank_of: *of,
                })
            })
            .collect()
    }
}

fn ranked(
    assessment: &Assessment<'_>,
    name: String,
    members: &[usize],
) -> (String, Vec<Option<usize>>, usize) {
    let overall = &assessment.scorecard.overall;
    let score = |(at, score): (usize, &Score)| {
        score
            .score
            .filter(|_| score.rank.is_some() && members.contains(&at))
    };
    let scores: Vec<Option<f64>> = overall.iter().enumerate().map(score).collect();
    let of = scores.iter().flatten().count();
    (name, competition_ranks(&scores), of)
}
