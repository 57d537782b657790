//! One indicator of one authority.

use crate::config::{Aggregation, Direction, Normalisation};
use crate::indicator::definition;
use crate::measure::{Absence, Cell};
use crate::scoring::{IndicatorIndex, Scale};
use crate::source::published::Location;

use super::super::comparisons::{Indicator, counts, has_counts, neighbours};
use super::super::figure::Figure;
use super::super::{number, words};
use super::{IndicatorResult, Subject, Trend, TrendPoint, contribution, effective_weight};

/// What is good, in words.
pub(in crate::report) fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::HigherIsBetter => "Higher is better",
        Direction::LowerIsBetter => "Lower is better",
        Direction::None => "Neither higher nor lower is better",
    }
}

/// What is counted, in words.
pub(in crate::report) fn counted(code: &str) -> String {
    let Some(definition) = definition(code) else {
        return String::new();
    };
    let counted = definition.numerator.words;
    match definition.denominator {
        None => words::sentence(counted),
        Some(whole) => words::sentence(&format!("{counted}, out of {}", whole.words)),
    }
}

impl Subject<'_> {
    pub(super) fn indicator(self, index: IndicatorIndex) -> IndicatorResult {
        let shared = &self.shared.indicators[index];
        let scores = &self.assessment.scorecard.indicators[index];
        let column = &self.assessment.panel.columns()[index];
        let aggregation = self.assessment.configuration().scorecard.aggregation;
        let score = &scores.scores[self.at];
        let spreads = self.assessment.uncertainty().indicators[index].as_ref();
        let cell = self.assessment.measure(&shared.code, self.id);
        let scored_value = column.entries()[self.at].value;
        let value = if self.assessment.is_pooled() {
            scored_value
        } else {
            cell.map_or(scored_value, |cell| cell.value)
        };
        let known = value.ok();
        let mut result = IndicatorResult {
            code: shared.code.clone(),
            title: shared.title.clone(),
            direction: direction(shared.direction).to_owned(),
            higher_is_better: match shared.direction {
                Direction::HigherIsBetter => Some(true),
                Direction::LowerIsBetter => Some(false),
                Direction::None => None,
            },
            suffix: shared.style.suffix().to_owned(),
            unit: shared.style.unit().to_owned(),
            value: Figure::measure(value, shared.style),
            count: cell
                .filter(|_| !self.assessment.is_pooled() && has_counts(&shared.code))
                .map(counts)
                .unwrap_or_default(),
            england: shared.against_england(known),
            region: shared.against_region(self.region_code, known),
            neighbours: neighbours(
                self.assessment,
                self.id,
                shared.style,
                &column.values(),
                known,
            ),
            scored: scores.scale.is_some(),
            score: Figure::score(score),
            interval: None,
            interval_words: String::new(),
            band: None,
            rank: None,
            rank_note: String::new(),
            held: String::new(),
            doubts: Vec::new(),
            effective_weight: effective_weight(score),
            contribution: contribution(aggregation, score),
            reason: words::sentence(&score.reason),
            route: String::new(),
            definition: counted(&shared.code),
            caveat: definition(&shared.code)
                .map(|d| d.caveat.to_owned())
                .unwrap_or_default(),
            notes: self.cell_notes(shared, cell, scored_value),
            spread: shared.spread,
            trend: self.trend(shared),
        };
        self.make_sure(&mut result, shared, scores, spreads);
        result.route = self.route(index, &result);
        result
    }

    /// From the counts to the contribution, in sentences.
    fn route(self, index: IndicatorIndex, result: &IndicatorResult) -> String {
        let scale = self.assessment.scorecard.indicators[index].scale.as_ref();
        let (Some(scale), true) = (scale, result.score.is_number()) else {
            return String::new();
        };
        let unit = if result.unit.is_empty() {
            String::new()
        } else {
            format!(" {}", result.unit)
        };
        let value = if result.count.is_empty() {
            format!("The value is {}{unit}.", result.value.display)
        } else {
            format!("{} is {}{unit}.", result.count, result.value.display)
        };
        let mut sentences = vec![
            value,
            format!(
                "{} It scores {}.",
                self.scaled(index, scale),
                result.score.display
            ),
        ];
        if result.effective_weight.is_number() {
            let adds = match self.assessment.configuration().scorecard.aggregation {
                Aggregation::Arithmetic => {
                    format!("adds {} points to it", result.contribution.display)
                }
                _ => format!("contributes {} to it", result.contribution.display),
            };
            sentences.push(format!(
                "It carries {} of the overall score and {adds}.",
                result.effective_weight.display
            ));
        }
        sentences.join(" ")
    }

    /// The scale, in a sentence.
    fn scaled(self, index: IndicatorIndex, scale: &Scale) -> String {
        let style = self.shared.indicators[index].style;
        let configured = self.assessment.indicators()[index].indicator;
        scale_in_words(configured.normalisation, scale, style)
    }

    fn cell_notes(
        self,
        shared: &Indicator,
        cell: Option<&Cell>,
        scored: Result<f64, Absence>,
    ) -> Vec<String> {
        let mut notes: Vec<String> = cell
            .into_iter()
            .flat_map(|c| &c.notes)
            .map(|n| words::sentence(n))
            .collect();
        if self.assessment.is_pooled() {
            let years = self.assessment.configuration().scorecard.pooling_years;
            notes.push(format!("Counts of {years} years are added up."));
            return notes;
        }
        if let Some(cell) = cell.filter(|cell| cell.value != scored) {
            notes.push(match scored {
                Ok(value) => format!(
                    "It is scored by another source's figure, {}.",
                    shared.style.write(value)
                ),
                Err(_) if cell.value.is_ok() => {
                    "It is not scored: ranks use figures of one kind of source for all.".to_owned()
                }
                Err(_) => return notes,
            });
        }
        notes
    }

    fn trend(self, shared: &Indicator) -> Trend {
        let here = Location::Authority(self.id);
        let measures = &self.assessment.evidence.measures;
        let points: Vec<TrendPoint> = self
            .shared
            .years
            .iter()
            .enumerate()
            .map(|(at, year)| {
                let cell = measures.best(*year, &shared.code, &here);
                TrendPoint {
                    year: *year,
                    figure: Figure::measure(
                        cell.map_or(Err(Absence::NoData), |c| c.value),
                        shared.style,
                    ),
                    count: cell
                        .filter(|_| has_counts(&shared.code))
                        .map(counts)
                        .unwrap_or_default(),
                    england: shared.england_in(at),
                }
            })
            .skip_while(|point| !point.figure.is_number() && !point.england.is_number())
            .collect();
        if points.len() < 2 {
            return Trend::default();
        }
        Trend {
            words: trend_words(&points),
            test: self.trend_test(shared),
            points,
        }
    }
}

