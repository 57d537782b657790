//! One indicator of one authority.

use crate::config::{Aggregation, Direction, Normalisation};
use crate::indicator::definition;
use crate::measure::{Absence, Cell};
use crate::scoring::{IndicatorIndex, Scale, Score};
use crate::source::published::Location;

use super::super::comparisons::{Indicator, counts, has_counts, neighbours};
use super::super::figure::Figure;
use super::super::{number, words};
use super::sure::Sureness;
use super::{IndicatorResult, Subject, Trend, TrendPoint};

/// What is good, in words.
pub(in crate::report) fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::HigherIsBetter => "Higher is better",
        Direction::LowerIsBetter => "Lower is better",
        Direction::None => "Neither higher nor lower is better",
    }
}

/// What is counted, in words; none where the program does not know the indicator.
pub(in crate::report) fn counted(code: &str) -> Option<String> {
    let definition = definition(code)?;
    let counted = definition.numerator.words;
    Some(match definition.denominator {
        None => words::sentence(counted),
        Some(whole) => words::sentence(&format!("{counted}, out of {}", whole.words)),
    })
}

/// What a reader must know before using an indicator.
pub(in crate::report) fn caveat(code: &str) -> Option<&'static str> {
    let caveat = definition(code)?.caveat;
    (!caveat.is_empty()).then_some(caveat)
}

/// The figures that a score is explained by.
struct Scored<'s> {
    value: &'s Figure,
    count: Option<&'s str>,
    score: &'s Figure,
    effective_weight: &'s Figure,
    contribution: &'s Figure,
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
        let count = cell.filter(|_| !self.assessment.is_pooled() && has_counts(&shared.code));
        let count = count.and_then(counts);
        let value = Figure::measure(value, shared.style);
        let figure = Figure::score(score);
        let weight = self.effective_weight(score);
        let contribution = self.contribution(aggregation, score);
        let route = self.route(
            index,
            &Scored {
                value: &value,
                count: count.as_deref(),
                score: &figure,
                effective_weight: &weight,
                contribution: &contribution,
            },
        );
        let near = neighbours(self.assessment, self.id, shared.style, &column.values());
        let Sureness {
            interval,
            interval_words,
            band,
            rank,
            rank_note,
            doubts,
            held,
        } = self.sureness(shared, scores, spreads, known);
        IndicatorResult {
            code: shared.code.clone(),
            title: shared.title.clone(),
            titled: shared.titled(),
            direction: direction(shared.direction).to_owned(),
            higher_is_better: match shared.direction {
                Direction::HigherIsBetter => Some(true),
                Direction::LowerIsBetter => Some(false),
                Direction::None => None,
            },
            suffix: shared.style.suffix().to_owned(),
            unit: shared.style.unit(),
            england: self.judged(shared.of_england(), shared, &value),
            region: self.judged(shared.of_region(self.region_code), shared, &value),
            neighbours: near.map(|near| self.judged(near, shared, &value)),
            scored: scores.scale.is_some(),
            reason: reason(score),
            definition: counted(&shared.code),
            caveat: caveat(&shared.code),
            notes: self.cell_notes(shared, cell, scored_value),
            spread: shared.spread,
            trend: self.trend(shared),
            effective_weight: weight,
            score: figure,
            value,
            count,
            interval,
            interval_words,
            band,
            rank,
            rank_note,
            held,
            doubts,
            contribution,
            route,
        }
    }

    /// From the counts to the contribution, in sentences; none without a score.
    fn route(self, index: IndicatorIndex, scored: &Scored<'_>) -> Option<String> {
        let scale = self.assessment.scorecard.indicators[index].scale.as_ref()?;
        if !scored.score.is_number() {
            return None;
        }
        let unit = self.shared.indicators[index].style.unit();
        let unit = unit.map_or_else(String::new, |unit| format!(" {unit}"));
        let value = &scored.value.display;
        let value = match scored.count {
            Some(count) => format!("{count} is {value}{unit}."),
            None => format!("The value is {value}{unit}."),
        };
        let scaled = self.scaled(index, scale).unwrap_or_default();
        let score = format!("{scaled} It scores {}.", scored.score.display);
        let adds = scored.effective_weight.is_number().then(|| {
            let contribution = &scored.contribution.display;
            let adds = match self.assessment.configuration().scorecard.aggregation {
                Aggregation::Arithmetic => format!("adds {contribution} points to it"),
                _ => format!("contributes {contribution} to it"),
            };
            format!(
                "It carries {} of the overall score and {adds}.",
                scored.effective_weight.display
            )
        });
        let sentences: Vec<String> = [value, score].into_iter().chain(adds).collect();
        Some(sentences.join(" "))
    }

    /// The scale, in a sentence.
    fn scaled(self, index: IndicatorIndex, scale: &Scale) -> Option<String> {
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
                    count: cell.filter(|_| has_counts(&shared.code)).and_then(counts),
                    england: shared.england_in(at),
                }
            })
            .skip_while(|point| !point.figure.is_number() && !point.england.is_number())
            .collect();
        if points.len() < 2 {
            return Trend {
                points: Vec::new(),
                words: None,
                test: None,
            };
        }
        Trend {
            words: trend_words(&points),
            test: self.trend_test(shared),
            points,
        }
    }
}

/// Why something has no score or no rank; none where nothing keeps it from them.
pub(super) fn reason(score: &Score) -> Option<String> {
    (!score.reason.is_empty()).then(|| words::sentence(&score.reason))
}

/// From the first known value to the last; none with fewer than two.
fn trend_words(points: &[TrendPoint]) -> Option<String> {
    let mut known = points
        .iter()
        .filter_map(|p| p.figure.value.map(|value| (p, value)));
    let ((first, from), (last, to)) = (known.next()?, known.next_back()?);
    let alike = first.figure.prints_as(&last.figure);
    let compared = if alike {
        words::compared_alike(to, from, &format!("in {}", first.year))
    } else {
        let with = format!("in {} ({})", first.year, first.figure.display);
        words::compared(to, from, &with)
    };
    Some(format!(
        "{} in {}, {compared}.",
        last.figure.display, last.year
    ))
}

/// How a value becomes a score, in a sentence; none where there is nothing to say.
pub(in crate::report) fn scale_in_words(
    normalisation: Normalisation,
    scale: &Scale,
    style: number::Style,
) -> Option<String> {
    if let Some((from, to)) = scale.ends() {
        let (low, high) = (scale.score(from), scale.score(to));
        return Some(format!(
            "On the scale, {} scores {} and {} scores {}.",
            style.write(from),
            number::setting(low),
            style.write(to),
            number::setting(high)
        ));
    }
    let said = match normalisation {
        Normalisation::ZScore => {
            "It is scored by its distance from the mean of all authorities: 10 points for each standard deviation, around 50."
        }
        Normalisation::PercentileRank => {
            "It is scored by the share of authorities that do less well."
        }
        Normalisation::Rank => "It is scored by its rank among authorities.",
        // Linear scales have ends.
        Normalisation::Goalposts | Normalisation::MinMax => return None,
    };
    Some(said.to_owned())
}
