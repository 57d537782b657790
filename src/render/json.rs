//! The whole scorecard as JSON: every number in full precision.

use serde::Serialize;

use crate::assessment::Assessment;
use crate::authority::AuthorityId;
use crate::config::Configuration;
use crate::scoring::{NotScored, Score};
use crate::statistics::competition_ranks;

/// The version of the form of the file; it changes when a key changes its meaning or goes away.
pub const FORM: u32 = 1;

#[derive(Debug, Serialize)]
struct Document<'a> {
    form: u32,
    generator: String,
    year: i16,
    configuration: &'a Configuration,
    ranked: usize,
    not_ranked: usize,
    national: National,
    indicators: Vec<Indicator<'a>>,
    authorities: Vec<Authority<'a>>,
}

#[derive(Debug, Serialize)]
struct National {
    score: Option<f64>,
    domains: Vec<NationalDomain>,
}

#[derive(Debug, Serialize)]
struct NationalDomain {
    code: String,
    score: Option<f64>,
}

#[derive(Debug, Serialize)]
struct Indicator<'a> {
    code: &'a str,
    title: &'a str,
    domain: &'a str,
    scored: bool,
    not_scored: Option<NotScored>,
    authorities_with_a_value: usize,
    authorities_it_applies_to: usize,
    national: Option<NationalValue>,
    national_score: Option<f64>,
}

#[derive(Debug, Serialize)]
struct NationalValue {
    numerator: f64,
    denominator: f64,
    value: f64,
    source: &'static str,
}

#[derive(Debug, Serialize)]
struct Authority<'a> {
    code: &'a str,
    name: &'a str,
    region: &'a str,
    r#type: String,
    overall: Node<'a>,
    groups: Vec<GroupRank>,
    domains: Vec<Node<'a>>,
    indicators: Vec<Measured<'a>>,
}

#[derive(Debug, Serialize)]
struct GroupRank {
    group: String,
    rank: usize,
    rank_of: usize,
}

#[derive(Debug, Serialize)]
struct Node<'a> {
    code: &'a str,
    score: Option<f64>,
    weight: Option<f64>,
    effective_weight: Option<f64>,
    contribution: Option<f64>,
    coverage: Option<f64>,
    rank: Option<usize>,
    rank_of: usize,
    status: &'static str,
    reason: &'a str,
}

#[derive(Debug, Serialize)]
struct Measured<'a> {
    numerator: Option<f64>,
    denominator: Option<f64>,
    value: Option<f64>,
    value_status: &'static str,
    source: &'static str,
    notes: Vec<&'static str>,
    #[serde(flatten)]
    node: Node<'a>,
}

/// The scorecard as a JSON document, with a line end.
///
/// # Errors
/// Only where a number cannot be written as JSON, which a scorecard never holds.
pub fn scorecard(assessment: &Assessment<'_>) -> Result<String, serde_json::Error> {
    let configuration = assessment.configuration();
    let scorecard = &assessment.scorecard;
    let ranked = scorecard.ranked();
    let groups = GroupRanks::of(assessment);
    let domains = scorecard.domains.iter();
    let document = Document {
        form: FORM,
        generator: crate::GENERATOR.to_owned(),
        year: assessment.year,
        configuration,
        ranked,
        not_ranked: scorecard.overall.len() - ranked,
        national: National {
            score: scorecard.national,
            domains: domains
                .map(|d| NationalDomain {
                    code: d.code.clone(),
                    score: d.national,
                })
                .collect(),
        },
        indicators: indicators(assessment),
        authorities: in_order(assessment)
            .map(|at| authority(assessment, at, &groups))
            .collect(),
    };
    serde_json::to_string_pretty(&document).map(|text| text + "\n")
}

/// Positions in the panel, in order of the authorities' codes.
fn in_order<'a>(assessment: &'a Assessment<'_>) -> impl Iterator<Item = usize> + use<'a> {
    let mut order: Vec<usize> = (0..assessment.panel.authorities.len()).collect();
    order.sort_by_key(|at| {
        assessment
            .panel
            .authorities
            .get(*at)
            .map(|id| assessment.code(*id))
    });
    order.into_iter()
}

