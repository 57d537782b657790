//! How sure one figure of an authority is.

use crate::indicator::definition;
use crate::measure::Counts;
use crate::scoring::{ByAuthority, IndicatorScores, Spread};
use crate::source::published::Location;

use super::super::comparisons::Indicator;
use super::super::figure::{Benchmark, Interval, Rank};
use super::super::number;
use super::super::recording::DoubtResult;
use super::super::sureness::{BandResult, Judgement, TrendTest};
use super::{IndicatorResult, Subject};

impl Subject<'_> {
    /// Completes a result with its interval, its comparisons, its rank and its doubts.
    pub(super) fn make_sure(
        self,
        result: &mut IndicatorResult,
        shared: &Indicator,
        scores: &IndicatorScores,
        spreads: Option<&ByAuthority<Spread>>,
    ) {
        let counts = self.assessment.counts_of(&shared.code, self.id);
        let range = self.assessment.interval(&shared.code, self.id);
        result.interval = range.map(|range| Interval::of_value(range, shared.style));
        result.interval_words = match &result.interval {
            Some(interval) => format!("95% interval {}", interval.display),
            None if result.value.is_number() => "interval not estimated".to_owned(),
            None => String::new(),
        };
        if let Some(counts) = counts {
            self.judge(&mut result.england, shared, counts, "England");
            self.judge(&mut result.region, shared, counts, "the region");
            if let Some(neighbours) = &mut result.neighbours {
                self.judge(neighbours, shared, counts, "its neighbours");
            }
        }
        result.band = BandResult::of(spreads, self.at);
        if self.assessment.shows_ranks(&shared.code) {
            result.rank = Rank::of(&scores.scores, spreads, self.at);
        } else if result.score.is_number() {
            result.rank_note = self.why_no_rank(&shared.code);
        }
        let here = Location::Authority(self.id);
        if let Some(cell) = self.assessment.measure(&shared.code, self.id) {
            let flags = self.assessment.flags(&shared.code, &here, cell);
            result.doubts = flags.iter().map(DoubtResult::of).collect();
        }
        result.held = self.held(shared, scores);
    }

    fn judge(self, benchmark: &mut Benchmark, shared: &Indicator, counts: Counts, name: &str) {
        let judged = benchmark.figure.value.and_then(|value| {
            self.assessment
                .against(&shared.code, self.id, counts, value)
        });
        benchmark.judgement = judged.map(|comparison| Judgement::of(comparison, name));
    }

    fn why_no_rank(self, indicator: &str) -> String {
        no_ranks(self.assessment.rankability(indicator))
    }

    /// What the recording policy made of the score.
    fn held(self, shared: &Indicator, scores: &IndicatorScores) -> String {
        let mut said = Vec::new();
        if let Some(value) = scores.held_at[self.at] {
            said.push(format!(
                "It is scored as {}, the lowest figure that is usual at its size, so that very low recording earns no more.",
                shared.style.write(value)
            ));
        }
        if scores.capped[self.at] {
            said.push(
                "Its score is held at no more than England's, since its recording is in doubt."
                    .to_owned(),
            );
        }
        said.join(" ")
    }

    /// The test of trend over the five years that end with this one. Pooled years are never tested.
    pub(super) fn trend_test(self, shared: &Indicator) -> Option<TrendTest> {
        if self.assessment.is_pooled() {
            return None;
        }
        let here = Location::Authority(self.id);
        let cell = self.assessment.measure(&shared.code, self.id)?;
        let trend = self.assessment.reading(&shared.code, &here, cell).trend?;
        let indicative = definition(&shared.code).is_some_and(|known| known.is_stock());
        Some(TrendTest::of(trend, self.assessment.year, indicative))
    }
}

/// Why ranks by an indicator are not shown, in a sentence.
pub(in crate::report) fn no_ranks(rankability: Option<f64>) -> String {
    let share = number::share(rankability.unwrap_or_default());
    format!(
        "No rank is shown: only {share} of the spread between authorities is more than chance, and under half a rank means little. \
         Compare it with England instead."
    )
}