fn trend_words(points: &[TrendPoint]) -> String {
    let mut known = points
        .iter()
        .filter_map(|p| p.figure.value.map(|value| (p, value)));
    let (Some((first, from)), Some((last, to))) = (known.next(), known.next_back()) else {
        return String::new();
    };
    let with = format!("in {} ({})", first.year, first.figure.display);
    format!(
        "{} in {}, {}.",
        last.figure.display,
        last.year,
        words::compared(to, from, &with)
    )
}

/// How a value becomes a score, in a sentence.
pub(in crate::report) fn scale_in_words(
    normalisation: Normalisation,
    scale: &Scale,
    style: number::Style,
) -> String {
    if let Some((from, to)) = scale.ends() {
        let (low, high) = (scale.score(from), scale.score(to));
        return format!(
            "On the scale, {} scores {} and {} scores {}.",
            style.write(from),
            number::setting(low),
            style.write(to),
            number::setting(high)
        );
    }
    match normalisation {
        Normalisation::ZScore => {
            "It is scored by its distance from the mean of all authorities: 10 points for each standard deviation, around 50."
        }
        Normalisation::PercentileRank => "It is scored by the share of authorities that do less well.",
        Normalisation::Rank => "It is scored by its rank among authorities.",
        // Linear scales have ends.
        Normalisation::Goalposts | Normalisation::MinMax => "",
    }
    .to_owned()
}