fn indicators<'a>(assessment: &'a Assessment<'_>) -> Vec<Indicator<'a>> {
    let configured = assessment
        .configuration()
        .indicators()
        .zip(&assessment.scorecard.indicators);
    configured
        .map(|((domain, indicator), scores)| Indicator {
            code: &indicator.code,
            title: &indicator.title,
            domain: &domain.code,
            scored: scores.scale.is_some(),
            not_scored: scores.not_scored,
            authorities_with_a_value: scores.with_value,
            authorities_it_applies_to: scores.applicable,
            national: assessment.national(&indicator.code).map(|n| NationalValue {
                numerator: n.numerator,
                denominator: n.denominator,
                value: n.value,
                source: n.source.as_str(),
            }),
            national_score: scores.national,
        })
        .collect()
}

fn authority<'a>(assessment: &'a Assessment<'_>, at: usize, groups: &GroupRanks) -> Authority<'a> {
    let empty = &EMPTY;
    let id = assessment.panel.authorities.get(at).copied();
    let entry = id.and_then(|id| assessment.evidence.dataset.register.get(id));
    let overall = assessment.scorecard.overall.get(at).unwrap_or(empty);
    let domains = assessment
        .configuration()
        .domains
        .iter()
        .zip(&assessment.scorecard.domains);
    let configured = assessment
        .configuration()
        .indicators()
        .zip(&assessment.scorecard.indicators);
    Authority {
        code: id.map_or("", |id| assessment.code(id)),
        name: entry.map_or("", |a| a.name.as_str()),
        region: entry.map_or("", |a| a.region.as_str()),
        r#type: entry.map(|a| a.kind.to_string()).unwrap_or_default(),
        overall: node("", None, overall),
        groups: groups.of_authority(at),
        domains: domains
            .map(|(domain, scores)| {
                node(
                    &domain.code,
                    Some(domain.weight),
                    scores.scores.get(at).unwrap_or(empty),
                )
            })
            .collect(),
        indicators: configured
            .map(|((_, indicator), scores)| {
                let score = scores.scores.get(at).unwrap_or(empty);
                measured(
                    assessment,
                    id,
                    node(&indicator.code, Some(indicator.weight), score),
                )
            })
            .collect(),
    }
}

static EMPTY: Score = Score {
    score: None,
    effective_weight: None,
    contribution: None,
    coverage: None,
    rank: None,
    rank_of: 0,
    standing: crate::scoring::Standing::NotComparable,
    reason: String::new(),
};

fn node<'a>(code: &'a str, weight: Option<f64>, score: &'a Score) -> Node<'a> {
    Node {
        code,
        score: score.score,
        weight,
        effective_weight: score.effective_weight.filter(|_| score.score.is_some()),
        contribution: score.contribution,
        coverage: score.coverage,
        rank: score.rank,
        rank_of: score.rank_of,
        status: score.standing.as_str(),
        reason: &score.reason,
    }
}

fn measured<'a>(
    assessment: &'a Assessment<'_>,
    id: Option<AuthorityId>,
    node: Node<'a>,
) -> Measured<'a> {
    let cell = id.and_then(|id| assessment.measure(node.code, id));
    Measured {
        numerator: cell.and_then(|c| c.numerator),
        denominator: cell.and_then(|c| c.denominator),
        value: cell.and_then(|c| c.value.ok()),
        value_status: cell.map_or("no-data", |c| {
            c.value.map_or_else(|absence| absence.as_str(), |_| "ok")
        }),
        source: cell.map_or("", |c| c.source.as_str()),
        notes: cell.map(|c| c.notes.clone()).unwrap_or_default(),
        node,
    }
}

/// Overall ranks within each region, each type and each group of the dataset's own. A group that
/// is only one authority ranks nobody.
struct GroupRanks {
    groups: Vec<(String, Vec<Option<usize>>, usize)>,
}

impl GroupRanks {
    fn of(assessment: &Assessment<'_>) -> Self {
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

    fn of_authority(&self, at: usize) -> Vec<GroupRank> {
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
