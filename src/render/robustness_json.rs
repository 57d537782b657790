//! How sure the ranking is, as JSON.

use serde::Serialize;

use crate::assessment::Assessment;
use crate::report::protective_marking;
use crate::scoring::{
    Agreement, Alternative, Chances, LeftOut, Moved, RankSpread, Refused, Robustness,
    ScoredIndicator, SobolIndices, Spread, Uncertainty,
};
use crate::statistics::{Funnel, Range};

#[derive(Debug, Serialize)]
struct Document<'a> {
    generator: &'static str,
    marking: Option<&'static str>,
    year: i16,
    ranked: usize,
    chance: Vec<Chance<'a>>,
    left_out: &'a [LeftOut],
    alternatives: &'a [Alternative],
    refused: &'a [Refused],
    importance: &'a Option<SobolIndices>,
    agreement: &'a Agreement,
    indicators: Vec<Indicator<'a>>,
    recording: Vec<RankMoved<'a>>,
}

#[derive(Debug, Serialize)]
struct Chance<'a> {
    name: &'static str,
    #[serde(flatten)]
    chances: &'a Chances,
    median_width: Option<f64>,
    distinguishable: bool,
    authorities: Vec<Authority<'a>>,
}

#[derive(Debug, Serialize)]
struct Authority<'a> {
    code: &'a str,
    name: &'a str,
    rank: Option<usize>,
    spread: Option<RankSpread>,
    score: Option<Range>,
    band: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct Indicator<'a> {
    code: &'a str,
    funnel: Option<&'a Funnel>,
}

#[derive(Debug, Serialize)]
struct RankMoved<'a> {
    code: &'a str,
    name: &'a str,
    without_policy: Option<usize>,
    with_policy: Option<usize>,
}

/// What is known of how sure the ranking of a year is, with a line end.
///
/// # Errors
/// Only where a number cannot be written as JSON, which none of these is.
pub fn robustness(
    assessment: &Assessment<'_>,
    found: &Robustness,
) -> Result<String, serde_json::Error> {
    let scored = assessment.indicators().into_iter();
    let document = Document {
        generator: crate::GENERATOR,
        marking: protective_marking(assessment.configuration()),
        year: assessment.year,
        ranked: assessment.scorecard.ranked(),
        chance: found
            .chance
            .iter()
            .map(|(name, u)| chance(assessment, name, u))
            .collect(),
        left_out: &found.left_out,
        alternatives: &found.alternatives,
        refused: &found.refused,
        importance: &found.importance,
        agreement: &found.agreement,
        indicators: scored
            .filter(ScoredIndicator::is_scored)
            .map(|scored| Indicator {
                code: &scored.indicator.code,
                funnel: assessment.recording.funnel(&scored.indicator.code),
            })
            .collect(),
        recording: found
            .recording
            .iter()
            .map(|m| rank_moved(assessment, m))
            .collect(),
    };
    serde_json::to_string_pretty(&document).map(|text| text + "\n")
}

fn chance<'a>(
    assessment: &'a Assessment<'_>,
    name: &'static str,
    uncertainty: &'a Uncertainty,
) -> Chance<'a> {
    let authorities = assessment.panel.authorities();
    let scores = &assessment.scorecard.overall;
    Chance {
        name,
        chances: &uncertainty.chances,
        median_width: uncertainty.median_width,
        distinguishable: uncertainty.is_distinguishable(),
        authorities: authorities
            .pairs()
            .map(|(at, id)| {
                let spread = &uncertainty.overall[at];
                Authority {
                    code: assessment.code(*id),
                    name: assessment.name(*id),
                    rank: scores[at].rank,
                    spread: spread.rank,
                    score: spread.score,
                    band: band(spread),
                }
            })
            .collect(),
    }
}

fn band(spread: &Spread) -> Option<&'static str> {
    spread.band.map(crate::scoring::Band::as_str)
}

fn rank_moved<'a>(assessment: &'a Assessment<'_>, moved: &Moved) -> RankMoved<'a> {
    let id = assessment.panel.authorities()[moved.at];
    RankMoved {
        code: assessment.code(id),
        name: assessment.name(id),
        without_policy: moved.before,
        with_policy: moved.after,
    }
}
