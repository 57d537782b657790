//! The whole scorecard as JSON: every number in full precision.

mod form;
mod groups;

use crate::assessment::Assessment;
use crate::authority::AuthorityId;
use crate::scoring::{IndicatorScores, Score, Spread, moved, without_policy};
use crate::source::published::Location;

use form::{
    Authority, Document, Effect, FlagSaid, Indicator, Measured, National, NationalDomain,
    NationalValue, Node, Sureness,
};
use groups::GroupRanks;

/// The version of the form of the file; it changes when a key changes its meaning or goes away.
pub const SCHEMA_VERSION: u32 = 1;

/// The JSON Schema (draft 2020-12) of the file, with a line end.
///
/// # Errors
/// Only where the schema cannot be written as JSON, which does not happen.
pub fn schema() -> Result<String, serde_json::Error> {
    let mut schema = schemars::schema_for!(Document<'static>);
    let title = format!("The whole scorecard, version {SCHEMA_VERSION}");
    schema.insert("title".to_owned(), title.into());
    schema.insert(
        "$id".to_owned(),
        format!("urn:care-scorecard:scorecard:{SCHEMA_VERSION}").into(),
    );
    serde_json::to_string_pretty(&schema).map(|text| text + "\n")
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
        schema_version: SCHEMA_VERSION,
        generator: crate::GENERATOR.to_owned(),
        year: assessment.year,
        configuration,
        ranked,
        not_ranked: scorecard.overall.len() - ranked,
        uncertainty: Sureness {
            chances: &assessment.uncertainty().chances,
            median_width: assessment.uncertainty().median_width,
            ranks_distinguishable: assessment.uncertainty().is_distinguishable(),
        },
        recording_policy: effects(assessment),
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

fn effects<'a>(assessment: &'a Assessment<'_>) -> Vec<Effect<'a>> {
    let without = without_policy(assessment.configuration(), &assessment.panel);
    let moved = moved(&without, &assessment.scorecard).into_iter();
    moved
        .filter_map(|moved| {
            Some(Effect {
                code: assessment.code(*assessment.panel.authorities.get(moved.at)?),
                rank_without: moved.before,
                rank_with: moved.after,
            })
        })
        .collect()
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
            funnel: assessment.recording.funnel(&indicator.code),
            shows_ranks: assessment.shows_ranks(&indicator.code),
        })
        .collect()
}

fn authority<'a>(assessment: &'a Assessment<'_>, at: usize, groups: &GroupRanks) -> Authority<'a> {
    let id = assessment.panel.authorities.get(at).copied();
    let entry = id.and_then(|id| assessment.evidence.dataset.register.get(id));
    let (scorecard, uncertainty) = (&assessment.scorecard, assessment.uncertainty());
    let of = |scores: &'a [Score], spreads: &[Spread]| Scored {
        score: scores.get(at).unwrap_or(&EMPTY),
        spread: spreads.get(at).copied().unwrap_or_default(),
    };
    let domains = assessment.configuration().domains.iter();
    let domains = domains.zip(&scorecard.domains).zip(&uncertainty.domains);
    let indicators = assessment.configuration().indicators();
    let indicators = indicators
        .zip(&scorecard.indicators)
        .zip(&uncertainty.indicators);
    Authority {
        code: id.map_or("", |id| assessment.code(id)),
        name: entry.map_or("", |a| a.name.as_str()),
        region: entry.map_or("", |a| a.region.as_str()),
        r#type: entry.map(|a| a.kind.to_string()).unwrap_or_default(),
        overall: node("", None, of(&scorecard.overall, &uncertainty.overall)),
        groups: groups.of_authority(at),
        domains: domains
            .map(|((domain, scores), spreads)| {
                node(
                    &domain.code,
                    Some(domain.weight),
                    of(&scores.scores, spreads),
                )
            })
            .collect(),
        indicators: indicators
            .map(|(((_, indicator), scores), spreads)| {
                let scored = of(&scores.scores, spreads);
                let node = node(&indicator.code, Some(indicator.weight), scored);
                measured(assessment, id, at, scores, node)
            })
            .collect(),
    }
}

/// A score and how far it could vary.
#[derive(Clone, Copy)]
struct Scored<'a> {
    score: &'a Score,
    spread: Spread,
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

fn node<'a>(code: &'a str, weight: Option<f64>, scored: Scored<'a>) -> Node<'a> {
    let Scored { score, spread } = scored;
    Node {
        code,
        score: score.score,
        weight,
        effective_weight: score.effective_weight.filter(|_| score.score.is_some()),
        contribution: score.contribution,
        coverage: score.coverage,
        rank: score.rank,
        rank_of: score.rank_of,
        score_interval: spread.score,
        rank_spread: spread.rank,
        band: spread.band,
        status: score.standing.as_str(),
        reason: &score.reason,
    }
}

fn measured<'a>(
    assessment: &'a Assessment<'_>,
    id: Option<AuthorityId>,
    at: usize,
    scores: &IndicatorScores,
    node: Node<'a>,
) -> Measured<'a> {
    let cell = id.and_then(|id| assessment.measure(node.code, id));
    let location = id.map(Location::Authority);
    let reading = location
        .zip(cell)
        .map(|(location, cell)| assessment.reading(node.code, &location, cell));
    let reading = reading.unwrap_or_default();
    let flags = id.zip(cell).map_or(&[][..], |(id, cell)| {
        assessment.flags(node.code, &Location::Authority(id), cell)
    });
    Measured {
        numerator: cell.and_then(|c| c.numerator),
        denominator: cell.and_then(|c| c.denominator),
        value: cell.and_then(|c| c.value.ok()),
        value_status: cell.map_or("no-data", |c| {
            c.value.map_or_else(|absence| absence.as_str(), |_| "ok")
        }),
        source: cell.map_or("", |c| c.source.as_str()),
        interval: reading.interval,
        comparison: reading.comparison,
        trend: reading.trend,
        flags: flags
            .iter()
            .map(|flag| FlagSaid {
                code: flag.flag.as_str(),
                numbers: flag.numbers.iter().copied().collect(),
            })
            .collect(),
        scored_as: scores.held_at.get(at).copied().flatten(),
        held_at_the_national_score: scores.capped.get(at).copied().unwrap_or_default(),
        notes: cell.map(|c| c.notes.clone()).unwrap_or_default(),
        node,
    }
}
