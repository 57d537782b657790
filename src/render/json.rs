//! The whole scorecard as JSON: every number in full precision.

mod count;
mod form;
mod groups;

use serde::{Serialize, Serializer};

use crate::assessment::{Assessment, DrawnYear};
use crate::authority::AuthorityId;
use crate::report::{Terms, comparable_years, protective_marking};
use crate::scoring::{
    AuthorityIndex, ByAuthority, IndicatorScores, Score, Spread, moved, without_policy,
};
use crate::source::published::Location;

pub(super) use count::Count;
use form::{
    Authority, Document, Effect, FlagSaid, Indicator, Measured, National, NationalDomain,
    NationalValue, Node, Results, Source, Sureness,
};
use groups::GroupRanks;

/// The version of the form of the file; it changes when a key changes its meaning or goes away.
pub const SCHEMA_VERSION: u32 = 3;

/// The name of the schema.
fn schema_name() -> String {
    format!("urn:care-scorecard:scorecard:{SCHEMA_VERSION}")
}

/// The JSON Schema (draft 2020-12) of the file, with a line end.
///
/// # Errors
/// Only where the schema cannot be written as JSON, which does not happen.
pub fn schema() -> Result<String, serde_json::Error> {
    let mut schema = schemars::schema_for!(Document<'static>);
    let title = format!("The whole scorecard, version {SCHEMA_VERSION}");
    schema.insert("title".to_owned(), title.into());
    schema.insert("$id".to_owned(), schema_name().into());
    serde_json::to_string_pretty(&schema).map(|text| text + "\n")
}

/// The scorecard of a year as a JSON document, with a line end.
///
/// # Errors
/// Only where a number cannot be written as JSON, which a scorecard never holds.
pub fn scorecard(assessment: &Assessment<'_>) -> Result<String, serde_json::Error> {
    let document = document(assessment, &[]);
    serde_json::to_string_pretty(&document).map(|text| text + "\n")
}

/// The same with other years, oldest first, and without white space between its parts: it holds a few
/// megabytes a year.
///
/// # Errors
/// As for [`scorecard`].
pub fn scorecard_among(
    assessment: &Assessment<'_>,
    others: &[&Assessment<'_>],
) -> Result<String, serde_json::Error> {
    serde_json::to_string(&document(assessment, others)).map(|text| text + "\n")
}

fn document<'a>(assessment: &'a Assessment<'a>, others: &'a [&'a Assessment<'a>]) -> Document<'a> {
    let all: Vec<&Assessment<'_>> = others.iter().copied().chain([assessment]).collect();
    let terms = Terms::of(assessment);
    Document {
        schema: schema_name(),
        schema_version: SCHEMA_VERSION,
        generator: crate::GENERATOR.to_owned(),
        marking: protective_marking(assessment.configuration()),
        licence: terms.licence,
        acknowledgements: terms.acknowledgements,
        sources: terms.sources.into_iter().map(source).collect(),
        configuration: assessment.configuration(),
        results: results(&DrawnYear::whole(assessment), &all),
        other_years: OtherYears { others, all },
    }
}

fn source(source: crate::report::Source) -> Source {
    Source {
        title: source.kind,
        files: source.files,
    }
}

/// The results of other years, each made when it is written: together they are larger than their file.
#[derive(Debug)]
struct OtherYears<'a> {
    others: &'a [&'a Assessment<'a>],
    all: Vec<&'a Assessment<'a>>,
}

impl Serialize for OtherYears<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let years = self.others.iter();
        serializer.collect_seq(years.map(|other| results(&DrawnYear::overall(other), &self.all)))
    }
}

fn results<'a>(drawn: &DrawnYear<'a, '_>, all: &[&Assessment<'_>]) -> Results<'a> {
    let (assessment, uncertainty) = (drawn.assessment, drawn.uncertainty);
    let scorecard = &assessment.scorecard;
    let ranked = scorecard.ranked();
    let groups = GroupRanks::of(assessment);
    let domains = assessment.domains();
    Results {
        year: assessment.year,
        title: assessment.title(),
        stands_apart: assessment.stands_apart(),
        comparable_years: comparable_years(assessment, all),
        ranked,
        not_ranked: scorecard.overall.len() - ranked,
        uncertainty: Sureness {
            chances: &uncertainty.chances,
            median_width: uncertainty.median_width,
            ranks_distinguishable: uncertainty.is_distinguishable(),
        },
        recording_policy: effects(assessment),
        national: National {
            score: scorecard.national,
            domains: domains
                .into_iter()
                .map(|d| NationalDomain {
                    code: d.domain.code.clone(),
                    title: d.domain.title.clone(),
                    score: d.scores.national,
                })
                .collect(),
        },
        indicators: indicators(assessment),
        authorities: in_order(assessment)
            .map(|at| authority(drawn, at, &groups))
            .collect(),
    }
}

fn effects<'a>(assessment: &'a Assessment<'_>) -> Vec<Effect<'a>> {
    let without = without_policy(assessment.configuration(), &assessment.panel);
    let moved = moved(&without, &assessment.scorecard).into_iter();
    moved
        .map(|moved| Effect {
            code: assessment.code(assessment.panel.authorities()[moved.at]),
            rank_without: moved.before,
            rank_with: moved.after,
        })
        .collect()
}

