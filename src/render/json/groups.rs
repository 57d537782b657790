//! Overall ranks within groups.

use crate::assessment::Assessment;
use crate::scoring::{AuthorityIndex, ByAuthority};
use crate::statistics::competition_ranks;

use super::form::{GroupKind, GroupRank};

/// Overall ranks within each region, each type and each group of the dataset's own. A group that
/// is only one authority ranks nobody.
pub(super) struct GroupRanks {
    groups: Vec<Group>,
}

/// A group with the ranks of its members among themselves.
struct Group {
    kind: GroupKind,
    name: String,
    ranks: ByAuthority<Option<usize>>,
    ranked: usize,
}

impl GroupRanks {
    pub(super) fn of(assessment: &Assessment<'_>) -> Self {
        let register = &assessment.evidence.dataset.register;
        let mut members: std::collections::BTreeMap<(GroupKind, String), Vec<AuthorityIndex>> =
            std::collections::BTreeMap::new();
        for (at, id) in assessment.panel.authorities().pairs() {
            let Some(authority) = register.get(*id) else {
                continue;
            };
            if !authority.region.is_empty() {
                members
                    .entry((GroupKind::Region, authority.region.clone()))
                    .or_default()
                    .push(at);
            }
            let kind = authority.kind.to_string();
            if !kind.is_empty() {
                members.entry((GroupKind::Type, kind)).or_default().push(at);
            }
            for (name, group) in &assessment.evidence.dataset.groups {
                if group.contains(id) {
                    members
                        .entry((GroupKind::Group, name.clone()))
                        .or_default()
                        .push(at);
                }
            }
        }
        let groups = members.into_iter().filter(|(_, members)| members.len() > 1);
        Self {
            groups: groups
                .map(|(named, members)| ranked(assessment, named, &members))
                .collect(),
        }
    }

    pub(super) fn of_authority(&self, at: AuthorityIndex) -> Vec<GroupRank> {
        let groups = self.groups.iter();
        groups
            .filter_map(|group| {
                Some(GroupRank {
                    kind: group.kind,
                    name: group.name.clone(),
                    rank: group.ranks[at]?,
                    rank_of: group.ranked,
                })
            })
            .collect()
    }
}

fn ranked(
    assessment: &Assessment<'_>,
    (kind, name): (GroupKind, String),
    members: &[AuthorityIndex],
) -> Group {
    let overall = &assessment.scorecard.overall;
    let scores = members.iter().map(|at| {
        let score = &overall[*at];
        score.score.filter(|_| score.rank.is_some())
    });
    let scores: Vec<Option<f64>> = scores.collect();
    let mut ranks = overall.map(|_, _| None);
    for (at, rank) in members.iter().zip(competition_ranks(&scores)) {
        ranks[*at] = rank;
    }
    Group {
        kind,
        name,
        ranks,
        ranked: scores.iter().flatten().count(),
    }
}
