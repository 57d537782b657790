//! The scores and ranks of every year. Those of other years than the one that a publication opens with
//! have no ranges by domain and indicator.

use crate::assessment::{Assessment, DrawnYear};
use crate::scoring::{AuthorityIndex, ByAuthority, Score, ScoredIndicator, Spread};
use crate::source::Symbol;
use crate::source::published::Location;

use super::super::inert;
use super::super::measure_rows::by_code;
use super::geography::place_and_time;
use super::{DataColumn, DataSet, number};

/// A row a year, a place and a part of the scorecard, oldest first: England's, then each authority's.
pub(super) fn data_set(assessment: &Assessment<'_>, others: &[&Assessment<'_>]) -> DataSet {
    let columns = vec![
        DataColumn::filter("score_level", "Level of score", "", ""),
        DataColumn::filter(
            "score_part",
            "Part of the scorecard",
            "The overall score, a domain or an indicator",
            "score_level",
        ),
        DataColumn::indicator("score", "Score", "Scores", "", 1),
        DataColumn::indicator("score_from", "Score: range from", "Scores", "", 1),
        DataColumn::indicator("score_to", "Score: range to", "Scores", "", 1),
        DataColumn::indicator("rank", "Rank", "Ranks", "", 0),
        DataColumn::indicator("rank_from", "Rank: range from", "Ranks", "", 0),
        DataColumn::indicator("rank_to", "Rank: range to", "Ranks", "", 0),
        DataColumn::indicator("ranked", "Authorities ranked", "Ranks", "", 0),
        DataColumn::indicator("weight", "Share of the overall score", "Weights", "%", 1),
        DataColumn::indicator("contribution", "Contribution", "Weights", "", 1),
        DataColumn::indicator("coverage", "Coverage", "Weights", "%", 0),
    ];
    let rows = DrawnYear::years(assessment, others).into_iter();
    DataSet {
        name: "care_scorecard_scores",
        columns,
        rows: rows.flat_map(rows_of).collect(),
    }
    .without_single_choices()
}

/// The rows of a year.
fn rows_of(drawn: DrawnYear<'_, '_>) -> Vec<Vec<String>> {
    let assessment = drawn.assessment;
    let parts = parts(drawn);
    let england = place_and_time(assessment, assessment.year, &Location::National, "");
    let national = parts.iter().map(|part| part.national_row(&england));
    let mut rows: Vec<Vec<String>> = national.collect();
    for id in by_code(assessment) {
        let Some(at) = assessment.position(id) else {
            continue;
        };
        let location = Location::Authority(id);
        let code = assessment.code(id);
        let place = place_and_time(assessment, assessment.year, &location, code);
        rows.extend(parts.iter().map(|part| part.row(&place, at)));
    }
    rows
}

/// A part of the scorecard with the scores of all authorities.
struct Part<'a> {
    level: &'static str,
    title: &'a str,
    scores: &'a ByAuthority<Score>,
    /// None where the part is not comparable, and of domains and indicators of other years.
    spreads: Option<&'a ByAuthority<Spread>>,
    national: Option<f64>,
}

/// The whole, the domains, and the indicators that are scored this year.
fn parts<'a>(
    DrawnYear {
        assessment,
        uncertainty,
    }: DrawnYear<'a, '_>,
) -> Vec<Part<'a>> {
    let scorecard = &assessment.scorecard;
    let overall = Part {
        level: "Overall",
        title: "Overall score",
        scores: &scorecard.overall,
        spreads: Some(&uncertainty.overall),
        national: scorecard.national,
    };
    let domains = assessment.domains().into_iter().map(|d| Part {
        level: "Domain",
        title: &d.domain.title,
        scores: &d.scores.scores,
        spreads: uncertainty.domains[d.at].as_ref(),
        national: d.scores.national,
    });
    let indicators = assessment.indicators().into_iter();
    let scored = indicators.filter(ScoredIndicator::is_scored);
    let indicators = scored.map(|i| Part {
        level: "Indicator",
        title: &i.indicator.title,
        scores: &i.scores.scores,
        spreads: uncertainty.indicators[i.at].as_ref(),
        national: i.scores.national,
    });
    [overall]
        .into_iter()
        .chain(domains)
        .chain(indicators)
        .collect()
}

impl Part<'_> {
    fn row(&self, place: &[String], at: AuthorityIndex) -> Vec<String> {
        let score = &self.scores[at];
        let spread = self.spreads.map(|spreads| spreads[at]).unwrap_or_default();
        let is_ranked = score.rank.is_some();
        let ranks = spread.rank.filter(|_| is_ranked);
        let share = |share: Option<f64>| share.map(|share| share * 100.0);
        let weight = score.effective_weight.filter(|_| score.score.is_some());
        #[allow(clippy::cast_precision_loss, reason = "a few hundred authorities")]
        let whole = |count: Option<usize>| count.map(|count| count as f64);
        let (none, unknown) = (Symbol::NotApplicable, Symbol::NotAvailable);
        let mut cells = self.start(place);
        cells.extend([
            or(score.score, unknown),
            or(spread.score.map(|range| range.low), unknown),
            or(spread.score.map(|range| range.high), unknown),
            or(whole(score.rank), none),
            or(ranks.map(|range| range.low.into()), none),
            or(ranks.map(|range| range.high.into()), none),
            or(whole(score.rank.map(|_| score.rank_of)), none),
            or(share(weight), none),
            or(score.contribution, none),
            or(share(score.coverage), none),
        ]);
        cells
    }

    /// England has a score at most: it is not ranked.
    fn national_row(&self, place: &[String]) -> Vec<String> {
        let mut cells = self.start(place);
        cells.push(or(self.national, Symbol::NotAvailable));
        cells.extend((1..10).map(|_| Symbol::NotApplicable.as_str().to_owned()));
        cells
    }

    fn start(&self, place: &[String]) -> Vec<String> {
        let mut cells = place.to_vec();
        cells.push(self.level.to_owned());
        cells.push(inert(self.title));
        cells
    }
}

fn or(value: Option<f64>, symbol: Symbol) -> String {
    value.map_or_else(|| symbol.as_str().to_owned(), number)
}