/// Positions in the panel, in order of the authorities' codes.
fn in_order<'a>(assessment: &'a Assessment<'_>) -> impl Iterator<Item = AuthorityIndex> + use<'a> {
    let authorities = assessment.panel.authorities();
    let mut order: Vec<AuthorityIndex> = authorities.keys().collect();
    order.sort_by_key(|at| assessment.code(authorities[*at]));
    order.into_iter()
}

fn indicators<'a>(assessment: &'a Assessment<'_>) -> Vec<Indicator<'a>> {
    let all = assessment.indicators().into_iter();
    all.map(|scored| {
        let (indicator, scores) = (scored.indicator, scored.scores);
        Indicator {
            code: &indicator.code,
            title: &indicator.title,
            domain: &scored.domain.code,
            scored: scored.is_scored(),
            not_scored: scores.not_scored,
            authorities_with_a_value: scores.with_value,
            authorities_it_applies_to: scores.applicable,
            national: assessment.national(&indicator.code).map(|n| NationalValue {
                numerator: Count(n.numerator),
                denominator: Count(n.denominator),
                value: n.value,
                source: n.source.as_str(),
            }),
            national_score: scores.national,
            funnel: assessment.recording.funnel(&indicator.code),
            shows_ranks: assessment.shows_ranks(&indicator.code),
        }
    })
    .collect()
}

fn authority<'a>(
    drawn: &DrawnYear<'a, '_>,
    at: AuthorityIndex,
    groups: &GroupRanks,
) -> Authority<'a> {
    let (assessment, uncertainty) = (drawn.assessment, drawn.uncertainty);
    let id = assessment.panel.authorities()[at];
    let entry = assessment.evidence.dataset.register.authority(id);
    let scorecard = &assessment.scorecard;
    let of = |scores: &'a ByAuthority<Score>, spreads: Option<&ByAuthority<Spread>>| Scored {
        score: &scores[at],
        // Nothing is drawn of what is not comparable, nor of parts of other years.
        spread: spreads.map(|spreads| spreads[at]).unwrap_or_default(),
    };
    let overall = of(&scorecard.overall, Some(&uncertainty.overall));
    Authority {
        code: assessment.code(id),
        name: &entry.name,
        region: given(&entry.region),
        r#type: Some(entry.kind.to_string()).filter(|kind| !kind.is_empty()),
        overall: node(None, None, overall),
        groups: groups.of_authority(at),
        domains: assessment
            .domains()
            .into_iter()
            .map(|d| {
                let scored = of(&d.scores.scores, uncertainty.domains[d.at].as_ref());
                let named = (d.domain.code.as_str(), d.domain.title.as_str());
                node(Some(named), Some(d.domain.weight), scored)
            })
            .collect(),
        indicators: assessment
            .indicators()
            .into_iter()
            .map(|i| {
                let scored = of(&i.scores.scores, uncertainty.indicators[i.at].as_ref());
                let code = i.indicator.code.as_str();
                let named = (code, i.indicator.title.as_str());
                let node = node(Some(named), Some(i.indicator.weight), scored);
                measured(assessment, (id, at), (code, i.scores), node)
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

/// A text of which blank says that there is none.
fn given(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// `named` is the code and title of a domain or an indicator.
fn node<'a>(
    named: Option<(&'a str, &'a str)>,
    weight: Option<f64>,
    scored: Scored<'a>,
) -> Node<'a> {
    let Scored { score, spread } = scored;
    Node {
        code: named.map(|(code, _)| code),
        title: named.map(|(_, title)| title),
        score: score.score,
        weight,
        effective_weight: score.effective_weight.filter(|_| score.score.is_some()),
        contribution: score.contribution,
        coverage: score.coverage,
        rank: score.rank,
        rank_of: score.rank.map(|_| score.rank_of),
        score_interval: spread.score,
        rank_spread: spread.rank,
        band: spread.band,
        status: score.standing.as_str(),
        reason: given(&score.reason),
    }
}

fn measured<'a>(
    assessment: &'a Assessment<'_>,
    (id, at): (AuthorityId, AuthorityIndex),
    (code, scores): (&str, &IndicatorScores),
    node: Node<'a>,
) -> Measured<'a> {
    let cell = assessment.measure(code, id);
    let location = Location::Authority(id);
    let reading = cell.map(|cell| assessment.reading(code, &location, cell));
    let reading = reading.unwrap_or_default();
    let flags = cell.map_or(&[][..], |cell| assessment.flags(code, &location, cell));
    Measured {
        numerator: cell.and_then(|c| c.numerator).map(Count),
        denominator: cell.and_then(|c| c.denominator).map(Count),
        value: cell.and_then(|c| c.value.ok()),
        value_status: cell.map_or("no-data", |c| {
            c.value.map_or_else(|absence| absence.as_str(), |_| "ok")
        }),
        source: cell.map(|c| c.source.as_str()),
        interval: reading.interval,
        comparison: reading.comparison,
        trend: reading.trend,
        flags: flags
            .iter()
            .map(|flag| FlagSaid {
                code: flag.flag.as_str(),
                numbers: flag
                    .numbers
                    .iter()
                    .map(|(name, number)| (*name, Count(*number)))
                    .collect(),
            })
            .collect(),
        scored_as: scores.held_at[at],
        held_at_the_national_score: scores.capped[at],
        notes: cell.map(|c| c.notes.clone()).unwrap_or_default(),
        node,
    }
}
